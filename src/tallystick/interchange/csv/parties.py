"""The parties of a published figure, taken apart as printed; which places they are is not said.

`regions.queries.resolve_name` decides that, with the other party beside it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tallystick.kernel.numeral.digits import ENGLISH_WORDS, read_chinese, read_digits

LONGEST_PARTY = 200

_BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<inside>[^()]+)\)$")
# "and" and 和 separate nothing by themselves: Production and Construction Corps, 呼和浩特.
_SEPARATORS = re.compile(r"\s*[,;、]\s*(?:and\s)?")
_LAST_AND = re.compile(r"(?<=[\w']) and (?=[A-Z][\w'-]*$)")
_COUNTED = re.compile(
    r"^(?P<count>\d[\d,]*|[一二三四五六七八九十两百]+(?=个)|[a-z]+(?=\s))\s*个?\s*"
    r"(?P<what>.*(?:provinces?|cities|regions|counties|districts|municipalities|prefectures|banners"
    r"|towns|villages|省|市|区|县|州|地区|城市|省份).*)$",
    re.IGNORECASE | re.ASCII,
)
# What stands in brackets and names no wider place: a part of the place, or a number of parts.
_DETAIL = re.compile(
    r"\d|\b(?:villages?|area|areas|counties|townships?|towns?|other|all|part|parts|zone|park)\b|[村乡镇等]$",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class PartyName:
    """One party as printed.

    Shape: `name` is the place, `within` the wider places beside it, nearest first, `detail` the
    part of it that is meant. A `group` is no single place: `members` lists its names when printed,
    `count` says how many.
    """

    name: str
    within: tuple[str, ...] = ()
    detail: str = ""
    group: bool = False
    count: int | None = None
    members: tuple[str, ...] = ()


def read_party(text: str) -> PartyName:
    """Take a printed party apart. What is no single place is a group, never one of its members.

    >>> read_party("Dayao (Chuxiong, Yunnan)")
    PartyName(name='Dayao', within=('Chuxiong', 'Yunnan'), detail='', group=False, ...)
    >>> read_party("Pu'er (Wazu village)").detail
    'Wazu village'
    >>> read_party("15 eastern provinces and cities").count
    15
    >>> read_party("Tianjin, Qingdao, Fuzhou, Xiamen").members
    ('Tianjin', 'Qingdao', 'Fuzhou', 'Xiamen')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text[:LONGEST_PARTY]).split())
    counted = _COUNTED.match(plain)
    if counted and _is_number(counted["count"]):
        return PartyName(plain, group=True, count=_count(counted["count"], counted["what"]))
    bracketed = _BRACKETS.match(plain)
    if bracketed is not None:
        return _bracketed(bracketed["name"], bracketed["inside"])
    members = _members(plain)
    if len(members) > 1:
        return PartyName(plain, group=True, count=len(members), members=members)
    return PartyName(plain)


def _bracketed(name: str, inside: str) -> PartyName:
    if _DETAIL.search(inside):
        several = _COUNTED.match(inside)
        count = _count(several["count"], several["what"]) if several else None
        return PartyName(name, detail=inside, group=_is_several(inside), count=count)
    return PartyName(name, within=tuple(part for part in _SEPARATORS.split(inside) if part))


def _is_several(detail: str) -> bool:
    """Whether a detail names several places: "10 national key counties", "other counties"."""
    return (
        re.search(r"\b(?:counties|districts|villages|townships|towns|cities)\b", detail) is not None
    )


def _is_number(word: str) -> bool:
    return not word.isascii() or word[0].isdecimal() or word.lower() in ENGLISH_WORDS


def _members(text: str) -> tuple[str, ...]:
    parts = [part for part in _SEPARATORS.split(text) if part]
    if len(parts) > 1 or text.count(" ") == 2:
        parts[-1:] = _LAST_AND.split(parts[-1]) if parts else []
    return tuple(parts)


def _count(word: str, rest: str) -> int | None:
    """Return how many are counted; not a part of it, as in "32 such and 6 other counties"."""
    if re.search("[0-9]", rest):
        return None
    if word[0].isdecimal():
        value = read_digits(word)
    elif word.isascii():
        return ENGLISH_WORDS.get(word.lower())
    else:
        value = read_chinese(word)
    return int(value) if value is not None else None
