"""Whoever changes what is kept, beside the journal or under it, is found by `verify`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.example import Installation

PAIRING = ("--pairing", "dalian-liupanshui", "--year", "2019")


def change(home: Installation, *statements: str) -> None:
    """Change the database behind the product's back, its guards put aside and put back."""
    with sqlite3.connect(home.home / "tallystick.sqlite3") as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = guards.fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in kept:
            connection.execute(sql)
    connection.close()


def found(home: Installation) -> set[str]:
    report: Any = home.json("verify", code=1)
    assert report["ok"] is False
    return {problem["code"] for problem in report["problems"]}


POSTED = "(SELECT id FROM entries_entry WHERE state = 'posted' LIMIT 1)"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            "UPDATE entries_entryact SET name = 'X' WHERE verb = 'matched'"
            f" AND entry_id = {POSTED}",
            "entry-unlike-seal",
        ),
        (
            f"UPDATE entries_entryline SET amount = amount * 7 + 1 WHERE entry_id = {POSTED}",
            "entry-unlike-seal",
        ),
        (f"UPDATE entries_entry SET title_en = 'x' WHERE id = {POSTED}", "entry-unlike-seal"),
        (f"UPDATE entries_entry SET state = 'confirmed' WHERE id = {POSTED}", "entry-unlike-seal"),
        ("UPDATE programme_agreementsignature SET name = 'X' WHERE id = 1", "text-unlike-signed"),
        ("UPDATE programme_pairingrule SET value = 'single' WHERE id = 1", "rule-unlike-seal"),
        ("DELETE FROM regions_regionclosure WHERE depth = 1", "place-unlike-parents"),
        ("UPDATE entries_evidence SET wrapped_key = NULL", "evidence-keyless"),
        (
            "UPDATE entries_entryline SET amount = amount + 1 WHERE entry_id = "
            "(SELECT id FROM entries_entry WHERE state = 'confirmed' LIMIT 1)",
            "entry-unlike-report",
        ),
        ("UPDATE journal_line SET amount = amount + 1 WHERE n = 1", "leaf-differs"),
        ("UPDATE journal_seal SET n_lines = n_lines + 300000000 WHERE seq = 5", "lines-differ"),
    ],
)
def test_a_change_behind_the_products_back_is_found(
    example: Installation, statement: str, code: str
) -> None:
    change(example, statement)
    assert code in found(example)


def test_an_end_that_was_cut_off_is_found_by_the_entries_it_leaves(example: Installation) -> None:
    # From the last posting that an entry brought about to the end of the first book.
    cut = (
        "SELECT transaction_id FROM journal_seal WHERE book_id = 1 AND seq >= (SELECT max(s.seq) "
        'FROM journal_seal s JOIN entries_entryposting p ON p."transaction" = s.transaction_id '
        "WHERE s.book_id = 1)"
    )
    change(
        example,
        f"CREATE TABLE gone AS {cut}",
        "DELETE FROM journal_line WHERE transaction_id IN (SELECT * FROM gone)",
        "DELETE FROM journal_seal WHERE transaction_id IN (SELECT * FROM gone)",
        "DELETE FROM journal_transaction WHERE id IN (SELECT * FROM gone)",
        "DROP TABLE gone",
    )
    assert "posting-gone" in found(example)


def test_a_receipt_that_is_gone_is_found(example: Installation) -> None:
    next(path for path in (example.home / "evidence").rglob("*") if path.is_file()).unlink()
    assert found(example) == {"evidence-gone"}


def test_a_changed_export_is_found_and_never_shown(example: Installation) -> None:
    before = example.json("scorecard", *PAIRING)
    folder = example.home / "rollup" / "liaoning-guizhou"
    # A part that was read not long ago lies there still, and nobody reads it any more.
    listed = json.loads((folder / "manifest.json").read_text())["parts"]
    part = folder / listed[0]["name"]
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
    assert found(example) == {"rollup-part-changed"}
    assert example.json("scorecard", *PAIRING) == before
    assert example.json("verify")["ok"] is True


@pytest.mark.parametrize("said", ["null", "[]", "{", '{"parts": []}'])
def test_a_broken_list_of_exports_is_made_anew(example: Installation, said: str) -> None:
    before = example.json("scorecard", *PAIRING)
    manifest = example.home / "rollup" / "liaoning-guizhou" / "manifest.json"
    if said == '{"parts": []}':
        said = json.dumps({**json.loads(manifest.read_text()), "parts": []})
    manifest.write_text(said)
    assert example.json("scorecard", *PAIRING) == before


def test_a_compiled_text_of_somebody_else_is_not_run(example: Installation) -> None:
    before = example.json("scorecard", *PAIRING)
    kept: Path = next((example.home / "rollup").glob("duckdb-*.json"))
    for text in (kept.read_text().replace("SUM", "MAX"), "{", ""):
        kept.write_text(text)
        assert example.json("scorecard", *PAIRING) == before
