"""Checks made at every start: the literal registries must agree with one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from tallystick.programme.rules.checks import check_registries


@register()
def registries_agree(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return one error for each fault in the pipelines, bindings and catalogue."""
    return [
        Error(problem.sentence(), id=f"tallystick.{problem.code}") for problem in check_registries()
    ]
