"""Entries of one side that say the very same: place, day, move, thing, codes and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from tallystick.entries.models import Entry, EntryLine, State
from tallystick.entries.rules.reports import CanonicalLine
from tallystick.kernel.problem import Problem

# However many fall on the days asked for, no more lines than these are read for one page.
MOST_LINES = 4000
# Unit, kept codes, noted codes and amount of each line.
Said = frozenset[tuple[str, str, str, int]]
Key = tuple[object, ...]


def same_figures(
    stated: Iterable[tuple[Entry, Sequence[CanonicalLine]]], seen: QuerySet[Entry]
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
    others = _standing([row for row, _ in counted], seen)
    found = {}
    for id, key in asked.items():
        numbers = [number for other, number in others.get(key, ()) if other != id]
        if numbers:
            params = {"numbers": ", ".join(numbers)}
            found[id] = Problem("warn-same-figures", "lines.1", params)
    return found


def _standing(
    rows: Sequence[Entry], seen: QuerySet[Entry]
) -> dict[tuple[Key, Said], list[tuple[str, str]]]:
    """Return what is said on the days of some entries → the entries that say it."""
    if not rows:
        return {}
    lines = (
        EntryLine.objects.filter(
            entry__in=seen,
            entry__pairing__in={row.pairing_id for row in rows},
            entry__happened_on__in={row.happened_on for row in rows},
            entry__pipeline__in={row.pipeline for row in rows},
        )
        .exclude(entry__state__in=(State.WITHDRAWN, State.REVERSED))
        .select_related("entry")
        .order_by("entry__number")[:MOST_LINES]
    )
    entries: dict[str, Entry] = {}
    said: dict[str, set[tuple[str, str, str, int]]] = defaultdict(set)
    for line in lines:
        entries[line.entry_id] = line.entry
        said[line.entry_id].add((line.unit, line.cell, line.note, line.amount))
    found: dict[tuple[Key, Said], list[tuple[str, str]]] = defaultdict(list)
    for id, row in entries.items():
        found[_frame(row), frozenset(said[id])].append((id, row.number))
    return found


def _frame(row: Entry) -> Key:
    place = (row.pairing_id, row.side, row.region_id, row.partner_id)
    move = (row.pipeline, row.source_stage, row.target_stage, row.statement)
    return (*place, *move, row.happened_on, row.thing_id)
