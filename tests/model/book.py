"""A small model of the methods: entries, matching, the journal, figures. Plain Python, no product.

Written from docs/method (entries, matching, pipelines, scorecard) and from nothing else, as simply
as it can be said: every figure is added up anew from every movement, every time it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tests.model.said import (
    BEYOND,
    FALL,
    LIVE_PROJECT,
    OPEN,
    PROMISES,
    RISE,
    SUPPORTED,
    SUPPORTING,
    Key,
    Move,
    No,
    Person,
    Posting,
    Said,
)


class Book:
    """One book: its places, its entries and everything that was posted."""

    def __init__(
        self, parents: dict[str, str], tops: dict[str, str], opened: date, single: frozenset[str]
    ) -> None:
        self.parents, self.tops, self.opened, self.single = parents, tops, opened, single
        self.said: dict[str, Said] = {}
        self.postings: list[Posting] = []
        self.numbered: dict[int, int] = defaultdict(int)
        # The entries that were confirmed at some time: the other side knows of them.
        self.told: set[str] = set()

    # --- places and people -----------------------------------------------------------------
    def above(self, place: str) -> list[str]:
        """Return a place and everything above it."""
        found = [place]
        while parent := self.parents.get(found[-1]):
            found.append(parent)
        return found

    def speaks(self, row: Said, side: str) -> list[str]:
        """Return whose offices speak for a side: the place, up to the pairing's own region."""
        line = self.above(row.region if side == SUPPORTED else row.partner)
        return line[: line.index(self.tops[side]) + 1]

    def sees(self, who: Person, row: Said) -> bool:
        """Whether an entry is in sight: on her line of regions; unconfirmed, to her own side."""
        places = {place for _, place in who.seats}

        def near(node: str) -> bool:
            over = {up for place in places for up in self.above(place)}
            return bool(places & set(self.above(node))) or node in over

        told = row.state not in ("draft", "submitted", "withdrawn") or (
            row.state == "withdrawn" and row.number in self.told
        )
        own = near(row.region if row.side == SUPPORTED else row.partner)
        return own or (told and (near(row.region) or near(row.partner)))

    def may(self, who: Person, row: Said, side: str, *roles: str) -> None:
        """Refuse who holds none of the roles on a side."""
        if not self.sees(who, row) or not who.holds(roles, self.speaks(row, side)):
            raise No("role")

    # --- the steps of an entry --------------------------------------------------------------
    def enter(self, row: Said, who: Person, now: datetime) -> Said:
        """Enter a report as a draft; the same reference with the same content is the same entry."""
        if not who.holds(["clerk"], self.speaks(row, row.side)):
            raise No("role")
        if row.on > now.date():
            raise No("future")
        self._parts_fit(row)
        for one in self.said.values():
            if row.reference and (one.side, one.reference) == (row.side, row.reference):
                if self._content(one) == self._content(row):
                    return one
                raise No("reference")
        self.numbered[now.year] += 1
        row.number = f"E-{now.year}-{self.numbered[now.year]:04d}"
        row.single = row.pipeline in self.single
        row.hands, row.authors = {who.name}, {who.name}
        self.said[row.number] = row
        return row

    @staticmethod
    def _content(row: Said) -> tuple[object, ...]:
        lines = tuple(sorted(row.lines.items()))
        edge = (row.source, row.target, row.statement)
        return (row.side, *row.place, *edge, row.on, lines, row.thing, row.reason, row.reference)

    @staticmethod
    def _parts_fit(row: Said) -> None:
        """Of whom: a part does not exceed its whole on the table as stated."""
        for (cell, unit), amount in row.lines.items():
            whole = unit.split("/")[0]
            if whole != unit and amount > row.lines.get((cell, whole), amount):
                raise No("part")

    def submit(self, row: Said, who: Person) -> None:
        """Hand a draft on; the clerk hears now that a year's sum falls."""
        self.may(who, row, row.side, "clerk")
        self._from(row, "draft")
        if row.statement == "year_to_date":
            self._falls(row)
        row.state = "submitted"
        self._touch(row, who)

    def confirm(self, row: Said, who: Person, version: int, now: datetime) -> None:
        """Answer for it as the second person; where one side suffices it is posted at once."""
        self.may(who, row, row.side, "confirmer")
        self._is(row, version, "submitted")
        if who.name in row.authors:
            raise No("second person")
        if row.single:
            self._post_or_wait(row, now)
        else:
            row.state = "confirmed"
        row.hands.add(who.name)
        self.told.add(row.number)

    def match(self, row: Said, who: Person, version: int, now: datetime) -> None:
        """Hold the same figure on the other side, and post it."""
        self.may(who, row, self.other(row.side), "matcher")
        self._is(row, version, "confirmed")
        self._second(row, who)
        self._post_or_wait(row, now)

    def dispute(self, row: Said, who: Person, version: int, *, differs: bool) -> None:
        """Say that the other half shows another figure."""
        self.may(who, row, self.other(row.side), "matcher")
        self._is(row, version, "confirmed")
        self._second(row, who)
        if not differs:
            raise No("counter")
        row.state = "disputed"
        row.upheld = {}

    def uphold(self, row: Said, who: Person, version: int, now: datetime) -> None:
        """Let a disputed figure stand; the second side's name posts it."""
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
        if side in row.upheld or who.name in row.upheld.values():
            raise No("upheld")
        if row.upheld:
            self._post_or_wait(row, now)
        row.upheld[side] = who.name

    def amend(self, row: Said, fresh: Said, who: Person, version: int, now: datetime) -> None:
        """Say it anew: a new version, confirmed and matched from the beginning."""
        self.may(who, row, row.side, "clerk")
        self._is(row, version, "draft", "submitted", "disputed")
        if fresh.on > now.date():
            raise No("future")
        self._parts_fit(fresh)
        row.on, row.lines, row.reason = fresh.on, dict(fresh.lines), fresh.reason
        row.version, row.state, row.upheld = row.version + 1, "submitted", {}
        row.authors = {who.name}
        row.hands.add(who.name)

    def withdraw(self, row: Said, who: Person, version: int) -> None:
        """Take back what is not posted."""
        self.may(who, row, row.side, "clerk", "confirmer")
        self._is(row, version, *OPEN)
        row.state = "withdrawn"

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
        self._one_side(row, one)
        self._one_side(row, two)
        self._is(row, row.version, "posted")
        mine = [p for p in self.postings if p.entry == row.number and p.kind != "reversed"]
        taken = any(p.kind == "taken_back" for p in mine)
        if not taken and self._later(row, set(row.lines)):
            raise No("later statement")
        undone = [m.back() for p in mine for m in p.moves]
        self._stands(undone)
        kept = list(self.postings)
        self.postings += [
            Posting(row.number, "reversed", now, tuple(m.back() for m in p.moves), p.one_sided)
            for p in mine
        ]
        if replacement is None:
            row.state = "reversed"
            return None
        try:
            row.state = "reversed"
            return self._replace(row, replacement, first, now)
        except No:
            row.state, self.postings = "posted", kept
            raise

    def _replace(self, row: Said, fresh: Said, who: Person, now: datetime) -> Said:
        if fresh.on > now.date():
            raise No("future")
        self._parts_fit(fresh)
        if fresh.statement == "year_to_date":
            self._falls(fresh)
        self.numbered[now.year] += 1
        fresh.number = f"E-{now.year}-{self.numbered[now.year]:04d}"
        fresh.reverses, fresh.hands, fresh.authors = row.number, {who.name}, {who.name}
        fresh.single = fresh.pipeline in self.single
        self.said[fresh.number] = fresh
        self.told.add(fresh.number)
        try:
            self._post_or_wait(fresh, now)
        except No:
            del self.said[fresh.number]
            fresh.number = ""
            self.numbered[now.year] -= 1
            raise
        return fresh

    @staticmethod
    def other(side: str) -> str:
        """Return the other half of the tally."""
        return SUPPORTING if side == SUPPORTED else SUPPORTED

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
        self._one_side(row, who)

    def _one_side(self, row: Said, who: Person) -> None:
        speaking = ("clerk", "confirmer", "matcher", "head", "signatory")
        if all(who.holds(speaking, self.speaks(row, side)) for side in (SUPPORTED, SUPPORTING)):
            raise No("both sides")

    # --- posting ------------------------------------------------------------------------------
    def moves(self) -> Iterator[Move]:
        """Yield every movement that was posted."""
        for posting in self.postings:
            yield from posting.moves

    def _post_or_wait(self, row: Said, now: datetime) -> None:
        """Post a matched entry, or let it wait for the step before; then what waited for it."""
        if self._try(row, now) == "waits":
            row.state = "matched"
            return
        self._wake(row, now)

    def _try(self, row: Said, now: datetime) -> str:
        """Post an entry; return `posted`, or `waits` where a step is missing.

        Raises: No where it may not be posted at all.
        """
        if row.statement == "year_to_date":
            self._falls(row)
        own, back = self.drafted(row)
        if not self._floors([*own, *back]):
            return "waits"
        self._stands([*own, *back])
        self.postings.append(Posting(row.number, "posted", now, tuple(own), row.single))
        for day in sorted({move.on for move in back}):
            these = tuple(move for move in back if move.on == day)
            self.postings.append(Posting(row.number, "taken_back", now, these, row.single))
        row.state = "posted"
        return "posted"

    def _wake(self, row: Said, now: datetime) -> None:
        """Try what waits at the same place and pipeline, oldest first, until nothing more moves."""
        left = sorted(
            (
                one
                for one in self.said.values()
                if one.state == "matched" and one.place == row.place
            ),
            key=lambda one: (one.on, one.number),
        )
        moved = True
        while moved:
            moved = False
            for one in list(left):
                try:
                    done = self._try(one, now) == "posted"
                except No:
                    done = False
                if done:
                    left.remove(one)
                    moved = True

    def drafted(self, row: Said) -> tuple[list[Move], list[Move]]:
        """Return what an entry posts on its own day, and what it takes back on later ones."""
        steps = self.differences(row, self.flows(row))
        later = self._later(row, {(move.cell, move.unit) for move in steps})
        back = [m.back(later[m.cell, m.unit]) for m in steps if (m.cell, m.unit) in later]
        month = f"{row.pipeline}/{row.on:%Y-%m}"
        made = sum(
            m.amount
            for m in self.moves()
            if (m.pipeline, m.region, m.partner, m.cell)
            == ("report", row.region, row.partner, month)
        )
        place = (row.on, row.region, row.partner, "report", "outside", "made")
        report = Move(*place, month, "report", 1)
        said = [report] if not made or not steps else []
        said += [report.back()] if made and not steps else []
        return [*steps, *said], back

    def flows(self, row: Said, more: Iterable[Move] = ()) -> list[Move]:
        """Return what stands at an entry's place by its day."""
        return [m for m in (*self.moves(), *more) if self._place(m) == row.place and m.on <= row.on]

    @staticmethod
    def _place(move: Move) -> tuple[str, str, str]:
        return move.region, move.partner, move.pipeline

    def differences(self, row: Said, flows: list[Move]) -> list[Move]:
        """Return an entry's movements: as stated, or as the difference to what stands."""

        def step(edge: tuple[str, str], key: Key, amount: int) -> Move:
            return Move(row.on, *row.place, *edge, *key, amount, row.thing)

        edge = (row.source, row.target)
        if row.statement == "itemised":
            return [step(edge, key, n) for key, n in row.lines.items() if n]
        if row.statement == "year_to_date":
            have = self._net(flows, edge, max(date(row.on.year, 1, 1), self.opened))
            keys = sorted({*row.lines, *have})
            found = {key: row.lines.get(key, 0) - have.get(key, 0) for key in keys}
            return [step(edge, key, n) for key, n in found.items() if n]
        up, down = self._net(flows, RISE), self._net(flows, FALL)
        made = []
        for key, stated in row.lines.items():
            change = stated - (up.get(key, 0) - down.get(key, 0))
            if change:
                made.append(step(RISE if change > 0 else FALL, key, abs(change)))
        return made

    @staticmethod
    def _net(
        flows: Iterable[Move], edge: tuple[str, str], since: date = date.min
    ) -> dict[Key, int]:
        net: dict[Key, int] = defaultdict(int)
        for move in flows:
            if (move.source, move.target) == edge and move.on >= since:
                net[move.cell, move.unit] += move.amount
        return dict(net)

    def _falls(self, row: Said) -> None:
        """Refuse a year's sum that falls though nobody said why."""
        edge = (row.source, row.target)
        have = self._net(self.flows(row), edge, max(date(row.on.year, 1, 1), self.opened))
        for unit in {unit for _, unit in [*have, *row.lines]}:
            now = sum(n for (_, u), n in row.lines.items() if u == unit)
            before = sum(n for (_, u), n in have.items() if u == unit)
            if now < before and not row.reason:
                raise No("falls")

    def _later(self, row: Said, keys: set[Key]) -> dict[Key, date]:
        """Return, by key, the next day on which a posted statement states it anew."""
        if row.statement == "itemised":
            return {}
        edge = (row.source, row.target, row.statement)
        found: dict[Key, date] = {}
        for one in self.said.values():
            same = one.place == row.place and (one.source, one.target, one.statement) == edge
            if one is row or one.state != "posted" or not same or one.on <= row.on:
                continue
            if row.statement == "year_to_date":
                fits = keys if one.on.year == row.on.year else set()
            else:
                fits = keys & set(one.lines)
            for key in fits:
                found[key] = min(found.get(key, one.on), one.on)
        return found

    def _floors(self, moves: list[Move]) -> bool:
        """Whether no stage would stand below zero on any day from the moves' own on."""
        after = [*self.moves(), *moves]
        for move in moves:
            for stage in (move.source, move.target):
                lowered = stage == move.source if move.amount > 0 else stage == move.target
                if not lowered or stage in BEYOND or (move.pipeline, stage) in PROMISES:
                    continue
                named = [""] + ([move.thing] if move.pipeline == "project" and move.thing else [])
                if any(self._lowest(after, move, stage, thing) < 0 for thing in named):
                    return False
        return True

    @staticmethod
    def _lowest(moves: Iterable[Move], like: Move, stage: str, thing: str) -> int:
        """Return the lowest an account, or a thing in it, stands at from a day on."""
        account = (like.region, like.partner, like.pipeline, like.cell, like.unit)
        days: dict[date, int] = defaultdict(int)
        for move in moves:
            if (move.region, move.partner, move.pipeline, move.cell, move.unit) != account:
                continue
            if thing and move.thing != thing:
                continue
            sign = (move.target == stage) - (move.source == stage)
            days[max(move.on, like.on)] += sign * move.amount
        stands, lowest = 0, 0
        for n, day in enumerate(sorted(days)):
            stands += days[day]
            lowest = stands if n == 0 else min(lowest, stands)
        return lowest

    def _stands(self, moves: list[Move]) -> None:
        """Refuse what moved on, and a named thing that would stand in two live stages at once."""
        if not self._floors(moves):
            raise No("moved on")
        after = [*self.moves(), *moves]
        for thing in {move.thing for move in moves if move.pipeline == "project"}:
            since = min(move.on for move in moves if move.thing == thing)
            for day in sorted({m.on for m in after if m.thing == thing and m.on >= since}):
                stands: dict[tuple[str, str, str], int] = defaultdict(int)
                for move in after:
                    if move.thing == thing and move.on <= day:
                        stands[move.region, move.partner, move.target] += move.amount
                        stands[move.region, move.partner, move.source] -= move.amount
                live = sum(n for (_, _, s), n in stands.items() if s in LIVE_PROJECT and n > 0)
                if live > 1:
                    raise No("already standing")
