"""The journal of the model: what is posted, differences, floors. Plain Python, no product.

Every figure is added up anew from every movement, every time it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tests.model.periods import Periods
from tests.model.said import (
    BEYOND,
    FALL,
    FALLS,
    LIVE_PROJECT,
    PROMISES,
    RISE,
    RISES,
    Key,
    Move,
    No,
    Posting,
    Said,
)


class Journal(Periods):
    """Everything that was posted, and what may be."""

    def moves(self) -> Iterator[Move]:
        """Yield every movement that was posted."""
        for posting in self.postings:
            yield from posting.moves

    def since(self, row: Said) -> date:
        """Return the first day a sum of the year speaks of."""
        return max(date(row.on.year, 1, 1), self.pairings[row.pairing].since)

    def post_or_wait(self, row: Said, now: datetime) -> None:
        """Post a matched entry, or let it wait for the step before; then what waited for it."""
        if self._try(row, now) == "waits":
            row.state = "matched"
            return
        self._wake(row, now)

    def _try(self, row: Said, now: datetime) -> str:
        """Post an entry; return `posted`, or `waits` where a step is missing.

        Raises: No where it may not be posted at all.
        """
        self.require_reason(row)
        if row.statement == "year_to_date":
            self.falls(row)
        own, back = self.drafted(row)
        if not self.floors([*own, *back]):
            return "waits"
        self.stands([*own, *back])
        self.postings.append(Posting(row.number, "posted", now, tuple(own), row.single))
        for day in sorted({move.on for move in back}):
            these = tuple(move for move in back if move.on == day)
            self.postings.append(Posting(row.number, "taken_back", now, these, row.single))
        row.state = "posted"
        return "posted"

    def _wake(self, row: Said, now: datetime) -> None:
        """Try what waits at the same place and pipeline."""
        self.try_all([one for one in self.said.values() if one.place == row.place], now)

    def try_all(self, rows: Iterable[Said], now: datetime) -> None:
        """Post what can be posted by now, oldest first, until nothing more moves."""
        waiting = (one for one in rows if one.state == "matched")
        left = sorted(waiting, key=lambda one: (one.on, one.number))
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
        later = self.later(row, {(move.cell, move.unit) for move in steps})
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
            have = self._net(flows, edge, self.since(row))
            keys = sorted({*row.lines, *have})
            found = {key: row.lines.get(key, 0) - have.get(key, 0) for key in keys}
            return [step(edge, key, n) for key, n in found.items() if n]
        up = [self._net(flows, edge) for edge in RISES]
        down = [self._net(flows, edge) for edge in FALLS]
        made = []
        for key, stated in row.lines.items():
            have = sum(n.get(key, 0) for n in up) - sum(n.get(key, 0) for n in down)
            change = stated - have
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

    def falls(self, row: Said) -> None:
        """Refuse a year's sum that falls though nobody said why."""
        edge = (row.source, row.target)
        have = self._net(self.flows(row), edge, self.since(row))
        for unit in {unit for _, unit in [*have, *row.lines]}:
            now = sum(n for (_, u), n in row.lines.items() if u == unit)
            before = sum(n for (_, u), n in have.items() if u == unit)
            if now < before and not row.reason:
                raise No("falls")

    def later(self, row: Said, keys: set[Key]) -> dict[Key, date]:
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

    def floors(self, moves: list[Move]) -> bool:
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

    def stands(self, moves: list[Move]) -> None:
        """Refuse what moved on, and a named thing that would stand in two live stages at once."""
        if not self.floors(moves):
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
