"""What the pages of announcements of one's own receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class AnnouncementRow:
    """One announcement of the list; `moment` is when it was published, or the draft begun."""

    title: str
    href: str
    pairing: str
    side: str
    meeting: Link
    met: str
    mark: Mark
    version: int
    moment: str
    # The version that took its place.
    after: Link | None = None
    # Why it was written, where it takes the place of another.
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class AnnouncementListPage(Page):
    """The announcements I see; filters are a GET form, `counts` lead to each state."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    search: str = ""
    counts: tuple[Link, ...] = ()
    rows: tuple[AnnouncementRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    meetings: Link
    press: Link


@dataclass(frozen=True)
class ToldText:
    """An announcement in one language: its title and its paragraphs."""

    lang: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class FigureProof:
    """What proves a figure: its walk, and the head of the book when it was read."""

    n: int
    words: str
    href: str
    posting: int
    root: str
    as_of: str


@dataclass(frozen=True, kw_only=True)
class AnnouncementPage(Page):
    """An announcement: a draft to edit, or what is published; `fields` for who may edit it."""

    meeting: Link
    mark: Mark
    # The version that took its place.
    after: Link | None = None
    facts: tuple[Fact, ...] = ()
    texts: tuple[ToldText, ...] = ()
    figures: tuple[FigureProof, ...] = ()
    versions: tuple[Link, ...] = ()
    why: str = ""
    damaged: bool = False
    hash: str = ""
    published_at: datetime | None = None
    problems: tuple[FormProblem, ...] = ()
    edit: int = 0
    fields: tuple[FormField, ...] = ()
    publishes: bool = False
    correcting: FormField | None = None
    files: tuple[Link, ...] = ()
