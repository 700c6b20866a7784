"""Learn from labelled texts of which kind the event of a text is.

    .venv/bin/python -m bench.readouts.learn_kinds            write kinds.csv
    .venv/bin/python -m bench.readouts.learn_kinds --folds 5  how well others are read; no file

Weights are those of a softmax over the kinds, by falling gradients, for each language apart. Texts
held back, and those of events that are only scored, are never learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.readouts import softmax
from bench.readouts.learn_sides import all_learnt_from
from bench.readouts.softmax import Pace, rounded
from bench.readouts.tables import Labelled, Learner, dealt, hash_of

import tallystick.extraction.events
from tallystick.extraction.events.kind_clues import clues_of
from tallystick.extraction.events.kind_rules import kind_by_rules, told_in
from tallystick.extraction.events.kind_weighed import KINDS, heaviest, lead_over
from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people
from tallystick.regions.rules.shipped import shipped_names

TABLE = Path(tallystick.extraction.events.__path__[0]) / "kinds.csv"
LANGUAGES = ("en", "zh")
PACE = Pace(rounds=60, held_down=1.0, step=0.3, seldom=3, light=3)


@dataclass(frozen=True)
class Text:
    """A text with the clues of its kind, the kind of the rules and the one labelled."""

    lang: str
    clues: list[str]
    by_rules: str
    labelled: str


def labels_hash() -> str:
    """Return the SHA-256 of all that is learnt from."""
    return hash_of(all_learnt_from(), lambda label: label["event"]["kind"])


def texts(pairs: Iterable[Labelled]) -> Iterator[Text]:
    """Yield the texts with the clues of their kinds."""
    gazetteer = shipped_names()
    for source, label in pairs:
        page = page_of(source["text"], None, source.get("published"), gazetteer)
        people, told = find_people(page), tuple(told_in(page))
        by_rules, _ = kind_by_rules(page, people, told)
        clues = clues_of(page, people, told, by_rules)
        yield Text("zh" if page.chinese else "en", clues, by_rules, label["event"]["kind"])


def learnt(taught: Iterable[Text]) -> dict[str, list[int]]:
    """Return the weights by which texts of one language have their labelled kinds."""
    rows = [(text.clues, KINDS.index(text.labelled)) for text in taught]
    return rounded(softmax.learnt(rows, len(KINDS), PACE), PACE)


def _rows(known: Sequence[Text]) -> Iterator[list[object]]:
    """Yield the rows of the table."""
    for lang in LANGUAGES:
        for clue, each in learnt(text for text in known if text.lang == lang).items():
            yield [lang, clue, *each]


def _others(known: Sequence[Text], folds: int) -> Mapping[str, int]:
    """Return how many kinds rules tell right, and with what the other folds teach."""
    counts: Counter[str] = Counter()
    for lang in LANGUAGES:
        ours = [text for text in known if text.lang == lang]
        for rest, left in dealt(ours, folds):
            weights = learnt(rest)
            for text in left:
                lead = lead_over(text.by_rules, lang)
                weighed = heaviest(text.clues, text.by_rules, weights, lead)
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
