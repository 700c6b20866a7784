"""Pairings ranked by one indicator: who has a place, which share one, and what a unit cost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from tallystick.indicators.rules.arithmetic import amount, round_half_up
from tallystick.indicators.rules.counts import PAID_FOR, Formula
from tallystick.indicators.rules.figures import Answer, Heard
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.programme.rules.catalogue import Indicator

RANKED = "ranked"
Key = TypeVar("Key", bound=Hashable)
# Why a row has no place, in the order in which such rows stand after the ranked ones.
UNRANKED = ("does_not_bind", "no_target", "not_reported", "not_due", "not_applicable")
# A share is shown with one decimal of a percent, so it is known to half of that.
SHOWN_TO = Fraction(1, 2000)
# Workstream → the use of money its results are held against.
PAID_WITH = {"industrial": "industry", "labour": "employment"}


@dataclass(frozen=True)
class Share:
    """What part of its target a pairing reached: at least and at most."""

    low: Fraction
    high: Fraction


def standing_of(row: ScoreRow) -> str:
    """Return whether a row may have a place, else why it has none.

    Source: docs/method/comparing-pairings.md, "Who is ranked".
    """
    if row.matched is None:
        about = {flag.code for flag in row.flags if flag.about == "matched"}
        return next((code for code in UNRANKED if code in about), "not_applicable")
    if not row.target:
        return "no_target"
    if any(flag.code == "target_does_not_bind" for flag in row.flags):
        return "does_not_bind"
    return RANKED


def share_of(matched: int, target: int, rough: int = 0) -> Share:
    """Return the share of a target as far as it is known.

    Units: all in minor units of one unit; `rough` is the sum of the steps to which the entries of
    the year were stated, so that the figure may be half of it more or less.

    >>> share_of(96, 100, rough=4)
    Share(low=Fraction(1879, 2000), high=Fraction(1961, 2000))
    """
    exact, give = Fraction(matched, target), Fraction(rough, 2 * target) + SHOWN_TO
    return Share(exact - give, exact + give)


def places(shares: Mapping[Key, Share]) -> dict[Key, int]:
    """Return the place of each: one more than how many are certainly ahead of it.

    Two that rounding may have set apart share a place.

    >>> places({"a": share_of(99, 100), "b": share_of(9895, 10000), "c": share_of(50, 100)})
    {'a': 1, 'b': 1, 'c': 3}
    """
    lows = sorted((share.low for share in shares.values()), reverse=True)
    return {key: 1 + _above(lows, share.high) for key, share in shares.items()}


def _above(lows: Sequence[Fraction], high: Fraction) -> int:
    """Return how many of `lows`, the greatest first, lie above a share."""
    first, last = 0, len(lows)
    while first < last:
        middle = (first + last) // 2
        first, last = (middle + 1, last) if lows[middle] > high else (first, middle)
    return first


@dataclass(frozen=True)
class UnitCost:
    """What a unit of a result cost: fen for one; `empty` says why there is none.

    Units: `paid` in fen; `each` is `paid` over the matched figure.
    """

    use: str = ""
    paid: int | None = None
    each: int | None = None
    empty: str = ""


def unit_cost(indicator: Indicator, row: ScoreRow, answer: Answer | None) -> UnitCost:
    """Return the money paid out for the use an indicator belongs to, over what it counts.

    Only flows that are counted have one, of a workstream whose money bears a use of its own.
    Source: docs/method/comparing-pairings.md, "What a unit cost".
    """
    use = PAID_WITH.get(indicator.workstream, "")
    counted = indicator.kind == "flow" and indicator.aggregation != "ratio" and not indicator.scale
    if not use or not counted or answer is None:
        return UnitCost(empty="not_applicable")
    paid = amount(Formula("", count=PAID_FOR[use]), lambda count: answer.figures[count].now)
    if paid <= 0:
        heard = answer.heard.get("funds", Heard()).lines
        return UnitCost(use, empty="not_applicable" if heard else "not_reported")
    if row.matched is None or row.matched <= 0:
        return UnitCost(use, paid, empty="not_applicable")
    return UnitCost(use, paid, round_half_up(Fraction(paid, row.matched)))
