"""A clerk reports one thing from a small file, hands it on, and names things, on the command line.

Of `tallystick.cli.reporting`, `tallystick.cli.things` and `tallystick.interchange.notes`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cast import Cast
from typer.testing import CliRunner

from tallystick.cli.door import print_problems, start_words
from tallystick.cli.main import app
from tallystick.entries.models import Entry, State
from tallystick.interchange.sheets.rows import at, at_cell
from tallystick.kernel.problem import Problem
from tallystick.programme.models import Thing

NOTE = """
pairing: quay-fir
region: xx-fir-mill
partner: xx-quay
pipeline: funds
move: committed>received
on: 2020-04-15
title: City funds
amounts:
  - {unit: CNY, amount: 600000, payer_level: city, budget_year: 2020}
  - {unit: CNY, amount: 400000, payer_level: county, budget_year: 2020}
record: {payer: Quay treasury, partner_agreed_on: 2020-04-01}
"""
PDF = b"%PDF-1.4 an invented receipt"


def run(*words: str, code: int = 0) -> Any:
    """Run a command with `--json`, insist on its exit code, return what it printed."""
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def codes(answer: Any) -> set[str]:
    return {problem["code"] for problem in answer["problems"]}


@pytest.fixture
def note(cast: Cast, tmp_path: Path) -> Path:
    path = tmp_path / "funds.yaml"
    path.write_text(NOTE, "utf-8")
    return path


def test_a_note_becomes_a_draft_and_is_handed_on_by_its_clerk(note: Path, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(PDF)
    made = run("entries", "new", str(note), "--evidence", str(receipt), "--as", "alice")["entry"]
    entry = Entry.objects.get(number=made["number"])
    assert entry.state == State.DRAFT
    assert entry.details == {"payer": "Quay treasury", "partner_agreed_on": "2020-04-01"}
    assert sorted(line.amount for line in entry.lines.all()) == [400_000_00, 600_000_00]
    assert entry.evidence_links.count() == 1
    run("entries", "submit", made["number"], "--as", "bob", code=1)
    done = run("entries", "submit", made["number"], "--as", "alice")
    assert done["entries"][0]["state"] == "submitted"
    assert run("entries", "--as", "alice")["total"] == 1


def test_every_fault_of_a_note_is_told_at_once(note: Path) -> None:
    """note-unknown-key, note-unreadable"""
    bad = NOTE.replace("600000", "about six").replace("2020-04-15", "soon") + "colour: red\n"
    note.write_text(bad, "utf-8")
    refused = run("entries", "new", str(note), "--as", "alice", code=1)
    assert {"note-unknown-key", "no-date"} <= codes(refused)
    assert {p["row"] for p in refused["problems"]} == {None, 1, 2}
    for text in ("pairing: [", "just words"):
        note.write_text(text, "utf-8")
        refused = run("entries", "new", str(note), "--as", "alice", code=1)
        assert codes(refused) == {"note-unreadable"}
    assert not Entry.objects.exists()


def test_where_a_fault_lies_is_said_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Problem("cell-empty")
    faults = [at(3, "unit", empty), at(4, "", empty), at_cell("Funds", "D", 7, "amount", empty)]
    faults += [Problem("cell-empty", "lines.2.amount"), Problem("cell-empty", "happened_on")]
    for lang, places in (
        ("en", ["row 3, column unit", "row 4", "Funds!D7", "lines.2.amount", "happened_on"]),
        ("zh", ["第3行 unit 列", "第4行", "Funds!D7", "明细 2 数额", "发生日期"]),
    ):
        monkeypatch.setenv("TALLYSTICK_LANG", lang)
        start_words()
        print_problems(faults)
        lines = capsys.readouterr().err.splitlines()
        assert [line.split("：" if lang == "zh" else ": ")[0] for line in lines] == places


def test_a_thing_is_named_shown_and_edited(cast: Cast) -> None:
    """option-no-pair"""
    named = ("things", "name", "--kind", "project", "--region", "xx-fir-mill")
    firm = ("--record", "enterprise=Quay Foods", "--as", "alice")
    made = run(*named, "--name", "Flour mill", *firm)
    twin = run(*named, "--name", "Flour mill project", *firm, code=1)
    assert codes(twin) == {"thing-likely-same"}
    other = ("--other", f"{made['code']}=in the next village")
    run(*named, "--name", "Flour mill project", *firm, *other)
    assert run("things", "list", "--kind", "project", "--as", "bob")["total"] == 2
    edited = ("things", "edit", made["code"], "--reason", "site chosen", "--as", "alice")
    assert codes(run(*edited, "--record", "site", code=1)) == {"option-no-pair"}
    run(*edited, "--record", "site=Mill town")
    shown = run("things", "show", made["code"], "--as", "alice")
    assert shown["record"] == {"enterprise": "Quay Foods", "site": "Mill town"}
    assert [act["why"] for act in shown["history"]] == ["site chosen", ""]
    assert CliRunner().invoke(app, ["things", "show", made["code"]]).exit_code == 0
    assert Thing.objects.get(code=made["code"]).version == 2


def test_a_roster_becomes_keys_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """worker-key-short, worker-key-there"""
    roster, key = tmp_path / "roster.csv", tmp_path / "county.key"
    roster.write_text("ID,name\n5202001990,A\n5202001991,B\n520200 1990,A again\n", "utf-8")
    words = ("workers", "keys", str(roster), "--key-file", str(key))
    first = run(*words, "--new-key")
    assert (first["rows"], first["persons"]) == (3, 2)
    assert key.stat().st_mode & 0o777 == 0o600
    assert run(*words)["keys"] == first["keys"]
    assert "5202001990" not in json.dumps(first)
    assert codes(run(*words, "--new-key", code=1)) == {"worker-key-there"}
    other = tmp_path / "other.key"
    run("workers", "keys", str(roster), "--key-file", str(other), "--new-key")
    assert run("workers", "keys", str(roster), "--key-file", str(other))["keys"] != first["keys"]
    other.write_text("short", "utf-8")
    short = run("workers", "keys", str(roster), "--key-file", str(other), code=1)
    assert codes(short) == {"worker-key-short"}
    roster.write_text("ID,name\n,A\n", "utf-8")
    assert codes(run(*words, code=1)) == {"cell-empty"}


def test_a_key_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    """worker-key-unread, worker-key-unwritten"""
    roster = tmp_path / "roster.csv"
    roster.write_text("id\n5202001990\n", "utf-8")
    words = ("workers", "keys", str(roster), "--key-file")
    assert codes(run(*words, str(tmp_path / "none.key"), code=1)) == {"worker-key-unread"}
    nowhere = str(tmp_path / "no folder" / "county.key")
    assert codes(run(*words, nowhere, "--new-key", code=1)) == {"worker-key-unwritten"}


@pytest.mark.parametrize(("lang", "told"), [("en", "Persons: 1"), ("zh", "人数：1")])
def test_keys_are_printed_for_people_where_no_book_is(tmp_path: Path, lang: str, told: str) -> None:
    """A command of its own: inside this run Django has started long ago."""
    roster, key = tmp_path / "roster.csv", tmp_path / "county.key"
    roster.write_text("id\n5202001990\n", "utf-8")
    home = tmp_path / "home"
    done = subprocess.run(  # noqa: S603 (our own program, words of this test)
        [sys.executable, "-c", "from tallystick.cli.main import app; app()", "--lang", lang,
         "workers", "keys", str(roster), "--key-file", str(key), "--new-key"],
        env={**os.environ, "TALLYSTICK_HOME": str(home)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("w-")
    assert told in done.stdout
    assert not home.exists()
