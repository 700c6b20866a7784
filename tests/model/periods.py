"""Closed periods in the model: which word speaks for a day, and what came later. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from tests.model.ground import Ground
from tests.model.said import SUPPORTED, SUPPORTING, No, Pairing, Person, Posting, Said

CLOSERS = ("head", "signatory")
# The pipelines of a run, and one that stands for all the others.
PIPELINES = ("sale", "funds", "placement", "job", "project", "donation", "any other")
SHANGHAI = timezone(timedelta(hours=8))


def today_of(now: datetime) -> date:
    """Return the programme's own day."""
    return now.astimezone(SHANGHAI).date()


def days_of(period: str) -> tuple[date, date]:
    """Return the first and the last day of 2020-03, 2020-Q1 or 2020."""
    year, _, rest = period.partition("-")
    if not rest:
        first, count = 1, 12
    elif rest.startswith("Q"):
        first, count = 3 * int(rest[1]) - 2, 3
    else:
        first, count = int(rest), 1
    after = first + count
    end = date(int(year) + after // 13, after % 13 or 12, 1) if after != 13 else None
    last = (end or date(int(year) + 1, 1, 1)) - timedelta(1)
    return date(int(year), first, 1), last


@dataclass
class Act:
    """A closing, or an opening, proposed by one side and agreed by the other."""

    kind: str  # close | reopen
    pairing: str
    pipeline: str
    period: str
    side: str
    by: str
    state: str = "proposed"
    at: datetime | None = None
    # how many postings the book had then, and the entries that were open
    known: int = 0
    carried: frozenset[str] = frozenset()

    def speaks_for(self, line: list[str], pipeline: str, day: date) -> bool:
        """Whether it is about a day of a pipeline, for a pairing on a line."""
        first, last = days_of(self.period)
        return (
            self.pairing in line and self.pipeline in ("", pipeline) and first <= day <= last
        )  # fmt: skip


class Periods(Ground):
    """What both sides closed, and opened again."""

    def __init__(self, parents: dict[str, str], pairings: list[Pairing]) -> None:
        super().__init__(parents, pairings)
        self.postings: list[Posting] = []
        self.proposed: list[Act] = []
        # in the order in which both sides agreed
        self.acts: list[Act] = []

    def closing(
        self, line: list[str], pipeline: str, day: date, until: datetime | None = None
    ) -> Act | None:
        """Return the closing that holds on a day: the newest word rules."""
        found = None
        for act in self.acts:
            known = until is None or (act.at is not None and act.at <= until)
            if known and act.speaks_for(line, pipeline, day):
                found = act
        return found if found is not None and found.kind == "close" else None

    def late(self, row: Said) -> bool:
        """Whether an entry comes after its period was closed, and was not open then."""
        act = self.closing(self.line(row.pairing), row.pipeline, row.on)
        return act is not None and row.number not in act.carried

    def require_reason(self, row: Said) -> None:
        """Refuse what comes late and does not say why; a correction says it itself."""
        if self.late(row) and not row.reason and not row.reverses:
            raise No("late")

    def propose(self, act: Act, who: Person, now: datetime) -> None:
        """Propose to close a period, or to open it again."""
        act.side = self._closes_for(act.pairing, who)
        if days_of(act.period)[1] >= today_of(now):
            raise No("not over")
        self._changes_something(act)
        same = (act.pairing, act.pipeline, act.period, "proposed")
        if any((a.pairing, a.pipeline, a.period, a.state) == same for a in self.proposed):
            raise No("proposed already")
        self.proposed.append(act)

    def agree(self, act: Act, who: Person, now: datetime) -> None:
        """Agree as the other side: from now on it is in force."""
        if act.state != "proposed":
            raise No("state")
        if self._closes_for(act.pairing, who) == act.side or who.name == act.by:
            raise No("role")
        self._changes_something(act)
        act.state, act.at, act.known = "agreed", now, len(self.postings)
        if act.kind == "close":
            act.carried = frozenset(self._open_in(act))
        self.acts.append(act)

    def drop(self, act: Act, who: Person) -> None:
        """Take a proposal back, or turn it down: either side may."""
        self._closes_for(act.pairing, who)
        if act.state != "proposed":
            raise No("state")
        act.state = "dropped"

    def _closes_for(self, pairing: str, who: Person) -> str:
        for side in (SUPPORTING, SUPPORTED):
            if who.holds(CLOSERS, [self.pairings[pairing].top(side)]):
                return side
        raise No("role")

    def _changes_something(self, act: Act) -> None:
        line, (first, last) = self.line(act.pairing), days_of(act.period)
        asked = [act.pipeline] if act.pipeline else list(PIPELINES)
        months = [date(first.year, month, 1) for month in range(first.month, last.month + 1)]
        closed = [self.closing(line, one, month) is not None for month in months for one in asked]
        if all(closed) if act.kind == "close" else not any(closed):
            raise No("changes nothing")

    def _open_in(self, act: Act) -> list[str]:
        """Return what is open in a scope and not posted: a book's closing is about all of it."""
        first, last = days_of(act.period)
        return [
            row.number
            for row in self.said.values()
            if self._is_open(row)
            and first <= row.on <= last
            and act.pipeline in ("", row.pipeline)
            and act.pairing in self.line(row.pairing)
        ]

    def _is_open(self, row: Said) -> bool:
        """Whether it was handed on, and neither posted nor taken back: a half as its other half."""
        asked = self.said[row.half_of] if row.state == "paired" and row.half_of else row
        return asked.state in ("submitted", "confirmed", "disputed", "matched")

    def last_closing(self, pairing: str, until: date, by: datetime) -> tuple[date, int] | None:
        """Return the last day that is closed altogether as known then, and what was posted by then.

        A closing of a single pipeline says nothing about the whole.
        """
        line = self.line(pairing)
        whole = [a for a in self.acts if not a.pipeline and a.at is not None and a.at <= by]
        order = sorted(
            (a for a in whole if a.kind == "close"),
            key=lambda a: (days_of(a.period)[1], self.acts.index(a)),
            reverse=True,
        )
        for act in order:
            end = days_of(act.period)[1]
            if end > until or act.pairing not in line:
                continue
            newest = [a for a in whole if a.speaks_for(line, "", end)][-1]
            if newest is act:
                return end, act.known
        return None
