"""How far a book goes, and how far it went at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import connection
from django.db.models import OuterRef, Subquery

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
    WITH RECURSIVE asked(book, known) AS (VALUES {asked}),
    halving(code, known, book, low, high) AS (
      SELECT b.code, a.known, b.id, CAST(0 AS BIGINT), CAST(COALESCE((SELECT s.seq
        FROM journal_seal s WHERE s.book_id = b.id ORDER BY s.seq DESC LIMIT 1), 0) AS BIGINT)
      FROM asked a JOIN journal_book b ON b.code = a.book
      UNION ALL
      SELECT h.code, h.known, h.book,
        CASE WHEN t.recorded_at <= h.known THEN s.seq ELSE h.low END,
        CASE WHEN t.recorded_at <= h.known THEN h.high ELSE s.seq - 1 END
      FROM halving h
      JOIN journal_seal s ON s.book_id = h.book AND s.seq = (h.low + h.high + 1) / 2
      JOIN journal_transaction t ON t.id = s.transaction_id
      WHERE h.low < h.high)
    SELECT code, known, low FROM halving WHERE low >= high
"""
# So many instants are sought at once: each takes two of the parameters a query may have.
_MOST_SOUGHT = 400


_AT = """
    WITH asked(book, seq) AS (VALUES {asked})
    SELECT b.code, s.seq, s.chain FROM asked a JOIN journal_book b ON b.code = a.book
    JOIN journal_seal s ON s.book_id = b.id AND s.seq = a.seq
"""
Pair = TypeVar("Pair", bound=tuple[object, object])


def seq_as_of(book: str, instant: datetime) -> int:
    """Return the newest sequence number recorded at or before `instant`, 0 when there is none."""
    return seqs_as_of([(book, instant)])[book, instant]


def seqs_as_of(asked: Iterable[tuple[str, datetime]]) -> dict[tuple[str, datetime], int]:
    """Return what `seq_as_of` does, of many books and instants; a query for 400 of them."""
    found = dict.fromkeys(asked, 0)
    keys = {(book, instant_text(instant)): (book, instant) for book, instant in found}
    for some in _parted(list(keys)):
        with connection.cursor() as cursor:
            cursor.execute(_AS_OF.format(asked=_rows(some)), [text for one in some for text in one])
            for book, known, seq in cursor.fetchall():
                found[keys[book, known]] = int(seq)
    return found


def _parted(asked: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    return (asked[n : n + _MOST_SOUGHT] for n in range(0, len(asked), _MOST_SOUGHT))


def _rows(asked: Sequence[Pair]) -> str:
    return ", ".join(["(%s, %s)"] * len(asked))


def head(book: str, by: datetime | None = None) -> Head:
    """Return a book's newest seal, or its newest of an instant; one query, or two."""
    seals = models.Seal.objects.filter(book__code=book)
    if by is not None:
        seals = seals.filter(seq=seq_as_of(book, by))
    newest = seals.order_by("-seq").values_list("seq", "chain", "transaction__recorded_at").first()
    if newest is None:
        return Head(0, GENESIS.hex(), None)
    seq, chain, recorded_at = newest
    return Head(seq, bytes(chain).hex(), parse_instant(recorded_at))


def newest_seals(books: Collection[str] | None = None) -> dict[str, tuple[int, str]]:
    """Return book → number and chain of its newest seal, of all or of these; one query.

    A book in which nothing was posted is not there. No books ask nothing.
    """
    if books is not None and not books:
        return {}
    seals = models.Seal.objects.filter(book=OuterRef("pk")).order_by("-seq")
    found = models.Book.objects.annotate(
        seq=Subquery(seals.values("seq")[:1]), chain=Subquery(seals.values("chain")[:1])
    ).filter(seq__isnull=False)
    if books is not None:
        found = found.filter(code__in=list(books))
    rows = found.values_list("code", "seq", "chain")
    return {code: (seq, bytes(chain).hex()) for code, seq, chain in rows}


def seals_at(asked: Mapping[str, int | None]) -> dict[str, tuple[int, str]]:
    """Return book → number and chain of its seal of that number, or of its newest where none is.

    A book without such a seal is not there. Two queries at most.
    """
    found = newest_seals([book for book, seq in asked.items() if seq is None])
    numbered = [(book, seq) for book, seq in asked.items() if seq is not None]
    for some in _parted(numbered):
        with connection.cursor() as cursor:
            cursor.execute(_AT.format(asked=_rows(some)), [value for one in some for value in one])
            for book, seq, chain in cursor.fetchall():
                found[book] = (seq, bytes(chain).hex())
    return found


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
