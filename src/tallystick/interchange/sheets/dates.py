"""Dates in cells: the year first, as ISO writes them and as spreadsheets turn them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})(?:(?P<sign>[-/.])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})"
    r"(?:[T ]00:00(?::00)?)?"
    r"|年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日)"
)


def read_date(text: str) -> date | None:
    """Return the day a cell names, or None where it names none for certain.

    03/04/2020 is March to some and April to others, so it is none; nor is a spreadsheet's own
    count of days, which looks like an amount.

    >>> read_date("2020-01-31") == read_date("2020/1/31") == date(2020, 1, 31)
    True
    >>> read_date("2020年1月31日") == read_date("2020-01-31 00:00:00") == date(2020, 1, 31)
    True
    >>> read_date("03/04/2020") is None, read_date("2020-02-30") is None
    (True, True)
    """
    found = _YEAR_FIRST.fullmatch(unicodedata.normalize("NFKC", text[:40]))
    if found is None:
        return None
    try:
        return date(
            int(found["y"]), int(found["m"] or found["month"]), int(found["d"] or found["day"])
        )
    except ValueError:
        return None
