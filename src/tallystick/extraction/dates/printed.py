"""Dates in running text, as days or months; a date without a year takes it from the publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from tallystick.extraction.dates.ahead import lies_ahead
from tallystick.extraction.dates.written import find_written
from tallystick.extraction.drafts import DateFound
from tallystick.kernel.letters import small_letters
from tallystick.kernel.numeral.dates import DATE, MONTH_NUMBERS

# As many signs as an ISO day has.
DAY_LENGTH = len("2024-06-18")
# A day further ahead than this in the year of publication is rather one of the year before.
_SOON = timedelta(days=10)
_AHEAD = timedelta(days=31)
# What is told as still to come is so within these days.
_TO_COME = timedelta(days=120)
Parts = tuple[int | None, int, int | None]


def find_dates(text: str, published: str | None = None) -> Iterator[DateFound]:
    """Yield the days and months a text names, in order; years alone are no dates.

    Units: `published` is an ISO day, month or year; a month or year is taken at its end.

    >>> [found.iso for found in find_dates("2021年5月6日, 6 May 2021, May 2021")]
    ['2021-05-06', '2021-05-06', '2021-05']
    >>> [found.iso for found in find_dates("12月28日", "2021-01-05")]
    ['2020-12-28']
    """
    by = last_day(published) if published else None
    small = small_letters(text)
    for start, end, (year, month, day) in sorted(_named(small), key=itemgetter(0)):
        if year is None:
            year = _year_of_range(text, start, end)
        if year is None and by is not None:
            year = _year_beside(text, start, by.year)
        ahead = year is None and by is not None and lies_ahead(small, start, end)
        iso = iso_of(year, month, day, by, ahead=ahead)
        if iso is not None:
            yield DateFound(start, end, text[start:end], iso)


def _named(small: str) -> Iterator[tuple[int, int, Parts]]:
    """Yield where days and months are printed, in digits or words, then those in Chinese ones."""
    for found in DATE.finditer(small):
        parts = _parts(found)
        if parts is not None:
            yield *found.span(), parts
    for found, year, month, day in find_written(small):
        if month is not None:
            yield *found.span(), (year, month, day)


# Between May 20 and May 27, 2017; June 24 to July 2, 2018: one year for both ends.
_RANGE = re.compile(
    r"\s?(?:to|(?P<and>and)|until|through|[-–—])\s(?:[A-Z][a-z.]{2,9}\s\d\d?|\d\d?\s[A-Z][a-z.]{2,9}),?\s"
    r"(?P<year>(?:19|20)\d\d)\b"
)


def _year_of_range(text: str, start: int, end: int) -> int | None:
    """Return the year that the far end of a range names; "and" joins one only after "between"."""
    found = _RANGE.match(text, end)
    if found is None:
        return None
    between = text[max(0, start - 8) : start].lower().endswith("between ")
    return int(found["year"]) if between or not found["and"] else None


_YEARS_BESIDE = {"明年": 1, "次年": 1, "去年": -1, "前年": -2, "今年": 0, "当年": 0, "本年": 0}
_ENGLISH_BESIDE = {"next": 1, "last": -1}


def _year_beside(text: str, start: int, year: int) -> int | None:
    """Return the year that 明年, last or next says of the month after it."""
    moved = _YEARS_BESIDE.get(text[max(0, start - 2) : start])
    if moved is None:
        moved = _ENGLISH_BESIDE.get(text[max(0, start - 5) : start].strip().lower())
        # Last June is this year's in December: only the publication's month could tell.
        return year + moved if moved == 1 else None
    return year + moved


def last_day(iso: str) -> date:
    """Return the last day of an ISO day, month or year.

    >>> last_day("2019-02"), last_day("2024"), last_day("2021-05-07")
    (datetime.date(2019, 2, 28), datetime.date(2024, 12, 31), datetime.date(2021, 5, 7))
    """
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def _parts(found: re.Match[str]) -> Parts | None:
    """Return year, month and day of a match; None where it names a year only."""
    groups = found.groupdict()
    for form in ("iso", "han", "mdy", "dmy", "my"):
        month = groups[f"{form}_m"]
        if month is not None:
            year, day = groups.get(f"{form}_y"), groups.get(f"{form}_d")
            number = int(month) if month.isdigit() else MONTH_NUMBERS[month[:3]]
            return (int(year) if year else None, number, int(day) if day else None)
    return None


def iso_of(
    year: int | None, month: int, day: int | None, published: date | None, *, ahead: bool = False
) -> str | None:
    """Return the date, an empty text where the year is unsure, None where it is no date.

    `ahead`: what is told of the day is still to come.
    """
    try:
        if year is not None:
            return _shown(date(year, month, day or 1), day)
        # 29 February is a date in some year.
        date(2000, month, day or 1)
        return _shown(_nearest(published, month, day, ahead=ahead), day) if published else ""
    except ValueError:
        return None if year is not None or not published else ""


def _shown(found: date | None, day: int | None) -> str:
    if found is None:
        return ""
    return found.isoformat() if day else found.isoformat()[:7]


def _nearest(published: date, month: int, day: int | None, *, ahead: bool) -> date | None:
    """Return the last such day before publication; None where it may as well lie ahead."""
    this_year = date(published.year, month, day or 1)
    if ahead:
        coming = this_year
        if last_day(_shown(this_year, day)) < published:
            coming = date(published.year + 1, month, day or 1)
        if coming - published <= _TO_COME:
            return coming
    if this_year <= published:
        return this_year
    if this_year - published <= _SOON:
        return this_year
    if this_year - published <= _AHEAD:
        return None
    return date(published.year - 1, month, day or 1)
