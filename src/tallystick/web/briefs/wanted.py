"""What a brief is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.programme.models import Pairing


@dataclass(frozen=True)
class Wanted:
    """What a brief is asked for: a pairing, a year, and the day whose knowledge counts.

    `level` and `framework` narrow it as they do the page. `every`: all rows in use, and not only
    those with a target or a published figure. `site` is where the pages are.
    """

    pairing: Pairing
    year: int
    as_of: date | None
    every: bool
    site: str
    level: str = ""
    framework: str = ""

    def absolute(self, href: str) -> str:
        """Return the whole address of the path of a page."""
        return f"{self.site.rstrip('/')}{href}" if href else ""


def named_apart(what: str, pairing: str, inside: Sequence[str]) -> str:
    """Return what a row is about, with the name of its pairing where a brief is of several."""
    return f"{what} · {pairing}" if len(inside) > 1 else what
