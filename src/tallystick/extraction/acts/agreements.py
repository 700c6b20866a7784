"""Documents signed or invoked between the parties, and the policy frameworks a text names."""

from __future__ import annotations

import re

from tallystick.extraction.acts.agreements_chinese import WITHIN_PAPER, agreements_in_chinese
from tallystick.extraction.acts.agreements_english import agreements_in_english
from tallystick.extraction.acts.frameworks import frameworks_in
from tallystick.extraction.drafts import Found
from tallystick.extraction.page import Page

# A text longer than this is no announcement.
_TEXT = 60_000
# A title as long as this is not named again by its end alone.
_WHOLE = 14
# What one person signs for work.
_OF_ONE_PERSON = re.compile(r"(?:就业|就業|劳动|勞動|用工)(?:协议|協議|合同)")


def find_agreements(page: Page) -> tuple[Found, ...]:
    """Return the documents, each once, as the shortest noun phrase that names it."""
    found: list[Found] = []
    seen: set[str] = set()
    papers = agreements_in_chinese(page.plain[:_TEXT]) if page.chinese else None
    for start, end, confidence in papers or agreements_in_english(page):
        name = page.piece(start, end)
        again = page.chinese and any(
            len(title) >= _WHOLE and title.endswith(name) for title in seen
        )
        if name not in seen and not again and not _OF_ONE_PERSON.fullmatch(name):
            seen.add(name)
            found.append(Found(start, end, name, confidence=confidence))
    return tuple(sorted(found, key=lambda one: one.start))


def find_frameworks(page: Page) -> tuple[Found, ...]:
    """Return the policy frameworks a text names, each once."""
    found: list[Found] = []
    seen: set[str] = set()
    for start, end in frameworks_in(page.plain[:_TEXT], chinese=page.chinese):
        if WITHIN_PAPER.match(page.plain, end) and page.chinese:
            continue
        name = page.piece(start, end)
        # "The pairing assistance program" is what was "pairing assistance" before.
        if name not in seen and not any(known in name for known in seen):
            seen.add(name)
            found.append(Found(start, end, name, confidence=75))
    return tuple(found)
