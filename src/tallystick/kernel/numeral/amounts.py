"""Amounts that are entered: one plain number, nothing else.

A hedged figure, or one with 万 in it, is what a source claims; what an office enters is exact.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tallystick.kernel.numeral.digits import read_digits
from tallystick.kernel.numeral.scanning import scan
from tallystick.kernel.numeral.words import SAME_LENGTH
from tallystick.kernel.problem import Refused
from tallystick.kernel.quantity import LARGEST, to_minor

_SHOWN = 40
_NEGATIVE = re.compile(r"(?:[-\u2013]|负)\s?[0-9.,]+|\([0-9.,]+\)")
_HEDGED = re.compile(
    "[约近超逾余多]|左右|上下|以上|以下|以内|不足|不到|至少|大概|\\+$|"
    "(?i:about|around|approx|nearly|almost|over|more|less|least|some|roughly|up to)"
)
_TOO_FINE = re.compile(r"[0-9,]+\.[0-9]{9,}")


def read_plain(text: str) -> Decimal:
    """Return the number a cell holds, in the unit itself.

    Raises: Refused with one of amount-not-a-number, amount-negative, amount-hedged,
    amount-has-unit-word, amount-too-precise, amount-too-large.

    >>> read_plain("1,234.50"), read_plain("１２３")
    (Decimal('1234.50'), Decimal('123'))
    """
    same = text.strip().translate(SAME_LENGTH).replace("，", ",")
    value = read_digits(same)
    if value is None:
        raise Refused.of(_reason(same), value=text[:_SHOWN], largest=f"{LARGEST:,}")
    return value


def _reason(text: str) -> str:
    """Say why a text is no plain number; the first reason that holds."""
    if len(text) > 200:
        return "amount-too-large" if re.fullmatch("[0-9]+", text) else "amount-not-a-number"
    if _NEGATIVE.fullmatch(text):
        return "amount-negative"
    if re.fullmatch(r"[1-9][0-9]{18,}|[1-9][0-9]{0,2}(?:,[0-9]{3}){6,}", text):
        return "amount-too-large"
    if _TOO_FINE.fullmatch(text):
        return "amount-too-precise"
    read = list(scan(text))
    if _HEDGED.search(text) and (read or any(sign.isdigit() for sign in text)):
        return "amount-hedged"
    if read and re.search(r"[^\W\d_]|[¥$€£%]", text):
        return "amount-has-unit-word"
    return "amount-not-a-number"


def read_amount(text: str, scale: int) -> int:
    """Return the amount a cell holds, in minor units.

    Units: the cell is in the unit itself (yuan); `scale` decimal places lie inside the result.
    Raises: Refused as `read_plain`; amount-too-precise when finer than the unit, amount-too-large
    when one line of the journal could not hold it.

    >>> read_amount("12.5", 2), read_amount("1,234", 0)
    (1250, 1234)
    """
    value = read_plain(text)
    try:
        minor = to_minor(value, scale)
    except ValueError:
        raise Refused.of("amount-too-precise", value=text.strip()[:_SHOWN]) from None
    if minor > LARGEST:
        raise Refused.of("amount-too-large", value=text.strip()[:_SHOWN], largest=f"{LARGEST:,}")
    return minor
