"""What a figure means: its indicator, its period, and the other figures it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tallystick.extraction.concepts import marks
from tallystick.extraction.directions import ways
from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.indicators import Reading, read_indicator
from tallystick.extraction.page import Page
from tallystick.extraction.relations import with_relations
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
    found: list[FigureFound] = []
    for sentence in sentences(page, figures):
        seen: set[str] = set()
        readings: list[Reading] = []
        for number, figure in enumerate(sentence.figures):
            reading = read_indicator(figure.unit, sentence.zones(number), frozenset(seen))
            readings.append(reading)
            if reading.code:
                seen.add(reading.code)
        found.extend(with_relations(sentence, readings, len(found)))
    return tuple(found)


def sentences(page: Page, figures: tuple[FigureFound, ...]) -> Iterator[Sentence]:
    """Yield the sentences that hold figures, each with its figures."""
    text = page.plain.translate(_CAPITALS)
    left = list(figures)[::-1]
    heading, earlier, before = frozenset[str](), frozenset[str](), 0
    for span in page.sentences:
        if "\n" in text[before : span.start] or not before:
            heading = earlier = frozenset()
            opening = _HEADING.match(text, span.start, span.end)
            if opening:
                found = marks(text, span.start, opening.end(), page.chinese)
                heading = frozenset().union(*(mark.meanings for mark in found))
        before = span.end
        held = []
        while left and left[-1].start < span.end:
            held.append(left.pop())
        if held:
            words = [*marks(text, span.start, span.end, page.chinese), *ways(page, text, span)]
            words.sort()
            yield Sentence(text, span, words, held, heading, earlier)
            earlier = earlier.union(*(mark.meanings for mark in words))
