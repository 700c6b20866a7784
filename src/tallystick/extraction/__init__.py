"""Announcement text to draft records with exact places in the text. Plain Python.

Its names are fetched when they are asked for: what opens a file in a process of its own needs
none of the reader, which takes longer to load than most files to open.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_ELSEWHERE = {"as_label": "printing", "read": "reading"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'drafts')}"), name)
