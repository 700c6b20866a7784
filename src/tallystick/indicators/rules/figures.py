"""What an engine answers, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tallystick.indicators.rules.counts import Count


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
        """Return the sum, figure by figure.

        >>> (Figures(now=1) + Figures(now=2)).now
        3
        """
        pairs = {f.name: (getattr(self, f.name), getattr(other, f.name)) for f in fields(self)}
        return Figures(**{name: _added(*pair) for name, pair in pairs.items()})


# One for all counts of which nothing was read.
NOTHING = Figures()


def _added(one: Any, other: Any) -> Any:
    if isinstance(one, tuple):
        return tuple(a + b for a, b in zip(one, other, strict=True))
    return one + other


@dataclass(frozen=True)
class Heard:
    """How much was heard of one pipeline: numbers of lines, and of months reported on.

    `lines` fell on the report's days, `lines_ever` up to its last day, `lines_last_year` on the
    same days a year before, `lines_ever_last_year` up to the last of those. What was carried is
    in the two `ever` alone: it stands, and nobody reported that it happened.
    """

    lines: int = 0
    lines_ever: int = 0
    lines_last_year: int = 0
    lines_ever_last_year: int = 0
    months_reported: int = 0


@dataclass(frozen=True)
class Standing:
    """A named thing that stands in a stage, and the last day on which it entered."""

    subject: str
    region: str
    since: date


@dataclass(frozen=True)
class Answer:
    """Everything one scorecard needs, of one reading of the lines.

    Shape: figures by count, every count present; targets by indicator, at the node and below it;
    what was heard by pipeline; the projects signed and not landed, oldest first.
    """

    figures: Mapping[Count, Figures]
    targets: Mapping[str, int]
    targets_below: Mapping[str, int]
    heard: Mapping[str, Heard]
    signed: tuple[Standing, ...] = ()
