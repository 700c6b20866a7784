"""Sums since New Year and levels post the difference between what is stated and what stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.cast import SALE, Cast, carry, confirm, enter, placed, sale
from tests.journal.flows import net_flow

from tallystick.entries.models import EntryPosting, State
from tallystick.entries.queries import unposted_lines
from tallystick.entries.rules.reports import StatedLine
from tallystick.journal.queries import lines
from tallystick.kernel.problem import Refused

MARCH, JUNE, SEPTEMBER = date(2020, 3, 31), date(2020, 6, 30), date(2020, 9, 30)


def jobs(n: int, on: date) -> Any:
    return replace(
        SALE,
        pipeline="job",
        move="outside>employed",
        statement="level",
        happened_on=on,
        lines=(StatedLine("person", n, {"employer": "workshop"}, {}),),
    )


def flow(source: str, target: str, until: date, pipeline: str = "placement") -> int:
    flows = net_flow(
        "east-west", region="xx-fir", partner="xx-quay", pipeline=pipeline, source=source,
        target=target, since=date(2019, 1, 1), until=until,
    )  # fmt: skip
    return sum(n for (_, unit), n in flows.items() if unit == "person")


def placed_by(until: date) -> int:
    return flow("outside", "placed", until)


def at_work(until: date) -> int:
    return flow("outside", "employed", until, "job") - flow("employed", "left", until, "job")


def test_a_sum_posts_what_came_since_the_last_one(cast: Cast) -> None:
    carry(cast, placed({"partner": 100}, happened_on=MARCH))
    carry(cast, placed({"partner": 250}, happened_on=JUNE))
    assert (placed_by(MARCH), placed_by(JUNE)) == (100, 250)


def test_a_code_that_is_no_longer_stated_falls_to_zero(cast: Cast) -> None:
    carry(cast, placed({"-": 120}, happened_on=MARCH))
    carry(cast, placed({"partner": 100, "in_province": 150}, happened_on=JUNE))
    cells = {
        row.cell: sum(r.amount for r in lines("east-west") if r.cell == row.cell)
        for row in lines("east-west")
        if row.unit == "person"
    }
    assert sorted(cells.values()) == [0, 200, 300]
    assert placed_by(JUNE) == 250


def test_a_sum_that_falls_needs_a_reason_and_the_clerk_hears_it_first(cast: Cast) -> None:
    carry(cast, placed({"partner": 100}, happened_on=MARCH))
    with pytest.raises(Refused) as refused:
        enter(cast, placed({"partner": 90}, happened_on=JUNE))
    assert refused.value.code == "year-sum-falls"
    carry(cast, placed({"partner": 90}, happened_on=JUNE, reason="ten were listed twice"))
    assert (placed_by(MARCH), placed_by(JUNE)) == (100, 90)


def test_a_level_falls_without_a_reason_because_people_leave(cast: Cast) -> None:
    carry(cast, jobs(100, MARCH))
    carry(cast, jobs(80, JUNE))
    assert (at_work(MARCH), at_work(JUNE)) == (100, 80)
    assert flow("employed", "left", JUNE, "job") == 20


@pytest.mark.flow
def test_the_order_of_matching_does_not_matter_to_a_sum(cast: Cast) -> None:
    carry(cast, placed({"partner": 250}, happened_on=JUNE))
    older = carry(cast, placed({"partner": 100}, happened_on=MARCH))
    assert (placed_by(MARCH), placed_by(JUNE)) == (100, 250)
    kinds = EntryPosting.objects.filter(entry=older).values_list("kind", flat=True)
    assert sorted(kinds) == ["posted", "taken_back"]


@pytest.mark.flow
def test_the_order_of_matching_does_not_matter_to_a_level(cast: Cast) -> None:
    carry(cast, jobs(90, SEPTEMBER))
    carry(cast, jobs(100, MARCH))
    carry(cast, jobs(70, JUNE))
    assert (at_work(MARCH), at_work(JUNE), at_work(SEPTEMBER)) == (100, 70, 90)


def test_a_new_year_begins_at_zero(cast: Cast) -> None:
    carry(cast, placed({"partner": 100}, happened_on=date(2019, 12, 31)))
    carry(cast, placed({"partner": 7}, happened_on=date(2020, 1, 31)))
    assert placed_by(date(2019, 12, 31)) == 100
    assert placed_by(date(2020, 1, 31)) == 107


def test_one_stage_and_year_is_stated_in_one_way(cast: Cast) -> None:
    carry(cast, placed({"partner": 100}, happened_on=MARCH))
    batch = placed({"partner": 5}, happened_on=JUNE, statement="itemised")
    with pytest.raises(Refused) as refused:
        carry(cast, batch)
    assert refused.value.code == "fed-otherwise"


def test_zero_is_reported_and_silence_is_not(cast: Cast) -> None:
    entry = carry(cast, sale(0))
    assert entry.state == State.POSTED
    assert [(row.pipeline, row.amount) for row in lines("east-west")] == [("report", 1)]


def test_a_second_report_of_a_month_counts_no_second_time(cast: Cast) -> None:
    for amount in (0, 5_00, 0):
        assert carry(cast, sale(amount)).state == State.POSTED
    made = [row.amount for row in lines("east-west") if row.pipeline == "report"]
    assert sum(made) == 1


def test_stating_the_same_again_posts_and_changes_nothing(cast: Cast) -> None:
    carry(cast, jobs(100, MARCH))
    assert carry(cast, jobs(100, MARCH)).state == State.POSTED
    assert at_work(MARCH) == 100


def test_two_sums_that_both_wait_do_not_count_the_first_one_twice(cast: Cast) -> None:
    confirm(cast, placed({"partner": 100}, happened_on=MARCH))
    confirm(cast, placed({"partner": 250}, happened_on=JUNE))
    waiting = [row for row in unposted_lines("east-west") if row["unit"] == "person"]
    assert [row["amount"] for row in waiting] == [100, 150]
