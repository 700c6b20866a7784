"""Weights of clues for a few classes, by falling gradients: of kinds and of sides alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Row = tuple[Sequence[str], int]
Weights = dict[str, list[float]]
# What a weight of one becomes.
SCALE = 100


@dataclass(frozen=True)
class Pace:
    """How often the rows go by, what keeps weights small, how far a step goes, and how often a
    clue must stand to be heard; what is below `light` says nothing, and is not kept.

    `worth` is what all rows together weigh; None: one each.
    """

    rounds: int
    held_down: float
    step: float
    seldom: int
    light: int
    worth: float | None = None


def learnt(rows: Sequence[Row], classes: int, pace: Pace) -> Weights:
    """Return what each clue weighs for each class; a row is clues and the number of its class."""
    often = Counter(clue for clues, _ in rows for clue in {*clues})
    heard = sorted(clue for clue, times in often.items() if times >= pace.seldom)
    weights = {clue: [0.0] * classes for clue in heard}
    squares = {clue: [1e-6] * classes for clue in heard}
    known = [([clue for clue in clues if clue in weights], right) for clues, right in rows]
    for _ in range(pace.rounds):
        slopes = {clue: [0.0] * classes for clue in heard}
        for clues, right in known:
            _lean(clues, right, weights, slopes)
        for clue in heard:
            for one in range(classes):
                told = slopes[clue][one]
                if pace.worth is not None:
                    told = told / len(rows) * pace.worth
                slope = told - pace.held_down * weights[clue][one]
                squares[clue][one] += slope * slope
                weights[clue][one] += pace.step * slope / math.sqrt(squares[clue][one])
    return weights


def _lean(clues: Sequence[str], right: int, weights: Weights, slopes: Weights) -> None:
    """Add to the slopes what would make the right class likelier."""
    # A row of nothing that is heard leans nowhere.
    sums = [sum(each) for each in zip(*(weights[clue] for clue in clues), strict=True)]
    most = max(sums, default=0.0)
    likely = [math.exp(one - most) for one in sums]
    whole = sum(likely)
    changes = [(one == right) - share / whole for one, share in enumerate(likely)]
    for clue in clues:
        slope = slopes[clue]
        for one, change in enumerate(changes):
            slope[one] += change


def rounded(weights: Weights, pace: Pace) -> dict[str, list[int]]:
    """Return whole numbers; clues that say nothing are left out."""
    whole = {clue: [round(SCALE * one) for one in each] for clue, each in sorted(weights.items())}
    return {clue: each for clue, each in whole.items() if max(map(abs, each)) >= pace.light}
