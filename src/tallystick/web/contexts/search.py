"""What the page of a search receives: chips by kind, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.shared import Link, Page


@dataclass(frozen=True)
class FoundRow:
    """One thing that was found: what it is called, where that leads, a word on it."""

    title: str
    href: str
    detail: str = ""


@dataclass(frozen=True)
class FoundKind:
    """What was found of one kind: how many, in words; `more` leads to all of it."""

    title: str
    count: str
    rows: tuple[FoundRow, ...]
    more: Link | None = None


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """A search; words and kind are in the address. `short`: the words tell too little."""

    words: str = ""
    kind: str = ""
    short: bool = False
    chips: tuple[Link, ...] = ()
    found: tuple[FoundKind, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
