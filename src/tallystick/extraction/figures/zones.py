"""What stands around a figure: its noun, its clause, its sentence and the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tallystick.extraction.drafts import FigureFound, Span
from tallystick.extraction.figures.concepts import Mark
from tallystick.extraction.figures.cuts import Cuts, cuts_in
from tallystick.extraction.figures.heads import THINGS, counts_another, goes_on, nouns

_NONE: frozenset[str] = frozenset()
_JOINED = re.compile(r"[和与及、]|以及|\band\b")
# No noun stands further before its figure, no giver more clauses before his gift.
_FURTHEST, _CLAUSES = 90, 6
_GIVERS = frozenset(("org", "government", "region"))
# The words of one name stand no further apart.
_NAME = 8
_BY_ORG, _BY_GOV = frozenset(("giver-org",)), frozenset(("giver-gov",))
_LISTED = re.compile(r"(?:、[^，。；;,、\d]{2,8}){1,3}")
# 干部、专业技术人才共460名: one number for all that was listed.
_SUMMED = re.compile(
    r"[^，。；;,、\d]{2,12}(?:、[^，。；;,、\d]{2,12}){1,3}(?:共计?|合计|总计|"
    r"等)[^，。；;,、\d]{0,5}\Z"
)
_LIST = 40
_PERSONS = ("person", "person-time")
_RECEIVER = re.compile(r"(?:[向给对为与同跟到在]|\b(?:to|for|with|in|at)(?: the)?\s)\Z")


class Zones(NamedTuple):
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
        return self.marks[self.place(start) : self.place(end)]

    def place(self, start: int) -> int:
        """Return the number of the first known word at or behind a place."""
        return bisect_left(self._starts, start)

    def clause(self, figure: FigureFound) -> tuple[int, int]:
        """Return where the clause of a figure begins and ends."""
        start = self._clauses.before(figure.start, self.span.start)
        return start, self._clauses.after(figure.end, self.span.end)

    @cached_property
    def _cuts(self) -> tuple[Cuts, Cuts, Cuts]:
        return cuts_in(self.text, self.span.start, self.span.end)

    @property
    def _clauses(self) -> Cuts:
        return self._cuts[0]

    @cached_property
    def _meanings(self) -> frozenset[str]:
        return self.between(self.span.start, self.span.end) | self.heading

    def zones(self, number: int, before: frozenset[str] = _NONE) -> Zones:
        """Return what stands around a figure; `before` is what the figure before it counts."""
        figure = self.figures[number]
        left, right = self._territory(number)
        own_start, own_end = self._own(figure, left, right)
        start = self._clauses.before(self._inside(figure.start), self.span.start)
        end = self._clauses.after(figure.end, self.span.end)
        giver = self._giver(figure)
        more = self.heading | giver
        return Zones(
            head=self._head(figure, left, own_start, own_end, before),
            own=self.between(own_start, own_end) | giver,
            clause=self.between(start, end) | more,
            wide=self.between(min(left, start), max(own_end, end)) | more,
            sentence=self._meanings,
            paragraph=self._meanings | self.earlier,
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
        _, begins, ends = self._cuts
        start = begins.before(self._inside(figure.start), left)
        if left <= ends.before(self._inside(figure.start), self.span.start):
            # Officials and teachers received 300 days: "and" joins no other figure.
            start = ends.before(self._inside(figure.start), left)
        near = max(start - _LIST, left)
        if "、" in self.text[near : figure.start] and (
            listed := _SUMMED.search(self.text, near, figure.start)
        ):
            start = max(left, listed.start())
        if left > self.span.start and start == left:
            # No mark since the figure before: its own noun stands before the word that joins.
            joined = _JOINED.search(self.text, start, figure.start)
            start = joined.end() if joined else start
        end = ends.after(figure.end, self.span.end)
        if right < end:
            joined = _JOINED.search(self.text, figure.end, right)
            end = joined.start() if joined else right
        return start, end

    def _inside(self, start: int) -> int:
        """Return the place before a bracket that opens right before a figure."""
        return start - 1 if self.text[start - 1 : start] in ("(", "（") else start

    def _head(
        self, figure: FigureFound, left: int, start: int, end: int, before: frozenset[str]
    ) -> frozenset[str]:
        """Return what is counted.

        A figure that names nothing ("of which 5", 其中投产9个) counts what the one before it did.
        """
        behind = goes_on(self.text, figure.end, end)
        after = [m for m in self.within(figure.start, behind) if m.meanings & THINGS]
        listed = _LISTED.match(self.text, behind, self.span.end) if after else None
        if listed and figure.unit in _PERSONS:
            # 干部、教师、医生等人才: one number for all of a list.
            after = [m for m in self.within(figure.start, listed.end()) if m.meanings & THINGS]
        if after:
            return nouns(self.text, after, forward=True)
        if counts_another(self.text, figure, self.within(figure.end, behind), behind):
            return _NONE
        for begin in (start, left):
            begin = max(begin, figure.start - _FURTHEST)
            ahead = [m for m in self.within(begin, figure.start) if m.meanings & THINGS]
            if ahead:
                return nouns(self.text, ahead[::-1], forward=False)
        return before

    def _giver(self, figure: FigureFound) -> frozenset[str]:
        """Return giver-org or giver-gov: who opens the clause, or the last clause that has one."""
        end = figure.start
        for _ in range(_CLAUSES):
            start = self._clauses.before(end - 1, self.span.start)
            found = [m for m in self.within(start, end) if m.meanings & _GIVERS]
            found = [m for m in found if not self._receives(m)]
            if found:
                return self._name(found)
            if start == self.span.start:
                break
            end = start
        return _NONE

    def _receives(self, mark: Mark) -> bool:
        return _RECEIVER.search(self.text, max(0, mark.start - 9), mark.start) is not None

    def _name(self, found: Sequence[Mark]) -> frozenset[str]:
        """Return what the first of some givers is: 大连市慈善总会 is no government."""
        last = found[0]
        for mark in found[1:]:
            if mark.start - last.end > _NAME or _RECEIVER.search(self.text, last.end, mark.start):
                break
            last = mark
        return _BY_ORG if "org" in last.meanings else _BY_GOV
