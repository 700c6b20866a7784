"""Checks made at every start: the literal registries must agree with one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from tallystick.access import policy as access_policy
from tallystick.access.models import Role
from tallystick.access.rules import index_rows
from tallystick.entries import policy as entries_policy
from tallystick.exchanges import policy as exchanges_policy
from tallystick.indicators import policy as indicators_policy
from tallystick.programme import policy as programme_policy
from tallystick.programme.rules.checks import check_registries

ROOM_POLICIES = (
    access_policy.POLICY,
    programme_policy.POLICY,
    entries_policy.POLICY,
    indicators_policy.POLICY,
    exchanges_policy.POLICY,
)


@register()
def policies_are_declared_once(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return an error when two rooms declare the same act, or a row names an unknown role."""
    try:
        rows = index_rows(row for policy in ROOM_POLICIES for row in policy)
    except ValueError as twice:
        return [Error(str(twice), id="tallystick.policy-twice")]
    known = set(Role.values)
    return [
        Error(f"{row.action} names an unknown role", id="tallystick.policy-role")
        for row in rows.values()
        if row.roles - known
    ]


@register()
def second_factors_are_asked_of_roles(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return an error for each word among SECOND_FACTOR_ROLES that is no role: it asks nobody."""
    return [
        Error(
            f"TALLYSTICK_SECOND_FACTOR_ROLES names {word!r}, which is no role. "
            f"Roles are: {', '.join(Role.values)}.",
            id="tallystick.second-factor-role",
        )
        for word in settings.SECOND_FACTOR_ROLES
        if word not in Role.values
    ]


@register()
def registries_agree(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return one error for each fault in the pipelines, bindings and catalogue."""
    return [
        Error(problem.sentence(), id=f"tallystick.{problem.code}") for problem in check_registries()
    ]
