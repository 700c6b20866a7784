"""What a figure means: its indicator, its period, and the other figures it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tallystick.extraction.concepts import marks
from tallystick.extraction.directions import ways
from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.indicators import Reading, kind_of, read_indicator
from tallystick.extraction.page import Page
from tallystick.extraction.periods import Clock
from tallystick.extraction.relations import beside_which, with_relations
from tallystick.extraction.times import find_times
from tallystick.extraction.zones import Sentence

# No announcement has more; what is longer is read without its meaning.
_MOST = 3000
_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
# "人才上,", "Labour cooperation:" opens a paragraph that speaks of it.
_HEADING = re.compile(r"[^，。：,.:\n]{1,40}(?:[：:]|(?<=[上面])[，,])")


def with_meaning(page: Page, figures: tuple[FigureFound, ...]) -> tuple[FigureFound, ...]:
    """Return the same figures with indicator, period, cumulative, part_of and beside."""
    if not figures or len(figures) > _MOST:
        return figures
    text = page.plain.translate(_CAPITALS)
    clock = Clock(page, text, find_times(page, text))
    found: list[FigureFound] = []
    for sentence in sentences(page, text, figures):
        if not sentence.figures:
            clock.pass_by(sentence.span)
            continue
        seen: set[str] = set()
        readings: list[Reading] = []
        head, unit = frozenset[str](), ""
        for number, figure in enumerate(sentence.figures):
            same = kind_of(figure.unit) == kind_of(unit) or beside_which(sentence, number) is not None
            zones = sentence.zones(number, head if same else frozenset())
            head, unit = zones.head, figure.unit
            reading = read_indicator(figure.unit, zones, frozenset(seen))
            readings.append(reading)
            if reading.code:
                seen.add(reading.code)
        related = list(with_relations(sentence, readings, found))
        found.extend(clock.dated(sentence.span, related, [_planned(sentence, n) for n in range(len(related))]))
    return tuple(found)


def _planned(sentence: Sentence, number: int) -> bool:
    return bool(sentence.zones(number).clause & {"planning"})


def sentences(page: Page, text: str, figures: tuple[FigureFound, ...]) -> Iterator[Sentence]:
    """Yield the sentences of a text, each with its figures."""
    left = list(figures)[::-1]
    heading, earlier, before = frozenset[str](), frozenset[str](), 0
    for span in page.sentences:
        if "\n" in text[before : span.start] or not before:
            heading = earlier = frozenset()
            opening = _HEADING.match(text, span.start, span.end)
            if opening:
                found = marks(text, span.start, opening.end(), page.chinese)
                heading = frozenset[str]().union(*(mark.meanings for mark in found))
        before = span.end
        held = []
        while left and left[-1].start < span.end:
            held.append(left.pop())
        words = []
        if held:
            words = [*marks(text, span.start, span.end, page.chinese), *ways(page, text, span)]
            words.sort(key=lambda mark: mark.start)
        yield Sentence(text, span, words, held, heading, earlier)
        earlier = earlier.union(*(mark.meanings for mark in words))
