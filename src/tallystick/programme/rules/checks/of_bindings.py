"""Checks of the bindings against the pipelines and the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import get_args

from tallystick.kernel.problem import Problem
from tallystick.programme.rules.bindings import (
    YEAR,
    Balance,
    Binding,
    ClaimOnly,
    Completion,
    Distinct,
    Inflow,
    Measure,
    Ratio,
    Regions,
    Sum,
    Window,
)
from tallystick.programme.rules.checks.registries import Registries, unknown, wordless
from tallystick.programme.rules.vocabulary import split_unit

# The catalogue's word → what may be bound to it; a claim is whatever its source says.
AGGREGATED: dict[str, tuple[type, ...]] = {
    "sum": (Inflow, Distinct, Sum, ClaimOnly),
    "last": (Balance, Regions, ClaimOnly),
    "ratio": (Ratio, Completion, ClaimOnly),
}


def unknown_names(found: Registries) -> list[Problem]:
    """Each indicator, stage and dimension that a binding names is listed."""
    problems = unknown("indicator_bindings.yaml", "indicator", found.bindings, found.indicators)
    for code, binding in found.bindings.items():
        named = [*binding.overlaps, *(binding.parts if isinstance(binding, Sum) else ())]
        if isinstance(binding, Ratio):
            parts = (binding.numerator, binding.denominator)
            named += [part for part in parts if isinstance(part, str)]
        problems += unknown(code, "indicator", named, found.bindings)
    stages = {f"{p.code}.{stage}" for p in found.pipelines.values() for stage in p.stages}
    for code, measure in found.measures():
        problems += unknown(code, "stage", map(str, measure.of), stages)
        problems += unknown(code, "dimension", measure.where, found.dimensions)
        problems += unknown(code, "window", [measure.window], get_args(Window))
    return problems


def every_indicator_bound(found: Registries) -> list[Problem]:
    """Every indicator says how it is computed, or why it cannot be."""
    return [
        Problem("registry-unbound", code, {"where": code})
        for code in found.indicators
        if code not in found.bindings
    ]


def labels(found: Registries) -> list[Problem]:
    """Reasons and notes are written in both languages."""
    return [
        problem
        for code, binding in found.bindings.items()
        for label in (binding.note, binding.why if isinstance(binding, ClaimOnly) else None)
        for problem in wordless(code, label)
    ]


def stages_and_units(found: Registries) -> list[Problem]:
    """A measure reads one pipeline, in units that are counted at each of its stages."""
    problems = []
    for code, measure in found.measures():
        if len({ref.pipeline for ref in measure.of}) != 1:
            problems.append(Problem("registry-mixed-pipelines", code, {"where": code}))
        problems += [
            Problem("registry-uncounted", code, {"where": str(ref)}, unit)
            for ref in measure.of
            for unit in (measure.unit, *measure.variants)
            if unit not in found.counted(ref.pipeline, ref.stage)
        ]
    return problems


def filters(found: Registries) -> list[Problem]:
    """A balance is filtered by kept codes only; a flow also by what is noted where it arrives."""
    problems = []
    for code, measure in found.measures():
        for ref in measure.of:
            pipeline = found.pipelines[ref.pipeline]
            noted = pipeline.stages[ref.stage].noted
            flow = isinstance(measure, Inflow | Distinct)
            problems += [
                Problem("registry-filter", code, {"where": code, "stage": str(ref)}, dimension)
                for dimension in measure.where
                if dimension not in pipeline.kept and not (flow and dimension in noted)
            ]
    return problems


def filter_codes(found: Registries) -> list[Problem]:
    """A filter names codes of its dimension; a year is the year of the report."""
    problems = []
    for code, measure in found.measures():
        for name, wanted in measure.where.items():
            dimension = found.dimensions[name]
            known = [YEAR] if dimension.free == "year" else (dimension.codes or ())
            problems += unknown(code, f"code of {name}", wanted, known)
    return problems


def leaves(found: Registries, code: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the indicators a sum is made of, however deep; a circle yields its own name."""
    binding = found.bindings[code]
    if not isinstance(binding, Sum) or code in above:
        yield code
        return
    for part in binding.parts:
        yield from leaves(found, part, (*above, code))


def meets(one: Binding, other: Binding) -> bool:
    """Return whether two measures may read the same line: no filter keeps them apart."""
    if not isinstance(one, Measure) or not isinstance(other, Measure):
        return False
    apart = any(
        not set(codes) & set(other.where.get(dimension, codes))
        for dimension, codes in one.where.items()
    )
    return one.unit == other.unit and bool(set(one.of) & set(other.of)) and not apart


def sums(found: Registries) -> list[Problem]:
    """Parts of a sum have one unit, none twice, and none that reads what another one reads."""
    problems = []
    for code, binding in found.bindings.items():
        if not isinstance(binding, Sum):
            continue
        parts = list(leaves(found, code))
        bound = {part: found.bindings[part] for part in parts}
        if any(not isinstance(b, Inflow | Distinct | Balance) for b in bound.values()):
            problems.append(Problem("registry-not-addable", code, {"where": code}))
            continue
        if len({b.unit for b in bound.values() if isinstance(b, Measure)}) != 1:
            problems.append(Problem("registry-parts-units", code, {"where": code}))
        problems += [
            Problem("registry-parts-overlap", code, {"where": code, "one": a, "other": b})
            for a, b in combinations(parts, 2)
            if a == b
            or a in bound[b].overlaps
            or b in bound[a].overlaps
            or meets(bound[a], bound[b])
        ]
    return problems


def aggregations(found: Registries) -> list[Problem]:
    """The catalogue and the binding mean the same kind of figure."""
    return [
        Problem("registry-aggregation", code, {"where": code}, binding.measure)
        for code, binding in found.bindings.items()
        if not isinstance(binding, AGGREGATED[found.indicators[code].aggregation])
    ]


def result_units(found: Registries) -> list[Problem]:
    """A figure and its target are counted in the same unit; a percentage is bound as one."""
    problems = []
    for code, binding in found.bindings.items():
        row = found.indicators[code]
        percent = isinstance(binding, Ratio | Completion) and binding.percent
        wrong = percent != (row.unit == "percent")
        if isinstance(binding, Inflow | Distinct | Balance):
            wrong = wrong or row.target_unit != split_unit(binding.unit)[0]
        if isinstance(binding, Sum):
            known = {split_unit(u)[0] for u in _units_of_parts(found, code)}
            wrong = wrong or row.target_unit not in known
        if wrong:
            problems.append(Problem("registry-result-unit", code, {"where": code}, row.unit))
    return problems


def _units_of_parts(found: Registries, code: str) -> set[str]:
    parts = (found.bindings[part] for part in leaves(found, code))
    return {part.unit for part in parts if isinstance(part, Measure)}


UNKNOWN = (unknown_names,)
CHECKS: tuple[Callable[[Registries], list[Problem]], ...] = (
    every_indicator_bound,
    labels,
    stages_and_units,
    filters,
    filter_codes,
    sums,
    aggregations,
    result_units,
)
