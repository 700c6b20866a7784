"""Which reports are due, by when, and what became of each: reported, waiting, late, not due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tallystick.access.rules import SPEAKING
from tallystick.entries.models import Entry, State
from tallystick.entries.queries.standing import ReportsAsked, reports_standing
from tallystick.kernel.actor import Actor
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing
from tallystick.programme.queries import (
    SIDES,
    Duties,
    book_of,
    duties,
    line_of,
    pairings,
    working_days,
)
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import DuePeriod, Duty, due_periods
from tallystick.programme.rules.working_days import WorkingDays
from tallystick.regions.models import RegionClosure

# Neither is reported by itself: targets are signed, and a report is the trace of the others.
NEVER_DUE = frozenset({"target", "report"})
# How far ahead a deadline is told, and how far back a silence is still asked about.
AHEAD, BACK = timedelta(days=45), timedelta(days=400)
YEAR = timedelta(days=366)


class Stand(TextChoices):
    """What became of a due report."""

    REPORTED = "reported", _("Reported")
    WAITING = "waiting", _("Waits for the other side")
    ENTERED = "entered", _("Entered, not confirmed")
    NOT_REPORTED = "not_reported", _("Not reported")
    NOT_DUE = "not_due", _("Not due")


@dataclass(frozen=True)
class DueReport:
    """One pipeline of one pairing for one period.

    Units: `days_late` in working days past the deadline of whoever's turn it is; 0 when in time.
    `mine` says on which sides the reader works.
    """

    pairing: Pairing
    pipeline: str
    reporter: str
    period: DuePeriod
    stand: Stand
    days_late: int
    mine: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.stand != Stand.REPORTED

    @property
    def waits_for_me(self) -> bool:
        """Whether the reader's own side is the one that has to report."""
        own = self.mine if self.reporter == "either" else self.mine & {self.reporter}
        return bool(own) and self.stand in (Stand.NOT_REPORTED, Stand.NOT_DUE, Stand.ENTERED)


def due_reports(
    actor: Actor,
    day: date,
    *,
    since: date | None = None,
    within: Pairing | None = None,
    mine: bool = False,
    seen: Sequence[Pairing] | None = None,
) -> list[DueReport]:
    """Return what is due in the pairings an actor sees, oldest deadline first.

    `within`: only in this pairing and those that lie in it. `mine`: only where she speaks for a
    side. `seen`: what `pairings` gave for her, where it was read already.
    Shape: periods that ended from `since` (400 days back when not given) and those that end
    within 45 days. A few queries for a pairing with a calendar, none for one without.
    """
    if mine and not actor.regions(*SPEAKING):
        return []
    every = pairings(actor) if seen is None else seen
    rows = [row for row in every if within is None or within in line_of(row)]
    if mine:
        rows = _spoken_for(rows, actor)
    known = duties(row.pk for row in rows) if rows else {}
    asked = [row for row in rows if row.pk in known]
    if not asked:
        return []
    frames = _Frames(asked, actor, since or day - BACK)
    found = [
        report
        for row in asked
        for report in _of_pairing(row, known[row.pk], frames, day, since or day - BACK)
    ]
    return sorted(found, key=lambda one: (one.period.report_by, one.pairing.code, one.pipeline))


def _spoken_for(seen: list[Pairing], actor: Actor) -> list[Pairing]:
    """Return the pairings at or under a side of which the reader has a seat that speaks."""
    lines = RegionClosure.objects.filter(region__code__in=actor.regions(*SPEAKING))
    tops = set(lines.values_list("ancestor", flat=True))
    return [row for row in seen if {row.supporting_id, row.supported_id} & tops]


@dataclass(frozen=True)
class PipelineReports:
    """Of one pipeline: reports made and due; not `asked` where it is agreed not to report it."""

    made: int
    due: int
    asked: bool = True


def reports_made(
    pairing: Pairing, *, since: date, until: date, day: date, seq: int | None = None
) -> dict[str, PipelineReports]:
    """Return pipeline → reports made of those due by `day`: the scorecard's twelfth number.

    Only pipelines with an agreed calendar are there. `seq` takes what the book knew at a posting.
    Source: docs/method/periods.md, "Reports made of due".
    """
    return reports_made_in({pairing: (since, until, day)}, {book_of(pairing).code: seq})[pairing]


