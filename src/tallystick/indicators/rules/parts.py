"""Lines behind a figure, put into parts that can be opened one by one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
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


def value_of(count: Count, lines: Iterable[Line]) -> int:
    """Return what the lines of a count amount to: the same figure, reckoned a second time."""
    if not count.by_key:
        return sum(line.amount for line in lines)
    named: dict[tuple[str, str], int] = defaultdict(int)
    unnamed = 0
    for line in lines:
        if count.kind == "regions":
            named[line.region, ""] += line.amount
        elif line.subject is not None:
            named[line.region, line.subject] += line.amount
        else:
            unnamed += line.amount
    return unnamed + sum(1 for amount in named.values() if amount > 0)


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
    return str(json.loads(line.cell)[dimension])
