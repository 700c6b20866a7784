"""Learn from labelled English texts which piece beside a name is the post of who bears it.

    .venv/bin/python -m bench.readouts.learn_posts            write posts.csv
    .venv/bin/python -m bench.readouts.learn_posts --folds 5  how well others are told; no file

Weights are those of a softmax over the pieces that hold a word of a post, and none. Texts held
back, and those of events that are only scored, are never learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.readouts import choices
from bench.readouts.choices import Row, rounded
from bench.readouts.learn_names import labels_hash
from bench.readouts.learn_sides import learnt_from
from bench.readouts.people_taught import Taught, right_choices, sentences
from bench.readouts.tables import Learner, cut

import tallystick.extraction.people

TABLE = Path(tallystick.extraction.people.__path__[0]) / "posts.csv"


def rows(taught: Iterable[Taught]) -> Iterator[Row]:
    """Yield the clues of what may be the post of each name, and which are right."""
    for one in taught:
        for start in one.names:
            found, right = right_choices(one, start)
            if found.pieces:
                yield found.clues(), right


def _others(known: Sequence[Row], folds: int) -> Counter[str]:
    """Return how many posts are told right with what the other folds teach."""
    counts: Counter[str] = Counter()
    for rest, left in cut(known, folds):
        weights = rounded(choices.learnt(rest))
        for clues, right in left:
            sums = [sum(weights.get(clue, 0) for clue in each) for each in clues]
            counts["names"] += 1
            counts["told right"] += sums.index(max(sums)) in right
    return counts


def main() -> int:
    """Learn and write the table, or tell how well others would be told."""
    known = [*rows(sentences(learnt_from()))]
    return Learner(
        "learn_posts",
        TABLE,
        ["clue", "weight"],
        labels_hash,
        lambda: rounded(choices.learnt(known)).items(),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
