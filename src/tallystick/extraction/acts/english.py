"""Acts and undertakings in English clauses: who did, will do or asks for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tallystick.extraction.acts import kinds as acts
from tallystick.extraction.acts.actors import Actors
from tallystick.extraction.acts.english_clauses import Clause, clauses_of
from tallystick.extraction.acts.english_kinds import (
    FIRMS,
    aim_of,
    kind_done,
    low_at,
    lows_of,
)
from tallystick.extraction.acts.english_lists import listed
from tallystick.extraction.acts.english_spans import found_in
from tallystick.extraction.acts.english_words import (
    ACTS_BY_FORM,
    BE,
    HAVE,
    HOPE,
    PAST,
    PLAIN,
    PLAN,
    SAY,
    SHOULD,
    WILL,
    Word,
    is_adverb,
    words_of,
)
from tallystick.extraction.acts.kinds import word_set
from tallystick.extraction.drafts import CommitmentFound
from tallystick.extraction.page import Page

# A sentence longer than this is none; a text longer than that is no announcement.
_SENTENCE, _TEXT = 2000, 60_000
_DONE, _WILL, _HOPE = "done", "will", "hope"
_BE_PLANS = word_set(
    """expected set scheduled due planned ready willing prepared committed determined going
    about poised slated"""
)
# What an agreement does of itself, and what says how long it lasts rather than what is undertaken.
_STATES = word_set("""
    run last remain expire cover have serve help benefit mean depend bring be see need allow
    enable take_effect employ generate show face become thank welcome witness_ meet join""")
_ABSTRACT = word_set("""
    cooperation collaboration exchange exchanges this which work development result results
    move room that""")
# What something is for: "its aim is to improve ..." undertakes nothing.
_PURPOSES = word_set("aim purpose goal objective focus task mission priority role target point")
_VOICES = word_set("expressed expresses voiced voices conveyed")
_HOPES = word_set("hope hopes wish wishes expectation expectations desire interest")
_READY = word_set("readiness willingness commitment determination intention resolve")
_HOW = word_set("how whether what why")
# Beside these, firms are among those who give for the state.
_PUBLIC = word_set("""government governments ministry ministries departments provinces province
    municipalities cities counties districts authorities""")
_NECESSARY = word_set("necessary important imperative essential vital crucial urgent advisable")
_WHOM = word_set("him her them us me it both the a all")
_GREW = word_set("grew rose increased fell decreased climbed")
_DOCUMENT = word_set("agreement memorandum mou plan it document deal pact accord protocol")
_DOCUMENT_SAYS = word_set("provides sets covers aims seeks includes focuses commits")


def commitments_in_english(page: Page, actors: Actors) -> Iterator[CommitmentFound]:
    """Yield what an English text says was done, will be done or is asked for."""
    signed = False
    for number, sentence in enumerate(page.sentences):
        if sentence.start > _TEXT:
            return
        if len(sentence.text) > _SENTENCE:
            continue
        words = words_of(sentence.text, sentence.start)
        before: Clause | None = None
        modality, parts, firms = "", False, False
        for clause in clauses_of(words):
            parts = _is_part(clause, parts)
            if parts:
                continue
            joined = before is not None and words[before.verb].low in _GREW
            if (
                joined
                and before is not None
                and not clause.own_subject
                and before.end >= clause.first - 2
            ):
                clause = replace(clause, first=before.first)
            firms = _of_firms(clause, firms)
            if firms and clause.own_subject and words[clause.first].low in ("they", "it"):
                continue
            found = _read(page, clause, modality, signed, opening=number == 0)
            before = clause if found is None and clause.own_subject else None
            modality = found.modality if found else ""
            if found is None:
                continue
            if found.kind == acts.SIGN and found.modality == _DONE:
                if signed and _again(clause):
                    continue
                signed = True
            actor = _actor(actors, clause, found)
            yield from listed(page, replace(found, actor=actor))


def _actor(actors: Actors, clause: Clause, found: CommitmentFound) -> str | None:
    """Return who acts or undertakes; for a hope, who wishes: the speaker, when he is not its"
    " subject."""
    words = clause.words
    verb, speaker = words[clause.verb], None
    if clause.speaker:
        speaker = actors.named(*_stretch(words, clause.speaker)) or actors.last
    if found.modality == _HOPE and verb.tag == SHOULD and speaker:
        return speaker
    subject = clause.subject or (clause.first, clause.first)
    if found.modality == _DONE and (verb.tag == BE or "received" in lows_of(clause, clause.verb)):
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
    subject = _subject_words(clause)
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
    told = subject and subject[0].low in ("the", "this") and subject[-1].low in _DOCUMENT
    return bool(told) or low_at(clause, clause.verb + 1) == "it"


