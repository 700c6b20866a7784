"""Working days reckoned by weeks and notices are those counted day by day."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tallystick.programme.rules.working_days import ONE, WorkingDays, shipped_days


def counted(days: WorkingDays, first: date, last: date) -> int:
    span = range(1, (last - first).days + 1)
    return sum(days.is_working(first + timedelta(n)) for n in span)


def test_after_and_between_agree_with_a_count_day_by_day() -> None:
    drawn = Random(7)  # noqa: S311 (no secret)
    for days in (shipped_days("cn"), WorkingDays("xx"), WorkingDays("yy", weekend=frozenset({4}))):
        for _ in range(400):
            first = date(2016, 1, 1) + timedelta(drawn.randrange(4500))
            last = first + timedelta(drawn.randrange(-20, 400))
            assert days.between(first, last) == counted(days, first, last)
            found = days.after(first, count := drawn.randrange(0, 60))
            assert counted(days, first, found) == count
            assert found == first or not count or counted(days, first, found - ONE) == count - 1
