"""A figure as a comparison reads it: whose, of which days, how exact. Fractions, never floats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from tallystick.kernel.words import Words

# A figure of the part "growth", in percent, speaks of the change on the year before.
GROWTH = "growth"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One published figure, or one of the book.

    Units: `value` in `unit` itself, None for a statement without a number; `place` is the size of
    its last digit that is not zero. `parties` are the codes of the two places, or the names as
    printed where they are open; `east` and `west` hold each with everything over it.
    """

    key: str
    indicator: str
    printed: str
    printed_zh: str = ""
    value: Fraction | None
    place: Fraction = Fraction(1)
    unit: str
    hedge: str = "exact"
    since: date | None = None
    until: date | None = None
    cumulative: bool = False
    stock: bool = False
    ratio: bool = False
    status: str = "actual"
    breakdown: str = ""
    parties: tuple[str, str]
    east: frozenset[str]
    west: frozenset[str]
    level: str = ""
    side: str = ""
    url: str = ""
    book: bool = False
    # Of the book: what waits for the other side, and what rests on one side alone.
    waiting: Fraction = Fraction(0)
    one_sided: Fraction = Fraction(0)

    @property
    def words(self) -> Words:
        """It as printed; a figure of the book is said in either language."""
        return Words(self.printed, self.printed_zh or self.printed)

    @property
    def is_growth(self) -> bool:
        """Whether it says by how much something changed on the year before."""
        return self.breakdown.lower().startswith(GROWTH) and self.unit == "percent"

    @property
    def adds_up(self) -> bool:
        """Whether a longer time, a wider place or the whole can only hold more of it."""
        return not self.ratio and self.unit not in ("percent", "grade", "ordinal")

    @property
    def open_start(self) -> bool:
        """Whether it counts from a start that is not known."""
        return self.cumulative and self.since is None and not self.stock


def exact(text: str) -> tuple[Fraction | None, Fraction]:
    """Return a decimal text as a fraction, and the size of its last digit that is not zero.

    What is no number is None, as a statement without one is.

    >>> exact("455600000000"), exact("73.20")
    ((Fraction(455600000000, 1), Fraction(100000000, 1)), (Fraction(366, 5), Fraction(1, 10)))
    >>> exact("") == exact("many") == exact("NaN")
    True
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None, Fraction(1)
    if not number.is_finite():
        return None, Fraction(1)
    if not number:
        return Fraction(0), Fraction(1)
    # A count of our own: normalize() would round to the context's digits.
    digits = "".join(map(str, number.as_tuple().digits))
    exponent = int(number.as_tuple().exponent) + len(digits) - len(digits.rstrip("0"))
    return Fraction(number), Fraction(10) ** exponent


def overlap(one: Said, other: Said) -> bool:
    """Return whether two figures speak of the same time, or of a time inside the other's.

    Two levels are held together while they lie within a year of one another.
    """
    if one.until is None or other.until is None:
        return False
    if one.stock and other.stock:
        return abs((one.until - other.until).days) <= 366
    starts = (_start(one), _start(other))
    return max(starts) <= min(one.until, other.until)


def _start(said: Said) -> date:
    if said.stock and said.until:
        return said.until
    if said.since is not None:
        return said.since
    return date.min if said.cumulative else (said.until or date.min)


def lies_within(inner: Said, outer: Said) -> bool:
    """Return whether both parties of the one lie in, or are, those of the other."""
    return outer.parties[0] in inner.east and outer.parties[1] in inner.west


def of_the_same(one: Said, other: Said) -> bool:
    """Return whether two figures are about the same parties, or about some within the others."""
    return lies_within(one, other) or lies_within(other, one)
