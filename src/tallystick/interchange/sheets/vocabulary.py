"""The words a file of entries may use, as plain values; `shipped` has those of the registries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tallystick.programme.rules.pipelines import (
    CARRIED,
    Pipeline,
    dimensions,
    pipelines,
    units,
    units_of,
)
from tallystick.programme.rules.records import Fields


@dataclass(frozen=True)
class PipelineWords:
    """One pipeline: its moves as "source>target", what is counted at a stage, what tells apart.

    `units` and `noted` map a stage to its units and to the dimensions said of a move into it;
    `record` has the fields of one report.
    """

    moves: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    kept: tuple[str, ...] = ()
    noted: Mapping[str, tuple[str, ...]] | None = None
    record: Fields = field(default_factory=dict)

    def open_at(self, stage: str) -> tuple[str, ...]:
        """Return the dimensions that may be stated of a move into a stage."""
        return (*self.kept, *(self.noted or {}).get(stage, ()))


@dataclass(frozen=True)
class Vocabulary:
    """All a file of entries may say.

    `dimensions` maps a dimension to its codes, or to None where they come from elsewhere (years).
    `scales` maps a unit, parts such as `person/women` included, to its decimal places.
    """

    pipelines: Mapping[str, PipelineWords]
    dimensions: Mapping[str, frozenset[str] | None]
    scales: Mapping[str, int]


@cache
def shipped() -> Vocabulary:
    """Return the vocabulary of the shipped registries.

    >>> "committed>received" in shipped().pipelines["funds"].moves, shipped().scales["CNY"]
    (True, 2)
    """
    scales = {code: unit.scale for code, unit in units().items()}
    parts = {
        f"{code}/{part}": unit.scale for code, unit in units().items() for part in unit.of_whom
    }
    return Vocabulary(
        pipelines={code: _words(code, pipeline) for code, pipeline in pipelines().items()},
        dimensions={
            code: None if dimension.codes is None else frozenset(dimension.codes)
            for code, dimension in dimensions().items()
        },
        scales={**scales, **parts},
    )


def _words(code: str, pipeline: Pipeline) -> PipelineWords:
    stages = pipeline.stages
    listed = [f"{source}>{stage}" for stage, into in pipeline.moves.items() for source in into]
    opening = [f"{CARRIED}>{stage}" for stage in stages]
    return PipelineWords(
        moves=tuple(dict.fromkeys([*listed, *opening])),
        units={stage: units_of(code, stage) for stage in stages},
        kept=pipeline.kept,
        noted=pipeline.noted,
        record=pipeline.record.entry,
    )
