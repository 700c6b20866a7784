"""Numbers that say a size and no count: 数百名, hundreds of farmers; and parts: half, 三分之一."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tallystick.extraction.cues import Cue
from tallystick.extraction.figures.persons import is_person
from tallystick.extraction.page import Page
from tallystick.kernel.numeral import Number
from tallystick.kernel.numeral.digits import ENGLISH_SCALES, HAN_DIGITS, HAN_POWERS, plain
from tallystick.kernel.numeral.words import (
    ABOUT,
    COUNT,
    DURATION,
    ENGLISH_UNIT,
    HAN_UNIT,
    MORE,
    ORDINAL,
    PERSON,
    hedge_before,
)

_HUNDRED, _PLACES = Decimal(100), 2
_HEDGE_FAR = 16
_SIGNS = '一二三四五六七八九十百千两几数0123456789.“"'
# 数百, 几十万, 十几, 二十几万, 百余, 千余万, 万名: never less than its powers say. The first sign
# stands first, so that the rest of a text is passed over at once.
_HAN = re.compile(
    "(?P<first>[数几一二两三四五六七八九十百千万])(?:"
    "(?<=[数几])(?P<few>[十百千万亿]{1,2})多?"
    "|(?:(?<=[二三四五六七八九])十|(?<=十))几(?P<by>[百千万亿]?)"
    "|(?<=[百千万])(?:余(?P<more>[万亿]?)|(?P<bare>)(?=名(?!单|城|校)))"
    # 五六十, 三四万: neighbours are a range.
    "|(?<=[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<power>[十百千万亿]{1,2}))"
)
_HAN_MEASURE = re.compile("平方米|平方公里|公里|块钱|斤|度")
_MEASURES = {"平方米": "square-metre", "平方公里": "square-km", "公里": "km", "块钱": "CNY",
             "斤": "jin",             "度": "kwh"}  # fmt: skip
_PEOPLE = re.compile(
    "[^，。；、\\d的]{0,6}?(?:居民|群众|村民|农户|学生|劳动力|人口|移民|干部|青年)"
)
# 三分之一, 2/3的, 一半多; 百分之 is a numeral of its own.
_HAN_PART = Cue(
    re.compile(
        "(?<![百千万])(?P<of>[二三四五六七八九十]|\\d{1,2})分之(?P<part>[一二两三四五六七八九]|\\d)"
        "|(?<![上下前后另这那])(?P<half>一半|大半)(?!天|年|路|生|以下|以上的?时间)"
        "|(?<![\\d/.年月])(?P<n>[123])/(?P<d>[2-9])(?=的|以上|左右|强|多)"
    ),
    ("分之", "半", "/"),
)
_HAN_MORE = re.compile("以上|多|强|还多")
_ENGLISH_PART = Cue(
    re.compile(
        r"(?<!and a )\b(?P<half>half)(?= of (?!(?:the |this |last |that |a )?(?:\d{4}|year|century|"
        r"month|season|match|game|decade|term)\b))"
        r"|\b(?P<bare>(?:over|more than|nearly|almost|about|less than|at least) half)\b"
        r"(?![ -](?:an?|of|year|day|hour|million|century|hearted)\b)"
        r"|\b(?P<n>an?|one|two|three|four)[ -](?P<d>thirds?|quarters?|fifths?|sixths?|sevenths?|"
        r"eighths?|ninths?|tenths?)(?=[.,;]| (?:of (?!an? )|is|more|less|higher|lower|are|were|was|"
        r"have|had|in|live|from|by)\b)"
    ),
    (
        "half",
        " third",
        "-third",
        " quarter",
        "-quarter",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
)
_COUNTS = {"one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
          "tenth": 10}  # fmt: skip
# Hundreds of farmers, tens of millions of yuan, several hundred thousand.
_ENGLISH = Cue(
    re.compile(
        r"\b(?:(?P<many>tens|dozens|scores|hundreds|thousands|millions|billions) of"
        r"(?: (?P<scale>thousands|millions|billions)(?: of)?)?"
        r"|several (?P<several>hundred|thousand|million|billion|dozen)"
        r"(?: (?P<by>thousand|million))?)"
        r"(?=[ .,;)])",
    ),
    ("ens of ", "cores of ", "dreds of ", "sands of ", "lions of ", "everal "),
)
_MANY = {"tens": 10, "dozens": 12, "dozen": 12, "scores": 20}
# What follows is measured in one's head: thousands of kilometres apart, hundreds of years.
_NO_COUNT = re.compile(
    r" (?:[a-z-]+ )?(?:years?|days|hours|kilomet(?:er|re)s|km|miles|li|times|ways|meters|metres)\b"
)
_ENGLISH_PEOPLE = re.compile(
    r" (?:[a-z.'-]+ ){0,3}?(?:people|farmers|patients|residents|villagers|workers|students|"
    r"children|citizens|servants|families|women|men|others|visitors|volunteers)\b"
)

_ENGLISH_NOUN = re.compile(
    r" (?:(?!(?:and|or|of|in|from|to|for|by|with|at|on|were|are|have)\b)[a-z.'-]+ ){0,3}?"
    r"(?P<noun>[a-z-]{3,24}(?:s(?<!ss)|men))\b"
)


def vague_numbers(page: Page) -> Iterator[Number]:
    """Yield the numbers and parts of a text that no numeral tells, each kind in order."""
    if page.chinese:
        yield from _han_numbers(page.plain)
        yield from _han_parts(page.plain)
    else:
        yield from _english_numbers(page.small)
        yield from _english_parts(page.small)


def _power(signs: str) -> Decimal:
    value = Decimal(1)
    for sign in signs:
        value *= HAN_POWERS[sign]
    return value


def _han_numbers(text: str) -> Iterator[Number]:
    for hit in _HAN.finditer(text):
        value = _han_value(hit)
        within = hit["few"] is None and text[hit.start() - 1 : hit.start()] in _SIGNS
        if value is None or (within and hit.start()):
            continue
        told = _han_unit(text, hit.end())
        if told is not None:
            start, said = _hedged(text, hit.start())
            hedge = ABOUT if hit["bare"] is not None or hit["high"] else MORE
            yield Number(start, told[1], plain(value), told[0], said or hedge, spelled=True)


def _han_value(hit: re.Match[str]) -> Decimal | None:
    first = hit["first"]
    if hit["few"]:
        return _power(hit["few"])
    if hit["high"]:
        low = HAN_DIGITS[first]
        return low * _power(hit["power"]) if HAN_DIGITS[hit["high"]] == low + 1 else None
    if hit["by"] is not None:
        return HAN_DIGITS.get(first, 1) * 10 * _power(hit["by"])
    return _power(first + (hit["more"] or ""))


def _han_unit(text: str, end: int) -> tuple[str, int] | None:
    """Return what is counted there and where its words end; None where nothing is."""
    measure = _HAN_MEASURE.match(text, end)
    if measure is not None:
        return _MEASURES[measure[0]], measure.end()
    unit = HAN_UNIT.match(text, end)
    if unit is not None:
        name = (unit.lastgroup or "").removeprefix("u_").replace("_", "-")
        name = "CNY" if name == "cny" else name
        return None if name in (ORDINAL, DURATION) else (name, unit.end())
    people = _PEOPLE.match(text, end)
    return (PERSON, people.end()) if people is not None else None


def _han_parts(text: str) -> Iterator[Number]:
    for hit in _HAN_PART.finditer(text):
        if hit["half"]:
            value = _HUNDRED / 2
        else:
            whole, part = hit["of"] or hit["d"], hit["part"] or hit["n"]
            value = _share(_digit(part), _digit(whole))
        if value >= _HUNDRED:
            continue
        more = _HAN_MORE.match(text, hit.end())
        start, said = _hedged(text, hit.start())
        hedge = MORE if more or (hit["half"] or "一半") != "一半" else said or "exact"
        yield Number(
            start, more.end() if more else hit.end(), value, "percent", hedge, spelled=True
        )


def _digit(sign: str) -> int:
    return int(sign) if sign.isdigit() else HAN_DIGITS.get(sign, 10)


def _share(part: int, whole: int) -> Decimal:
    """Return a part in percent, to two places where it does not end.

    >>> _share(1, 4), _share(2, 3)
    (Decimal('25'), Decimal('66.67'))
    """
    return plain(round(_HUNDRED * part / whole, _PLACES))


def _english_numbers(text: str) -> Iterator[Number]:
    for hit in _ENGLISH.finditer(text):
        if _NO_COUNT.match(text, hit.end()):
            continue
        first = hit["many"] or hit["several"]
        value = Decimal(_MANY.get(first) or ENGLISH_SCALES[first.rstrip("s")])
        more = hit["scale"] or hit["by"]
        value *= ENGLISH_SCALES[more.rstrip("s")] if more else 1
        unit, end = _english_unit(text, hit.end())
        yield Number(hit.start(), end, plain(value), unit, MORE, spelled=True)


def _english_unit(text: str, end: int) -> tuple[str, int]:
    people = _ENGLISH_PEOPLE.match(text, end)
    if people is not None:
        return PERSON, people.end()
    unit = ENGLISH_UNIT.match(text, end)
    if unit is None:
        noun = _ENGLISH_NOUN.match(text, end)
        return (PERSON, noun.end()) if noun and is_person(noun["noun"]) else (COUNT, end)
    name = (unit.lastgroup or "").removeprefix("u_").replace("_", "-")
    return ("CNY" if name == "cny" else name), unit.end()


def _english_parts(text: str) -> Iterator[Number]:
    for hit in _ENGLISH_PART.finditer(text):
        start, said = _hedged(text, hit.start())
        if hit["half"] or hit["bare"]:
            value = _HUNDRED / 2
            if hit["bare"]:
                start, said = _hedged(text, hit.end() - len("half"))
        else:
            value = _share(_COUNTS[hit["n"]], _PARTS[hit["d"].rstrip("s")])
        if value < _HUNDRED:
            yield Number(start, hit.end(), value, "percent", said or "exact", spelled=True)


def _hedged(text: str, start: int) -> tuple[int, str]:
    """Return where a number begins with its hedge, and what that says."""
    before = text[max(0, start - _HEDGE_FAR) : start]
    hedge = hedge_before(before)
    if hedge is None:
        return start, ""
    said = hedge.lastgroup or ""
    return start - (len(before) - hedge.start()), "nearly" if said == "below" else said
