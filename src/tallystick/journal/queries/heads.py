"""How far a book goes, and how far it went at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tallystick.journal import models
from tallystick.journal.rules import GENESIS, instant_text, parse_instant


@dataclass(frozen=True)
class Head:
    """A book's newest seal; `recorded_at` is None and `seq` 0 while nothing was posted."""

    seq: int
    chain_hex: str
    recorded_at: datetime | None


# Nothing is recorded before what its book learned last: where an instant lies is found by halving.
_AS_OF = """
    WITH RECURSIVE halving(book, low, high) AS (
      SELECT b.id, CAST(0 AS BIGINT), CAST(COALESCE((SELECT s.seq FROM journal_seal s
        WHERE s.book_id = b.id ORDER BY s.seq DESC LIMIT 1), 0) AS BIGINT)
      FROM journal_book b WHERE b.code = %s
      UNION ALL
      SELECT h.book,
        CASE WHEN t.recorded_at <= %s THEN s.seq ELSE h.low END,
        CASE WHEN t.recorded_at <= %s THEN h.high ELSE s.seq - 1 END
      FROM halving h
      JOIN journal_seal s ON s.book_id = h.book AND s.seq = (h.low + h.high + 1) / 2
      JOIN journal_transaction t ON t.id = s.transaction_id
      WHERE h.low < h.high)
    SELECT low FROM halving WHERE low >= high
"""


def seq_as_of(book: str, instant: datetime) -> int:
    """Return the newest sequence number recorded at or before `instant`, 0 when there is none."""
    known = instant_text(instant)
    with connection.cursor() as cursor:
        cursor.execute(_AS_OF, [book, known, known])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def head(book: str) -> Head:
    """Return a book's newest seal."""
    seals = models.Seal.objects.filter(book__code=book)
    newest = seals.order_by("-seq").values_list("seq", "chain", "transaction__recorded_at").first()
    if newest is None:
        return Head(0, GENESIS.hex(), None)
    seq, chain, recorded_at = newest
    return Head(seq, bytes(chain).hex(), parse_instant(recorded_at))


def books() -> list[str]:
    """Return the codes of all books in which something was posted."""
    return list(models.Book.objects.order_by("code").values_list("code", flat=True))


@dataclass(frozen=True)
class Sealed:
    """Where one transaction stands in its book, and the hashes that bind it there."""

    seq: int
    leaf_hex: str
    chain_hex: str


def sealed(transaction: str) -> Sealed | None:
    """Return the seal of a transaction, None when there is no such transaction."""
    found = models.Seal.objects.filter(transaction=transaction).first()
    if found is None:
        return None
    return Sealed(found.seq, bytes(found.leaf).hex(), bytes(found.chain).hex())
