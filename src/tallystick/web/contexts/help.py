"""What the pages of help receive: jobs, words, keys; the catalogue, and one indicator's method."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.shared import Fact, Filter, Link, Page


@dataclass(frozen=True)
class TermRow:
    """A word and what it means; `other` is the word in the other language."""

    code: str
    word: str
    other: str
    meaning: str


@dataclass(frozen=True)
class TourLine:
    """One guided visit: whose job it shows, and where it is begun or gone on with."""

    title: str
    words: str
    href: str


@dataclass(frozen=True)
class Job:
    """What one of the six people comes for, the pages on which it is done, and the tour."""

    who: str
    wants: str
    steps: tuple[Link, ...]
    tour: TourLine | None = None


@dataclass(frozen=True)
class TourOffer:
    """The guided visit that is offered to whoever comes for the first time."""

    title: str
    href: str


@dataclass(frozen=True, kw_only=True)
class HelpPage(Page):
    """The words, the jobs with their tours, and the keys."""

    jobs: tuple[Job, ...] = ()
    terms: tuple[TermRow, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    catalogue: str = ""


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of the catalogue."""

    code: str
    name: str
    href: str
    workstream: str
    unit: str
    kind: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class CataloguePage(Page):
    """All indicators; the filters are in the address."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    search: str = ""
    rows: tuple[IndicatorRow, ...] = ()
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class MethodPage(Page):
    """How one indicator is made: its definition, its formula in words, what it overlaps."""

    code: str
    other_name: str = ""
    definition: str = ""
    other_definition: str = ""
    formula: str = ""
    facts: tuple[Fact, ...] = ()
    overlaps: tuple[Link, ...] = ()
    parts: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    walks: tuple[Link, ...] = ()
    back: Link | None = None
