"""Who was host and who was guest, by the place of the meeting."""

from __future__ import annotations

import re
from dataclasses import replace

from tallystick.extraction.drafts import EventFound, PersonFound
from tallystick.extraction.page import Page, plain
from tallystick.extraction.places import find_regions

HOST, GUEST = "host", "guest"
# Who comes from the capital, or from nobody's side, is neither.
_NEUTRAL = re.compile(
    r"\b(?:State Council|Central (?:Committee|Government)|Ministry|Ministries|National|Embassy|"
    r"United Nations|UN)\b|国务院|中央|国家|全国|部$|联合国|大使馆"
)


def with_sides(
    page: Page, event: EventFound | None, people: tuple[PersonFound, ...]
) -> tuple[PersonFound, ...]:
    """Return the same people as host or guest where it follows from who they act for."""
    if event is None or event.place is None or event.kind == "bulletin":
        return people
    return tuple(replace(person, side=_side(page, event.place, person)) for person in people)


def _side(page: Page, place: str, person: PersonFound) -> str | None:
    whom = person.organisation_or_region
    if whom is None or _NEUTRAL.search(plain(whom)):
        return None
    here, theirs = _codes(page, place), _codes(page, whom)
    if here and theirs:
        return HOST if any(_same_land(a, b) for a in here for b in theirs) else GUEST
    return HOST if _bare(whom) in plain(place) or _bare(place) in plain(whom) else GUEST


def _codes(page: Page, name: str) -> set[str]:
    """Return the codes of the last place a name holds: the smallest of a chain."""
    found = list(find_regions(plain(name), page.gazetteer))
    return set(found[-1].codes) if found else set()


def _same_land(a: str, b: str) -> bool:
    """Whether one of two places lies in the other, as their codes say (cn-210200 in cn-210000)."""
    short, long = sorted((_stem(a), _stem(b)), key=len)
    return long.startswith(short)


def _stem(code: str) -> str:
    return re.sub("(?:00)+$", "", code) if code.startswith("cn-") else code


def _bare(name: str) -> str:
    return re.sub(r" (?:Province|City|County|District)$|[省市县区镇]$", "", plain(name))
