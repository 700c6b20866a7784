"""Names of places: fold two spellings into one, read a party as printed. Plain Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

PROVINCE, PREFECTURE, COUNTY = "province", "prefecture", "county"
_ANY_CITY = frozenset({PROVINCE, PREFECTURE, COUNTY})

# What a level word at the end of a name says of the kind; the longer word is tried first.
LEVEL_WORDS: Mapping[str, frozenset[str]] = {
    "autonomous region": frozenset({PROVINCE}),
    "autonomous prefecture": frozenset({PREFECTURE}),
    "autonomous county": frozenset({COUNTY}),
    "special district": frozenset({COUNTY}),
    "municipality": frozenset({PROVINCE, PREFECTURE}),
    "province": frozenset({PROVINCE}),
    "prefecture": frozenset({PREFECTURE}),
    "league": frozenset({PREFECTURE}),
    "district": frozenset({COUNTY}),
    "county": frozenset({COUNTY}),
    "banner": frozenset({COUNTY}),
    "city": _ANY_CITY,
    "自治区": frozenset({PROVINCE}),
    "自治區": frozenset({PROVINCE}),
    "自治州": frozenset({PREFECTURE}),
    "自治县": frozenset({COUNTY}),
    "自治縣": frozenset({COUNTY}),
    "地区": frozenset({PREFECTURE}),
    "地區": frozenset({PREFECTURE}),
    "特区": frozenset({COUNTY}),
    "特區": frozenset({COUNTY}),
    "省": frozenset({PROVINCE}),
    "市": _ANY_CITY,
    "盟": frozenset({PREFECTURE}),
    "区": frozenset({COUNTY}),
    "區": frozenset({COUNTY}),
    "县": frozenset({COUNTY}),
    "縣": frozenset({COUNTY}),
}
# "New areas" keep their whole name: Binhai New Area is not Binhai County.
_KEPT_WHOLE = ("新区", "新區")
# Peoples named in Chinese before 自治…; they are no part of the short name.
_PEOPLES = re.compile(
    "(?<=..)(?:(?:朝鲜|朝鮮|土家|苗|侗|布依|藏|羌|彝|哈尼|壮|壯|傣|白|景颇|景頗|傈僳|回|蒙古|纳西|瑶|"
    "土|撒拉|满|滿|仡佬|水|佤|拉祜|黎|畲|裕固|保安|东乡|東鄉|独龙|怒|普米|各)族"
    "|蒙古|柯尔克孜|柯爾克孜|哈萨克|哈薩克|维吾尔|維吾爾|塔吉克|锡伯|达斡尔)+$"
)
_APOSTROPHES = re.compile("['’‘`´ʼ′]")
_BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<within>[^()]+)\)$")
_SEPARATORS = re.compile(r"\s*[,、;]\s*")
# 贵州省六盘水市钟山区: one place behind the other, the wider one first.
_CHINESE_STEP = re.compile("^(.{2,}?(?:省|自治区|自治區|自治州|地区|地區|市))(?=.{2,}$)")


def normalise_name(text: str) -> str:
    """Return what two spellings of one place have in common; empty for an empty text.

    >>> normalise_name("Guang’an  District"), normalise_name("Ürümqi")
    ('guangan', 'urumqi')
    >>> normalise_name("六盘水市"), normalise_name("黔东南苗族侗族自治州"), normalise_name("忠县")
    ('六盘水', '黔东南', '忠县')
    """
    return split_level(fold(text))[0]


def fold(text: str) -> str:
    """Return the text without case, accents, apostrophes, full width and double spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    marks = unicodedata.normalize("NFD", plain)
    bare = "".join(sign for sign in marks if not unicodedata.combining(sign))
    return " ".join(_APOSTROPHES.sub("", bare).replace("-", " ").split())


def split_level(folded: str) -> tuple[str, str]:
    """Split a folded name into its stem and its level word, which may be empty."""
    if folded.endswith(_KEPT_WHOLE):
        return folded, ""
    for word in LEVEL_WORDS:
        stem = folded.removesuffix(word if not word.isascii() else f" {word}")
        # 忠县, 宁县: one character is no name, so there the level word stays.
        if stem != folded and len(stem) > 1:
            return (_PEOPLES.sub("", stem) if word.startswith("自治") else stem), word
    return folded, ""


@dataclass(frozen=True)
class Reading:
    """One way to read a party as printed: a name and the names of what it lies in."""

    name: str
    within: tuple[str, ...] = ()


def readings(text: str) -> tuple[Reading, ...]:
    """Return the ways to read a printed party, the likeliest first.

    A single name in brackets may be the wider place, as in "Shenzhen (Guangdong)", or the very
    place meant, as in "Longnan (Wudu)"; the map decides, so both readings are returned.

    >>> readings("Dayao (Chuxiong, Yunnan)")
    (Reading(name='Dayao', within=('Chuxiong', 'Yunnan')),)
    >>> [reading.name for reading in readings("Longnan (Wudu)")]
    ['Longnan', 'Wudu']
    >>> readings("贵州省六盘水市钟山区")
    (Reading(name='钟山区', within=('贵州省', '六盘水市')),)
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _BRACKETS.match(plain)
    if found is None:
        return (_chinese_path(plain),)
    within = tuple(part for part in _SEPARATORS.split(found["within"].strip()) if part)
    first = _chinese_path(found["name"])
    direct = Reading(first.name, (*first.within, *within))
    if len(within) != 1:
        return (direct,)
    return direct, Reading(within[0], (*first.within, first.name))


def _chinese_path(text: str) -> Reading:
    steps: list[str] = []
    while step := _CHINESE_STEP.match(text):
        steps.append(step[1])
        text = text[step.end() :]
    return Reading(text, tuple(steps))
