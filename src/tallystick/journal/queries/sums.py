"""The SQL that adds up the lines by account, named subject and day: what balances derive from."""

_ENDS = (
    ("l.from_account_id", "''", "-l.amount", ""),
    ("l.to_account_id", "''", "l.amount", ""),
    ("l.from_account_id", "l.subject", "-l.amount", " WHERE l.subject IS NOT NULL"),
    ("l.to_account_id", "l.subject", "l.amount", " WHERE l.subject IS NOT NULL"),
)
_MOVED = " UNION ALL ".join(
    f"SELECT {account} AS account_id, {subject} AS subject, t.valid_from AS day, {net} AS net"  # noqa: S608 (our own text)
    f" FROM journal_line l JOIN journal_transaction t ON t.id = l.transaction_id{which}"
    for account, subject, net, which in _ENDS
)
SUMMED = f"""
    SELECT account_id, subject, day, sum(net) AS net FROM ({_MOVED}) moved
    GROUP BY account_id, subject, day ORDER BY account_id, subject, day
"""  # noqa: S608 (our own text)
