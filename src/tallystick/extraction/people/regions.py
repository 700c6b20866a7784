"""For whom somebody acts: the place or body in the post, the delegation led, who stands before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tallystick.extraction.page import Page
from tallystick.extraction.people.acting_for_chinese import ChineseRegions
from tallystick.extraction.people.acting_for_english import EnglishRegions
from tallystick.extraction.people.mentions import Mention


def with_regions(page: Page, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the same namings with whom each person acts for, as the text names it."""
    found = list(mentions)
    reader = ChineseRegions(page, found) if page.chinese else EnglishRegions(page, found)
    for mention in found:
        yield reader.placed(mention)
