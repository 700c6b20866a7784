"""Rows that belong to nothing, and reversals that are no mirror."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.kernel.problem import Problem

_ORPHANS = {
    "journal_transaction": """
        SELECT t.id FROM journal_transaction t
        LEFT JOIN journal_seal s ON s.transaction_id = t.id WHERE s.transaction_id IS NULL""",
    "journal_line": """
        SELECT DISTINCT l.transaction_id FROM journal_line l
        LEFT JOIN journal_transaction t ON t.id = l.transaction_id WHERE t.id IS NULL""",
    "journal_seal": """
        SELECT s.transaction_id FROM journal_seal s
        LEFT JOIN journal_book b ON b.id = s.book_id WHERE b.id IS NULL""",
    "journal_account": """
        SELECT a.id FROM journal_account a
        LEFT JOIN journal_book b ON b.id = a.book_id WHERE b.id IS NULL""",
}
_LINES_BACK = """
    SELECT n, to_account_id, from_account_id, amount, 1 - back, subject, note
    FROM journal_line WHERE transaction_id = r.reverses
"""
_LINES = """
    SELECT n, from_account_id, to_account_id, amount, back, subject, note
    FROM journal_line WHERE transaction_id = r.id
"""
_NO_MIRRORS = f"""
    SELECT r.id FROM journal_transaction r
    LEFT JOIN journal_transaction t ON t.id = r.reverses
    WHERE r.reverses IS NOT NULL AND (
      t.id IS NULL OR t.reverses IS NOT NULL OR t.book_id <> r.book_id
      OR t.valid_from <> r.valid_from OR r.kind <> 'reversal'
      OR EXISTS ({_LINES} EXCEPT {_LINES_BACK}) OR EXISTS ({_LINES_BACK} EXCEPT {_LINES}))
"""  # noqa: S608 (our own text)


def link_problems(connection: BaseDatabaseWrapper) -> Iterator[Problem]:
    """Yield each row without what it belongs to, and each reversal that is not the mirror."""
    with connection.cursor() as cursor:
        for table, query in _ORPHANS.items():
            cursor.execute(query)
            for (key,) in cursor.fetchall():
                yield Problem("row-orphaned", params={"table": table, "key": key})
        cursor.execute(_NO_MIRRORS)
        for (key,) in cursor.fetchall():
            yield Problem("mirror-differs", params={"transaction": key})
