"""Do the registries agree with one another? Asked at every start, before a figure is shown."""

from __future__ import annotations

from tallystick.kernel.problem import Problem
from tallystick.programme.rules.checks import of_bindings, of_catalogue, of_pipelines
from tallystick.programme.rules.checks.registries import Registries, registries

__all__ = ["Registries", "check_registries", "registries"]

UNKNOWN = (*of_pipelines.UNKNOWN, *of_catalogue.UNKNOWN, *of_bindings.UNKNOWN)
CHECKS = (*of_pipelines.CHECKS, *of_catalogue.CHECKS, *of_bindings.CHECKS)


def check_registries(found: Registries | None = None) -> list[Problem]:
    """Return every fault in the pipelines, the catalogue and the bindings.

    What names something unknown is reported first and alone: the other checks would stumble on it.

    >>> check_registries()
    []
    """
    found = found or registries()
    unknown = [problem for check in UNKNOWN for problem in check(found)]
    return unknown or [problem for check in CHECKS for problem in check(found)]
