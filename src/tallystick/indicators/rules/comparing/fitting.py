"""Whether two figures can both be true: within their own words, and within the rounding of a print.

Beside the book a hedge is taken literally; between two prints also as people print: nobody
writes "over 100" of 300.
Source: docs/method/claims.md, "What fits".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tallystick.indicators.rules.comparing.said import Said

Fit = Literal["equal", "hedge", "rounding", ""]
# A rounding further off than one in twenty is no rounding a reader would forgive.
ROUNDED_BY_AT_MOST = Fraction(1, 20)
ABOUT_AT_MOST = Fraction(1, 10)
SLIPS = (10, 100, 10**4, 10**8)


@dataclass(frozen=True)
class Range:
    """What a figure's words allow; an end that is None is open without limit."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    def meets(self, other: Range) -> bool:
        """Return whether some number lies in both.

        >>> over_100 = Range(Fraction(100), Fraction(200), high_in=False)
        >>> over_100.meets(Range(Fraction(200), None)), over_100.meets(Range(None, Fraction(100)))
        (False, True)
        """
        return _below(self, other) and _below(other, self)


def _below(one: Range, other: Range) -> bool:
    """Return whether the lower end of the one does not lie beyond the upper end of the other."""
    if one.low is None or other.high is None:
        return True
    return one.low < other.high or (one.low == other.high and one.low_in and other.high_in)


def range_of(said: Said, *, literal: bool) -> Range:
    """Return what a figure's words allow; without `literal`, as people print.

    Raises: ValueError for a statement without a number.
    """
    value, place = said.value, said.place
    if value is None:
        raise ValueError("a statement without a number allows anything")
    if said.hedge == "more_than":
        return Range(value, None if literal else value + place, high_in=False)
    if said.hedge == "nearly":
        return Range(None if literal else value - place, value, low_in=False)
    if said.hedge == "about":
        slack = min(place, abs(value) * ABOUT_AT_MOST) / (1 if literal else 2)
        return Range(value - slack, value + slack)
    return Range(value, value)


def fit(one: Said, other: Said) -> Fit:
    """Return how two figures of one unit go together, or nothing where they do not."""
    if one.value is None or other.value is None:
        return ""
    if one.value == other.value:
        return "equal"
    literal = one.book or other.book
    if range_of(one, literal=literal).meets(range_of(other, literal=literal)):
        return "hedge"
    return "rounding" if rounds_to(one, other) or rounds_to(other, one) else ""


def rounds_to(rough: Said, fine: Said) -> bool:
    """Return whether the rough figure is the fine one printed with fewer digits."""
    if rough.value is None or fine.value is None or rough.place <= fine.place:
        return False
    off = abs(rough.value - fine.value)
    return off <= rough.place / 2 and off <= abs(fine.value) * ROUNDED_BY_AT_MOST


def slip(one: Said, other: Said) -> int:
    """Return the power of ten by which one of two figures slipped, or 0.

    A lone digit ten or a hundred times another is no proof: both need two digits for that.
    """
    if not one.value or not other.value:
        return 0
    ratio = abs(one.value / other.value)
    ratio = max(ratio, 1 / ratio)
    for power in SLIPS:
        if ratio == power and (power > 100 or min(map(_digits, (one, other))) > 1):
            return power
    return 0


def _digits(said: Said) -> int:
    return len(str(abs((said.value or Fraction(0)) / said.place).numerator))
