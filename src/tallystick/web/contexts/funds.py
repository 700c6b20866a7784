"""What the page of funds receives: the drawing, and the same steps as tables."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.bands import Bands
from tallystick.web.contexts.shared import Link, PairingTab


@dataclass(frozen=True)
class FundStep:
    """One row of a step: from where, to where, how much, how much of all that was received."""

    source: str
    target: str
    amount: str
    share: str
    source_href: str = ""
    target_href: str = ""
    href: str = ""


@dataclass(frozen=True)
class FundTable:
    """One step as a table, with the headings of its two ends."""

    title: str
    heads: tuple[str, str]
    rows: tuple[FundStep, ...]


@dataclass(frozen=True, kw_only=True)
class FundsPage(PairingTab):
    """Where the money of a budget year went; filters are in the address."""

    year: int = 0
    unit: str = ""
    heading: str = ""
    findings: str = ""
    notes: tuple[Link, ...] = ()
    drawn: Bands | None = None
    tables: tuple[FundTable, ...] = ()
    csv_href: str = ""
    tiers: Link | None = None
    stages: Link | None = None
