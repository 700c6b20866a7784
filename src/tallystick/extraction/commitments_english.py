"""Acts and undertakings in English clauses: who did, will do or asks for what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction import acts
from tallystick.extraction.clauses_english import Clause, clauses_of
from tallystick.extraction.drafts import CommitmentFound
from tallystick.extraction.english_words import (
    ACTS_BY_FORM,
    BE,
    HAVE,
    HOPE,
    PAST,
    PLAIN,
    PLAN,
    SHOULD,
    WILL,
    Word,
    is_adverb,
    words_of,
)
from tallystick.extraction.page import Page

_THINGS = acts.by_word(acts.THINGS)
_AIMS = acts.by_word(acts.AIMS)
_FIRMS = frozenset(
    """firms firm companies company enterprises enterprise entrepreneurs entrepreneur businesses
    business investors investor merchants sales output revenue exports imports trade turnover
    tourists plant operator""".split()
)
_DONE, _WILL, _HOPE = "done", "will", "hope"
# Behind these words a clause has said what was undertaken.
_TAIL = re.compile(
    r",? so that |,? because |,? on behalf of |,? in the presence of |,? witnessed by |, saying "
    r"|, as well as to show|, (?:an increase|a rise|up|down) |,? \d[\d.]{0,8}% (?:more|less)"
    r"|, (?:thus|thereby|making|bringing|marking|allowing|enabling|helping) |, (?:from|among) which "
    r"|,? (?:accounting for|of which|compared with|according to) "
)
_SIGN_TAIL = re.compile(
    r",? (?:on|at|in|during|that|which|after|before) (?=[A-Zt\d])"
)
_BE_PLANS = frozenset(
    """expected set scheduled due planned ready willing prepared committed determined going about
    poised slated""".split()
)
# What an agreement does of itself, and what says how long it lasts rather than what is undertaken.
_STATES = frozenset(
    """run last remain expire cover have serve help benefit mean depend bring be see need allow
    enable take_effect employ generate show face""".split()
)
_ABSTRACT = frozenset(
    """cooperation collaboration exchange exchanges this which work development result results
    move room that""".split()
)
_DOCUMENT = frozenset("agreement memorandum mou plan it document deal pact accord protocol".split())
_DOCUMENT_SAYS = frozenset("provides sets covers aims seeks includes focuses commits".split())


def commitments_in_english(page: Page) -> Iterator[CommitmentFound]:
    """Yield what an English text says was done, will be done or is asked for."""
    signed = False
    for number, sentence in enumerate(page.sentences):
        words = words_of(sentence.text, sentence.start)
        modality = ""
        for clause in clauses_of(words):
            found = _read(page, clause, modality, signed, opening=number == 0)
            if found is None:
                modality = ""
                continue
            modality = found.modality
            signed = signed or found.kind == acts.SIGN
            yield found


def _read(
    page: Page, clause: Clause, before: str, signed: bool, *, opening: bool
) -> CommitmentFound | None:
    words, verb = clause.words, clause.verb
    tag, low = words[verb].tag, words[verb].low
    if _is_document(clause) and signed and (low in _DOCUMENT_SAYS or tag == WILL):
        if tag == WILL and _base(clause) in ("run", "last", "remain", "expire", "be"):
            return None
        return _found(page, clause, acts.OTHER, _WILL, 70)
    if tag == WILL:
        return _will(page, clause, before)
    if tag == SHOULD:
        return _should(page, clause)
    if tag == HOPE:
        return _hope(page, clause)
    if tag == PLAN:
        return _found(page, clause, _aim(clause, verb + 1), _WILL, 85)
    if tag == BE:
        return _be(page, clause, opening)
    if tag == HAVE:
        return _have(page, clause, opening)
    if tag in (PAST, PLAIN):
        return _done(page, clause, verb, passive=False, opening=opening)
    return None


def _next(clause: Clause, at: int) -> int:
    """Return the index of the next word of the verb, past adverbs."""
    while at < clause.end - 1 and is_adverb(clause.words[at].low):
        at += 1
    return at


def _low(clause: Clause, at: int) -> str:
    return clause.words[at].low if at < clause.end else ""


def _base(clause: Clause) -> str:
    return _low(clause, _next(clause, clause.verb + 1))


def _is_document(clause: Clause) -> bool:
    subject = clause.words[clause.first : clause.verb]
    return 0 < len(subject) <= 5 and subject[-1].low in _DOCUMENT


def _subject_words(clause: Clause) -> list[Word]:
    return clause.words[clause.first : clause.verb]


def _will(page: Page, clause: Clause, before: str) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    low = _low(clause, at)
    if low in ("not", "be", "have") or low in _STATES:
        following = _low(clause, _next(clause, at + 1))
        if low != "be" or not (following.endswith("ed") or following in ACTS_BY_FORM):
            return None
    subject = _subject_words(clause)
    if any(word.low in _FIRMS for word in subject[-3:]):
        return None
    if clause.words[clause.verb].low == "would":
        if before == _HOPE:
            return _found(page, clause, _aim(clause, at), _HOPE, 70)
        if subject and subject[0].low.capitalize() and _abstract(subject):
            return None
    return _found(page, clause, _aim(clause, at), _WILL, 85)


def _abstract(subject: list[Word]) -> bool:
    return any(word.low in _ABSTRACT for word in subject[:3])


def _should(page: Page, clause: Clause) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    if _low(clause, clause.verb + 1) in ("not", "come", "have", "never"):
        return None
    return _found(page, clause, _aim(clause, at), _HOPE, 80)


def _hope(page: Page, clause: Clause) -> CommitmentFound | None:
    low, following = clause.words[clause.verb].low, _low(clause, clause.verb + 1)
    if low in ("calls", "called") and following not in ("for", "on", "upon"):
        return None
    if low in ("looks", "look") and following != "forward":
        return None
    if low in ("wants", "wanted", "seeks") and following == "to":
        return _found(page, clause, _aim(clause, clause.verb + 2), _WILL, 60)
    if low in ("ordered", "sought", "welcomes", "expects") and following in ("to", "the"):
        return None
    return _found(page, clause, _aim(clause, clause.verb + 1), _HOPE, 85)


def _be(page: Page, clause: Clause, opening: bool) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    low = _low(clause, at)
    if low == "to" or (low in _BE_PLANS and _low(clause, at + 1) == "to"):
        target = _next(clause, at + (1 if low == "to" else 2))
        if _low(clause, target) in _STATES - {"be"}:
            return None
        return _found(page, clause, _aim(clause, target), _WILL, 80)
    if low in ("urged", "asked", "called", "encouraged", "invited", "required"):
        return _found(page, clause, _aim(clause, at + 1), _HOPE, 70)
    if low == "being":
        at = _next(clause, at + 1)
    return _done(page, clause, at, passive=True, opening=opening)


def _have(page: Page, clause: Clause, opening: bool) -> CommitmentFound | None:
    at = _next(clause, clause.verb + 1)
    passive = _low(clause, at) == "been"
    at = _next(clause, at + 1) if passive else at
    word = clause.words[at] if at < clause.end else None
    if word is None:
        return None
    if word.tag == PLAN and not passive:
        return _found(page, clause, _aim(clause, at + 1), _WILL, 80)
    if word.tag == HOPE:
        return _found(page, clause, _aim(clause, at + 1), _HOPE, 75)
    return _done(page, clause, at, passive=passive, opening=opening)


def _done(
    page: Page, clause: Clause, at: int, *, passive: bool, opening: bool
) -> CommitmentFound | None:
    kind = _kind_done(clause, at, passive=passive)
    if kind is None or _event_itself(clause, kind, opening):
        return None
    return _found(page, clause, kind, _DONE, 85 if kind in (acts.SIGN, acts.FUND) else 75)


def _event_itself(clause: Clause, kind: str, opening: bool) -> bool:
    """Whether it is the meeting or visit the text reports, or what firms do for themselves."""
    subject = {word.low for word in _subject_words(clause)}
    if subject & _FIRMS and kind not in (acts.SIGN,):
        gifts = clause.words[clause.verb].low in ("donated", "gave", "given")
        return not gifts
    return opening and kind == acts.VISIT


def _kind_done(clause: Clause, at: int, *, passive: bool) -> str | None:
    """Return the kind of an act that was done; None when it is none."""
    low = _low(clause, at)
    subject = _first_thing(clause, clause.first, clause.verb)
    object_ = _first_thing(clause, at + 1, clause.end)
    if low in ("worked", "cooperated") and "together" in _lows(clause, at):
        return acts.OTHER
    if low in ("visited", "visit") and "times" in _lows(clause, at):
        return acts.VISIT
    if low in ("taken", "took") and _low(clause, at + 1) == "part":
        return acts.VISIT if low == "taken" else None
    if low == "went" and "also" in _lows(clause, clause.first):
        return acts.VISIT
    for verb in ACTS_BY_FORM.get(low, ()):
        rest = verb.split(" ")[1:]
        if rest and rest[0] not in _lows(clause, at, at + 9):
            continue
        kinds = acts.VERBS[verb]
        if isinstance(kinds, str):
            return kinds
        if verb in ("teach", "show"):
            return acts.TRAIN if "how" in _lows(clause, at) else None
        return _by_thing(kinds, verb, subject, object_, passive=passive)
    return None


def _by_thing(
    kinds: dict[str, str], verb: str, subject: str, object_: str, *, passive: bool
) -> str | None:
    if passive or verb in ("open", "start", "begin", "launch"):
        return kinds.get(subject) or (None if subject else kinds.get(object_))
    if verb in ("add up", "amount", "total", "reach", "stand", "come"):
        return acts.FUND if object_ == acts.MONEY and subject in (acts.HELP, acts.MONEY) else None
    return kinds.get(object_)


def _lows(clause: Clause, first: int, end: int | None = None) -> list[str]:
    return [word.low for word in clause.words[first : min(end or clause.end, clause.end)]]


def _first_thing(clause: Clause, first: int, end: int) -> str:
    """Return what is acted on: the first known thing before the clause turns to where and why."""
    for word in clause.words[first : min(end, first + 14)]:
        if word.low in _THINGS:
            return _THINGS[word.low]
    return ""


def _aim(clause: Clause, first: int) -> str:
    """Return the kind of an undertaking, by its first words."""
    for word in clause.words[first : min(clause.end, first + 12)]:
        if word.low in (",", ";", "in", "so", "cooperation", "collaboration"):
            break
        if word.low in _AIMS:
            return _AIMS[word.low]
    return acts.OTHER


def _found(
    page: Page, clause: Clause, kind: str, modality: str, confidence: int
) -> CommitmentFound | None:
    words = clause.words
    start, end = words[clause.first].start, words[clause.end - 1].end
    text = page.plain[start:end]
    offset = words[clause.verb].end - start
    tail = _TAIL.search(text, offset)
    if tail:
        end = start + tail.start()
    if kind == acts.SIGN and modality == _DONE:
        tail = _SIGN_TAIL.search(page.plain, start + offset, end)
        end = tail.start() if tail else end
    while end > start and page.plain[end - 1] in " ,;:—–":
        end -= 1
    return CommitmentFound(
        start, end, page.piece(start, end),
        confidence=confidence, actor=None, kind=kind, modality=modality,
    )  # fmt: skip
