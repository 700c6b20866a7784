"""A small model of the methods: entries, matching, the journal, figures. Plain Python, no product.

Written from docs/method (entries, matching, pipelines, periods, regions, scorecard) and from
nothing else, as simply as it can be said. The storeys, from the ground up: ground, periods,
journal, halves, and here the steps of an entry; carrying stands on top.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.model.halves import Halves
from tests.model.periods import today_of
from tests.model.said import OPEN, WITH_DOCUMENT, No, Pairing, Person, Posting, Said

REMARKING = ("clerk", "confirmer", "matcher", "signatory", "head")


class Book(Halves):
    """One book: its places, its entries and everything that was posted."""

    def __init__(self, parents: dict[str, str], pairings: list[Pairing]) -> None:
        super().__init__(parents, pairings)
        self.numbered: dict[int, int] = defaultdict(int)

    def attempt(self, step: Callable[[], Any]) -> Any:
        """Take a step whole or not at all.

        Raises: No, and then nothing has changed.
        """
        kept = {number: _copied(vars(row)) for number, row in self.said.items()}
        rest = {name: _copied(getattr(self, name)) for name in ("postings", "told", "numbered")}
        try:
            return step()
        except No:
            for number in self.said.keys() - kept.keys():
                self.said.pop(number).number = ""
            for number, values in kept.items():
                vars(self.said[number]).update(values)
            for name, value in rest.items():
                setattr(self, name, value)
            raise

    # --- the steps of an entry --------------------------------------------------------------
    def enter(self, row: Said, who: Person, now: datetime) -> Said:
        """Enter a report as a draft; the same reference with the same content is the same entry."""
        self._holds(row, now)
        if not who.holds(["clerk"], self.speaks(row, row.side)):
            raise No("role")
        for one in self.said.values():
            mine = (one.pairing, one.side, one.reference) == (row.pairing, row.side, row.reference)
            if row.reference and mine and one.state != "withdrawn":
                if self._content(one) == self._content(row):
                    return one
                raise No("reference")
        self._keep(row, who, now)
        return row

    def _keep(self, row: Said, who: Person, now: datetime) -> None:
        year = today_of(now).year
        self.numbered[year] += 1
        row.number = f"E-{year}-{self.numbered[year]:04d}"
        self.settle_policy(row)
        row.hands, row.authors = {who.name}, {who.name}
        self.said[row.number] = row

    @staticmethod
    def _content(row: Said) -> tuple[object, ...]:
        lines = tuple(sorted(row.lines.items()))
        edge = (row.source, row.target, row.statement)
        said = (row.thing, row.reason, row.reference, row.step)
        return (row.pairing, row.side, *row.place, *edge, row.on, lines, *said)

    def _fits(self, row: Said, wanted: dict[int, int], now: datetime) -> None:
        """Refuse figures that no amendment could bring."""
        keys = list(row.lines)
        right = replace(
            row, lines=row.lines | {keys[n - 1]: amount for n, amount in wanted.items()}
        )
        self._holds(right, now)
        self._ready(right)

    def _holds(self, row: Said, now: datetime) -> None:
        """Refuse a report that cannot be so: ahead of its day, out of its ground, part over whole.

        Of whom: a part does not exceed its whole on the table as stated. A named thing is one.
        """
        if row.on > today_of(now):
            raise No("future")
        self.require_ground(row)
        counted = [n for (_cell, unit), n in row.lines.items() if unit == "project"]
        if row.thing and row.statement == "itemised" and any(n > 1 for n in counted):
            raise No("one")
        for (cell, unit), amount in row.lines.items():
            whole = unit.split("/")[0]
            if whole != unit and amount > row.lines.get((cell, whole), amount):
                raise No("part")

    def lacks_document(self, row: Said) -> bool:
        """Whether the document of its stage is not there; a report of zero needs none."""
        named = (row.pipeline, row.target) in WITH_DOCUMENT and any(row.lines.values())
        return named and not row.documents and self.needs_document(row)

    def _ready(self, row: Said) -> None:
        if self.lacks_document(row):
            raise No("document")

    def attach(self, row: Said, who: Person) -> None:
        """Lay a file under an entry: its own clerk, or while it is disputed whoever speaks."""
        if not self.sees(who, row):
            raise No("sight")
        if row.state == "disputed":
            sides = (row.side, self.other(row.side))
            if not any(who.holds(REMARKING, self.speaks(row, side)) for side in sides):
                raise No("role")
        else:
            self.may(who, row, row.side, "clerk")
        self._from(row, *OPEN)
        row.documents += 1

    def submit(self, row: Said, who: Person, version: int) -> None:
        """Hand a draft on; the clerk hears now that a year's sum falls, or that it comes late."""
        self.may(who, row, row.side, "clerk")
        self._is(row, version, "draft")
        self._ready(row)
        self.no_twin(row)
        self.require_reason(row)
        if row.statement == "year_to_date":
            self.falls(row)
        row.state = "submitted"
        self._touch(row, who)

    def confirm(self, row: Said, who: Person, version: int, now: datetime) -> None:
        """Answer for it as the second person; where one side suffices it is posted at once."""
        self.may(who, row, row.side, "confirmer")
        self._is(row, version, "submitted")
        self._ready(row)
        if who.name in row.authors:
            raise No("second person")
        self.require_reason(row)
        if row.single and self.closing(self.line(row.pairing), row.pipeline, row.on):
            row.policy = "both"  # a closed period takes a name of each side
        row.state = "confirmed"
        row.hands.add(who.name)
        self.told.add(row.number)
        if row.single:
            row.state = "matched"
            self.post_or_wait(row, now)
        elif row.policy == "blind":
            self.meet(row, now)

    def match(self, row: Said, who: Person, version: int, now: datetime) -> None:
        """Hold the same figure on the other side, and post it."""
        self.may(who, row, self.other(row.side), "matcher")
        self._is(row, version, "confirmed")
        self._open_to_see(row)
        self._second(row, who)
        self.post_or_wait(row, now)

    def dispute(self, row: Said, who: Person, version: int, *, differs: bool) -> None:
        """Say that the other half shows another figure."""
        self.may(who, row, self.other(row.side), "matcher")
        self._is(row, version, "confirmed")
        self._open_to_see(row)
        self._second(row, who)
        if not differs:
            raise No("counter")
        row.state = "disputed"
        row.upheld, row.spoke = {}, set()

    @staticmethod
    def _open_to_see(row: Said) -> None:
        """Refuse to match or contest a blind half: the other side enters its own instead."""
        if row.policy == "blind":
            raise No("blind")

    def settle(
        self, row: Said, who: Person, version: int, figures: dict[int, int], now: datetime
    ) -> None:
        """Say which figures end a dispute, none being those that stand; two same words post it.

        Units: `figures` number of a line, from 1 → its amount.
        """
        theirs = self.other(row.side)
        if not self.sees(who, row):
            raise No("sight")
        if who.holds(["matcher"], self.speaks(row, theirs)):
            self._second(row, who)
            side = theirs
        else:
            self.may(who, row, row.side, "confirmer")
            side = row.side
        self._is(row, version, "disputed")
        stated = dict(enumerate(row.lines.values(), 1))
        wanted = {n: amount for n, amount in figures.items() if stated[n] != amount}
        if wanted:
            self._fits(row, wanted, now)
        mine, facing = row.upheld.get(side), row.upheld.get(self.other(side))
        if (mine and mine[1] == wanted) or (facing and facing[0] == who.name):
            raise No("upheld")
        row.upheld[side] = (who.name, wanted)
        row.spoke.add(who.name)
        if facing is None or facing[1] != wanted:
            return
        if wanted:
            keys = list(row.lines)
            row.lines |= {keys[n - 1]: amount for n, amount in wanted.items()}
            row.reason = row.reason or "it stands"
            row.version += 1
            row.hands.add(row.upheld[row.side][0])
        half = self.partner(row)
        if half is not None and half.half_of == row.number and half.state == "submitted":
            half.state = "paired"
        self.post_or_wait(row, now)

    def amend(self, row: Said, fresh: Said, who: Person, version: int, now: datetime) -> None:
        """Say it anew: a new version, confirmed and matched from the beginning."""
        self.may(who, row, row.side, "clerk")
        self._is(row, version, "draft", "submitted", "disputed", "paired")
        self.open_pair(row)
        self._holds(fresh, now)
        self.settle_policy(fresh)
        if self.partner(row) is not None and fresh.key == row.key:
            fresh.covered = False  # both sides have seen the two halves
        elif self.partner(row) is not None or (row.policy == "both" and row.key):
            self.part(row)
            fresh.key = fresh.key or row.key
            fresh.policy = "both" if fresh.policy == "blind" else fresh.policy
            fresh.covered = False
        for name in ("on", "lines", "reason", "step", "policy", "covered", "key"):
            setattr(row, name, getattr(fresh, name))
        if self.late(row):
            row.reason = row.reason or "said anew"
        row.version, row.state = row.version + 1, "submitted"
        row.upheld, row.spoke = {}, set()
        row.authors = {who.name}
        row.hands.add(who.name)
        self._ready(row)
        self.no_twin(row)

    def withdraw(self, row: Said, who: Person, version: int) -> None:
        """Take back what is not posted."""
        self.may(who, row, row.side, "clerk", "confirmer")
        self._is(row, version, *OPEN, "paired")
        self.open_pair(row)
        row.state = "withdrawn"
        self.part(row)

    def reverse(
        self, row: Said, one: Person, two: Person, now: datetime, replacement: Said | None
    ) -> Said | None:
        """Take a posted entry back under two names, and post its replacement in the same breath."""
        if not self.sees(one, row):
            raise No("sight")
        for first, last in ((one, two), (two, one)):
            speaks = first.holds(["confirmer"], self.speaks(row, row.side))
            if speaks and last.holds(["matcher"], self.speaks(row, self.other(row.side))):
                break
        else:
            raise No("two names")
        self.both_sides(row, one)
        self.both_sides(row, two)
        self._is(row, row.version, "posted")
        mine = [p for p in self.postings if p.entry == row.number and p.kind != "reversed"]
        taken = any(p.kind == "taken_back" for p in mine)
        if not taken and self.later(row, set(row.lines)):
            raise No("later statement")
        self.stands([m.back() for p in mine for m in p.moves])
        self.postings += [
            Posting(row.number, "reversed", now, tuple(m.back() for m in p.moves), p.one_sided)
            for p in mine
        ]
        row.state = "reversed"
        half = self.partner(row)
        if half is not None and half.state == "paired":
            half.state = "reversed"
        return self._replace(row, replacement, first, last, now) if replacement else None

    def _replace(
        self, row: Said, fresh: Said, first: Person, last: Person, now: datetime
    ) -> Said:  # fmt: skip
        """Post what it should have said: said by one side, held by the other, open to both."""
        self._holds(fresh, now)
        for who, side in ((first, row.side), (last, self.other(row.side))):
            if not who.holds(["confirmer", "matcher"], self.speaks(fresh, side)):
                raise No("two names")
        fresh.reverses, fresh.documents = row.number, row.documents
        self._keep(fresh, first, now)
        fresh.policy = "both" if fresh.policy == "blind" else fresh.policy
        fresh.covered = False
        self._ready(fresh)
        self.told.add(fresh.number)
        fresh.state = "confirmed"
        self.post_or_wait(fresh, now)
        return fresh

    @staticmethod
    def _from(row: Said, *states: str) -> None:
        if row.state not in states:
            raise No("state")

    def _is(self, row: Said, version: int, *states: str) -> None:
        if row.version != version:
            raise No("version")
        self._from(row, *states)

    @staticmethod
    def _touch(row: Said, who: Person) -> None:
        row.hands.add(who.name)
        row.authors.add(who.name)

    def _second(self, row: Said, who: Person) -> None:
        """Nobody matches what she reported or confirmed; nobody speaks for both sides."""
        if who.name in row.hands:
            raise No("own entry")
        self.both_sides(row, who)


def _copied(value: Any) -> Any:
    """Return a value whose containers are its own; what lies in them is never changed in place."""
    if isinstance(value, dict):
        fresh = {key: _copied(one) for key, one in value.items()}
        return defaultdict(int, fresh) if isinstance(value, defaultdict) else fresh
    return type(value)(value) if isinstance(value, (set, list)) else value
