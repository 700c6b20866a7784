"""Learn from labelled English texts which of the days they name is that of the event.

    .venv/bin/python -m bench.readouts.learn_days            write days.csv
    .venv/bin/python -m bench.readouts.learn_days --folds 5  how well others are read; no file

Weights are those of a softmax over the days a text names, that of publication and none, by falling
gradients. Texts held back, and those of events that are only scored, are never learnt from; nor are
those whose day is not labelled, or by another habit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.readouts import choices, learn_kinds
from bench.readouts.choices import rounded
from bench.readouts.learn_sides import TAUGHT, learnt_from
from bench.readouts.tables import Labelled, Learner, cut, hash_of

import tallystick.extraction.events
from tallystick.extraction.drafts import Span
from tallystick.extraction.events import kind_weighed
from tallystick.extraction.events.day_clues import Choice, day_choices
from tallystick.extraction.events.event import event_of_kind
from tallystick.extraction.events.kind_rules import BULLETIN, kind_by_rules, told_in
from tallystick.extraction.events.when_weighed import heaviest
from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people
from tallystick.regions.rules.shipped import shipped_names

TABLE = Path(tallystick.extraction.events.__path__[0]) / "days.csv"
HELD_DOWN = 1.0
# Kinds that a text's own label has taught are truer than those of texts to come.
FOLDS_OF_KINDS = 5
# Of these, `n` and a number, no day is labelled.
UNDATED = "n"


@dataclass(frozen=True)
class Text:
    """A text with the days its event may have been, that of the rules and the one labelled."""

    choices: list[Choice]
    by_rules: str | None
    labelled: str | None

    @property
    def row(self) -> choices.Row:
        """The clues of each choice, and which is labelled; none where it is no choice."""
        right = [at for at, one in enumerate(self.choices) if one.iso == self.labelled]
        return [one.clues for one in self.choices], frozenset(right)


def dated() -> list[Labelled]:
    """Return text and label of those whose day is labelled as those held back have it.

    A notice among the taught has the day of what it tells, or none; elsewhere that of publication.
    """
    taught = {path.stem for path in (TAUGHT / "labels").glob("*.json")}
    return [
        (source, label)
        for source, label in learnt_from()
        if not label["id"].removeprefix(UNDATED).isdigit()
        and not (label["id"] in taught and label["event"]["kind"] == BULLETIN)
    ]


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    return hash_of(dated(), lambda label: [label["event"]["kind"], label["event"]["date"]])


def _kinds(pairs: Sequence[Labelled]) -> list[str]:
    """Return of which kind each event is told to be by what the other texts teach."""
    kinds: list[str] = []
    for rest, left in cut([*learn_kinds.texts(pairs)], FOLDS_OF_KINDS):
        weights = learn_kinds.learnt(rest)
        for text in left:
            lead = kind_weighed.lead_over(text.by_rules, text.lang)
            kinds.append(kind_weighed.heaviest(text.clues, text.by_rules, weights, lead))
    return kinds


def texts(pairs: Sequence[Labelled]) -> Iterator[Text]:
    """Yield the texts that are told to be of an event, with the days they name."""
    gazetteer = shipped_names()
    for (source, label), kind in zip(pairs, _kinds(pairs), strict=True):
        if kind == BULLETIN:
            continue
        page = page_of(source["text"], None, source.get("published"), gazetteer)
        people, told = find_people(page), tuple(told_in(page))
        event = event_of_kind(page, people, told, kind, kind_by_rules(page, people, told))
        sentence = Span(event.start, event.end, event.text)
        found = day_choices(page, kind, sentence, event.date)
        yield Text(found, event.date, label["event"]["date"])


def learnt(taught: Iterable[Text]) -> dict[str, int]:
    """Return the weights by which the labelled days are chosen."""
    return rounded(choices.learnt((text.row for text in taught), HELD_DOWN))


def _others(known: Sequence[Text], folds: int) -> Mapping[str, int]:
    """Return how many days rules tell right, and with what the other folds teach."""
    counts: Counter[str] = Counter()
    for rest, left in cut(known, folds):
        weights = learnt(rest)
        for text in left:
            counts["texts"] += 1
            counts["right by rules"] += text.by_rules == text.labelled
            counts["right with weights"] += heaviest(text.choices, weights) == text.labelled
            counts["no choice"] += all(one.iso != text.labelled for one in text.choices)
    return counts


def main() -> int:
    """Learn and write the table, or tell how well others would be read."""
    known = [*texts(dated())]
    return Learner(
        "learn_days",
        TABLE,
        ["clue", "weight"],
        labels_hash,
        lambda: learnt(known).items(),
        lambda folds: _others(known, folds),
    ).run()


if __name__ == "__main__":
    raise SystemExit(main())