def reports_made_in(
    asked: Mapping[Pairing, tuple[date, date, date]], seqs: Mapping[str, int | None]
) -> dict[Pairing, dict[str, PipelineReports]]:
    """Return what `reports_made` does, of many pairings.

    Units: `asked` is pairing → since, until, day; `seqs` is book → what it knew.
    A few queries for a book in which a calendar was agreed, none where none was.
    """
    known = duties(row.pk for row in asked)
    timed = [row for row in asked if row.pk in known]
    oldest = min((asked[row][0] for row in timed), default=date.min)
    frames = _Frames(timed, None, oldest, seqs) if timed else None
    return {
        row: _counted(row, known[row.pk], frames, days) if frames and row.pk in known else {}
        for row, days in asked.items()
    }


def _counted(
    pairing: Pairing, agreed: Duties, frames: _Frames, days: tuple[date, date, date]
) -> dict[str, PipelineReports]:
    since, until, day = days
    made, found = frames.made_in(pairing), {}
    country, held = pairing.programme.country, _held(pairing)
    for duty in _duties(agreed):
        due = frames.due(duty, country, held, since, until, day)
        months = made.get(duty.pipeline, set())
        own = sum(not months.isdisjoint(covered) for covered in due)
        found[duty.pipeline] = PipelineReports(own, len(due), duty.cadence != "none")
    return found


def due_json(one: DueReport) -> dict[str, Any]:
    """Return a due report as the command line and the interface show it."""
    period = one.period
    return {
        "pairing": one.pairing.code,
        "pipeline": one.pipeline,
        "reporter": one.reporter,
        "period": period.code,
        "report_by": period.report_by.isoformat(),
        "match_by": period.match_by.isoformat(),
        "state": str(one.stand),
        "working_days_late": one.days_late,
    }


class _Frames:
    """What was looked up once for all pairings: spans, calendars, what was made and entered."""

    def __init__(
        self,
        asked: list[Pairing],
        actor: Actor | None,
        since: date,
        seqs: Mapping[str, int | None] | None = None,
    ) -> None:
        self.days = {row.programme.country: WorkingDays("") for row in asked}
        self.days = {country: working_days(country) for country in self.days}
        tops = {row.supporting.code for row in asked} | {row.supported.code for row in asked}
        self.below: dict[str, set[str]] = defaultdict(set)
        closure = RegionClosure.objects.filter(ancestor__code__in=tops)
        for top, code in closure.values_list("ancestor__code", "region__code"):
            self.below[top].add(code)
        self.mine = {row.pk: self._sides(row, actor) for row in asked}
        self.made = self._made(asked, since, seqs or {})
        self.entered = _entered(asked, actor)
        self._due: dict[tuple[object, ...], list[tuple[str, ...]]] = {}
        self._late: dict[tuple[str, date, date], int] = {}
        self._periods: dict[tuple[object, ...], list[tuple[DuePeriod, tuple[str, ...]]]] = {}

    def _made(
        self, asked: list[Pairing], since: date, seqs: Mapping[str, int | None]
    ) -> dict[str, list[Mapping[str, Mapping[str, frozenset[str]]]]]:
        """Return place → what each book says of it: partner → pipeline → the months reported on."""
        books: dict[str, list[Pairing]] = defaultdict(list)
        for row in asked:
            books[book_of(row).code].append(row)
        places = {
            book: ReportsAsked(
                frozenset(code for row in rows for code in self.below[row.supported.code]),
                frozenset(code for row in rows for code in self.below[row.supporting.code]),
                seqs.get(book),
            )
            for book, rows in books.items()
        }
        made: dict[str, list[Mapping[str, Mapping[str, frozenset[str]]]]] = defaultdict(list)
        # The longest period that ends after `since` began a year before.
        for found in reports_standing(places, since=max(since, date.min + YEAR) - YEAR):
            for region, own in found.items():
                made[region].append(own)
        return made

    def _sides(self, row: Pairing, actor: Actor | None) -> frozenset[str]:
        seats = actor.regions(*SPEAKING) if actor else frozenset()
        tops = {"supporting": row.supporting.code, "supported": row.supported.code}
        return frozenset(side for side in SIDES if seats & self.below[tops[side]])

    def made_in(self, row: Pairing) -> dict[str, set[str]]:
        """Return pipeline → the months reported on within a pairing's two regions."""
        east = self.below[row.supporting.code]
        found: dict[str, set[str]] = defaultdict(set)
        for west in self.below[row.supported.code]:
            for own in self.made.get(west, ()):
                for partner, reported in own.items():
                    if partner in east:
                        for pipeline, months in reported.items():
                            found[pipeline] |= months
        return found

    def due(
        self, duty: Duty, country: str, held: Period, since: date, until: date, day: date
    ) -> list[tuple[str, ...]]:
        """Return the months of each period of a duty that ended by `until` and was due by `day`."""
        key = (*_rhythm(duty), country, held, since, until, day)
        if key not in self._due:
            self._due[key] = [
                months
                for period, months in self.periods(duty, country, held, since, day + AHEAD)
                if period.end <= until and period.report_by < day
            ]
        return self._due[key]

    def days_late(self, country: str, stand: Stand, period: DuePeriod, day: date) -> int:
        """Return how many working days are past the deadline of whoever's turn it is."""
        if stand in (Stand.REPORTED, Stand.NOT_DUE):
            return 0
        by = period.match_by if stand == Stand.WAITING else period.report_by
        if (country, by, day) not in self._late:
            self._late[country, by, day] = self.days[country].between(by, day)
        return self._late[country, by, day]

    def periods(
        self, duty: Duty, country: str, held: Period, since: date, until: date
    ) -> list[tuple[DuePeriod, tuple[str, ...]]]:
        """Return the periods of a duty with their months: many pipelines and pairings share one."""
        key = (*_rhythm(duty), country, held, since, until)
        if key not in self._periods:
            found = due_periods(duty, self.days[country], held, since, until)
            self._periods[key] = [(period, period.months) for period in found]
        return self._periods[key]


