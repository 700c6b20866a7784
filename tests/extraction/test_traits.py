"""Traits hear clues together: what neither says alone, two may say.

The clues are invented.
"""

from __future__ import annotations

import numpy as np
from bench.readouts.training.traits import LAYERS, WIDE, Row, learn_layers, whole

from tallystick.extraction.figures.traits import LOUDEST, LOUDEST_SAID, PARTS, Traits
from tallystick.extraction.figures.weights import Weights, shipped_weights

CODES = ("-", "FS_GOV_FUND", "LC_TOTAL")
ROWS = {"h": {"gift": bytes([PARTS, 0]), "state": bytes([PARTS, 256 - PARTS])}}
# One is heard where both stand there, the other where the gift stands alone.
BOTH = Traits([-PARTS, PARTS // 2], [{1: 500}, {2: 20}], ROWS)


def told(*clues: str, traits: Traits = BOTH) -> str:
    """Return the code for clues of one group."""
    weights = Weights(CODES, {"money": (0, 1, 2)}, {}, {"h": {"gift": {0: 8}}}, traits)
    scale = weights.scale("money")
    assert scale is not None
    return CODES[scale.weigh([("h", clues)]).best]


def test_two_clues_say_together_what_neither_says_alone() -> None:
    assert told("gift") == "-"
    assert told("state") == "-"
    assert told("gift", "state") == "FS_GOV_FUND"


def test_clues_added_up_before_are_heard_as_if_they_came_now() -> None:
    weights = Weights(CODES, {"money": (0, 1, 2)}, {}, {"h": {"gift": {0: 8}}}, BOTH)
    scale = weights.scale("money")
    assert scale is not None
    before = scale.total([("h", ("gift",))])
    assert scale.weigh([("h", ("state",))], before) == scale.weigh([("h", ("gift", "state"))])


def test_no_trait_is_louder_than_its_lane_holds() -> None:
    rows = {"h": {f"clue {n}": bytes([127] * 96) for n in range(3000)}}
    loud = Traits([0] * 96, [{1: LOUDEST_SAID, 2: -LOUDEST_SAID}] * 96, rows)
    assert told(*rows["h"], traits=loud) == "FS_GOV_FUND"
    assert 96 * LOUDEST * LOUDEST_SAID < 1 << 31


def test_the_same_examples_teach_the_same_traits_and_what_they_say() -> None:
    may_be, scale = np.array([0, 1]), np.array([1.0, 1.0, 1.0])
    rows = [Row(np.array([2, n % 2]), may_be, n % 2) for n in range(60)]
    names = [("h", "gift"), ("h", "state"), ("h", "year")]
    first, again = (whole(learn_layers(rows, scale, 3), names) for _ in range(2))
    assert first == again
    assert len(first.starts) == LAYERS * WIDE
    assert told("gift", "year", traits=first) == "-"
    assert told("state", "year", traits=first) == "FS_GOV_FUND"


def test_the_traits_shipped_have_a_byte_of_each_clue() -> None:
    traits = shipped_weights().traits
    assert traits.rows
    assert {len(row) for clues in traits.rows.values() for row in clues.values()} == {
        len(traits.starts)
    }
