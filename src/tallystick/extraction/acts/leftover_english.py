"""Marks of English clauses: their words and what those are, the verb and what it acts on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from tallystick.extraction.acts.english_clauses import Clause
from tallystick.extraction.acts.english_words import (
    ACTS_BY_FORM,
    ACTS_BY_GERUND,
    BE,
    HAVE,
    Word,
    is_adverb,
)
from tallystick.extraction.acts.kinds import THINGS, VERBS
from tallystick.extraction.drafts import Span
from tallystick.extraction.page import Page

_STEP, _LONGEST, _NEAR = 30, 6, 4
_THING = {word: kind for kind, words in THINGS.items() for word in words.split()}
_ENDINGS = ("ing", "ed", "es", "s")
_JOINS = ("and", "but", "while", "which", "that", "who", "then")
_MARKS = " ,;:.—–-\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence from where a clause begins to where the next one does."""

    start: int
    end: int
    words: list[Word]
    clause: Clause | None


def pieces_of(
    page: Page, sentence: Span, words: list[Word], clauses: Sequence[Clause]
) -> list[Piece]:
    """Return a sentence cut where its clauses begin, without the words that only join them."""
    begun = {clause.words[clause.first].start: clause for clause in reversed(clauses)}
    parted = (word.end + 1 for word in words if word.low == ";")
    starts = sorted({sentence.start, *begun, *(at for at in parted if at < sentence.end)})
    places = [word.start for word in words]
    found: list[Piece] = []
    for start, following in zip(starts, [*starts[1:], sentence.end], strict=True):
        end = _trimmed(page.plain, start, following)
        if end > start:
            inside = words[bisect_left(places, start) : bisect_left(places, end)]
            found.append(Piece(start, end, inside, begun.get(start)))
    return found


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where a piece ends without its last marks and joining words."""
    for _ in range(6):
        while end > start and text[end - 1] in _MARKS:
            end -= 1
        word = text[max(start, end - 6) : end].rpartition(" ")[2]
        if word.lower() not in _JOINS:
            break
        end -= len(word)
    return end


def marks_in_english(page: Page, pieces: Sequence[Piece], at: int, *, title: bool) -> list[str]:
    """Return the marks of a piece; a number counts as one word, whatever it is."""
    piece = pieces[at]
    numbers = sum(word.low[0].isdigit() for word in piece.words)
    before = pieces[at - 1].clause if at else None
    parted = page.plain[max(0, piece.start - 6) : piece.start].split()
    return [
        "any",
        f"numbers {min(numbers, 3)}",
        f"length {min(_LONGEST, (piece.end - piece.start) // _STEP)}",
        "parted " + (parted[-1].lower() if at and parted else "^"),
        "opens " + (piece.words[0].low if piece.words else ""),
        "behind " + (before.words[before.verb].tag if before else "^"),
        *(["title"] if title else ()),
        *set().union(*[_marks_of(word.low) for word in piece.words]),
        *(_of_clause(piece.clause) if piece.clause else ("no verb",)),
    ]


def _of_clause(clause: Clause) -> list[str]:
    """Return marks of subject, verb and object."""
    verb, after = clause.words[clause.verb], clause.words[clause.verb + 1 : clause.end]
    second = next((word for word in after[:_NEAR] if not _between(word)), None)
    acted_on = next((_THING[word.low] for word in after if word.low in _THING), "")
    marks = [
        "verb " + verb.tag,
        "verb " + _stem(verb.low),
        f"acts on {verb.tag} {acted_on}",
        "acts on " + acted_on,
        "subject" if clause.own_subject else "no subject",
        *(["speaker"] if clause.speaker else ()),
        *("verb of " + kind for kind in _kinds(verb.low)),
    ]
    if second is not None:
        marks += ["then " + _stem(second.low), f"then {verb.tag} {_stem(second.low)}"]
        marks += ["then of " + kind for kind in _kinds(second.low)]
        if verb.tag in (BE, HAVE):
            marks.append(f"then {verb.tag} {second.tag}")
    for word in clause.before_verb[-_NEAR:]:
        marks.append("subject " + _stem(word.low))
        if word.low in _THING:
            marks.append("subject of " + _THING[word.low])
    return marks


def _between(word: Word) -> bool:
    return word.low in ("been", "being") or is_adverb(word.low)


@lru_cache(maxsize=4096)
def _kinds(low: str) -> tuple[str, ...]:
    """Return the kinds of act that a form of a verb may tell."""
    kinds: set[str] = set()
    gerund = ACTS_BY_GERUND.get(low)
    for verb in (*ACTS_BY_FORM.get(low, ()), *((gerund,) if gerund else ())):
        known = VERBS[verb]
        kinds.update((known,) if isinstance(known, str) else known.values())
    return tuple(sorted(kinds))


@lru_cache(maxsize=8192)
def _marks_of(low: str) -> tuple[str, ...]:
    """Return the marks of a word wherever it stands: its stem, and of which kind of thing it is."""
    stem, thing = intern(_stem(low)), _THING.get(low)
    return (stem, intern("thing " + thing)) if thing else (stem,)


@lru_cache(maxsize=8192)
def _stem(low: str) -> str:
    """Return a word without its ending, a number as 0.

    >>> _stem("donated"), _stem("donating"), _stem("1,200")
    ('donat', 'donat', '0')
    """
    if low[0].isdigit():
        return "0"
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) > 2:
            return low[: -len(ending)].rstrip("e")
    return low.rstrip("e") or low
