"""One numeral as a value: digits with separators, Chinese and Japanese compounds, English words.

Every reader returns None where it is unsure. Values are exact; there is no float anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

# Anything longer is an identifier or an attack. Within these bounds a Decimal never rounds.
_LONGEST = 40
_WHOLE_DIGITS, _FRACTION_DIGITS = 18, 8

_ARABIC = re.compile(
    rf"(?P<whole>\d{{1,{_WHOLE_DIGITS}}}|\d{{1,3}}(?:(?P<mark>[,\u00a0\u2009\u202f])\d{{3}}"
    rf"(?:(?P=mark)\d{{3}}){{0,4}}))(?:\.(?P<rest>\d{{1,{_FRACTION_DIGITS}}}))?",
    re.ASCII,
)
HAN_DIGITS: Mapping[str, int] = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
HAN_POWERS: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_PART = re.compile(r"零?(?P<number>\d[\d.,]*)(?P<powers>[十百千万亿]*)", re.ASCII)
_HEDGE = re.compile("[多余来]")

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ENGLISH_WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
ENGLISH_SCALES: Mapping[str, int] = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}


def plain(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros or an exponent.

    >>> plain(Decimal("774000000.00")), plain(Decimal("76.90"))
    (Decimal('774000000'), Decimal('76.9'))
    """
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def read_digits(text: str) -> Decimal | None:
    """Return digits with thousands separators and a decimal point as a number.

    >>> read_digits("1,234.50"), read_digits("5104"), read_digits("1,23"), read_digits("007")
    (Decimal('1234.50'), Decimal('5104'), None, None)
    """
    found = _ARABIC.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    whole = found["whole"].replace(found["mark"] or ",", "")
    if len(whole) > 1 and whole.startswith("0"):
        return None
    return Decimal(f"{whole}.{found['rest']}" if found["rest"] else whole)


def read_mixed(text: str) -> Decimal | None:
    """Return digits with 万, 亿 and their like, of one part or several, hedges left out.

    >>> read_mixed("44亿4000万"), read_mixed("22万6000"), read_mixed("600多亿")
    (Decimal('4440000000'), Decimal('226000'), Decimal('60000000000'))
    >>> read_mixed("3万5") is None        # said for 35,000 by some and for 30,005 by others
    True
    """
    if len(text) > _LONGEST:
        return None
    bare = _HEDGE.sub("", text)
    total, room, end = Decimal(0), None, 0
    for part in _PART.finditer(bare):
        number = read_digits(part["number"])
        if number is None or part.start() != end or (end == 0 and part[0][0] == "零"):
            return None
        end, power = part.end(), _power(part["powers"])
        several = room is not None or end < len(bare)
        if power is None or (several and number != number.to_integral_value()):
            return None
        if room is not None and (number * power >= room or (power == 1 and number < 10)):
            return None
        total, room = total + number * power, power
    return plain(total) if end == len(bare) and end and total < 10**_WHOLE_DIGITS else None


def _power(signs: str) -> int | None:
    """Return 千万 as 10,000,000; None where a greater sign stands before a smaller, as in 万千."""
    product = 1
    for before, sign in zip(" " + signs, signs, strict=False):
        if before != " " and HAN_POWERS[before] > HAN_POWERS[sign]:
            return None
        product *= HAN_POWERS[sign]
    return product


def read_chinese(text: str) -> Decimal | None:
    """Return a number in Chinese words, hedges left out.

    >>> read_chinese("三百二十万"), read_chinese("十二"), read_chinese("一点五亿")
    (Decimal('3200000'), Decimal('12'), Decimal('150000000'))
    >>> read_chinese("十四五") is None, read_chinese("千") is None
    (True, True)
    """
    bare = _HEDGE.sub("", text)
    if not bare or len(bare) > _LONGEST:
        return None
    if "点" in bare:
        return _chinese_fraction(bare)
    value = _chinese_whole(bare)
    return None if value is None else Decimal(value)


def _chinese_whole(text: str) -> int | None:
    """Split at 亿, then at 万, then read what is below ten thousand; each side must be in order."""
    for sign in ("亿", "万"):
        if sign in text:
            head, _, tail = text.rpartition(sign)
            high, low = _chinese_whole(head), _chinese_tail(tail, sign)
            return None if high is None or low is None else high * HAN_POWERS[sign] + low
    return _chinese_small(text)


def _chinese_tail(text: str, sign: str) -> int | None:
    if not text:
        return 0
    low = _chinese_whole(text)
    # 三万五 means 35,000 to the ear; only 三万零五 says five.
    if low is None or low >= HAN_POWERS[sign] or (low < 10 and text[0] not in "零〇"):
        return None
    return low


def _chinese_small(text: str) -> int | None:
    """Read 千, 百, 十 and ones in falling order, each at most once."""
    total, last, digit = 0, 10**4, None
    for place, sign in enumerate(text):
        if sign in HAN_DIGITS:
            if digit not in (None, 0):
                return None
            digit = HAN_DIGITS[sign]
        else:
            power = HAN_POWERS.get(sign, 10**4)
            if power >= last or (digit in (None, 0) and not (sign == "十" and place == 0)):
                return None
            total, last, digit = total + (digit or 1) * power, power, None
    if digit and last > 10 and total and "零" not in text and "〇" not in text:
        return None
    return total + (digit or 0) if text else None


def _chinese_fraction(text: str) -> Decimal | None:
    found = re.fullmatch("([^点]+)点([零〇一二三四五六七八九]{1,8})([百千万亿]{0,2})", text)
    whole = _chinese_whole(found[1]) if found else None
    power = _power(found[3]) if found else None
    if found is None or whole is None or power is None:
        return None
    rest = "".join(str(HAN_DIGITS[sign]) for sign in found[2])
    return plain(Decimal(f"{whole}.{rest}") * power)


def read_english(text: str) -> Decimal | None:
    """Return a whole number in English words.

    >>> read_english("Seventy-seven"), read_english("two hundred and five thousand")
    (Decimal('77'), Decimal('205000'))
    >>> read_english("nineteen eighty") is None, read_english("hundred") is None
    (True, True)
    """
    words = [word for word in re.split(r"[\s-]+", text.lower()) if word != "and"]
    if not words or len(words) > 24:
        return None
    total, group, limit = 0, 0, 10**15
    for word in words:
        if word in ENGLISH_WORDS:
            value = ENGLISH_WORDS[word]
            room = 100 if group % 100 == 0 else 10 if group % 100 >= 20 and group % 10 == 0 else 1
            if value >= room or (value == 0 and len(words) > 1):
                return None
            group += value
        elif word == "hundred":
            if not 0 < group < 10:
                return None
            group *= 100
        else:
            scale = ENGLISH_SCALES[word]
            if group == 0 or scale >= limit:
                return None
            total, group, limit = total + group * scale, 0, scale
    return Decimal(total + group)
