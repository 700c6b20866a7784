"""Checks of the catalogue of indicators."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import (
    SHOWN_UNITS,
    WORKSTREAMS,
    Aggregation,
    Direction,
    Indicator,
    Kind,
    Tier,
)
from tallystick.programme.rules.checks.registries import Registries, unknown, wordless

PERCENT, BASIS_POINT = "percent", "basis_point"


def unknown_words(found: Registries) -> list[Problem]:
    """Each word of a row of the catalogue is one of the listed ones."""
    return [problem for row in found.indicators.values() for problem in _unknown(found, row)]


def _unknown(found: Registries, row: Indicator) -> list[Problem]:
    return [
        *unknown(row.code, "workstream", [row.workstream], WORKSTREAMS),
        *unknown(row.code, "unit", [row.unit], SHOWN_UNITS),
        *unknown(row.code, "unit", [row.target_unit], {*found.units, ""}),
        *unknown(row.code, "kind", [row.kind], get_args(Kind)),
        *unknown(row.code, "aggregation", [row.aggregation], get_args(Aggregation)),
        *unknown(row.code, "direction", [row.direction], get_args(Direction)),
        *unknown(row.code, "tier", [row.tier], get_args(Tier)),
    ]


def names_and_definitions(found: Registries) -> list[Problem]:
    """Every indicator has a name and a definition in both languages."""
    return [
        problem
        for row in found.indicators.values()
        for label in (
            Words(row.name_en, row.name_zh),
            Words(row.definition_en, row.definition_zh),
        )
        for problem in wordless(row.code, label)
    ]


def target_units(found: Registries) -> list[Problem]:
    """A target is booked as finely as its indicator is shown; a percentage in basis points."""
    return [
        Problem("registry-target-unit", row.code, {"where": row.code}, row.target_unit)
        for row in found.indicators.values()
        if row.target_unit and not _as_fine(found, row)
    ]


def _as_fine(found: Registries, row: Indicator) -> bool:
    if row.unit == PERCENT or row.target_unit == BASIS_POINT:
        return (row.unit, row.target_unit) == (PERCENT, BASIS_POINT)
    return found.units[row.target_unit].scale == row.scale


def versions(found: Registries) -> list[Problem]:
    """Versions of definitions count from one."""
    return [
        Problem("registry-version", row.code, {"where": row.code}, str(row.version))
        for row in found.indicators.values()
        if row.version < 1
    ]


UNKNOWN = (unknown_words,)
CHECKS: tuple[Callable[[Registries], list[Problem]], ...] = (
    names_and_definitions,
    target_units,
    versions,
)
