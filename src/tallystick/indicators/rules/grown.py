"""Which ends of months, quarters and years are worth asking for: by which a book had grown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# So many months are asked for one by one, and so many years by their quarters.
MONTHS, YEARS = 36, 10
# Months in a step → how many of such steps are offered, the newest first.
STEPS = {1: 12, 3: 8, 12: YEARS}


@dataclass(frozen=True)
class Grown:
    """An end of a month, quarter or year, and how many postings came in it."""

    day: date
    postings: int


def ends_asked(newest: date) -> tuple[date, ...]:
    """Return the ends to ask a book for that was posted to last on `newest`, the newest first.

    >>> [day.isoformat() for day in ends_asked(date(2020, 2, 11))][:2]
    ['2020-02-29', '2020-01-31']
    >>> [day.isoformat() for day in ends_asked(date(2020, 2, 11))][MONTHS:][:3]
    ['2017-02-28', '2016-12-31', '2016-09-30']
    """
    day, ends = _end(newest), []
    for n in range(12 * YEARS + 1):
        if n <= MONTHS or day.month % 3 == 0:
            ends.append(day)
        day = _before(day, 1)
    return tuple(ends)


def grown(known: Mapping[date, int]) -> tuple[Grown, ...]:
    """Return the ends by which a book had more postings than at the one before, newest first.

    `known` is how many there were at each of the ends asked. Months come first, further back
    quarters, and then years; of each as many as STEPS says.
    Source: docs/method/explain.md, "As we knew it on".

    >>> three = {date(2020, 4, 30): 9, date(2020, 3, 31): 9, date(2020, 2, 29): 4}
    >>> grown(three)
    (Grown(day=datetime.date(2020, 3, 31), postings=5),)
    """
    found: list[Grown] = []
    for step, most in STEPS.items():
        oldest = found[-1].day if found else date.max
        older = (one for one in _steps(known, step) if one.day < oldest)
        found += [one for one, _n in zip(older, range(most), strict=False)]
    return tuple(found)


def _steps(known: Mapping[date, int], step: int) -> Iterator[Grown]:
    for day in sorted(known, reverse=True):
        before = known.get(_before(day, step))
        if day.month % step == 0 and before is not None and known[day] > before:
            yield Grown(day, known[day] - before)


def _end(day: date) -> date:
    """Return the last day of a month."""
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _before(day: date, months: int) -> date:
    """Return the end of the month so many months before."""
    for _month in range(months):
        day = day.replace(day=1) - timedelta(1)
    return day
