"""Rows that are all at hand, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Row = TypeVar("Row")


def in_order(rows: Iterable[Row], sort: str, keys: Mapping[str, Callable[[Row], Any]]) -> list[Row]:
    """Return rows that are all at hand in an order; with a dash before its name the other way.

    Equal rows stay as they stood.

    >>> in_order(["b", "a", "C"], "-name", {"name": str.lower})
    ['C', 'b', 'a']
    """
    key = keys.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else list(rows)
