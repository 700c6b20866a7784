"""What the pages of meetings receive: the list, one meeting, and the forms that record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.commitments import CommitmentRow
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Page


@dataclass(frozen=True)
class MeetingRow:
    """One meeting of the list."""

    title: str
    href: str
    kind: str
    held_on: date
    place: str
    pairing: str
    undertaken: int


@dataclass(frozen=True, kw_only=True)
class MeetingListPage(Page):
    """The meetings I see, newest first; filters are a GET form."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[MeetingRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    new: Link | None = None


@dataclass(frozen=True)
class GuestRow:
    """One person who came, with her post as it was printed."""

    name: str
    post: str
    side: str


@dataclass(frozen=True, kw_only=True)
class MeetingPage(Page):
    """One meeting: when and where, who came, what was undertaken; `new` adds a commitment."""

    pairing: Link
    also: str = ""
    facts: tuple[Fact, ...] = ()
    guests: tuple[GuestRow, ...] = ()
    rows: tuple[CommitmentRow, ...] = ()
    new: Link | None = None


@dataclass(frozen=True)
class FormRows:
    """Rows of a form that are filled or left empty; a button asks for more of them."""

    name: str
    legend: str
    rows: tuple[tuple[FormField, ...], ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class RecordPage(Page):
    """A form that records a meeting or a commitment of one pairing; typed text is kept."""

    lead: str
    pairing: str = ""
    pairing_words: str = ""
    # Where the reader may record for several pairings she first chooses one.
    pairings: tuple[Choice, ...] = ()
    problems: tuple[FormProblem, ...] = ()
    fields: tuple[FormField, ...] = ()
    tables: tuple[FormRows, ...] = ()
    # What she read, where it may be said anew meanwhile.
    version: str = ""
    button: str
