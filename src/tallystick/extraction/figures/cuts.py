"""Where clauses and phrases of a sentence end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

# A clause ends at a mark; between digits a comma or stop is part of a number. A phrase ends at a
# lesser mark too, and begins where one more figure is joined to the last.
_CUT = re.compile(
    r"(?=[，；：;()（）\n—,:.。!?！？、awb])"
    r"(?:(?P<clause>[，；：;()（）\n]|——|[,:](?!\d)|(?<!\d)[,:]|[.。!?！？](?!\d))"
    r"|(?P<phrase>、)|(?P<joined>(?<=\s)(?:and|while|but)(?=\s)))"
)


class Cuts:
    """The places of one kind of mark in a piece of a text."""

    def __init__(self, hits: Sequence[tuple[int, int]]) -> None:
        self._starts = [first for first, _ in hits]
        self._ends = [last for _, last in hits]

    def before(self, place: int, first: int) -> int:
        """Return the end of the last mark before a place, or `first` where none lies between."""
        number = bisect_right(self._ends, place)
        return max(first, self._ends[number - 1]) if number else first

    def after(self, place: int, last: int) -> int:
        """Return the start of the next mark, or `last` where none lies between."""
        number = bisect_left(self._starts, place)
        return min(last, self._starts[number]) if number < len(self._starts) else last


def cuts_in(text: str, start: int, end: int) -> tuple[Cuts, Cuts, Cuts]:
    """Return where clauses of a piece of a text end, where phrases begin, and where these end."""
    hits = [(hit.span(), hit.lastgroup) for hit in _CUT.finditer(text, start, end)]
    return (
        Cuts([place for place, kind in hits if kind == "clause"]),
        Cuts([place for place, _ in hits]),
        Cuts([place for place, kind in hits if kind != "joined"]),
    )
