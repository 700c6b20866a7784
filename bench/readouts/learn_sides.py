"""Learn from labelled English texts who is host or guest where no rule tells.

    .venv/bin/python -m bench.readouts.learn_sides            write sides.csv
    .venv/bin/python -m bench.readouts.learn_sides --folds 5  how well others are read; no file

Weights are those of a softmax over host, guest and neither, by falling gradients; texts go by in
an order that their ids settle. Texts held back, and those of events that are only scored, are never
learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.readouts import softmax
from bench.readouts.score import EVENTS, HERE, labelled, of_events
from bench.readouts.softmax import Pace, rounded
from bench.readouts.tables import Labelled, Learner, dealt, hash_of

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
PACE = Pace(rounds=60, held_down=0.1, step=0.3, seldom=3, light=5, worth=30)
Row = tuple[list[str], str]


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


def all_learnt_from() -> list[Labelled]:
    """Return text and label of all that is learnt from, in the order of the hash of its id."""
    pairs = [
        *labelled(HERE / "texts", HERE / "labels", "open"),
        *of_events("events-seen"),
        *labelled(TAUGHT / "texts", TAUGHT / "labels", "all"),
    ]
    return sorted(pairs, key=lambda pair: sha256(pair[1]["id"].encode()).digest())


def learnt_from() -> list[Labelled]:
    """Return those in English."""
    return [pair for pair in all_learnt_from() if pair[1]["lang"] == "en"]


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    return hash_of(
        learnt_from(), lambda label: [(one["name"], one["side"]) for one in label["participants"]]
    )


def texts(pairs: Iterable[Labelled]) -> Iterator[Text]:
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


def learnt(taught: Iterable[Text]) -> dict[str, list[int]]:
    """Return the weights by which people have their labelled sides."""
    rows = [(clues, SIDES.index(side)) for text in taught for clues, side in text.rows()]
    return rounded(softmax.learnt(rows, len(SIDES), PACE), PACE)


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
    for rest, left in dealt(known, folds):
        weights = learnt(rest)
        for text in left:
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
        lambda: ([clue, *each] for clue, each in learnt(known).items()),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
