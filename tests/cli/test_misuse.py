"""The command line called wrongly, in two languages, twice at once: an answer, never a trace."""

from __future__ import annotations

import json
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests import ready
from tests.example import TALLYSTICK, Installation

from tallystick.entries.models import State
from tallystick.entries.services.matching import BASES
from tallystick.kernel.problem import Problem

LISTS = ("meetings", "commitments", "readouts")
STATES = ", ".join(State.values)


def called(home: Installation, *words: str, **environment: str) -> ready.Done:
    return ready.run(words, {**home.environment, **environment})


def started(home: Installation, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is begun from nothing, as where two of them meet."""
    return subprocess.run(  # noqa: S603 (our own command)
        [TALLYSTICK, *words], env=home.environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("entries", "--state", "nope"), STATES),
        (("match", "E-1", "--basis", "nope"), ", ".join(map(str, BASES))),
        (("explain", "--pairing", "x", "--year", "2019"), "--indicator"),
        (("scorecard", "--pairing", "x", "--year", "1800"), "1900"),
        (("frameworks", "score", "sdg", "--pairing", "x", "--year", "99999"), "2200"),
        (("claims", "compare", "--year", "0"), "1900"),
        *(((what, "list", "--year", "9" * 20), "2200") for what in LISTS),
        (("import", "claims", "/no/such/file"), "does not exist"),
        (("confirm",), "numbers"),
        (("entries", "--limit", "0"), "1"),
    ],
)
def test_a_wrong_call_says_what_there_is_and_ends_with_two(
    loaded_example: Installation, words: tuple[str, ...], said: str
) -> None:
    plain = called(loaded_example, *words)
    assert plain.returncode == 2
    assert said in " ".join(plain.stderr.replace("│", "").split())
    told = loaded_example.json(*words, code=2)
    assert [problem["code"] for problem in told["problems"]] == ["called-wrongly"]
    assert said in told["problems"][0]["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("entries", "--pairing", "nowhere"),
        ("claims", "--pairing", "nowhere"),
        ("claims", "--indicator", "NO_SUCH"),
        ("entries", "--as", "nobody"),
    ],
)
def test_what_does_not_exist_is_a_problem_and_no_empty_list(
    loaded_example: Installation, words: tuple[str, ...]
) -> None:
    told = loaded_example.json(*words, code=1)
    assert [problem["code"] for problem in told["problems"]] == ["not-found"]


@pytest.mark.parametrize(
    "words",
    [
        ("brief", "--pairing", "dalian-liupanshui", "--year", "2019", "--out"),
        ("export", "canonical", "liaoning-guizhou", "--out"),
    ],
)
def test_a_file_for_a_folder_that_is_not_there_is_misuse(
    loaded_example: Installation, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """no-such-folder"""
    done = called(loaded_example, *words, str(tmp_path / "none" / "file"))
    assert done.returncode == 2
    assert "There is no folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_problems_come_in_the_language_asked_for(loaded_example: Installation) -> None:
    asked = ("scorecard", "--pairing", "nowhere", "--year", "2019")
    chinese = "没有代码为 nowhere 的结对。核对拼写。"
    assert called(loaded_example, "--lang", "zh", *asked).stderr.strip() == chinese
    assert called(loaded_example, *asked, TALLYSTICK_LANG="zh").stderr.strip() == chinese
    assert called(loaded_example, *asked, LC_ALL="zh_CN.UTF-8").stderr.strip() == chinese
    english = called(loaded_example, "--lang", "en", *asked, LC_ALL="zh_CN.UTF-8").stderr
    assert english.startswith("There is no pairing")
    assert called(loaded_example, "--lang", "fr", *asked).returncode == 2
    words = Problem("not-in-list", "", {"choices": "en, zh"}, "fr").sentence()
    assert words in called(loaded_example, "--lang", "fr", *asked).stderr


def test_a_failure_of_our_own_is_json_too(loaded_example: Installation, tmp_path: Path) -> None:
    broken = Installation(tmp_path, url=f"sqlite://{tmp_path}/no/such/folder/db.sqlite3")
    done = called(broken, "verify", "--json")
    assert done.returncode == 1
    assert [row["code"] for row in json.loads(done.stdout)["problems"]] == ["failed"]


def test_two_first_starts_at_once_both_end_well(tmp_path: Path) -> None:
    home = Installation(tmp_path / "fresh")
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: started(home, "init", "--json"), range(2)))
    assert [done.returncode for done in both] == [0, 0], [done.stderr[-500:] for done in both]
    assert [json.loads(done.stdout)["ready"] for done in both] == [True, True]
    secrets = {(home.home / f"{name}.secret").read_text() for name in ("secret_key", "master_key")}
    assert {len(secret) for secret in secrets} == {64}


def test_a_port_that_somebody_holds_is_not_served_on_by_turns(tmp_path: Path) -> None:
    home = Installation(tmp_path)
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as held:
        port = held.getsockname()[1]
        refused = home.json("serve", "--port", str(port), code=1)
    assert [one["code"] for one in refused["problems"]] == ["port-taken"]
    assert str(port) in refused["problems"][0]["message"]


def test_a_word_that_is_no_text_is_told_and_asked_of_no_database(
    loaded_example: Installation,
) -> None:
    for words in (("meetings", "show"), ("practices", "list", "--words"), ("acts", "--as")):
        plain = subprocess.run(  # noqa: S603 (our own command)
            [TALLYSTICK, *words, b"caf\xe9"],
            env=loaded_example.environment,
            capture_output=True,
            check=False,
        )
        assert (plain.returncode, plain.stdout) == (2, b"")
        assert "UTF-8" in plain.stderr.decode()
        assert b"Traceback" not in plain.stderr
    told = subprocess.run(  # noqa: S603 (our own command)
        [TALLYSTICK, "meetings", "show", b"caf\xe9", "--json"],
        env=loaded_example.environment,
        capture_output=True,
        check=False,
    )
    assert [one["code"] for one in json.loads(told.stdout)["problems"]] == ["word-no-text"]


def test_a_file_that_is_no_text_is_told(loaded_example: Installation, tmp_path: Path) -> None:
    file = tmp_path / "body.txt"
    file.write_bytes(b"caf\xe9")
    ways = (("announcements", "edit", "none", "--body"), ("entries", "new"))
    for words in ways:
        told = loaded_example.json(*words, str(file), "--as", "wang.lei", code=1)
        assert [one["code"] for one in told["problems"]] == ["file-no-text"]
