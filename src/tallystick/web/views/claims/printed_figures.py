"""A figure that was printed elsewhere, in the reader's words: its hedge, number and unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from tallystick.programme.rules.catalogue import SHOWN_UNITS
from tallystick.web.figures import figure_and_unit
from tallystick.web.wording import in_chinese, language

HEDGES: Mapping[str, Callable[[], str]] = {
    "about": lambda: _("about"),
    "more_than": lambda: _("more than"),
    "nearly": lambda: _("nearly"),
}


def printed_words(value: str, unit: str, hedge: str = "") -> str:
    """Return "more than 3,000,000 yuan"; a unit the catalogue does not know stays as it is.

    A bare count has no word of its own in English: 600, 600个.
    Units: `value` an exact decimal in `unit` itself, empty where no number was printed.
    """
    if not value:
        return _("no number")
    name = SHOWN_UNITS[unit].label(language()) if unit in SHOWN_UNITS else unit
    before = f"{HEDGES[hedge]()} " if hedge in HEDGES else ""
    counted = "" if unit == "count" and not in_chinese() else name
    return before + figure_and_unit(_grouped(value), counted, language())


def _grouped(value: str) -> str:
    try:
        return f"{Decimal(value):,f}"
    except InvalidOperation:
        return value
