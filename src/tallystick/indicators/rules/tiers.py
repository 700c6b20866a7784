"""Funds of one budget year by tier: sums, what was due, the county average, the rate from parts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tallystick.indicators.rules.arithmetic import quotient
from tallystick.journal.rules import StageFlow
from tallystick.programme.rules.pipelines import CARRIED

PIPELINE, UNIT = "funds", "CNY"
# The stages a table shows, in their order; paid out over received is the rate.
STAGES = ("committed", "received", "allocated", "paid_out", "returned")


@dataclass(frozen=True)
class FundSums:
    """What came into each stage, and what waits to be received. Units: fen.

    `carried` was brought in from before the book or from another and is in no stage here; below
    zero it went to another book. `waiting` None: nothing is told of what waited on an earlier day.
    """

    stages: Mapping[str, int] = field(default_factory=dict)
    carried: int = 0
    waiting: int | None = 0

    def at(self, stage: str) -> int:
        """Return what came into a stage."""
        return self.stages.get(stage, 0)

    @property
    def rate(self) -> int | None:
        """Paid out ÷ received, in hundredths of a percent; None where nothing was received.

        >>> FundSums({"received": 3, "paid_out": 2}).rate, FundSums().rate
        (6667, None)
        """
        return quotient(self.at("paid_out"), self.at("received"), percent=True)


def add_sums(rows: Iterable[FundSums], *, told: bool = True) -> FundSums:
    """Return the sum of some rows; `told` is whether anything is told of what waits.

    >>> add_sums([FundSums({"received": 1}, 1), FundSums({"received": 2}, 2)])
    FundSums(stages={'received': 3}, carried=3, waiting=0)
    >>> add_sums([]).waiting, add_sums([], told=False).waiting
    (0, None)
    """
    stages: dict[str, int] = defaultdict(int)
    carried, waiting = 0, 0
    for row in rows:
        for stage, amount in row.stages.items():
            stages[stage] += amount
        carried += row.carried
        told = told and row.waiting is not None
        waiting += row.waiting or 0
    return FundSums(dict(stages), carried, waiting if told else None)


@dataclass(frozen=True)
class CountyFunds:
    """One place with its own figures. `counts`: it stands in the tier itself, and is due `due`.

    Units: fen; `due` None where the tier's amount is not known, or nothing is due.
    """

    place: str
    tier: str
    counts: bool
    due: int | None
    sums: FundSums

    @property
    def beside(self) -> int | None:
        """Received less what was due; below zero is what is missing."""
        return None if self.due is None else self.sums.at("received") - self.due


@dataclass(frozen=True)
class TierFunds:
    """One tier, or all of them, with what its counties got. Units: fen.

    `each` is what one county is due a year; None is not known. `due` None where that is not known,
    or no county of the tier is in the table. `apart` is what was received where nothing is due:
    it is in `sums` and goes against no due.
    """

    tier: str
    counties: int
    each: int | None
    due: int | None
    sums: FundSums
    apart: int = 0

    @property
    def average(self) -> int | None:
        """Received ÷ counties, worked anew from both; None without a county."""
        return quotient(self.sums.at("received"), self.counties, percent=False)

    @property
    def beside(self) -> int | None:
        """Received less what was due; of all tiers together, the sum of theirs.

        >>> got = FundSums({"received": 107})
        >>> [TierFunds("", 2, None, due, got, apart=4).beside for due in (110, None)]
        [-7, None]
        """
        if self.due is None:
            return None
        return self.sums.at("received") - self.apart - self.due


def budget_year(cell: str) -> str:
    """Return the budget year of an account's kept codes.

    >>> budget_year('{"budget_year":"2021","payer_level":"city"}'), budget_year("{}")
    ('2021', '-')
    """
    return str(json.loads(cell).get("budget_year", "-"))


def sums_by_place(flows: Iterable[StageFlow], year: int) -> dict[str, FundSums]:
    """Return what came into each stage of one budget year's money, by the place it stands at.

    What was carried in counts in no stage: it was received before, or elsewhere.
    """
    stages: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    carried: dict[str, int] = defaultdict(int)
    for flow in flows:
        if flow.unit != UNIT or flow.pipeline != PIPELINE or budget_year(flow.cell) != str(year):
            continue
        if flow.source == CARRIED:
            carried[flow.region] += flow.amount
        elif flow.target == CARRIED:
            carried[flow.region] -= flow.amount
        else:
            stages[flow.region][flow.target] += flow.amount
    places = {*stages, *carried}
    return {place: FundSums(dict(stages[place]), carried[place]) for place in places}


@dataclass(frozen=True)
class Received:
    """Money received in one calendar year: of its own budget year, and of others. Units: fen.

    Together they are the scorecard's government funds of that year.
    """

    own: int
    others: int


def received_in(flows: Iterable[StageFlow], year: int) -> Received:
    """Return what was received within a calendar year, parted by budget year."""
    found = {True: 0, False: 0}
    for flow in flows:
        if flow.unit != UNIT or flow.target != "received" or flow.source == CARRIED:
            continue
        if flow.year == year:
            found[budget_year(flow.cell) == str(year)] += flow.amount
    return Received(found[True], found[False])
