"""One naming of a person in a text, as the grammars of both languages hand it over."""

from __future__ import annotations

from dataclasses import dataclass

# How often each way of naming was right on labelled announcements, in percent.
FIRM, LIKELY, UNSURE = 95, 80, 60


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A name with its post: `start` and `end` take in both, the others their own words.

    `passing` marks one who is only spoken of: quoted, honoured or depicted, not present.
    """

    start: int
    end: int
    name: tuple[int, int]
    post: tuple[int, int] | None = None
    # The sign within the post that makes a plural of it: each of several holds it in the singular.
    singular: tuple[int, int] | None = None
    region: str | None = None
    confidence: int = LIKELY
    passing: bool = False
