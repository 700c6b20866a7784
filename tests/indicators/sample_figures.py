"""A figure for tests: the firms of one pairing over five years, unless told otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tallystick.indicators.rules.comparing.said import Said, exact

FIRMS = Said(
    key="", indicator="IC_ENT_NEW", printed="", value=None, unit="count",
    since=date(2021, 1, 1), until=date(2025, 4, 24), cumulative=True,
    parties=("east", "west"), east=frozenset({"east"}), west=frozenset({"west"}), level="province",
)  # fmt: skip


def said(printed: str, value: int | str = "", **change: Any) -> Said:
    """Return the figure with another print, value, and whatever else is changed."""
    number, place = exact(str(value))
    return replace(FIRMS, key=printed, printed=printed, value=number, place=place, **change)
