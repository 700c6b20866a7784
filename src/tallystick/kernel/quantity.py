"""Counted and measured amounts: integers in minor units inside, the unit's own size outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# One line of the journal holds at most this many minor units (ten thousand billion yuan).
LARGEST = 10**15
_PLAIN = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


@dataclass(frozen=True)
class Quantity:
    """`amount` minor units of `unit`; `scale` decimal places lie inside the integer.

    Units: amount 1250, unit CNY, scale 2 is 12.50 yuan.

    >>> Quantity(1250, "CNY", 2).shown()
    '12.50'
    >>> Quantity(1200, "CNY", 2).shown()
    12
    """

    amount: int
    unit: str
    scale: int = 0

    def shown(self) -> int | str:
        """Return the amount in the unit itself: an int when whole, else a decimal string."""
        return show_minor(self.amount, self.scale)


def show_minor(amount: int, scale: int) -> int | str:
    """Return `amount` minor units in the unit itself, ready for JSON; never a float.

    >>> show_minor(-5, 2), show_minor(700, 2), show_minor(7, 0)
    ('-0.05', 7, 7)
    """
    whole, rest = divmod(abs(amount), 10**scale)
    sign = "-" if amount < 0 else ""
    return int(f"{sign}{whole}") if rest == 0 else f"{sign}{whole}.{rest:0{scale}d}"


def to_minor(value: Decimal | str, scale: int) -> int:
    """Return `value` of the unit in minor units.

    Raises: ValueError when it is no plain number, or finer than the unit's scale.

    >>> to_minor("12.5", 2)
    1250
    """
    if not _PLAIN.fullmatch(f"{value:f}" if isinstance(value, Decimal) else value):
        raise ValueError(f"{str(value)[:40]!r} is no plain number")
    exact = Decimal(value)
    minor = exact.scaleb(scale)
    if minor != minor.to_integral_value():
        raise ValueError(f"{value!r} is finer than the unit")
    return int(minor)
