"""The days on which a figure became another, and what it was from each of them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from tallystick.indicators.engines.values import LineRead
from tallystick.indicators.queries.frames import Frame
from tallystick.indicators.queries.legs import Leg, local_day
from tallystick.indicators.rules.arithmetic import value
from tallystick.indicators.rules.counts import Count, Formula
from tallystick.indicators.rules.parts import Running

# More days than these are shown month by month: each month with its last change.
CHANGES = 60
# How many earlier states of a figure are listed.
EARLIER = 6


@dataclass(frozen=True)
class Known:
    """What a figure was known to be at the end of `day`; `later` is what came to it afterwards.

    `value` is None where no line of it was known, or a ratio had nothing under its line.
    """

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
    return tuple(Known(day, then, _later(then, now)) for day, then in found)


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


def earlier(formula: Formula | None, legs: Sequence[Leg], frame: Frame) -> tuple[Known, ...]:
    """Return the newest month ends at which the figure was another than at the next one.

    In one pass through its lines, in the order in which they became known.
    """
    if formula is None or frame.window is None:
        return ()
    counts = {leg.count: leg for leg in legs}
    known = sorted(
        (
            (_known(line, frame.zone), count, line)
            for count, leg in counts.items()
            for line in leg.posted
        ),
        key=lambda one: one[0],
    )
    sums, at = {count: Running(count) for count in counts}, 0
    months = {day.replace(day=1) - timedelta(1) for day, _, _ in known if day < date.max}
    stood: list[tuple[date, int | None]] = []
    for day in (*sorted(months), frame.known_on):
        while at < len(known) and known[at][0] <= day:
            sums[known[at][1]].add(known[at][2])
            at += 1
        # What nobody had told of yet is no zero.
        then = value(formula, lambda count: sums[count].value) if at else None
        stood.append((day, then))
    return tuple(_unlike_the_next(stood))[:EARLIER]


def _unlike_the_next(stood: list[tuple[date, int | None]]) -> Iterator[Known]:
    """Yield the days on which the figure was another than on the next one, newest first."""
    now = after = stood[-1][1]
    for day, then in reversed(stood[:-1]):
        if then != after:
            yield Known(day, then, _later(then, now))
            after = then


def _later(then: int | None, now: int | None) -> int | None:
    return None if then is None or now is None else now - then


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
    return max(_known(line, zone), line.valid_from)


def _known(line: LineRead, zone: ZoneInfo) -> date:
    return local_day(line.recorded_at, zone) if line.recorded_at else date.max
