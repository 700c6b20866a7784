"""In whatever order months are matched, every day shows what was stated for it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest
from tests.cast import Cast, confirm, placed
from tests.totals.doors import told
from tests.totals.test_levels import jobs

from tallystick.entries import services
from tallystick.entries.models import Entry
from tallystick.indicators.queries import scorecard

pytestmark = pytest.mark.totals
DAYS = (date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31))
PLACED = (100, 170, 260, 300)
# Deep in the middle: a fall that is matched late passes below what the next quarter had left.
AT_WORK = (80, 10, 70, 110)
ORDERS = sorted(permutations(range(4)))
# All of them on SQLite; the other database sorts the same rows, so every fourth order will do.
ASKED = ORDERS[3::4] if os.environ.get("TALLYSTICK_DATABASE_URL") else ORDERS


def year(cast: Cast) -> list[tuple[Entry, Entry]]:
    """Confirm four quarters of two statements: a sum since New Year, and what stands."""
    return [
        (
            confirm(cast, placed({"partner": sum_}, happened_on=day)),
            confirm(cast, jobs(level, happened_on=day)),
        )
        for day, sum_, level in zip(DAYS, PLACED, AT_WORK, strict=True)
    ]


def shown(cast: Cast, day: date) -> tuple[int | None, int | None]:
    """Return people placed and at work by a day."""
    rows = scorecard(cast.pairing, year=2020, actor=cast.alice, valid_to=day).rows
    found = {row.indicator: row.matched for row in rows}
    return found.get("LC_TOTAL"), found.get("IC_JOBS")


def check_order(cast: Cast, order: Sequence[int]) -> None:
    rows = year(cast)
    for n in order:
        for entry in rows[n]:
            services.match_entry(entry_id=entry.pk, version=1, basis="own_record", by=cast.bob)
    for day, sum_, level in zip(DAYS, PLACED, AT_WORK, strict=True):
        assert shown(cast, day) == (sum_, level), f"matched in the order {order}, on {day}"


@pytest.mark.parametrize("order", ASKED, ids=lambda order: "".join(map(str, order)))
def test_the_order_of_matching_changes_no_total(cast: Cast, order: tuple[int, ...]) -> None:
    check_order(cast, order)
    if order in (ORDERS[-1], ORDERS[7]):
        assert (told(cast, "LC_TOTAL"), told(cast, "IC_JOBS")) == (("300", "0"), ("110", "0"))


def test_the_check_sees_an_older_month_that_is_added_to_a_newer_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick.entries.services.posting.later_days", lambda entry, keys: {})
    with pytest.raises(AssertionError):
        check_order(cast, ORDERS[-1])
