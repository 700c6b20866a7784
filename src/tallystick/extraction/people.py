"""People a text names, with their posts as printed."""

from __future__ import annotations

from tallystick.extraction.drafts import PersonFound, RepresentedFound
from tallystick.extraction.page import Page


def find_people(page: Page) -> tuple[PersonFound, ...]:
    """Return those who took part, each once, in order; those merely represented are left out."""
    return ()


def find_represented(page: Page) -> tuple[RepresentedFound, ...]:
    """Return those whose greeting, thanks or mandate another brings."""
    return ()
