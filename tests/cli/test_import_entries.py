"""Entries come in by file: whole or not at all, every bad cell at once, twice is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.example import Installation

HEAD = (
    "entry,pairing,side,region,partner,pipeline,move,statement,on,unit,amount,title,evidence,"
    "sale_mode,channel\n"
)
GOOD = (
    "mine-1,dalian-liupanshui,supported,cn-520281,cn-210200,sale,outside>sold,itemised,"
    "2021-05-20,CNY,{amount},Honey sold,,bought,online\n"
)
CLERK = ("--as", "luo.zhenghua")


def take(home: Installation, file: Path, *words: str, code: int = 0) -> Any:
    return home.json("import", "entries", str(file), *words, *CLERK, code=code)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "entries.csv"
    file.write_text(HEAD + GOOD.format(amount="12500.50"))
    return file


def test_a_good_file_becomes_submitted_entries_once(example: Installation, sheet: Path) -> None:
    first = take(example, sheet)
    assert (first["written"], first["problems"]) == (1, [])
    again = take(example, sheet)
    assert (again["written"], again["known_already"]) == (0, 1)
    row = example.json("entries", "--state", "submitted", *CLERK)["entries"][0]
    assert row["number"] == first["entries"][0]
    assert row["lines"] == [{"unit": "CNY", "amount": "12500.50"}]


def test_the_same_reference_with_other_content_is_refused(
    example: Installation, sheet: Path
) -> None:
    take(example, sheet)
    sheet.write_text(HEAD + GOOD.format(amount="99"))
    answer = take(example, sheet, code=1)
    assert [p["code"] for p in answer["problems"]] == ["reference-reused"]


def test_a_dry_run_writes_nothing(example: Installation, sheet: Path) -> None:
    assert take(example, sheet, "--dry-run")["accepted"] == 1
    assert example.json("entries", "--state", "submitted", *CLERK)["total"] == 0


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("amount", "12.5万元左右", "amount-hedged"),
        ("amount", "-5", "amount-negative"),
        ("amount", "1e308", "amount-not-a-number"),
        ("unit", "person", None),
        ("region", "cn-999999", "not-found"),
        ("side", "supporting", None),
        ("pipeline", "sales", None),
        ("on", "2021-02-30", None),
        ("evidence", "receipt.pdf", "evidence-not-there"),
        ("sale_mode", "stolen", None),
    ],
)
def test_a_bad_cell_is_named_and_nothing_enters(
    example: Installation, sheet: Path, column: str, value: str, code: str | None
) -> None:
    cells = dict(zip(HEAD.strip().split(","), GOOD.strip().split(","), strict=True))
    cells = {**cells, "amount": "5", column: value}
    sheet.write_text(HEAD + GOOD.format(amount="7") + ",".join(cells.values()) + "\n")
    text = sheet.read_text().replace("mine-1", "mine-0", 1)
    sheet.write_text(text)
    answer = take(example, sheet, code=1)
    assert answer["problems"]
    assert code is None or code in {p["code"] for p in answer["problems"]}
    assert all(p["message"].endswith(".") for p in answer["problems"])
    assert example.json("entries", "--state", "submitted", *CLERK)["total"] == 0


def test_the_good_rows_enter_when_the_person_chose_them(example: Installation, sheet: Path) -> None:
    bad = GOOD.format(amount="soon").replace("mine-1", "mine-2")
    sheet.write_text(HEAD + GOOD.format(amount="7") + bad)
    answer = take(example, sheet, "--good-rows", code=1)
    assert (answer["written"], len(answer["problems"])) == (1, 1)


def test_evidence_is_taken_from_its_folder(
    example: Installation, sheet: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "receipt.pdf").write_bytes(b"%PDF-1.4\n% invented\n%%EOF\n")
    sheet.write_text(
        HEAD + GOOD.format(amount="7").replace("Honey sold,", "Honey sold,receipt.pdf")
    )
    assert take(example, sheet, "--evidence", str(folder))["written"] == 1


def test_an_act_needs_a_name(example: Installation, sheet: Path) -> None:
    """who-acts"""
    answer = example.json("import", "entries", str(sheet), code=1)
    assert answer["problems"][0]["code"] == "who-acts"
    assert answer["written"] == 0


def test_before_anything_is_set_up_every_command_says_so(tmp_path: Path) -> None:
    """nothing-set-up"""
    home = Installation(tmp_path / "empty")
    for words in (
        ("scorecard", "--pairing", "x", "--year", "2019"),
        ("entries",),
        ("claims",),
        ("verify",),
        ("match", "E-2019-0001", "--as", "ann"),
    ):
        answer = home.json(*words, code=1)
        assert [p["code"] for p in answer["problems"]] == ["nothing-set-up"]


def test_init_twice_is_safe(tmp_path: Path) -> None:
    home = Installation(tmp_path / "new")
    assert "Ready" in home.run("init")
    home.run("init")
    nothing = {"transactions": 0, "lines": 0, "records": 0, "acts": 0, "acts_chain": "00" * 32}
    assert home.json("verify") == {"ok": True, **nothing, "problems": []}
    home.json("scorecard", "--pairing", "dalian-liupanshui", "--year", "2019", code=1)
