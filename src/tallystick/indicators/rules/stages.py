"""Stages: what reached each one, what stands there, and since when a named thing does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from tallystick.journal.rules import StageFlow, SubjectMove
from tallystick.programme.rules.pipelines import CARRIED, OUTSIDE, Pipeline

BUILT_IN = frozenset({OUTSIDE, CARRIED})


@dataclass(frozen=True)
class StageSum:
    """One stage of a funnel. Units: minor units of one unit.

    `reached` is all that ever came in, `carried` the part of it that came from before the book or
    from another; `came_in` is the year's own. `here` stands at the end; below zero more was
    delivered than promised.
    """

    stage: str
    reached: int = 0
    carried: int = 0
    came_in: int = 0
    here: int = 0


def funnel(
    pipeline: Pipeline, flows: Iterable[StageFlow], *, unit: str, year: int
) -> list[StageSum]:
    """Return every stage of a pipeline in its order, with what reached it and what stands there.

    What is handed over to another book leaves as it would for the next stage.

    >>> from tallystick.programme.rules.pipelines import pipelines
    >>> edge = ("project", "a", "{}", "project", "outside", "signed", 2019, 3)
    >>> [row.here for row in funnel(
    ...     pipelines()["project"], [StageFlow(*edge)], unit="project", year=2019)][:2]
    [3, 0]
    """
    sums: dict[str, list[int]] = {code: [0, 0, 0, 0] for code in pipeline.stages}
    for flow in flows:
        if flow.unit != unit or flow.pipeline != pipeline.code:
            continue
        if flow.target in sums:
            own = sums[flow.target]
            own[0] += flow.amount
            own[1] += flow.amount if flow.source == CARRIED else 0
            own[2] += flow.amount if flow.source != CARRIED and flow.year == year else 0
            own[3] += flow.amount
        if flow.source in sums:
            sums[flow.source][3] -= flow.amount
    return [StageSum(code, *row) for code, row in sums.items()]


def grouped(
    pipeline: Pipeline,
    flows: Iterable[StageFlow],
    *,
    unit: str,
    year: int,
    by: Callable[[StageFlow], str],
) -> dict[str, list[StageSum]]:
    """Return a funnel a group: by place, or by one of the kept codes."""
    parted: dict[str, list[StageFlow]] = defaultdict(list)
    for flow in flows:
        if flow.unit == unit:
            parted[by(flow)].append(flow)
    return {key: funnel(pipeline, own, unit=unit, year=year) for key, own in parted.items()}


@dataclass(frozen=True)
class Standing:
    """One named thing that stands at a stage, since a day. Units: minor units of `unit`."""

    subject: str
    book: str
    region: str
    partner: str
    pipeline: str
    stage: str
    unit: str
    amount: int
    since: date

    def days(self, today: date) -> int:
        """Return for how many days it has stood there."""
        return (today - self.since).days


# subject, book, region, partner, pipeline, stage, unit
Place = tuple[str, str, str, str, str, str, str]


def standing(moves: Iterable[SubjectMove], units: Collection[str]) -> list[Standing]:
    """Return where each named thing stands, and since when.

    A thing that was handed over to another book keeps the day on which it came to its stage: it
    waits as long as before. `units`: the units that count; each thing is counted in one.
    Shape: `moves` in the order they happened.
    """
    held: dict[Place, int] = defaultdict(int)
    since: dict[Place, date] = {}
    # Where a thing last came to a stage, in whatever book: a hand-over begins nothing anew.
    came: dict[tuple[str, str, str], date] = {}
    for move in moves:
        if move.unit not in units:
            continue
        place = (move.subject, move.book, move.region, move.partner, move.pipeline)
        for stage, amount in ((move.source, -move.amount), (move.target, move.amount)):
            if stage in BUILT_IN:
                continue
            key, across = (*place, stage, move.unit), (move.subject, move.pipeline, stage)
            before, held[key] = held[key], held[key] + amount
            if not before and held[key]:
                handed = came.get(across, move.day) if move.source == CARRIED else move.day
                since[key] = came[across] = handed
            elif before and not held[key] and move.target != CARRIED:
                came.pop(across, None)
    return [
        Standing(*key[:5], key[5], key[6], amount, since[key])
        for key, amount in held.items()
        if amount
    ]


@dataclass(frozen=True)
class Stay:
    """One time a thing stood at a stage; `until` None: it still does."""

    stage: str
    since: date
    until: date | None


def stays(moves: Iterable[SubjectMove], pipeline: Pipeline) -> list[Stay]:
    """Return each time a thing stood at a stage of its own pipeline, in the order it came there.

    A hand-over to another book ends no stay and begins none. Shape: `moves` in the order they
    happened.
    """
    held: dict[str, int] = defaultdict(int)
    found: list[Stay] = []
    open_at: dict[str, int] = {}
    for move in moves:
        if move.unit != pipeline.units[0] or move.pipeline != pipeline.code:
            continue
        for stage, amount in ((move.source, -move.amount), (move.target, move.amount)):
            before, held[stage] = held[stage], held[stage] + amount
            handed = CARRIED in (move.source, move.target) and stage in open_at
            if stage in BUILT_IN or handed:
                continue
            if not before and held[stage]:
                open_at[stage] = len(found)
                found.append(Stay(stage, move.day, None))
            elif before and not held[stage] and stage in open_at:
                n = open_at.pop(stage)
                found[n] = Stay(stage, found[n].since, move.day)
    return found
