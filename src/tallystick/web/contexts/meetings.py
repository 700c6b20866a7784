"""What the pages of meetings receive: the list, one meeting, and the forms that record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.announcements import AnnouncementRow
from tallystick.web.contexts.commitments import CommitmentRow
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.readouts import PressTable
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.tags import TagPanel


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
    mark: Mark
    until: date | None = None


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
    # The same meetings by month, and as a file.
    calendar: Link | None = None
    ics: Link | None = None


@dataclass(frozen=True)
class GuestRow:
    """One person who came, with her post as it was printed and whom she stood in for."""

    name: str
    post: str
    leads: bool = False
    stands_for: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Delegation:
    """The people of one side, as they are printed."""

    title: str
    rows: tuple[GuestRow, ...]


@dataclass(frozen=True)
class ToldIn:
    """One announcement of either side's press that tells of a meeting; `source` is its address."""

    press: str
    title: str
    href: str
    source: str = ""


@dataclass(frozen=True)
class DocumentRow:
    """One document of a meeting; `who` added it."""

    title: str
    href: str
    kind: str
    lang: str
    who: str
    added_at: datetime
    sha256: str = ""
    # Where it is looked at in the browser, if it is of a kind that can be.
    look: str = ""


@dataclass(frozen=True)
class MeetingStep:
    """One thing that may become of a planned meeting: its form, and the button that does it."""

    act: str
    title: str
    button: str
    fields: tuple[FormField, ...] = ()
    lead: str = ""
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingPage(Page):
    """One meeting: when and where, who came, what was undertaken; `new` adds a commitment.

    `before` is how what was promised earlier stood `on` its day; `last` the meeting before it.
    """

    pairing: Link
    mark: Mark
    also: str = ""
    reason: str = ""
    facts: tuple[Fact, ...] = ()
    sides: tuple[Delegation, ...] = ()
    # Who did not come, where it is not printed who stood in.
    absent: tuple[Fact, ...] = ()
    rows: tuple[CommitmentRow, ...] = ()
    # What was promised or wished, and accepted so, without an office and a day.
    said: tuple[Fact, ...] = ()
    held: bool = True
    last: Link | None = None
    on: date | None = None
    before: tuple[CommitmentRow, ...] = ()
    moves: tuple[Fact, ...] = ()
    signed: tuple[Link, ...] = ()
    readouts: tuple[ToldIn, ...] = ()
    compared: PressTable | None = None
    # Where the announcement of the side that was not heard yet is read.
    unheard: Link | None = None
    documents: tuple[DocumentRow, ...] = ()
    document_fields: tuple[FormField, ...] = ()
    announcements: tuple[AnnouncementRow, ...] = ()
    all_announcements: Link | None = None
    announce: Link | None = None
    new: Link | None = None
    people: Link | None = None
    problems: tuple[FormProblem, ...] = ()
    steps: tuple[MeetingStep, ...] = ()
    # Who says what becomes of the plan, where the reader does not.
    awaited: str = ""
    tags: TagPanel | None = None


@dataclass(frozen=True)
class CalendarEvent:
    """One line in a day: a meeting, or what is to be kept by that day."""

    words: str
    href: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True)
class CalendarDay:
    """One day of the month view; days of the months beside it are `outside`."""

    day: date
    outside: bool = False
    today: bool = False
    events: tuple[CalendarEvent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MonthPage(Page):
    """Meetings and due days of one month: weeks of seven days, Monday first."""

    month: date
    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    before: Link
    after: Link
    now: Link
    all: Link
    ics: Link
    # The next day with something, where this month has nothing.
    nearest: Link | None = None
    weeks: tuple[tuple[CalendarDay, ...], ...] = ()
    total: int = 0


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
