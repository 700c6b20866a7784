"""Whatever is written comes back; whatever is thrown at the reader, it answers in linear time."""

from __future__ import annotations

import time
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.kernel.numeral import read_amount, read_figure, read_plain, scan
from tallystick.kernel.problem import Refused

HAN = "零一二三四五六七八九"
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"


def in_chinese(number: int) -> str:
    """Write a number in Chinese words the formal way."""
    for name, power in (("亿", 10**8), ("万", 10**4)):
        if number >= power:
            high, low = divmod(number, power)
            gap = "零" if 0 < low < power // 10 else ""
            return in_chinese(high) + name + gap + (in_chinese(low) if low else "")
    words, gap = "", False
    for name, power in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, power)
        if digit:
            words += ("零" if gap and words else "") + HAN[digit] + name
        gap = digit == 0
    return words or "零"


def in_english(number: int) -> str:
    """Write a number in English words."""
    for name, power in (("billion", 10**9), ("million", 10**6), ("thousand", 1000)):
        if number >= power:
            high, low = divmod(number, power)
            return f"{in_english(high)} {name}" + (f" {in_english(low)}" if low else "")
    if number >= 100:
        high, low = divmod(number, 100)
        return f"{in_english(high)} hundred" + (f" and {in_english(low)}" if low else "")
    if number < 20:
        return ONES.split()[number]
    high, low = divmod(number, 10)
    return TENS.split()[high - 1] + (f"-{ONES.split()[low]}" if low else "")


def value_of(printed: str) -> Decimal | None:
    """Read a figure back."""
    figure = read_figure(printed)
    return figure.value if figure else None


@given(st.integers(0, 10**12 - 1))
def test_a_number_reads_back_from_every_form(number: int) -> None:
    for printed in (
        str(number),
        f"{number:,}",
        f"{number}元",
        f"{number:,} yuan",
        f"{in_chinese(number)}元",
        in_english(number),
        f"{in_english(number).capitalize()} people",
        str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ):
        assert value_of(printed) == number, printed


@given(st.integers(1, 10**8 - 1), st.sampled_from([0, 1, 2, 3]))
def test_no_scale_word_slips_by_a_power_of_ten(number: int, places: int) -> None:
    short = Decimal(number).scaleb(-places)
    for word, power in (("万", 10**4), ("亿", 10**8), (" million", 10**6), (" billion", 10**9)):
        for hedged in ("{}{}元", "约{}{}元", "more than {}{} yuan"):
            assert value_of(hedged.format(format(short, "f"), word)) == short * power


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_japanese_compounds_read_back(high: int, low: int) -> None:
    assert value_of(f"{high}億{low}万円") == high * 10**8 + low * 10**4


@given(
    st.text(
        alphabet="0123456789.,，-万亿千百十零一两多余约近上年月日人次元% eE+/:one hundred",
        max_size=80,
    )
)
@settings(max_examples=400)
def test_hostile_text_never_raises(text: str) -> None:
    read_figure(text)
    for number in scan(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.value >= 0
    with suppress(Refused):
        assert 0 <= read_amount(text, 2) <= 10**15


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "1,",
            "1.",
            "1 ",
            "十",
            "十点",
            "one ",
            "hundred ",
            "1万",
            "3多",
            "1 000 ",
            "1 a a a ",
        ),
        *(
            "year ",
            "5月",
            "2019-",
            "May 1 ",
            "http://a ",
            "more than ",
            "近",
            "每人",
            "US$",
            "百分之",
        ),
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    started = time.process_time()
    for _ in scan(text):
        pass
    # A quadratic reader takes minutes here; a linear one well under a second.
    assert time.process_time() - started < 10


def test_a_megabyte_of_digits_is_refused_at_once() -> None:
    digits = "1" * 1_000_000
    started = time.process_time()
    assert read_figure(digits) is None
    assert list(scan(digits)) == []
    with pytest.raises(Refused):
        read_plain(digits)
    assert time.process_time() - started < 1
