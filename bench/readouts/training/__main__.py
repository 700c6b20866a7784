"""Learn what a figure reports from labelled announcements and passages.

.venv/bin/python -m bench.readouts.training            learn, and write the weights shipped
.venv/bin/python -m bench.readouts.training --check    whether they would come out the same
.venv/bin/python -m bench.readouts.training --measure  by fifths, and with fewer passages
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from bench.readouts.score import HERE
from bench.readouts.training.examples import OPEN, PASSAGES, REAL, Text, all_texts
from bench.readouts.training.learning import learn, lessons
from bench.readouts.training.measuring import (
    fifth_of,
    rates_by_agreement,
    share_right,
    told_in_fifths,
)
from bench.readouts.training.writing import data_hash, written

WEIGHTS = HERE.parents[1] / "src/tallystick/extraction/figures/weights.tsv"


# How sure a lead is, is measured on so many fifths of the pages retold: each costs one learning.
RATED = 2


def main() -> int:
    """Learn, check or measure; return 1 when the weights shipped are others."""
    words = argparse.ArgumentParser(prog="bench.readouts.training")
    words.add_argument("--check", action="store_true")
    words.add_argument("--measure", action="store_true")
    words.add_argument("--passages", type=Path, default=PASSAGES)
    given = words.parse_args()
    texts = all_texts(given.passages)
    if given.measure:
        return measure(texts)
    outcomes = list(told_in_fifths(texts, REAL, rules=True, fifths=RATED))
    weights = replace(learn(lessons(texts)), rates=rates_by_agreement(outcomes))
    made = written(weights, data_hash(given.passages))
    if given.check:
        return 0 if WEIGHTS.read_text("utf-8") == made else 1
    WEIGHTS.write_text(made, "utf-8")
    return 0


def measure(texts: list[Text]) -> int:
    """Print how many figures were told right, by what was learnt from."""
    for group, rules in ((REAL, True), (REAL, False), (OPEN, False)):
        for part in (8, 4, 2, 1):
            kept = [text for text in texts if text.group == group or _kept(text, part)]
            outcomes = list(told_in_fifths(kept, group, rules=rules))
            ruled, weighed = share_right(outcomes)
            print(
                f"{group}\t{'with' if rules else 'without'} rules\t1/{part} of the rest\t"
                f"{len(outcomes)} figures\trules {ruled:.3f}\tweights {weighed:.3f}",
                flush=True,
            )
    return 0


def _kept(text: Text, part: int) -> bool:
    return hash_of(text) % part == 0


def hash_of(text: Text) -> int:
    """Return a number by which a part of the texts is drawn."""
    return sum(map(ord, text.passage.name)) + fifth_of(text)


if __name__ == "__main__":
    sys.exit(main())
