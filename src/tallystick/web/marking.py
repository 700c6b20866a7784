"""A text cut into pieces, each with the items it is part of: every item shows its words.

Items overlap: a figure stands inside a promise. A piece is drawn as the shortest item round it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Pin:
    """An item's number, how it is drawn (figure, promise, person, event), and where it stands."""

    n: int
    look: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """Words that belong to the same items; without `n` to none.

    `n` and `look` are those of the shortest item, `inside` the numbers of all, `first` whether that
    item begins here, `ends` the numbers of the items whose words end here.
    """

    text: str
    n: int = 0
    look: str = ""
    inside: tuple[int, ...] = ()
    first: bool = False
    ends: tuple[int, ...] = ()

    @property
    def all(self) -> str:
        """The numbers of all items, with a space between."""
        return " ".join(str(n) for n in self.inside)


def paragraphs(text: str, pins: Sequence[Pin]) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of a text as pieces, in order; empty lines are left out.

    >>> pins = [Pin(1, "promise", 0, 14), Pin(2, "figure", 8, 14)]
    >>> rows = paragraphs("He gave 5 yuan.\\nFine.", pins)
    >>> [[(piece.text, piece.n, piece.ends) for piece in row] for row in rows]
    [[('He gave ', 1, ()), ('5 yuan', 2, (1, 2)), ('.', 0, ())], [('Fine.', 0, ())]]
    """
    found, at, here = [], 0, list[Pin]()
    coming = deque(sorted(pins, key=lambda pin: pin.start))
    for line in text.split("\n"):
        end = at + len(line)
        # Only what stands in this line is looked at, however many items the text has.
        here = [pin for pin in here if pin.end > at]
        while coming and coming[0].start < end:
            here.append(coming.popleft())
        if line.strip():
            found.append(tuple(_pieces(text, at, end, here)))
        at = end + 1
    return tuple(found)


def _pieces(text: str, start: int, end: int, here: Sequence[Pin]) -> Iterator[Piece]:
    cuts = {start, end}.union(*({pin.start, pin.end} for pin in here))
    edges = sorted(cut for cut in cuts if start <= cut <= end)
    for left, right in pairwise(edges):
        round_it = [pin for pin in here if pin.start <= left and right <= pin.end]
        words = text[left:right]
        if not round_it:
            yield Piece(words)
            continue
        own = min(round_it, key=lambda pin: (pin.end - pin.start, pin.n))
        yield Piece(
            words,
            own.n,
            own.look,
            tuple(pin.n for pin in round_it),
            first=own.start == left,
            ends=tuple(pin.n for pin in round_it if pin.end == right),
        )
