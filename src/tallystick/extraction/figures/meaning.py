"""What a figure means: its indicator, its period, and the other figures it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tallystick.extraction.dates.printed import DAY_LENGTH
from tallystick.extraction.drafts import EventFound, FigureFound, Span, changed
from tallystick.extraction.figures.clues import Around, Paper
from tallystick.extraction.figures.concepts import Mark, marks
from tallystick.extraction.figures.days import event_time
from tallystick.extraction.figures.directions import ways
from tallystick.extraction.figures.forms import aside, forms
from tallystick.extraction.figures.heads import PLACES
from tallystick.extraction.figures.indicators import STOCKS, Reading, kind_of, read_indicator
from tallystick.extraction.figures.periods import Clock
from tallystick.extraction.figures.relations import beside_which, with_relations
from tallystick.extraction.figures.times import find_times
from tallystick.extraction.figures.weighing import decided
from tallystick.extraction.figures.zones import Sentence, Zones
from tallystick.extraction.page import Page

# No announcement has more figures or signs; in what has, figures are read without their meaning.
_MOST, _LONGEST = 3000, 200_000
# A longer sentence is read in pieces: no figure is said by words that far away.
_PIECE = 1500
# "人才上,", "Labour cooperation:" opens a paragraph that speaks of it.
_HEADING = re.compile(r"[^，。：,.:\n]{1,40}(?:[：:]|(?<=[上面])[，,])")
# Done at the event itself, as much as it counts nothing of the programme.
_THERE = frozenset(("take-part", "give", "donate", "hand-over", "visit"))
Decide = Callable[[Around, Sequence[FigureFound]], FigureFound]
_PARTIES = frozenset(("enterprise", "entrepreneur", "unit", "social-org"))
_NONE: frozenset[str] = frozenset()


def with_meaning(
    page: Page,
    figures: tuple[FigureFound, ...],
    event: EventFound | None,
    decide: Decide = decided,
) -> tuple[FigureFound, ...]:
    """Return the same figures with indicator, period, cumulative, part_of and beside.

    Units: `decide` takes a figure with what stands around it and those before it, already decided.
    """
    if not figures or len(figures) > _MOST or len(page.text) > _LONGEST:
        return figures
    text = page.small
    day = event_time(page, text, event)
    # Of a text without a day of publication the day of the event says when it speaks.
    told = page.published or (
        day if day and event and len(event.date or "") == DAY_LENGTH else None
    )
    times, begun = find_times(page, text, told, day)
    clock = Clock(page, text, times, begun, told, day)
    sentences = list(_sentences(page, text, figures))
    paper = Paper(page, text, event, sentences)
    found: list[FigureFound] = []
    chosen: list[FigureFound] = []
    for sentence in sentences:
        if not sentence.figures:
            clock.pass_by(sentence.span)
            continue
        around = _around(sentence)
        words = paper.cut(text, sentence.span.start, sentence.span.end)
        readings = _readings(sentence, around)
        ruled = with_relations(sentence, around, readings, found)
        for number, figure in enumerate(ruled):
            one = Around(paper, sentence, words, number, around[number], figure, readings[number])
            chosen.append(decide(one, chosen))
        related = tuple(chosen[len(found) :])
        planned = ["planning" in zones.clause for zones in around]
        lying = [bool(zones.head & PLACES) for zones in around]
        there = [_took_part(figure, zones) for figure, zones in zip(related, around, strict=True)]
        found.extend(clock.dated(sentence.span, related, planned, lying, there))
    return tuple(_parts_in_time(found))


def _parts_in_time(found: list[FigureFound]) -> Iterator[FigureFound]:
    """Yield the figures; a part that is added up like its total has the total's years."""
    for figure in found:
        whole = found[figure.part_of] if figure.part_of is not None else None
        if whole is None or not _shares_years(figure, whole):
            yield figure
        else:
            hedged = figure.qualifier not in ("exact", "cumulative")
            yield changed(
                figure,
                period=whole.period,
                cumulative=figure.unit != "percent",
                qualifier=figure.qualifier if hedged or figure.unit == "percent" else "cumulative",
            )


def _shares_years(part: FigureFound, whole: FigureFound) -> bool:
    """Whether a part says no years of its own and may be added up as its total is."""
    if part.cumulative or not whole.cumulative:
        return False
    if part.indicator_code in STOCKS and whole.indicator_code not in STOCKS:
        return False
    return not (part.period and whole.period and part.period[:4] < whole.period[:4])


def _took_part(figure: FigureFound, zones: Zones) -> bool:
    """Whether those counted were at the event, as they are no result of the programme."""
    if zones.clause.isdisjoint(_THERE) or "people" in zones.own:
        return False
    return figure.unit in ("person", "household") or not zones.head.isdisjoint(_PARTIES)


def _around(sentence: Sentence) -> list[Zones]:
    """Return what stands around each figure; in a list a thing may be named only once."""
    around: list[Zones] = []
    for number, figure in enumerate(sentence.figures):
        before = _NONE
        if number and (
            kind_of(figure.unit) == kind_of(sentence.figures[number - 1].unit)
            or beside_which(sentence, number) is not None
        ):
            before = around[-1].head
        around.append(sentence.zones(number, before))
    return around


def _readings(sentence: Sentence, around: list[Zones]) -> list[Reading]:
    readings: list[Reading] = []
    seen = _NONE
    for figure, zones in zip(sentence.figures, around, strict=True):
        reading = read_indicator(figure.unit, zones, seen)
        readings.append(reading)
        seen = seen | {reading.code} if reading.code else seen
    return readings


def _sentences(page: Page, text: str, figures: tuple[FigureFound, ...]) -> Iterator[Sentence]:
    """Yield the sentences of a text, each with its figures and the words around them."""
    left = list(figures)[::-1]
    heading, earlier, before = _NONE, _NONE, 0
    for span in _pieces(page):
        if not before or "\n" in text[before : span.start]:
            heading, earlier = _heading(page, text, span), _NONE
        before = span.end
        held: list[FigureFound] = []
        while left and left[-1].start < span.end:
            held.append(left.pop())
        words: list[Mark] = []
        if held:
            words = [
                *(aside(text, mark) for mark in marks(text, span.start, span.end, page.chinese)),
                *(aside(text, mark) for mark in ways(page, text, span)),
                *forms(text, span, page.chinese),
            ]
            words.sort(key=lambda mark: mark.start)
        yield Sentence(text, span, words, held, heading, earlier)
        earlier = earlier.union(*(mark.meanings for mark in words))


def _pieces(page: Page) -> Iterator[Span]:
    for span in page.sentences:
        for start in range(span.start, span.end, _PIECE):
            end = min(span.end, start + _PIECE)
            yield span if end - start == span.end - span.start else Span(start, end, "")


def _heading(page: Page, text: str, span: Span) -> frozenset[str]:
    """Return what the words that open a paragraph mean."""
    opening = _HEADING.match(text, span.start, span.end)
    if opening is None:
        return _NONE
    found = marks(text, span.start, opening.end(), page.chinese)
    return _NONE.union(*(mark.meanings for mark in found))
