"""How far a book goes, and how far it went at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Subquery

from tallystick.journal import models
from tallystick.journal.rules import GENESIS, instant_text, parse_instant


@dataclass(frozen=True)
class Head:
    """A book's newest seal; `recorded_at` is None and `seq` 0 while nothing was posted."""

    seq: int
    chain_hex: str
    recorded_at: datetime | None


def seq_as_of(book: str, instant: datetime) -> int:
    """Return the newest sequence number recorded at or before `instant`, 0 when there is none."""
    recorded = models.Transaction.objects.filter(
        book__code=book, recorded_at__lte=instant_text(instant)
    )
    last = recorded.order_by("-recorded_at").values("recorded_at")[:1]
    seals = models.Seal.objects.filter(book__code=book, transaction__recorded_at=Subquery(last))
    # Not the first of an order: that would be sought from the book's end, posting by posting.
    return seals.aggregate(newest=Max("seq"))["newest"] or 0


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
