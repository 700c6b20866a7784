"""Acts and undertakings in English clauses: who did, will do or asks for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from operator import attrgetter

from tallystick.extraction.acts import kinds as acts
from tallystick.extraction.acts.actors import Actors
from tallystick.extraction.acts.english_clauses import Clause, clauses_of
from tallystick.extraction.acts.english_kinds import (
    FIRMS,
    aim_in,
    low_at,
    lows_of,
)
from tallystick.extraction.acts.english_lists import listed
from tallystick.extraction.acts.english_participles import (
    counts_projects,
    participles,
    together,
)
from tallystick.extraction.acts.english_readings import (
    DOCUMENT,
    DONE,
    WILL_DO,
    WISHED,
    reading_of,
)
from tallystick.extraction.acts.english_words import (
    BE,
    HOPE,
    PLAN,
    SHOULD,
    WILL,
    Word,
    words_of,
)
from tallystick.extraction.acts.kinds import THINGS, word_set
from tallystick.extraction.acts.leftover import NO_ACT, last_tag, leftover
from tallystick.extraction.acts.leftover_english import Piece, marks_in_english, pieces_of
from tallystick.extraction.drafts import CommitmentFound, changed
from tallystick.extraction.page import Page

# A sentence longer than this is none; a text longer than that is no announcement.
_SENTENCE, _TEXT = 2000, 60_000
_PAPERS = word_set(THINGS[acts.PAPER])
# How sure it is of an act that only its words tell, and whether that is done yet.
_UNSURE = 50
_MODALITY = {WILL: WILL_DO, PLAN: WILL_DO, SHOULD: WISHED, HOPE: WISHED}
_GREW = word_set("grew rose increased fell decreased climbed")


def commitments_in_english(page: Page, actors: Actors) -> Iterator[CommitmentFound]:
    """Yield what an English text says was done, will be done or is asked for."""
    signed = funded = False
    before = NO_ACT
    for number, sentence in enumerate(page.sentences):
        if sentence.start > _TEXT:
            return
        if len(sentence.text) > _SENTENCE:
            continue
        words = words_of(sentence.text, sentence.start)
        clauses = [*clauses_of(words)]
        told = [*together(page, _in_clauses(page, actors, clauses, signed, number == 0))]
        pieces = pieces_of(page, sentence, words, clauses)
        more = [*_leftover(page, actors, pieces, told, before, title=number == 0, signed=signed)]
        before = last_tag(pieces[-1].start, [*told, *more]) if pieces else before
        kept: list[CommitmentFound] = []
        for found in told:
            done = found.modality == DONE
            if done and funded and counts_projects(found):
                continue
            signed = signed or (done and found.kind == acts.SIGN)
            funded = done and found.kind == acts.FUND
            kept.append(found)
        yield from sorted([*kept, *more], key=attrgetter("start")) if more else kept


def _leftover(
    page: Page,
    actors: Actors,
    pieces: list[Piece],
    told: list[CommitmentFound],
    before: int,
    *,
    title: bool,
    signed: bool,
) -> Iterator[CommitmentFound]:
    """Yield acts of pieces that no rule read."""
    places = [(piece.start, piece.end) for piece in pieces]
    marks = partial(marks_in_english, page, pieces, title=title)
    for first, last in leftover("en", places, marks, told, before):
        piece, end = pieces[first], pieces[last].end
        clause = piece.clause
        if any(word.low == "doors" or (signed and word.low == "signed") for word in piece.words):
            # A school or shop that opened its doors; a signing told again.
            continue
        tag = clause.words[clause.verb].tag if clause else ""
        kind = aim_in(clause.words[clause.verb + 1 : clause.end] if clause else piece.words)
        actor = (
            actors.of(*_stretch(clause.words, (clause.first, clause.verb)), None)
            if clause
            else actors.last
        )
        yield CommitmentFound(
            piece.start, end, page.piece(piece.start, end),
            confidence=_UNSURE, actor=actor, kind=kind, modality=_MODALITY.get(tag, DONE),
        )  # fmt: skip


def _in_clauses(
    page: Page, actors: Actors, clauses: list[Clause], signed: bool, opening: bool
) -> Iterator[CommitmentFound]:
    before: Clause | None = None
    modality, parts, firms = "", False, False
    for clause in clauses:
        words = clause.words
        parts = _is_part(clause, parts)
        if parts:
            continue
        if before is not None and _grew_to(before, clause):
            clause = replace(clause, first=before.first)
        firms = _of_firms(clause, firms)
        if firms and clause.own_subject and words[clause.first].low in ("they", "it"):
            continue
        found = reading_of(page, clause, modality, signed, opening=opening)
        before = clause if found is None and clause.own_subject else None
        modality = found.modality if found else ""
        if found is None:
            yield from participles(page, clause, actors.last)
            continue
        if found.kind == acts.SIGN and found.modality == DONE:
            if signed and _again(clause):
                continue
            signed = True
        actor = _actor(actors, clause, found)
        yield from listed(page, changed(found, actor=actor))
        yield from participles(page, clause, actor, found)


def _grew_to(before: Clause, clause: Clause) -> bool:
    """Whether a clause goes on with one that only says how something grew."""
    grew = before.words[before.verb].low in _GREW
    return grew and not clause.own_subject and before.end >= clause.first - 2


def _actor(actors: Actors, clause: Clause, found: CommitmentFound) -> str | None:
    """Return who acts or undertakes; for a hope, who wishes: the speaker, when he is not its"
    " subject."""
    words = clause.words
    verb, speaker = words[clause.verb], None
    if clause.speaker:
        speaker = actors.named(*_stretch(words, clause.speaker)) or actors.last
    if found.modality == WISHED and verb.tag == SHOULD and speaker:
        return speaker
    subject = clause.subject or (clause.first, clause.first)
    if found.modality == DONE and (verb.tag == BE or "received" in lows_of(clause, clause.verb)):
        giver = actors.giver(verb.end, found.end)
        if giver or verb.tag == BE:
            both = actors.of_both() if found.kind in (acts.SIGN, acts.SEND) else None
            return giver or both or actors.last
    actor = actors.of(*_stretch(words, subject), speaker)
    return actors.of_both() if actor is None and found.kind == acts.SIGN else actor


