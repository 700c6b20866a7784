"""Where an event took place, as printed; also where it follows from who received whom."""

from __future__ import annotations

import re

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events import where_chinese, where_english
from tallystick.extraction.page import Page

_RECEIVED = re.compile(r"\b(?:received|welcomed|greeted|met(?: with)?)\b")
_HAN_RECEIVED = re.compile("会见|接见|接待")
# So many sentences from the beginning may say where what they tell took place.
_LEAD = 3
# Within so many somebody bids the guests welcome.
_WELCOMING = 9
# What another sentence than the telling one says is worth so much less.
_LATER = 25
# A dateline says less than the sentence that tells the event, and more than those around it.
_DATELINE = 65
# VIENTIANE, 3 August --; Vientiane (VNA) --: capitals, an agency or a day tell it from a title.
_LATIN_DATELINE = re.compile(
    r"\A\s*(?P<place>[A-Z][A-Z'’ ]{2,30}|[A-Z][A-Za-z'’ ]{1,30}(?=,| \())"
    r"[^\n-]{0,40}?\s?(?:--|—|–)\s"
)
_HAN_DATELINE = re.compile(
    r"\A\s*(?:新华[网社]|中新[网社]|"
    r"人民网)?(?P<place>[\u4e00-\u9fff]{2,8}?)(?<![网报社])\d{1,2}月\d{1,2}日(?:电|讯)"
)


def place_of(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, told: bool, acted: bool
) -> str | None:
    """Return the place of an event.

    `told`: the text reports one at all; `acted`: it is more than a sentence in a bulletin.
    """
    if not told:
        return None
    lead = [other for other in page.sentences[:_LEAD] if acted and other != sentence]
    found: list[tuple[int, int, str]] = []
    for number, other in enumerate([sentence, *lead]):
        for rank, place in _said(page, other, people, acted=acted):
            found.append((rank + _LATER * (number > 0), number, place))
    if acted and page.chinese:
        for other in page.sentences[:_WELCOMING]:
            found += [
                (rank, _LEAD, place) for rank, place in where_chinese.welcomes(page, other, people)
            ]
    dateline = _dateline(page) if acted else None
    if dateline:
        found.append((_DATELINE, 0, dateline))
    return min(found, key=lambda said: said[:2])[2] if found else None


def _said(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, acted: bool
) -> list[tuple[int, str]]:
    if page.chinese:
        return list(where_chinese.candidates(page, sentence, people, acted=acted))
    return list(where_english.candidates(page, sentence, acted=acted))


def house_of(page: Page, sentence: Span, people: tuple[PersonFound, ...]) -> str | None:
    """Return the place of whoever received others: where that was, if nothing else says it."""
    pattern = _HAN_RECEIVED if page.chinese else _RECEIVED
    verb = pattern.search(sentence.text)
    if verb is None:
        return None
    at = sentence.start + verb.start()
    hosts = [person for person in people if sentence.start <= person.start < at]
    acting = hosts[0].organisation_or_region if hosts else None
    named = (found.text for found in page.regions if sentence.start <= found.start < at)
    return acting or next(named, None)


def _dateline(page: Page) -> str | None:
    pattern = _HAN_DATELINE if page.chinese else _LATIN_DATELINE
    found = pattern.match(page.plain[page.body :])
    if found is None:
        return None
    start = page.body + found.start("place")
    printed = page.piece(start, start + len(found["place"]))
    return printed.title() if printed.isupper() else printed
