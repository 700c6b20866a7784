"""Patterns that are tried only where a piece of their words stands: in most texts none does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass


def has_any(text: str, pieces: Iterable[str]) -> bool:
    """Whether a text has one of some pieces, as they are printed.

    >>> has_any("They visited Dalian.", ("tour", "visit"))
    True
    """
    for piece in pieces:  # noqa: SIM110 - any() costs twice the time
        if piece in text:
            return True
    return False


@dataclass(frozen=True)
class Cue:
    """Words that tell something, and pieces of words of which they have one."""

    pattern: re.Pattern[str]
    pieces: tuple[str, ...]

    def may(self, text: str) -> bool:
        """Whether a text has a piece; what has none has none of the words."""
        return has_any(text, self.pieces)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first such words of a text."""
        return self.pattern.search(text) if self.may(text) else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return such words at a place of a text."""
        return self.pattern.match(text, start, end) if self.may(text) else None

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterable[re.Match[str]]:
        """Return all such words of a text between two places."""
        return self.pattern.finditer(text, start, end) if self.may(text) else ()

    def sub(self, other: str, text: str) -> str:
        """Return a text with something else in the place of such words."""
        return self.pattern.sub(other, text) if self.may(text) else text
