"""Announcement text to draft records with exact places in the text. Plain Python."""

from __future__ import annotations

from tallystick.extraction.drafts import (
    CommitmentFound,
    DateFound,
    Draft,
    EventFound,
    FigureFound,
    Found,
    PersonFound,
    RegionFound,
    RepresentedFound,
    Span,
)
from tallystick.extraction.printing import as_label
from tallystick.extraction.reading import read

__all__ = [
    "CommitmentFound",
    "DateFound",
    "Draft",
    "EventFound",
    "FigureFound",
    "Found",
    "PersonFound",
    "RegionFound",
    "RepresentedFound",
    "Span",
    "as_label",
    "read",
]
