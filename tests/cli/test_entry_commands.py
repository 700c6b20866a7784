"""Entries from the command line: files, thread, dispute and settlement, review before deciding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cast import Cast, carry, confirm, enter, funds, placed, sale
from typer.testing import CliRunner

from tallystick.cli.main import app
from tallystick.entries import services
from tallystick.entries.models import Entry, State
from tallystick.kernel.code import sha256_hex

PDF = b"%PDF-1.4\n1 0 obj\nan invented receipt\n%%EOF\n"


@pytest.fixture
def cast(cast: Cast, settings: Any, tmp_path: Path) -> Cast:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return cast


def run(*words: str, by: str = "", code: int = 0) -> Any:
    """Run a command as somebody and return what it printed as JSON."""
    named = ["--as", by] if by else []
    done = CliRunner().invoke(app, [*words, "--json", *named])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if done.stdout.startswith("{") else {}


def test_a_draft_gets_its_file_and_is_submitted(cast: Cast, tmp_path: Path) -> None:
    draft = services.draft_entry(report=sale(), by=cast.alice)
    file = tmp_path / "receipt.pdf"
    file.write_bytes(PDF)
    run("entry", "attach", draft.number, str(file), by="alice")
    assert run("entry", "submit", draft.number, by="alice")["state"] == "submitted"
    assert run("entry", "show", draft.number)["evidence"] == [sha256_hex(PDF)]


def test_a_roster_is_named_by_hash_and_count(cast: Cast) -> None:
    draft = services.draft_entry(report=placed({"in_province": 3}), by=cast.alice)
    run("entry", "roster", draft.number, sha256_hex(b"r"), "3", by="alice")
    assert run("entry", "show", draft.number)["evidence"] == [sha256_hex(b"r")]


def test_a_dispute_runs_from_counter_figure_to_settlement(cast: Cast) -> None:
    """no-such-line"""
    number = confirm(cast, sale(500_00)).number
    why = ("--reason", "Ours says less.")
    wrong = run("entry", "dispute", number, *why, "--figure", "7=1", by="bob", code=1)
    assert wrong["problems"][0]["code"] == "no-such-line"
    run("entry", "dispute", number, *why, "--figure", "1=480", by="bob")
    run("entry", "remark", number, "Which platform?", by="alice")
    run("entry", "settle", number, *why, "--figure", "1=490", by="bob")
    assert run("entry", "settle", number, *why, "--figure", "1=490", by="ann")["state"] == "posted"
    told = run("entry", "show", number)
    assert told["thread"][0]["text"] == "Which platform?"
    assert {"name": "Bob", "basis": "settled"}.items() <= told["acts"][-1].items()
    assert "Which platform?" in CliRunner().invoke(app, ["entry", "show", number]).output


def test_an_entry_is_amended_and_withdrawn(cast: Cast) -> None:
    entry = enter(cast, sale(500_00))
    run("entry", "amend", entry.number, "--reason", "again", "--figure", "1=2.5万", by="alice")
    line = Entry.objects.get(pk=entry.pk).lines.get()
    assert (line.amount, line.precision) == (25_000_00, 1_000_00)
    run("entry", "withdraw", entry.number, "--reason", "not ours", by="alice")
    assert Entry.objects.get(pk=entry.pk).state == State.WITHDRAWN


def test_what_waits_is_posted_when_its_step_stands(cast: Cast) -> None:
    waits = carry(cast, funds("received>allocated", 70))
    assert run("post-waiting", "east-west", by="bob")["entries"] == []
    told = CliRunner().invoke(app, ["post-waiting", "east-west", "--as", "bob"]).output
    assert told.strip() == "Nothing that waits can be posted yet."
    shown = CliRunner().invoke(app, ["entry", "show", waits.number]).output
    assert "waits: Fir does not have enough yuan in “Received”" in " ".join(shown.split())
    carry(cast, funds("committed>received", 100))
    assert Entry.objects.get(pk=waits.pk).state == State.POSTED


def test_many_are_reviewed_before_they_are_matched(cast: Cast) -> None:
    for amount in (123_00, 5_000_000_00):
        confirm(cast, sale(amount))
    seen = run("match", "--waiting", "--review", by="bob")
    assert seen["totals"][0]["amount"] == "5000123.00" or seen["totals"][0]["amount"] == 5000123
    codes = [w["code"] for row in seen["entries"] for w in row["warnings"]]
    assert codes == ["warn-round"]
    assert Entry.objects.filter(state=State.CONFIRMED).count() == 2
    assert (
        "to check"
        in CliRunner().invoke(app, ["match", "--waiting", "--review", "--as", "bob"]).output.lower()
    )
    assert len(run("match", "--waiting", by="bob")["entries"]) == 2
    assert any(row["warnings"] for row in run("entries", "--state", "posted")["entries"])


def test_somebody_says_which_entries_she_means(cast: Cast) -> None:
    run("match", by="bob", code=2)
