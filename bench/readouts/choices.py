"""Weights of clues by which one of several choices is right, by falling gradients."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

# The clues of each choice, and which choices are right.
Row = tuple[Sequence[Sequence[str]], frozenset[int]]
Weights = dict[str, float]
# How often the rows go by, what keeps weights small, and how often a clue must stand to be heard.
ROUNDS, HELD_DOWN, STEP, SELDOM = 100, 0.3, 0.3, 3
# What a weight of one becomes, and below what it says nothing.
SCALE, LIGHT = 100, 3


def learnt(taught: Iterable[Row], held_down: float = HELD_DOWN) -> Weights:
    """Return the weights by which the right choices are chosen; rows without one teach nothing.

    Units: `held_down` is what keeps weights small, the more of it the smaller.
    """
    known = [row for row in taught if row[1]]
    often = Counter(clue for choices, _ in known for each in choices for clue in each)
    heard = sorted(clue for clue, times in often.items() if times >= SELDOM)
    weights = dict.fromkeys(heard, 0.0)
    squares = dict.fromkeys(heard, 1e-6)
    rows = [
        ([[clue for clue in each if clue in weights] for each in choices], right)
        for choices, right in known
    ]
    for _ in range(ROUNDS):
        slopes = dict.fromkeys(heard, 0.0)
        for clues, right in rows:
            _lean(clues, right, weights, slopes)
        for clue in heard:
            slope = slopes[clue] - held_down * weights[clue]
            squares[clue] += slope * slope
            weights[clue] += STEP * slope / math.sqrt(squares[clue])
    return weights


def _lean(
    clues: Sequence[Sequence[str]], right: frozenset[int], weights: Weights, slopes: Weights
) -> None:
    """Add to the slopes what would make the right choices likelier."""
    sums = [sum(weights[clue] for clue in each) for each in clues]
    most = max(sums)
    likely = [math.exp(one - most) for one in sums]
    whole, good = sum(likely), sum(likely[at] for at in sorted(right))
    for at, each in enumerate(clues):
        change = (likely[at] / good if at in right else 0.0) - likely[at] / whole
        for clue in each:
            slopes[clue] += change


def rounded(weights: Weights) -> dict[str, int]:
    """Return whole numbers; clues that say nothing are left out."""
    whole = {clue: round(SCALE * one) for clue, one in sorted(weights.items())}
    return {clue: one for clue, one in whole.items() if abs(one) >= LIGHT}
