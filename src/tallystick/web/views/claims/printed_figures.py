"""A figure that was printed elsewhere, in the reader's words: its hedge, number and unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from tallystick.indicators.rules.comparing.said import Said
from tallystick.kernel.numeral.sizes import SIZES
from tallystick.programme.rules.catalogue import SHOWN_UNITS
from tallystick.web.figures import figure_and_unit, measure
from tallystick.web.wording import bracketed, in_chinese, language

HEDGES: Mapping[str, Callable[[], str]] = {
    "about": lambda: _("about"),
    "more_than": lambda: _("more than"),
    "nearly": lambda: _("nearly"),
}
# A published figure is compared to its last digit: where its size would leave more places than
# these behind the point, it is written in full.
MOST_PLACES = 4
LONGEST = 24  # beyond so many digits `Decimal` rounds of itself


def printed_words(value: str, unit: str, hedge: str = "") -> str:
    """Return "more than 3.6 million yuan", 超过360万元; nothing of the value is rounded away.

    A bare count has no word of its own in English: 600, 600个. A unit the catalogue does not know
    stays as it is, and its value in full.
    Units: `value` an exact decimal in `unit` itself, empty where no number was printed.
    """
    if not value:
        return _("no number")
    return _hedged(hedge) + (_sized(value, unit) or printed_in_full(value, unit))


def printed_in_full(value: str, unit: str) -> str:
    """Return a published figure digit by digit: 3,600,000 yuan."""
    return figure_and_unit(_grouped(value), _unit(unit), language())


def printed_exactly(value: str, unit: str, hedge: str = "") -> str:
    """Return a figure as it is read, with all its digits behind it where they are not all shown."""
    said, whole = printed_words(value, unit, hedge), printed_in_full(value, unit) if value else ""
    return bracketed(said, whole) if value and _sized(value, unit) else said


def compared_words(said: Said) -> str:
    """Return what a figure says: of the book sized as claims are, else as it was printed."""
    if not said.book or said.value is None:
        return said.words.label(language())
    cents = said.value * 100
    if cents.denominator != 1:
        return said.words.label(language())
    value = str(Decimal(cents.numerator).scaleb(-2).normalize())
    return _sized(value, said.unit) or said.words.label(language())


def _hedged(hedge: str) -> str:
    if hedge not in HEDGES:
        return ""
    return HEDGES[hedge]() + ("" if in_chinese() else " ")


def _unit(unit: str) -> str:
    if unit == "count" and not in_chinese():
        return ""
    return SHOWN_UNITS[unit].label(language()) if unit in SHOWN_UNITS else unit


def _sized(value: str, unit: str) -> str:
    """Return a figure in the size that other pages give it; empty where that would hide digits."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return ""
    if unit not in SHOWN_UNITS or not exact.is_finite() or len(value) > LONGEST:
        return ""
    row = measure([int(exact)], _unit(unit), unit, lang=language())
    sized = exact.scaleb(-row.power).normalize()
    if not row.power or -int(sized.as_tuple().exponent) > MOST_PLACES:
        return ""
    size = SIZES[row.power] if in_chinese() else ""
    return figure_and_unit(f"{sized:,f}{size}", row.unit, language())


def _grouped(value: str) -> str:
    try:
        return f"{Decimal(value):,f}"
    except InvalidOperation:
        return value
