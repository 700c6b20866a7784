"""Lines behind a figure, put into parts that can be opened one by one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from tallystick.indicators.rules.counts import Count
from tallystick.programme.rules.pipelines import pipelines

BY_REGION = "region"


class Line(Protocol):
    """What of a line decides which part it is in and what it adds."""

    @property
    def region(self) -> str:
        """The supported place."""

    @property
    def cell(self) -> str:
        """The kept codes, as canonical JSON."""

    @property
    def subject(self) -> str | None:
        """The named thing that moved."""

    @property
    def amount(self) -> int:
        """Minor units, signed as the line entered the figure."""


class Running:
    """What the lines of a count amount to, line by line."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._named: dict[tuple[str, str], int] = defaultdict(int)
        self._plain = 0
        self._standing = 0

    @property
    def value(self) -> int:
        """What the lines so far amount to: things that stand, and what was never named."""
        return self._plain + self._standing

    def add(self, line: Line) -> None:
        """Let one more line enter."""
        key = self._key(line) if self._count.by_key else None
        if key is None:
            self._plain += line.amount
            return
        stood = self._named[key] > 0
        self._named[key] += line.amount
        self._standing += (self._named[key] > 0) - stood

    def _key(self, line: Line) -> tuple[str, str] | None:
        if self._count.kind == "regions":
            return line.region, ""
        return None if line.subject is None else (line.region, line.subject)


def value_of(count: Count, lines: Iterable[Line]) -> int:
    """Return what the lines of a count amount to: the same figure, reckoned a second time."""
    running = Running(count)
    for line in lines:
        running.add(line)
    return running.value


def split_by(count: Count, lines: Sequence[Line]) -> str:
    """Return the kept dimension that tells most of a figure's lines apart, else the region.

    The dimensions come in the order in which the pipeline declares them: the first that has more
    than one code among the lines.
    """
    for dimension in pipelines()[count.pipeline].kept:
        if len({code_of(line, dimension) for line in lines}) > 1:
            return dimension
    return BY_REGION


def code_of(line: Line, dimension: str) -> str:
    """Return the code by which a line is put into a part."""
    if dimension == BY_REGION:
        return line.region
    return str(_codes(line.cell)[dimension])


@lru_cache(maxsize=16_384)
def _codes(cell: str) -> Mapping[str, object]:
    return dict(json.loads(cell))
