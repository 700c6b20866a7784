"""The days on which a figure became another, and what it was from each of them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from tallystick.indicators.engines.values import LineRead
from tallystick.indicators.queries.frames import Frame
from tallystick.indicators.queries.legs import Leg
from tallystick.indicators.rules.arithmetic import value
from tallystick.indicators.rules.counts import Count, Formula
from tallystick.indicators.rules.parts import Running

# More days than these are shown month by month: each month with its last change.
CHANGES = 60


@dataclass(frozen=True)
class Known:
    """What a figure was known to be at the end of `day`; `later` is what came to it afterwards."""

    day: date
    value: int | None
    later: int | None


def changes(formula: Formula | None, legs: Sequence[Leg], frame: Frame) -> tuple[Known, ...]:
    """Return the days on which the figure became another, the oldest first, 60 at most.

    A line is in the figure once it is known and its own day has come.
    Source: docs/method/explain.md, "As we knew it on".
    """
    if formula is None or frame.window is None:
        return ()
    found = list(_days(formula, legs, frame))
    if len(found) > CHANGES:
        months = groupby(found, key=lambda one: (one[0].year, one[0].month))
        found = [list(month)[-1] for _month, month in months][-CHANGES:]
    now = found[-1][1] if found else None
    return tuple(
        Known(day, then, None if then is None or now is None else now - then) for day, then in found
    )


def _days(formula: Formula, legs: Sequence[Leg], frame: Frame) -> Iterator[tuple[date, int | None]]:
    """Yield each day with the figure at its end, where that is another than the day before."""
    sums = {leg.count: Running(leg.count) for leg in legs}
    before = value(formula, lambda count: sums[count].value)
    for day, lines in groupby(_in_time(legs, frame), key=lambda one: one[0]):
        for _day, count, line in lines:
            sums[count].add(line)
        after = value(formula, lambda count: sums[count].value)
        if after != before:
            yield day, after
            before = after


def _in_time(legs: Sequence[Leg], frame: Frame) -> list[tuple[date, Count, LineRead]]:
    # A count may stand in two places of a formula; its lines are added once.
    counts = {leg.count: leg for leg in legs}
    dated = [
        (day, leg.count, line)
        for leg in counts.values()
        for line in leg.posted
        if (day := _enters(line, frame.zone)) <= frame.known_on
    ]
    return sorted(dated, key=lambda one: one[0])


def _enters(line: LineRead, zone: ZoneInfo) -> date:
    known = line.recorded_at.astimezone(zone).date() if line.recorded_at else date.max
    return max(known, line.valid_from)
