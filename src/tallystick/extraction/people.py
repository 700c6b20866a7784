"""People a text names, with their posts as printed."""

from __future__ import annotations

from tallystick.extraction.drafts import PersonFound, RepresentedFound
from tallystick.extraction.page import Page
from tallystick.extraction.people_chinese import chinese_mentions
from tallystick.extraction.people_english import english_mentions


def find_people(page: Page) -> tuple[PersonFound, ...]:
    """Return those who took part, each once, in order; those merely represented are left out."""
    found: dict[str, PersonFound] = {}
    for m in chinese_mentions(page.plain) if page.chinese else english_mentions(page):
        if m.passing: continue
        name=page.piece(*m.name)
        old=found.get(name)
        if old and (old.position or not m.post): continue
        found[name]=PersonFound(start=m.name[0],end=m.name[1],text=name,position=page.piece(*m.post) if m.post else None,confidence=m.confidence)
    return tuple(found.values())


def find_represented(page: Page) -> tuple[RepresentedFound, ...]:
    """Return those whose greeting, thanks or mandate another brings."""
    return ()
