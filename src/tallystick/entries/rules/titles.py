"""The time that a title names is moved on with its report, or the title is not carried over.

A month left as it was would be a wrong one: what is not known to be moved for sure is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ORDINALS = ("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th")
# "march" and "may" are words; only with a capital are they months.
_NAMES = "|".join((*(m for m in MONTHS if m not in ("March", "May")), "Sept"))
_SHORT = "|".join(m[:3] for m in MONTHS if m not in ("March", "May"))
_ENGLISH = rf"(?i:{_NAMES}|{_SHORT})|March|MARCH|Mar|MAR|May|MAY"
_KNOWN = re.compile(
    r"(?<!\d)(?P<iso>\d{4}(?P<by>[-/.])\d{1,2}(?:(?P=by)\d{1,2})?)(?!\d)"
    r"|(?<!\d)(?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2]))(?!\d)"
    r"|(?<!\d)(?P<digits>(?:\d{1,2}\s*月?\s*[-–—~～至到]\s*)?\d{1,2}\s*月"
    r"(?:\s*\d{1,2}(?=\s*[日号]))?)"
    # 31.10.2019, 10/2019, 10-31, 5–15 October: which number is the month, nobody knows.
    r"|(?<![\d./-])(?P<unsure>\d{1,2}[-./–—](?:\d{4}|\d{1,2})(?!\d))"
    r"|(?<![一二三四五六七八九十])(?P<numeral>十[一二]?|[一二三四五六七八九])(?=月)"
    rf"|(?P<english>(?:\b\d{{1,2}}\s+)?\b(?:{_ENGLISH})\b"
    r"(?:\s+\d{1,2}(?!\d|(?i:st|nd|rd|th)))?)"
    rf"|\b(?P<ordinal>(?i:{'|'.join(_ORDINALS)}))(?=\s+(?i:quarter))"
    r"|(?P<quarter>\bQ[1-4]\b|\b(?i:quarter)\s+[1-4]\b|[一二三四1-4](?=季度))"
    r"|(?P<half>[上下](?=半年)|\b(?i:first|second)(?=\s+(?i:half)))"
    r"|(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<short>\d\d)(?=年)"
)
# Times that have no number, or are written in a way that is not moved; what is moved is cut out.
_UNKNOWN = re.compile(
    r"[正腊冬]月|[上中下]旬|[上下]半月|[春夏秋冬]季|第?[一二三四五\d]+周|元旦|春节|清明|五一|端午|中秋|国庆"
    r"|\b(?:spring|summer|autumn|winter|new year|easter|christmas)\b|\bweek\s+\d"
    r"|[上本当]个?[月季]|\b(?:last|this)\s+(?:month|quarter)\b|\d(?:st|nd|rd|th)(?![a-z])"
    r"|[〇○零一二三四五六七八九]{2,4}年|第?[一二三四1-4]季(?!度)"
    r"|前[一二两三1-3]?个?季度|前\s*[一二两三四五六七八九十\d]+\s*个月"
    r"|\bfirst\s+[\w-]+\s+(?:months|quarters)\b"
    r"|(?<![a-z\d])(?:[HQ][1-4]|[1-4][HQ])(?![a-z\d])|['‘’]\d\d(?!\d)",
    re.IGNORECASE,
)


def moved_title(title: str, was: date, now: date) -> str:
    """Return a title with the time it names moved on; empty where that is not sure.

    Source: docs/method/entries.md, "As last time".

    >>> moved_title("盘州：12月帮助就业", date(2019, 12, 10), date(2020, 1, 10))
    '盘州：1月帮助就业'
    >>> moved_title("Panzhou: October 2019, placed", date(2019, 10, 3), date(2019, 11, 3))
    'Panzhou: November 2019, placed'
    >>> moved_title("第三季度，2019-09", date(2019, 9, 30), date(2019, 10, 30))
    '第四季度，2019-10'
    >>> moved_title("9月上旬帮助就业", date(2019, 9, 9), date(2019, 10, 9))
    ''
    >>> moved_title("Mill: August placements", date(2019, 9, 9), date(2019, 10, 9))
    ''
    """
    if (was.year, was.month) == (now.year, now.month) or not title:
        return title
    moved: list[str | None] = []

    def move(found: re.Match[str]) -> str:
        kind = found.lastgroup or ""
        moved.append(_MOVING[kind](found[kind], was, now))
        return moved[-1] or ""

    carried = _KNOWN.sub(move, title)
    sure = None not in moved and not _UNKNOWN.search(_KNOWN.sub("", title))
    return carried if sure else ""


def _index(month: date) -> int:
    return month.month - 1


def _quarter(day: date) -> int:
    return _index(day) // 3


def _half(day: date) -> int:
    return _index(day) // 6


def _numbers(said: str, *known: tuple[int, int]) -> str | None:
    """Return a text whose numbers are those known with what they become; 09 stays as wide."""
    found = re.findall(r"\d+", said)
    if [int(one) for one in found] != [old for old, _new in known[: len(found)]]:
        return None
    wide = any(one.startswith("0") for one in found)
    fresh = iter(f"{new:0{2 if wide else 1}}" for _old, new in known)
    return re.sub(r"\d+", lambda _one: next(fresh), said)


def _iso(said: str, was: date, now: date) -> str | None:
    moved = _numbers(said, (was.year, now.year), (was.month, now.month), (was.day, now.day))
    # As ISO writes it, a month has two places.
    return re.sub(r"(?<=-)\d(?!\d)", r"0\g<0>", moved) if moved and len(said) > 6 else moved


def _compact(said: str, was: date, now: date) -> str | None:
    return f"{now:%Y%m}" if said == f"{was:%Y%m}" else None


def _digits(said: str, was: date, now: date) -> str | None:
    """Move a month that is written in figures; a sum since January goes on from there."""
    since = re.match(r"(\d+)\s*月?\s*[-–—~～至到]\s*", said)
    begun = since[0] if since else ""
    moved = _numbers(said.removeprefix(begun), (was.month, now.month), (was.day, now.day))
    if since is None or moved is None:
        return moved
    return begun + moved if int(since[1]) == 1 < was.month < now.month else None


def _numeral(said: str, was: date, now: date) -> str | None:
    return NUMERALS[_index(now)] if said == NUMERALS[_index(was)] else None


def _written_as(said: str, new: str) -> str:
    """Return a word in the case of another."""
    return new.upper() if said.isupper() else new.lower() if said.islower() else new.capitalize()


def _english(said: str, was: date, now: date) -> str | None:
    """Move the name of a month, in the length and the case in which it stands, and its day."""
    name = re.search(r"[A-Za-z]+", said)
    old, new = MONTHS[_index(was)], MONTHS[_index(now)]
    if name is None or name[0].lower() not in (old.lower(), old[:3].lower(), old[:4].lower()):
        return None
    if name[0].lower() != old.lower():
        new = new[:3]
    new = _written_as(name[0], new)
    days = _numbers(said, (was.day, now.day))
    return None if days is None else days.replace(name[0], new)


def _ordinal(said: str, was: date, now: date) -> str | None:
    at = _ORDINALS.index(said.lower())
    if at % 4 != _quarter(was):
        return None
    new = _ORDINALS[at - at % 4 + _quarter(now)]
    return _written_as(said, new)


def _quarters(said: str, was: date, now: date) -> str | None:
    if said in NUMERALS:
        return NUMERALS[_quarter(now)] if said == NUMERALS[_quarter(was)] else None
    return _numbers(said, (_quarter(was) + 1, _quarter(now) + 1))


def _halves(said: str, was: date, now: date) -> str | None:
    words = ("上", "下") if said in "上下" else ("first", "second")
    if said.lower() != words[_half(was)]:
        return None
    new = words[_half(now)]
    return _written_as(said, new)


def _year(said: str, was: date, now: date) -> str | None:
    """Move the report's own year; another one stays as long as the year is the same."""
    if int(said) == was.year % 10 ** len(said):
        return str(now.year)[-len(said) :]
    return said if was.year == now.year else None


_MOVING: Mapping[str, Callable[[str, date, date], str | None]] = {
    "iso": _iso,
    "compact": _compact,
    "digits": _digits,
    "unsure": lambda _said, _was, _now: None,
    "numeral": _numeral,
    "english": _english,
    "ordinal": _ordinal,
    "quarter": _quarters,
    "half": _halves,
    "year": _year,
    "short": _year,
}
