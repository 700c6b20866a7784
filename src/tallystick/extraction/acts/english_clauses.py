"""An English sentence as clauses: who says it, its subject, its verb, and where it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.extraction.acts.english_ends import carries, clause_end
from tallystick.extraction.acts.english_words import (
    AGREED,
    ARTICLES,
    COUNTING,
    FINITE,
    JOINS,
    LEAD_ENDS,
    LEADS,
    LONGEST_SUBJECT,
    NAME,
    PAST,
    PREPOSITIONS,
    SAY,
    Word,
)
from tallystick.extraction.acts.kinds import word_set

_ADVERB_LEADS = word_set("also far then thus immediately afterwards later subsequently there")
_PRONOUNS = word_set("they it he she we")
_SKIPPED = JOINS | {"where", "when"}
# What goes on behind the comma of a lead, and how many words a larger place has.
_GOES_ON = word_set("who which capital home seat one where and the-then")
_PLACE = 4
_SUBORDINATE = word_set("when while although though as if because after before once")
# What no clause goes across.
_BREAKS = frozenset((";", "--", "-", "—", "–"))


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
    def before_verb(self) -> list[Word]:
        """The words of its subject."""
        return self.words[self.first : self.verb]

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
        first = _past_purpose(words, first)
        first = _past_joins(words, _past_subordinate(words, first))
        first = _past_participle(words, first)
        place = _finite(words, first, len(words), LONGEST_SUBJECT * 4)
        if place is None:
            return
        first, verb = place
        start = _subject_start(words, first, verb)
        if verb - 1 > start and words[verb - 1].low in ("and", "but"):
            # "called it a beautiful city and hoped that ...": the subject stands before.
            start = verb
        if _was_agreed(words, verb):
            speaker, subject, first = None, None, verb + 3
            continue
        if words[verb].tag == SAY and not _adds_things(words, verb):
            inner = _after_saying(words, verb)
            speaker = (start, verb) if verb > start else (subject or speaker)
            subject = None
            if words[verb].low in ("assured", "assures") and _to(words, verb):
                yield Clause(words, start, verb, clause_end(words, verb), None, speaker)
            first = clause_end(words, verb) if inner is None else inner
            continue
        end = clause_end(words, verb)
        if verb > start:
            subject = (start, verb)
        yield Clause(words, start, verb, end, speaker, subject)
        first = end


def _past_purpose(words: list[Word], first: int) -> int:
    """Return where a clause ends that only says what something is for: "so that A get more"."""
    at = first
    while at < min(len(words), first + 2) and words[at].low in (",", "and"):
        at += 1
    lows = tuple(word.low for word in words[at : at + 3])
    if lows[:2] != ("so", "that") and lows != ("in", "order", "that"):
        return first
    place = _finite(words, at + len(lows) - 1, len(words), LONGEST_SUBJECT * 4)
    end = len(words) if place is None else clause_end(words, place[1])
    # What "they have built" and the like in it are no acts either, to the next comma or mark.
    while end < len(words) and words[end].low not in (",", ";", "--", "—", "–"):
        end += 1
    return end


def _past_subordinate(words: list[Word], first: int) -> int:
    """Return where the main clause begins behind "When a flood hit the city,"; else `first`."""
    if first > 0 or not words or words[0].low not in _SUBORDINATE:
        return first
    comma = next((at for at in range(2, min(len(words), 30)) if words[at].low == ","), 0)
    place = _finite(words, 1, len(words), LONGEST_SUBJECT * 4)
    return comma + 1 if comma and place and comma < place[1] else first


def _was_agreed(words: list[Word], verb: int) -> bool:
    """Whether it only says that something was agreed: "it was agreed that A will ..."."""
    lows = [word.low for word in words[max(0, verb - 1) : verb + 3]]
    return len(lows) == 4 and lows[0] == "it" and lows[2] in AGREED and lows[3] == "that"


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


def _to(words: list[Word], verb: int) -> bool:
    return verb + 1 < len(words) and words[verb + 1].low == "to"


def _adds_things(words: list[Word], verb: int) -> bool:
    """Whether "added" puts things to others, not words."""
    following = words[verb + 1].low if verb + 1 < len(words) else ""
    counts = following[:1].isdigit() or following in ARTICLES or following in COUNTING
    return words[verb].low == "added" and counts


def _past_participle(words: list[Word], first: int) -> int:
    """Return the first word behind "Congratulating the guests on ...,"; else `first`."""
    if first >= len(words) or not words[first].low.endswith("ing") or len(words[first].low) < 6:
        return first
    if words[first].tag == NAME:
        return first
    commas = (at + 1 for at in range(first, min(len(words), first + 26)) if words[at].low == ",")
    return next(commas, first) if words[first].low != "during" else first


def _past_joins(words: list[Word], at: int) -> int:
    while at < len(words) and (words[at].low in _SKIPPED or not words[at].low[0].isalnum()):
        at += 1
    joined = 0 < at < len(words) and words[at].low == "that" and words[at - 1].low in JOINS
    return at + 1 if joined else at


def _finite(words: list[Word], first: int, end: int, reach: int) -> tuple[int, int] | None:
    """Return where a clause begins and the first verb that carries it, past headings."""
    at, last = first, min(end, first + reach)
    while at < last:
        word = words[at]
        if word.low in _BREAKS:
            first = at + 1
            last = min(end, first + reach)
        if word.tag in FINITE and carries(words, first, at, end):
            return first, at
        at += 1
    return None


def _subject_start(words: list[Word], first: int, verb: int) -> int:
    """Return where the subject begins, past "On May 6," and "At the meeting"."""
    while first < verb - 1 and words[first].low in _ADVERB_LEADS and words[first + 1].low != ",":
        first += 1
    if words[verb - 1].low in _PRONOUNS and words[first].low in LEADS:
        return verb - 1
    for at in range(first + 2, verb - 1):
        if words[at].low in ("which", "whom") and words[at - 1].low in PREPOSITIONS:
            return at - 1
    if first >= verb or words[first].low not in LEADS:
        return first
    if first + 2 < verb and words[first + 1].low in ("which", "whom"):
        return first + 2
    if first + 2 < verb and words[first + 2].low in ("the", "both"):
        # "In Lanzhou the delegation was met": the place is one word.
        return first + 2 if words[first].low in ("in", "at") else first
    start = _past_date(words, first, verb)
    if start > first and words[start].low != ",":
        return start
    return _behind_lead(words, first, verb)


def _behind_lead(words: list[Word], first: int, verb: int) -> int:
    """Return the first word behind the comma that ends "In Duyun, Guizhou," or "Since 1996,"."""
    commas = [at for at in range(first, verb) if words[at].low == ","]
    named = words[first].low in ("in", "at") and not words[first + 1].low[0].isdigit()
    for number, comma in enumerate(commas):
        start, further = comma + 1, commas[number + 1 :]
        low = words[start].low
        dated = low in LEAD_ENDS or (low.isdigit() and words[start + 1].low == ",")
        if start >= verb or low in PREPOSITIONS or low in _GOES_ON or dated:
            continue
        if named and number == 0 and further and further[0] - start <= _PLACE:
            # The place has a larger one behind it.
            continue
        return start
    return first


def _past_date(words: list[Word], first: int, verb: int) -> int:
    """Return the first word behind "On 6 May 2021" or "At the meeting"; `first` when none is."""
    start = first
    for at in range(first, min(verb, first + 9)):
        low = words[at].low
        ranged = words[at - 1].low in ("and", "to", "-", "–") and _is_year(low)
        dated = low.isdigit() and at <= start + 2 and (ranged or not _is_year(words[start].low))
        if low in LEAD_ENDS or low == "there" or dated:
            start = at
        elif start > first and low not in ("of", "this", "last", "the", "to", "and"):
            break
    return start + 1 if start > first and start + 1 < verb else first


def _is_year(low: str) -> bool:
    return low.isdigit() and len(low) == 4


def _after_saying(words: list[Word], verb: int) -> int | None:
    """Return where what is said begins; None where the saying stands behind it."""
    for at in range(verb + 1, min(len(words), verb + 16)):
        if words[at].low in ("that", ":", "“", '"'):
            return at + 1
        if words[at].low == ",":
            break
        after = words[at + 1].low if at + 1 < len(words) else ""
        if words[at].tag in FINITE and not (words[at].tag == PAST and after in PREPOSITIONS):
            return verb + 1
    following = verb + 1
    if following < len(words) and words[following].low not in (",", "on", "in", "at", "to"):
        return following
    return None
