"""What is checked at every start, each check with a fault it catches."""

from __future__ import annotations

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
