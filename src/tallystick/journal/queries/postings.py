"""One posting as it was drafted, to be shown or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.journal import models
from tallystick.journal.rules import Account, Move


@dataclass(frozen=True)
class Recorded:
    """A posting as it stands, with the one that reversed it, if any."""

    id: str
    book: str
    kind: str
    valid_from: date
    moves: tuple[Move, ...]
    one_sided: bool
    reverses: str | None
    reversed_by: str | None


def drafted(transaction: str) -> Recorded | None:
    """Return a posting as its moves were drafted, or None when there is none."""
    kept = models.Transaction.objects.filter(pk=transaction)
    row = kept.values_list(
        "book__code", "kind", "valid_from", "one_sided", "reverses_id", "reversed_by"
    ).first()
    if row is None:
        return None
    book, kind, valid_from, one_sided, reverses, reversed_by = row
    moves = models.Line.objects.filter(transaction=transaction).order_by("n")
    moves = moves.select_related("from_account", "to_account")
    return Recorded(
        id=transaction,
        book=book,
        kind=kind,
        valid_from=date.fromisoformat(valid_from),
        moves=tuple(_move(line) for line in moves),
        one_sided=bool(one_sided),
        reverses=reverses,
        reversed_by=reversed_by,
    )


def _move(line: models.Line) -> Move:
    source, target = (
        Account(**{name: getattr(account, name) for name in Account.__slots__})
        for account in (line.from_account, line.to_account)
    )
    return Move(source, target, line.amount, bool(line.back), line.subject, line.note)
