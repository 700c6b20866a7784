"""Letters that are a currency in one place name rooms, programs and things in another."""

from __future__ import annotations

import pytest

from tallystick.kernel.numeral.currencies import CODES
from tallystick.kernel.numeral.scanning import scan


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
        ("Ksh 5,000", "5000", "KES"),
        ("Ksh.5 million", "5000000", "KES"),
        ("R2 billion", "2000000000", "ZAR"),
        ("奖励N5m", "5000000", "NGN"),
        ("a grant of CHF43 million", "43000000", "CHF"),
        ("a grant of KZT12 million", "12000000", "KZT"),
        ("a grant of KRW 100 million", "100000000", "KRW"),
        ("a grant of R5 million", "5000000", "ZAR"),
        ("a grant of 31 millions €", "31000000", "EUR"),
        ("a grant of 1.2bn yuan", "1200000000", "CNY"),
        ("a grant of 230m yuan", "230000000", "CNY"),
        ("a grant of 2 million kyats", "2000000", "MMK"),
        ("a grant of 3,000 cedis", "3000", "GHS"),
        ("two and a half million yuan", "2500000", "CNY"),
        ("one and a half billion kip", "1500000000", "LAK"),
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
        ("a $950,000 loan", "950000", "USD"),
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


@pytest.mark.parametrize("sign", CODES)
def test_every_sign_before_an_amount_is_its_currency(sign: str) -> None:
    printed = sign.upper()
    for text in (f"{printed}25 million", f"a grant of {printed}25 million", f"资助{printed}25万"):
        assert money(text) == [(("250000" if "万" in text else "25000000"), CODES[sign])]


@pytest.mark.parametrize("sign", [sign for sign in CODES if sign.isalpha() and sign.isascii()])
def test_letters_of_a_currency_begin_a_word(sign: str) -> None:
    assert money(f"each xx{sign} 20,000 and each XX{sign.upper()}20,000") == []
