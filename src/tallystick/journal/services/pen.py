"""What a writer knows of its book while it holds the turn, so that a posting need not ask again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from tallystick.journal.rules import GENESIS, Account

_HEAD = """
    SELECT r.req_hash, b.id, h.seq, h.chain, t.recorded_at FROM (SELECT 1 AS one) one
    LEFT JOIN journal_transaction r ON r.id = %s
    LEFT JOIN journal_book b ON b.code = %s
    LEFT JOIN journal_seal h ON h.book_id = b.id
      AND h.seq = (SELECT max(seq) FROM journal_seal WHERE book_id = b.id)
    LEFT JOIN journal_transaction t ON t.id = h.transaction_id
"""
_STILL = """
    SELECT (SELECT req_hash FROM journal_transaction WHERE id = %s),
      (SELECT chain FROM journal_seal WHERE book_id = %s AND seq = %s)
"""
_ACCOUNT = """
    SELECT id FROM journal_account WHERE book_id = %s AND region = %s AND partner = %s
    AND pipeline = %s AND stage = %s AND unit = %s AND cell = %s
"""
_OPEN = """
    INSERT INTO journal_account (book_id, region, partner, pipeline, stage, unit, cell)
"""


Value = str | int | bytes | None


def insert_rows(
    cursor: CursorWrapper, into: str, rows: Sequence[Sequence[Value]], then: str = ""
) -> None:
    """Insert several rows: on PostgreSQL as one statement, on SQLite by one that is kept prepared.

    `into` is the statement up to VALUES, `then` what follows the rows.
    """
    marks = f"({', '.join(['%s'] * len(rows[0]))})"
    if cursor.db.vendor == "sqlite":
        cursor.executemany(f"{into} VALUES {marks} {then}", rows)
    else:
        values = ", ".join([marks] * len(rows))
        cursor.execute(f"{into} VALUES {values} {then}", [value for row in rows for value in row])


@dataclass(frozen=True)
class Tip:
    """The newest seal of a book as the next posting needs it."""

    seq: int = 0
    chain: bytes = GENESIS
    recorded_at: str = ""


class Pen:
    """One writer at one book: its number, the newest seal, accounts and closing balances seen.

    What it remembers holds only while the book's newest seal is the one it left: a savepoint
    that was rolled back in between is seen by its seal, and all is forgotten.
    """

    def __init__(self, connection: BaseDatabaseWrapper, book: str) -> None:
        self.connection = connection
        self.book = book
        self.book_id: int | None = None
        self.tip = Tip()
        self.accounts: dict[Account, int] = {}
        # (account, subject) → its last day and what stands at its end
        self.closing: dict[tuple[int, str], tuple[str, int]] = {}

    def look(self, cursor: CursorWrapper, transaction: str) -> bytes | None:
        """Read the newest seal; return the request hash `transaction` was posted under, if any."""
        if self.tip.seq:
            cursor.execute(_STILL, [transaction, self.book_id, self.tip.seq])
            request, chain = cursor.fetchone()
            if chain is not None and bytes(chain) == self.tip.chain:
                return _bytes(request)
        return self._look_anew(cursor, transaction)

    def _look_anew(self, cursor: CursorWrapper, transaction: str) -> bytes | None:
        self.forget()
        cursor.execute(_HEAD, [transaction, self.book])
        request, self.book_id, seq, chain, recorded_at = cursor.fetchone()
        self.tip = Tip(seq, bytes(chain), recorded_at) if seq else Tip()
        return _bytes(request)

    def forget(self) -> None:
        """Remember nothing of the accounts, so that the database is asked again."""
        self.accounts.clear()
        self.closing.clear()

    def find(self, cursor: CursorWrapper, accounts: Iterable[Account]) -> None:
        """Learn the numbers of those `accounts` that are open."""
        for account in accounts:
            if account not in self.accounts and self.book_id is not None:
                cursor.execute(_ACCOUNT, [self.book_id, *_columns(account)])
                if row := cursor.fetchone():
                    self.accounts[account] = row[0]

    def open(self, cursor: CursorWrapper, accounts: Iterable[Account]) -> int:
        """Open the book and those `accounts` that are not; return the book's number."""
        if self.book_id is None:
            cursor.execute("INSERT INTO journal_book (code) VALUES (%s)", [self.book])
            cursor.execute("SELECT id FROM journal_book WHERE code = %s", [self.book])
            self.book_id = int(cursor.fetchone()[0])
        if missing := [account for account in accounts if account not in self.accounts]:
            insert_rows(cursor, _OPEN, [(self.book_id, *_columns(a)) for a in missing])
            self.find(cursor, missing)
        return self.book_id


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def _columns(account: Account) -> tuple[str, ...]:
    return (
        account.region,
        account.partner,
        account.pipeline,
        account.stage,
        account.unit,
        account.cell,
    )
