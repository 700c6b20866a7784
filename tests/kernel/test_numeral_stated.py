"""What an office types as an amount says how finely it was stated."""

from __future__ import annotations

import pytest

from tallystick.kernel.numeral.stated import Stated, read_stated, show_in, show_stated
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


@pytest.mark.parametrize(("text", "scale"), [("250万人", 2), ("250万元", 0), ("250 万 人", 2)])
def test_persons_are_no_money(text: str, scale: int) -> None:
    with pytest.raises(Refused) as refused:
        read_stated(text, scale)
    assert refused.value.code in ("amount-has-unit-word", "amount-not-a-number")


def test_a_magnitude_beside_the_field_says_the_step_and_a_word_would_say_it_twice() -> None:
    assert read_stated("2.5", 2, 10**8) == Stated(250_000_000_00, 10_000_000_00)
    assert read_stated("1,250", 2, 10**4) == Stated(12_500_000_00, 10_000_00)
    assert read_stated("12.345678", 2, 10**4) == Stated(123_456_78, 1)
    with pytest.raises(Refused) as refused:
        read_stated("2.5亿", 2, 10**4)
    assert refused.value.code == "amount-has-unit-word"


@pytest.mark.parametrize("text", ["0亿", "0.0 万", "0"])
def test_zero_is_exact(text: str) -> None:
    assert read_stated(text, 2) == Stated(0, 1)


@pytest.mark.parametrize(
    "text",
    ["2.5亿", "2.50亿", "250万", "0.00001万", "3十万", "1.5 billion", "2500000.07", "0亿",
     "92,233,720 billion", "900719925474 thousand"],
)  # fmt: skip
@pytest.mark.parametrize("scale", [0, 2])
def test_what_was_stated_is_typed_again_as_it_was(text: str, scale: int) -> None:
    try:
        said = read_stated(text, scale)
    except Refused:
        return  # finer than a person, or more than a line of yuan holds: nothing was stated
    for language in ("en", "zh"):
        assert read_stated(show_stated(said, scale, language), scale) == said
    if said.precision > 1 and (text_in := show_in(said, scale, 10**8)):
        assert read_stated(text_in, scale, 10**8) == said
