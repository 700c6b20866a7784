"""Working days: what is shipped, what an office loads, and counting over both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import SYSTEM, Cast

from tallystick.access.models import Act
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.programme.models import WorkingYearText
from tallystick.programme.queries import working_days
from tallystick.programme.rules.working_days import read_working_days, shipped_days
from tallystick.programme.services import load_working_days

CN = shipped_days("cn")
DAYS = st.dates(date(2019, 1, 1), date(2026, 6, 30))
OWN = """
country: xx
weekend: [friday, saturday]
years:
  2020:
    source: Invented for the test
    holidays: [{from: 2020-03-10, to: 2020-03-11, en: Fair, zh: 集市}]
    working: [2020-03-14]
"""


def test_a_sunday_is_worked_for_the_spring_festival() -> None:
    assert CN.is_working(date(2019, 2, 3))
    assert not CN.is_working(date(2019, 2, 4))
    assert not CN.is_working(date(2019, 2, 9))


def test_the_holiday_that_was_extended_in_2020_is_shipped() -> None:
    # Before the extension Saturday 1 February was to be worked.
    assert not CN.is_working(date(2020, 2, 1))
    assert CN.after(date(2020, 1, 31), 1) == date(2020, 2, 3)


def test_the_notice_of_a_year_speaks_of_december_before() -> None:
    assert not CN.is_working(date(2022, 12, 31))


@pytest.mark.parametrize("year", range(2019, 2027))
def test_each_shipped_year_names_its_notice(year: int) -> None:
    assert "国办发明电" in CN.years[year].source
    assert CN.years[year].off


def test_the_worked_example_of_docs_periods() -> None:
    # docs/method/periods.md, "Working days": February 2019 ends on a Thursday.
    assert CN.after(date(2019, 2, 28), 10) == date(2019, 3, 14)
    # September 2019 ends before the national holiday: ten working days lead to the 18th.
    assert CN.after(date(2019, 9, 30), 10) == date(2019, 10, 18)


# The first call reads the calendar, which a busy machine does slowly.
@settings(deadline=None)
@given(DAYS, st.integers(0, 60))
def test_after_and_between_undo_one_another(day: date, count: int) -> None:
    assert CN.between(day, CN.after(day, count)) == count


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_a_deadline_is_always_a_working_day(day: date, count: int) -> None:
    assert CN.is_working(CN.after(day, count))


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_days_between_add_up(day: date, one: int, two: int) -> None:
    middle, last = day + timedelta(one), day + timedelta(one + two)
    assert CN.between(day, middle) + CN.between(middle, last) == CN.between(day, last)


# From before the first year that is loaded until after the last.
@settings(deadline=None)
@given(st.dates(date(2017, 1, 1), date(2029, 12, 31)), st.integers(-10, 800))
def test_days_between_are_those_one_counts(day: date, count: int) -> None:
    one_by_one = [day + timedelta(n) for n in range(1, count + 1)]
    assert CN.between(day, day + timedelta(count)) == sum(map(CN.is_working, one_by_one))


def test_a_country_nobody_loaded_follows_its_weekends_and_says_so() -> None:
    xx = shipped_days("xx")
    assert xx.after(date(2020, 3, 6), 1) == date(2020, 3, 9)
    assert xx.unknown(date(2020, 1, 1), date(2021, 1, 1)) == (2020, 2021)
    assert CN.unknown(date(2026, 1, 1), date(2027, 1, 31)) == (2027,)


def test_an_office_loads_its_own_calendar(cast: Cast) -> None:
    load_working_days(source=OWN.encode(), by=SYSTEM)
    days = working_days("xx")
    assert not days.is_working(date(2020, 3, 10))
    assert days.is_working(date(2020, 3, 14))
    assert days.years[2020].source == "Invented for the test"
    assert WorkingYearText.objects.count() == 1
    assert Act.objects.filter(action="programme.load_working_days").exists()


def test_a_loaded_year_replaces_the_shipped_one_and_no_other(cast: Cast) -> None:
    text = "country: cn\nyears: {2020: {source: Invented, holidays: [], working: []}}"
    load_working_days(source=text.encode(), by=SYSTEM)
    load_working_days(source=text.encode(), by=SYSTEM)
    days = working_days("cn")
    assert days.is_working(date(2020, 1, 24))
    assert not days.is_working(date(2019, 2, 4))


@pytest.mark.parametrize("who", ["alice", "bob", "chen"])
def test_no_office_moves_the_deadlines_of_a_country(cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        load_working_days(source=OWN.encode(), by=getattr(cast, who))


def test_every_fault_of_a_calendar_is_told_at_once() -> None:
    text = """
country: nowhere
weekend: [caturday]
years:
  2020:
    source: Invented
    holidays: [{from: 2020-03-10, to: 2021-03-11}]
    working: [2020-03-16, soon]
  2021: {holidays: []}
"""
    with pytest.raises(Refused) as refused:
        read_working_days(text)
    assert {problem.code for problem in refused.value.problems} == {
        "working-days-country",
        "working-days-weekend",
        "working-days-holiday",
        "working-days-made-up",
        "working-days-source",
    }


@pytest.mark.parametrize("source", [b"", b"- 1", b"a: [", b"years: 3", "年".encode("gb18030")])
def test_what_is_no_calendar_is_refused(cast: Cast, source: bytes) -> None:
    with pytest.raises(Refused) as refused:
        load_working_days(source=source, by=SYSTEM)
    assert refused.value.code == "working-days-unread"
