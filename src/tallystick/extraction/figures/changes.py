"""From one number to another: "from 5.9 in 1994 to 216.3 in 2017" has a date for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tallystick.extraction.drafts import FigureFound, changed
from tallystick.extraction.figures.stretches import SPAN, Time

# Before the first number, and between the two.
_FROM = re.compile(r"(?:从|由|\bfrom )\s?(?:\d{4}年(?:\d\d?月)?底?的?)?\s?\Z")
_TO = re.compile(
    r"(?:左右)?\s?(?:\([^()]{1,24}\)\s?)?(?:(?:in \d{4} )?to\b"
    r"|(?:增长|增加|提高|上升|下降|降低|减少|提升|降|升|增|跃升|攀升)?(?:到|至|为))"
    r"[^，。,.;；]{0,14}\Z"
)
_BEFORE, _BETWEEN = 14, 40


def with_changes(
    text: str, figures: Sequence[FigureFound], times: Sequence[Time]
) -> Iterator[FigureFound]:
    """Yield the figures of a sentence, the two ends of a change each with its own date.

    Units: `times` are the expressions of time in the sentence.
    """
    ends: tuple[str, str] | None = None
    later = False
    for number, figure in enumerate(figures):
        if later and ends is not None:
            later = False
            yield _on(figure, ends[1])
        elif number + 1 < len(figures) and _changes(text, figure, figures[number + 1]):
            ends = _ends(figure, figures[number + 1], times) or ends
            later = ends is not None
            yield _on(figure, ends[0]) if ends else figure
        else:
            yield figure


def _changes(text: str, first: FigureFound, second: FigureFound) -> bool:
    if first.unit != second.unit or second.start - first.end > _BETWEEN:
        return False
    begins = _FROM.search(text, max(0, first.start - _BEFORE), first.start)
    return begins is not None and _TO.match(text, first.end, second.start) is not None


def _ends(first: FigureFound, second: FigureFound, times: Sequence[Time]) -> tuple[str, str] | None:
    """Return both dates: those named beside the two, or the ends of a stretch before them."""
    near = [time for time in times if first.start - _BEFORE <= time.start < second.start]
    periods = [time.period for time in near if time.period]
    if len(periods) > 1:
        return periods[0].partition("/")[0], periods[1].rpartition("/")[2]
    before = [time for time in times if time.end <= first.start and time.kind == SPAN]
    start, _, end = (before[-1].period or "").partition("/") if before else ("", "", "")
    return (start, end) if end and end != ".." else None


def _on(figure: FigureFound, day: str) -> FigureFound:
    plain = "exact" if figure.qualifier == "cumulative" else figure.qualifier
    return changed(figure, period=day, cumulative=False, qualifier=plain)
