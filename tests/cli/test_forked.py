"""Commands under test share what they have loaded, and nothing of what they read or write."""

from __future__ import annotations

import shutil
import urllib.request
from pathlib import Path

from tests import ready
from tests.example import Installation, serving


def test_the_first_and_those_that_follow_answer_alike(
    loaded_example: Installation, tmp_path: Path
) -> None:
    kept = loaded_example.home.with_name("pristine")
    one = Installation(shutil.copytree(kept, tmp_path / "var"))
    told = [one.json("pairings", "list") for _ in range(4)]
    assert told[0]["total"] > 0
    assert told == [told[0]] * 4


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


def test_a_book_that_takes_the_place_of_another_is_read_itself(example: Installation) -> None:
    before = [example.json("pairings", "list")["total"] for _ in range(3)]
    home, elsewhere = example.home, example.home.with_name("elsewhere")
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.move(home, elsewhere)
    home.mkdir()
    for name in ("secret_key.secret", "master_key.secret"):
        shutil.copy(elsewhere / name, home)
    assert ready.run(("pairings", "list"), example.environment).returncode == 1
    shutil.rmtree(home)
    shutil.move(elsewhere, home)
    assert example.json("pairings", "list")["total"] == before[0] == before[2] > 0


def test_servers_of_one_place_follow_each_other(example: Installation) -> None:
    for _ in range(3):
        with (
            serving(example) as address,
            urllib.request.urlopen(f"{address}/sign-in/") as page,  # noqa: S310 (our own)
        ):
            assert page.status == 200
