"""What one English clause says was done, will be done or is wished for."""

from __future__ import annotations

from tallystick.extraction.acts import kinds as acts
from tallystick.extraction.acts.english_clauses import Clause
from tallystick.extraction.acts.english_kinds import (
    FIRMS,
    aim_of,
    kind_done,
    kind_of_thing,
    low_at,
    lows_of,
    things_in,
)
from tallystick.extraction.acts.english_spans import found_in
from tallystick.extraction.acts.english_words import (
    ACTS_BY_FORM,
    ACTS_BY_GERUND,
    BE,
    HAVE,
    HOPE,
    NAME,
    PAST,
    PLAIN,
    PLAN,
    SAY,
    SHOULD,
    WILL,
    Word,
    is_adverb,
)
from tallystick.extraction.acts.kinds import word_set
from tallystick.extraction.drafts import CommitmentFound
from tallystick.extraction.page import Page

DONE, WILL_DO, WISHED = "done", "will", "hope"
_BE_PLANS = word_set(
    """expected set scheduled due planned ready willing prepared committed determined going
    about poised slated"""
)
# What an agreement does of itself, and what says how long it lasts rather than what is undertaken.
_STATES = word_set("""
    run last remain expire cover have serve help benefit mean depend bring be see need allow
    enable address speak attend
    employ generate show face become thank welcome witness_ meet join""")
_ABSTRACT = word_set("""
    cooperation collaboration exchange exchanges this which work development result results
    move room that""")
# What something is for: "its aim is to improve ..." undertakes nothing.
_PURPOSES = word_set("aim purpose goal objective focus task mission priority role target point")
# What these are expected to bring is nobody's undertaking.
_SITES = word_set(
    "hub project projects park parks plant plants factory base centre center line zone"
)
# "will have exchange programmes"
_HAD = word_set("exchange exchanges programmes programs training courses visits meetings")
_EAGER = word_set("ready willing prepared committed")
_VOICES = word_set("expressed expresses voiced voices conveyed")
_HOPES = word_set("hope hopes wish wishes expectation expectations desire interest")
_READY = word_set("readiness willingness commitment determination intention resolve")
_HOW = word_set("how whether what why")
# Beside these, firms are among those who give for the state.
_PUBLIC = word_set("""government governments ministry ministries departments provinces province
    municipalities cities counties districts authorities""")
_NECESSARY = word_set("necessary important imperative essential vital crucial urgent advisable")
_WHOM = word_set("him her them us me it both the a all")
DOCUMENT = word_set("agreement memorandum mou plan it document deal pact accord protocol")
_DOCUMENT_SAYS = word_set("provides sets covers aims seeks includes focuses commits")


def reading_of(
    page: Page, clause: Clause, before: str, signed: bool, *, opening: bool
) -> CommitmentFound | None:
    words, verb = clause.words, clause.verb
    tag, low = words[verb].tag, words[verb].low
    if _is_document(clause) and signed and (low in _DOCUMENT_SAYS or low == "will"):
        if tag == WILL and _base(clause) in ("run", "last", "remain", "expire", "be"):
            return None
        return found_in(page, clause, acts.OTHER, WILL_DO, 70)
    if tag in (WILL, SHOULD, PLAN, HOPE) and _asks_how(clause):
        return None
    if tag == WILL:
        return _will(page, clause, before)
    if tag == SHOULD:
        return _should(page, clause)
    if tag == HOPE:
        return None if opening and _calls_on(clause, verb) else _hope(page, clause)
    if low == "undertook" and "to" not in lows_of(clause, verb + 1, verb + 2):
        return _done(page, clause, verb, passive=False, opening=opening)
    if tag == PLAN or low.startswith("assure"):
        return found_in(page, clause, aim_of(clause, verb + 1), WILL_DO, 85)
    if tag == BE:
        return _be(page, clause, opening)
    if tag == HAVE:
        return _have(page, clause, opening)
    if (
        low in ("stands", "stood", "remains", "stand", "remain")
        and low_at(clause, verb + 1) in _EAGER
    ):
        return found_in(page, clause, aim_of(clause, verb + 3), WILL_DO, 75)
    if low in ("need", "needs") and low_at(clause, verb + 1) == "to":
        return found_in(page, clause, aim_of(clause, verb + 2), WISHED, 65)
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
            return found_in(page, clause, aim_of(clause, clause.verb + 2), WISHED, 80)
        if word.low in _READY:
            return found_in(page, clause, aim_of(clause, clause.verb + 2), WILL_DO, 75)
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
    return 0 < len(subject) <= 5 and subject[-1].low in DOCUMENT


