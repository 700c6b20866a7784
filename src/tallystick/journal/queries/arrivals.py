"""What came to stages, day by day: of named things, and of what is counted since a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q, QuerySet, Sum

from tallystick.journal import models
from tallystick.journal.rules import instant_text

# The partial index on the subject serves only who says that there is one.
_DAYS = """
    SELECT d.subject, a.pipeline, a.stage, a.unit, d.day, sum(d.net)
    FROM journal_day d JOIN journal_account a ON a.id = d.account_id
    WHERE d.subject <> '' AND d.subject IN ({marks}) AND d.day <= %s
    GROUP BY d.subject, a.pipeline, a.stage, a.unit, d.day ORDER BY d.subject, d.day
"""


@dataclass(frozen=True, slots=True)
class SubjectDay:
    """By how much a stage rose on a day by one named thing, in all books together."""

    subject: str
    pipeline: str
    stage: str
    unit: str
    day: date
    net: int


def subject_days(subjects: Collection[str], *, until: date) -> list[SubjectDay]:
    """Return what named things moved, by stage and day; one query over their own days alone.

    Units: minor; what is known now of all that happened up to the end of `until`.
    """
    if not subjects:
        return []
    named = sorted(set(subjects))
    text = _DAYS.format(marks=", ".join(["%s"] * len(named)))
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(text, [*named, until.isoformat()])
        return [
            SubjectDay(subject, pipeline, stage, unit, date.fromisoformat(day), int(net))
            for subject, pipeline, stage, unit, day, net in cursor.fetchall()
        ]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came into a stage on a day along one edge; what was taken back is a minus."""

    book: str
    region: str
    partner: str
    pipeline: str
    source: str
    target: str
    unit: str
    cell: str
    note: str
    subject: str | None
    day: date
    amount: int


def arrivals(
    *,
    books: Collection[str],
    stages: Collection[tuple[str, str]],
    regions: Collection[str],
    since: date,
    recorded_since: datetime | None = None,
    until: date,
    known_by: datetime | None = None,
    subjects: bool = False,
) -> list[Arrival]:
    """Return what came into stages from a day on, summed by edge, place, codes and day.

    Two queries. `stages` are pairs of a pipeline and its stage; `subjects` tells named things
    apart. `recorded_since`: nothing recorded earlier is looked at, which spares reading history.
    """
    found = []
    for back in (False, True):
        near, far = ("from", "to") if back else ("to", "from")
        ends = Q()
        for pipeline, stage in set(stages):
            ends |= Q(pipeline=pipeline, stage=stage)
        accounts = models.Account.objects.filter(
            ends, book__code__in=list(books), region__in=list(regions)
        )
        rows = models.Line.objects.filter(
            back=int(back),
            transaction__valid_from__gte=since.isoformat(),
            transaction__valid_from__lte=until.isoformat(),
            **{f"{near}_account__in": accounts.values("id")},
        )
        rows = _known(rows, recorded_since, known_by)
        found += [_arrival(row, back) for row in _summed(rows, near, far, subjects)]
    return found


def _known(
    rows: QuerySet[models.Line], since: datetime | None, known_by: datetime | None
) -> QuerySet[models.Line]:
    if since is not None:
        rows = rows.filter(transaction__recorded_at__gte=instant_text(since))
    if known_by is not None:
        rows = rows.filter(transaction__recorded_at__lte=instant_text(known_by))
    return rows


def _summed(rows: QuerySet[models.Line], near: str, far: str, subjects: bool) -> list[Any]:
    columns = [
        "book__code", f"{near}_account__region", f"{near}_account__partner",
        f"{near}_account__pipeline", f"{far}_account__stage", f"{near}_account__stage",
        "unit", f"{near}_account__cell", "note", "transaction__valid_from",
        *(["subject"] if subjects else []),
    ]  # fmt: skip
    return list(rows.values_list(*columns).annotate(total=Sum("amount")).order_by())


def _arrival(row: tuple[Any, ...], back: bool) -> Arrival:
    book, region, partner, pipeline, source, target, unit, cell, note, day, *rest = row
    subject = rest[0] if len(rest) > 1 else None
    amount = -int(rest[-1]) if back else int(rest[-1])
    when = date.fromisoformat(day)
    edge = (book, region, partner, pipeline, source, target, unit, cell, note)
    return Arrival(*edge, subject, when, amount)
