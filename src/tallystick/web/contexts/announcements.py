"""What the pages of announcements of one's own receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Fact, Link, Mark, Page


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
