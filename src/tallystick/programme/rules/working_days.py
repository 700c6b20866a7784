"""Working days: weekends, public holidays and the days made up for them. Plain Python."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from typing import Any

import yaml

from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.rules.reading import parse_foreign_yaml

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKEND = frozenset({5, 6})
ONE = timedelta(days=1)
# The longest holiday a file may state: a slip in a year must not close an office for one.
LONGEST_HOLIDAY = 31


@dataclass(frozen=True)
class WorkingYear:
    """What one notice says of a year: days off with their name, days worked instead."""

    year: int
    source: str
    off: Mapping[date, Words] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a country, as far as they are known.

    A year nobody loaded follows its weekends; `unknown` tells which, so that a page can say so.

    >>> cn = shipped_days("cn")
    >>> cn.is_working(date(2019, 2, 3)), cn.is_working(date(2019, 2, 4))
    (True, False)
    """

    country: str
    years: Mapping[int, WorkingYear] = field(default_factory=dict)
    weekend: frozenset[int] = WEEKEND

    def is_working(self, day: date) -> bool:
        """Return whether offices work on `day`; a made-up day is worked although a weekend."""
        # The notice of the next year may speak of the last days of this one.
        said = [self.years[y] for y in (day.year, day.year + 1) if y in self.years]
        if any(day in year.worked for year in said):
            return True
        return day.weekday() not in self.weekend and not any(day in year.off for year in said)

    def after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; 0 is `day` itself.

        Source: docs/method/periods.md, "Working days".

        >>> shipped_days("cn").after(date(2019, 1, 31), 3).isoformat()
        '2019-02-03'
        >>> shipped_days("cn").after(date(2019, 1, 31), 4).isoformat()
        '2019-02-11'
        """
        if count <= 0:
            return day
        # Never sooner than by days alone; what is missing then is added until it is reached.
        found = day + count * ONE
        while (missing := count - self.between(day, found)) > 0:
            found += missing * ONE
        return found

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after `first`, up to and with `last`; 0 where none.

        >>> shipped_days("cn").between(date(2019, 1, 31), date(2019, 2, 11))
        4
        """
        weeks, rest = divmod(max((last - first).days, 0), 7)
        count = weeks * (7 - len(self.weekend))
        count += sum((first.weekday() + n) % 7 not in self.weekend for n in range(1, rest + 1))
        days, more = self._stated
        return count + more[bisect_right(days, max(first, last))] - more[bisect_right(days, first)]

    @cached_property
    def _stated(self) -> tuple[list[date], list[int]]:
        """Return the days notices speak of, and how far the working days up to each are more or
        fewer than weekends alone make them; one number more than days."""
        days = sorted({d for year in self.years.values() for d in (*year.off, *year.worked)})
        unlike = (self.is_working(day) - (day.weekday() not in self.weekend) for day in days)
        return days, list(accumulate(unlike, initial=0))

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years from `first` to `last` of which only weekends are known.

        >>> shipped_days("cn").unknown(date(2018, 12, 1), date(2019, 2, 1))
        (2018,)
        """
        return tuple(y for y in range(first.year, last.year + 1) if y not in self.years)

    def with_years(self, more: Iterable[WorkingYear]) -> WorkingDays:
        """Return the calendar with years added; a year that is given replaces the one it had."""
        return WorkingDays(
            self.country, {**self.years, **{year.year: year for year in more}}, self.weekend
        )


@cache
def shipped_days(country: str) -> WorkingDays:
    """Return the working days shipped for a country; weekends alone where none are shipped.

    >>> shipped_days("xx").unknown(date(2020, 1, 1), date(2020, 1, 1))
    (2020,)
    """
    name = f"{country.lower()}.yaml"
    source = files("tallystick.programme") / "data" / "working_days" / name
    if not source.is_file():
        return WorkingDays(country.lower())
    return read_working_days(source.read_text("utf-8"))


def read_working_days(text: str) -> WorkingDays:
    """Return the calendar a file states.

    Raises: Refused with everything that is wrong with it.
    Source: docs/operate/reminders.md, "Working days of a country".
    """
    try:
        said = parse_foreign_yaml(text)
    except (yaml.YAMLError, ValueError) as fault:
        raise Refused.of("working-days-unread", value=str(fault)[:200]) from fault
    if not isinstance(said, Mapping) or not isinstance(said.get("years"), Mapping):
        raise Refused.of("working-days-unread", value="country, years")
    problems: list[Problem] = []
    weekend = _weekend(said.get("weekend", ["saturday", "sunday"]), problems)
    years = [_year(key, row, weekend, problems) for key, row in said["years"].items()]
    country = str(said.get("country", "")).lower()
    if len(country) != 2 or not country.isalpha():
        problems.append(Problem("working-days-country", "country", value=country))
    if problems:
        raise Refused(problems)
    return WorkingDays(country, {year.year: year for year in years}, weekend)


def _weekend(said: Any, problems: list[Problem]) -> frozenset[int]:
    names = said if isinstance(said, list) else []
    wrong = [str(name) for name in names if name not in WEEKDAYS]
    if wrong or not isinstance(said, list):
        problems.append(Problem("working-days-weekend", "weekend", value=", ".join(wrong)))
    return frozenset(WEEKDAYS.index(name) for name in names if name in WEEKDAYS)


def _year(key: Any, row: Any, weekend: frozenset[int], problems: list[Problem]) -> WorkingYear:
    where = f"years.{key}"
    if type(key) is not int or not isinstance(row, Mapping) or not row.get("source"):
        problems.append(Problem("working-days-source", where, value=str(key)))
        return WorkingYear(0, "")
    off: dict[date, Words] = {}
    for n, holiday in enumerate(row.get("holidays") or [], 1):
        off.update(_holiday(holiday, key, f"{where}.holidays.{n}", problems))
    worked = list(row.get("working") or [])
    for day in worked:
        if not _in_year(day, key) or day.weekday() not in weekend or day in off:
            problems.append(Problem("working-days-made-up", f"{where}.working", value=str(day)))
    return WorkingYear(
        key, str(row["source"]), off, frozenset(d for d in worked if type(d) is date)
    )


def _holiday(row: Any, year: int, where: str, problems: list[Problem]) -> dict[date, Words]:
    first, last = (row.get("from"), row.get("to")) if isinstance(row, Mapping) else (None, None)
    fits = _in_year(first, year) and _in_year(last, year)
    if not fits or not 0 <= (last - first).days < LONGEST_HOLIDAY:  # type: ignore[operator]
        problems.append(Problem("working-days-holiday", where, value=f"{first} – {last}"))
        return {}
    assert isinstance(first, date)  # noqa: S101 (it fits)
    assert isinstance(last, date)  # noqa: S101 (it fits)
    name = Words(str(row.get("en", "")), str(row.get("zh", row.get("en", ""))))
    return {first + timedelta(days=n): name for n in range((last - first).days + 1)}


def _in_year(day: Any, year: int) -> bool:
    """Return whether a day is one the notice of `year` may speak of: its own, or December before.

    >>> _in_year(date(2022, 12, 31), 2023), _in_year(date(2022, 11, 30), 2023), _in_year("x", 2023)
    (True, False, False)
    """
    return type(day) is date and (day.year == year or (day.year, day.month) == (year - 1, 12))


def year_text(days: WorkingDays, year: int) -> str:
    """Return one year of a calendar as a file that reads back to the same.

    >>> cn = shipped_days("cn")
    >>> read_working_days(year_text(cn, 2020)).years[2020] == cn.years[2020]
    True
    """
    one = days.years[year]
    holidays = [
        {"from": day, "to": day, "en": name.en, "zh": name.zh} for day, name in one.off.items()
    ]
    said = {"source": one.source, "holidays": holidays, "working": sorted(one.worked)}
    whole = {
        "country": days.country,
        "weekend": [WEEKDAYS[n] for n in sorted(days.weekend)],
        "years": {year: said},
    }
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
