"""From counts to indicators: sums, ratios, completion. Integers until the last step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tallystick.indicators.rules.counts import Count, Formula
from tallystick.indicators.rules.window import Window

Read = Callable[[Count], int]


def amount(formula: Formula, read: Read) -> int:
    """Return what a count or a sum of counts amounts to, each read by `read`.

    Raises: ValueError for a ratio, which has no amount.
    """
    if formula.over:
        raise ValueError(f"{formula.code} is a ratio")
    if formula.count:
        return read(formula.count)
    return sum(amount(part, read) for part in formula.parts)


def fraction(formula: Formula, read: Read) -> tuple[int, int]:
    """Return numerator and denominator of a ratio, each in minor units of its own.

    Raises: ValueError when it is no ratio.
    """
    if not formula.over:
        raise ValueError(f"{formula.code} is no ratio")
    above, below = formula.over
    return amount(above, read), amount(below, read)


def value(formula: Formula, read: Read) -> int | None:
    """Return what an indicator is, of counts read by `read`; None for a ratio over zero."""
    if formula.over:
        return quotient(*fraction(formula, read), percent=formula.percent)
    return amount(formula, read)


def quotient(numerator: int, denominator: int, *, percent: bool) -> int | None:
    """Return a ratio as an integer, None over zero.

    Units: a percentage in hundredths of a percent; any other in the numerator's minor units.
    Source: docs/method/scorecard.md, "Ratios".

    >>> quotient(24, 52, percent=True), quotient(1, 0, percent=True)
    (4615, None)
    """
    if denominator == 0:
        return None
    return round_half_up(Fraction(numerator * (10_000 if percent else 1), denominator))


def round_half_up(value: Fraction) -> int:
    """Return the nearest integer, halves away from zero.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(-5, 2))
    (3, -3)
    """
    nearest = (abs(value) + Fraction(1, 2)) // 1
    return int(nearest) if value >= 0 else -int(nearest)


def completion(matched: int | Fraction, target: int) -> str | None:
    """Return how much of the target was matched, in percent with one decimal; None over zero.

    >>> completion(693, 100), completion(1, 3)
    ('693.0', '33.3')
    """
    if target == 0:
        return None
    tenths = round_half_up(Fraction(matched) * 1000 / target)
    sign, tenths = ("-" if tenths < 0 else ""), abs(tenths)
    return f"{sign}{tenths // 10}.{tenths % 10}"


def due_by_now(target: int, window: Window, ends: date) -> int:
    """Return the part of a year's target that falls on the days gone by, whole units of it.

    Units: as `target`; `ends` is the last day of the target's period.

    >>> from tallystick.indicators.rules.window import window_of
    >>> from tallystick.kernel.period import Period
    >>> half = window_of(2019, Period(None, None), date(2019, 6, 30), date(2020, 1, 1))
    >>> due_by_now(365, half, date(2019, 12, 31))
    181
    """
    gone = (min(window.until, ends) - window.since).days + 1
    return target * gone // ((ends - window.since).days + 1)
