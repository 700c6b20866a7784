"""Counted and measured amounts: integers in minor units inside, the unit's own size outside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

# One line of the journal holds at most this many minor units (ten thousand billion yuan).
LARGEST = 10**15


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
    try:
        exact = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None
    if not exact.is_finite() or exact.adjusted() > 20 or exact.as_tuple().exponent < -20:  # type: ignore[operator]
        raise ValueError(f"{value!r} is out of range")
    minor = exact.scaleb(scale)
    if minor != minor.to_integral_value():
        raise ValueError(f"{value!r} is finer than the unit")
    return int(minor)
