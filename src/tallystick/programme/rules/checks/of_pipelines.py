"""Checks of units, dimensions and pipelines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.rules.checks.registries import Registries, unknown, wordless
from tallystick.programme.rules.pipelines import OUTSIDE, Pipeline, Stage, split_move
from tallystick.programme.rules.records import declared_problems
from tallystick.programme.rules.vocabulary import AS_INDICATOR

KEPT_AT_MOST = 3
WAYS_OF_FEEDING = ("itemised", "year_to_date", "level")
FREE = ("year", "period", "indicator", "pipeline")
ROLLUPS = ("sum", "node")
BACK = "back"
WATCHES = ("unlanded", "idle")


def unknown_names(found: Registries) -> list[Problem]:
    """Each unit, dimension and stage that a pipeline names is listed."""
    return [
        problem for pipeline in found.pipelines.values() for problem in _unknown(found, pipeline)
    ]


def _unknown(found: Registries, pipeline: Pipeline) -> list[Problem]:
    code = pipeline.code
    stages = pipeline.stages
    moves = {f"{source}>{target}" for target, s in stages.items() for source in s.sources}
    return [
        *unknown(code, "unit", pipeline.units, {*found.units, AS_INDICATOR}),
        *unknown(code, "dimension", pipeline.kept, found.dimensions),
        *unknown(code, "way of feeding", pipeline.fed, WAYS_OF_FEEDING),
        *unknown(code, "way of summing", [pipeline.rollup], ROLLUPS),
        *unknown(code, "move", pipeline.said, moves),
        *unknown(code, "move", filter(None, [pipeline.rise]), moves),
        *unknown(code, "move", filter(None, [pipeline.fall]), {*moves, BACK}),
        *unknown(code, "pipeline", pipeline.subject.of, found.pipelines),
        *_unknown_in_record(found, pipeline),
        *(p for stage in stages.values() for p in _unknown_at(found, pipeline, stage)),
    ]


def _unknown_at(found: Registries, pipeline: Pipeline, stage: Stage) -> list[Problem]:
    where = f"{pipeline.code}.{stage.code}"
    return [
        *unknown(where, "stage", stage.sources, {*pipeline.stages, OUTSIDE} - {stage.code}),
        *unknown(where, "dimension", stage.noted, found.dimensions),
        *unknown(where, "unit", stage.units, pipeline.units),
        *unknown(where, "list", filter(None, [stage.watch]), WATCHES),
    ]


def _unknown_in_record(found: Registries, pipeline: Pipeline) -> list[Problem]:
    named = {"thing": pipeline.record.thing, "entry": pipeline.record.entry}
    return [
        problem
        for part, fields in named.items()
        for problem in (
            *declared_problems(
                f"{pipeline.code}.{part}",
                fields,
                stages=set(pipeline.stages),
                dimensions=found.dimensions,
            ),
            *unknown(
                f"{pipeline.code}.{part}",
                "pipeline",
                [f.of for f in fields.values() if f.kind == "thing"],
                found.pipelines,
            ),
        )
    ]


def unknown_codes(found: Registries) -> list[Problem]:
    """A dimension lists its codes or says where they are, not both and not neither."""
    return [
        Problem("registry-codes", code, {"where": code})
        for code, dimension in found.dimensions.items()
        if (dimension.codes is None) != (dimension.free in FREE)
        or any(not isinstance(value, str) for value in dimension.codes or ())
    ]


def labels(found: Registries) -> list[Problem]:
    """Everything a clerk reads has words in both languages."""
    named = [
        *((f"unit {u.code}", u) for u in found.units.values()),
        *((f"{u.code}/{part}", w) for u in found.units.values() for part, w in u.of_whom.items()),
        *((f"dimension {d.code}", d) for d in found.dimensions.values()),
        *(
            (f"{d.code}={c}", w)
            for d in found.dimensions.values()
            for c, w in (d.codes or {}).items()
        ),
        *((p.code, p) for p in found.pipelines.values()),
        *((f"{p.code} subject", p.subject) for p in found.pipelines.values()),
        *((f"{p.code}.{s.code}", s) for p in found.pipelines.values() for s in p.stages.values()),
        *(
            (f"{p.code}.{s} proof", w)
            for p in found.pipelines.values()
            for s, w in p.evidence.items()
        ),
        *((f"{p.code} {move}", w) for p in found.pipelines.values() for move, w in p.said.items()),
        *(named for p in found.pipelines.values() for named in _record_labels(p)),
    ]
    return [problem for where, label in named for problem in wordless(where, label)]


def _record_labels(pipeline: Pipeline) -> Iterator[tuple[str, Words]]:
    for fields in (pipeline.record.thing, pipeline.record.entry):
        for one in fields.values():
            yield f"{pipeline.code} {one.code}", one
            for code, label in one.codes.items():
                yield f"{pipeline.code} {one.code}={code}", label


def kept_and_noted(found: Registries) -> list[Problem]:
    """At most three codes are kept, and none of them is noted as well."""
    problems = []
    for code, pipeline in found.pipelines.items():
        if len(pipeline.kept) > KEPT_AT_MOST:
            problems.append(Problem("registry-too-many-kept", code, {"where": code}))
        for stage, noted in pipeline.noted.items():
            problems += [
                Problem("registry-kept-and-noted", f"{code}.{stage}", {"where": code}, dimension)
                for dimension in noted
                if dimension in pipeline.kept
            ]
    return problems


def levels(found: Registries) -> list[Problem]:
    """A pipeline that is stated by level says how the level rises and falls, and no other does.

    A fall begins where the rise ends, or takes the older reading back.
    """
    problems = []
    for code, pipeline in found.pipelines.items():
        said = {bool(pipeline.rise), bool(pipeline.fall), "level" in pipeline.fed}
        top, start = split_move(pipeline.rise)[1], split_move(pipeline.fall)[0]
        if len(said) != 1 or (pipeline.fall not in ("", BACK) and start != top):
            problems.append(Problem("registry-level-moves", code, {"where": code}))
    return problems


def promises(found: Registries) -> list[Problem]:
    """What was promised is always drawn: nothing gets from outside past the promise."""
    problems = []
    for code, pipeline in found.pipelines.items():
        for promise in (s.code for s in pipeline.stages.values() if s.promise):
            drawn = [s for s in pipeline.stages.values() if promise in s.sources]
            where = f"{code}.{promise}"
            if not drawn:
                problems.append(Problem("registry-promise-not-drawn", where, {"where": where}))
            problems += [
                Problem("registry-promise-passed", where, {"where": where}, s.code)
                for s in drawn
                if OUTSIDE in s.sources
            ]
    return problems


def reach(found: Registries) -> list[Problem]:
    """Every stage can be reached from outside."""
    problems = []
    for code, pipeline in found.pipelines.items():
        reached, before = {OUTSIDE}, 0
        while len(reached) > before:
            before = len(reached)
            reached |= {t for t, sources in pipeline.moves.items() if reached & set(sources)}
        problems += [
            Problem("registry-unreached", f"{code}.{stage}", {"where": f"{code}.{stage}"})
            for stage in pipeline.stages.keys() - reached
        ]
    return problems


def named_once(found: Registries) -> list[Problem]:
    """A named thing has a live stage to stand in, and is counted as one in every live stage."""
    problems = []
    for code, pipeline in found.pipelines.items():
        if not pipeline.subject.once:
            continue
        if not pipeline.live:
            problems.append(Problem("registry-nothing-live", code, {"where": code}))
        problems += [
            Problem("registry-uncounted", code, {"where": f"{code}.{stage}"}, pipeline.units[0])
            for stage in sorted(pipeline.live)
            if pipeline.units[0] not in pipeline.stages[stage].units
        ]
    return problems


UNKNOWN = (unknown_names, unknown_codes)
CHECKS: tuple[Callable[[Registries], list[Problem]], ...] = (
    labels,
    kept_and_noted,
    levels,
    promises,
    reach,
    named_once,
)
