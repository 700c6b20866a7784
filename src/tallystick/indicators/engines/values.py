"""What is asked of an engine and what it answers, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tallystick.indicators.engines.arrow import Table
from tallystick.indicators.rules.counts import Count
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
class Figures:
    """What one count gives, for the days of the report.

    Units: as the count; `lines` and `open_lines` are numbers of lines. `months` holds the flow of
    each month, or what stood at its end, `last_months` the same a year before; `opening` is what
    stood before the first.
    """

    now: int = 0
    last_year: int = 0
    one_sided: int = 0
    recorded_later: int = 0
    waiting: int = 0
    disputed: int = 0
    opening: int = 0
    lines: int = 0
    open_lines: int = 0
    months: tuple[int, ...] = (0,) * 12
    last_months: tuple[int, ...] = (0,) * 12

    def __add__(self, other: Figures) -> Figures:
        """Return the sum, figure by figure."""
        pairs = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in fields(self)}
        return Figures(**{name: _added(*pair) for name, pair in pairs.items()})


def _added(one: Any, other: Any) -> Any:
    if isinstance(one, tuple):
        return tuple(a + b for a, b in zip(one, other, strict=True))
    return one + other


@dataclass(frozen=True)
class Heard:
    """How much was heard of one pipeline: lines in the report's days, ever, months reported on."""

    lines: int = 0
    lines_ever: int = 0
    months_reported: int = 0


@dataclass(frozen=True)
class Standing:
    """A named thing that stands in a stage, and the last day on which it entered."""

    subject: str
    region: str
    since: date


@dataclass(frozen=True)
class Answer:
    """Everything one scorecard needs, of one reading of the lines."""

    figures: Mapping[Count, Figures]
    targets: Mapping[str, int]
    targets_below: Mapping[str, int]
    heard: Mapping[str, Heard]


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
