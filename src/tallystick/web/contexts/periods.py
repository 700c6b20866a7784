"""What the pages of closed periods receive: the list with its form, and one closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class PeriodRow:
    """One closing or opening of the list."""

    href: str
    what: str
    period: str
    pairing: str
    scope: str
    mark: Mark
    names: str
    at: datetime


@dataclass(frozen=True)
class PeriodForm:
    """The form that proposes to close or open a period, with what was typed."""

    pairings: tuple[Choice, ...]
    pipelines: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    period: str = ""
    reason: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeriodListPage(Page):
    """Closings and openings of my pairings, newest first."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[PeriodRow, ...] = ()
    newer: Link | None = None
    older: Link | None = None
    form: PeriodForm | None = None


@dataclass(frozen=True)
class CarriedRow:
    """An entry that was open when a period was closed, with both figures; it does not count."""

    number: str
    href: str
    state: str
    stated: str
    counter: str


@dataclass(frozen=True)
class FigureRow:
    """What the book holds of the period along one edge: "Funds: Received", and how much."""

    kind: str
    moved: str
    figure: str


@dataclass(frozen=True)
class LaterRow:
    """A posting about a closed period that came after its checkpoint."""

    at: datetime
    happened: date
    what: str
    href: str
    figure: str
    reason: str
    posting: int


@dataclass(frozen=True, kw_only=True)
class PeriodPage(Page):
    """One closing: both names, its checkpoint, what was open, and what was recorded later."""

    label: str
    mark: Mark
    reason: str
    facts: tuple[Fact, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    carried: tuple[CarriedRow, ...] = ()
    unseen: tuple[str, ...] = ()
    proposed: bool = False
    later: tuple[LaterRow, ...] = ()
    closing: bool = True
    in_force: bool = False
    may_agree: bool = False
    may_drop: bool = False
    problems: tuple[str, ...] = ()
