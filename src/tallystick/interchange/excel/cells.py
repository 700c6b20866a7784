"""From what a cell holds to the text that the engine of all sheets reads."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

from tallystick.interchange.sheets.dates import read_date

# What a spreadsheet shows instead of a value it could not work out.
ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"}
)
_ZERO_DAY = date(1899, 12, 30)
# 1954-10-03 to 2119-01-11; a smaller number in a date column is a slip, not a day.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000


def text_of(value: Any) -> str:
    """Return what a cell holds as text: whole numbers without a point, days as ISO writes them.

    A spreadsheet keeps fifteen digits; what lies beyond is noise of its arithmetic.

    >>> text_of(12.0), text_of(0.1 + 0.2), text_of(date(2020, 3, 10)), text_of(" a ")
    ('12', '0.3', '2020-03-10', 'a')
    """
    if isinstance(value, str):
        text = value.strip()
        return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, time | timedelta) else ""


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    return f"{value:.0f}" if abs(value) >= 1 else f"{value:.20f}".rstrip("0")


def day_of(value: Any) -> tuple[date | None, bool]:
    """Return the day a cell names and whether it was kept as a bare number.

    >>> day_of(43900.0), day_of("2020年3月10日")
    ((datetime.date(2020, 3, 10), True), (datetime.date(2020, 3, 10), False))
    >>> day_of("soon")
    (None, False)
    """
    if isinstance(value, datetime):
        return value.date(), False
    if isinstance(value, date):
        return value, False
    if isinstance(value, float) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _ZERO_DAY + timedelta(days=int(value)), True
    if isinstance(value, str):
        return read_date(unicodedata.normalize("NFKC", value).strip()), False
    return None, False


def minor_of(value: Any, scale: int) -> int | None:
    """Return a number cell in minor units where it is one for certain, else None: read its text.

    >>> minor_of(12.5, 2), minor_of(0.001, 2), minor_of("12", 0), minor_of(-1.0, 0)
    (1250, None, None, None)
    """
    if type(value) is not float or not 0 <= value < 1e12:
        return None
    scaled = value * 10**scale
    minor = round(scaled)
    return minor if abs(scaled - minor) <= 1e-6 else None
