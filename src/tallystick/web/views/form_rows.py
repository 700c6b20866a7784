"""Rows of a form that people fill as they need: how many are shown, and how more are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

FEWEST, ADDED, MOST = 3, 5, 100


def row_numbers(names: Iterable[str], kind: str, *, more: bool, fewest: int = FEWEST) -> range:
    """Return the numbers of the rows of a kind: those the form came with, and some more if asked.

    A row's fields are named `kind.2.name`, or `kind-2-name`; every row that was shown comes back.

    >>> list(row_numbers(["guests.4.name", "other.9.name"], "guests", more=False))
    [1, 2, 3, 4]
    >>> len(row_numbers([], "guests", more=True))
    8
    """
    pattern = re.compile(rf"{re.escape(kind)}[.-](\d{{1,3}})[.-]\w+")
    sent = [int(found[1]) for name in names if (found := pattern.fullmatch(name))]
    shown = max(fewest, *sent, 0)
    return range(1, min(shown + (ADDED if more else 0), MOST) + 1)
