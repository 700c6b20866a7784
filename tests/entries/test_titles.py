"""A title carried over says the new month, or nothing: never the old one."""

from __future__ import annotations

from datetime import date

import pytest

from tallystick.entries.rules.titles import moved_title

OCTOBER, NOVEMBER = date(2019, 10, 31), date(2019, 11, 30)
DECEMBER, JANUARY = date(2019, 12, 31), date(2020, 1, 31)


@pytest.mark.parametrize(
    ("title", "moved"),
    [
        ("Mill: October placements", "Mill: November placements"),
        ("OCT 2019", "NOV 2019"),
        ("october", "november"),
        ("31 October 2019", "30 November 2019"),
        ("2019-10-31 roster", "2019-11-30 roster"),
        ("磨坊：10 月", "磨坊：11 月"),
        ("十月帮助就业", "十一月帮助就业"),
        ("10月31日名单", "11月30日名单"),
        ("1—10月累计", "1—11月累计"),
        ("下半年", "下半年"),
        ("Works of Fir", "Works of Fir"),
        ("The mill may help", "The mill may help"),
        ("Plan 2018", "Plan 2018"),
        ("SECOND HALF", "SECOND HALF"),
        ("Room 7, 250 persons", "Room 7, 250 persons"),
        ("五年规划", "五年规划"),
    ],
)
def test_a_month_that_is_known_moves_on(title: str, moved: str) -> None:
    assert moved_title(title, OCTOBER, NOVEMBER) == moved


@pytest.mark.parametrize(
    ("title", "moved"),
    [
        ("Q4 2019", "Q1 2020"),
        ("Fourth quarter of 2019", "First quarter of 2020"),
        ("2019年第四季度", "2020年第一季度"),
        ("FOURTH QUARTER", "FIRST QUARTER"),
        ("4TH QUARTER", "1ST QUARTER"),
        ("SECOND HALF", "FIRST HALF"),
        ("Second half", "First half"),
        ("下半年", "上半年"),
        ("19年12月", "20年1月"),
        ("201912", "202001"),
        ("2019-12", "2020-01"),
    ],
)
def test_quarter_half_and_year_move_with_it(title: str, moved: str) -> None:
    assert moved_title(title, DECEMBER, JANUARY) == moved


@pytest.mark.parametrize(
    "title",
    [
        "Mill: August placements", "Jan–Oct", "October 12 persons", "2019.10.5", "9—10月",
        "10月上旬", "国庆展销", "冬月招聘", "Autumn fair", "Week 41", "10月5日", "2018-10",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_left_out(title: str) -> None:
    assert moved_title(title, OCTOBER, NOVEMBER) == ""


@pytest.mark.parametrize(
    "title",
    [
        "31.10.2019", "31/10/2019", "10/2019", "10.2019", "10-31", "31/10", "31.10.",
        "5-31 October", "上月", "本月", "上个月", "当月", "last month", "This Month",
        "last quarter", "31st October", "Oct 31st", "OCT 31ST", "the 31st", "First ten months",
        "上半月", "前10个月",
    ],
)  # fmt: skip
def test_a_day_or_a_month_in_another_shape_is_left_out(title: str) -> None:
    assert moved_title(title, OCTOBER, NOVEMBER) == ""


@pytest.mark.parametrize(
    "title",
    [
        "H2 2019", "2H 2019", "2019年H2", "4Q 2019", "2019年Q4", "12/2019", "31.12.2019",
        "Dec '19", "Dec ’19", "二〇一九年十二月", "二零一九年", "一九年", "第四季", "四季", "4季",
        "2019年第四季",
    ],
)  # fmt: skip
def test_a_year_or_a_part_of_it_in_another_shape_is_left_out(title: str) -> None:
    assert moved_title(title, DECEMBER, JANUARY) == ""


@pytest.mark.parametrize("title", ["前三季度", "前三个季度", "前二季度", "first three quarters"])
def test_a_sum_of_quarters_is_left_out(title: str) -> None:
    assert moved_title(title, date(2019, 9, 30), date(2019, 10, 30)) == ""


def test_a_quarter_in_capitals_stays_in_capitals() -> None:
    moved = moved_title("THIRD QUARTER", date(2019, 9, 30), date(2019, 10, 30))
    assert moved == "FOURTH QUARTER"


def test_a_report_of_the_same_month_keeps_its_title() -> None:
    assert moved_title("10月上旬", date(2019, 10, 1), date(2019, 10, 9)) == "10月上旬"
