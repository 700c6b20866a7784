"""Where clauses and phrases of a sentence end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

# A clause ends here; between digits a comma or stop is part of a number.
CLAUSE = re.compile(r"[，；：;()（）\n]|——|[,:](?!\d)|(?<!\d)[,:]|[.。!?！？](?!\d)")
# A phrase ends at a lesser mark too, or where one more figure is joined to the last.
PHRASE_END = re.compile(rf"{CLAUSE.pattern}|、")
PHRASE = re.compile(rf"{PHRASE_END.pattern}|(?<=\s)(?:and|while|but)(?=\s)")


class Cuts:
    """The places of one kind of mark in a piece of a text."""

    def __init__(self, mark: re.Pattern[str], text: str, start: int, end: int) -> None:
        hits = [hit.span() for hit in mark.finditer(text, start, end)]
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