# Pairing → pipeline → month → the states of what is entered there and not posted.
Entered = Mapping[int, Mapping[str, Mapping[str, set[str]]]]


def _entered(asked: list[Pairing], actor: Actor | None) -> Entered:
    """Return what is entered and not posted, by pairing, pipeline and month."""
    if actor is None:
        return {}
    states = (State.SUBMITTED, State.CONFIRMED, State.DISPUTED, State.MATCHED)
    # Sought by the books: what waits in one is found without reading what was posted there.
    books = {book_of(row).pk for row in asked}
    rows = Entry.objects.visible_to(actor).filter(book__in=books, state__in=states).order_by()
    keys = {row.pk for row in asked}
    found: dict[int, dict[str, dict[str, set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    fields = ("pairing_id", "pipeline", "happened_on", "state")
    for pairing, pipeline, on, state in rows.values_list(*fields):
        if pairing in keys:
            found[pairing][pipeline][on.isoformat()[:7]].add(state)
    return found


def _of_pairing(
    row: Pairing, agreed: Duties, frames: _Frames, day: date, since: date
) -> Iterator[DueReport]:
    country, mine = row.programme.country, frames.mine[row.pk]
    for duty, periods in _asked_for(row, agreed, frames, day, since):
        for period, stand in periods:
            late = frames.days_late(country, stand, period, day)
            yield DueReport(row, duty.pipeline, duty.reporter, period, stand, late, mine)


def _asked_for(
    row: Pairing, agreed: Duties, frames: _Frames, day: date, since: date
) -> Iterator[tuple[Duty, list[tuple[DuePeriod, Stand]]]]:
    """Yield the duty of each pipeline of a pairing with its periods and what became of them."""
    made, entered = frames.made_in(row), frames.entered.get(row.pk, {})
    country, held = row.programme.country, _held(row)
    for duty in _duties(agreed):
        own, waits = made.get(duty.pipeline, set()), entered.get(duty.pipeline, {})
        yield (
            duty,
            [
                (period, _stand(period, months, own, waits, day))
                for period, months in frames.periods(duty, country, held, since, day + AHEAD)
            ],
        )


def _duties(agreed: Duties) -> Iterator[Duty]:
    """Yield what is agreed of each pipeline that may be due."""
    for pipeline in pipelines():
        duty = None if pipeline in NEVER_DUE else agreed.of(pipeline)
        if duty is not None:
            yield duty


def _rhythm(duty: Duty) -> tuple[object, ...]:
    """Return what the periods of a duty follow from, whatever pipeline it is of."""
    return (duty.cadence, duty.report_days, duty.match_days, duty.since)


def _held(row: Pairing) -> Period:
    spans = getattr(row, "preferred_spans", None)
    if spans is None:
        spans = list(row.spans.filter(preferred=True))
    return Period(spans[0].valid_from, spans[0].valid_to) if spans else Period(None, None)


def _stand(
    period: DuePeriod,
    months: Collection[str],
    made: Collection[str],
    waits: Mapping[str, set[str]],
    day: date,
) -> Stand:
    if any(month in made for month in months):
        return Stand.REPORTED
    states = {state for month in months for state in waits.get(month, ())} if waits else set()
    if states - {State.SUBMITTED}:
        return Stand.WAITING
    if states:
        return Stand.ENTERED
    return Stand.NOT_REPORTED if period.report_by < day else Stand.NOT_DUE
