"""Figures in running text: every number with a counted or measured thing, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.figures.bare import bare_unit
from tallystick.extraction.figures.indicators import kind_of
from tallystick.extraction.figures.persons import is_person
from tallystick.extraction.figures.units import per_head, unit_by_form
from tallystick.extraction.figures.unsaid import unsaid_unit
from tallystick.extraction.figures.vague import vague_numbers
from tallystick.extraction.page import Page
from tallystick.kernel.numeral import Number, scan
from tallystick.kernel.numeral.digits import HAN_POWERS, read_digits
from tallystick.kernel.numeral.digits import plain as plain_value
from tallystick.kernel.numeral.words import COUNT, DURATION, ORDINAL, PERSON

_NO_FIGURE = frozenset({"", ORDINAL, DURATION})
# Counted, but no thing one can count: 5个方面, two sides.
_ABSTRACT = re.compile(
    r"(?:个|大|项)?(?:重点|主要|具体|专项|重大|突出|关键|方面的)?"
    r"(?:方面|领域|环节|层面|阶段|维度|字|任务|时期|目标|原则|问题|要求|机制|举措|措施|板块|"
    r"步骤|层次)"
)
_ABSTRACT_ENGLISH = re.compile(
    r"\s?(?:sides|parties|aspects|fields|areas|respects|ways|phases|points|goals|themes|"
    r"principles|stages|tasks|pillars)\b",
    re.IGNORECASE,
)
# 两省, 两市, "the two provinces" only point back to parties that were named.
_POINTS_BACK = re.compile(
    r"(?<!one of )\b(?:the|these|those|both|all) (?!(?:first|last|next|other|remaining)\b)(?:\w+ )?"
    r"(?:two|three|four|five)? ?$",
    re.IGNORECASE,
)
# The lower end before the upper one: 30 to 40 villages, 8-10, 30万至50万元.
_LOOK_BACK = 24
_LOW = re.compile(
    r"(?<![\d.,/年月-])(?P<low>\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,4})?)(?P<scale>[万亿千百])?"
    r"[元人]?(?:\s?[-–—~至到]\s?|\sto\s)$"
)
_TO = ("-", "–", "—", "~", "至", "到", "to")
# From 10.5 percent to 0.6 percent: two figures, and no range.
_CHANGE = re.compile(r"(?:\bfrom\s|[从由])$", re.IGNORECASE)
_HIGH = re.compile(r"\s?(?:[-–—~至到]|to\b)\s?\d")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SOME = re.compile(r"\s?of (?:them|whom|which|these|those)\b")
_SOME_AHEAD = re.compile(r"\bof (?:whom|which|these|them),?\s$")
# 20 teachers went to Songtao and 30 to Sinan; another 12 followed; four came from there.
_MORE_AHEAD = re.compile(r"(?:\banother|\b(?:the )?(?:other|remaining))\s\Z", re.IGNORECASE)
_LISTED_AHEAD = re.compile(r"(?:[,;:.]\s|\n|\b(?:and|with|while|but)\s)\Z")
_LISTED_BEHIND = re.compile(
    r"\s(?:were|was|are|is|had|have|has|came|went|live[ds]?|left|in|from|to|of|at|for|with|on)\b"
    r"(?! (?:19|20)\d\d\b)"
)
_WHO = re.compile(r"\s(?:who|were|was|are|had|have)\b")
# Eight laptops, one projector and 400 boxes; 公务车一辆.
_ROW = re.compile(r"(?:,? [a-z]+(?: [a-z-]+){0,2}){0,2}(?:,|,? and) ")
_ONE = re.compile(
    r"one(?: (?!(?:of|in|on|for|at|from|to|with|by|more|each|per|and|or|million|thousand|hundred|"
    r"is|was|were|are|has|had|that|who|which|the|year|month|week|day)\b)[a-z-]+){0,3}? "
    r"(?P<noun>(?!(?:of|in|on|for|at|from|to|with|by|more|each|per)\b)[a-z-]{3,20})"
    r"(?=[,.;]| (?:and|in|for|at|with|to|were|was|from)\b)",
    re.IGNORECASE,
)
# Two from Spain and one from Italy.
_ONE_OF_THEM = re.compile(
    r"(?:(?<=\band )|(?<=, ))one (?:from|for|to) (?!each|every)", re.IGNORECASE
)
_BEHIND_THING = re.compile("[\u4e00-\u9fff]一[个辆座所台条套栋][、，,。；;]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UP_TO_YEAR = re.compile(r"up to (?:19|20)\d\d", re.IGNORECASE)
# Including 3,100 from poor households.
_PART_AHEAD = re.compile(r"\b(?:including|among them|comprising|of them),?\s\Z")
_PART_BEHIND = re.compile(r"\s(?:from|in|who|with|of|at)\b")
# A currency in brackets repeats the amount before it.
_CONVERTS = ("money", "size")
_CONVERTED = re.compile(r"[(（](?:about |约|合|折合)?$")

# Rs and P are of several lands.
_LANDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "INR": ("India", {"Pakistan": "PKR", "Nepal": "NPR", "Sri Lanka": "LKR", "Mauritius": "MUR"}),
    "PHP": ("Philippin", {"Botswana": "BWP", "Mexic": "MXN", "Chile": "CLP", "Colombia": "COP"}),
}
# A list by numbers: "1. Firms go global".
_LISTED = re.compile(r"(?:\n|\A)\d{1,2}[.)] ")
# Which of them, and no count.
_RANK_AHEAD = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[、和至到]\Z")
_SECOND = re.compile("二[期批轮]")
_FIRST_SO_MANY = re.compile(r"(?<![目此日之先以提会年事月])前[\u4e00-\u9fff\d]{1,3}[位名](?!单|额)")
_RANK = re.compile(r"(?<=[人级])制(?!作|造|定|成|度|衣|药|糖|茶)|(?<=五家)渠")
# 两个友好城市 are those that were named.
_PAIR = re.compile(
    "两(?:个|家|座)(?:结对|友好|对口|协作|帮扶|兄弟|姊妹|贫困)?(?:单位|城市|地区|县|区|市|省|国家|友城)"
)
_PLACES = re.compile("[\u4e00-\u9fff]{0,4}?(?:村|乡|镇|县|区|市|州|旗|省|国|街道|部门)")
_JOINT = re.compile("[、和与及]")
_NAMED = re.compile(
    r"[^，。；：,;:、\d\s]{1,14}(?:[、和与及][^，。；：,;:、\d\s]{1,14}){1,15}(?:等)?\Z"
)
_MOST_NAMED, _NAMES_LENGTH = 16, 200


def find_figures(page: Page) -> Iterator[FigureFound]:
    """Yield the figures of a text in order, without what they mean."""
    text: str = page.plain
    last: Number | None = None
    numbers = _with_vague(list(scan(text, prose=True)), list(vague_numbers(page)))
    for number, following in zip(numbers, [*numbers[1:], None], strict=False):
        number = _with_unit(text, number, last)
        low = _low_before(text, number.start)
        if not _is_figure(text, number, following, last):
            continue
        last, confidence = number, 95
        if low is not None:
            ranged = _of_range(text, number, low)
            number, confidence = ranged or (number, confidence)
        yield FigureFound(
            start=number.start,
            end=number.end,
            text=page.piece(number.start, number.end),
            value=number.value,
            unit=number.unit,
            qualifier=number.qualifier,
            confidence=confidence,
        )


def _of_land(text: str, unit: str) -> str:
    """Return the currency that a name or letter has in the land spoken of: Rs in Nepal."""
    own, others = _LANDS[unit]
    if own in text:
        return unit
    return next((other for land, other in others.items() if land in text), unit)


def _with_vague(numbers: list[Number], vague: list[Number]) -> list[Number]:
    """Return both in order; where two meet, the one with a unit, then the one of digits."""
    if not vague:
        return numbers
    kept = [
        one
        for one in vague
        if not any(one.start < n.end and n.start < one.end and n.unit for n in numbers)
    ]
    rest = [n for n in numbers if not any(n.start < one.end and one.start < n.end for one in kept)]
    return sorted((*rest, *kept), key=lambda one: one.start)


def _low_before(text: str, start: int) -> re.Match[str] | None:
    """Return the lower end of a range right before a place, with what joins it."""
    before = text[max(0, start - _LOOK_BACK) : start].rstrip()
    if not before.endswith(_TO):
        return None
    return _LOW.search(text, max(0, start - _LOOK_BACK), start)


def _with_unit(text: str, number: Number, last: Number | None) -> Number:
    """Return a number with the unit that the words around it tell; `last` is the figure before."""
    if not number.unit and (unit := unsaid_unit(text, number, last)):
        return replace(number, unit=unit)
    if not number.unit and last is not None and _of_them(text, number):
        return replace(number, unit=last.unit)
    if not number.unit:
        if number.value == 1 and number.spelled and (one := _ONE.match(text, number.start)):
            unit = PERSON if is_person(f"{one['noun']}s") else COUNT
            return replace(number, unit=unit, end=one.end())
        told = unit_by_form(text, number)
        if told is not None:
            return replace(number, unit=told[0], end=told[1])
        return replace(number, unit=bare_unit(text, number, last) or "")
    if number.unit in _LANDS:
        return replace(number, unit=_of_land(text, number.unit))
    if number.unit == "CNY" and per_head(text, number):
        return replace(number, unit="CNY/person")
    return number


def _of_range(text: str, number: Number, low: re.Match[str]) -> tuple[Number, int] | None:
    """Return a range as its lower end, about; None where the two do not go up.

    30至50万元 says 30万 by custom, not by its letters: that is less sure.
    """
    digits = _DIGITS.search(text, number.start, number.end)
    first = read_digits(low["low"])
    second = read_digits(digits[0]) if digits else None
    if first is None or second is None or first >= second or not second:
        return None
    factor = number.value / second if not low["scale"] else Decimal(HAN_POWERS[low["scale"]])
    value = first * factor
    if value >= number.value:
        return None
    sure = factor == 1 or bool(low["scale"])
    merged = replace(number, start=low.start("low"), value=plain_value(value), qualifier="about")
    return merged, (90 if sure else 60)


def _of_them(text: str, number: Number) -> bool:
    """Whether a bare number counts some of what was counted before: 131 of them, 其中女性40."""
    ahead = text[max(0, number.start - 16) : number.start]
    if _SOME.match(text, number.end) or _SOME_AHEAD.search(ahead) or _MORE_AHEAD.search(ahead):
        return True
    if _WHO.match(text, number.end) or (
        _LISTED_AHEAD.search(ahead) and _LISTED_BEHIND.match(text, number.end)
    ):
        return _YEAR.fullmatch(text, number.start, number.end) is None
    return bool(_PART_AHEAD.search(ahead) and _PART_BEHIND.match(text, number.end))


def _is_figure(text: str, number: Number, following: Number | None, last: Number | None) -> bool:
    if number.unit in _NO_FIGURE:
        return False
    before, after = text[max(0, number.start - 24) : number.start], text[number.end :][:12]
    if number.ranged and _goes_up(text, number, following) and not _CHANGE.search(before):
        return False
    if number.unit == COUNT and before.endswith(('"', "“")):
        return False
    if _LISTED.match(text, max(0, number.start - 1)) or _ordinal(text, number, before):
        return False
    if number.unit == COUNT and (_ABSTRACT.match(after) or _ABSTRACT_ENGLISH.match(after)):
        return False
    if number.spelled and number.value == 1 and not _in_a_row(text, number, last):
        return False
    if number.spelled and _POINTS_BACK.search(before):
        return False
    if number.unit in (COUNT, "household") and _names_them(text, number):
        return False
    if kind_of(number.unit) in _CONVERTS and number.unit != "CNY" and _CONVERTED.search(before):
        return False
    return not _may_be_a_year(text, number)


def _ordinal(text: str, number: Number, before: str) -> bool:
    """Whether a Chinese number says which: 二期 and no 两期, 第八、九批, 前三位."""
    if _SECOND.match(text, number.start):
        return True
    if _FIRST_SO_MANY.fullmatch(text, max(0, number.start - 1), number.end):
        return True
    return _RANK_AHEAD.search(before) is not None or _RANK.match(text, number.end) is not None


def _in_a_row(text: str, number: Number, last: Number | None) -> bool:
    """Whether "one" is a count: in a row of counts, and in Chinese behind the thing."""
    if text[number.start] == "一":
        return _BEHIND_THING.search(text, max(0, number.start - 2), number.end + 1) is not None
    if last is None or last.unit not in (COUNT, PERSON) or "%" in text[last.start : last.end]:
        return False
    if (
        last.value != 2  # of two things, one for this: the two are no more than was said
        and _ONE_OF_THEM.match(text, number.start)
        and ". " not in text[last.end : number.start]
    ):
        return True
    if _ROW.fullmatch(text, last.end, number.start) is None:
        return False
    return _ONE.match(text, number.start) is not None


def _goes_up(text: str, number: Number, following: Number | None) -> bool:
    """Whether a number is the lower end of a range: of one to 12 counties it is none."""
    if not _HIGH.match(text, number.end) or following is None:
        return False
    return following.unit in (number.unit, "") and following.value > number.value


def _names_them(text: str, number: Number) -> bool:
    """Whether a number adds up what was just named: 北垞村、后安村两个村."""
    if not 1 < number.value <= _MOST_NAMED:
        return False
    if _PAIR.match(text, number.start):
        return True
    if not _PLACES.match(text, number.end):
        return False
    named = _NAMED.search(text, max(0, number.start - _NAMES_LENGTH), number.start)
    return named is not None and len(_JOINT.findall(named[0])) + 1 == number.value


def _may_be_a_year(text: str, number: Number) -> bool:
    """Whether a bare 2018 stands before what may only be named by its year ("2018 projects")."""
    words = text[number.start : number.end]
    if _UP_TO_YEAR.fullmatch(words):
        return True
    return (
        number.qualifier == "exact"
        and 1900 <= number.value <= 2100
        and re.match(r"(?:19|20)\d\d\s", words) is not None
        and number.unit in (COUNT, "session", "person")
    )
