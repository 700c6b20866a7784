"""The reporting calendar: which periods are due, and by which working day. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.kernel.period import Period
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.working_days import WorkingDays

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
CADENCES = (*MONTHS, "none")
REPORTERS = ("supporting", "supported", "either")
# Nobody plans a report for later than this many working days after its period.
MOST_DAYS = 250


@dataclass(frozen=True)
class Duty:
    """Who reports one pipeline, how often, and how many working days after the period's end.

    `pipeline` empty speaks for all the others. `match_days` count from the report's deadline.
    Periods that ended before `since` were never asked for.
    """

    pipeline: str
    cadence: str
    reporter: str = "either"
    report_days: int = 10
    match_days: int = 10
    since: date = date.min


@dataclass(frozen=True)
class DuePeriod:
    """A period of which a report is due: by `report_by`, to be matched by `match_by`."""

    code: str
    start: date
    end: date
    report_by: date
    match_by: date

    @property
    def months(self) -> tuple[str, ...]:
        """The months it covers, as reports are counted.

        >>> DuePeriod("2019-Q1", date(2019, 1, 1), date(2019, 3, 31), date.max, date.max).months
        ('2019-01', '2019-02', '2019-03')
        """
        months = range(self.start.month, self.end.month + 1)
        return tuple(f"{self.start.year}-{month:02d}" for month in months)


def period_code(start: date, months: int) -> str:
    """Return how a period is written: a month, a quarter or a year.

    >>> [period_code(date(2019, 4, 1), n) for n in (1, 3, 12)]
    ['2019-04', '2019-Q2', '2019']
    """
    if months == 12:
        return str(start.year)
    if months == 3:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return f"{start:%Y-%m}"


def period_days(code: str) -> Period | None:
    """Return the days of a period by its code, or None for what is none.

    >>> period_days("2019-Q2").end.isoformat(), period_days("2020-02").end.isoformat()
    ('2019-06-30', '2020-02-29')
    >>> period_days("2019-13") is period_days("soon") is None
    True
    """
    year, _, rest = code.partition("-")
    if len(year) != 4 or not (year.isascii() and year.isdecimal()) or not 1900 <= int(year) <= 2200:
        return None
    if not rest:
        return None if "-" in code else Period.year(int(year))
    if rest in ("Q1", "Q2", "Q3", "Q4"):
        first, months = 3 * int(rest[1]) - 2, 3
    elif len(rest) == 2 and rest.isascii() and rest.isdecimal() and 1 <= int(rest) <= 12:
        first, months = int(rest), 1
    else:
        return None
    start = date(int(year), first, 1)
    return Period(start, end_of(start, months))


def end_of(start: date, months: int) -> date:
    """Return the last day of a period that starts on the first of a month.

    >>> end_of(date(2019, 12, 1), 1).isoformat()
    '2019-12-31'
    """
    after = start.month - 1 + months
    return date(start.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def last_ended(cadences: Iterable[str], day: date) -> str:
    """Return the period that ended last, of those reported so often; a month where none is asked.

    Of a month and a quarter that end on one day it is the month.

    >>> last_ended(["quarterly"], date(2026, 11, 28)), last_ended([], date(2026, 11, 28))
    ('2026-Q3', '2026-10')
    >>> last_ended(["yearly", "monthly", "quarterly"], date(2026, 9, 30))
    '2026-09'
    """
    lengths = sorted(MONTHS[one] for one in set(cadences) if one in MONTHS) or [1]
    ended = [(_ended(day, months), -months) for months in lengths]
    end, months = max(ended)
    return period_code(date(end.year, end.month + months + 1, 1), -months)


def _ended(day: date, months: int) -> date:
    """Return the last day of the period of so many months that ended last, `day` included."""
    begun = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = end_of(begun, months)
    return end if end <= day else begun - timedelta(days=1)


def due_periods(
    duty: Duty, days: WorkingDays, held: Period, since: date, until: date
) -> Iterator[DuePeriod]:
    """Yield the periods of a duty that ended from `since` to `until` while the pairing held.

    A period in which the pairing held for a part only is due as well: something happened in it.
    Source: docs/method/periods.md, "What is due".

    >>> from tallystick.programme.rules.working_days import shipped_days
    >>> duty = Duty("", "monthly", report_days=10, match_days=5)
    >>> first = next(due_periods(duty, shipped_days("cn"), Period(None, None),
    ...     date(2019, 1, 1), date(2019, 12, 31)))
    >>> first.code, first.report_by.isoformat(), first.match_by.isoformat()
    ('2019-01', '2019-02-19', '2019-02-26')
    """
    months = MONTHS.get(duty.cadence)
    if months is None:
        return
    since = max(since, duty.since, held.start or date.min)
    start = date(since.year, 1, 1)
    while (end := end_of(start, months)) <= until:
        if end >= since and (held.end is None or start <= held.end):
            report_by = days.after(end, duty.report_days)
            match_by = days.after(report_by, duty.match_days)
            yield DuePeriod(period_code(start, months), start, end, report_by, match_by)
        start = end + timedelta(days=1)


def duty_problems(duty: Duty) -> list[Problem]:
    """Return everything that is wrong with a duty.

    >>> [problem.path for problem in duty_problems(Duty("", "weekly", "nobody", -1))]
    ['cadence', 'reporter', 'report_days']
    """
    found = []
    if duty.cadence not in CADENCES:
        params = {"known": ", ".join(CADENCES)}
        found.append(Problem("cadence-unknown", "cadence", params, duty.cadence))
    if duty.reporter not in REPORTERS:
        params = {"known": ", ".join(REPORTERS)}
        found.append(Problem("reporter-unknown", "reporter", params, duty.reporter))
    for name in ("report_days", "match_days"):
        if not 0 <= getattr(duty, name) <= MOST_DAYS:
            most = {"most": MOST_DAYS}
            found.append(Problem("deadline-unfit", name, most, str(getattr(duty, name))))
    return found
