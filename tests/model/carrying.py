"""What stands passes on in the model: to the heirs of a place, to the successor of a pairing.

From docs/method/regions.md and entries.md, "Opening balances and hand-over": out through
`carried` and in through `carried`, under one name of each side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tests.model.book import Book
from tests.model.said import (
    BEYOND,
    ENDS,
    HANDED_ON,
    SUPPORTED,
    SUPPORTING,
    Move,
    No,
    Pairing,
    Person,
    Posting,
)

CARRIERS = ("confirmer", "matcher")


@dataclass(frozen=True)
class Account:
    """Where something stands, and which named thing it is."""

    region: str
    partner: str
    pipeline: str
    stage: str
    cell: str
    unit: str
    thing: str = ""


@dataclass
class Passing:
    """What is to pass: proposed by one side, carried once the other side agrees.

    Units: `shares` (account, heir, amount); `heirs` of named things; `rest` inherits the rest. A
    hand-over between partners names no region.
    """

    pairing: str
    region: str
    on: date
    side: str
    by: str
    stands: dict[Account, int]
    rest: str = ""
    shares: list[tuple[Account, str, int]] = field(default_factory=list)
    heirs: dict[str, str] = field(default_factory=dict)
    state: str = "proposed"


class Carrying(Book):
    """The book with its proposals to carry."""

    def __init__(self, parents: dict[str, str], pairings: list[Pairing]) -> None:
        super().__init__(parents, pairings)
        self.passings: list[Passing] = []

    def days(self, place: Iterable[str]) -> dict[Account, dict[date, int]]:
        """Return what each account, and each thing in it, gained on each day."""
        places = set(place)
        found: dict[Account, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for m in self.moves():
            if m.region not in places or m.pipeline == "report":
                continue
            for stage, sign in ((m.source, -1), (m.target, 1)):
                if stage in BEYOND:
                    continue
                for thing in {"", m.thing if m.pipeline == "project" else ""}:
                    at = Account(m.region, m.partner, m.pipeline, stage, m.cell, m.unit, thing)
                    found[at][m.on] += sign * m.amount
        return found

    def standing(self, region: str, on: date) -> dict[Account, int]:
        """Return all that stands at a place and can be carried on a day: what still stands of it.

        What was promised and overdrawn passes on as such.
        """
        stood = {}
        for at, gains in self.days([region]).items():
            if (at.pipeline, at.stage) not in ENDS:
                stood[at] = _still(gains, on)
        return self._parted(stood, also_below=True)

    def live(self, pairing: str) -> dict[Account, int]:
        """Return what lives with the pairing that this one succeeds, and passes to it."""
        taker = self.pairings[pairing]
        old = next((p for p in self.pairings.values() if p.until and taker.since > p.until), None)
        if old is None:
            return {}
        under = [place for place in self.parents if self.lies_in(place, taker.supported)]
        stood = {
            at: sum(gains.values())
            for at, gains in self.days(under).items()
            if (at.pipeline, at.stage) in HANDED_ON and self.lies_in(at.partner, old.supporting)
        }
        return self._parted(stood, also_below=False)

    @staticmethod
    def _parted(stood: Mapping[Account, int], *, also_below: bool) -> dict[Account, int]:
        """Return each thing apart, and of the account what is left."""
        found = {at: n for at, n in stood.items() if at.thing and n > 0}
        for at, n in stood.items():
            if not at.thing:
                named = sum(n for one, n in found.items() if replace(one, thing="") == at)
                if n - named > 0 or (also_below and n - named):
                    found[at] = n - named
        return found

    def propose_passing(self, one: Passing, who: Person) -> None:
        """Propose what passes on; the other side agrees."""
        one.side, one.by = self._carries_for(one.pairing, who), who.name
        if one.region:
            one.stands = self.standing(one.region, one.on)
            self._plan_fits(one)
        else:
            one.stands = self.live(one.pairing)
        if not one.stands:
            raise No("nothing")
        open_ = [p for p in self.passings if p.state == "proposed"]
        if any((p.pairing, p.region) == (one.pairing, one.region) for p in open_):
            raise No("proposed already")
        self.passings.append(one)

    def agree_passing(self, one: Passing, who: Person, now: datetime) -> None:
        """Agree as the other side: it is carried at once, if what stands is what both saw."""
        if self._carries_for(one.pairing, who) == one.side:
            raise No("side")
        stands = self.standing(one.region, one.on) if one.region else self.live(one.pairing)
        if stands != one.stands or one.state != "proposed":
            raise No("changed")
        if one.region:
            self._plan_fits(one)
        moves = tuple(self._moves(one))
        if not self.floors(list(moves)):
            raise No("floor")
        self.postings.append(Posting("", "carried", now, moves))
        one.state = "done"
        self.try_all(self.said.values(), now)

    def withdraw_passing(self, one: Passing, who: Person) -> None:
        """Take a proposal off the table: either side may."""
        self._carries_for(one.pairing, who)
        if one.state != "proposed":
            raise No("state")
        one.state = "withdrawn"

    def _carries_for(self, pairing: str, who: Person) -> str:
        if pairing not in self.pairings:
            raise No("pairing")
        for side in (SUPPORTING, SUPPORTED):
            if who.holds(CARRIERS, [self.pairings[pairing].top(side)]):
                return side
        raise No("role")

    def _plan_fits(self, one: Passing) -> None:
        """Refuse a plan for a place that goes on, for no heir, of too much, of parts alone."""
        if one.region not in self.ended or one.on <= self.ended[one.region]:
            raise No("place")
        named = {one.rest, *one.heirs.values(), *(heir for _, heir, _ in one.shares)}
        if named - set(self.heirs[one.region]):
            raise No("heir")
        given: dict[Account, int] = defaultdict(int)
        for at, _, amount in one.shares:
            given[at] += amount
            if at.thing or given[at] > abs(one.stands[at]):
                raise No("share")
        tables: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
        for at, heir, n in self._dealt(one):
            table = tables[heir, at.partner, at.pipeline, at.stage, at.cell]
            table[at.unit] = table.get(at.unit, 0) + n
        for table in tables.values():
            for unit, n in table.items():
                whole = unit.split("/")[0]
                if whole != unit and n > table.get(whole, n):
                    raise No("part")

    @staticmethod
    def _dealt(one: Passing) -> Iterator[tuple[Account, str, int]]:
        """Yield account, heir and amount; what no share names goes to the rest's heir."""
        for at, n in one.stands.items():
            if at.thing:
                yield at, one.heirs.get(at.thing, one.rest), n
                continue
            sign, left = (1 if n > 0 else -1), abs(n)
            for share, heir, amount in one.shares:
                if share == at:
                    left -= amount
                    yield at, heir, sign * amount
            if left:
                yield at, one.rest, sign * left

    def _moves(self, one: Passing) -> Iterator[Move]:
        if one.region:
            for at, heir, n in self._dealt(one):
                yield from _carried(at, replace(at, region=heir), n, one.on)
            return
        partner = self.pairings[one.pairing].supporting
        for at, n in one.stands.items():
            yield from _carried(at, replace(at, partner=partner), n, one.on)


def _still(gains: Mapping[date, int], on: date) -> int:
    """Return what stood before a day and still does: the lowest since, or what was overdrawn."""
    stood: int | None = None
    balance = 0
    for day in sorted(gains):
        balance += gains[day]
        if day < on:
            stood = balance
        elif stood is None:
            stood = min(0, balance)
        else:
            stood = min(stood, balance) if stood >= 0 else balance
    return stood or 0


def _carried(old: Account, new: Account, n: int, on: date) -> Iterator[Move]:
    """Yield the two moves of one part; what was overdrawn is carried the other way about."""

    def move(at: Account, source: str, target: str) -> Move:
        place = (on, at.region, at.partner, at.pipeline)
        return Move(*place, source, target, at.cell, at.unit, abs(n), at.thing)

    out, into = ("carried", old.stage), (new.stage, "carried")
    if n > 0:
        out, into = out[::-1], into[::-1]
    yield move(old, *out)
    yield move(new, *into)
