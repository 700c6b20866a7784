"""A year by the elements of a framework: how each indicator stands. Plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.indicators.rules.rows import ScoreRow

# How an indicator with a target stands; without one it is no_target.
STANDINGS = ("met", "on_course", "behind", "not_reported", "not_due", "not_applicable")


def standing_of(row: ScoreRow) -> str:
    """Return how a row of the scorecard stands against its target.

    A ratio is compared by its parts, before it is rounded.

    >>> row = ScoreRow("LC_TOTAL", "person", 0, target=100, matched=60, due_by_now=50)
    >>> standing_of(row)
    'on_course'
    >>> half = ("LC_POV_SHARE", "percent", 2, 5000, None, 5000, 4999, 10000)
    >>> standing_of(ScoreRow(*half, due_by_now=5000))
    'behind'
    """
    if not row.target:
        return "no_target"
    if row.matched is None:
        return _silence(row)
    done, promised = row.matched, row.target
    if row.numerator is not None and row.denominator:
        done = row.numerator * (10_000 if row.unit == "percent" else 1)
        promised = row.target * row.denominator
    if done >= promised:
        return "met"
    behind = row.due_by_now is not None and row.matched < row.due_by_now
    return "behind" if behind or row.due_by_now == row.target else "on_course"


def _silence(row: ScoreRow) -> str:
    said = {flag.code for flag in row.flags if flag.about == "matched"}
    return next((code for code in ("not_reported", "not_due") if code in said), "not_applicable")


@dataclass(frozen=True)
class Counted:
    """How many indicators speak to something, have a target, and stand in each way.

    An element has no percentage of its own: a mean of ratios of unlike things says nothing.
    """

    indicators: int
    with_target: int
    met: int = 0
    on_course: int = 0
    behind: int = 0
    not_reported: int = 0
    not_due: int = 0
    not_applicable: int = 0


def counted(rows: Iterable[ScoreRow]) -> Counted:
    """Return how many rows stand in each way; an indicator that comes twice counts once.

    >>> row = ScoreRow("LC_TOTAL", "person", 0, target=100, matched=100)
    >>> counted([row, row, ScoreRow("LC_POV", "person", 0)])  # doctest: +ELLIPSIS
    Counted(indicators=2, with_target=1, met=1, on_course=0, behind=0, ...)
    """
    once = {row.indicator: standing_of(row) for row in rows}
    found = Counter(once.values())
    return Counted(
        len(once), len(once) - found["no_target"], **{name: found[name] for name in STANDINGS}
    )
