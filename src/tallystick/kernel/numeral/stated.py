"""Amounts as an office states them: a figure with the step to which it was stated.

"2.5亿" says a tenth of 亿 and no more; "250000000" says every yuan. What is compared with another
office's figure is compared at the coarser of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tallystick.kernel.numeral.amounts import read_amount
from tallystick.kernel.numeral.words import SAME_LENGTH
from tallystick.kernel.problem import Refused
from tallystick.kernel.quantity import LARGEST

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
_STATED = re.compile(
    r"(?P<number>[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.(?P<rest>[0-9]{1,8}))?"
    rf"\s?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\s?[元人]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """An amount and the step to which it was stated, both in minor units; a step of 1 is exact."""

    amount: int
    precision: int


def read_stated(text: str, scale: int) -> Stated:
    """Return what a person typed as an amount: a plain number, or one with 万, 亿 or million.

    Units: the text is in the unit itself (yuan); `scale` decimal places lie inside the result.
    Raises: Refused as `read_amount`.

    >>> read_stated("2.5亿", 2)
    Stated(amount=25000000000, precision=1000000000)
    >>> read_stated("1,234.5", 2), read_stated("250 万", 0)
    (Stated(amount=123450, precision=1), Stated(amount=2500000, precision=10000))
    """
    found = _STATED.fullmatch(text.strip().translate(SAME_LENGTH).replace("，", ","))
    if found is None:
        return Stated(read_amount(text, scale), 1)
    rest = found["rest"] or ""
    unit = Decimal(_SCALES[found["scale"].lower()] * 10**scale)
    value = Decimal(f"{found['number'].replace(',', '')}.{rest or '0'}") * unit
    step = unit.scaleb(-len(rest))
    if value != int(value):
        raise Refused.of("amount-too-precise", value=text.strip()[:40])
    if value > LARGEST:
        raise Refused.of("amount-too-large", value=text.strip()[:40], largest=f"{LARGEST:,}")
    return Stated(int(value), max(1, int(step)))
