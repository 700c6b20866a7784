"""What is asked of an engine, and the lines it shows for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tallystick.indicators.engines.arrow import Table
from tallystick.indicators.rules.window import Window


@dataclass(frozen=True)
class BookCut:
    """The lines of one book up to `seq`; those after `closed_seq` came after the last close."""

    book: str
    parts: tuple[Path, ...]
    seq: int
    closed_seq: int


@dataclass(frozen=True)
class Scope:
    """Which lines a report reads. Targets are read at `node` (region, partner) alone.

    `unposted` holds lines that wait or are disputed, in the columns of a part and `state`.
    """

    books: tuple[BookCut, ...]
    regions: frozenset[str]
    partners: frozenset[str]
    node: tuple[str, str]
    window: Window
    unposted: Table | None = None


@dataclass(frozen=True)
class LineRead:
    """One line that entered a figure.

    Units: `amount` in minor units, signed as it entered; `seq` is None while unposted.
    """

    book: str
    seq: int | None
    n: int
    transaction: str
    kind: str
    reverses: str | None
    valid_from: date
    recorded_at: datetime | None
    region: str
    partner: str
    pipeline: str
    source: str
    target: str
    unit: str
    cell: str
    note: str
    subject: str | None
    amount: int
    one_sided: bool
    state: str
