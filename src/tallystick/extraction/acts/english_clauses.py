"""An English sentence as clauses: who says it, its subject, its verb, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.extraction.acts.english_words import (
    ARTICLES,
    BE,
    CAN,
    FINITE,
    HAVE,
    HOPE,
    JOINS,
    MAYBE_NOUNS,
    NOUN_SIGNS,
    ONLY_PAST,
    PAST,
    PLAIN,
    PLAN,
    PREPOSITIONS,
    RELATIVE,
    SAY,
    SHOULD,
    WILL,
    Word,
    is_adverb,
)
from tallystick.extraction.acts.kinds import word_set

_ADVERB_LEADS = word_set("also then thus immediately afterwards later subsequently there")
_SKIPPED = JOINS | {"where", "when"}
# What no clause goes across.
_BREAKS = frozenset((";", "--", "-", "—", "–"))
# A subject longer than this is none: the verb then belongs elsewhere.
_SUBJECT = 14
_LEAD_ENDS = word_set(
    """meeting forum conference symposium ceremony event talks visit day time year years month
    week morning afternoon evening today yesterday period monday tuesday wednesday thursday
    friday saturday sunday discussions seminar occasion session addition far future turn
    particular january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept sep oct nov dec date then stage end half quarter
    same"""
)
_LEADS = PREPOSITIONS | word_set("""
    meanwhile today yesterday second secondly third thirdly first firstly finally moreover
    furthermore additionally also so however next thereafter afterwards earlier recently then
    later currently this that last to-date specifically""")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: `words[first:end]`, its subject before `verb`, an index of `words`.

    `speaker` are the words before "said"; `frame` is true for a clause that only says who speaks.
    """

    words: list[Word]
    first: int
    verb: int
    end: int
    speaker: tuple[int, int] | None = None
    # The clause it leans on for its subject, when it has none of its own.
    subject: tuple[int, int] | None = None

    @property
    def own_subject(self) -> bool:
        """Whether there are words of a subject before its verb."""
        return self.verb > self.first


def clauses_of(words: list[Word]) -> Iterator[Clause]:
    """Yield the clauses of a sentence that have a finite verb, in order."""
    speaker: tuple[int, int] | None = None
    subject: tuple[int, int] | None = None
    words = _aside_first(words)
    first = _past_dateline(words)
    while first < len(words):
        first = _past_joins(words, first)
        first = _past_participle(words, first)
        place = _finite(words, first, len(words), _SUBJECT * 4)
        if place is None:
            return
        first, verb = place
        start = _subject_start(words, first, verb)
        if words[verb].tag == SAY and not _adds_things(words, verb):
            inner = _after_saying(words, verb)
            speaker = (start, verb) if verb > start else (subject or speaker)
            subject = None
            first = _clause_end(words, verb) if inner is None else inner
            continue
        end = _clause_end(words, verb)
        if verb > start:
            subject = (start, verb)
        yield Clause(words, start, verb, end, speaker, subject)
        first = end


def _aside_first(words: list[Word]) -> list[Word]:
    """Put "he said" first where it stands between commas: "The city, he said, will build ..."."""
    for at in range(2, len(words) - 1):
        if words[at].tag != SAY or words[at - 1].low == ",":
            continue
        last = at + 1 >= len(words) or words[at + 1].low == ","
        comma = next((n for n in range(at - 2, max(0, at - 5), -1) if words[n].low == ","), 0)
        if comma > 1 and last and not any(word.tag in FINITE for word in words[comma:at]):
            that = Word("that", words[at].end, words[at].end, "")
            return [*words[comma + 1 : at + 1], that, *words[:comma], *words[at + 1 :]]
    return words


def _past_dateline(words: list[Word]) -> int:
    """Return the first word behind "LHASA:"; 0 where none is."""
    colons = (at + 1 for at in range(1, min(len(words) - 1, 5)) if words[at].low == ":")
    first = next(colons, 0)
    return 0 if any(word.tag in FINITE for word in words[:first]) else first


def _adds_things(words: list[Word], verb: int) -> bool:
    """Whether "added" puts things to others, not words."""
    following = words[verb + 1].low if verb + 1 < len(words) else ""
    return words[verb].low == "added" and (following[:1].isdigit() or following in ARTICLES)


