"""Days in numbers alone: Wednesday (10/05/2017), on 14/4, from 09/12/2022."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tallystick.extraction.dates.printed import iso_of, last_day
from tallystick.extraction.drafts import DateFound
from tallystick.kernel.letters import small_letters

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SLASHED = re.compile(
    r"(?:"
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?,? ?\(?"
    r"|\b(?:on|of|from|morning|afternoon|evening|day),? \(?)"
    r"(?P<date>(?P<a>\d\d?)(?:-\d\d?(?=/))?(?P<mark>[/-])(?P<b>\d\d?)"
    r"(?:(?P=mark)(?P<year>(?:(?:19|20)\d\d|\d\d)))?)\b(?![/-]\d)"
)
# A day this far before publication is one that the text may tell.
_LATELY = 120
_SHORT_YEAR, _CENTURY = 100, 2000


def find_in_numbers(text: str, published: str | None) -> Iterator[DateFound]:
    """Yield the days in numbers alone of which is clear what is the day and what the month.

    A weekday tells it, or the day of publication: of both orders the one just before it.

    >>> [found.iso for found in find_in_numbers("on Wednesday evening (10/05/2017)", None)]
    ['2017-05-10']
    >>> [found.iso for found in find_in_numbers("on the morning of 5/4", "2023-04-07")]
    ['2023-04-05']
    """
    if "/" not in text and "-" not in text:
        return
    by = last_day(published) if published else None
    for found in _SLASHED.finditer(small_letters(text)):
        year, days = int(found["year"] or 0), [(int(found["a"]), int(found["b"]))]
        days.append(days[0][::-1])
        if 0 < year < _SHORT_YEAR:
            year += _CENTURY
        told = [iso_of(year or None, month, day, by) for day, month in dict.fromkeys(days)]
        iso = _chosen([last_day(each) for each in told if each], found["weekday"], by)
        if iso:
            yield DateFound(*found.span("date"), text[slice(*found.span("date"))], iso)


def _chosen(days: list[date], weekday: str | None, by: date | None) -> str | None:
    """Return the day of its weekday, or the last one before publication."""
    if weekday:
        days = [day for day in days if day.weekday() == _WEEKDAYS.index(weekday)]
    elif by is not None:
        days = sorted((day for day in days if 0 <= (by - day).days <= _LATELY), reverse=True)[:1]
    return days[0].isoformat() if len(days) == 1 else None
