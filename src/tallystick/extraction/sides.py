"""Who was host and who was guest, by the place of the meeting."""

from __future__ import annotations

from tallystick.extraction.drafts import EventFound, PersonFound
from tallystick.extraction.page import Page


def with_sides(
    page: Page, event: EventFound | None, people: tuple[PersonFound, ...]
) -> tuple[PersonFound, ...]:
    """Return the same people with the region they act for, and host or guest where it follows."""
    return people
