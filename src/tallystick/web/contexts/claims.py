"""What the page of claims receives: figures printed elsewhere, as printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.shared import Choice, Filter, Link, Page


@dataclass(frozen=True)
class Unresolved:
    """A party as printed that no region was found for, and the places a person may choose."""

    side: str
    printed: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class ClaimRow:
    """One published figure as printed, and what it was read as."""

    id: str
    printed: str
    lang: str
    read_as: str
    indicator: str
    parties: tuple[str, str]
    period: str
    source: str
    source_host: str
    source_kind: str
    as_of: date | None = None
    unresolved: tuple[Unresolved, ...] = ()
    href: str = ""
    # Somebody printed it: it is no figure of an example.
    invented: bool = False


@dataclass(frozen=True, kw_only=True)
class ClaimListPage(Page):
    """What was printed elsewhere; a claim is shown beside the book and never counts."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[ClaimRow, ...] = ()
    total: int = 0
    unresolved: int = 0
    may_resolve: bool = False
    newer: Link | None = None
    older: Link | None = None
    actions: tuple[Link, ...] = ()
