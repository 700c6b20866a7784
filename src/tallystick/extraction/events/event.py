"""Whether a text is of this kind at all; what happened, when and where."""

from __future__ import annotations

from tallystick.extraction.dates.printed import DAY_LENGTH
from tallystick.extraction.drafts import EventFound, PersonFound, Span, changed
from tallystick.extraction.events.kind_rules import (
    BULLETIN,
    MANY_NUMBERS,
    MEETING,
    NUMBERS,
    kind_by_rules,
    lead_of,
    of_a_year,
    told_in,
    words_of,
)
from tallystick.extraction.events.kind_weighed import weighed_kind
from tallystick.extraction.events.parties import parties
from tallystick.extraction.events.telling import opening
from tallystick.extraction.events.when import day_of
from tallystick.extraction.events.when_weighed import weighed_day
from tallystick.extraction.events.where import house_of, other_house, place_of
from tallystick.extraction.events.where_chinese import told_in_a_notice
from tallystick.extraction.events.where_weighed import weighed_place
from tallystick.extraction.page import Page

_ENOUGH_WORDS = 2


def of_this_genre(page: Page) -> bool:
    """Whether a text speaks of cooperation between places at all."""
    words = words_of(page)
    if words.strong.search(page.plain, page.body):
        return True
    weak = {hit[0].lower() for hit in words.weak.finditer(page.plain, page.body)}
    named = bool(page.regions) or len(weak) > _ENOUGH_WORDS
    between = len({found.codes or found.text for found in page.regions}) > 1
    return named and len(weak) + between >= _ENOUGH_WORDS


def find_event(page: Page, people: tuple[PersonFound, ...]) -> EventFound | None:
    """Return the event a text of this genre reports, or the bulletin it is; None without words."""
    if not page.sentences:
        return None
    told = tuple(told_in(page))
    by_rules = kind_by_rules(page, people, told)
    kind = weighed_kind(page, people, told, by_rules[0])
    event = event_of_kind(page, people, told, kind, by_rules)
    if page.chinese:
        return event
    sentence = Span(event.start, event.end, event.text)
    if kind != BULLETIN:
        event = changed(event, date=weighed_day(page, kind, sentence, event.date))
    place = weighed_place(page, people, (by_rules[0], kind), sentence, event.place)
    if place == event.place:
        return event
    between = parties(page, None if kind == BULLETIN else sentence, place, people)
    return changed(event, place=place, regions=between)


def event_of_kind(
    page: Page,
    people: tuple[PersonFound, ...],
    told: tuple[Span, ...],
    kind: str,
    by_rules: tuple[str, Span],
) -> EventFound:
    """Return the event of a kind, with the place and day of the rules.

    `told` are the sentences that tell an event; `by_rules` the kind of the rules and its sentence.
    """
    telling = _telling(page, people, told, kind, by_rules)
    return _event(page, people, told, kind, telling, heard=by_rules[0] != BULLETIN)


def event_by_rules(page: Page, people: tuple[PersonFound, ...]) -> EventFound | None:
    """Return the same with the kind and place that rules tell, before any is weighed."""
    if not page.sentences:
        return None
    told = tuple(told_in(page))
    kind, sentence = kind_by_rules(page, people, told)
    return _event(page, people, told, kind, sentence, heard=kind != BULLETIN)


def _telling(
    page: Page,
    people: tuple[PersonFound, ...],
    told: tuple[Span, ...],
    kind: str,
    by_rules: tuple[str, Span],
) -> Span:
    """Return the sentence that tells an event of a kind: that of the rules, if it is theirs too."""
    if kind == by_rules[0] or (told and kind != MEETING):
        return by_rules[1]
    named = told or _eventful(page, people)
    return named[0] if named else opening(page)


def _event(
    page: Page,
    people: tuple[PersonFound, ...],
    told: tuple[Span, ...],
    kind: str,
    sentence: Span,
    *,
    heard: bool,
) -> EventFound:
    """Return the event of a kind that a sentence tells, with the place and day of the rules.

    `heard`: the rules found an event, so that its parties are looked for in that sentence.
    """
    seen = () if of_a_year(page) else told or _eventful(page, people)
    acted = kind != BULLETIN or not told
    place = place_of(page, sentence, people, told=bool(seen) or kind != BULLETIN, acted=acted)
    if place is None and kind != BULLETIN:
        houses = (house_of(page, each, people) for each in (sentence, *lead_of(page)))
        place = next(filter(None, houses), None)
    among = parties(page, sentence if heard or kind != BULLETIN else None, place, people)
    if place is None and kind != BULLETIN:
        place = other_house(page, among)
    if place is None and kind == BULLETIN and page.chinese:
        told_there = (told_in_a_notice(page, each) for each in (sentence, *lead_of(page)))
        place = next(filter(None, told_there), None)
    place = place or None
    return EventFound(
        sentence.start,
        sentence.end,
        page.piece(sentence.start, sentence.end),
        kind=kind,
        date=day_of(page, sentence, bulletin=kind == BULLETIN),
        place=place,
        regions=among,
        confidence=85,
    )


def _eventful(page: Page, people: tuple[PersonFound, ...]) -> tuple[Span, ...]:
    """Return the first sentence that has a day and, if nobody before, somebody named in it."""
    days = [day.start for day in (*page.dates, *page.pointed) if len(day.iso) == DAY_LENGTH]
    for sentence in lead_of(page):
        if len(NUMBERS.findall(sentence.text)) >= MANY_NUMBERS:
            continue
        dated = any(sentence.start <= day < sentence.end for day in days)
        if dated and any(sentence.start <= person.start < sentence.end for person in people):
            return (sentence,)
    return ()