def _past_participle(words: list[Word], first: int) -> int:
    """Return the first word behind "Congratulating the guests on ...,"; else `first`."""
    if first >= len(words) or not words[first].low.endswith("ing") or len(words[first].low) < 6:
        return first
    commas = (at + 1 for at in range(first, min(len(words), first + 26)) if words[at].low == ",")
    return next(commas, first) if words[first].low != "during" else first


def _past_joins(words: list[Word], at: int) -> int:
    while at < len(words) and (words[at].low in _SKIPPED or not words[at].low[0].isalnum()):
        at += 1
    return at


def _finite(words: list[Word], first: int, end: int, reach: int) -> tuple[int, int] | None:
    """Return where a clause begins and the first verb that carries it, past headings."""
    at = first
    while at < min(end, first + reach):
        word = words[at]
        if word.low in _BREAKS:
            first = at + 1
        if word.tag in FINITE and _carries(words, first, at, end):
            return first, at
        at += 1
    return None


def _carries(words: list[Word], first: int, at: int, end: int) -> bool:
    word = words[at]
    before = words[at - 1].low if at > first else ""
    if before in RELATIVE and at - 1 > first:
        earlier = words[at - 2].low
        return before in ("they", "he", "she") and (
            earlier in (",", "that", *JOINS)
            or earlier in _LEADS
            or earlier in _LEAD_ENDS
            or earlier[:1].isdigit()
            or is_adverb(earlier)
        )
    if word.low in MAYBE_NOUNS and not _as_verb(words, at, before):
        return False
    if word.tag in (PAST, PLAIN, HOPE, PLAN):
        if before in ARTICLES or before in PREPOSITIONS or before.endswith("'s"):
            return False
        return word.tag in (HOPE, PLAN) or not _reduced(words, first, at, end)
    return True