def _read(
    page: Page, clause: Clause, before: str, signed: bool, *, opening: bool
) -> CommitmentFound | None:
    words, verb = clause.words, clause.verb
    tag, low = words[verb].tag, words[verb].low
    if _is_document(clause) and signed and (low in _DOCUMENT_SAYS or low == "will"):
        if tag == WILL and _base(clause) in ("run", "last", "remain", "expire", "be"):
            return None
        return found_in(page, clause, acts.OTHER, _WILL, 70)
    if tag in (WILL, SHOULD, PLAN, HOPE) and _asks_how(clause):
        return None
    if tag == WILL:
        return _will(page, clause, before)
    if tag == SHOULD:
        return _should(page, clause)
    if tag == HOPE:
        return _hope(page, clause)
    if low == "undertook" and "to" not in lows_of(clause, verb + 1, verb + 2):
        return _done(page, clause, verb, passive=False, opening=opening)
    if tag == PLAN:
        return found_in(page, clause, aim_of(clause, verb + 1), _WILL, 85)
    if tag == BE:
        return _be(page, clause, opening)
    if tag == HAVE:
        return _have(page, clause, opening)
    if low in _VOICES:
        return _voiced(page, clause)
    if tag in (PAST, PLAIN, SAY):
        return _done(page, clause, verb, passive=False, opening=opening)
    return None


def _asks_how(clause: Clause) -> bool:
    """Whether its verb stands in a question: "the talk turned on how they should go on"."""
    return any(word.low in _HOW for word in clause.words[clause.first : clause.verb])


def _voiced(page: Page, clause: Clause) -> CommitmentFound | None:
    """Read "expressed the hope that ...", "voiced readiness to ..."."""
    for word in clause.words[clause.verb + 1 : min(clause.end, clause.verb + 6)]:
        if word.low in _HOPES:
            return found_in(page, clause, aim_of(clause, clause.verb + 2), _HOPE, 80)
        if word.low in _READY:
            return found_in(page, clause, aim_of(clause, clause.verb + 2), _WILL, 75)
    return None


def _next(clause: Clause, at: int) -> int:
    """Return the index of the next word of the verb, past adverbs."""
    while at < clause.end - 1 and is_adverb(clause.words[at].low):
        at += 1
    return at


def _base(clause: Clause) -> str:
    return low_at(clause, _next(clause, clause.verb + 1))


def _is_document(clause: Clause) -> bool:
    subject = clause.words[clause.first : clause.verb]
    return 0 < len(subject) <= 5 and subject[-1].low in _DOCUMENT


def _subject_words(clause: Clause) -> list[Word]:
    return clause.words[clause.first : clause.verb]


def _will(page: Page, clause: Clause, before: str) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    low = low_at(clause, at)
    if low in ("not", "be", "have") or low in _STATES:
        following = low_at(clause, _next(clause, at + 1))
        if low != "be" or not (following.endswith("ed") or following in ACTS_BY_FORM):
            return None
    subject = _subject_words(clause)
    if any(word.low in FIRMS for word in subject[-3:]):
        return None
    if clause.words[clause.verb].low == "would":
        if before == _HOPE:
            return found_in(page, clause, aim_of(clause, at), _HOPE, 70)
        if _abstract(subject) or _is_document(clause):
            return None
    return found_in(page, clause, aim_of(clause, at), _WILL, 85)


def _abstract(subject: list[Word]) -> bool:
    return any(word.low in _ABSTRACT for word in subject[:3])


def _should(page: Page, clause: Clause) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    if low_at(clause, clause.verb + 1) in ("not", "come", "have", "never"):
        return None
    return found_in(page, clause, aim_of(clause, at), _HOPE, 80)


