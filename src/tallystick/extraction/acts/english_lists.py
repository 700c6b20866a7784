"""The things one English clause undertakes or asks for in a row, each for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.acts.english_kinds import aim_in, aim_of_each
from tallystick.extraction.acts.english_words import words_of
from tallystick.extraction.drafts import CommitmentFound, changed
from tallystick.extraction.page import Page

# "will do this, do that, and do more", "agreed on this and on that".
_AND_DO = re.compile(
    r",? and on (?=[a-z])|(?:,| and|, and) (?:to )?(?=(?:grant|fund|step|keep|speed"
    r"|strengthen|deepen|expand|promote"
    r"|build|set|establish|increase|continue|make|carry|hold|improve|support|send|train|give"
    r"|provide"
    r"|develop|explore|share|open|launch|create|work|cooperate|encourage|push|enhance|implement"
    r"|organise|organize|facilitate|maintain|accelerate|raise|foster|boost|help|start|sign"
    r"|intensify"
    r"|exchange|invite|visit|dispatch|donate|construct)\b)"
)
# "hoped for this, for that, and for more" are three wishes.
_ASKED_FOR = re.compile(r"\b(?:hoped|hopes|hope|called|calls|asked|wished) for ")
# "... to do this, to do that and to do more" are three as well.
_TO_DO = re.compile(r"\bto (?=[a-z])")
_AND_TO = re.compile(r"(?:,| and|, and) to (?=[a-z])")
_AND_FOR = re.compile(r"(?:,| and|, and) for (?=[a-z])")
_PROPOSED = re.compile(r"\b(?:recommended|proposed|suggested|proposes|suggests) that ")


def listed(page: Page, found: CommitmentFound) -> Iterator[CommitmentFound]:
    """Yield the undertakings of a list each for itself where they are of different kinds."""
    if found.modality == "done":
        yield found
        return
    proposed = _PROPOSED.search(page.plain, found.start, min(found.end, found.start + 240))
    asked = _ASKED_FOR.search(page.plain, found.start, min(found.end, found.start + 240))
    if asked and _AND_FOR.search(page.plain, asked.end(), found.end):
        partings = [*_AND_FOR.finditer(page.plain, asked.end(), found.end)]
        yield from _each(page, found, asked.end(), partings)
        return
    told = _TO_DO.search(page.plain, found.start, found.end)
    partings = [*_AND_TO.finditer(page.plain, told.end(), found.end)] if told else []
    if told and len(partings) > 1:
        yield from _each(page, found, told.end(), partings)
        return
    first = proposed.end() if proposed else found.start
    pieces: list[tuple[int, int, str]] = []
    further = [*_AND_DO.finditer(page.plain, first, found.end)]
    if not further:
        yield found
        return
    for parting in [*further, None]:
        end = parting.start() if parting else found.end
        pieces.append((first, end, aim_in(words_of(page.plain[first:end], first))))
        first = parting.end() if parting else end
    if len({kind for *_, kind in pieces}) == 1 or (len(pieces) > 2 and not proposed):
        yield found
        return
    for start, end, kind in pieces:
        yield changed(found, start=start, end=end, text=page.piece(start, end), kind=kind)


def _each(
    page: Page, found: CommitmentFound, first: int, partings: list[re.Match[str]]
) -> Iterator[CommitmentFound]:
    """Yield each thing asked for or undertaken, where the same little word begins them all."""
    for parting in [*partings, None]:
        end = parting.start() if parting else found.end
        kind = aim_of_each(words_of(page.plain[first:end], first))
        yield changed(found, start=first, end=end, text=page.piece(first, end), kind=kind)
        first = parting.end() if parting else end