def _stretch(words: list[Word], place: tuple[int, int]) -> tuple[int, int]:
    first, end = place
    return words[first].start, words[max(first, end - 1)].end if end > first else words[first].start


def _of_firms(clause: Clause, before: bool) -> bool:
    """Whether a clause is about firms; "they" are those of the clause before."""
    subject = clause.before_verb
    if not subject or subject[0].low in ("they", "it"):
        return before
    return any(word.low in FIRMS for word in subject)


def _is_part(clause: Clause, parts: bool) -> bool:
    """Whether a clause only says what became of a part: "of which 3 million was spent on ..."."""
    words, first = clause.words, clause.first
    if words[first].low in ("of", "including") and first + 1 < clause.verb:
        return words[first + 1].low in ("which", "whom", "these", "this", "them")
    if first > 1 and words[first - 1].low in ("which", "whom") and words[first - 2].low == "of":
        return True
    return parts and words[first].low[0].isdigit()


def _again(clause: Clause) -> bool:
    """Whether a signing is only told again: "The agreement was signed by ...", "signed it"."""
    words = clause.words
    subject = words[clause.first : clause.verb]
    if not any(
        word.low in ("it", "one") or word.low in _PAPERS
        for word in words[clause.first : clause.end]
    ):
        # "Mr Goh signed for the city": what, was told before.
        return True
    told = subject and subject[0].low in ("the", "this") and subject[-1].low.rstrip("s") in DOCUMENT
    return bool(told) or low_at(clause, clause.verb + 1) == "it"