def _will(page: Page, clause: Clause, before: str) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    low = low_at(clause, at)
    if low == "have" and _HAD & set(lows_of(clause, at + 1, at + 8)):
        return found_in(page, clause, aim_of(clause, at), WILL_DO, 75)
    if low in ("not", "be", "have") or low in _STATES:
        following = low_at(clause, _next(clause, at + 1))
        if low != "be" or not (following.endswith("ed") or following in ACTS_BY_FORM):
            return None
    subject = clause.before_verb
    if any(word.low in FIRMS for word in subject[-3:]):
        return None
    if clause.words[clause.verb].low == "would":
        if before == WISHED:
            return found_in(page, clause, aim_of(clause, at), WISHED, 70)
        doing = bool(subject) and subject[0].low.endswith("ing") and subject[0].tag != NAME
        if doing or _abstract(subject) or _is_document(clause):
            return None
    return found_in(page, clause, aim_of(clause, at), WILL_DO, 85)


def _calls_on(clause: Clause, at: int) -> bool:
    """Whether guests call on somebody, which is the visit that is told."""
    return clause.words[at].low in ("called", "calls") and low_at(clause, at + 1) in ("on", "upon")


def _abstract(subject: list[Word]) -> bool:
    return any(word.low in _ABSTRACT for word in subject[:3])


def _should(page: Page, clause: Clause) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    if low_at(clause, clause.verb + 1) in ("not", "come", "have", "never"):
        return None
    return found_in(page, clause, aim_of(clause, at), WISHED, 80)


def _hope(page: Page, clause: Clause) -> CommitmentFound | None:
    low, following = clause.words[clause.verb].low, low_at(clause, clause.verb + 1)
    if low in ("calls", "called") and following not in ("for", "on", "upon"):
        return None
    if low in ("looks", "look") and following != "forward":
        return None
    if low in ("wants", "wanted", "seeks") and following == "to":
        return found_in(page, clause, aim_of(clause, clause.verb + 2), WILL_DO, 60)
    if low in ("ordered", "sought", "welcomes", "expects") and following in ("to", "the"):
        return None
    return found_in(page, clause, aim_of(clause, clause.verb + 1), WISHED, 85)


def _be(page: Page, clause: Clause, opening: bool) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    low = low_at(clause, at)
    if low == "to" or (low in _BE_PLANS and low_at(clause, at + 1) == "to"):
        target = _next(clause, at + (1 if low == "to" else 2))
        purpose = clause.words[clause.verb].low in ("is", "was") and low == "to"
        purpose = purpose and any(word.low in _PURPOSES for word in clause.before_verb[:4])
        hoped_of = low == "expected" and _SITES & {word.low for word in clause.before_verb[-3:]}
        if purpose or hoped_of or low_at(clause, target) in _STATES - {"be"}:
            return None
        return found_in(page, clause, aim_of(clause, target), WILL_DO, 80)
    if low in ("scheduled", "set", "due", "slated", "planned") and low_at(clause, at + 1) == "for":
        return found_in(page, clause, aim_of(clause, at + 2), WILL_DO, 75)
    if low in _NECESSARY and _told_to(clause, at):
        return found_in(page, clause, aim_of(clause, _told_to(clause, at)), WISHED, 75)
    if low in ("urged", "asked", "called", "encouraged", "invited", "required", "hoped"):
        return found_in(page, clause, aim_of(clause, at + 1), WISHED, 70)
    if low in ACTS_BY_GERUND:
        return _going_on(page, clause, at)
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
    if passive and word.low in ACTS_BY_GERUND:
        return _going_on(page, clause, at)
    if word.tag == PLAN and not passive:
        return found_in(page, clause, aim_of(clause, at + 1), WILL_DO, 80)
    if word.tag == HOPE:
        if opening and _calls_on(clause, at):
            return None
        return found_in(page, clause, aim_of(clause, at + 1), WISHED, 75)
    if word.low in ("their", "its") and {"met", "paid", "covered"} & set(lows_of(clause, at)):
        return found_in(page, clause, acts.FUND, DONE, 65)
    return _done(page, clause, at, passive=passive, opening=opening)


def _done(
    page: Page, clause: Clause, at: int, *, passive: bool, opening: bool
) -> CommitmentFound | None:
    kind = kind_done(clause, at, passive=passive)
    if kind is None or _event_itself(clause, kind, opening):
        return None
    return found_in(page, clause, kind, DONE, 85 if kind in (acts.SIGN, acts.FUND) else 75)


def _going_on(page: Page, clause: Clause, at: int) -> CommitmentFound | None:
    """Read "is building a school", "has been sending teachers"."""
    things = things_in(clause.words[at + 1 : min(clause.end, at + 12)])
    kind = kind_of_thing(ACTS_BY_GERUND[clause.words[at].low], things)
    if kind is None or _event_itself(clause, kind, False):
        return None
    return found_in(page, clause, kind, DONE, 60)


def _event_itself(clause: Clause, kind: str, opening: bool) -> bool:
    """Whether it is the meeting or visit the text reports, or what firms do for themselves."""
    subject = {word.low for word in clause.before_verb}
    if subject & {"they", "together", "it"} and "invested" in lows_of(clause, clause.verb)[:4]:
        return True
    if subject & FIRMS and kind not in (acts.SIGN,):
        gifts = clause.words[clause.verb].low in ("donated", "gave", "given")
        return not (gifts or subject & _PUBLIC)
    return opening and kind == acts.VISIT
