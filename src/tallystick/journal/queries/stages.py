"""What moved between stages: summed for one pipeline, and move by move of named things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Substr

from tallystick.journal import models
from tallystick.journal.queries.heads import newest_seals, seals_at, seq_as_of
from tallystick.journal.queries.lines import LineRow, lines
from tallystick.journal.rules import NotedFlow, StageFlow, SubjectMove, instant_text
from tallystick.kernel.kept import Kept


def lines_within(
    *,
    book: str = "",
    pipelines: Collection[str] = (),
    regions: Collection[str] | None = None,
    partners: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    known_by: datetime | None = None,
) -> QuerySet[models.Line]:
    """Return the lines of a book narrowed to what is named; None narrows nothing."""
    given: dict[str, Any] = {
        "book__code": book or None,
        "from_account__pipeline__in": list(pipelines) or None,
        "from_account__region__in": None if regions is None else list(regions),
        "from_account__partner__in": None if partners is None else list(partners),
        "transaction__valid_from__gte": since.isoformat() if since else None,
        "transaction__valid_from__lte": until.isoformat() if until else None,
        "transaction__recorded_at__lte": instant_text(known_by) if known_by else None,
    }
    wanted = {key: value for key, value in given.items() if value is not None}
    return models.Line.objects.filter(**wanted)


def pipelines_between(
    book: str, regions: Collection[str], partners: Collection[str]
) -> frozenset[str]:
    """Return the pipelines of which anything was ever posted between these places; one query."""
    kept = models.Account.objects.filter(
        book__code=book, region__in=list(regions), partner__in=list(partners)
    )
    return frozenset(kept.order_by().values_list("pipeline", flat=True).distinct())


def stage_flows(
    book: str,
    *,
    pipelines: Collection[str] = (),
    regions: Collection[str],
    partners: Collection[str],
    since: date | None = None,
    until: date,
    known_by: datetime | None = None,
) -> list[StageFlow]:
    """Return what went along each edge, by place, codes, unit and year; a few queries.

    No pipeline named means all. An edge may come several times, its sums are to be added up.
    Units: minor; what happened from `since` to `until`, recorded by `known_by`.
    """
    asked = FlowsAsked(
        book, frozenset(pipelines), frozenset(regions), frozenset(partners), since, until
    )
    head = seq_as_of(book, known_by) if known_by else newest_seals([book]).get(book, (0, ""))[0]
    base = head - head % STRETCH
    if base < LONG:
        return _flows(asked, head if known_by else None)
    return [*_flows_to(asked, base), *_flows_after(asked, base, head)]


# A book up to so many postings is summed whole; of a longer one the sum up to the last full
# stretch is kept, and what came since is added to it.
LONG, STRETCH = 1024, 256


@dataclass(frozen=True)
class FlowsAsked:
    """Which lines are summed; None since when is from the beginning."""

    book: str
    pipelines: frozenset[str]
    regions: frozenset[str]
    partners: frozenset[str]
    since: date | None
    until: date

    def holds(self, line: LineRow) -> bool:
        """Return whether a line of the book is one of them."""
        return (
            (not self.pipelines or line.pipeline in self.pipelines)
            and line.region in self.regions
            and line.partner in self.partners
            and (self.since is None or line.valid_from >= self.since)
            and line.valid_from <= self.until
        )


_kept: Kept[tuple[object, ...], tuple[StageFlow, ...]] = Kept(100_000)


def _flows_to(asked: FlowsAsked, base: int) -> tuple[StageFlow, ...]:
    """Return what went along each edge up to a posting: a book is only ever added to."""
    key = (asked, seals_at({asked.book: base}).get(asked.book))
    return _kept.once(key, lambda: tuple(_flows(asked, base)), lambda made: 1 + len(made))


def _flows_after(asked: FlowsAsked, base: int, head: int) -> Iterator[StageFlow]:
    for line in takewhile(lambda line: line.seq <= head, lines(asked.book, base)):
        if asked.holds(line):
            edge = (line.pipeline, line.region, line.cell, line.unit, line.source, line.target)
            yield StageFlow(*edge, line.valid_from.year, line.amount)


def _flows(asked: FlowsAsked, head: int | None) -> list[StageFlow]:
    """Return what went along each edge in a book, or in its first postings; one query."""
    found = lines_within(
        book=asked.book,
        pipelines=asked.pipelines,
        regions=asked.regions,
        partners=asked.partners,
        since=asked.since,
        until=asked.until,
    )
    if head is not None:
        found = found.filter(transaction__seal__seq__lte=head)
    rows = (
        found.annotate(year=Substr("transaction__valid_from", 1, 4))
        .values_list(
            "from_account__pipeline",
            "from_account__region",
            "from_account__cell",
            "unit",
            "from_account__stage",
            "to_account__stage",
            "year",
            "back",
        )
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return [_flow(row) for row in rows]


def _flow(row: tuple[Any, ...]) -> StageFlow:
    pipeline, region, cell, unit, source, target, year, back, total = row
    if back:
        source, target, total = target, source, -total
    return StageFlow(pipeline, region, cell, unit, source, target, int(year), total)


def noted_flows(
    book: str,
    *,
    pipeline: str,
    regions: Collection[str],
    partners: Collection[str],
    until: date,
    known_by: datetime | None = None,
) -> list[NotedFlow]:
    """Return what went along each edge of a pipeline, by place, codes, note, thing; one query.

    Units: minor; what happened by `until`, recorded by `known_by`.
    """
    found = lines_within(
        book=book,
        pipelines=[pipeline],
        regions=regions,
        partners=partners,
        until=until,
        known_by=known_by,
    )
    rows = (
        found.values_list(
            "from_account__region",
            "from_account__cell",
            "note",
            "subject",
            "unit",
            "from_account__stage",
            "to_account__stage",
            "back",
        )
        .annotate(total=Sum("amount"))
        .order_by()
    )
    return [_noted(row) for row in rows]


def stage_by_pair(
    book: str,
    *,
    pipeline: str,
    stage: str,
    unit: str,
    regions: Collection[str],
    partners: Collection[str],
    since: date,
    until: date,
    known_by: datetime | None = None,
    besides: str = "",
) -> dict[tuple[str, str, str], int]:
    """Return (place, its partner, kept codes) → what came into a stage between two days; one query.

    Units: minor units of `unit`, less what was taken back; what came from the stage `besides` is
    left out.
    """
    found = lines_within(
        book=book,
        pipelines=[pipeline],
        regions=regions,
        partners=partners,
        since=since,
        until=until,
        known_by=known_by,
    ).filter(unit=unit)
    came = Q(back=0, to_account__stage=stage) & ~Q(from_account__stage=besides)
    went = Q(back=1, from_account__stage=stage) & ~Q(to_account__stage=besides)
    rows = (
        found.filter(came | went)
        .values_list("from_account__region", "from_account__partner", "from_account__cell", "back")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for region, partner, cell, back, total in rows:
        sums[region, partner, cell] += -total if back else total
    return dict(sums)


def _noted(row: tuple[Any, ...]) -> NotedFlow:
    region, cell, note, subject, unit, source, target, back, total = row
    if back:
        source, target, total = target, source, -total
    return NotedFlow(region, cell, note, subject or "", unit, source, target, total)


def subjects_moved(
    book: str, *, pipeline: str, regions: Collection[str], partners: Collection[str]
) -> QuerySet[models.Day, str]:
    """Return the named subjects that ever stood in a pairing's pipeline, to be asked with others.

    Sought in the balances, which know each subject of an account once a day: a pipeline that
    names nobody has none, however many lines it has.
    """
    found = models.Day.objects.filter(
        account__book__code=book,
        account__pipeline=pipeline,
        account__region__in=list(regions),
        account__partner__in=list(partners),
        subject__gt="",
    )
    return found.values_list("subject", flat=True)


def moves_made(subjects: QuerySet[Any, Any]) -> dict[str, tuple[int, str]]:
    """Return subject → how many lines name it and the newest transaction of them; one query.

    Lines are only ever added: while this is the same, so are the moves. Read from an index alone.
    """
    rows = models.Line.objects.filter(subject__in=subjects).order_by().values_list("subject")
    counted = rows.annotate(Count("n"), Max("transaction_id"))
    return {subject: (count, newest) for subject, count, newest in counted}


def subject_moves(
    subjects: Iterable[str | None] | QuerySet[Any, Any],
    *,
    pipelines: Collection[str],
    until: date | None = None,
    known_by: datetime | None = None,
) -> list[SubjectMove]:
    """Return the moves of named things through all books, in the order they happened; one query."""
    # Not sought by their pipelines: those have lines without a name by the hundred thousand.
    found = lines_within(until=until, known_by=known_by)
    rows = found.filter(subject__in=subjects).order_by(
        "transaction__valid_from", "transaction__recorded_at", "transaction__seal__seq", "n"
    )
    return [
        _move(row)
        for row in rows.values_list(
            "subject",
            "book__code",
            "from_account__region",
            "from_account__partner",
            "from_account__pipeline",
            "from_account__stage",
            "to_account__stage",
            "unit",
            "from_account__cell",
            "transaction__valid_from",
            "amount",
            "back",
        )
        if not pipelines or row[_PIPELINE] in pipelines
    ]


# Where the pipeline stands in the rows of `subject_moves`.
_PIPELINE = 4


def _move(row: tuple[Any, ...]) -> SubjectMove:
    subject, book, region, partner, pipeline, source, target, unit, cell, day, amount, back = row
    if back:
        source, target, amount = target, source, -amount
    when = date.fromisoformat(day)
    return SubjectMove(
        subject, book, region, partner, pipeline, source, target, unit, cell, when, amount
    )
