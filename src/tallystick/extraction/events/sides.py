"""Who was host and who was guest, by the place of the meeting and by who came there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tallystick.extraction.drafts import EventFound, PersonFound, Span, changed
from tallystick.extraction.events.where import home_of
from tallystick.extraction.events.where_houses import A_ROOM
from tallystick.extraction.page import Page, once_a_page, plain
from tallystick.extraction.places.capitals import country_of
from tallystick.extraction.places.codes import one_in_the_other
from tallystick.extraction.places.known import find_regions

HOST, GUEST = "host", "guest"
# How often a place is looked for behind a larger one, and how far back that begins.
_TRIES, _CHAIN = 5, 12
# Who comes from the capital, or from nobody's side, is neither.
_NEUTRAL = re.compile(
    r"\b(?:State Council|Central (?:Committee|Government)|Ministry|Ministries|National|Embassy|"
    r"United Nations|UN)\b|国务院|中央|国家|全国|部$|联合国|大使馆"
)
# Seats of national bodies, where these are no guests.
_SEATS = frozenset({"北京", "Beijing"})
# Posts of those who lead a place or its offices, and what names one in them.
_LEADS_A_PLACE = re.compile(
    r"\b(?:mayor|governor|party (?:secretary|chief)|magistrate|premier|prime minister|"
    r"minister-president)\b|[省市县区州镇乡旗](?:委|政府|长|政协|人大|领导)",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|for|to|delegation|team)\b|['’]s\b|团|队|组")
_HEADS = re.compile(
    r"\b(?:led|headed|leader|head|accompanied)\b[^.;\n]*$|(?:率领|带领|由)[^,，。;；\n]*$"
)
_COMES = re.compile(
    r"\s?(?:率|带领|一行|带队)|,? (?:who )?(?:led|headed|heads|leads|leading|heading)\b"
)
_KIND = re.compile(
    r" (?:Autonomous )?(?:Province|City|County|District|Prefecture)$|[省市县区镇乡州]$",
    re.IGNORECASE,
)


# So far behind another somebody may stand in one list, and what ends one.
_ONE_LIST = 160
_ENDS = re.compile(
    r"[。\n；;]|(?<![A-Z][a-z])(?<![A-Z])\. |\b(?:met|welcomed|received|with)\b|会见|欢迎|陪同|接待"
)


# Who is told to come along, or is one of those who came.
_COMING_ALONG = re.compile(
    r"\b(?:accompan(?:ied|ying)|joined by|delegation (?:is|was|are|were|includes?|included|"
    r"comprises|comprised|consists|consisted|with|of)|delegates|travel\w*|flies|flew|lead|leads|"
    r"other members|in the group|the trip)\b[^.;\n]*$|(?:随行|随团|团员|成员)[^。；;\n]*$"
)


@dataclass(frozen=True)
class _Land:
    """A place as sides are told by it: its bare name, and its codes where it is known."""

    name: str
    codes: frozenset[str]

    def shares(self, other: _Land) -> bool:
        """Whether one of the two lies in the other, as far as names and codes tell."""
        if self.codes and other.codes:
            return any(one_in_the_other(a, b) for a in self.codes for b in other.codes)
        return self.name in other.name or other.name in self.name


def with_sides(
    page: Page, event: EventFound | None, people: tuple[PersonFound, ...]
) -> tuple[PersonFound, ...]:
    """Return the same people as host or guest where it follows from who they act for."""
    if event is None or event.kind == "bulletin":
        return people
    place = _home(page, event, people) if page.chinese else event.place
    if place is None:
        return people
    here, visitors = _land(page, place), _visitors(page, event)
    found: list[PersonFound] = []
    for person in people:
        side = _side(page, person, here, visitors)
        if side is None and person.organisation_or_region is None and found:
            side = _as_before(page, found[-1], person)
        if side is None and person.organisation_or_region is None and event.kind == "visit":
            before = page.plain[max(0, person.start - _ONE_LIST) : person.start]
            side = GUEST if _COMING_ALONG.search(before) else None
        found.append(changed(person, side=side))
    return tuple(found)


def _home(page: Page, event: EventFound, people: tuple[PersonFound, ...]) -> str | None:
    """Return the place of an event, or that of who received the others if no known place is told.

    A room says nothing of whose it is; where only guests from one place are named, they are guests.
    """
    place = plain(event.place or "")
    if place and (not A_ROOM.search(place) or any(find_regions(place, page.gazetteer))):
        return event.place
    home = home_of(page, Span(event.start, event.end, event.text), people)
    if home or not place:
        return home
    acting = [person.organisation_or_region for person in people if person.organisation_or_region]
    here = _land(page, place)
    known = len(set(acting)) == 1 or any(_land(page, whom).shares(here) for whom in acting)
    return event.place if known else None


def _as_before(page: Page, last: PersonFound, person: PersonFound) -> str | None:
    """Return the side of whoever is named right before in the same sentence: one list, one side."""
    between = page.plain[last.end : person.start]
    if len(between) > _ONE_LIST or _ENDS.search(between):
        return None
    return last.side


def _side(page: Page, person: PersonFound, here: _Land, visitors: list[_Land]) -> str | None:
    whom = person.organisation_or_region
    if whom is None:
        return _of_a_house(page, person)
    if _NEUTRAL.search(plain(whom)):
        return None if here.name in _SEATS else GUEST
    theirs = _land(page, whom)
    if theirs.shares(here):
        return HOST
    if any(theirs.shares(visitor) for visitor in visitors):
        return GUEST
    # A county that no list knows, where others came: theirs is the house.
    unknown = not theirs.codes or not here.codes
    return HOST if visitors and unknown else GUEST


def _of_a_house(page: Page, person: PersonFound) -> str | None:
    """Return the side of one whose post names no place: a text needs not say whose its own is."""
    post = plain(person.position or "")
    if not _LEADS_A_PLACE.search(post) or _OF.search(post):
        return None
    before = page.plain[max(0, person.start - 80) : person.start]
    return GUEST if _HEADS.search(before) or _COMES.match(page.plain, person.end) else HOST


def _visitors(page: Page, event: EventFound) -> list[_Land]:
    """Return whose places are named before the place of a visit: those who came."""
    at = event.text.find(event.place or "") if event.kind == "visit" else -1
    if at < 0:
        return []
    here = _land(page, event.place or "")
    before = page.regions_in(event.start, event.start + at)
    lands = [_land(page, found.text) for found in before]
    return [land for land in lands if not land.shares(here)]


@once_a_page
def _land(page: Page, name: str) -> _Land:
    """Return the last place a name holds, the smallest of a chain, with its bare name."""
    found = list(find_regions(plain(name), page.gazetteer))
    bare = _KIND.sub("", plain(name))
    # What is longer than the known part of it is a place of its own (广安区 is not 广安).
    known = found and found[-1].end >= len(bare)
    codes = frozenset(found[-1].codes) if known else frozenset()
    return _Land(bare, codes or _around(page, bare))


def _around(page: Page, bare: str) -> frozenset[str]:
    """Return the codes of what a place that no list knows lies in: its land, or "A市B县"."""
    country = country_of(bare)
    if country:
        return frozenset({country})
    at = page.plain.find(bare) if page.chinese and bare else -1
    for _ in range(_TRIES):
        if at < 1:
            break
        before = page.plain[max(0, at - _CHAIN) : at]
        found = list(find_regions(before, page.gazetteer))
        if found and found[-1].end == len(before):
            return frozenset(found[-1].codes)
        at = page.plain.find(bare, at + 1)
    return frozenset()
