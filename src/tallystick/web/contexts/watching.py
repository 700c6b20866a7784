"""What the two lists receive: signed and not landed, completed and idle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.shared import Filter, Link, Page


@dataclass(frozen=True)
class WatchedRow:
    """One thing that stands too long, with its parties, its money and who answers for it."""

    name: str
    href: str
    kind: str
    place: str
    stage: str
    since: date
    days: int
    usual: int
    parties: str
    contracted: str
    paid_in: str
    office: str
    office_href: str = ""


@dataclass(frozen=True, kw_only=True)
class WatchPage(Page):
    """One of the two lists; how many days are too long is in the address."""

    lead: str
    tabs: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    days: str = ""
    usual: str = ""
    unit: str = ""
    rows: tuple[WatchedRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    csv_href: str = ""
