"""Reads: what went between places of a pairing in a year, pair by pair."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tallystick.indicators.queries.stages import budget_cut
from tallystick.journal.queries import stage_by_pair
from tallystick.programme.models import Pairing
from tallystick.programme.rules.pipelines import CARRIED
from tallystick.regions.models import Region


@dataclass(frozen=True)
class Flow:
    """What is followed between two places: a stage of a pipeline in one unit.

    `out`: it leaves the supported place for its partner; else it comes from there. `codes` keeps
    only what was stated so.
    """

    pipeline: str
    stage: str
    unit: str
    out: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


FLOWS = {
    "funds": Flow("funds", "received", "CNY"),
    "donations": Flow("donation", "received", "CNY"),
    "people": Flow("placement", "placed", "person", out=True, codes={"place": "partner"}),
    "goods": Flow("sale", "sold", "CNY", out=True),
}


@dataclass(frozen=True)
class PairFlow:
    """What went from one place to another. Units: minor units of the flow's unit."""

    source: Region
    target: Region
    amount: int


@dataclass(frozen=True)
class PairFlows:
    """One flow of a year, largest first; `as_of` is the last day that is in it."""

    flow: Flow
    as_of: date
    rows: list[PairFlow]


def pair_flows(pairing: Pairing, flow: Flow, *, year: int, as_of: date | None = None) -> PairFlows:
    """Return what went between the places of a pairing within a year; two queries and the map's."""
    cut = budget_cut(pairing, year=year, as_of=as_of)
    end = min(date(year, 12, 31), cut.until)
    found = stage_by_pair(
        cut.book,
        pipeline=flow.pipeline,
        stage=flow.stage,
        unit=flow.unit,
        regions=cut.regions,
        partners=cut.partners,
        since=date(year, 1, 1),
        until=end,
        known_by=cut.known_by,
        besides=CARRIED,
    )
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for (region, partner, cell), amount in found.items():
        if flow.codes.items() <= json.loads(cell).items():
            ends = (region, partner) if flow.out else (partner, region)
            sums[ends] += amount
    codes = {code for ends in sums for code in ends}
    places = {one.code: one for one in Region.objects.filter(code__in=codes)}
    rows = [
        PairFlow(places[source], places[target], amount)
        for (source, target), amount in sums.items()
        if amount > 0
    ]
    rows.sort(key=lambda row: (-row.amount, row.source.code, row.target.code))
    return PairFlows(flow, end, rows)
