"""Who was host and who was guest, by the place of the meeting and by who came there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tallystick.extraction.drafts import EventFound, PersonFound
from tallystick.extraction.page import Page, plain
from tallystick.extraction.places.codes import one_in_the_other
from tallystick.extraction.places.known import find_regions

HOST, GUEST = "host", "guest"
# Who comes from the capital, or from nobody's side, is neither.
_NEUTRAL = re.compile(
    r"\b(?:State Council|Central (?:Committee|Government)|Ministry|Ministries|National|Embassy|"
    r"United Nations|UN)\b|国务院|中央|国家|全国|部$|联合国|大使馆"
)
_KIND = re.compile(
    r" (?:Autonomous )?(?:Province|City|County|District|Prefecture)$|[省市县区镇乡州]$",
    re.IGNORECASE,
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
    if event is None or event.place is None or event.kind == "bulletin":
        return people
    here, visitors = _land(page, event.place), _visitors(page, event)
    return tuple(replace(person, side=_side(page, person, here, visitors)) for person in people)


def _side(page: Page, person: PersonFound, here: _Land, visitors: list[_Land]) -> str | None:
    whom = person.organisation_or_region
    if whom is None or _NEUTRAL.search(plain(whom)):
        return None
    theirs = _land(page, whom)
    if theirs.shares(here):
        return HOST
    if any(theirs.shares(visitor) for visitor in visitors):
        return GUEST
    # A county that no list knows, where others came: theirs is the house.
    unknown = not theirs.codes or not here.codes
    return HOST if visitors and unknown else GUEST


def _visitors(page: Page, event: EventFound) -> list[_Land]:
    """Return whose places are named before the place of a visit: those who came."""
    at = event.text.find(event.place or "") if event.kind == "visit" else -1
    if at < 0:
        return []
    here = _land(page, event.place or "")
    before = [r for r in page.regions if event.start <= r.start < event.start + at]
    lands = [_land(page, found.text) for found in before]
    return [land for land in lands if not land.shares(here)]


def _land(page: Page, name: str) -> _Land:
    """Return the last place a name holds, the smallest of a chain, with its bare name."""
    found = list(find_regions(plain(name), page.gazetteer))
    bare = _KIND.sub("", plain(name))
    # What is longer than the known part of it is a place of its own (广安区 is not 广安).
    known = found and found[-1].end >= len(bare)
    return _Land(bare, frozenset(found[-1].codes) if known else frozenset())
