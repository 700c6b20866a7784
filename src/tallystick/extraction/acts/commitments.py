"""What the parties did, will do or hope for, each as the full clause that says so."""

from __future__ import annotations

from tallystick.extraction.acts.achievements import achievements_in
from tallystick.extraction.acts.actors import Actors
from tallystick.extraction.acts.chinese import commitments_in_chinese
from tallystick.extraction.acts.english import commitments_in_english
from tallystick.extraction.acts.workstreams import workstream_of
from tallystick.extraction.drafts import CommitmentFound, Found, PersonFound, changed
from tallystick.extraction.page import Page


def find_commitments(page: Page, people: tuple[PersonFound, ...]) -> tuple[CommitmentFound, ...]:
    """Return the acts and undertakings of a text in order; `people` are those it names."""
    read = commitments_in_chinese if page.chinese else commitments_in_english
    return tuple(
        changed(found, workstream=workstream_of(found.kind, page.plain[found.start : found.end]))
        for found in read(page, Actors(page, people))
    )


def find_achievements(page: Page) -> tuple[Found, ...]:
    """Return achievements stated without a number, in order."""
    return tuple(achievements_in(page))
