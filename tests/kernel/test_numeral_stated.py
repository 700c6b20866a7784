"""What an office types as an amount says how finely it was stated."""

from __future__ import annotations

import pytest

from tallystick.kernel.numeral.stated import Stated, read_stated
from tallystick.kernel.problem import Refused


@pytest.mark.parametrize(
    ("text", "scale", "amount", "step"),
    [
        ("2.5亿", 2, 250_000_000_00, 10_000_000_00),
        ("250万", 2, 2_500_000_00, 10_000_00),
        ("250.00 万元", 2, 2_500_000_00, 100_00),
        ("1,234 万", 0, 12_340_000, 10_000),
        ("2.5 million", 0, 2_500_000, 100_000),
        ("2500000", 2, 2_500_000_00, 1),
        ("12.5", 2, 12_50, 1),
        ("0.00001万", 2, 10, 10),
    ],
)
def test_a_stated_amount_has_its_step(text: str, scale: int, amount: int, step: int) -> None:
    assert read_stated(text, scale) == Stated(amount, step)


@pytest.mark.parametrize(
    "text", ["约250万", "250万左右", "万", "-1万", "0.00001万", "9999999亿亿", "1e5", ""]
)
def test_what_is_hedged_or_unclear_is_no_amount(text: str) -> None:
    with pytest.raises(Refused):
        read_stated(text, 0)


def test_an_amount_beyond_a_line_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_stated("99999999亿", 2)
    assert refused.value.code == "amount-too-large"
