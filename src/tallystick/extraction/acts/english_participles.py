"""Acts that hang on an English clause: "thanked A for sending ...", "..., giving 3 million"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tallystick.extraction.acts import kinds as acts
from tallystick.extraction.acts.english_clauses import Clause
from tallystick.extraction.acts.english_kinds import kind_of_thing, things_in
from tallystick.extraction.acts.english_spans import found_in
from tallystick.extraction.acts.english_words import ACTS_BY_GERUND
from tallystick.extraction.acts.kinds import word_set
from tallystick.extraction.drafts import CommitmentFound, changed
from tallystick.extraction.page import Page

_THANKED = word_set("thanked thanks thank praised commended")
# Backing somebody's undertaking is an act of its own where one is thanked for it.
_BACKING = word_set("backing supporting helping building")
_PROJECTS = re.compile(r"\b\d[\d,]*\s(?:[\w-]+\s){0,4}projects\b")
_CARRIED_OUT = re.compile(r"\b(?:implement|launch|carried out|undert[oa]|complet)", re.IGNORECASE)
_JOINED = re.compile(r",? and ")


def participles(
    page: Page, clause: Clause, actor: str | None, main: CommitmentFound | None = None
) -> Iterator[CommitmentFound]:
    """Yield the acts told by -ing forms behind the verb of a clause that tells what was done."""
    words, thanked = clause.words, clause.words[clause.verb].low in _THANKED
    if not thanked and (main is None or main.modality != "done"):
        return
    starts = [at for at in range(clause.verb + 2, clause.end) if _begins(clause, at, thanked)]
    for number, at in enumerate(starts):
        verb = ACTS_BY_GERUND.get(words[at].low, "")
        things = things_in(words[at + 1 : min(clause.end, at + 12)])
        kind = kind_of_thing(verb, things) or (acts.OTHER if words[at].low in _BACKING else None)
        if kind is None:
            continue
        end = starts[number + 1] - 1 if number + 1 < len(starts) else clause.end
        part = replace(clause, first=at, verb=at, end=end)
        yield changed(found_in(page, part, kind, "done", 65), actor=actor)


def _begins(clause: Clause, at: int, thanked: bool) -> bool:
    """Whether an act in its -ing form begins at a place."""
    words = clause.words
    low, before = words[at].low, words[at - 1].low
    if low not in ACTS_BY_GERUND and not (thanked and low in _BACKING):
        return False
    if thanked:
        return before == "for" or (before == "and" and words[at - 2].low != "for")
    return before == "," or (before == "and" and words[at + 1 : at + 2] != [])


def together(page: Page, found: Iterable[CommitmentFound]) -> Iterator[CommitmentFound]:
    """Yield what was done in general ways and is joined by "and" as one act."""
    held: CommitmentFound | None = None
    for one in found:
        general = one.modality == "done" and one.kind == acts.OTHER
        if held is not None and general and _JOINED.fullmatch(page.plain, held.end, one.start):
            held = changed(held, end=one.end, text=page.piece(held.start, one.end))
            continue
        if held is not None:
            yield held
        held = one if general else None
        if not general:
            yield one
    if held is not None:
        yield held


def counts_projects(found: CommitmentFound) -> bool:
    """Whether an act only counts the projects that money named before paid for."""
    return (
        found.kind == acts.BUILD
        and _PROJECTS.search(found.text) is not None
        and _CARRIED_OUT.search(found.text) is not None
    )
