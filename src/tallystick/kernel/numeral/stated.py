"""Amounts as an office states them: a figure with the step to which it was stated.

"2.5亿" says a tenth of 亿 and no more; "250000000" says every yuan. What is compared with another
office's figure is compared at the coarser of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tallystick.kernel.numeral.amounts import read_amount, read_plain
from tallystick.kernel.numeral.words import SAME_LENGTH
from tallystick.kernel.problem import Refused
from tallystick.kernel.quantity import LARGEST, show_minor

_SCALES = {
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_SHOWN_IN = {"zh": ("万", "亿"), "en": (" thousand", " million", " billion")}
# As many as a typed number may have.
_PLACES = 8
_STATED = re.compile(
    rf"(?P<number>[0-9]{{1,18}}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}})(?:\.(?P<rest>[0-9]{{1,{_PLACES}}}))?"
    rf"\s?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\s?(?P<counted>[元人]?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """An amount and the step to which it was stated, both in minor units; a step of 1 is exact."""

    amount: int
    precision: int = 1


def read_stated(text: str, scale: int, magnitude: int = 1) -> Stated:
    """Return what a person typed as an amount: a plain number, or one with 万, 亿 or million.

    Units: the text is in the unit itself (yuan), or in `magnitude` of them where a form says so;
    `scale` decimal places lie inside the result. Zero is exact, whatever it is zero of.
    Raises: Refused as `read_amount`; a word beside a magnitude would say it twice.

    >>> read_stated("2.5亿", 2)
    Stated(amount=25000000000, precision=1000000000)
    >>> read_stated("1,234.5", 2), read_stated("250 万", 0)
    (Stated(amount=123450, precision=1), Stated(amount=2500000, precision=10000))
    >>> read_stated("250.0", 2, 10_000), read_stated("0亿", 2)
    (Stated(amount=250000000, precision=100000), Stated(amount=0, precision=1))
    """
    if magnitude != 1:
        return _times(read_plain(text), magnitude, scale, text)
    found = _STATED.fullmatch(text.strip().translate(SAME_LENGTH).replace("，", ","))
    if found is None:
        return Stated(read_amount(text, scale))
    if found["counted"] and (found["counted"] == "元") is not (scale > 0):
        # Persons in a column of money, or money in one of persons.
        raise Refused.of("amount-has-unit-word", value=text.strip()[:40])
    number = f"{found['number'].replace(',', '')}.{found['rest'] or ''}"
    return _times(Decimal(number), _SCALES[found["scale"].lower()], scale, text)


def _times(number: Decimal, magnitude: int, scale: int, text: str) -> Stated:
    unit = Decimal(magnitude * 10**scale)
    value = number * unit
    if value != int(value):
        raise Refused.of("amount-too-precise", value=text.strip()[:40])
    if value > LARGEST:
        raise Refused.of("amount-too-large", value=text.strip()[:40], largest=f"{LARGEST:,}")
    exponent = number.as_tuple().exponent
    step = int(unit.scaleb(min(0, exponent if isinstance(exponent, int) else 0)))
    return Stated(int(value), max(1, step) if value else 1)


def show_stated(stated: Stated, scale: int, language: str) -> str:
    """Return an amount as it is typed: read again, it says the same to the same step.

    Units: `language` is "en" or "zh"; both are read back alike.

    >>> show_stated(Stated(25_000_000_000, 1_000_000_000), 2, "zh")
    '2.5亿'
    >>> show_stated(Stated(2_500_000, 10_000), 0, "en"), show_stated(Stated(123450), 2, "en")
    ('2.50 million', '1234.50')
    """
    for word in _SHOWN_IN[language]:
        if text := show_in(stated, scale, _SCALES[word.strip()]):
            return f"{text}{word}"
    return str(show_minor(stated.amount, scale))


def show_in(stated: Stated, scale: int, magnitude: int) -> str:
    """Return the number that says an amount to its step in `magnitude` units; "" where none does.

    >>> show_in(Stated(250_000_000, 10_000_000), 0, 100_000_000), show_in(Stated(5), 0, 10_000)
    ('2.5', '')
    """
    unit = magnitude * 10**scale
    places = len(str(unit // stated.precision)) - 1
    if not 1 < stated.precision <= unit or places > _PLACES:
        return ""
    text = f"{Decimal(stated.amount) / unit:.{places}f}"
    return text if read_stated(text, scale, magnitude) == stated else ""
