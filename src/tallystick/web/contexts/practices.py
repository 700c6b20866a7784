"""What the pages of good practices receive: the list, and one with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.tags import TagPanel


@dataclass(frozen=True)
class PracticeRow:
    """One practice of the list; `origin` is the pairing it came from."""

    title: str
    href: str
    origin: str
    place: str
    since: str
    workstream: str
    adopted: int
    shared: bool
    recorded: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PracticeListPage(Page):
    """The practices I see; search, filters and order are a GET form."""

    search: str = ""
    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[PracticeRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    new: Link | None = None
    frameworks: Link | None = None


@dataclass(frozen=True)
class EvidenceLine:
    """What a note points to and what the book says of it now."""

    words: str
    href: str
    figure: str


@dataclass(frozen=True)
class StepRow:
    """One note on what came of an adoption."""

    on: date
    mark: Mark
    words: str
    evidence: tuple[EvidenceLine, ...] = ()


@dataclass(frozen=True)
class AdoptionCard:
    """One place that took a practice up, in its own words, with the notes since."""

    code: str
    place: str
    pairing: Link
    since: str
    mark: Mark
    words: str
    who: str
    steps: tuple[StepRow, ...] = ()
    form: tuple[FormField, ...] = ()


@dataclass(frozen=True)
class ActLine:
    """One act of a history: when, who, what, and why."""

    at: datetime
    who: str
    words: str
    why: str = ""
    # Where it was taken up or followed, or under which element it was tagged.
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class PracticePage(Page):
    """One practice: what was done, who took it up, what came of it, and how it came to be."""

    code: str
    label: str = ""
    also: str = ""
    facts: tuple[Fact, ...] = ()
    done: tuple[str, ...] = ()
    tags: TagPanel | None = None
    problems: tuple[FormProblem, ...] = ()
    adoptions: tuple[AdoptionCard, ...] = ()
    elsewhere: tuple[str, ...] = ()
    adopt: tuple[FormField, ...] = ()
    history: tuple[ActLine, ...] = ()
    edit: Link | None = None
    # Where several pairings may take it up, one is chosen first.
    pairing: str = ""
    pairings: tuple[Link, ...] = ()
