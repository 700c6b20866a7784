"""Every printed number of a text with its place, value, unit and hedge, in one pass.

What is unsure is left out: dates, codes, versions, ratios, negative numbers, "fewer than 50".
In running text ("prose") a ceiling is nearly reached; 1 857 380, 25 crore and £7.5m are numbers.
Time grows with the length of the text only: each repetition is bounded or never backtracks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from tallystick.kernel.letters import small_letters
from tallystick.kernel.numeral.currencies import Currency, currency_before
from tallystick.kernel.numeral.dates import DATE, MAY_PRECEDE
from tallystick.kernel.numeral.digits import (
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    HAN_POWERS,
    plain,
    read_chinese,
    read_digits,
    read_english,
    read_mixed,
)
from tallystick.kernel.numeral.words import (
    ABOUT,
    BELOW,
    COUNT,
    ENGLISH_UNIT,
    HAN_UNIT,
    HEDGE_AFTER,
    MORE,
    NEARLY,
    NEGATIVE,
    ORDINAL,
    PER,
    PER_AFTER,
    PER_BEFORE,
    SAME_LENGTH,
    TENTHS,
    hedge_before,
)

# What follows a number in a token may be empty, so that no repeat need be possessive: those are
# what Python 3.11.4 and before get wrong.
_DIGITS = (
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d|[ \u00a0\u2009\u202f]\d{3})"
    r"|\d+(?:[.,，]\d+)*)"
)
_SIGNS = "[〇零一二三四五六七八九十百千万亿两]"
_POWERS = "(?:百(?!分)|千(?![米克瓦伏卡])|[十万亿])"
_HEDGE = "(?:[多余]|来(?=[个名家户人万亿岁年元]))"
_ENGLISH = "|".join(sorted(ENGLISH_WORDS, key=len, reverse=True))
_SCALES = "|".join(ENGLISH_SCALES)
# Nothing of it may follow: what a possessive repeat says too, which 3.11.4 and before get wrong.
_NEXT = rf"(?:\s|-|\sand\s)(?:{_ENGLISH}|{_SCALES})"
# Signs by which nothing below begins are passed over at once: they are nearly all of a text. Only
# an address may begin inside a word.
_HAN = _SIGNS[1:-1]
_BEGINS = (
    rf"(?=[\d{_HAN}abd-fhijmnos-uwyz])(?:(?=[\d{_HAN}])|(?=https?://|www\.)"
    rf"|(?<![a-z])(?=an?\s|half\s|{_ENGLISH}|{MAY_PRECEDE}\d))"
)
# Patterns of Latin letters are for small ones: text is brought to these before.
_TOKEN = re.compile(
    rf"{_BEGINS}(?:(?P<date>{DATE.pattern})"
    r"|(?P<address>(?:https?://|www\.)\S++)"
    rf"|(?P<arabic>{_DIGITS})(?P<powers>(?:{_HEDGE}?{_POWERS}++(?:零?\d++(?:[.,]\d++)*+)?+)*+{_HEDGE}?+)"
    rf"(?:\s?-?(?P<scales>(?:{_SCALES})s?(?:\s(?:{_SCALES})s?)?)\b"
    r"|\s?(?P<indian>(?:lakh|crore)s?)\b|(?P<short>[mkb])(?![a-z\d²]))?+"
    rf"|(?P<percent>百分之)?(?P<han>{_SIGNS}++(?:点{_SIGNS}++)?+(?:{_HEDGE}[百千万亿]*+)?+)"
    # A million people, half a million, a dozen: no number of tens may follow.
    rf"|\b(?P<half>half\s)?an?\s(?P<article>dozen|{_SCALES})\b(?!{_NEXT})"
    rf"|\b(?P<english>(?:{_ENGLISH})(?:{_NEXT})*(?!{_NEXT}))\b)",
    re.ASCII,
)
_DOZEN, _TEN = 12, 10
_AGAIN = re.compile(r" ?\((\d[\d,]{0,8})\)", re.ASCII)
_LOOK_BACK = 32
# Beyond this it is no figure of any programme; below it a Decimal of 28 digits never rounds.
LARGEST_FIGURE = 10**18
_RANGE = re.compile(r"\s?(?:[-–—~至到]|to\b)\s?(?=[\d¥$])", re.ASCII)
# Right before a number: part of a code or a clock, a fraction, a sign, a vague or ordinal word.
_SPOILED_BEFORE = re.compile(
    r"(?:[a-z_/:.^*#=\\\d]|\d,|[a-z]-|\d：|[第几数]|(?:^|[\s(（])[-–+]|no\. ?)\Z", re.ASCII
)
_SPOILS = len("no. ")
# Right behind it: what makes it a part of something else.
_SPOILED_AFTER = re.compile(
    r"(?:[a-z_/:^*=\\]|[-–][a-z]*\d|[.,]?\d|：\d)|\s?几|分之|[-\s]and[-\s]an?[-\s](?:half|third|quarter)|\sdozen"
    # A scale word of another language or spelling would change the value by powers of ten.
    r"|\s?(?:mil|bil|mio|mrd|mld|thous|lakh|crore|trill)|\s?[兆억만조]",
    re.ASCII,
)
# 2,11,000 is written so where one counts in lakh and crore.
_INDIAN = {"lakh": 10**5, "crore": 10**7}
_INDIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}", re.ASCII)
# 12.395.000,00 and 1,2 billion: points part thousands and a comma the tenths.
_POINTED = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2}(?:,\d{1,2})?|\.\d{3},\d{2})", re.ASCII)
_TENTHS_BY_COMMA = re.compile(r"\d{1,3},\d{1,2}", re.ASCII)
_SWAPPED = str.maketrans(",.", ".,")
# Of the letters behind an amount of money: £7.5m.
_SHORT = {"k": 10**3, "m": 10**6, "b": 10**9}
_AND_A_HALF = re.compile(rf" and a half ({_SCALES})\b")
_HALF = Decimal("0.5")
_VAGUE_POWER = re.compile(r"[上超近逾约过]\Z")


@dataclass(frozen=True)
class Number:
    """One printed number. `start` and `end` enclose hedge, number and unit.

    Units: `value` in base units (yuan, persons). `qualifier` is exact, about, more_than or nearly.
    `unit` is empty where the text names none that is known. `ranged`: one end of "30 to 40".
    `spelled`: written in words.
    """

    start: int
    end: int
    value: Decimal
    unit: str = ""
    qualifier: str = "exact"
    ranged: bool = False
    spelled: bool = False


def scan(text: str, *, prose: bool = False) -> Iterator[Number]:
    """Yield the numbers of a text in order; of `prose` also what is sure only in running text.

    >>> [(n.value, n.unit, n.qualifier) for n in scan("到位投资超过8100万元，75人就业。")]
    [(Decimal('81000000'), 'CNY', 'more_than'), (Decimal('75'), 'person', 'exact')]
    >>> [str(n.value) for n in scan("In 2019, 1e308 or -5 or fewer than 50 people")]
    []
    >>> [(str(n.value), n.qualifier) for n in scan("fewer than 4 656 people", prose=True)]
    [('4656', 'nearly')]
    """
    # Places stay what they are: one character stands for one.
    same = text.translate(SAME_LENGTH)
    small = small_letters(same)
    second_at, said_again = -1, -1
    for token in _TOKEN.finditer(small):
        if token.start() < said_again:
            continue
        number = _read(same, small, token, prose)
        if number is None:
            continue
        if prose and token["english"] is not None and "(" in small[number.start : number.end]:
            said_again = number.end
        to = _RANGE.match(small, number.end)
        if to is not None or token.start() == second_at:
            number = replace(number, ranged=True)
        second_at = to.end() if to is not None else -1
        yield number


def _read(text: str, small: str, token: re.Match[str], prose: bool) -> Number | None:
    """Return what a token says, or None when it is no number, or not surely one.

    Units: `small` is the text in small letters, in which the token was found.
    """
    start, end = token.span()
    before = small[max(0, start - _LOOK_BACK) : start]
    value, hedge = _value(token, before, prose)
    if value is not None and token["han"] is not None and TENTHS.match(text, end):
        value = value * 10 if value < _TEN else None
    if value is None or value >= LARGEST_FIGURE:
        return None
    if prose and token["english"] is not None:
        value, end = _said_on(small, value, end)
    currency = currency_before(
        text, small, start, token["arabic"] or "",
        scaled=bool(token["scales"] or token["powers"] or token["short"]),
    )  # fmt: skip
    if _spoiled(token, before, currency, prose):
        return None
    if currency is not None:
        before = before[: len(before) - (start - currency.start)]
        start = currency.start
    unit, end = _unit(text, small, token, end, currency)
    # £7.5m and 230m yuan are money, 230m on its own is a length.
    if token["short"] and currency is None and not (unit or "").isupper():
        return None
    if unit is None or _spoiled_after(text, small, end, prose):
        return None
    ahead, behind = hedge_before(before), HEDGE_AFTER.match(text, end)
    said = [hit.lastgroup or "" for hit in (ahead, behind) if hit is not None]
    if BELOW in said:
        if not prose or (ahead is not None and ahead[0].startswith(NEGATIVE)):
            return None
        said, hedge = [], NEARLY
    start -= len(before) - ahead.start() if ahead else 0
    end = behind.end() if behind else end
    qualifier = next(iter([*said, hedge]), "") or "exact"
    return Number(start, end, plain(value), unit, qualifier, spelled=token["arabic"] is None)


def _said_on(small: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """Return a number in words with what goes on: two dozen; two and a half million; seven (7)."""
    if small.startswith(" dozen", end):
        value, end = value * _DOZEN, end + len(" dozen")
    elif half := _AND_A_HALF.match(small, end):
        value, end = plain((value + _HALF) * ENGLISH_SCALES[half[1]]), half.end()
    again = _AGAIN.match(small, end)
    said = again is not None and Decimal(again[1].replace(",", "")) == value
    return (value, again.end()) if again and said else (value, end)


def _spoiled_after(text: str, small: str, end: int, prose: bool) -> bool:
    """Whether what follows a number makes it a part of something else."""
    if _han_at(text, end - 1):
        return False
    spoils = _SPOILED_AFTER.match(small, end)
    if spoils is None:
        return False
    # In a sentence a colon opens what the number is made of: 100 places: 40 for teachers.
    return not (prose and spoils[0] == ":" and small[end + 1 : end + 2].isspace())


def _value(token: re.Match[str], before: str, prose: bool = False) -> tuple[Decimal | None, str]:
    """Return the value of a token and the hedge that lies inside it (3000多家)."""
    if token["arabic"] is not None:
        powers = token["powers"]
        digits = _in_prose(token["arabic"], token["scales"]) if prose else token["arabic"]
        value = read_mixed(digits + powers) if powers.strip("多余来") else read_digits(digits)
        for word in (token["scales"] or "").split():
            value = None if value is None else plain(value * ENGLISH_SCALES[word.rstrip("s")])
        more = token["indian"] or token["short"]
        if more is not None and value is not None:
            scale = _SHORT.get(more) or _INDIAN[more.rstrip("s")]
            value = plain(value * scale) if prose else None
        return value, MORE if powers[-1:] in {*"多余"} or _inside(powers) else _about(powers)
    if token["han"] is not None:
        han = token["han"]
        if _VAGUE_POWER.search(before) and all(sign in HAN_POWERS for sign in han):
            power = prod(HAN_POWERS[sign] for sign in han)
            return Decimal(power), ABOUT if before.endswith("上") else ""
        return read_chinese(han), MORE if _inside(han) else _about(han)
    if token["article"] is not None:
        value = Decimal(ENGLISH_SCALES.get(token["article"], _DOZEN))
        return (plain(value / 2) if token["half"] else value), ""
    return (read_english(token["english"]) if token["english"] else None), ""


def _in_prose(digits: str, scales: str | None) -> str:
    """Return digits in groups as they are read: by blanks, by lakh, or by points.

    >>> [_in_prose(*said) for said in (("12.395.000,50", None), ("1,2", "billion"), ("1,2", None))]
    ['12,395,000.50', '1.2', '1,2']
    """
    if _POINTED.fullmatch(digits) or (scales and _TENTHS_BY_COMMA.fullmatch(digits)):
        return digits.translate(_SWAPPED)
    if " " in digits:
        return digits.replace(" ", ",")
    return digits.replace(",", "") if _INDIAN_GROUPS.fullmatch(digits) else digits


def _han_at(text: str, place: int) -> bool:
    """Whether a Chinese unit ends there; what follows it begins anew, as in 三批122名."""
    return text[place] >= "\u4e00"


def _inside(text: str) -> bool:
    return "多" in text or "余" in text


def _about(text: str) -> str:
    return ABOUT if "来" in text else ""


def _spoiled(token: re.Match[str], before: str, currency: Currency | None, prose: bool) -> bool:
    spoiled = _SPOILED_BEFORE.search(before, max(0, len(before) - _SPOILS))
    if spoiled is None or token["arabic"] is None:
        return spoiled is not None and spoiled[0] in ("第", "几", "数")
    if prose and spoiled[0] == ":" and before[-2:-1] >= "\u4e00":
        return False
    # A currency letter before the digits (RMB3bn) spoils nothing; a comma ends another clause.
    return currency is None


def _unit(
    text: str, small: str, token: re.Match[str], end: int, currency: Currency | None
) -> tuple[str | None, int]:
    """Return the unit and where it ends; None where the number counts nothing without one."""
    if token["percent"]:
        return "percent", end
    tenths = TENTHS.match(text, end) if token["han"] is not None else None
    if tenths is not None:
        return "percent", tenths.end()
    found = HAN_UNIT.match(text, end)
    if found is None and small[end : end + 1].isascii():
        found = ENGLISH_UNIT.match(small, end)
    name = (found.lastgroup or "").removeprefix("u_").replace("_", "-") if found else ""
    name = name if name != "cny" else "CNY"
    if found is not None and (currency is None or name == currency.code):
        end = found.end()
    if currency is not None:
        name = currency.code
    if not name and token["han"] is not None and token["han"] != text.strip():
        return None, end
    return _with_per(small, name, token.start(), end)


def _with_per(text: str, name: str, start: int, end: int) -> tuple[str, int]:
    """Add "a person", 每县 and the like to an amount of money."""
    if name in ("CNY", "USD"):
        after = PER_AFTER.match(text, end)
        ahead = PER_BEFORE.search(text[max(0, start - 8) : start])
        hit = after or ahead
        if hit is not None:
            word = next(filter(None, hit.groups())).lower()
            return f"{name}/{PER.get(word, word)}", after.end() if after else end
    return name, end


def counts(number: Number) -> bool:
    """Whether a number counts or measures something, as ordinals and durations do not.

    >>> [counts(n) for n in scan("24th meeting of 16年, 30 projects")]
    [False, False, True]
    """
    return number.unit not in ("", ORDINAL, "duration") or number.unit == COUNT
