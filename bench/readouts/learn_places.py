"""Learn from labelled English texts which of the places they name is where the event was.

    .venv/bin/python -m bench.readouts.learn_places            write places.csv
    .venv/bin/python -m bench.readouts.learn_places --folds 5  how well others are read; no file

Weights are those of a softmax over the places a text names and none, by falling gradients. Any
naming that says the labelled place is right. Texts held back, and those of events that are only
scored, are never learnt from; nor are notices whose place is labelled by another habit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.readouts import choices
from bench.readouts.choices import rounded
from bench.readouts.learn_sides import learnt_from
from bench.readouts.measures import same_place
from bench.readouts.tables import Labelled, Learner, dealt, hash_of

import tallystick.extraction.events
from tallystick.extraction.drafts import Span
from tallystick.extraction.events.event import event_by_rules
from tallystick.extraction.events.kind_rules import BULLETIN
from tallystick.extraction.events.named_places import named_places
from tallystick.extraction.events.place_clues import clues_of
from tallystick.extraction.events.where_weighed import choices_of, heaviest
from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people
from tallystick.regions.rules.shipped import shipped_names

TABLE = Path(tallystick.extraction.events.__path__[0]) / "places.csv"
# So much of the labelled name is enough: "States" is not the United States.
FULLY = 0.2
# Notices of these have their place by another habit.
OTHERWISE = re.compile(r"[pq][a-f]\d")
# Clues of places say much the same in many ways: what keeps their weights small.
HELD_DOWN = 4.0


@dataclass(frozen=True)
class Text:
    """A text with the places it names: their clues, and which say what is labelled."""

    clues: list[list[str]]
    places: list[str | None]
    by_rules: str | None
    labelled: str | None

    @property
    def right(self) -> frozenset[int]:
        """Which of the choices say the labelled place as fully as any; the first is none at all."""
        same = [at for at, place in enumerate(self.places) if same_place(place, self.labelled)]
        shares = {at: _share(self.places[at], self.labelled) for at in same}
        return frozenset(at for at in same if shares[at] >= min(FULLY, max(shares.values())))


def _share(place: str | None, labelled: str | None) -> float:
    """Return how much of the longer of two names the shorter is."""
    lengths = sorted((len(place or ""), len(labelled or "")))
    return lengths[0] / lengths[1] if lengths[1] else 1.0


def placed() -> list[Labelled]:
    """Return text and label of those whose place is labelled as those held back have it.

    A notice among the `p` and `q` has the place of what it tells; elsewhere mostly none.
    """
    return [
        (source, label)
        for source, label in learnt_from()
        if not (label["event"]["kind"] == BULLETIN and OTHERWISE.match(label["id"]))
    ]


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    return hash_of(placed(), lambda label: label["event"]["place"])


def texts(pairs: Iterable[Labelled]) -> Iterator[Text]:
    """Yield the texts with the places they name at their beginnings."""
    gazetteer = shipped_names()
    for source, label in pairs:
        page = page_of(source["text"], None, source.get("published"), gazetteer)
        people = find_people(page)
        event = event_by_rules(page, people)
        if event is None:
            continue
        sentence = Span(event.start, event.end, event.text)
        named = named_places(page, people)
        clues = clues_of(page, people, event.kind, sentence, named, event.place)
        places = choices_of(named, event.place)
        yield Text(clues, places, event.place, label["event"]["place"])


def learnt(taught: Iterable[Text]) -> choices.Weights:
    """Return the weights by which the labelled places are chosen."""
    return choices.learnt(((text.clues, text.right) for text in taught), HELD_DOWN)


def _others(known: Sequence[Text], folds: int) -> Counter[str]:
    """Return how many places rules tell right, and with what the other folds teach."""
    counts: Counter[str] = Counter()
    for rest, left in dealt(known, folds):
        weights = rounded(learnt(rest))
        for text in left:
            chosen = heaviest(text.clues, text.places, text.by_rules, weights)
            sums = [sum(weights.get(clue, 0) for clue in each) for each in text.clues]
            alone = text.places[sums.index(max(sums))]
            counts["texts"] += 1
            counts["right by rules"] += same_place(text.by_rules, text.labelled)
            counts["right by weights alone"] += same_place(alone, text.labelled)
            counts["right with both"] += same_place(chosen, text.labelled)
    return counts


def main() -> int:
    """Learn and write the table, or tell how well others would be read."""
    known = [*texts(placed())]
    return Learner(
        "learn_places",
        TABLE,
        ["clue", "weight"],
        labels_hash,
        lambda: rounded(learnt(known)).items(),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
