"""What a run that takes permissions away keeps: it looks at a test once, and asks the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.permissions.kept import Kept
from tests.permissions.mutants import Mutant

MATCH = Mutant(0, "entries/services/matching.py", 51, "asks", "seat = desk.seat(…)")
SEEN = Mutant(1, "access/models.py", 9, "sees", "return self.filter(…)")


def looked(path: Path) -> Kept:
    """Return what is kept of three tests, read again from its file."""
    kept = Kept(path)
    for test, seconds, came_by in (
        ("tests/web/test_pages.py::test_a", 0.1, (MATCH, SEEN)),
        ("tests/entries/test_matching.py::test_b", 3.0, (MATCH,)),
        ("tests/entries/test_matching.py::test_c", 0.2, (MATCH,)),
    ):
        kept.look(test, seconds, [mutant.name for mutant in came_by], sound=True)
    kept.look_saved([MATCH, SEEN])
    return Kept(path)


def test_tests_of_its_own_room_go_first_and_the_quickest_of_them(tmp_path: Path) -> None:
    names = [name.rpartition("_")[2] for name in looked(tmp_path / "p.json").tests(MATCH)]
    assert names == ["c", "b", "a"]


def test_a_slow_room_is_asked_after_the_matrix(tmp_path: Path) -> None:
    kept = looked(tmp_path / "p.json")
    kept.look("tests/matrix/test_matrix.py::test_m", 9.0, [MATCH.name], sound=True)
    kept.look("tests/entries/test_matching.py::test_slow", 30.0, [MATCH.name], sound=True)
    names = [name.rpartition("_")[2] for name in kept.tests(MATCH)]
    assert names == ["c", "b", "m", "slow", "a"]


def test_the_table_of_who_may_what_is_asked_before_the_matrix(tmp_path: Path) -> None:
    kept = looked(tmp_path / "p.json")
    kept.look("tests/matrix/test_matrix.py::test_m", 9.0, [MATCH.name], sound=True)
    kept.look("tests/access/test_who_may_what.py::test_act", 0.1, [MATCH.name], sound=True)
    names = [name.rpartition("_")[2] for name in kept.tests(MATCH)]
    assert names == ["act", "c", "b", "m", "a"]


def test_what_fails_by_itself_is_not_asked(tmp_path: Path) -> None:
    kept = looked(tmp_path / "p.json")
    kept.look("tests/entries/test_matching.py::test_c", 0.2, [MATCH.name], sound=False)
    assert "tests/entries/test_matching.py::test_c" not in kept.tests(MATCH)


def test_after_a_change_only_what_came_by_that_file_is_looked_at_again(tmp_path: Path) -> None:
    kept = looked(tmp_path / "p.json")
    names = sorted(kept.took)
    assert kept.not_seen(names, [MATCH, SEEN]) == []
    moved = Mutant(1, "access/models.py", 10, "sees", "return self.filter(…)")
    assert kept.not_seen(names, [MATCH, moved]) == ["tests/web/test_pages.py::test_a"]
    assert kept.not_seen([*names, "tests/new.py::test_d"], [MATCH, SEEN]) == [
        "tests/new.py::test_d"
    ]


def test_a_test_whose_own_file_changed_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = looked(tmp_path / "p.json")
    monkeypatch.setattr("tests.permissions.kept._hash", lambda file: str("pages" in file))
    kept.look("tests/entries/test_matching.py::test_b", 3.0, [MATCH.name], sound=True)
    kept.look("tests/entries/test_matching.py::test_c", 0.2, [MATCH.name], sound=True)
    assert kept.not_seen(sorted(kept.took), [MATCH, SEEN]) == ["tests/web/test_pages.py::test_a"]


def test_a_verdict_stays_with_its_line(tmp_path: Path) -> None:
    looked(tmp_path / "p.json").decide(MATCH, "killed")
    kept = Kept(tmp_path / "p.json")
    assert (kept.verdict(MATCH), kept.verdict(SEEN)) == ("killed", "not tried")
