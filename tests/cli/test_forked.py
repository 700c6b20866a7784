"""Commands under test share what they have loaded, and nothing of what they read or write."""

from __future__ import annotations

from pathlib import Path

from tests import ready
from tests.example import Installation


def test_the_first_and_those_that_follow_answer_alike(tmp_path: Path) -> None:
    one = Installation(tmp_path)
    one.run("init")
    told = [one.json("pairings", "list") for _ in range(4)]
    assert told == [{"total": 0, "pairings": []}] * 4


def test_what_settings_are_read_from_tells_environments_apart(tmp_path: Path) -> None:
    asked = {"cwd": "/", "env": {"TALLYSTICK_HOME": str(tmp_path)}}
    first = ready._known(asked)
    assert ready._known(asked) == first
    (tmp_path / "secret_key.secret").write_text("another")
    second = ready._known(asked)
    assert second != first
    assert ready._known({**asked, "env": {**asked["env"], "TALLYSTICK_LANG": "zh"}}) != second


def test_settings_that_are_refused_are_refused_each_time(tmp_path: Path) -> None:
    env = {**Installation(tmp_path).environment, "TALLYSTICK_PRODUCTION": "true"}
    told = [ready.run(("verify",), env) for _ in range(3)]
    assert {one.returncode for one in told} == {1}
    assert all("TALLYSTICK_SECRET_KEY is not set" in one.stderr for one in told)
