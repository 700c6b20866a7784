"""Many entries before one decision: what they add up to, and which have something to check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.entries.models import Entry


@dataclass(frozen=True)
class Total:
    """What the chosen entries of one move state in one unit.

    Units: `amount` in minor units of `unit`. Sums since New Year and levels are what is stated,
    not what they will move.
    """

    pipeline: str
    move: str
    statement: str
    unit: str
    amount: int
    entries: int


def totals_of(rows: Iterable[Entry]) -> list[Total]:
    """Return what entries add up to, by move, way of stating and unit, in the order met.

    Units: `rows` with their lines fetched.
    """
    sums: dict[tuple[str, str, str, str], tuple[int, set[str]]] = {}
    for row in rows:
        move = f"{row.source_stage}>{row.target_stage}"
        for line in row.lines.all():
            key = (row.pipeline, move, row.statement, line.unit)
            amount, seen = sums.get(key, (0, set()))
            sums[key] = (amount + line.amount, seen | {row.pk})
    return [Total(*key, amount, len(seen)) for key, (amount, seen) in sums.items()]
