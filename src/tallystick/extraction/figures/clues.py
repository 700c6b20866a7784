"""What stands around a figure, as clues by group; weights say what each is worth for a code."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import add
from typing import NamedTuple

from tallystick.extraction.drafts import EventFound, FigureFound
from tallystick.extraction.figures.indicators import Reading, kind_of
from tallystick.extraction.figures.zones import Sentence, Zones
from tallystick.extraction.page import Page

# A group of clues and its clues, each once; those of one group are looked up together.
Group = tuple[str, Iterable[str]]
NONE = "-"
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*|[^\s\w]")
# Which digits a number has tells nothing.
_DIGITS = str.maketrans("123456789", "000000000")
# An English word is known by its beginning: invest, investment, investors.
_STEM = 6
# As many words, or signs, right before and right behind are taken as one clue.
_NEAR = 4
# Of a figure's own words the last, of its signs the last.
_LAST = 2
# So little between two figures is a list.
_BARE = 7
_TITLE = 60


class Words:
    """The words of an English sentence with their places."""

    def __init__(self, text: str, start: int, end: int) -> None:
        found = [(hit[0], hit.start()) for hit in _WORD.finditer(text, start, end)]
        self.words = [word for word, _ in found]
        self.starts = [place for _, place in found]
        self.stems = [word[:_STEM] for word in self.words]
        # What the sentence and its text weigh: added up at the first figure.
        self.total: int | None = None

    def at(self, place: int) -> int:
        """Return the number of the first word at or behind a place."""
        return bisect_left(self.starts, place)

    def row(self, first: int, last: int) -> str:
        """Return words in a row, by their beginnings."""
        return " ".join(self.stems[first:last])

    def bag(self, first: int, last: int) -> set[str]:
        """Return words in no order."""
        return set(self.stems[first:last])

    def __len__(self) -> int:
        return len(self.stems)


class Signs(Words):
    """The signs of a Chinese sentence, which are taken by twos."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.first, self.signs = start, text[start:end].translate(_DIGITS)
        self.twos = list(map(add, self.signs, self.signs[1:]))
        self.total = None

    def at(self, place: int) -> int:
        """Return the number of the sign at a place."""
        return place - self.first

    def row(self, first: int, last: int) -> str:
        """Return signs in a row."""
        return self.signs[first:last]

    def bag(self, first: int, last: int) -> set[str]:
        """Return pairs of signs in no order."""
        return set(self.twos[first : max(first, last - 1)])

    def __len__(self) -> int:
        return len(self.signs)


class Paper:
    """The clues that all figures of a text share: language, event, title, what it speaks of."""

    def __init__(
        self, page: Page, text: str, event: EventFound | None, sentences: Iterable[Sentence]
    ) -> None:
        self.cut = Signs if page.chinese else Words
        end = text.find("\n", page.body + 1)
        end = min(end if end > 0 else len(text), page.body + _TITLE)
        title = self.cut(text, page.body, end)
        self.lang = "z" if page.chinese else "e"
        self.groups: list[Group] = [
            ("lang", (self.lang,)),
            ("event", (event.kind if event else NONE,)),
            ("t", title.bag(0, len(title))),
            ("d", {said for one in sentences for mark in one.marks for said in mark.meanings}),
        ]
        # What they weigh: added up at the first figure.
        self.total: int | None = None


class Around(NamedTuple):
    """One figure of a sentence and what the rules say of it."""

    paper: Paper
    sentence: Sentence
    words: Words
    number: int
    zones: Zones
    figure: FigureFound
    rule: Reading

    @property
    def head(self) -> str:
        """What is counted, in one word."""
        return "+".join(sorted(self.zones.head)) or NONE


def text_clues(around: Around) -> list[Group]:
    """Return what the words around a figure say."""
    figure = around.figure
    kind = kind_of(figure.unit)
    return [
        ("k", (kind,)),
        ("u", (figure.unit,)),
        ("n", (f"{kind}{max(0, figure.value.adjusted())}",)),
        ("q", (figure.qualifier,)),
        *_meanings(around),
        *_nearest(around),
        *_words(around),
    ]


def sentence_clues(words: Words) -> list[Group]:
    """Return what all figures of a sentence share: its words."""
    return [("S", words.bag(0, len(words)))]


def rule_clues(around: Around) -> list[Group]:
    """Return what the rules say, and how sure."""
    said = around.figure.indicator_code or NONE
    sure = around.rule.confidence if around.rule.decided else 0
    return [
        ("r", (said, f"{said}/{sure}", f"{said}{around.paper.lang}", f"{said}|{around.head}")),
    ]


def row_clues(around: Around, before: Sequence[FigureFound]) -> Iterator[Group]:
    """Yield what the figures before it report: the last, those of the sentence, its total."""
    figure, number = around.figure, around.number
    if not before:
        yield "m", ("first",)
    elif not number:
        yield "m", (before[-1].indicator_code or NONE,)
    else:
        last = before[-1]
        code = last.indicator_code or NONE
        gap = around.sentence.text[last.end : figure.start].strip()
        same = "=" if last.unit == figure.unit else "!"
        yield "l", (f"{same}{code}", last.unit)
        if len(gap) < _BARE:
            yield "lg", (f"{same}{code}", f"gap {gap}")
        yield "L", {other.indicator_code or NONE for other in before[-number:]}
    if figure.part_of is not None and figure.part_of < len(before):
        yield "of", (before[figure.part_of].indicator_code or NONE,)
    if figure.beside is not None and figure.beside < len(before):
        yield "by", (before[figure.beside].indicator_code or NONE,)


def _meanings(around: Around) -> list[Group]:
    """Return what the known words mean, by how far from the figure they stand."""
    zones, head = around.zones, around.head
    return [
        ("hh", (head,)),
        ("h", zones.head),
        ("o", zones.own),
        ("c", zones.clause),
        ("hc", [f"{head}|{said}" for said in zones.clause]),
        ("w", zones.wide - zones.clause),
        ("s", zones.sentence - zones.clause),
        ("p", zones.paragraph - zones.sentence),
        ("g", around.sentence.heading),
    ]


def _nearest(around: Around) -> Iterator[Group]:
    """Yield the meanings of the two known words before, those within and the two behind."""
    marks, figure = around.sentence.marks, around.figure
    here, there = around.sentence.place(figure.start), around.sentence.place(figure.end)
    for step, mark in enumerate(marks[max(0, here - 2) : here][::-1]):
        yield f"b{step}", mark.meanings
    if here < there:
        yield "i", frozenset[str]().union(*(mark.meanings for mark in marks[here:there]))
    for step, mark in enumerate(marks[there : there + 2]):
        yield f"a{step}", mark.meanings


def _words(around: Around) -> list[Group]:
    """Return the words in the figure, right beside it and in its clause."""
    words, row, bag = around.words, around.words.row, around.words.bag
    first, last = words.at(around.figure.start), words.at(around.figure.end)
    start, end = (words.at(place) for place in around.sentence.clause(around.figure))
    steps = range(1, _NEAR + 1)
    return [
        ("x", [row(first - n, first) for n in steps if first >= n]),
        ("y", [row(last, last + n) for n in steps if last + n <= len(words)]),
        ("f", bag(first, last)),
        ("fl", (row(max(first, last - _LAST), last),)),
        ("B", bag(start, first)),
        ("A", bag(last, end)),
    ]
