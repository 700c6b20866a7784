"""Weights of clues from examples: follow the regularised leader, step by step, example by example.

Softmax over the codes that figures of a kind may have; L1 and L2 keep few and small weights
(McMahan and others, "Ad click prediction", 2013). The order is drawn from a fixed seed, numbers
are doubles and sums run in one order, so the same examples give the same weights.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from bench.readouts.training import traits
from bench.readouts.training.examples import MADE_FOR_RULES, Text

from tallystick.extraction.figures.clues import NONE
from tallystick.extraction.figures.traits import Traits
from tallystick.extraction.figures.weights import Rates, Weights

ROUNDS, SEED = 3, 20261127
STEP, L1, L2 = 0.15, 0.4, 1.0
# A clue that one figure alone has teaches nothing.
LEAST = 2
# The title and what stands far away tell little, each by itself.
SCALES = {"t": 0.3, "d": 0.3, "S": 0.3, "p": 0.5, "s": 0.5}
# Weights are kept as whole hundredths; smaller ones are let go.
WHOLE, SMALLEST = 100, 2
# Until measured: how sure a lead is.
NO_RATES: dict[bool, Rates] = {True: ((0, 60),), False: ((0, 60),)}


# Its group and itself.
Clue = tuple[str, str]


@dataclass(frozen=True)
class Lesson:
    """A figure to learn from."""

    kind: str
    clues: list[Clue]
    right: str


def lessons(texts: Iterable[Text], *, rules: bool = True) -> list[Lesson]:
    """Return the figures of texts with their clues.

    What the rules say is left out of texts that the rules were written on: there they look better
    than they are.
    """
    found = []
    for text in texts:
        codes = [one.right or one.ruled for one in text.examples]
        before = text.before(codes)
        for number, one in enumerate(text.examples):
            if one.right is not None:
                heard = rules and text.group not in MADE_FOR_RULES
                groups = text.clues(number, before[:number], rules=heard)
                clues = sorted({(group, clue) for group, said in groups for clue in said})
                found.append(Lesson(one.kind, clues, one.right))
    return found


def learn(examples: Sequence[Lesson]) -> Weights:
    """Return the weights that tell the codes of examples best."""
    seen = Counter(clue for one in examples for clue in one.clues)
    clues = sorted(clue for clue, times in seen.items() if times >= LEAST)
    codes = sorted({NONE, *(one.right for one in examples)})
    pairs = {(one.kind, one.right) for one in examples} | {(one.kind, NONE) for one in examples}
    allowed = {
        kind: tuple(n for n, code in enumerate(codes) if (kind, code) in pairs)
        for kind in sorted({one.kind for one in examples})
    }
    table = _learnt(examples, clues, codes, allowed)
    rows: dict[str, dict[str, dict[int, int]]] = {}
    for (group, clue), values in zip(clues, table, strict=True):
        if row := _row(values):
            rows.setdefault(group, {})[clue] = row
    return Weights(tuple(codes), allowed, NO_RATES, rows, _traits(examples, seen, codes, allowed))


def _traits(
    examples: Sequence[Lesson],
    seen: Counter[Clue],
    codes: Sequence[str],
    allowed: dict[str, tuple[int, ...]],
) -> Traits:
    """Return the traits of the clues that are met often enough."""
    heard = sorted(
        clue
        for clue, times in seen.items()
        if times >= traits.LEAST and clue[0] not in traits.UNHEARD
    )
    scale = np.array([SCALES.get(clue[0], 1.0) for clue in heard])
    rows = [traits.Row(*row) for row in _rows(examples, heard, codes, allowed)]
    return traits.whole(traits.learn_layers(rows, scale, len(codes)), heard)


def _learnt(
    examples: Sequence[Lesson],
    clues: Sequence[Clue],
    codes: Sequence[str],
    allowed: dict[str, tuple[int, ...]],
) -> np.ndarray:
    """Return the weights as doubles, a row a clue, scaled as they are added up."""
    scale = np.array([SCALES.get(clue[0], 1.0) for clue in clues])
    sums, squares = np.zeros((len(clues), len(codes))), np.zeros((len(clues), len(codes)))
    rows = _rows(examples, clues, codes, allowed)
    order, dice = list(range(len(rows))), random.Random(SEED)  # noqa: S311 - the order, no secret
    for _ in range(ROUNDS):
        dice.shuffle(order)
        for place in order:
            given, may_be, right = rows[place]
            part = np.ix_(given, may_be)
            before, squared = sums[part], squares[part]
            weights = _weights(before, squared)
            scales = scale[given][:, None]
            slope = scales * _miss((weights * scales).sum(axis=0), right)[None, :]
            more = slope * slope
            step = (np.sqrt(squared + more) - np.sqrt(squared)) / STEP
            sums[part] = before + slope - step * weights
            squares[part] = squared + more
    return _weights(sums, squares) * scale[:, None]


def _rows(
    examples: Sequence[Lesson],
    clues: Sequence[Clue],
    codes: Sequence[str],
    allowed: dict[str, tuple[int, ...]],
) -> list[tuple[np.ndarray, np.ndarray, int]]:
    """Return examples by numbers: clues, codes that may be, which of these is right."""
    number = {clue: n for n, clue in enumerate(clues)}
    return [
        (
            np.array([number[clue] for clue in one.clues if clue in number], np.int64),
            np.array(allowed[one.kind], np.int64),
            allowed[one.kind].index(codes.index(one.right)),
        )
        for one in examples
    ]


def _weights(sums: np.ndarray, squares: np.ndarray) -> np.ndarray:
    found = -(sums - np.sign(sums) * L1) / ((np.sqrt(squares) + 1.0) / STEP + L2)
    found[np.abs(sums) <= L1] = 0.0
    return found


def _miss(totals: np.ndarray, right: int) -> np.ndarray:
    """Return how much likelier each code is held than it is."""
    top = float(totals.max())
    # math.exp: numpy's differs between processors.
    likely = np.array([math.exp(total - top) for total in totals.tolist()])
    likely /= likely.sum()
    likely[right] -= 1.0
    return likely


def _row(values: np.ndarray) -> dict[int, int]:
    whole = [round(value * WHOLE) for value in values.tolist()]
    return {n: weight for n, weight in enumerate(whole) if abs(weight) >= SMALLEST}
