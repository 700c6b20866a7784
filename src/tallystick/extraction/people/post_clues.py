"""Which pieces of an English sentence may be the post of a name in it, and what speaks for each."""

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
    "he she they we i you"
)
# What no post goes past.
_VERBS = words(
    "is are was were will be been has have had said says who which that by when while whose came "
    "met led along ; ."
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
_LINKS = words("of for in at to from and & 's the on with de - / ( ) , ' ’ .")


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
    return told or form.low in _VERBS or (form.honorific and form.capital and not _heads(form))


def _heads(form: Form) -> bool:
    return form.head is not None or (form.honorific and form.low in _TITLES)


def _ahead(sentence: Sentence, at: int, taken: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the pieces before a name that hold the head of a post."""
    tokens = sentence.tokens
    for stop in _stops(sentence, at, taken):
        last = tokens[stop - 1]
        if stop - 1 in taken or last.low in _LOOSE:
            continue
        if last.honorific and not (last.head or _heads(last)):
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
            headed = headed or _heads(form)
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
        if start == at and not _heads(tokens[start]):
            continue
        headed = False
        for last in range(start, min(len(tokens), start + _BEHIND)):
            form = tokens[last]
            if last in taken or _bars(form):
                break
            headed = headed or _heads(form)
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


def _sort(sentence: Sentence, at: int) -> str:
    """Return of which sort a word is; of small words the word only where it links others."""
    sort = sentence.sort(at)
    if not sort or sort.isupper() or sort in _LINKS:
        return sort
    if sort[0].isalpha():
        return "word"
    return "0" if sort[0].isdigit() else sort


def clues_of_choices(
    sentence: Sentence, name: tuple[int, int], pieces: Sequence[Piece], names: Names
) -> list[list[str]]:
    """Return the clues of each choice for the post of a name: first of none, then of each piece."""
    posts = (_of_post(sentence, *name, piece, names) for piece in pieces)
    return [_of_none(sentence, *name), *posts]


def _of_none(sentence: Sentence, start: int, stop: int) -> list[str]:
    """Return what speaks for no post of a name."""
    before, after = _sort(sentence, start - 1), _sort(sentence, stop)
    return [
        "none",
        f"none before {before}",
        f"none after {after}",
        f"none before {_sort(sentence, start - 2)} {before}",
        f"none after {after} {_sort(sentence, stop + 1)}",
        f"none between {before} {after}",
        f"none after {sentence.low(stop)}",
        f"none before {sentence.low(start - 1)}",
        f"none size {stop - start}",
    ]


def _of_post(sentence: Sentence, start: int, stop: int, piece: Piece, names: Names) -> list[str]:
    """Return what speaks for a piece as the post of the name between two places."""
    tokens = sentence.tokens
    side, first, end = "ahead" if piece.ahead else "behind", piece.start, piece.stop
    inside = tokens[first:end]
    before, begins = _sort(sentence, first - 1), _sort(sentence, first)
    ends, after = _sort(sentence, end - 1), _sort(sentence, end)
    heads = [at for at in range(first, end) if _heads(tokens[at])]
    head = tokens[heads[0]]
    several = "several" if head.plural else "one"
    gap = _gap(sentence, range(end, start) if piece.ahead else range(stop, first), names)
    between = " ".join(gap[:3])
    clues = [
        side,
        f"{side} size {min(end - first, 8)}",
        f"{side} after word {sentence.low(first - 1)}",
        f"{side} after {before}",
        f"{side} after {_sort(sentence, first - 2)} {before} {begins}",
        f"{side} begins {tokens[first].low}",
        f"{side} begins {before} {begins}",
        f"{side} ends {tokens[end - 1].low}",
        f"{side} ends {ends}",
        f"{side} ends {ends} {after}",
        f"{side} ends {_sort(sentence, end - 2)} {ends} {after}",
        f"{side} ends {ends} {after} {_sort(sentence, end + 1)}",
        f"{side} before word {sentence.low(end)}",
        f"{side} before word {sentence.low(end)} {sentence.low(end + 1)}",
        f"head {head.head or head.low}",
        f"head {begins} {head.head}" if heads[0] > first else f"head first {head.head}",
        f"heads {min(3, len(heads))}",
        f"{side} head at {min(5, heads[0] - first)}",
        f"{side} behind head {min(6, end - 1 - heads[0])} {_sort(sentence, heads[0] + 1)}",
        f"{side} behind last head {min(6, end - 1 - heads[-1])}",
        f"{side} gap {between}{'+' if len(gap) > 3 else ''}",
        f"{side} gap {several} {' '.join(gap[:2])}",
        f"{side} names {min(3, gap.count('NAME'))} {several}",
        f"{side} then {sentence.low(stop)}",
        f"ahead then {_sort(sentence, stop)} {' '.join(gap[:2])}"
        if piece.ahead
        else f"behind before {_sort(sentence, start - 1)}",
    ]
    if head.capital:
        clues.append("head capital")
    if end < len(tokens) and end != start and tokens[end - 1].capital and tokens[end].capital:
        clues.append("cut behind")
    if (
        first > 0
        and tokens[first - 1].capital
        and begins not in ("word",)
        and tokens[first].capital
    ):
        clues.append(f"cut before {before}")
    clues += _within(sentence, first, end)
    commas = sum(form.low == "," for form in inside)
    ands = sum(form.low in ("and", "&") for form in inside)
    clues += [f"{side} commas {min(3, commas)}", f"{side} ands {min(3, ands)}"]
    return clues


def _within(sentence: Sentence, first: int, end: int) -> Iterator[str]:
    """Yield what the small words and marks within a post say."""
    for at in range(first, end):
        form = sentence.tokens[at]
        if form.low == ",":
            yield f"in {_sort(sentence, at - 1)} , {_sort(sentence, at + 1)}"
        elif form.low in ("and", "&"):
            yield f"in {_sort(sentence, at - 1)} and {_sort(sentence, at + 1)}"
        elif form.text[0].islower() and form.head is None:
            yield f"in {form.low}"
            if form.low not in _LINKS:
                yield "in a word"


def _gap(sentence: Sentence, between: range, names: Names) -> list[str]:
    """Return what stands between a post and its name, each name on the way as one."""
    found, at = [], between.start
    while at < between.stop:
        if at in names:
            found.append("NAME")
            at = names[at]
        else:
            form = sentence.tokens[at]
            found.append("TITLE" if form.honorific else form.low)
            at += 1
    return found
