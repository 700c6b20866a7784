"""Whether as many stayed so many months as had been placed so many months before. Plain Python.

Nobody stays three months sooner. It is said and stops nothing: a placement may be waiting, and a
sum since New Year does not tell its days. Source: docs/method/entries.md, "Stayed too soon".
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.entries.rules.reports import CanonicalLine
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.pipelines import CARRIED

PLACEMENT, PLACED, PERSON = "placement", "placed", "person"
# Stage of which a person is counted after so many months at work.
MONTHS = {"retained_3m": 3, "retained_6m": 6}
# At an heir, those who had stayed three months where they came from were placed there too.
BEFORE = {"retained_3m": (PLACED,), "retained_6m": (PLACED, "retained_3m")}


@dataclass(frozen=True)
class Moved:
    """Persons who moved between two stages of placement; below zero where they were taken back.

    `as_sum`: stated as a sum, which tells the month and not the day.
    """

    on: date
    source: str
    target: str
    persons: int
    as_sum: bool = False


def months_before(day: date, months: int) -> date:
    """Return the same day so many months before; the last day of a month stays the last.

    >>> months_before(date(2021, 9, 5), 3), months_before(date(2021, 6, 30), 3)
    (datetime.date(2021, 6, 5), datetime.date(2021, 3, 31))
    """
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    last = monthrange(year, month)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if ends else min(day.day, last))


def had_been_placed(stage: str, on: date, moved: Iterable[Moved]) -> int:
    """Return how many persons had been placed long enough before a day to have stayed till then.

    Who was carried in had been placed before; a sum counts from the first day of its month.

    >>> moved = [Moved(date(2021, 1, 31), "outside", "placed", 5, as_sum=True)]
    >>> had_been_placed("retained_3m", date(2021, 4, 10), moved)
    5
    """
    first = months_before(on, MONTHS[stage])
    return sum(
        one.persons
        for one in moved
        if (one.source == CARRIED and one.target in BEFORE[stage] and one.on <= on)
        or (
            one.source != CARRIED
            and one.target == PLACED
            and (one.on.replace(day=1) if one.as_sum else one.on) <= first
        )
    )


def stayed_too_soon(
    stage: str, on: date, lines: Sequence[CanonicalLine], stayed: int, moved: Iterable[Moved]
) -> list[Problem]:
    """Return that more persons stayed than had been placed, at the first line of persons.

    Units: `stayed` persons by that day, those of the lines among them.

    >>> lines = [CanonicalLine("person", 4, "{}", "{}")]
    >>> moved = [Moved(date(2021, 9, 1), "outside", "placed", 9)]
    >>> [p.code for p in stayed_too_soon("retained_3m", date(2021, 9, 5), lines, 4, moved)]
    ['warn-stayed-too-soon']
    >>> stayed_too_soon("retained_3m", date(2021, 12, 1), lines, 4, moved)
    []
    """
    at = next((n for n, line in enumerate(lines, 1) if line.unit == PERSON and line.amount), None)
    placed = had_been_placed(stage, on, moved)
    if at is None or stayed <= placed:
        return []
    months = MONTHS[stage]
    params = {"months": months, "day": months_before(on, months).isoformat(), "placed": placed}
    return [Problem("warn-stayed-too-soon", f"lines.{at}", params, str(stayed))]
