"""Running balances: what a posting would make of them, and writing them down.

Costs grow with the days after `valid_from` on which the accounts moved, never with all history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from tallystick.journal.rules import Account, BalanceRow
from tallystick.journal.services.pen import Pen, insert_rows

_BEFORE = """
    SELECT k.account_id, k.subject,
      (SELECT d.balance FROM journal_day d WHERE d.account_id = k.account_id
        AND d.subject = k.subject AND d.day <= %s ORDER BY d.day DESC LIMIT 1),
      (SELECT min(d.balance) FROM journal_day d WHERE d.account_id = k.account_id
        AND d.subject = k.subject AND d.day > %s)
    FROM ({keys}) k
"""
_KEY = "SELECT CAST(%s AS BIGINT) AS account_id, CAST(%s AS TEXT) AS subject"
# SQLite takes 500 parts of a compound SELECT.
_KEYS_AT_ONCE = 200
_ADD = """
    INSERT INTO journal_day (account_id, subject, day, net, balance)
"""
_OR_CHANGE = """
    ON CONFLICT (account_id, subject, day)
    DO UPDATE SET net = journal_day.net + excluded.net, balance = excluded.balance
"""
_CARRY = """
    UPDATE journal_day SET balance = balance + %s
    WHERE account_id = %s AND subject = %s AND day > %s
"""
_STANDS = """
    SELECT a.region, a.partner, a.pipeline, a.stage, a.unit, a.cell, d.day, d.balance
    FROM journal_day d JOIN journal_account a ON a.id = d.account_id
    WHERE d.subject = %s AND a.book_id = %s AND a.pipeline = %s AND a.unit = %s
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a posting does to one account, or to one named subject in it.

    Units: `before` is what stands at the end of the posting's day without it; `later` the lowest
    on any later day, None when the account did not move since.
    """

    account: Account
    subject: str
    net: int
    before: int = 0
    later: int | None = None

    @property
    def lowest(self) -> int:
        """The lowest it would stand on any day from the posting's on."""
        low = self.before if self.later is None else min(self.before, self.later)
        return low + self.net


def foresee(
    cursor: CursorWrapper, pen: Pen, nets: Mapping[tuple[Account, str], int], day: str
) -> list[Change]:
    """Return what a posting on `day` would do, reading only what the pen has not seen."""
    asked = []
    for account, subject in nets:
        number = pen.accounts.get(account)
        if number is not None:
            last = pen.closing.get((number, subject))
            if last is None or last[0] > day:
                asked.append((number, subject))
    read = _read(cursor, asked, day)
    return [_change(pen, key, net, read) for key, net in nets.items()]


def _change(
    pen: Pen,
    key: tuple[Account, str],
    net: int,
    read: Mapping[tuple[int, str], tuple[int, int | None]],
) -> Change:
    account, subject = key
    number = pen.accounts.get(account)
    if number is None:
        return Change(account, subject, net)
    if (number, subject) in read:
        return Change(account, subject, net, *read[number, subject])
    return Change(account, subject, net, pen.closing[number, subject][1])


def _read(
    cursor: CursorWrapper, keys: Sequence[tuple[int, str]], day: str
) -> dict[tuple[int, str], tuple[int, int | None]]:
    found = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        part = keys[start : start + _KEYS_AT_ONCE]
        query = _BEFORE.format(keys=" UNION ALL ".join([_KEY] * len(part)))
        cursor.execute(query, [day, day, *(value for key in part for value in key)])
        for number, subject, before, later in cursor.fetchall():
            found[number, subject] = (before or 0, later)
    return found


def write_down(cursor: CursorWrapper, pen: Pen, changes: Sequence[Change], day: str) -> None:
    """Write what a posting on `day` did, and carry it over the later days."""
    rows, carried = [], []
    for change in changes:
        key = (pen.accounts[change.account], change.subject)
        balance = change.before + change.net
        rows.append((*key, day, change.net, balance))
        if change.later is None:
            pen.closing[key] = (day, balance)
        else:
            carried.append((change.net, *key, day))
            pen.closing.pop(key, None)
    if rows:
        insert_rows(cursor, _ADD, rows, _OR_CHANGE)
    if carried:
        cursor.executemany(_CARRY, carried)


def standings(
    cursor: CursorWrapper, pen: Pen, pipeline: str, unit: str, subject: str
) -> list[BalanceRow]:
    """Return every balance of a named subject in a pipeline of the book, day by day."""
    cursor.execute(_STANDS, [subject, pen.book_id, pipeline, unit])
    return [(Account(*row[:6]), row[6], row[7]) for row in cursor.fetchall()]
