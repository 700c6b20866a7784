"""`tallystick workbook …`: out, filled in, checked, marked, and taken in."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from tests.cast import Cast, confirm, sale
from tests.interchange.test_workbook_matching import answer
from tests.interchange.workbooks import SALE, TOP, fill
from typer.testing import CliRunner

from tallystick.cli.main import app
from tallystick.entries.models import Entry
from tallystick.interchange.excel.waiting import FIRST

pytestmark = pytest.mark.usefixtures("cast")


def run(*words: str, code: int = 0) -> dict[str, object]:
    """Run a command as Alice and return what it prints as JSON."""
    result = CliRunner().invoke(app, [*words, "--as", "alice", "--json"])
    assert result.exit_code == code, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def downloaded(folder: Path) -> Path:
    """Return Alice's workbook of March 2020."""
    file = folder / "march.xlsx"
    frame = ("--pairing", "quay-fir", "--side", "supported", "--period", "2020-03")
    run("workbook", "entries-out", *frame, "--pipeline", "sale", "--out", str(file))
    return file


def filled(file: Path, *rows: dict[str, object]) -> str:
    book = openpyxl.load_workbook(file)
    for n, row in enumerate(rows):
        fill(book["Sale"], TOP + n, **{**SALE, **row})
    book.save(file)
    return str(file)


def test_a_workbook_goes_out_and_comes_back(cast: Cast, tmp_path: Path) -> None:
    file = filled(downloaded(tmp_path), {}, {"CNY": 9})
    checked = run("workbook", "entries-in", file, "--dry-run")
    assert (checked["rows"], checked["accepted"], checked["written"]) == (2, 2, 0)
    taken = run("workbook", "entries-in", file)
    assert (taken["written"], len(taken["entries"])) == (2, 2)  # type: ignore[arg-type]
    again = run("workbook", "entries-in", file, "--dry-run")
    assert again["known_already"] == 2
    assert again["sums"] == [
        {"pipeline": "sale", "move": "outside>sold", "statement": "itemised", "unit": "CNY",
         "new": 0, "new_count": 0, "known": 509, "known_count": 2, "rough": False}
    ]  # fmt: skip


def test_a_dry_run_says_the_sums_to_hold_against_the_sheet(cast: Cast, tmp_path: Path) -> None:
    file = filled(downloaded(tmp_path), {}, {"CNY": 9.25}, {"CNY": "many"})
    checked = run("workbook", "entries-in", file, "--dry-run", code=1)
    (one,) = checked["sums"]  # type: ignore[misc]
    assert (one["new"], one["new_count"]) == ("509.25", 2)  # type: ignore[index]
    told = CliRunner().invoke(app, ["workbook", "entries-in", file, "--dry-run", "--as", "alice"])
    assert "new 509.25 yuan (2), known already 0 yuan (0)" in told.stdout


def test_bad_cells_are_named_marked_and_the_good_rows_taken_when_asked(
    cast: Cast, tmp_path: Path
) -> None:
    file = filled(downloaded(tmp_path), {}, {"CNY": "12.5万人"})
    marked = tmp_path / "marked.xlsx"
    answer = run("workbook", "entries-in", file, "--marked", str(marked), code=1)
    (problem,) = answer["problems"]  # type: ignore[misc]
    cell = problem["cell"]  # type: ignore[index]
    assert (problem["sheet"], problem["code"]) == ("Sale", "amount-has-unit-word")  # type: ignore[index]
    assert Entry.objects.count() == 0
    shown = openpyxl.load_workbook(marked)["Sale"][cell]
    assert shown.value == "12.5万人"
    assert shown.comment is not None
    assert shown.fill.fgColor.rgb == "FFF8D7DA"
    assert run("workbook", "entries-in", file, "--good-rows", code=1)["written"] == 1


def acts(user: str, *words: str, code: int = 0) -> dict[str, object]:
    result = CliRunner().invoke(app, [*words, "--as", user, "--json"])
    assert result.exit_code == code, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


WHOLE = ("--pairing", "quay-fir", "--side", "supporting")


def test_what_waits_goes_out_and_its_answers_come_in(cast: Cast, tmp_path: Path) -> None:
    confirm(cast, sale(100_00))
    file = tmp_path / "waiting.xlsx"
    assert acts("bob", "workbook", "match-out", *WHOLE, "--out", str(file))["entries"] == 1
    book = openpyxl.load_workbook(file)
    answer(book, FIRST + 1, answer="Agree")
    book.save(file)
    wrong = acts("bob", "workbook", "match-in", str(file), code=1)
    assert wrong["problems"][0]["code"] == "cell-empty"  # type: ignore[index]
    answer(book, FIRST + 1, basis="Our own record says the same")
    book.save(file)
    done = acts("bob", "workbook", "match-in", str(file), "--marked", str(tmp_path / "m.xlsx"))
    assert (done["matched"], done["refused"]) == (1, 0)


def test_a_list_is_printed_recorded_and_checked(cast: Cast, tmp_path: Path) -> None:
    first, second = confirm(cast, sale(100_00)), confirm(cast, sale(200_00))
    drawn = acts("beth", "paper", "list", *WHOLE)
    code = str(drawn["list"])
    assert drawn["entries"] == [first.number, second.number]
    scan = tmp_path / "list.pdf"
    scan.write_bytes(b"%PDF-1.4\n%INVENTED\n%%EOF\n")
    signed = ("--signer", "Zhou Wen", "--post", "Deputy head", "--on", f"{timezone.localdate()}")
    said = ("--agree", first.number, "--differ", f"{second.number}:1=190:Our sheet says 190")
    acts("beth", "paper", "record", code, "--scan", str(scan), *signed, *said)
    acts("bob", "paper", "return", code, "--reason", "The day is another.")
    acts("beth", "paper", "record", code, "--scan", str(scan), *signed, *said)
    shown = acts("bob", "paper", "show", code)
    assert shown["returned"] == "The day is another."
    assert {row["answer"] for row in shown["answers"]} <= {"agree", "differ", "later"}
    done = acts("bob", "paper", "check", code)
    assert [row["state"] for row in done["entries"]] == ["posted", "disputed"]  # type: ignore[union-attr]
    assert acts("ben", "paper", "check", code, code=1)["problems"]
