"""A figure of an announcement in the catalogue's words: its unit, its days, its size. Plain."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal

from tallystick.indicators.rules.printed import HEDGES
from tallystick.kernel.numeral import read_figure
from tallystick.programme.rules.catalogue import SHOWN_UNITS, indicators

_LONGEST_PART = 200
_CLAUSE = re.compile("[,，、;；。！？!?:：\n]|\\. ")
Days = tuple[date | None, date | None, date | None]


def unit_is_known(unit: str) -> bool:
    """Return whether the catalogue shows figures in a unit; another stays as it was read.

    >>> unit_is_known("person-time"), unit_is_known("mu")
    (True, False)
    """
    return unit in SHOWN_UNITS


def hedge_of(qualifier: str) -> str:
    """Return the hedge a claim keeps; that something is a running total is said apart.

    >>> hedge_of("cumulative"), hedge_of("nearly")
    ('exact', 'nearly')
    """
    return qualifier if qualifier in HEDGES else "exact"


def days_of(period: str | None, indicator: str) -> Days:
    """Return the first and last day a figure speaks of, and the day it speaks as of.

    Units: `period` is a day, a month or a year, or two with a stroke between, "..": not known. A
    level (stock) has one day, the last of its period. A single day is the day a sum had come to
    something: what it counts from is not said.

    >>> [str(day) for day in days_of("2024-01/2024-06", "FS_GOV_FUND")]
    ['2024-01-01', '2024-06-30', 'None']
    >>> [str(day) for day in days_of("2016/..", "FS_GOV_FUND")]
    ['2016-01-01', 'None', 'None']
    >>> [str(day) for day in days_of("2020-11-05", "FS_GOV_FUND")]
    ['None', 'None', '2020-11-05']
    >>> days_of("2021-02-30", "FS_GOV_FUND"), days_of("2021-13", "FS_GOV_FUND")
    ((None, None, None), (None, None, None))
    """
    if not period:
        return None, None, None
    first, _, last = period.partition("/")
    try:
        start, end = _edge(first, last=False), _edge(last or first, last=True)
    # A print may name a day that no calendar has: February 30, a thirteenth month.
    except ValueError:
        return None, None, None
    known = indicators().get(indicator)
    level = known is not None and known.kind == "stock"
    return (None, None, end) if level or start == end else (start, end, None)


def _edge(text: str, *, last: bool) -> date | None:
    parts = [int(part) for part in text.split("-") if part.isdecimal()]
    if not parts:
        return None
    year, month, day = (*parts, 12 if last else 1, 0)[:3] if len(parts) < 3 else parts[:3]
    if len(parts) < 3:
        day = calendar.monthrange(year, month)[1] if last else 1
    return date(year, month, day)


# (unit printed, unit said) → how many of the second are one of the first.
_SAME = {
    ("permille", "percent"): Decimal("0.1"),
    ("percent", "permille"): Decimal(10),
    ("km", "metre"): Decimal(1000),
    ("metre", "km"): Decimal("0.001"),
    ("hectare", "square-metre"): Decimal(10000),
    ("square-metre", "hectare"): Decimal("0.0001"),
}


def slipped(words: str, value: str, unit: str) -> Decimal | None:
    """Return what the print reads as, where the value is that times a power of ten; else None.

    Another unit does not excuse it: 8100万元 is no 8100 of anything. Only one that is the printed
    unit times a power of ten does (5‰ is 0.5 percent). Where the print cannot be read, nothing is
    said.

    >>> slipped("超8100万元", "8100", "CNY"), slipped("超8100万元", "81000000", "CNY")
    (Decimal('81000000'), None)
    >>> slipped("1.2万人次", "1200", "person"), slipped("8100万元", "8100", "万元")
    (Decimal('12000'), Decimal('81000000'))
    >>> slipped("5‰", "0.5", "percent"), slipped("1.5公里", "1500", "metre")
    (None, None)
    """
    figure = read_figure(words)
    if figure is None or figure.value is None or not value:
        return None
    told = Decimal(value)
    same = _SAME.get((figure.unit, unit), Decimal(1))
    if told == figure.value * same or not told or not figure.value:
        return None
    return figure.value if _ten_free(told) == _ten_free(figure.value) else None


def _ten_free(value: Decimal) -> int:
    return int("".join(map(str, value.as_tuple().digits)).strip("0") or "0")


def part_named(text: str, start: int, end: int) -> str:
    """Return the clause a figure stands in: what a number that has no indicator is a number of.

    >>> text = "大连派出医生7名、教师1名。"
    >>> part_named(text, text.index("1名"), text.index("1名") + 2)
    '教师1名'
    """
    before = max(
        (hit.end() for hit in _CLAUSE.finditer(text, max(0, start - 200), start)), default=0
    )
    after = _CLAUSE.search(text, end, end + _LONGEST_PART)
    first = max(before, start - _LONGEST_PART // 2)
    return text[first : after.start() if after else end].strip()[:_LONGEST_PART]


def sentence_around(text: str, start: int, end: int, longest: int = 600) -> str:
    """Return the sentence in which some words stand, at most `longest` signs of it.

    >>> sentence_around("First. They gave 3 yuan, then. Last.", 17, 23)
    'They gave 3 yuan, then.'
    """
    ends = re.compile("[。！？!?\n]|\\.(?=\\s)")
    before = [hit.end() for hit in ends.finditer(text, max(0, start - longest), start)]
    after = ends.search(text, end, end + longest)
    first = before[-1] if before else max(0, start - longest)
    return text[first : after.end() if after else end + longest].strip()[:longest]
