"""Learn from labelled English texts which of the words they print in capitals are a name.

    .venv/bin/python -m bench.readouts.learn_names            write names.csv
    .venv/bin/python -m bench.readouts.learn_names --folds 5  how well others are told; no file

A name is that of somebody who is labelled, or one word of it alone. Weights are those of a softmax
of two classes. Texts held back, and those of events that are only scored, are never learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.readouts import softmax
from bench.readouts.learn_sides import learnt_from
from bench.readouts.people_taught import Taught, candidates, people_of, sentences
from bench.readouts.softmax import Pace, Row
from bench.readouts.tables import Learner, cut, hash_of

import tallystick.extraction.people
from tallystick.extraction.people.name_clues import clues_of_name

TABLE = Path(tallystick.extraction.people.__path__[0]) / "names.csv"
PACE = Pace(rounds=60, held_down=1.0, step=0.3, seldom=2, light=5)


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    return hash_of(learnt_from(), people_of)


def rows(taught: Iterable[Taught]) -> Iterator[Row]:
    """Yield clues, and 1 where they are of a name, of all that may be one."""
    for one in taught:
        for start, stop in candidates(one.sentence):
            yield clues_of_name(one.sentence, start, stop), int(one.is_name(start, stop))


def learnt(taught: Iterable[Row]) -> dict[str, int]:
    """Return by clue how much more it speaks for a name than against one."""
    weights = softmax.learnt([*taught], 2, PACE)
    whole = {
        clue: round(softmax.SCALE * (name - none)) for clue, (none, name) in sorted(weights.items())
    }
    return {clue: one for clue, one in whole.items() if abs(one) >= PACE.light}


def _others(known: Sequence[Row], folds: int) -> Counter[str]:
    """Return how many are told right with what the other folds teach."""
    counts: Counter[str] = Counter()
    for rest, left in cut(known, folds):
        weights = learnt(rest)
        for clues, right in left:
            told = sum(weights.get(clue, 0) for clue in clues) > 0
            counts["names"] += right
            counts["told"] += told
            counts["told right"] += told and right == 1
    return counts


def main() -> int:
    """Learn and write the table, or tell how well others would be told."""
    known = [*rows(sentences(learnt_from()))]
    return Learner(
        "learn_names",
        TABLE,
        ["clue", "weight"],
        labels_hash,
        lambda: learnt(known).items(),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
