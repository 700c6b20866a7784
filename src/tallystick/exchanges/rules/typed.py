"""What a person types that is neither plain words nor a code: an address, a day. Plain Python."""

from __future__ import annotations

from datetime import date

from tallystick.kernel.address import host_of
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

# Before it, and further ahead than the years given, lie slips of a key: 0201, 2072.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def address_problems(path: str, url: str, longest: int) -> list[Problem]:
    """Return what is wrong with a web address; an empty one says nothing.

    >>> [[one.code for one in address_problems("url", url, 500)] for url in ("", "http://[")]
    [[], ['not-a-link']]
    """
    found = text_problems(path, url, longest)
    if url and host_of(url) is None:
        found.insert(0, Problem("not-a-link", path, value=visible(url[:60])))
    return found


def first_day(text: str) -> date | None:
    """Return the first day of a day, a month or a year; None for what is none of them.

    >>> first_day("2021"), first_day("2021-05"), first_day("2021-05-06"), first_day("May")
    (datetime.date(2021, 1, 1), datetime.date(2021, 5, 1), datetime.date(2021, 5, 6), None)
    """
    if len(text) not in (4, 7, 10):
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None


def day_slips(path: str, day: date, today: date | None = None, years: int = 0) -> list[Problem]:
    """Return what shows that a year was mistyped: long ago, or more than `years` after `today`.

    >>> today = date(2027, 1, 1)
    >>> [p.code for day in (date(201, 5, 6), date(2072, 5, 6)) for p in day_slips("on", day, today)]
    ['day-too-early', 'day-too-far']
    """
    if day < EARLIEST:
        params = {"earliest": EARLIEST.isoformat()}
        return [Problem("day-too-early", path, params, day.isoformat())]
    if today is not None and day.year > today.year + years:
        return [Problem("day-too-far", path, {"years": years}, day.isoformat())]
    return []