def _hope(page: Page, clause: Clause) -> CommitmentFound | None:
    low, following = clause.words[clause.verb].low, low_at(clause, clause.verb + 1)
    if low in ("calls", "called") and following not in ("for", "on", "upon"):
        return None
    if low in ("looks", "look") and following != "forward":
        return None
    if low in ("wants", "wanted", "seeks") and following == "to":
        return found_in(page, clause, aim_of(clause, clause.verb + 2), _WILL, 60)
    if low in ("ordered", "sought", "welcomes", "expects") and following in ("to", "the"):
        return None
    return found_in(page, clause, aim_of(clause, clause.verb + 1), _HOPE, 85)


def _be(page: Page, clause: Clause, opening: bool) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    low = low_at(clause, at)
    if low == "to" or (low in _BE_PLANS and low_at(clause, at + 1) == "to"):
        target = _next(clause, at + (1 if low == "to" else 2))
        purpose = clause.words[clause.verb].low in ("is", "was") and low == "to"
        purpose = purpose and any(word.low in _PURPOSES for word in _subject_words(clause)[:4])
        if purpose or low_at(clause, target) in _STATES - {"be"}:
            return None
        return found_in(page, clause, aim_of(clause, target), _WILL, 80)
    if low in ("scheduled", "set", "due", "slated", "planned") and low_at(clause, at + 1) == "for":
        return found_in(page, clause, aim_of(clause, at + 2), _WILL, 75)
    if low in _NECESSARY and _told_to(clause, at):
        return found_in(page, clause, aim_of(clause, _told_to(clause, at)), _HOPE, 75)
    if low in ("urged", "asked", "called", "encouraged", "invited", "required", "hoped"):
        return found_in(page, clause, aim_of(clause, at + 1), _HOPE, 70)
    if low != "being" and clause.words[clause.verb].low in ("is", "are"):
        return None
    if low == "being":
        at = _next(clause, at + 1)
    return _done(page, clause, at, passive=True, opening=opening)


def _told_to(clause: Clause, at: int) -> int:
    """Return the index behind "to" in "it is necessary, he said, to ..."; 0 where there is none."""
    near = range(at + 1, min(clause.end, at + 8))
    return next(
        (n + 1 for n in near if clause.words[n].low == "to" and low_at(clause, n + 1) not in _WHOM),
        0,
    )


def _have(page: Page, clause: Clause, opening: bool) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    passive = low_at(clause, at) == "been"
    at = _next(clause, at + 1) if passive else at
    word = clause.words[at] if at < clause.end else None
    if word is not None and word.low in ("since", "in", "over", "during", "to"):
        # "have since 2016 provided": the verb goes on behind the time.
        later = (n for n in range(at + 1, min(clause.end, at + 7)) if clause.words[n].tag == PAST)
        at = next(later, at)
        word = clause.words[at]
    if word is None:
        return None
    if word.tag == PLAN and not passive:
        return found_in(page, clause, aim_of(clause, at + 1), _WILL, 80)
    if word.tag == HOPE:
        return found_in(page, clause, aim_of(clause, at + 1), _HOPE, 75)
    if word.low in ("their", "its") and {"met", "paid", "covered"} & set(lows_of(clause, at)):
        return found_in(page, clause, acts.FUND, _DONE, 65)
    return _done(page, clause, at, passive=passive, opening=opening)


def _done(
    page: Page, clause: Clause, at: int, *, passive: bool, opening: bool
) -> CommitmentFound | None:
    kind = kind_done(clause, at, passive=passive)
    if kind is None or _event_itself(clause, kind, opening):
        return None
    return found_in(page, clause, kind, _DONE, 85 if kind in (acts.SIGN, acts.FUND) else 75)


def _event_itself(clause: Clause, kind: str, opening: bool) -> bool:
    """Whether it is the meeting or visit the text reports, or what firms do for themselves."""
    subject = {word.low for word in _subject_words(clause)}
    if subject & {"they", "together", "it"} and "invested" in lows_of(clause, clause.verb)[:4]:
        return True
    if subject & FIRMS and kind not in (acts.SIGN,):
        gifts = clause.words[clause.verb].low in ("donated", "gave", "given")
        return not (gifts or subject & _PUBLIC)
    return opening and kind == acts.VISIT