def _as_verb(words: list[Word], at: int, before: str) -> bool:
    """Whether "plans", "visits" and the like are verbs here, by what follows."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if words[at].tag in (HOPE, PLAN):
        return after in ("to", "that", "for")
    return before not in NOUN_SIGNS and after not in ("of", "and", ",", "", "by", "to", "in")


def _reduced(words: list[Word], first: int, at: int, end: int) -> bool:
    """Whether a past form only describes what stands before it ("officials sent from ...")."""
    if at + 1 < end and words[at + 1].tag in (WILL, SHOULD, CAN, BE, HAVE):
        return True
    if at + 1 >= end or words[at].low.endswith("s") or words[at].low in ONLY_PAST:
        return False
    if words[first].low in PREPOSITIONS and words[at + 1].low in ("there", ",", "by"):
        return True
    if words[at + 1].low not in PREPOSITIONS and words[at + 1].low != "there":
        return False
    for later in range(at + 2, min(end, at + 14)):
        low = words[later].low
        if low in ("and", "but", ";", "that", "which", "who"):
            return False
        if words[later].tag in FINITE and words[later - 1].low not in ARTICLES:
            return words[later].tag not in (PAST, PLAIN) or words[later - 1].low != ","
    return False


def _subject_start(words: list[Word], first: int, verb: int) -> int:
    """Return where the subject begins, past "On May 6," and "At the meeting"."""
    while first < verb - 1 and words[first].low in _ADVERB_LEADS and words[first + 1].low != ",":
        first += 1
    for at in range(first + 2, verb - 1):
        if words[at].low in ("which", "whom") and words[at - 1].low in PREPOSITIONS:
            return at - 1
    if first >= verb or words[first].low not in _LEADS:
        return first
    if first + 2 < verb and words[first + 1].low in ("which", "whom"):
        return first + 2
    start = _past_date(words, first, verb)
    if start > first and words[start].low != ",":
        return start
    commas = [at for at in range(first, verb) if words[at].low == ","]
    while commas:
        start = commas.pop() + 1
        if start < verb and words[start].low not in PREPOSITIONS and words[start].low != "who":
            return start
    return first


def _past_date(words: list[Word], first: int, verb: int) -> int:
    """Return the first word behind "On 6 May 2021" or "At the meeting"; `first` when none is."""
    start = first
    for at in range(first, min(verb, first + 9)):
        low = words[at].low
        if low in _LEAD_ENDS or low == "there" or (low[0].isdigit() and at <= start + 2):
            start = at
        elif start > first and low not in ("of", "this", "last", "the", "to", "and"):
            break
    return start + 1 if start > first and start + 1 < verb else first


def _after_saying(words: list[Word], verb: int) -> int | None:
    """Return where what is said begins; None where the saying stands behind it."""
    for at in range(verb + 1, min(len(words), verb + 16)):
        if words[at].low in ("that", ":", "“", '"'):
            return at + 1
        if words[at].low == ",":
            break
        if words[at].tag in FINITE:
            return verb + 1
    following = verb + 1
    if following < len(words) and words[following].low not in (",", "on", "in", "at", "to"):
        return following
    return None


def _clause_end(words: list[Word], verb: int) -> int:
    """Return the index of the first word behind the clause."""
    depth = 0
    for at in range(verb + 1, len(words)):
        low = words[at].low
        depth += (low == "(") - (low == ")")
        if depth > 0:
            continue
        if low in (";", "—", "–") or (low == ":" and _clause_begins(words, at + 1)):
            return at
        if low in (",", *JOINS) and (
            _within_wish(words, verb, at) or _within_relative(words, verb, at)
        ):
            continue
        if low == "," and _comma_ends(words, verb, at):
            return at
        if low in PREPOSITIONS and at + 1 < len(words) and words[at + 1].low in ("which", "whom"):
            return at
        if low in JOINS and _join_ends(words, verb, at):
            return at
    return len(words)


def _within_wish(words: list[Word], verb: int, at: int) -> bool:
    """Whether what is wished has no verb yet: "hoped that A, B and C would ..."."""
    if words[verb].tag not in (HOPE, PLAN):
        return False
    that = next((n for n in range(verb + 1, min(at, verb + 6)) if words[n].low == "that"), None)
    return that is not None and not any(word.tag in FINITE for word in words[that + 1 : at])


def _within_relative(words: list[Word], verb: int, at: int) -> bool:
    """Whether "which" has no verb yet: "a task which A and B have set"."""
    which = next((n for n in range(at - 1, max(verb, at - 9), -1) if words[n].low == "which"), None)
    return which is not None and not any(word.tag in FINITE for word in words[which + 1 : at])


def _comma_ends(words: list[Word], verb: int, at: int) -> bool:
    """Whether a new clause begins behind a comma."""
    after = words[at + 1 : at + 3]
    if len(after) < 2:
        return False
    if after[0].low in PREPOSITIONS and after[1].low in ("which", "whom"):
        return True
    if after[0].tag in (BE, HAVE, WILL):
        return True
    if after[0].low in ("where", "who", "which", "whose", "that", "as"):
        return after[0].low == "where"
    if after[0].low in JOINS:
        return False
    if after[0].tag == PAST and words[verb].tag == PAST:
        return after[1].low not in PREPOSITIONS
    return _clause_begins(words, at + 1, with_and=False)


def _join_ends(words: list[Word], verb: int, at: int) -> bool:
    """Whether "and" joins a clause, not another thing of the same clause."""
    if at + 1 >= len(words):
        return False
    if words[at].low in ("so", "yet", "while"):
        return words[at - 1].low == "," or words[at].low == "while"
    after = at + 1
    if words[after].low == "so" and words[min(after + 1, len(words) - 1)].low == "far":
        after += 2
    begins = after
    while after < len(words) - 1 and is_adverb(words[after].low):
        after += 1
    if after >= len(words):
        return False
    word = words[after]
    if word.tag in FINITE and (word.tag != PLAIN or word.low in ("expressed", "voiced")):
        passive = words[verb].tag == "be" and word.tag == PAST
        return not passive and not (word.tag == PAST and words[at - 1].tag == PAST)
    return _clause_begins(words, begins)


def _clause_begins(words: list[Word], at: int, *, with_and: bool = True) -> bool:
    """Whether a subject and its verb begin here."""
    if at >= len(words) or words[at].low in RELATIVE - {"they", "he", "she"}:
        return False
    first = words[at]
    if first.low.endswith("ing") and words[min(at + 1, len(words) - 1)].low not in ("and",):
        return False
    if first.low in PREPOSITIONS and first.low not in ("about", "over"):
        return False
    for place in range(at, min(len(words), at + _SUBJECT)):
        word = words[place]
        if word.low in (",", ";", ":") or (word.low in JOINS and not with_and):
            return False
        if word.low in ("that", "which", "who", "what", "so", "where"):
            return False
        if word.tag in FINITE and place > at and _carries(words, at, place, len(words)):
            # "sent teachers and nurses to A and invested ...": the verb goes on with the first.
            return not (word.tag == PAST and words[place - 1].low in JOINS)
    return False
