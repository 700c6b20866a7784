"""Reads: what became of one named thing: its stages, its money, its jobs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tallystick.indicators.queries.watching import line_of_seats
from tallystick.indicators.rules.stages import StageSum, Standing, Stay, funnel, standing, stays
from tallystick.journal.queries import subject_moves
from tallystick.journal.rules import StageFlow, SubjectMove
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Thing
from tallystick.programme.rules.pipelines import Pipeline, pipelines


@dataclass(frozen=True)
class Told:
    """What another pipeline tells of a thing under its own name: money, works, jobs."""

    pipeline: Pipeline
    unit: str
    rows: list[StageSum]


@dataclass(frozen=True)
class ThingStory:
    """Where a thing stands, where it stood before, and what else is told of it."""

    stands: list[Standing]
    stays: list[Stay]
    told: list[Told]


def thing_story(thing: Thing, actor: Actor) -> ThingStory:
    """Return the story of one thing, as far as the actor sees its books; three queries at most.

    Its stages are read through all books, so that a hand-over begins nothing anew; the money is
    that of the places on the line of her seats.
    """
    moves = subject_moves([thing.key], pipelines=())
    line = line_of_seats(actor)
    seen = [m for m in moves if line is None or m.region in line or m.partner in line]
    own = pipelines()[thing.pipeline]
    stands = standing((m for m in moves if m.pipeline == own.code), own.units[:1])
    return ThingStory(
        stands=[one for one in stands if line is None or {one.region, one.partner} & line],
        stays=stays(moves, own),
        told=_told([m for m in seen if m.pipeline != own.code]),
    )


def _told(moves: list[SubjectMove]) -> list[Told]:
    flows: dict[str, list[StageFlow]] = defaultdict(list)
    for move in moves:
        edge = (move.pipeline, move.region, move.cell, move.unit, move.source, move.target)
        flows[move.pipeline].append(StageFlow(*edge, move.day.year, move.amount))
    found = []
    for code, pipeline in pipelines().items():
        for unit in pipeline.units:
            own = [flow for flow in flows.get(code, ()) if flow.unit == unit]
            if own:
                found.append(Told(pipeline, unit, funnel(pipeline, own, unit=unit, year=0)))
    return found
