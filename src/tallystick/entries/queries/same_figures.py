"""Entries of one side that say the very same: place, day, move, thing, codes and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef

from tallystick.entries.models import Entry, EntryLine, EntryQuerySet, State
from tallystick.entries.rules.reports import CanonicalLine
from tallystick.kernel.problem import Problem

# However many fall on the days asked for, no more lines than these are read for one page.
MOST_LINES = 4000
# Unit, kept codes, noted codes and amount of each line.
Said = frozenset[tuple[str, str, str, int]]
Key = tuple[object, ...]
# The columns of `_frame`, as a query names them, and those of a line of what is said.
FRAME = (
    "pairing_id", "side", "region_id", "partner_id", "pipeline", "source_stage", "target_stage",
    "statement", "happened_on", "thing_id",
)  # fmt: skip
SAID = ("lines__unit", "lines__cell", "lines__note", "lines__amount")


def same_figures(
    stated: Iterable[tuple[Entry, Sequence[CanonicalLine]]], seen: EntryQuerySet
) -> dict[str, Problem]:
    """Return entry → that others say the same, for those where any does; one query for all.

    Two reports of zero say nothing twice; what was withdrawn or reversed says nothing any more.
    Units: `seen` the entries the reader may see; of others she learns nothing.
    """
    counted = [(row, lines) for row, lines in stated if any(line.amount for line in lines)]
    asked = {
        row.pk: (_frame(row), frozenset((n.unit, n.cell, n.note, n.amount) for n in lines))
        for row, lines in counted
    }
    others = _standing([row for row, _ in counted], _amounts(counted), seen)
    found = {}
    for id, key in asked.items():
        numbers = [number for other, number in others.get(key, ()) if other != id]
        if numbers:
            params = {"numbers": ", ".join(numbers)}
            found[id] = Problem("warn-same-figures", "lines.1", params)
    return found


def _amounts(counted: Iterable[tuple[Entry, Sequence[CanonicalLine]]]) -> set[int]:
    return {line.amount for _, lines in counted for line in lines if line.amount}


def _standing(
    rows: Sequence[Entry], amounts: set[int], seen: EntryQuerySet
) -> dict[tuple[Key, Said], list[tuple[str, str]]]:
    """Return what is said on the days of some entries → the entries that say it.

    Only the columns are read that tell two entries apart, of entries that state one of `amounts`:
    a thousand rows of one upload bear one day.
    """
    if not rows:
        return {}
    # Whether an entry may be seen is asked entry by entry, not line by line.
    found_there = seen.filter(
        Exists(EntryLine.objects.filter(entry=OuterRef("pk"), amount__in=amounts)),
        pairing__in={row.pairing_id for row in rows},
        happened_on__in={row.happened_on for row in rows},
        pipeline__in={row.pipeline for row in rows},
    ).exclude(state__in=(State.WITHDRAWN, State.REVERSED))
    lines = found_there.order_by("number").values_list("pk", "number", *FRAME, *SAID)
    entries: dict[str, tuple[str, Key]] = {}
    said: dict[str, set[tuple[str, str, str, int]]] = defaultdict(set)
    for id, number, *told in lines[:MOST_LINES]:
        entries[id] = (number, tuple(told[: len(FRAME)]))
        said[id].add(tuple(told[len(FRAME) :]))
    found: dict[tuple[Key, Said], list[tuple[str, str]]] = defaultdict(list)
    for id, (number, frame) in entries.items():
        found[frame, frozenset(said[id])].append((id, number))
    return found


def _frame(row: Entry) -> Key:
    place = (row.pairing_id, row.side, row.region_id, row.partner_id)
    move = (row.pipeline, row.source_stage, row.target_stage, row.statement)
    return (*place, *move, row.happened_on, row.thing_id)
