"""Traits from examples: a layer between clues and codes, beside the weights.

Six layers are learnt side by side and say a sixth each. Half of the clues is left out by chance, so
that no trait hangs on one alone (Srivastava and others, "Dropout", 2014). Steps shrink as clues are
met more often (Duchi and others, "Adaptive subgradient methods", 2011). What is drawn comes from a
fixed seed, and sums run in one order, so the same examples give the same traits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tallystick.extraction.figures.traits import FINER, LOUDEST_SAID, PARTS, Traits

LAYERS, WIDE, ROUNDS, SEED = 6, 16, 12, 20261128
STEP, LAST_STEP, HELD_DOWN, FIRST_SQUARE = 0.1, 0.05, 1e-4, 0.1
# Clues begin with up to so much for a trait, and traits for a code.
CLUES_BEGIN, CODES_BEGIN, START = 0.087, 0.5, 0.1
LEFT_OUT = 0.5
# A clue that fewer figures have is heard by weights alone, as are words far away.
LEAST, UNHEARD = 10, frozenset(("S", "t"))
WHOLE, MOST = 100, 127


@dataclass(frozen=True)
class Row:
    """One example by numbers: its clues, the codes it may have, which of these is right."""

    clues: np.ndarray
    may_be: np.ndarray
    right: int


@dataclass(frozen=True)
class Layers:
    """What all layers have learnt; the first axis of `codes` and the last of `clues` is a trait."""

    clues: np.ndarray
    starts: np.ndarray
    codes: np.ndarray


def learn_layers(rows: Sequence[Row], scale: np.ndarray, codes: int) -> Layers:
    """Return the layers that tell the codes of examples best.

    Units: `scale` of each clue, by which it is heard; nothing where it is not.
    """
    dice = np.random.RandomState(SEED)
    shape = (len(scale), LAYERS, WIDE)
    clues = (dice.random_sample(shape) * 2 - 1) * CLUES_BEGIN
    worth = (dice.random_sample((codes, LAYERS, WIDE)) * 2 - 1) * CODES_BEGIN
    starts = np.full((LAYERS, WIDE), START)
    squares = [np.full_like(one, FIRST_SQUARE) for one in (clues, worth, starts)]
    loud = (scale / (1 - LEFT_OUT))[:, None, None]
    done, total = 0, ROUNDS * len(rows)
    for _ in range(ROUNDS):
        for place in dice.permutation(len(rows)).tolist():
            row = rows[place]
            step = STEP * (1 - (1 - LAST_STEP) * done / total)
            done += 1
            heard = row.clues[dice.random_sample(len(row.clues)) >= LEFT_OUT]
            part, near, by = clues[heard], worth[row.may_be], loud[heard]
            sums = (part * by).sum(axis=0) + starts
            heights = np.maximum(sums, 0.0)
            miss = _misses((heights * near).sum(axis=2), row.right)[:, :, None]
            slopes = (near * miss).sum(axis=0) * (sums > 0.0)
            slope = by * slopes + HELD_DOWN * part
            size = squares[0][heard] + slope * slope
            squares[0][heard] = size
            clues[heard] = part - step * slope / np.sqrt(size)
            slope = heights * miss
            size = squares[1][row.may_be] + slope * slope
            squares[1][row.may_be] = size
            worth[row.may_be] = near - step * slope / np.sqrt(size)
            squares[2] += slopes * slopes
            starts -= step * slopes / np.sqrt(squares[2])
    flat = LAYERS * WIDE
    return Layers(
        (clues * scale[:, None, None]).reshape(-1, flat),
        starts.reshape(flat),
        worth.reshape(codes, flat).T / LAYERS,
    )


def whole(layers: Layers, names: Sequence[tuple[str, str]]) -> Traits:
    """Return layers as whole numbers; `names` are the clues that are heard, with their groups."""
    rows: dict[str, dict[str, bytes]] = {}
    worth = np.clip(np.rint(layers.clues * PARTS), -MOST, MOST).astype(np.int8)
    for (group, clue), row in zip(names, worth, strict=True):
        if row.any():
            rows.setdefault(group, {})[clue] = row.tobytes()
    finer = WHOLE * (1 << FINER) / PARTS
    return Traits(
        [round(start * PARTS) for start in layers.starts.tolist()],
        [
            {
                n: max(-LOUDEST_SAID, min(LOUDEST_SAID, round(one * finer)))
                for n, one in enumerate(said)
            }
            for said in layers.codes.tolist()
        ],
        rows,
    )


def _misses(totals: np.ndarray, right: int) -> np.ndarray:
    """Return, a layer a column, how much likelier each code is held than it is."""
    # math.exp: numpy's differs between processors.
    likely = np.array([list(map(math.exp, row)) for row in (totals - totals.max(axis=0)).tolist()])
    likely /= likely.sum(axis=0)
    likely[right] -= 1.0
    return likely
