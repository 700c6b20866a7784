"""What the pages of carrying over receive: what stands where it ended, and who inherits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.shared import Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class CarryRow:
    """One proposal of the list; `mine` where it waits for the reader."""

    href: str
    what: str
    pairing: str
    on: date
    mark: Mark
    proposer: str
    at: datetime
    mine: bool = False


@dataclass(frozen=True, kw_only=True)
class CarryListPage(Page):
    """What is to be carried over in my pairings, what waits first."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[CarryRow, ...] = ()
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True)
class CarryPart:
    """One amount that stands: what, in the clerk's words, how much, and who inherits it."""

    what: str
    codes: str
    thing: str
    figure: str
    heir: str


@dataclass(frozen=True, kw_only=True)
class CarryPage(Page):
    """One proposal: every amount and its heir, the names, and what may be done with it.

    `changed` where what stands is no more what was proposed; `text` is what is agreed to.
    """

    lead: str
    mark: Mark
    facts: tuple[Fact, ...]
    parts: tuple[CarryPart, ...] = ()
    may_agree: bool = False
    may_object: bool = False
    changed: bool = False
    text: str = ""
    reason: str = ""
    problems: tuple[str, ...] = ()
