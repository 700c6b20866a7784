"""Announcement text to draft records with exact places in the text. Plain Python."""

from __future__ import annotations

from tallystick.extraction.drafts import DateFound, Draft, FigureFound, RegionFound, Span
from tallystick.extraction.reading import read

__all__ = ["DateFound", "Draft", "FigureFound", "RegionFound", "Span", "read"]
