"""The lines behind one figure of a stage: how many, what they come to, and one page of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, When

from tallystick.journal import models
from tallystick.journal.queries.lines import LineRow, line_row
from tallystick.journal.queries.stages import lines_within

# What of a stage a figure is: all that reached it, with or without what was carried in; what
# came in within days; what stands there; or any movement of its pipeline, which is no sum.
StageFigure = Literal["reached", "ever", "came_in", "here", "moved"]
UNSTATED = "-"


@dataclass(frozen=True)
class StageCut:
    """Which lines a figure of a stage is made of.

    `codes` are kept codes as they were stated, `carried` the stage that carries between books.
    """

    book: str
    pipeline: str
    stage: str
    unit: str
    part: StageFigure
    regions: Collection[str]
    partners: Collection[str]
    until: date
    carried: str
    since: date | None = None
    known_by: datetime | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""


@dataclass(frozen=True)
class StageLines:
    """Units: `total` in minor units; `rows` is one page, newest first, signed as they count."""

    total: int
    count: int
    rows: tuple[LineRow, ...]


def stage_lines(cut: StageCut, *, offset: int, limit: int) -> StageLines:
    """Return what a figure of a stage is made of; two queries.

    A line into the stage is plus, what was taken back of it minus; of what stands there, leaving
    is minus.
    """
    found = _of(cut)
    signed = Case(
        When(to_account__stage=cut.stage, then=F("amount")),
        default=-F("amount"),
        output_field=BigIntegerField(),
    )
    summed = found.aggregate(total=Sum(signed), count=Count("n"))
    rows = found.annotate(signed=F("amount") if cut.part == "moved" else signed).order_by(
        "-transaction__valid_from", "-transaction__recorded_at", "-transaction__seal__seq", "-n"
    )
    page = rows.values_list(*_COLUMNS)[offset : offset + limit]
    total = 0 if cut.part == "moved" else summed["total"] or 0
    return StageLines(total, summed["count"], tuple(line_row(cut.book, row) for row in page))


def reversals_of(transactions: Collection[str]) -> dict[str, str]:
    """Return transaction → the one that took it back; one query."""
    rows = models.Transaction.objects.filter(reverses__in=list(transactions))
    return {str(undone): done for undone, done in rows.values_list("reverses_id", "id")}


def _of(cut: StageCut) -> QuerySet[models.Line]:
    found = lines_within(
        book=cut.book,
        pipelines=[cut.pipeline],
        regions=cut.regions,
        partners=cut.partners,
        since=cut.since,
        until=cut.until,
        known_by=cut.known_by,
    ).filter(unit=cut.unit)
    into = Q(back=0, to_account__stage=cut.stage) | Q(back=1, from_account__stage=cut.stage)
    if cut.part in ("reached", "ever", "came_in"):
        found = found.filter(into)
    if cut.part in ("ever", "came_in"):
        borne = Q(back=0, from_account__stage=cut.carried) | Q(
            back=1, to_account__stage=cut.carried
        )
        found = found.exclude(borne)
    if cut.part == "here":
        found = found.filter(Q(from_account__stage=cut.stage) | Q(to_account__stage=cut.stage))
    for name, code in cut.codes.items():
        said = Q(from_account__cell__contains=f'"{name}":"{code}"')
        if code == UNSTATED:
            said |= ~Q(from_account__cell__contains=f'"{name}":')
        found = found.filter(said)
    return found.filter(subject=cut.subject) if cut.subject else found


# What `line_row` reads, in its order.
_COLUMNS = (
    *("transaction__seal__seq", "n", "transaction_id", "transaction__valid_from"),
    *("transaction__recorded_at", "transaction__kind", "transaction__reverses_id"),
    *("from_account__pipeline", "from_account__stage", "to_account__stage", "unit"),
    *("from_account__region", "from_account__partner", "from_account__cell", "note", "subject"),
    *("back", "signed", "transaction__one_sided"),
)
