"""What a figure means: its indicator, its period, and the other figures it belongs to."""

from __future__ import annotations

from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.page import Page


def with_meaning(page: Page, figures: tuple[FigureFound, ...]) -> tuple[FigureFound, ...]:
    """Return the same figures with indicator, period, cumulative, part_of and beside."""
    return figures
