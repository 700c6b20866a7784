"""An announcement becomes a draft: each figure, date and place with its exact span.

The announcements are invented.
"""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.extraction import read

ENGLISH = (
    "On May 6, Dalian and Liupanshui held their 24th meeting. In 2020 Dalian put more than "
    "2.5 million yuan (US$0.4 million) into eight projects; 30 to 40 villages will follow. "
    "The two cities will go on for 3 years, with about 1,200 people in training."
)
CHINESE = (
    "5月6日,大连市与六盘水市召开第24次联席会议。全年到位投资超8100万元,8个重点项目开工,"
    "派出医生7名、教师1名,培训200余人次,签约45个项目。双方在5个方面合作3年。"
)
PLACES = [("Dalian", "cn-210200"), ("大连", "cn-210200"), ("大连市", "cn-210200")]


def figures(text: str) -> list[tuple[str, str, str, str]]:
    """Return text, value, unit and hedge of each figure."""
    return [(f.text, str(f.value), f.unit, f.qualifier) for f in read(text).figures]


def test_figures_of_an_english_announcement() -> None:
    assert figures(ENGLISH) == [
        ("more than 2.5 million yuan", "2500000", "CNY", "more_than"),
        ("eight projects", "8", "count", "exact"),
        ("30 to 40 villages", "30", "count", "about"),
        ("about 1,200 people", "1200", "person", "about"),
    ]


def test_figures_of_a_chinese_announcement() -> None:
    assert figures(CHINESE) == [
        ("超8100万元", "81000000", "CNY", "more_than"),
        ("8个", "8", "count", "exact"),
        ("7名", "7", "person", "exact"),
        ("1名", "1", "person", "exact"),
        ("200余人次", "200", "person-time", "more_than"),
        ("45个", "45", "count", "exact"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Leaving Luzhou\n89 migrant workers came home.", ["89 person"]),
        (
            "It sent 20 teachers to Songtao and 30 to Sinan; another 12 followed.",
            ["20 person", "30 person", "12 person"],
        ),
        ("It gave 3.5 million yuan to 12 counties.", ["3500000 CNY", "12 count"]),
        (
            "Funds grew from 8.2 billion yuan in 1995 to 80.2 billion yuan.",
            ["8200000000 CNY", "80200000000 CNY"],
        ),
        ("The first ten experts came.", ["10 person"]),
        ("A hundred “sister schools” were paired with 40 more.", ["100 count", "40 count"]),
        ("It gave VND9 billion.", ["9000000000 VND"]),
        (
            "建成19家“百品”直营店，资金超过百亿元，惠及4.6万新龙人民。",
            ["19 count", "10000000000 CNY", "46000 person"],
        ),
    ],
)
def test_figures_said_in_fewer_words(text: str, values: list[str]) -> None:
    assert [f"{value} {unit}" for _, value, unit, _ in figures(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        *("", "东西部协作16年", "第十届", "四川省与六盘水市", "the 2018 projects", "one project"),
        *("十四五规划", "20 years of work", "since 2016", "万达广场", "“16+16”结对", "三方面"),
        *("page 5", "version 1.2.3", "5个方面", "all four sides"),
    ],
)
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert read(text).figures == ()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("May 6, 2021", "2021-05-06"),
        ("6 May 2021", "2021-05-06"),
        ("Sept. 3rd, 2020", "2020-09-03"),
        ("2021年5月6日", "2021-05-06"),
        ("2021-05-06", "2021-05-06"),
        ("May 2021", "2021-05"),
        ("2021年5月", "2021-05"),
        ("on May 6", "2021-05-06"),
        ("5月6日", "2021-05-06"),
        ("December 28", "2020-12-28"),
        ("August 29 to 31", "2020-08-29"),
        ("June 10", ""),
    ],
)
def test_a_date_is_a_day_or_a_month_near_the_publication(text: str, iso: str) -> None:
    dates = read(text, published=date(2021, 5, 20)).dates
    assert [found.iso for found in dates] == [iso]


def test_without_a_publication_date_the_year_is_left_open() -> None:
    assert [found.iso for found in read("On May 6 and 31 April 2021").dates] == [""]


def test_places_are_the_longest_names_and_whole_words() -> None:
    draft = read("大连市 and Dalian, not Dalianese", gazetteer=PLACES)
    assert [(found.text, found.start) for found in draft.regions] == [("大连市", 0), ("Dalian", 8)]


def test_a_name_of_several_places_keeps_all_of_them() -> None:
    gazetteer = [("Zhongshan", "cn-442000"), ("Zhongshan", "cn-210202"), ("Zhongshan", "cn-520201")]
    draft = read("Zhongshan sent teachers.", gazetteer=gazetteer)
    assert draft.regions[0].codes == ("cn-210202", "cn-442000", "cn-520201")


def test_the_language_is_found_out() -> None:
    assert (read(ENGLISH).lang, read(CHINESE).lang) == ("en", "zh-Hans")
    assert (read("大連幫扶六盤水").lang, read("", "zh-Hant").lang) == ("zh-Hant", "zh-Hant")


@given(st.text(alphabet="大连市5月6日12年,.%万亿元余近 人次May2021-DalianUS$ and", max_size=120))
def test_every_span_is_exact_and_the_draft_repeats_itself(text: str) -> None:
    draft = read(text, published=date(2021, 5, 20), gazetteer=PLACES)
    for found in (*draft.figures, *draft.dates, *draft.regions):
        assert text[found.start : found.end] == found.text
        assert found.text
    assert all(isinstance(found.value, Decimal) for found in draft.figures)
    assert read(text, published=date(2021, 5, 20), gazetteer=PLACES) == draft


def test_a_long_announcement_takes_time_by_its_length() -> None:
    started = time.process_time()
    read((ENGLISH + CHINESE) * 300, gazetteer=PLACES)
    assert time.process_time() - started < 10
