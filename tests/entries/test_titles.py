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


def test_a_report_of_the_same_month_keeps_its_title() -> None:
    assert moved_title("10月上旬", date(2019, 10, 1), date(2019, 10, 9)) == "10月上旬"
