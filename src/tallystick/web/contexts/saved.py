"""What is shown of saved views: on a list, and all of them on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.shared import Choice, Link, Page


@dataclass(frozen=True)
class SavedOfList:
    """The saved views of one list, and what saving it as it stands takes."""

    views: tuple[Link, ...]
    path: str
    query: str
    manage: str


@dataclass(frozen=True)
class SavedRow:
    """One saved view: its page, its address, with whom it is shared; `mine` may be changed."""

    id: int
    name: str
    href: str
    where: str
    shared: str = ""
    by: str = ""
    mine: bool = False
    offices: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SavedViewsPage(Page):
    """All views a person may open; forms post `act` and `view`."""

    rows: tuple[SavedRow, ...] = ()
    problems: tuple[str, ...] = ()
