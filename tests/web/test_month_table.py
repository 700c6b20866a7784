"""A month without a figure says why: it lies ahead, the pairing did not hold, nothing was heard."""

from __future__ import annotations

from datetime import date

import pytest

from tallystick.indicators.queries import Scorecard
from tallystick.indicators.rules.window import window_of
from tallystick.kernel.period import Period
from tallystick.web.figures import Empty
from tallystick.web.views.pairings.score_rows import month_is_empty, month_was_empty

SPAN = Period(date(2020, 3, 1), date(2021, 6, 30))


def card(year: int, as_of: date) -> Scorecard:
    window = window_of(year, SPAN, min(as_of, date(year, 12, 31)), as_of)
    return Scorecard("quay-fir", year, as_of, False, window, 0, ())


@pytest.mark.parametrize(
    ("year", "as_of", "month", "empty"),
    [
        (2020, date(2020, 8, 15), 8, Empty.NOT_REPORTED),
        (2020, date(2020, 8, 15), 9, Empty.NOT_DUE),
        (2020, date(2020, 8, 15), 2, Empty.NOT_APPLICABLE),
        (2021, date(2021, 11, 1), 6, Empty.NOT_REPORTED),
        (2021, date(2021, 11, 1), 7, Empty.NOT_APPLICABLE),
        (2021, date(2021, 11, 1), 12, Empty.NOT_DUE),
        (2023, date(2024, 1, 1), 5, Empty.NOT_APPLICABLE),
    ],
)
def test_a_month_of_the_year(year: int, as_of: date, month: int, empty: Empty) -> None:
    assert month_is_empty(card(year, as_of), month) == empty


@pytest.mark.parametrize(("month", "empty"), [(8, Empty.NOT_REPORTED), (12, Empty.NOT_APPLICABLE)])
def test_of_the_year_before_only_the_same_days_are_compared(month: int, empty: Empty) -> None:
    assert month_was_empty(card(2020, date(2020, 8, 15)), month) == empty
