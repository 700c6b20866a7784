"""A printed growth held to the printed levels of the two years: does the one follow from the other.

Each print is read as rounded to its last digit, and so is the growth; it agrees when any numbers
within these ends make it.
Source: docs/method/claims.md, "Growth".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import islice

from tallystick.indicators.rules.comparing.reasons import Reason
from tallystick.indicators.rules.comparing.said import Said
from tallystick.indicators.rules.comparing.verdicts import Compared
from tallystick.indicators.rules.window import year_before

# One year of one thing has one level; the press prints a few. Who prints more is not read on.
MOST_LEVELS = 100


def made(before: Fraction, now: Fraction) -> Fraction:
    """Return by how many percent the one is more than the other.

    >>> made(Fraction(120128), Fraction(455600)) > 279
    True
    """
    return (now / before - 1) * 100


def tenths(percent: Fraction) -> str:
    """Return a percentage with its sign and one decimal place.

    >>> tenths(made(Fraction(120128), Fraction(455600))), tenths(Fraction(-1, 3))
    ('+279.3', '-0.3')
    """
    number = round(abs(percent) * 10)
    return f"{'-' if percent < 0 else '+'}{number // 10:,}.{number % 10}"


def check_growth(growth: Said, levels: Iterable[Said]) -> Compared | None:
    """Return a growth held to the levels it should follow from, the nearest pair of them.

    None where it has no number or days; without a level of either year nothing can be told.
    """
    if growth.value is None or growth.until is None or growth.since is None:
        return None
    days = (year_before(growth.since), year_before(growth.until))
    levels = [level for level in levels if _level_of(growth, level)]
    pair = _nearest(
        growth.value,
        _distinct(one for one in levels if (one.since, one.until) == days and one.value),
        _distinct(one for one in levels if one.since == growth.since and one.until == growth.until),
    )
    if pair is None:
        return Compared(growth, (), "cannot_tell", Reason("no_levels"))
    old, new = pair
    params = {
        "mine": growth.words,
        "before": old.words,
        "now": new.words,
        "made": tenths(_made_of(old, new)),
    }
    if _can_make(old, new, growth):
        return Compared(growth, (old, new), "agrees", Reason("follows", params))
    return Compared(growth, (old, new), "differs", Reason("growth", params))


def _distinct(levels: Iterable[Said]) -> list[Said]:
    """Return levels without reprints of the same number, and no more than anybody reads."""
    once: dict[tuple[str, Fraction | None, Fraction], Said] = {}
    for one in levels:
        once.setdefault((one.unit, one.value, one.place), one)
    return list(islice(once.values(), MOST_LEVELS))


def _nearest(
    percent: Fraction, before: Sequence[Said], now: Sequence[Said]
) -> tuple[Said, Said] | None:
    """Return the level of each year between which the growth lies nearest to the one printed.

    Of each later level only the two earlier ones around the one it would follow from are tried.
    """
    by_unit: dict[str, list[Said]] = defaultdict(list)
    for old in sorted(before, key=_number):
        by_unit[old.unit].append(old)
    pairs = [
        (old, new)
        for new in now
        if (olds := by_unit.get(new.unit))
        for old in _around(olds, _number(new) / (1 + percent / 100) if percent > -100 else None)
    ]
    return min(pairs, key=lambda pair: abs(_made_of(*pair) - percent), default=None)


def _around(olds: Sequence[Said], wanted: Fraction | None) -> Sequence[Said]:
    at = bisect_left(olds, wanted, key=_number) if wanted is not None else len(olds)
    return olds[max(at - 1, 0) : at + 1]


def _number(said: Said) -> Fraction:
    return said.value or Fraction(0)


def _level_of(growth: Said, level: Said) -> bool:
    return (
        level.indicator == growth.indicator
        and level.parties == growth.parties
        and level.value is not None
        and level.status == "actual"
        and not level.breakdown
    )


def _made_of(old: Said, new: Said) -> Fraction:
    return made(old.value or Fraction(1), new.value or Fraction(0))


def _can_make(old: Said, new: Said, growth: Said) -> bool:
    low = made(_end(old, 1), _end(new, -1))
    high = made(_end(old, -1), _end(new, 1))
    return low <= _end(growth, 1) and _end(growth, -1) <= high


def _end(said: Said, sign: int) -> Fraction:
    """Return the number a print may stand for at most (1) or at least (-1), by its last digit.

    The half of a digit is never more than one in twenty: 400 may be 400 exactly.
    """
    value = said.value or Fraction(0)
    slack = min(said.place / 2, abs(value) / 20) if said.unit != "percent" else said.place / 2
    return value + sign * slack
