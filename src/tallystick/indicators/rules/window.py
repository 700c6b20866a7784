"""The days one report speaks of: its year, the last day, the same days a year before, the close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.kernel.period import Period

# A month is closed for reports this many days after its end; what comes later is "recorded later".
DAYS_TO_CLOSE = 31


@dataclass(frozen=True)
class Window:
    """The days of a report on one year.

    Flows run from `since` to `until`; stocks are read at the end of `stock_on`; the `last_` days
    are the same days a year before. `closed_on` is the last day whose month had been closed.
    """

    year: int
    since: date
    until: date
    stock_on: date
    last_since: date
    last_until: date
    closed_on: date

    @property
    def months(self) -> range:
        """The months of the year the report speaks of, as numbers."""
        return range(self.since.month, self.until.month + 1)


def window_of(year: int, span: Period, until: date, known_on: date) -> Window | None:
    """Return the days of the report on `year`, or None when the pairing did not hold on any.

    A pairing that began in the year is read from its first day. One that ended in the year keeps
    its stocks as on its last day; what still moved afterwards counts as flow.
    Source: docs/method/scorecard.md, "Which days".

    >>> w = window_of(2021, Period(None, date(2021, 6, 30)), date(2021, 12, 31), date(2022, 5, 1))
    >>> w.stock_on.isoformat(), w.until.isoformat(), w.last_until.isoformat()
    ('2021-06-30', '2021-12-31', '2020-12-31')
    """
    whole = Period.year(year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    since = max(first, span.start or first)
    until = min(last, until)
    if not whole.contains(since) or until < since or (span.end and span.end < first):
        return None
    return Window(
        year=year,
        since=since,
        until=until,
        stock_on=min(until, span.end or until),
        last_since=year_before(since),
        last_until=year_before(until),
        closed_on=last_closed(until, known_on),
    )


def year_before(day: date) -> date:
    """Return the same day a year before; 29 February becomes the 28th.

    >>> year_before(date(2020, 2, 29)).isoformat()
    '2019-02-28'
    """
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def last_closed(until: date, known_on: date) -> date:
    """Return the last month's end up to `until` that had been closed on `known_on`.

    >>> last_closed(date(2019, 12, 31), date(2020, 2, 11)).isoformat()
    '2019-12-31'
    >>> last_closed(date(2019, 12, 31), date(2020, 1, 20)).isoformat()
    '2019-11-30'
    """
    end = until
    if (until + timedelta(1)).day != 1:
        end = until.replace(day=1) - timedelta(1)
    while end + timedelta(DAYS_TO_CLOSE) > known_on:
        end = end.replace(day=1) - timedelta(1)
    return end


def due_months(window: Window, known_on: date) -> int:
    """Return how many months of the report had ended, so that a report on them was due.

    >>> w = window_of(2019, Period(None, None), date(2019, 12, 31), date(2020, 1, 1))
    >>> due_months(w, date(2019, 3, 15)), due_months(w, date(2020, 1, 1))
    (2, 12)
    """
    ends = (_month_end(window.year, month) for month in window.months)
    return sum(1 for end in ends if end <= window.until and end < known_on)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(1)
