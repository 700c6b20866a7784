"""What lies under what, and when: the closure of dated parent links. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tallystick.kernel.problem import Problem


@dataclass(frozen=True)
class ParentEdge:
    """`region` lay in `parent` between two days, both included; None is unknown or open."""

    region: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class ClosureRow:
    """`region` lay `depth` steps under `ancestor` between two days, both included."""

    region: str
    ancestor: str
    depth: int
    valid_from: date | None = None
    valid_to: date | None = None


def closure(edges: Iterable[ParentEdge]) -> tuple[list[ClosureRow], list[Problem]]:
    """Return every place with everything above it, or no rows and what is wrong with the edges.

    A row is valid where all steps of its path are; a place moved about has several rows.
    Shape: one row a (region, ancestor, path), each region with itself at depth 0 first.

    >>> rows, problems = closure([ParentEdge("b", "a"), ParentEdge("c", "b", date(2017, 1, 1))])
    >>> [(row.region, row.ancestor, row.depth, row.valid_from) for row in rows if row.depth == 2]
    [('c', 'a', 2, datetime.date(2017, 1, 1))]
    >>> [problem.code for problem in closure([ParentEdge("a", "b"), ParentEdge("b", "a")])[1]]
    ['region-circle']
    """
    up: dict[str, list[ParentEdge]] = {}
    for edge in edges:
        up.setdefault(edge.region, []).append(edge)
        up.setdefault(edge.parent, [])
    problems = [problem for own in up.values() for problem in _check_parents(own)]
    rows: list[ClosureRow] = []
    for region in sorted(up):
        rows.append(ClosureRow(region, region, 0))
        problems += _climb(ClosureRow(region, region, 0), (region,), up, rows)
    return ([] if problems else rows), problems


def _climb(
    here: ClosureRow,
    path: tuple[str, ...],
    up: Mapping[str, list[ParentEdge]],
    rows: list[ClosureRow],
) -> list[Problem]:
    problems: list[Problem] = []
    for edge in up[here.ancestor]:
        start, end = (
            _later(here.valid_from, edge.valid_from),
            _earlier(here.valid_to, edge.valid_to),
        )
        if start and end and start > end:
            continue
        if edge.parent in path:
            # Each circle is met once from each of its places; the first of them speaks.
            if edge.parent == path[0] == min(path):
                params = {"region": edge.parent, "path": ", ".join(path)}
                problems.append(Problem("region-circle", path=edge.parent, params=params))
            continue
        row = ClosureRow(here.region, edge.parent, here.depth + 1, start, end)
        rows.append(row)
        problems += _climb(row, (*path, edge.parent), up, rows)
    return problems


def _check_parents(own: list[ParentEdge]) -> list[Problem]:
    """Find spans that end before they begin, and two parents on one day."""
    problems = [
        Problem(
            "region-span-backwards", path=e.region, params={"region": e.region, "parent": e.parent}
        )
        for e in own
        if e.valid_from and e.valid_to and e.valid_from > e.valid_to
    ]
    in_order = sorted(own, key=lambda edge: edge.valid_from or date.min)
    for one, two in pairwise(in_order):
        if (one.valid_to or date.max) >= (two.valid_from or date.min):
            params = {"region": one.region, "parents": f"{one.parent}, {two.parent}"}
            problems.append(Problem("region-two-parents", path=one.region, params=params))
    return problems


def _later(one: date | None, two: date | None) -> date | None:
    return max((day for day in (one, two) if day), default=None)


def _earlier(one: date | None, two: date | None) -> date | None:
    return min((day for day in (one, two) if day), default=None)
