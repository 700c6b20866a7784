"""What an office enters is one plain number; everything else is refused with its reason."""

from __future__ import annotations

import pytest

from tallystick.kernel.numeral import read_amount
from tallystick.kernel.problem import Refused


@pytest.mark.parametrize(
    ("cell", "scale", "minor"),
    [
        ("1,234.50", 2, 123450),
        (" １２３ ", 0, 123),
        ("９，９９９", 0, 9999),
        ("１２３．４５", 2, 12345),
        ("0", 2, 0),
        ("12.50", 1, 125),
        ("10000000000000", 2, 10**15),
    ],
)
def test_a_plain_number_becomes_minor_units(cell: str, scale: int, minor: int) -> None:
    assert read_amount(cell, scale) == minor


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("amount-hedged", ["12.5万元左右", "约12", "about 5", "5+", "近2000人", "over 30"]),
        ("amount-has-unit-word", ["3万", "5元", "¥5", "5 million", "十二", "12人", "40%"]),
        ("amount-negative", ["-5", "(5)", "－5", "−1,000", "负5", "-0"]),
        ("amount-too-precise", ["12.345", "1.123456789012"]),
        ("amount-too-large", ["10000000000001", "1" * 20, "1" * 1_000_000]),
        (
            "amount-not-a-number",
            [
                *("", "abc", "1e308", "1E5", "NaN", "inf", "0x10", "1_000", "1.", "+5", "5 000"),
                *("007", "1,23", "²", "٣", "TRUE", "#REF!", "=1+1", "1" * 999 + "x"),
            ],
        ),
    ],
)
def test_a_refused_cell_says_why(code: str, cells: list[str]) -> None:
    for cell in cells:
        with pytest.raises(Refused) as caught:
            read_amount(cell, 2)
        assert caught.value.code == code, cell
        assert len(caught.value.problems[0].value) <= 40


def test_a_refused_amount_tells_what_to_do_in_both_languages() -> None:
    with pytest.raises(Refused) as caught:
        read_amount("12.5万元左右", 2)
    problem = caught.value.problems[0]
    assert "12.5万元左右" in problem.sentence("en")
    assert problem.sentence("zh").endswith("。")
