"""What the page of a pairing's timeline receives: the drawing, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.shared import Link, Mark, PairingTab
from tallystick.web.lanes import Lanes


@dataclass(frozen=True)
class TimelineRow:
    """Something that was agreed, held or promised: the lane it is drawn in, and how it stands."""

    lane: str
    on: date
    kind: str
    title: str
    href: str
    mark: Mark | None = None
    until: date | None = None


@dataclass(frozen=True)
class MonthPosted:
    """A month and how many entries of it are posted."""

    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class TimelinePage(PairingTab):
    """A pairing's year in time; the filters are in the address."""

    year: int = 0
    heading: str = ""
    findings: str = ""
    drawn: Lanes | None = None
    # The same for a phone, shown whole.
    narrow: Lanes | None = None
    months: tuple[MonthPosted, ...] = ()
    months_href: str = ""
    rows: tuple[TimelineRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    csv_href: str = ""
