"""What stands around a figure: its noun, its clause, its sentence and the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tallystick.extraction.concepts import Mark
from tallystick.extraction.drafts import FigureFound, Span

THINGS = frozenset(
    "project enterprise entrepreneur park workshop station jobfair vacancy agreement class "
    "technology demo-village joint-meeting visit county town village social-org school hospital "
    "facility unit entvillage cadre pro student village-leader labourer".split()
)
_NONE: frozenset[str] = frozenset()
# A clause ends here; between digits a comma or stop is part of a number.
_CLAUSE = re.compile(r"[，；：;()（）\n]|[,:](?!\d)|[.。!?！？](?!\d)")
# A phrase ends at a lesser mark too, or where one more figure is joined to the last.
_PHRASE_END = re.compile(r"[，；：;()（）\n、]|[,:](?!\d)|[.。!?！？](?!\d)")
_PHRASE = re.compile(rf"{_PHRASE_END.pattern}|(?<=\s)(?:and|while|but)(?=\s)")
_JOINED = re.compile(r"[和与及、]|以及|\band\b")
# Between two nouns of one phrase: teachers and doctors, 教师、医生等专技人才.
_SAME_PHRASE = re.compile(
    r"(?:[和与及、的等,（(]|以及|\s?(?:and|or|,|of|other|\w+ and|&|[a-z]{1,12})\s?)?\s*",
    re.IGNORECASE,
)
# A noun after a figure belongs to it until the sentence goes on.
_GOES_ON = re.compile(
    r"[，；：;()（）。、,.!?到去赴往在给向对为被将由从来用]|获得|得到|直接|接受|参加|实现|"
    r"\b(?:from|to|in|at|for|who|which|that|were|was|are|is|had|have|has|with|on|through|by|under|"
    r"as|into|now|went|came|took|have|found|can|will|there)\b"
)
_FURTHEST = 90
# Words for persons that leave open which.
_ANYBODY = frozenset("people persons person person-times individuals personnel staff yuan".split())
# What may belong to the unit (500场次) or only says that there are more.
_MEASURES = frozenset("次左以多余之,，")
_GIVERS = frozenset(("org", "government", "region"))
# The words of one name stand no further apart.
_NAME = 8
_BY_ORG, _BY_GOV = frozenset(("giver-org",)), frozenset(("giver-gov",))
_RECEIVER = re.compile(r"(?:[向给对为与同和跟到在]|\b(?:to|for|with|in|at)(?: the)?\s)\Z")


@dataclass(frozen=True)
class Zones:
    """The meanings around one figure: its noun, its phrase, its clause and more of the sentence."""

    head: frozenset[str]
    own: frozenset[str]
    clause: frozenset[str]
    wide: frozenset[str]
    sentence: frozenset[str]
    paragraph: frozenset[str]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its known words, its figures and the meanings of the heading above."""

    text: str
    span: Span
    marks: Sequence[Mark]
    figures: Sequence[FigureFound]
    heading: frozenset[str] = _NONE
    # What the sentences before it in the paragraph mean.
    earlier: frozenset[str] = _NONE

    @cached_property
    def _starts(self) -> list[int]:
        return [mark.start for mark in self.marks]

    def between(self, start: int, end: int) -> frozenset[str]:
        """Return all that is meant between two places."""
        found: set[str] = set()
        for mark in self.within(start, end):
            found |= mark.meanings
        return frozenset(found)

    def within(self, start: int, end: int) -> Sequence[Mark]:
        """Return the words between two places."""
        return self.marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def zones(self, number: int, before: frozenset[str] = _NONE) -> Zones:
        """Return what stands around a figure; `before` is what the figure before it counts."""
        figure = self.figures[number]
        left, right = self._territory(number)
        own_start, own_end = self._own(figure, left, right)
        clause_start = _last_end(
            _CLAUSE, self.text, self.span.start, _inside(self.text, figure.start)
        )
        clause_end = _first_start(_CLAUSE, self.text, figure.end, self.span.end)
        sentence = self.between(self.span.start, self.span.end) | self.heading
        more = self.heading | self._giver(figure)
        return Zones(
            head=self._head(figure, left, own_start, own_end, before),
            own=self.between(own_start, own_end) | self._giver(figure),
            clause=self.between(clause_start, clause_end) | more,
            wide=self.between(min(left, clause_start), max(own_end, clause_end)) | more,
            sentence=sentence,
            paragraph=sentence | self.earlier,
        )

    def _territory(self, number: int) -> tuple[int, int]:
        """Return the places from the figure before to the figure after."""
        figures = self.figures
        left = figures[number - 1].end if number else self.span.start
        last = number + 1 == len(figures)
        right = self.span.end if last else max(figures[number + 1].start, figures[number].end)
        return min(left, figures[number].start), right

    def _own(self, figure: FigureFound, left: int, right: int) -> tuple[int, int]:
        """Return the phrase of a figure: up to a mark, or the word that joins another figure."""
        start = _last_end(_PHRASE, self.text, left, _inside(self.text, figure.start))
        if left > self.span.start and start == left:
            # No mark since the figure before: its own noun stands before the word that joins.
            joined = _JOINED.search(self.text, start, figure.start)
            start = joined.end() if joined else start
        end = _first_start(_PHRASE_END, self.text, figure.end, self.span.end)
        if right < end:
            end = _first_start(_JOINED, self.text, figure.end, right)
        return start, end

    def _head(
        self, figure: FigureFound, left: int, start: int, end: int, before: frozenset[str]
    ) -> frozenset[str]:
        """Return what is counted: in the figure's words, right behind it, or last before it.

        A figure that names nothing ("of which 5", 其中投产9个) counts what the one before it did.
        """
        behind = _first_start(_GOES_ON, self.text, figure.end, end)
        after = [m for m in self.within(figure.start, behind) if m.meanings & THINGS]
        if after:
            return _run(self.text, after, forward=True)
        if self._other_thing(figure, behind):
            return _NONE
        for begin in (start, left):
            begin = max(begin, figure.start - _FURTHEST)
            ahead = [m for m in self.within(begin, figure.start) if m.meanings & THINGS]
            if ahead:
                return _run(self.text, ahead[::-1], forward=False)
        return before

    def _other_thing(self, figure: FigureFound, behind: int) -> bool:
        """Whether an unknown noun follows, as in 45个高压锅; what stands before is not counted."""
        if figure.text[-1:].isascii() and figure.text[-1:].isalpha():
            return figure.text.rsplit(" ", 1)[-1].lower() not in _ANYBODY
        following = self.within(figure.end, behind)
        gap = (following[0].start if following else behind) - figure.end
        if gap <= 0 or self.text[figure.end] in _MEASURES:
            return False
        return self.text[figure.end] > "\u4e00" and figure.text[-1:] > "\u4e00"

    def _giver(self, figure: FigureFound) -> frozenset[str]:
        """Return giver-org or giver-gov: who opens the clause, or the last clause that has one."""
        end = figure.start
        while end > self.span.start:
            start = _last_end(_CLAUSE, self.text, self.span.start, end - 1)
            found = [m for m in self.within(start, end) if m.meanings & _GIVERS]
            found = [m for m in found if not _RECEIVER.search(self.text, max(0, m.start - 9), m.start)]
            if found:
                return self._name(found)
            end = start
        return _NONE

    def _name(self, found: Sequence[Mark]) -> frozenset[str]:
        """Return what the first of some givers is: 大连市慈善总会 is no government."""
        last = found[0]
        for mark in found[1:]:
            if mark.start - last.end > _NAME or _RECEIVER.search(self.text, last.end, mark.start):
                break
            last = mark
        return _BY_ORG if "org" in last.meanings else _BY_GOV


def _run(text: str, found: Sequence[Mark], forward: bool) -> frozenset[str]:
    """Return the meanings of nouns that follow each other in one phrase; the last one is the head.

    "产业园项目" is a project, "教师和医生" are both.
    """
    run = [found[0]]
    for mark in found[1:]:
        first, second = (run[-1], mark) if forward else (mark, run[-1])
        if not _SAME_PHRASE.fullmatch(text, first.end, second.start):
            break
        run.append(mark)
    run = run if forward else run[::-1]
    meanings = set(run[-1].meanings)
    for first, second in zip(run[-2::-1], run[:0:-1], strict=True):
        if first.end == second.start or text[first.end : second.start] in (" ", "的"):
            break
        meanings |= first.meanings
    return frozenset(meanings & THINGS)


def _inside(text: str, start: int) -> int:
    """Return the place before a bracket that opens right before a figure."""
    return start - 1 if text[start - 1 : start] in ("(", "（") else start


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = start
    for hit in pattern.finditer(text, max(start, end - 4 * _FURTHEST), end):
        found = hit.end()
    return found


def _first_start(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    hit = pattern.search(text, start, min(end, start + 4 * _FURTHEST))
    return hit.start() if hit else end
