"""Where the money of a budget year went: from who paid, by place and purpose, to what became of it.

Each step parts the same money: what a place received is what it put to purposes and what it still
holds; what a purpose got is what was paid out of it, what was returned and what is left.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from tallystick.indicators.rules.tiers import UNIT, budget_year
from tallystick.journal.rules import NotedFlow
from tallystick.programme.rules.pipelines import CARRIED

# What stands in for a code that was not stated.
UNSTATED = "-"
End = Literal["paid_out", "allocated", "received", "returned", "carried"]
# In the order in which a page tells them: what is left where, what went back or to another book.
ENDS: tuple[End, ...] = ("paid_out", "allocated", "received", "returned", "carried")
_OUT: dict[str, End] = {"paid_out": "paid_out", "returned": "returned", CARRIED: "carried"}
Key = TypeVar("Key")


@dataclass(frozen=True, order=True)
class Purpose:
    """What money was put to: a named thing, or a use; neither where it is not allocated."""

    thing: str = ""
    use: str = ""

    @property
    def open(self) -> bool:
        """Whether the money was put to nothing."""
        return not self.thing and not self.use


NOT_ALLOCATED = Purpose()


@dataclass(frozen=True)
class Funds:
    """The three steps. Units: fen; only amounts above zero are listed.

    `paid` is (level of payer, place): the level `carried` is money from before the book or from
    another. `put` is (place, purpose), `became` is (purpose, end). `over` is what was paid for a
    purpose out of what its place had allocated for others; it is told of those others.
    """

    paid: dict[tuple[str, str], int]
    put: dict[tuple[str, Purpose], int]
    became: dict[tuple[Purpose, End], int]
    over: dict[Purpose, int]

    @property
    def received(self) -> int:
        """All that was received."""
        return sum(self.paid.values())

    @property
    def amounts(self) -> tuple[int, ...]:
        """Every amount of the steps."""
        steps = (self.paid, self.put, self.became, self.over)
        return tuple(amount for step in steps for amount in step.values())

    def at_end(self, end: End) -> int:
        """Return what came to one end."""
        return sum(amount for (_p, one), amount in self.became.items() if one == end)


class _Sums:
    def __init__(self) -> None:
        self.paid: dict[tuple[str, str], int] = defaultdict(int)
        self.put: dict[tuple[str, Purpose], int] = defaultdict(int)
        self.went: dict[tuple[str, Purpose, End], int] = defaultdict(int)
        # What a place received and put to nothing, what a purpose of a place got and did not use.
        self.held: dict[str, int] = defaultdict(int)
        self.left: dict[tuple[str, Purpose], int] = defaultdict(int)
        self.over: dict[Purpose, int] = defaultdict(int)

    def add(self, flow: NotedFlow) -> None:
        place, amount = flow.region, flow.amount
        source, purpose = flow.source, _purpose(flow)
        if flow.target == "received" or source == CARRIED:
            payer = CARRIED if source == CARRIED else _payer(flow.cell)
            self.paid[payer, place] += amount
            self.held[place] += amount
            source = "received"
            if flow.target == "received":
                return
        end = _OUT.get(flow.target)
        if source == "received":
            if end in ("returned", "carried"):
                purpose = NOT_ALLOCATED
            self.held[place] -= amount
            self.put[place, purpose] += amount
            self.left[place, purpose] += amount
        if end:
            self.left[place, purpose] -= amount
            self.went[place, purpose, end] += amount

    def lend(self) -> None:
        """Take what left under one purpose, and was allocated for another, from that other."""
        short = sorted(key for key, amount in self.left.items() if amount < 0)
        for place, purpose in short:
            others = sorted(
                (key for key in self.left if key[0] == place and key[1] != purpose),
                key=lambda key: (-self.left[key], key),
            )
            for end in _OUT.values():
                for _place, other in others:
                    self._take(place, other, purpose, end)

    def _take(self, place: str, other: Purpose, purpose: Purpose, end: End) -> None:
        taken = min(
            -self.left[place, purpose],
            self.left[place, other],
            self.went[place, purpose, end],
        )
        if taken > 0:
            self.left[place, other] -= taken
            self.left[place, purpose] += taken
            self.went[place, other, end] += taken
            self.went[place, purpose, end] -= taken
            # A return names no use, so nothing is said of it.
            self.over[purpose] += taken if end == "paid_out" else 0

    def funds(self) -> Funds:
        self.lend()
        became: dict[tuple[Purpose, End], int] = defaultdict(int)
        for (_place, purpose, end), amount in self.went.items():
            became[purpose, end] += amount
        for (_place, purpose), amount in self.left.items():
            became[purpose, "allocated"] += amount
        for place, amount in self.held.items():
            self.put[place, NOT_ALLOCATED] += amount
            became[NOT_ALLOCATED, "received"] += amount
        return Funds(_present(self.paid), _present(self.put), _present(became), _present(self.over))


def followed(flows: Iterable[NotedFlow], year: int) -> Funds:
    """Return where the money of a budget year went, from all its moves.

    >>> cell = '{"budget_year":"2020","payer_level":"city"}'
    >>> industry = '{"use":"industry"}'
    >>> funds = followed([
    ...     NotedFlow("a", cell, "{}", "", "CNY", "committed", "received", 100),
    ...     NotedFlow("a", cell, industry, "", "CNY", "received", "allocated", 70),
    ...     NotedFlow("a", cell, industry, "", "CNY", "allocated", "paid_out", 50)], 2020)
    >>> [(purpose.use, end, amount) for (purpose, end), amount in funds.became.items()]
    [('industry', 'paid_out', 50), ('industry', 'allocated', 20), ('', 'received', 30)]
    """
    sums = _Sums()
    for flow in flows:
        promised = "committed" in (flow.source, flow.target) and flow.target != "received"
        if not promised and flow.unit == UNIT and budget_year(flow.cell) == str(year):
            sums.add(flow)
    return sums.funds()


def _present(amounts: Mapping[Key, int]) -> dict[Key, int]:
    return {key: amount for key, amount in amounts.items() if amount > 0}


def _payer(cell: str) -> str:
    return str(json.loads(cell).get("payer_level", UNSTATED))


def _purpose(flow: NotedFlow) -> Purpose:
    if flow.subject:
        return Purpose(thing=flow.subject)
    return Purpose(use=str(json.loads(flow.note).get("use", UNSTATED)))
