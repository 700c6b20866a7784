"""Figures and days are written as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tallystick.programme.rules.working_days import shipped_days
from tallystick.web.figures import (
    EMPTY_WORDS,
    Empty,
    instant_text,
    measure,
    span_text,
    spell,
    waiting_text,
)
from tallystick.web.views.claims.printed_figures import printed_exactly, printed_words
from tallystick.web.wording import waited_words

MINOR = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("fen", "en", "zh"),
    [
        (24_860_000_000, ("248.6", "million yuan"), ("24,860", "万元")),
        (800_000_000, ("8.00", "million yuan"), ("800", "万元")),
        (1_119_000_000_000, ("11.2", "billion yuan"), ("111.90", "亿元")),
        (36_000_000, ("0.36", "million yuan"), ("36", "万元")),
        (1250, ("12.50", "yuan"), ("12.50", "元")),
        (0, ("0", "yuan"), ("0", "元")),
    ],
)
def test_money_is_written_the_way_of_each_language(
    fen: int, en: tuple[str, str], zh: tuple[str, str]
) -> None:
    assert spell(fen, "yuan", "CNY", scale=2, lang="en") == en
    assert spell(fen, "元", "CNY", scale=2, lang="zh-hans") == zh


def test_a_row_has_one_measure_in_english() -> None:
    row = measure([90_000_000_000, 76_430_000_000, 0], "yuan", "CNY", scale=2, lang="en")
    assert [row.show(n) for n in (90_000_000_000, 76_430_000_000, 0)] == ["900.0", "764.3", "0"]


def test_a_percentage_keeps_one_place() -> None:
    assert measure([7414], "%", "percent", scale=2, lang="en").show(7414) == "74.1"
    for lang in ("en", "zh-hans"):
        assert measure([4], "%", "percent", scale=2, lang=lang).show(-4) == "−<0.1"


@given(amount=MINOR, others=st.lists(MINOR, max_size=4), lang=st.sampled_from(["en", "zh-hans"]))
def test_what_is_not_zero_never_reads_as_zero(amount: int, others: list[int], lang: str) -> None:
    text = measure([amount, *others], "u", "CNY", scale=2, lang=lang).show(amount)
    assert (text == "0") == (amount == 0)
    assert text.startswith("−") == (amount < 0)
    assert any(digit in text for digit in "123456789") == (amount != 0)
    percent = measure([amount, *others], "%", "percent", scale=2, lang=lang).show(amount)
    assert any(digit in percent for digit in "123456789") == (amount != 0)


@pytest.mark.parametrize(
    ("empty", "zh"),
    [
        (Empty.NOT_REPORTED, "未报送"),
        (Empty.NOT_DUE, "未到期"),
        (Empty.NOT_APPLICABLE, "不适用"),
    ],
)
def test_the_empties_are_told_apart(empty: Empty, zh: str) -> None:
    with translation.override("zh-hans"):
        assert str(EMPTY_WORDS[empty]) == zh
    with translation.override("en"):
        assert str(EMPTY_WORDS[empty]) == empty.value.replace("_", " ")


def test_days_instants_and_waiting_are_written_in_words() -> None:
    noon = datetime(2020, 11, 23, 1, 12, tzinfo=UTC)
    assert instant_text(noon, "en") == "23 Nov 2020, 09:12"
    assert instant_text(noon, "zh-hans") == "2020年11月23日 09:12"
    assert span_text(date(2020, 1, 1), date(2020, 12, 31), "en") == "1 January to 31 December 2020"
    with translation.override("en"):
        assert [waiting_text(1), waiting_text(19)] == [
            "Waiting 1 working day",
            "Waiting 19 working days",
        ]
    with translation.override("zh-hans"):
        assert waiting_text(19) == "已等待19个工作日"


def test_what_came_today_has_waited_for_no_working_day() -> None:
    days, friday, saturday = shipped_days("cn"), date(2020, 11, 20), date(2020, 11, 21)
    with translation.override("en"):
        assert waited_words(saturday, saturday, days) == "Waiting since today"
        assert waited_words(friday, saturday, days) == "Waiting 0 working days"
    with translation.override("zh-hans"):
        assert waited_words(saturday, saturday, days) == "今日起等待"


def test_a_bare_count_has_a_word_in_chinese_only() -> None:
    with translation.override("en"):
        assert printed_words("600", "count", "about") == "about 600"
        assert printed_words("600", "person") == "600 persons"
    with translation.override("zh-hans"):
        assert printed_words("600", "count") == "600个"


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        ("3600000000", "CNY", "3,600 million yuan", "36亿元"),
        ("872200000", "CNY", "872.2 million yuan", "87,220万元"),
        ("455600000000", "CNY", "455.6 billion yuan", "4,556亿元"),
        ("206790", "CNY", "206,790 yuan", "20.679万元"),
        ("51234567.89", "CNY", "51,234,567.89 yuan", "51,234,567.89元"),
        ("13300", "person", "13,300 persons", "13,300人"),
        ("11000000", "person", "11 million persons", "1,100万人"),
        ("74.14", "percent", "74.14%", "74.14%"),
        ("5000000", "furlong", "5,000,000 furlong", "5,000,000furlong"),
        ("9" * 40, "CNY", f"{int('9' * 40):,} yuan", f"{int('9' * 40):,}元"),
    ],
)
def test_a_published_figure_is_sized_and_never_rounded(
    value: str, unit: str, en: str, zh: str
) -> None:
    with translation.override("en"):
        assert printed_words(value, unit) == en
    with translation.override("zh-hans"):
        assert printed_words(value, unit) == zh


def test_the_digits_of_a_published_figure_stand_behind_its_size() -> None:
    with translation.override("en"):
        assert printed_exactly("600", "person", "about") == "about 600 persons"
        assert printed_exactly("", "person") == "no number"
    with translation.override("zh-hans"):
        assert printed_exactly("3600000000", "CNY", "about") == "约36亿元（3,600,000,000元）"
