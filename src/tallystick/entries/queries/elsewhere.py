"""Entries about a named thing that lies at another place than the entry: most likely a slip."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.entries.models import Entry
from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.rules.pipelines import pipelines
from tallystick.regions.models import Region
from tallystick.regions.queries import lines_above


def elsewhere(rows: Iterable[Entry]) -> dict[str, Problem]:
    """Return entry → that its thing lies elsewhere; two queries for all, none where none does.

    A thing may lie at the place of the entry or of its partner, in a part of one of them, or in
    what one of them is a part of. Of a thing that is itself counted, its own entries say where.
    """
    odd = [
        row
        for row in rows
        if row.thing is not None
        and not pipelines()[row.pipeline].subject.once
        and row.thing.region_id not in (row.region_id, row.partner_id)
    ]
    if not odd:
        return {}
    places = Region.objects.in_bulk({row.thing.region_id for row in odd if row.thing})
    codes = [code for row in odd for code in (row.region.code, row.partner.code)]
    lines = lines_above([*codes, *(place.code for place in places.values())])
    found = {}
    for row in odd:
        assert row.thing is not None  # noqa: S101 (chosen above)
        place = places[row.thing.region_id]
        if not any(_on_one_line(place.code, end.code, lines) for end in (row.region, row.partner)):
            params = {"thing": Words.name_of(row.thing), "place": Words.name_of(place)}
            found[row.pk] = Problem("warn-thing-elsewhere", "thing", params, row.thing.code)
    return found


def _on_one_line(one: str, other: str, lines: dict[str, frozenset[str]]) -> bool:
    return one in lines.get(other, ()) or other in lines.get(one, ())
