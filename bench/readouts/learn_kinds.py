"""Learn from labelled texts of which kind the event of a text is.

    .venv/bin/python -m bench.readouts.learn_kinds            write kinds.csv
    .venv/bin/python -m bench.readouts.learn_kinds --folds 5  how well others are read; no file

Weights are those of a softmax over the kinds, by falling gradients, for each language apart. Texts
held back, and those of events that are only scored, are never learnt from.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.readouts.learn_sides import Pair, all_learnt_from
from bench.readouts.tables import Learner

import tallystick.extraction.events
from tallystick.extraction.events.kind_clues import clues_of
from tallystick.extraction.events.kind_rules import kind_by_rules, told_in
from tallystick.extraction.events.kind_weighed import KINDS, heaviest
from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people
from tallystick.regions.rules.shipped import shipped_names

TABLE = Path(tallystick.extraction.events.__path__[0]) / "kinds.csv"
LANGUAGES = ("en", "zh")
# How often the texts go by, what keeps weights small, and how often a clue must stand to be heard.
ROUNDS, HELD_DOWN, STEP, SELDOM = 60, 1.0, 0.3, 3
# What a weight of one becomes, and below what it says nothing.
SCALE, LIGHT = 100, 3
Row = tuple[list[str], int]
Weights = dict[str, list[float]]


@dataclass(frozen=True)
class Text:
    """A text with the clues of its kind, the kind of the rules and the one labelled."""

    lang: str
    clues: list[str]
    by_rules: str
    labelled: str


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    found = sha256()
    for source, label in all_learnt_from():
        said = [label["id"], source["text"], source.get("published"), label["event"]["kind"]]
        found.update(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    return found.hexdigest()


def texts(pairs: Iterable[Pair]) -> Iterator[Text]:
    """Yield the texts with the clues of their kinds."""
    gazetteer = shipped_names()
    for source, label in pairs:
        page = page_of(source["text"], None, source.get("published"), gazetteer)
        people, told = find_people(page), tuple(told_in(page))
        by_rules, _ = kind_by_rules(page, people, told)
        clues = clues_of(page, people, told, by_rules)
        yield Text("zh" if page.chinese else "en", clues, by_rules, label["event"]["kind"])


def learnt(taught: Iterable[Text]) -> Weights:
    """Return the weights by which texts of one language have their labelled kinds."""
    known = [(text.clues, KINDS.index(text.labelled)) for text in taught]
    often = Counter(clue for clues, _ in known for clue in clues)
    heard = sorted(clue for clue, times in often.items() if times >= SELDOM)
    weights = {clue: [0.0] * len(KINDS) for clue in heard}
    squares = {clue: [1e-6] * len(KINDS) for clue in heard}
    rows = [([clue for clue in clues if clue in weights], kind) for clues, kind in known]
    for _ in range(ROUNDS):
        slopes = {clue: [0.0] * len(KINDS) for clue in heard}
        for clues, kind in rows:
            _lean(clues, kind, weights, slopes)
        for clue in heard:
            for kind in range(len(KINDS)):
                slope = slopes[clue][kind] - HELD_DOWN * weights[clue][kind]
                squares[clue][kind] += slope * slope
                weights[clue][kind] += STEP * slope / math.sqrt(squares[clue][kind])
    return weights


def _lean(clues: Sequence[str], right: int, weights: Weights, slopes: Weights) -> None:
    """Add to the slopes what would make the right kind likelier."""
    sums = [sum(each) for each in zip(*(weights[clue] for clue in clues), strict=True)]
    most = max(sums)
    likely = [math.exp(one - most) for one in sums]
    whole = sum(likely)
    changes = [(kind == right) - one / whole for kind, one in enumerate(likely)]
    for clue in clues:
        slope = slopes[clue]
        for kind, change in enumerate(changes):
            slope[kind] += change


def rounded(weights: Weights) -> dict[str, list[int]]:
    """Return whole numbers; clues that say nothing are left out."""
    whole = {clue: [round(SCALE * one) for one in each] for clue, each in sorted(weights.items())}
    return {clue: each for clue, each in whole.items() if max(map(abs, each)) >= LIGHT}


def _rows(known: Sequence[Text]) -> Iterator[list[object]]:
    """Yield the rows of the table."""
    for lang in LANGUAGES:
        for clue, each in rounded(learnt(text for text in known if text.lang == lang)).items():
            yield [lang, clue, *each]


def _others(known: Sequence[Text], folds: int) -> Mapping[str, int]:
    """Return how many kinds rules tell right, and with what the other folds teach."""
    counts: Counter[str] = Counter()
    for lang in LANGUAGES:
        ours = [text for text in known if text.lang == lang]
        for fold in range(folds):
            weights = rounded(learnt(text for at, text in enumerate(ours) if at % folds != fold))
            for text in ours[fold::folds]:
                weighed = heaviest(text.clues, text.by_rules, weights)
                counts[f"{lang} texts"] += 1
                counts[f"{lang} right by rules"] += text.by_rules == text.labelled
                counts[f"{lang} right with weights"] += weighed == text.labelled
    return counts


def main() -> int:
    """Learn and write the table, or tell how well others would be read."""
    known = [*texts(all_learnt_from())]
    return Learner(
        "learn_kinds",
        TABLE,
        ["lang", "clue", *KINDS],
        labels_hash,
        lambda: _rows(known),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
