"""Entries that say more people stayed than had been placed long enough before, by the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from tallystick.entries.models import Entry, EntryPosting, State
from tallystick.entries.rules.reports import CanonicalLine
from tallystick.entries.rules.retained import (
    MONTHS,
    PERSON,
    PLACED,
    PLACEMENT,
    Moved,
    stayed_too_soon,
)
from tallystick.journal.models import Line
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.pipelines import CARRIED

# An entry, what it says or would say, and what it says in the book.
Asked = tuple[Entry, Sequence[CanonicalLine], Sequence[CanonicalLine]]
Key = tuple[str, str, str]


def too_soon(asked: Iterable[Asked]) -> dict[str, list[Problem]]:
    """Return entry → that more stayed than had been placed; one query, none without such an entry.

    Only what is posted is looked at, which both sides see.
    """
    some = [one for one in asked if _says_who_stayed(one[0])]
    moved = _moved([row for row, _, _ in some]) if some else {}
    found = {}
    for row, lines, kept in some:
        flows = moved.get(_key(row), [])
        stayed = _persons(lines) + _stayed_before(row, kept, flows)
        problems = stayed_too_soon(row.target_stage, row.happened_on, lines, stayed, flows)
        if problems:
            found[row.pk] = problems
    return found


def _says_who_stayed(row: Entry) -> bool:
    # What was carried in stayed before the book began, which saw nobody placed.
    return row.pipeline == PLACEMENT and row.target_stage in MONTHS and row.source_stage != CARRIED


def _key(row: Entry) -> Key:
    return row.book.code, row.region.code, row.partner.code


def _persons(lines: Iterable[CanonicalLine]) -> int:
    return sum(line.amount for line in lines if line.unit == PERSON)


def _stayed_before(row: Entry, kept: Sequence[CanonicalLine], flows: Iterable[Moved]) -> int:
    """Return how many had stayed by the day of an entry, without what it says itself.

    A sum stands in place of all that was said of its year.
    """
    into = [
        one for one in flows
        if one.source != CARRIED and one.target == row.target_stage and one.on <= row.happened_on
    ]  # fmt: skip
    if row.statement == "year_to_date":
        new_year = date(row.happened_on.year, 1, 1)
        return sum(
            one.persons for one in into if one.on < new_year or one.source != row.source_stage
        )
    own = _persons(kept) if row.state == State.POSTED else 0
    return sum(one.persons for one in into) - own


def _moved(rows: Sequence[Entry]) -> dict[Key, list[Moved]]:
    """Return book and places → who moved into the stages that are compared, by day; one query."""
    books, regions, partners = (set(codes) for codes in zip(*map(_key, rows), strict=True))
    stages = [PLACED, *MONTHS]
    sums = EntryPosting.objects.filter(
        transaction=OuterRef("transaction_id"), entry__statement="year_to_date"
    )
    lines = Line.objects.filter(
        Q(to_account__stage__in=stages, back=0) | Q(from_account__stage__in=stages, back=1),
        book__code__in=books,
        unit=PERSON,
        from_account__pipeline=PLACEMENT,
        from_account__region__in=regions,
        from_account__partner__in=partners,
        transaction__valid_from__lte=max(row.happened_on for row in rows).isoformat(),
    )
    of = ("book__code", "from_account__region", "from_account__partner")
    edge = ("from_account__stage", "to_account__stage", "back")
    found: dict[Key, list[Moved]] = defaultdict(list)
    for row in (
        lines.annotate(as_sum=Exists(sums))
        .values_list(*of, "transaction__valid_from", *edge, "as_sum")
        .annotate(total=Sum("amount"))
    ):
        found[row[0], row[1], row[2]].append(_one(row[3:]))
    return found


def _one(row: Sequence[Any]) -> Moved:
    day, source, target, back, as_sum, total = row
    if back:
        source, target, total = target, source, -total
    return Moved(date.fromisoformat(day), source, target, total, as_sum)
