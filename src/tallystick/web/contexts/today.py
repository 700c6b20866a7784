"""What the page of today receives: what waits for me, what changed, my pairings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.forms import AgainRow
from tallystick.web.contexts.help import TourOffer
from tallystick.web.contexts.shared import Link, Mark, Page
from tallystick.web.contexts.workbooks import RunLine
from tallystick.web.tally import Tally


@dataclass(frozen=True)
class Task:
    """One thing that waits for me, with its one action. `action` is the button's verb."""

    mark: Mark
    title: str
    href: str
    note: str
    figure: str
    unit: str
    action: str


@dataclass(frozen=True)
class TaskGroup:
    """Things of one kind that wait for me, oldest first; `count` may be more than is listed."""

    code: str
    title: str
    count: int
    note: str
    tasks: tuple[Task, ...]
    more: Link | None = None


@dataclass(frozen=True)
class Change:
    """Something that happened in the book since I was last here."""

    at: datetime
    mark: Mark
    what: str
    href: str
    effect: str = ""


@dataclass(frozen=True)
class GlanceRow:
    """One indicator of a pairing at a glance; `words` is "248.6 / 260 million yuan".

    `href` opens its walk.
    """

    name: str
    tally: Tally
    words: str
    href: str = ""


@dataclass(frozen=True)
class Glance:
    """One of my pairings: its figures of the year, matched of target."""

    title: str
    href: str
    since: str
    rows: tuple[GlanceRow, ...] = ()


@dataclass(frozen=True)
class WaitingFor:
    """What waits for the other side; `oldest` says how long the oldest of them does."""

    name: str
    oldest: str
    entries: int
    href: str
    away: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TodayPage(Page):
    """What waits for me, then what changed, then my pairings."""

    today: date
    office: str
    side: str = ""
    groups: tuple[TaskGroup, ...] = ()
    # What was open when a pairing ended: nobody is late with it, and it is not counted as work.
    left_open: tuple[TaskGroup, ...] = ()
    # What a clerk handed on, and waits for somebody else.
    handed_on: TaskGroup | None = None
    changes: tuple[Change, ...] = ()
    glances: tuple[Glance, ...] = ()
    waiting_for: tuple[WaitingFor, ...] = ()
    glance_note: str = ""
    # Where somebody begins who sets up and sees no pairing yet.
    begin: Link | None = None
    # What I report month after month, and not for this month yet.
    again: tuple[AgainRow, ...] = ()
    # The guided first visit, where it was never offered.
    tour: TourOffer | None = None
    # My files that are being worked through now: they wait for a worker, not for me.
    at_work: tuple[RunLine, ...] = ()
    # I only read: nothing will ever wait for me.
    reads: bool = False
    # In whose place I act, until when, in which role.
    in_place_of: tuple[str, ...] = ()

    @property
    def waiting(self) -> int:
        """How many things wait for me."""
        return sum(group.count for group in self.groups)
