"""The places that the beginning of an English text names, one of which may be where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tallystick.extraction.drafts import PersonFound, RegionFound, Span
from tallystick.extraction.events.telling import opening
from tallystick.extraction.events.where_english import of_a_kind
from tallystick.extraction.page import Page
from tallystick.extraction.people.english_tokens import SINGULAR
from tallystick.extraction.people.posts import words

# So many sentences after the first that is no heading say where they met.
_LEAD = 2
_NO_DAY = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_WORD = rf"{_NO_DAY}(?:St\.? |Mt\.? )?[A-ZÀ-Þ][\w'’-]{{1,24}}"
_NAME = re.compile(
    rf"\b{_WORD}(?:(?:[ -]| (?:de|del|da|do|du|la|of|of the|and the) ){_WORD}){{0,6}}"
    r"(?: (?:county|city|town|district|prefecture|province|region|state))?"
)
_PARTED = re.compile(r" (?:of the|of|and the) ")
_NO_NAME = words(
    "the this that these those he she it they we i in on at for from with after during mr mrs ms "
    "dr his her their our its also an a as by while when both there here what who where more two "
    "three four five covid chinese english cpc xinhua gna vna mou loi if but and of to under "
    "members people not is are was were do does did will can how why"
)
# Capitals that are no abbreviation: "KUNMING, China".
_CAPITALS, _MANY = 4, 6
_VOWEL = re.compile("[AEIOUY]")


class Named(NamedTuple):
    """A place a sentence names, with what the text knows of it."""

    start: int
    end: int
    text: str
    region: RegionFound | None
    sentence: Span
    # Sentences behind the first that is no heading.
    order: int


def named_places(page: Page, people: tuple[PersonFound, ...]) -> list[Named]:
    """Return each naming of what may be a place at the beginning of a text, in order."""
    first = page.sentences.index(opening(page))
    near = page.sentences[: first + _LEAD + 1]
    end = near[-1].end
    taken = [(person.start, person.end) for person in people]
    names = {part for person in people for part in person.text.split() if len(part) > 2}
    regions = {region.start: region for region in page.regions if region.start < end}
    spans = [*_capitals(page.plain, end)]
    found = {span for span in spans if page.plain[slice(*span)] not in names}
    # The "Janeiro" of "Rio de Janeiro" looks like a place and is no known one.
    within = {at for start, stop in spans for at in regions.keys() & {*range(start + 1, stop)}}
    found |= {(at, one.end) for at, one in regions.items() if one.codes or at not in within}
    heads = {sentence.start for sentence in near}
    named, number = [], 0
    for start, stop in sorted(found):
        while number < len(near) - 1 and near[number].end <= start:
            number += 1
        if any(first_ < stop and start < last for first_, last in taken):
            continue
        if of_a_kind(page.plain, start, stop):
            continue
        printed = page.piece(start, stop)
        if printed.lower() in SINGULAR:
            continue
        head, of, place = printed.partition(" of ")
        if of and head.lower().split(" ")[-1] in SINGULAR:
            # "the Mayor of Vale" is nowhere, Vale is somewhere.
            start, printed = stop - len(place), place
            if (start, stop) in found:
                continue
        if _shouted(printed, leads=start in heads):
            printed = printed.title()
        named.append(Named(start, stop, printed, regions.get(start), near[number], number - first))
    return named


def _shouted(printed: str, *, leads: bool) -> bool:
    """Whether capitals are no abbreviation: those that lead a sentence, or many of them.

    >>> [_shouted(name, leads=True) for name in ("OSBY", "HCMC", "UN")]
    [True, False, False]
    >>> _shouted("ASEAN", leads=False), _shouted("KUNMING", leads=False)
    (False, True)
    """
    known = _VOWEL.search(printed) is not None and printed.isupper()
    return known and len(printed) >= (_CAPITALS if leads else _MANY)


def _capitals(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield where words in capitals stand together, and the halves that "of" parts."""
    for hit in _NAME.finditer(text, 0, end):
        start, stop = hit.span()
        while (gap := text.find(" ", start, stop)) > 0 and text[start:gap].lower() in _NO_NAME:
            start = gap + 1
        if (gap < 0 and text[start:stop].lower() in _NO_NAME) or not text[start].isupper():
            continue
        yield start, stop
        if gap > 0:
            for part in _PARTED.finditer(text, start, stop):
                yield start, part.start()
                yield part.end(), stop
