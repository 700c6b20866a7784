"""What a mended file has right now that was wrong before, what is still wrong, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.kernel.problem import Problem


@dataclass(frozen=True)
class Mended:
    """The faults of the file before that are gone, those that stay, and how many came anew."""

    right: tuple[Problem, ...]
    still: int
    fresh: int


def mended(before: Iterable[Problem], now: Iterable[Problem]) -> Mended:
    """Return what became of each fault; a fault is known by its cell and by what was wrong there.

    >>> one, two = Problem("not-found", "Sale!C5"), Problem("not-found", "Sale!C6")
    >>> found = mended([one, two], [two])
    >>> [problem.path for problem in found.right], found.still, found.fresh
    (['Sale!C5'], 1, 0)
    """
    left = Counter((problem.path, problem.code) for problem in now)
    right, still = [], 0
    for problem in before:
        key = (problem.path, problem.code)
        if left[key]:
            left[key] -= 1
            still += 1
        else:
            right.append(problem)
    return Mended(tuple(right), still, left.total())
