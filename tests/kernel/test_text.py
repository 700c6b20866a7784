"""Signs that cannot be seen: the ones that steer are refused, the others are shown by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.kernel.text import text_problems, unfit, visible


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u2069", "\ud800"]
)
def test_a_sign_that_steers_is_refused_with_its_name(sign: str) -> None:
    (problem,) = text_problems("title_en", f"Tea{sign}works")
    assert (problem.code, problem.path) == ("text-control-sign", "title_en")
    assert f"⟨U+{ord(sign):04X}⟩" in problem.sentence("en")
    assert f"⟨U+{ord(sign):04X}⟩" in problem.sentence("zh")


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u200f", "\u2060", "\u00ad", "\U000e0041"])
def test_a_sign_that_only_hides_is_kept_and_shown(sign: str) -> None:
    assert text_problems("title_en", f"Tea{sign}works") == []
    assert visible(f"Tea{sign}works") == f"Tea⟨U+{ord(sign):04X}⟩works"


@pytest.mark.parametrize(
    "text", ["六盘水市\t帮扶", "two\nlines\r\n", "می\u200cخواهم", "👩\u200d🌾", "Ümraniye – 12,5 %"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    assert not unfit(text)


@given(st.text())
def test_nothing_unseen_is_left_and_nothing_is_shown_twice(text: str) -> None:
    shown = visible(text)
    assert not unfit(shown)
    assert visible(shown) == shown
