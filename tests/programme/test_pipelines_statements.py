"""Sums of the year and levels are posted as differences, worked in docs/method/pipelines.md."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.statements import (
    Step,
    differences,
    fall_problems,
    level,
    level_edges,
    target_minor,
    year_to_date,
)

NOT_STATED, EAST, NEAR = "-", "partner", "in_province"
tables = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["person", "person/women"])),
    st.integers(0, 10**6),
)


def test_a_whole_table_is_restated_with_rises_first() -> None:
    have = {(NOT_STATED, "person"): 120}
    stated = {(EAST, "person"): 100, (NEAR, "person"): 150}
    steps = year_to_date("outside>placed", stated, have)
    assert [(s.cell, s.amount, s.back) for s in steps] == [
        (NEAR, 150, False),
        (EAST, 100, False),
        (NOT_STATED, 120, True),
    ]
    assert {(s.source, s.target) for s in steps} == {("outside", "placed")}


def test_the_same_table_stated_again_changes_nothing() -> None:
    table = {(EAST, "person"): 100}
    assert year_to_date("outside>placed", table, table) == ()
    assert level("job", table, table) == ()


@given(stated=tables, have=tables)
def test_what_stands_and_the_differences_give_what_was_stated(
    stated: dict[tuple[str, str], int], have: dict[tuple[str, str], int]
) -> None:
    for step in year_to_date("outside>placed", stated, have):
        key = (step.cell, step.unit)
        have[key] = have.get(key, 0) + (-step.amount if step.back else step.amount)
        assert step.amount > 0
    assert {k: v for k, v in have.items() if v} == {k: v for k, v in stated.items() if v}


@given(stated=tables, have=tables)
def test_rises_come_before_falls(
    stated: dict[tuple[str, str], int], have: dict[tuple[str, str], int]
) -> None:
    changes = list(differences(stated, have).values())
    assert changes == sorted(changes, reverse=True)
    assert 0 not in changes


def test_a_fall_of_a_level_is_an_exit() -> None:
    have = {("enterprise", "person"): 80, ("enterprise", "person/rural"): 70}
    stated = {("enterprise", "person"): 95, ("enterprise", "person/rural"): 66}
    assert level("job", stated, have) == (
        Step("outside", "employed", "enterprise", "person", 15),
        Step("employed", "left", "enterprise", "person/rural", 4),
    )


def test_a_level_leaves_alone_what_it_does_not_state() -> None:
    have = {("park", "person"): 30, ("enterprise", "person"): 5}
    assert level("job", {("enterprise", "person"): 5}, have) == ()


def test_a_newer_reading_takes_the_older_one_back() -> None:
    have = {("wage", "CNY_month"): 200_000_00, ("wage", "person"): 50}
    stated = {("wage", "CNY_month"): 180_000_00, ("wage", "person"): 40}
    steps = level("survey", stated, have)
    assert [(s.target, s.unit, s.amount, s.back) for s in steps] == [
        ("read", "person", 10, True),
        ("read", "CNY_month", 20_000_00, True),
    ]


def test_signing_a_contract_again_posts_the_difference_whatever_was_paid() -> None:
    edges = {(e.source, e.target): e.sign for e in level_edges("investment")}
    assert edges == {
        ("outside", "contracted"): 1,
        ("contracted", "lapsed"): -1,
        ("carried", "contracted"): 1,
        ("contracted", "carried"): -1,
    }
    assert level("investment", {("{}", "CNY"): 300}, {("{}", "CNY"): 250})[0].amount == 50


def test_an_idle_workshop_still_stands_and_a_closed_one_does_not() -> None:
    edges = {f"{e.source}>{e.target}": e.sign for e in level_edges("facility")}
    assert edges["planned>operating"] == edges["carried>idle"] == 1
    assert edges["operating>closed"] == edges["idle>closed"] == -1
    assert "operating>idle" not in edges


def test_a_sum_of_the_year_does_not_fall_without_a_reason() -> None:
    have = {(NOT_STATED, "person"): 40, (NOT_STATED, "person/women"): 25}
    stated = {(EAST, "person"): 38, (EAST, "person/women"): 25}
    problems = fall_problems(stated, have, " ")
    assert [(p.code, p.path) for p in problems] == [("year-sum-falls", "person")]
    assert problems[0].params == {"unit": "person", "now": 38, "before": 40}
    assert fall_problems(stated, have, "two listed twice") == []


def test_a_unit_left_out_of_the_table_falls_to_zero_and_needs_a_reason() -> None:
    assert [p.path for p in fall_problems({}, {("a", "person"): 1}, "")] == ["person"]


def test_a_target_is_booked_in_the_unit_of_its_indicator() -> None:
    units = {code: indicators()[code].target_unit for code in ("LC_TOTAL", "FS_DISBURSE_RATE")}
    assert units == {"LC_TOTAL": "person", "FS_DISBURSE_RATE": "basis_point"}


def test_an_amended_target_is_a_level_that_falls() -> None:
    cell = '{"indicator":"LC_TOTAL","period":"2019"}'
    before, after = ({(cell, "person"): amount} for amount in (300, 260))
    assert level("target", before, {})[0].target == "promised"
    (step,) = level("target", after, before)
    assert (step.source, step.target, step.amount) == ("promised", "withdrawn", 40)


@pytest.mark.parametrize(
    ("code", "text", "minor"),
    [("FS_DISBURSE_RATE", "92.5", 9250), ("FS_GOV_FUND", "12.05", 1205), ("LC_TOTAL", "7", 7)],
)
def test_a_target_is_written_in_the_unit_it_is_shown_in(code: str, text: str, minor: int) -> None:
    assert target_minor(code, text) == minor


def test_half_a_person_cannot_be_promised() -> None:
    with pytest.raises(ValueError, match="finer"):
        target_minor("LC_TOTAL", "0.5")


def test_the_worked_example_of_the_page_on_pipelines() -> None:
    june = {(EAST, "person"): 100, (NEAR, "person"): 150}
    july = {(EAST, "person"): 98, (NEAR, "person"): 150}
    (problem,) = fall_problems(july, june, "")
    assert (problem.params["before"], problem.params["now"]) == (250, 248)
    assert year_to_date("outside>placed", july, june) == (
        Step("outside", "placed", EAST, "person", 2, back=True),
    )
