"""What the pages of stages receive: the index, one pipeline as a funnel, and its named things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.shared import Cell, Link, PairingTab


@dataclass(frozen=True)
class StageBar:
    """A bar 100 wide: what moved on in full height, what is still here as its lower half."""

    whole: str
    on: str
    here: str
    late: bool = False


@dataclass(frozen=True)
class FunnelRow:
    """One stage: drawn, and the same in figures. All figures share the unit of the page."""

    name: str
    bar: StageBar
    reached: Cell
    share: str
    came_in: Cell
    here: Cell
    late: bool
    waiting: str
    waiting_href: str
    longest: str
    mover: str
    enter: Link | None = None


@dataclass(frozen=True)
class StageGrid:
    """The same by place or by one code: one row a group, one column a stage."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    more: Link | None = None

    @property
    def lines(self) -> tuple[tuple[str, tuple[tuple[str, Cell], ...]], ...]:
        """The rows, each cell with its head: on a phone they stand one below the other."""
        return tuple((name, tuple(zip(self.heads, row, strict=True))) for name, row in self.rows)


@dataclass(frozen=True)
class StandingRow:
    """One named thing at a stage: since when, for how many days, who moves it on."""

    name: str
    href: str
    place: str
    stage: str
    amount: str
    since: date
    days: int
    late: bool
    mover: str
    mover_href: str = ""
    said: str = ""
    ends: date | None = None
    flag: str = ""
    next: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PipelinePage(PairingTab):
    """One pipeline of a pairing: funnel, breakdowns, named things; filters are in the address."""

    unit: str = ""
    note: str = ""
    rounded: str = ""
    year: int = 0
    rows: tuple[FunnelRow, ...] = ()
    grids: tuple[StageGrid, ...] = ()
    things: tuple[StandingRow, ...] = ()
    things_total: int = 0
    newer: Link | None = None
    older: Link | None = None
    csv_href: str = ""
    things_csv_href: str = ""
    counts: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PipelineRow:
    """One pipeline of the index: its stages with what reached them, and what waits."""

    name: str
    href: str
    unit: str
    stages: tuple[tuple[str, Cell], ...]
    waiting: Cell
    waiting_since: date | None = None


@dataclass(frozen=True, kw_only=True)
class StagesPage(PairingTab):
    """Every pipeline of a pairing: those in use with figures, the others as links."""

    rows: tuple[PipelineRow, ...] = ()
    rounded: str = ""
    unused: tuple[Link, ...] = ()
    lists: tuple[Link, ...] = ()
