"""What is checked at every start, each check with a fault it catches."""

from __future__ import annotations

from typing import Any

import pytest

from tallystick.access.rules import PolicyRow, Where
from tallystick.config import checks


def test_the_shipped_registries_and_policies_agree() -> None:
    assert checks.registries_agree() == []
    assert checks.policies_are_declared_once() == []


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("a.b", "clerk"), ("a.b", "clerk")], "tallystick.policy-twice"),
        ([("a.b", "boss")], "tallystick.policy-role"),
    ],
)
def test_a_policy_declared_twice_or_for_nobody_is_caught(
    monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, str]], fault: str
) -> None:
    planted = tuple(PolicyRow(a, frozenset({role}), Where.ANYWHERE, "planted") for a, role in rows)
    monkeypatch.setattr(checks, "ROOM_POLICIES", (planted,))
    assert [error.id for error in checks.policies_are_declared_once()] == [fault]


def test_a_second_factor_asked_of_no_role_is_caught(settings: Any) -> None:
    assert checks.second_factors_are_asked_of_roles() == []
    settings.SECOND_FACTOR_ROLES = ["head", "matchers"]
    (error,) = checks.second_factors_are_asked_of_roles()
    assert error.id == "tallystick.second-factor-role"
    assert "'matchers'" in error.msg
