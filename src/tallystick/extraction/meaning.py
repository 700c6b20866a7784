"""What a figure means: its indicator, its period, and the other figures it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tallystick.extraction.concepts import marks
from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.indicators import read_indicator
from tallystick.extraction.page import Page
from tallystick.extraction.zones import Sentence

# No announcement has more; what is longer is read without its meaning.
_MOST = 3000


def with_meaning(page: Page, figures: tuple[FigureFound, ...]) -> tuple[FigureFound, ...]:
    """Return the same figures with indicator, period, cumulative, part_of and beside."""
    if not figures or len(figures) > _MOST:
        return figures
    found: list[FigureFound] = []
    for sentence in sentences(page, figures):
        seen: set[str] = set()
        for number, figure in enumerate(sentence.figures):
            reading = read_indicator(figure.unit, sentence.zones(number), frozenset(seen))
            if reading.code:
                seen.add(reading.code)
            found.append(
                replace(figure, indicator_code=reading.code, confidence=reading.confidence)
            )
    return tuple(found)


def sentences(page: Page, figures: tuple[FigureFound, ...]) -> Iterator[Sentence]:
    """Yield the sentences that hold figures, each with its figures."""
    text = page.plain if page.chinese else page.plain.lower()
    left = list(figures)[::-1]
    for span in page.sentences:
        held = []
        while left and left[-1].start < span.end:
            held.append(left.pop())
        if held:
            found = tuple(marks(text, span.start, span.end, page.chinese))
            yield Sentence(text, span, found, held)
