"""Which pieces of an English sentence may be the post of a name in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.english_tokens import Form
from tallystick.extraction.people.posts import words

# So many words a post may have before its name, and behind it.
_AHEAD, _BEHIND = 23, 26
# Behind a name its post has a head after so many words at most; past so many names it may stand.
_HEADLESS, _PAST = 10, 6
_TITLES = words("cllr cr professor prof alderman alderwoman comrade cllrs crs")
# Neither begins nor ends a post.
_LOOSE = words(
    ", ( ) : and & the a an of for in at to is was are were - 's there under whom with by from on "
    "as into over"
)
_NO_BEGINNING = words(
    "its their his her our two three four five six other both some these those several then there "
    "here also who that which said by will be been has had as with to from on at for him them it "
    "he she they we i you yesterday today tomorrow"
)
# What no post goes past.
_VERBS = words(
    "is are was were will be been has have had said says who which that by when while whose came "
    "met led leads chairs reports along ; ."
)
# In a post all the same, though they end as verbs do.
_ADJECTIVES = words(
    "retired elected appointed designated associated limited united related integrated unified red "
    "accredited seconded advanced"
)
# What may stand between a post and its name, and between a name and its post.
_BEFORE_NAME = words(", ( — – - : and & the of for")
_BEFORE_POST = words(
    ", ( — – - as is was were are the a an and & who his her its their also both then now"
)


class Piece(NamedTuple):
    """A piece of a sentence that may be a post: whether it stands before the name, its words."""

    ahead: bool
    start: int
    stop: int


Names = Mapping[int, int]


def pieces_of(sentence: Sentence, start: int, stop: int, names: Names) -> list[Piece]:
    """Return what may be the post of a name, given where other names start and stop."""
    taken = {at: first for first, last in names.items() for at in range(first, last)}
    found = [Piece(True, *piece) for piece in _ahead(sentence, start, taken)]
    found += [Piece(False, *piece) for piece in _behind(sentence, stop, names, taken)]
    return found


def _bars(form: Form) -> bool:
    """Whether no post goes past a word: a verb, or a title of somebody else."""
    told = form.text.islower() and form.low.endswith("ed") and form.low not in _ADJECTIVES
    return told or form.low in _VERBS or (form.honorific and form.capital and not heads(form))


def heads(form: Form) -> bool:
    return form.head is not None or (form.honorific and form.low in _TITLES)


def _ahead(sentence: Sentence, at: int, taken: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the pieces before a name that hold the head of a post."""
    tokens = sentence.tokens
    for stop in _stops(sentence, at, taken):
        last = tokens[stop - 1]
        if stop - 1 in taken or last.low in _LOOSE:
            continue
        if last.honorific and not (last.head or heads(last)):
            continue
        titled = last.head is None and last.honorific
        headed = False
        for start in range(stop - 1, max(-1, stop - 1 - _AHEAD), -1):
            form = tokens[start]
            if start in taken or _bars(form):
                break
            if titled and start < stop - 1 and form.head:
                # "Chairman Cllr NAME"
                break
            headed = headed or heads(form)
            if headed and _begins(form) and _closed(tokens[start:stop]):
                yield start, stop


def _stops(sentence: Sentence, at: int, taken: Mapping[int, int]) -> Iterator[int]:
    """Yield where a post before a name may end: past marks, titles, brackets and other names."""
    passed = 0
    while at > 0:
        yield at
        last = sentence.tokens[at - 1]
        if last.honorific or last.low in _BEFORE_NAME:
            at -= 1
        elif at - 1 in taken and passed < _PAST:
            at = taken[at - 1]
            passed += 1
        elif last.low == ")":
            opens = next((n for n in range(at - 2, max(-1, at - 9), -1) if _opens(sentence, n)), -1)
            if opens < 0:
                return
            at = opens
        else:
            return


def _opens(sentence: Sentence, at: int) -> bool:
    return sentence.low(at) == "("


def _behind(
    sentence: Sentence, at: int, names: Names, taken: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pieces behind a name that hold the head of a post."""
    tokens = sentence.tokens
    for start in _starts(sentence, at, names):
        if start in taken or not _begins(tokens[start]) or tokens[start].low in _BEFORE_POST:
            continue
        if tokens[start].low.isdigit():
            # "NAME, 58, a banker"
            continue
        if start == at and not heads(tokens[start]):
            continue
        headed = False
        for last in range(start, min(len(tokens), start + _BEHIND)):
            form = tokens[last]
            if last in taken or _bars(form):
                break
            headed = headed or heads(form)
            if not headed and last - start >= _HEADLESS:
                break
            if headed and form.low not in _LOOSE and _closed(tokens[start : last + 1]):
                yield start, last + 1


def _starts(sentence: Sentence, at: int, names: Names) -> Iterator[int]:
    """Yield where a post behind a name may begin: past marks, small words and other names."""
    passed = 0
    while at < len(sentence.tokens):
        yield at
        if sentence.low(at) in _BEFORE_POST:
            at += 1
        elif at in names and passed < _PAST:
            at = names[at]
            passed += 1
        else:
            return


def _closed(piece: Sequence[Form]) -> bool:
    """Whether each bracket of a piece opens and closes in it."""
    depth = 0
    for form in piece:
        depth += (form.low == "(") - (form.low == ")")
        if depth < 0:
            return False
    return depth == 0


def _begins(form: Form) -> bool:
    return form.low not in _LOOSE and form.low not in _NO_BEGINNING and form.text[0].isalnum()
