"""What happened, when and where; None where a text tells of no event of this cooperation."""

from __future__ import annotations

from tallystick.extraction.drafts import EventFound, PersonFound
from tallystick.extraction.page import Page


def find_event(page: Page, people: tuple[PersonFound, ...]) -> EventFound | None:
    """Return the event a text reports."""
    return None
