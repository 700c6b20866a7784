"""Learn from labelled English texts who is host or guest where no rule tells.

    .venv/bin/python -m bench.readouts.learn_sides            write sides.csv
    .venv/bin/python -m bench.readouts.learn_sides --folds 5  how well others are read; no file

Weights are those of a softmax over host, guest and neither, by falling gradients; texts go by in
an order that their ids settle. Texts held back, and those of events that are only scored, are never
learnt from.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.readouts.score import EVENTS, HERE, labelled, of_events
from bench.readouts.tables import Learner

import tallystick.extraction.events
from tallystick.extraction.drafts import PersonFound
from tallystick.extraction.events.event import find_event
from tallystick.extraction.events.sides import with_sides
from tallystick.extraction.events.sides_weighed import NONE, SIDES, after, clues_of, heaviest
from tallystick.extraction.page import Page, page_of
from tallystick.extraction.people.people import find_people
from tallystick.regions.rules.shipped import shipped_names

TABLE = Path(tallystick.extraction.events.__path__[0]) / "sides.csv"
TAUGHT = EVENTS / "taught"
# How often the texts go by, what keeps weights small, and how many people a clue must stand with.
ROUNDS, HELD_DOWN, STEP, SELDOM = 60, 0.1, 0.3, 3
# What a weight of one becomes, and below what it says nothing; what people are worth beside
# what keeps weights small.
SCALE, LIGHT, WORTH = 100, 5, 30
Pair = tuple[dict[str, Any], dict[str, Any]]
Row = tuple[list[str], str]
Weights = dict[str, list[float]]


@dataclass(frozen=True)
class Text:
    """A text with its people as rules read them, their clues and their labelled sides."""

    page: Page
    people: tuple[PersonFound, ...]
    clues: list[list[str]]
    sides: list[str | None]

    def rows(self) -> Iterator[Row]:
        """Yield clues and side of each whose side is labelled, one after another."""
        for number, side in enumerate(self.sides):
            last = self.sides[number - 1] if number else None
            if side is not None:
                behind = after(self.page, self.people, number, last or "unknown")
                yield [*self.clues[number], behind], side


def all_learnt_from() -> list[Pair]:
    """Return text and label of all that is learnt from, in the order of the hash of its id."""
    pairs = [
        *labelled(HERE / "texts", HERE / "labels", "open"),
        *of_events("events-seen"),
        *labelled(TAUGHT / "texts", TAUGHT / "labels", "all"),
    ]
    return sorted(pairs, key=lambda pair: sha256(pair[1]["id"].encode()).digest())


def learnt_from() -> list[Pair]:
    """Return those in English."""
    return [pair for pair in all_learnt_from() if pair[1]["lang"] == "en"]


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    found = sha256()
    for source, label in learnt_from():
        sides = [(one["name"], one["side"]) for one in label["participants"]]
        said = [label["id"], source["text"], source.get("published"), sides]
        found.update(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    return found.hexdigest()


def texts(pairs: Iterable[Pair]) -> Iterator[Text]:
    """Yield the texts that tell an event, as rules read them."""
    gazetteer = shipped_names()
    for source, label in pairs:
        page = page_of(source["text"], None, source.get("published"), gazetteer)
        people = find_people(page)
        event = find_event(page, people)
        if event is None:
            continue
        people = with_sides(page, event, people)
        named = {one["name"]: one["side"] or NONE for one in label["participants"]}
        clues = [clues_of(page, event, people, number) for number in range(len(people))]
        yield Text(page, people, clues, [named.get(person.text) for person in people])


def learnt(taught: Iterable[Text]) -> Weights:
    """Return the weights by which people have their labelled sides."""
    rows = [row for text in taught for row in text.rows()]
    often = Counter(clue for clues, _ in rows for clue in {*clues})
    heard = sorted(clue for clue, times in often.items() if times >= SELDOM)
    weights = {clue: [0.0] * len(SIDES) for clue in heard}
    squares = {clue: [1e-6] * len(SIDES) for clue in heard}
    known = [
        ([clue for clue in clues if clue in weights], SIDES.index(side)) for clues, side in rows
    ]
    for _ in range(ROUNDS):
        slopes = {clue: [0.0] * len(SIDES) for clue in heard}
        for clues, right in known:
            _lean(clues, right, weights, slopes)
        for clue in heard:
            for side in range(len(SIDES)):
                slope = slopes[clue][side] / len(rows) * WORTH - HELD_DOWN * weights[clue][side]
                squares[clue][side] += slope * slope
                weights[clue][side] += STEP * slope / math.sqrt(squares[clue][side])
    return weights


def _lean(clues: Sequence[str], right: int, weights: Weights, slopes: Weights) -> None:
    """Add to the slopes what would make the right side likelier."""
    sums = [sum(weights[clue][side] for clue in clues) for side in range(len(SIDES))]
    most = max(sums)
    likely = [math.exp(one - most) for one in sums]
    whole = sum(likely)
    for side, one in enumerate(likely):
        change = (side == right) - one / whole
        for clue in clues:
            slopes[clue][side] += change


def rounded(weights: Weights) -> dict[str, list[int]]:
    """Return whole numbers; clues that say nothing are left out."""
    whole = {clue: [round(SCALE * one) for one in each] for clue, each in sorted(weights.items())}
    return {clue: each for clue, each in whole.items() if max(map(abs, each)) >= LIGHT}


def told(text: Text, weights: Mapping[str, Sequence[int]]) -> list[str]:
    """Return the sides of a text's people: what the rules say, else what weighs most."""
    sides: list[str] = []
    for number, person in enumerate(text.people):
        behind = after(text.page, text.people, number, sides[-1] if sides else "first")
        weighed = heaviest([*text.clues[number], behind], weights)
        sides.append(person.side or weighed)
    return sides


def _others(known: Sequence[Text], folds: int) -> Counter[str]:
    """Return how many sides the rules tell right, and with what the other folds teach."""
    counts: Counter[str] = Counter()
    for fold in range(folds):
        weights = rounded(learnt(text for at, text in enumerate(known) if at % folds != fold))
        for text in known[fold::folds]:
            pairs = zip(text.people, told(text, weights), text.sides, strict=True)
            for person, side, right in pairs:
                counts["people"] += 1
                counts["right by rules"] += (person.side or NONE) == right
                counts["right with weights"] += side == right
    return counts


def main() -> int:
    """Learn and write the table, or tell how well others would be read."""
    known = [*texts(learnt_from())]
    return Learner(
        "learn_sides",
        TABLE,
        ["clue", *SIDES],
        labels_hash,
        lambda: ([clue, *each] for clue, each in rounded(learnt(known)).items()),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
