"""Letters that are a currency in one place name rooms, programs and things in another."""

from __future__ import annotations

import re

import pytest

from tallystick.kernel.numeral.scanning import scan
from tallystick.kernel.numeral.words import CURRENCY_BEFORE, CURRENCY_ENDS


def money(text: str) -> list[tuple[str, str]]:
    return [
        (str(one.value), one.unit) for one in scan(text, prose=True) if len(one.unit) == len("CNY")
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a grant of RM5 for each", "5", "MYR"),
        ("a grant of RM1203 for each", "1203", "MYR"),
        ("a grant of RM 1,203 for each", "1203", "MYR"),
        ("a grant of RM 50000", "50000", "MYR"),
        ("a grant of RM 1.2 million", "1200000", "MYR"),
        ("a grant of RM3bn", "3000000000", "MYR"),
        ("a grant of PHP500", "500", "PHP"),
        ("a grant of PHP 2,500", "2500", "PHP"),
        ("a grant of PHP 8 million", "8000000", "PHP"),
        ("a grant of ₱8", "8", "PHP"),
        ("a grant of MOP 300", "300", "MOP"),
        ("a grant of ₦200m", "200000000", "NGN"),
        ("a grant of N5m", "5000000", "NGN"),
        ("a grant of N1.5 billion", "1500000000", "NGN"),
        ("a grant of KSh7.2 billion", "7200000000", "KES"),
        ("Sh. 5 million", "5000000", "KES"),
        ("R2 billion", "2000000000", "ZAR"),
        ("奖励N5m", "5000000", "NGN"),
        ("a grant of CHF43 million", "43000000", "CHF"),
        ("a grant of KZT12 million", "12000000", "KZT"),
        ("a grant of KRW 100 million", "100000000", "KRW"),
        ("a grant of R5 million", "5000000", "ZAR"),
        ("a grant of 31 millions €", "31000000", "EUR"),
        ("a grant of 1.2bn yuan", "1200000000", "CNY"),
        ("a grant of 21,1 billion US dollars", "21100000000", "USD"),
        ("a grant of 12.395.000,00 €", "12395000", "EUR"),
        ("a grant of MOP$3", "3", "MOP"),
        ("a grant of 5000 patacas", "5000", "MOP"),
        ("500 MOP to each", "500", "MOP"),
        ("a grant of P5,000 each", "5000", "PHP"),
        ("a grant of P2 million", "2000000", "PHP"),
        ("a grant of Rs. 500", "500", "INR"),
        ("a grant of IDR 2,500", "2500", "IDR"),
        ("a grant of Rp. 3 billion", "3000000000", "IDR"),
        ("a grant of NT$12 million", "12000000", "TWD"),
        ("a grant of S$49,100", "49100", "SGD"),
        ("a grant of US$ 5.3 million", "5300000", "USD"),
        ("資助新台幣5萬", "50000", "TWD"),
        ("资助RM5万", "50000", "MYR"),
    ],
)
def test_capitals_before_an_amount_are_a_currency(text: str, value: str, unit: str) -> None:
    assert money(text) == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Rm 1203, Building 5",
        "RM 1203, Building 5",
        "rm 12,000",
        "The site runs on PHP 8",
        "The site runs on PHP 8.1",
        "The site runs on PHP8",
        "php 5,000",
        "They mop 3 floors",
        "See p. 12,000 or P 12",
        "They mop 300 floors",
        "MOP 3",
        "3 mop heads",
        "300 mop handles and brooms",
        "a talk at PHP 2024",
        "a box of N 5 and R 20",
        "N 100000 trees",
        "each entrepreneur 20,000",
        "each chauffeur 3 gifts",
        "trained in CAD 20 engineers",
        "15 Dong villages",
        "a plant that makes 100,000 units",
        "in 12,000 places",
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert money(text) == []


def test_every_currency_before_a_number_ends_with_one_of_the_ends() -> None:
    """What is written in a pattern is taken apart: a currency without its end is never found."""
    plain = re.sub(r"\(\?P<\w+>|\)|\\b|\\s\?|\\\$\?", "", CURRENCY_BEFORE.pattern)
    written = [one.replace("\\", "") for one in plain.split("|")]
    assert {"us$", "$", "人民币", "rm", "mop"} <= set(written)
    assert [one for one in written if not one.endswith(CURRENCY_ENDS)] == []
    # Letters begin a word: an entrepreneur has no euros.
    codes = re.findall(r"(?<=[|>])([a-z.]+\\?.?)\\s\?", CURRENCY_BEFORE.pattern)
    assert [code for code in codes if code not in ("us", "u.s.")] == []


def test_an_end_that_is_missing_is_seen() -> None:
    assert "人民币".endswith(CURRENCY_ENDS)
    assert not "baht".endswith(CURRENCY_ENDS)
