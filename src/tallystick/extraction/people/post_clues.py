"""What speaks for each piece of an English sentence as the post of a name in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from tallystick.extraction.people.english_posts import Sentence
from tallystick.extraction.people.post_pieces import Names, Piece, heads
from tallystick.extraction.people.posts import words

_LINKS = words("of for in at to from and & 's the on with de - / ( ) , ' ’ .")
Weights = Mapping[str, int]
# So many sorts of words in a row are one clue.
_SORTS = 7


class Choices:
    """The choices for the post of the name between two places: first none, then each piece.

    Clues hang on where a piece begins, on where it ends, on what stands in it, or on more of these:
    pieces that begin or end alike share them.
    """

    def __init__(
        self, sentence: Sentence, name: tuple[int, int], pieces: Sequence[Piece], names: Names
    ) -> None:
        self._sentence, self._names, self.pieces = sentence, names, pieces
        self._start, self._stop = name
        self._sort = cache(self._sort_of)
        self._gap = cache(self._gap_of)

    def clues(self) -> list[list[str]]:
        """Return the clues of each choice."""
        return [self._of_none(), *map(self._of_post, self.pieces)]

    def sums(self, weights: Weights) -> list[int]:
        """Return what the clues of each choice weigh together."""

        def weigh(clues: Iterable[str]) -> int:
            return sum([weights.get(clue, 0) for clue in clues])

        begins = cache(lambda ahead, first: weigh(self._begins(ahead, first)))
        ends = cache(lambda ahead, end: weigh(self._ends(ahead, end)))
        low = min((piece.start for piece in self.pieces), default=0)
        high = max((piece.stop for piece in self.pieces), default=0)
        inside = [0, *accumulate(weigh(self._of_word(at)) for at in range(low, high))]
        found = [weigh(self._of_none())]
        for piece in self.pieces:
            ahead, first, end = piece
            within = inside[end - low] - inside[first - low]
            both = weigh(self._of_both(piece))
            found.append(begins(ahead, first) + ends(ahead, end) + within + both)
        return found

    def _of_none(self) -> list[str]:
        """Return what speaks for no post of a name."""
        sentence, start, stop = self._sentence, self._start, self._stop
        before, after = self._sort(start - 1), self._sort(stop)
        return [
            "none",
            f"none before {before}",
            f"none after {after}",
            f"none before {self._sort(start - 2)} {before}",
            f"none after {after} {self._sort(stop + 1)}",
            f"none between {before} {after}",
            f"none after {sentence.low(stop)}",
            f"none before {sentence.low(start - 1)}",
            f"none size {stop - start}",
        ]

    def _of_post(self, piece: Piece) -> list[str]:
        """Return what speaks for a piece as the post."""
        ahead, first, end = piece
        words_in = (clue for at in range(first, end) for clue in self._of_word(at))
        of_all = (self._begins(ahead, first), self._ends(ahead, end), self._of_both(piece))
        return [clue for each in (*of_all, words_in) for clue in each]

    def _begins(self, ahead: bool, first: int) -> Iterator[str]:
        """Yield what speaks for a beginning."""
        sentence, sort, side = self._sentence, self._sort, _side(ahead)
        before, begins = sort(first - 1), sort(first)
        yield side
        yield f"{side} after word {sentence.low(first - 1)}"
        yield f"{side} after {before}"
        yield f"{side} after {sort(first - 2)} {before} {begins}"
        yield f"{side} begins {sentence.low(first)}"
        yield f"{side} begins {before} {begins}"
        cut = first > 0 and sentence.tokens[first - 1].capital and sentence.tokens[first].capital
        if cut and begins != "word":
            yield f"cut before {before}"

    def _ends(self, ahead: bool, end: int) -> Iterator[str]:
        """Yield what speaks for an end, and whatever all pieces of a side share."""
        sentence, sort, side = self._sentence, self._sort, _side(ahead)
        ends, after = sort(end - 1), sort(end)
        yield f"{side} ends {sentence.low(end - 1)}"
        yield f"{side} ends {ends}"
        yield f"{side} ends {ends} {after}"
        yield f"{side} ends {sort(end - 2)} {ends} {after}"
        yield f"{side} ends {ends} {after} {sort(end + 1)}"
        yield f"{side} before word {sentence.low(end)}"
        yield f"{side} before word {sentence.low(end)} {sentence.low(end + 1)}"
        yield f"{side} then {sentence.low(self._stop)}"
        tokens = sentence.tokens
        cut = end < len(tokens) and tokens[end - 1].capital and tokens[end].capital
        if cut and end != self._start:
            yield "cut behind"

    def _of_both(self, piece: Piece) -> Iterator[str]:
        """Yield what hangs on more than one end of a piece: its heads, its length, its gap."""
        ahead, first, end = piece
        tokens, sort, side = self._sentence.tokens, self._sort, _side(ahead)
        found = [at for at in range(first, end) if heads(tokens[at])]
        head = tokens[found[0]]
        several = "several" if head.plural else "one"
        gap = self._gap(end, self._start) if ahead else self._gap(self._stop, first)
        yield f"{side} size {min(end - first, 8)}"
        yield f"head {head.head or head.low}"
        yield f"head {sort(first)} {head.head}" if found[0] > first else f"head first {head.head}"
        yield f"heads {min(3, len(found))}"
        yield f"{side} head at {min(5, found[0] - first)}"
        yield f"{side} behind head {min(6, end - 1 - found[0])} {sort(found[0] + 1)}"
        yield f"{side} behind last head {min(6, end - 1 - found[-1])}"
        yield f"{side} gap {' '.join(gap[:3])}{'+' if len(gap) > 3 else ''}"
        yield f"{side} gap {several} {' '.join(gap[:2])}"
        yield f"{side} names {min(3, gap.count('NAME'))} {several}"
        if ahead:
            yield f"ahead then {sort(self._stop)} {' '.join(gap[:2])}"
        else:
            yield f"behind before {sort(self._start - 1)}"
        if head.capital:
            yield "head capital"
        commas = sum([tokens[at].low == "," for at in range(first, end)])
        ands = sum([tokens[at].low in ("and", "&") for at in range(first, end)])
        yield f"{side} commas {min(3, commas)}"
        yield f"{side} ands {min(3, ands)}"
        yield f"{side} sorts {' '.join(self._sorts(first, end))}"

    def _sorts(self, first: int, end: int) -> Iterator[str]:
        """Yield the sorts of the words of a piece, those in a row once."""
        found: list[str] = []
        for at in range(first, end):
            sort = self._sort(at)
            if not found or found[-1] != sort:
                found.append(sort)
                yield sort
            if len(found) == _SORTS:
                return

    def _of_word(self, at: int) -> Iterator[str]:
        """Yield what a small word or mark within a post says."""
        form = self._sentence.tokens[at]
        if form.low == ",":
            yield f"in {self._sort(at - 1)} , {self._sort(at + 1)}"
        elif form.low in ("and", "&"):
            yield f"in {self._sort(at - 1)} and {self._sort(at + 1)}"
        elif form.text[0].islower() and form.head is None:
            yield f"in {form.low}"
            if form.low not in _LINKS:
                yield "in a word"

    def _sort_of(self, at: int) -> str:
        """Return of which sort a word is; of small words the word only where it links others."""
        sort = self._sentence.sort(at)
        if not sort or sort.isupper() or sort in _LINKS:
            return sort
        if sort[0].isalpha():
            return "word"
        return "0" if sort[0].isdigit() else sort

    def _gap_of(self, at: int, stop: int) -> list[str]:
        """Return what stands between a post and its name, each name on the way as one."""
        found = []
        while at < stop:
            if at in self._names:
                found.append("NAME")
                at = self._names[at]
            else:
                form = self._sentence.tokens[at]
                found.append("TITLE" if form.honorific else form.low)
                at += 1
        return found


def _side(ahead: bool) -> str:
    return "ahead" if ahead else "behind"
