"""Dates in cells: the year first, as ISO writes them and as spreadsheets turn them."""

from __future__ import annotations

import re
from datetime import date

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")


def read_date(text: str) -> date | None:
    """Return the day a cell names, or None where it names none for certain.

    03/04/2020 is March to some and April to others, so it is none.

    >>> read_date("2020-01-31") == read_date("2020/1/31") == date(2020, 1, 31)
    True
    >>> read_date("03/04/2020") is None, read_date("2020-02-30") is None
    (True, True)
    """
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
