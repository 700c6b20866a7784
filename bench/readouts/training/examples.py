"""Figures as the reader finds them, each with the code that a person gave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.readouts.score import HERE, labelled
from bench.readouts.training.passages import Passage, passages_of

from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.events.event import find_event, of_this_genre
from tallystick.extraction.figures.clues import (
    NONE,
    Around,
    Group,
    row_clues,
    rule_clues,
    sentence_clues,
    text_clues,
)
from tallystick.extraction.figures.indicators import kind_of
from tallystick.extraction.figures.meaning import with_meaning
from tallystick.extraction.figures.numbers import find_figures
from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people
from tallystick.regions.rules.shipped import shipped_names

PASSAGES = HERE / "training" / "passages"
# Labelled announcements and single sentences the rules were written on; passages written for
# training, and pages retold for it, that the rules never saw.
OPEN, INVENTED, WRITTEN, REAL = "open", "invented", "written", "real"
# There the rules look better than they are, as they were made to get these right.
MADE_FOR_RULES = frozenset((OPEN, INVENTED))


@dataclass(frozen=True)
class Example:
    """One figure: its clues, what the rules say, and the right code; None where nobody said."""

    around: Around
    said: list[Group]
    rules: list[Group]
    right: str | None

    @property
    def kind(self) -> str:
        """The kind of its unit."""
        return kind_of(self.around.figure.unit)

    @property
    def ruled(self) -> str:
        """The code that the rules give."""
        return self.around.figure.indicator_code or NONE


@dataclass(frozen=True)
class Text:
    """The figures of one text in order; `missed` are labelled figures that are not found."""

    passage: Passage
    group: str
    examples: list[Example]
    missed: int

    def before(self, codes: Sequence[str]) -> list[FigureFound]:
        """Return the first figures with these codes."""
        return [
            replace(one.around.figure, indicator_code=None if code == NONE else code)
            for one, code in zip(self.examples, codes, strict=False)
        ]

    def clues(self, number: int, before: Sequence[FigureFound], *, rules: bool) -> list[Group]:
        """Return the clues of a figure, with or without what the rules say."""
        one = self.examples[number]
        return [*one.said, *(one.rules if rules else ()), *row_clues(one.around, before)]


def open_passages() -> Iterator[Passage]:
    """Yield the labelled announcements that are not held back."""
    for source, label in labelled(HERE / "texts", HERE / "labels", "open"):
        codes = {(one["start"], one["end"]): one["indicator_code"] for one in label["figures"]}
        day = source.get("published")
        yield Passage(label["id"], label["lang"], OPEN, day, source["text"], codes)


def all_texts(folder: Path = PASSAGES) -> list[Text]:
    """Return all that may be learnt from: the open announcements and the passages."""
    found = [text_of(passage, OPEN) for passage in open_passages()]
    for path in sorted(folder.glob("*.txt")):
        group = path.stem.partition("_")[0]
        group = group if group in (REAL, INVENTED) else WRITTEN
        found += [text_of(passage, group) for passage in passages_of(path)]
    return found


def text_of(passage: Passage, group: str) -> Text:
    """Return the figures of a passage as the reader sees them before it weighs."""
    page = page_of(passage.text, None, passage.published, shipped_names())
    event = find_event(page, find_people(page)) if of_this_genre(page) else None
    examples: list[Example] = []
    hit: set[tuple[int, int]] = set()

    def keep(around: Around, before: Sequence[FigureFound]) -> FigureFound:
        place = next((at for at in passage.codes if _meets(at, around.figure)), None)
        right = None if place is None else passage.codes[place] or NONE
        hit.update([place] if place else ())
        said = [*text_clues(around), *around.paper.groups, *sentence_clues(around.words)]
        examples.append(Example(around, said, rule_clues(around), right))
        return around.figure

    with_meaning(page, tuple(find_figures(page)), event, keep)
    return Text(passage, group, examples, len(passage.codes) - len(hit))


def _meets(place: tuple[int, int], figure: FigureFound) -> bool:
    return place[0] < figure.end and figure.start < place[1]
