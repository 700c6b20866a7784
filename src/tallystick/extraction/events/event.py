"""Whether a text is of this kind at all; what happened, when and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.drafts import EventFound, PersonFound, Span
from tallystick.extraction.events import telling
from tallystick.extraction.events.parties import parties
from tallystick.extraction.events.when import day_of
from tallystick.extraction.events.where import house_of, place_of
from tallystick.extraction.page import Page

BULLETIN, VISIT, SIGNING, MEETING = "bulletin", "visit", "signing", "meeting"
# The visit is told at the beginning; what is told later is what the visitors did there.
_LEAD = 2
_ENOUGH_WORDS = 2
_DAY = len("2024-06-18")
# A sentence of so many numbers counts visits and meetings; it tells none.
_NUMBERS = re.compile(r"\b(?!(?:19|20)\d\d\b)\d[\d,.]*(?![\d年月日])")
_MANY_NUMBERS = 5


def words_of(page: Page) -> telling.Telling:
    """Return the words of a page's language."""
    return telling.CHINESE if page.chinese else telling.ENGLISH


def of_this_genre(page: Page) -> bool:
    """Whether a text speaks of cooperation between places at all."""
    words = words_of(page)
    strong = {hit[0].lower() for hit in words.strong.finditer(page.plain, page.body)}
    weak = {hit[0].lower() for hit in words.weak.finditer(page.plain, page.body)}
    named = bool(page.regions) or bool(strong) or len(weak) > _ENOUGH_WORDS
    between = len({found.codes or found.text for found in page.regions}) > 1
    return named and 2 * len(strong) + len(weak) + between >= _ENOUGH_WORDS


def find_event(page: Page, people: tuple[PersonFound, ...]) -> EventFound | None:
    """Return the event a text of this genre reports, or the bulletin it is; None without words."""
    if not page.sentences:
        return None
    told = list(_told(page))
    kind, sentence = _kind(page, people, told)
    seen = told or _eventful(page, people)
    acted = kind != BULLETIN or not told
    place = place_of(page, sentence, people, told=bool(seen), acted=acted)
    if place is None and kind != BULLETIN:
        place = house_of(page, sentence, people)
    return EventFound(
        sentence.start,
        sentence.end,
        page.piece(sentence.start, sentence.end),
        kind=kind,
        date=day_of(page, sentence, bulletin=kind == BULLETIN),
        place=place,
        regions=parties(page, None if kind == BULLETIN else sentence, place, people),
        confidence=85,
    )


def _kind(page: Page, people: tuple[PersonFound, ...], told: list[Span]) -> tuple[str, Span]:
    """Return the kind, and the sentence that tells it; `told` are those that tell an event."""
    words = words_of(page)
    if not told or not _acted(page, people, told):
        return BULLETIN, told[0] if told else page.sentences[0]
    for sentence in page.sentences[:_LEAD]:
        if words.visit.search(sentence.text):
            return VISIT, sentence
    for sentence in page.sentences:
        if words.signing.search(sentence.text) and not words.history.search(sentence.text):
            return SIGNING, sentence if words.meeting.search(sentence.text) else told[0]
    return MEETING, told[0]


def _told(page: Page) -> Iterator[Span]:
    """Yield the sentences that tell an event."""
    words = words_of(page)
    for sentence in page.sentences:
        if len(_NUMBERS.findall(sentence.text)) >= _MANY_NUMBERS:
            continue
        for pattern in (words.visit, words.signing, words.meeting):
            if pattern.search(sentence.text):
                yield sentence
                break


def _eventful(page: Page, people: tuple[PersonFound, ...]) -> list[Span]:
    """Return the first sentence that has a day and, if nobody before, somebody named in it."""
    days = [day.start for day in (*page.dates, *page.pointed) if len(day.iso) == _DAY]
    for sentence in page.sentences[:_LEAD]:
        if len(_NUMBERS.findall(sentence.text)) >= _MANY_NUMBERS:
            continue
        dated = any(sentence.start <= day < sentence.end for day in days)
        if dated and any(sentence.start <= person.start < sentence.end for person in people):
            return [sentence]
    return []


def _acted(page: Page, people: tuple[PersonFound, ...], told: list[Span]) -> bool:
    """Whether somebody named took part, or more than one sentence tells what happened."""
    ahead = page.sentences[:_LEAD]
    taking_part = any(
        sentence.start <= person.start < sentence.end
        for person in people
        for sentence in (*told, *ahead)
    )
    words = words_of(page)
    more = [
        sentence
        for sentence in page.sentences
        if sentence in told or words.people.search(sentence.text)
        if not words.history.search(sentence.text)
    ]
    return taking_part or len(more) > 1
