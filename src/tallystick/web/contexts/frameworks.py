"""What the pages of frameworks receive: the list, one framework, and a year by framework."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Cell, Fact, Filter, Link, Mark, Page, PairingTab


@dataclass(frozen=True)
class FrameworkRow:
    """One framework of the list; `scope` says of whom it is."""

    name: str
    href: str
    code: str
    elements: int
    scope: str
    dated: str
    source: str


@dataclass(frozen=True, kw_only=True)
class FrameworkListPage(Page):
    """The frameworks I see: those shipped, then those of offices."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[FrameworkRow, ...] = ()
    new: Link | None = None


@dataclass(frozen=True)
class TagLine:
    """One thing that is tagged; `pk` where the reader may take the tag off."""

    kind: str
    words: str
    href: str
    pk: str = ""


@dataclass(frozen=True)
class ElementRow:
    """One element: what it means, the indicators that speak to it, and what is tagged."""

    code: str
    name: str
    meaning: str
    indicators: tuple[str, ...]
    tagged: tuple[TagLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FrameworkPage(Page):
    """One framework with its elements; the form tags something with one of them."""

    code: str
    also: str = ""
    note: str = ""
    facts: tuple[Fact, ...] = ()
    earlier: tuple[Link, ...] = ()
    rows: tuple[ElementRow, ...] = ()
    # Where all elements are, while one alone is shown.
    all: Link | None = None
    scores: tuple[Link, ...] = ()
    problems: tuple[FormProblem, ...] = ()
    form: tuple[FormField, ...] = ()
    new: Link | None = None


@dataclass(frozen=True)
class CountRow:
    """One element and how many of its indicators stand in each way, in the order of the heads."""

    name: str
    href: str
    counts: tuple[tuple[str, str], ...]
    whole: bool = False


@dataclass(frozen=True)
class StandingRow:
    """One indicator of an element: its figures in one measure, and how it stands."""

    name: str
    unit: str
    target: Cell
    matched: Cell
    due: Cell
    completion: str
    mark: Mark


@dataclass(frozen=True)
class ElementCard:
    """One element of the year: its indicators in use, and what is tagged with it."""

    code: str
    name: str
    rows: tuple[StandingRow, ...]
    note: str
    tagged: tuple[TagLine, ...]


@dataclass(frozen=True, kw_only=True)
class FrameworkScorePage(PairingTab):
    """A pairing's year by framework; framework, year and day are in the address."""

    framework: Link
    heads: tuple[str, ...] = ()
    counts: tuple[CountRow, ...] = ()
    elements: tuple[ElementCard, ...] = ()
    silent: tuple[str, ...] = ()
