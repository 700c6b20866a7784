"""A command that waited too long for others says so in a sentence and ends with 1."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from tests.locked import sqlite_locked

from tallystick.cli import door, main


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("inside", [True, False])
def test_a_busy_book_is_a_sentence_and_no_traceback(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    as_json: bool,
    inside: bool,
) -> None:
    fault = sqlite_locked(tmp_path)
    app = main.Door()

    @app.command()
    def wait(json: bool = False) -> None:
        if not inside:
            raise fault
        with door.refusals(json, rows=0):
            raise fault

    words = ["--json"] if as_json else []
    monkeypatch.setattr(sys, "argv", ["tallystick", *words])
    with pytest.raises(SystemExit) as end:
        app(words)
    told = capsys.readouterr()
    assert end.value.code == 1
    assert "Traceback" not in told.err
    if as_json:
        answer = json.loads(told.out)
        assert [problem["code"] for problem in answer["problems"]] == ["database-busy"]
        assert ("rows" in answer) == inside
    else:
        assert told.err.startswith("The book is busy")


def test_another_failure_is_not_called_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    app = main.Door()

    @app.command()
    def fail() -> None:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(sys, "argv", ["tallystick"])
    with pytest.raises(RuntimeError):
        app([])
