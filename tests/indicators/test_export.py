"""The export only grows: a part is never written twice, and what does not fit is made anew."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import transaction
from tests.cast import Cast, carry, sale

from tallystick.indicators import export, files
from tallystick.indicators.engines import desk
from tallystick.indicators.export import check_export, refresh
from tallystick.kernel.problem import Problem

BOOK = "east-west"


def sell(cast: Cast, *amounts: int) -> None:
    """Post one sale for each amount."""
    for amount in amounts:
        carry(cast, sale(amount, title_en=f"Sale of {amount}"))


def test_nothing_is_written_while_nothing_changed(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    sell(cast, 100)
    first = refresh(BOOK)
    before = {path: path.stat().st_mtime_ns for path in first.paths}
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        assert refresh(BOOK) == first
    assert {path: path.stat().st_mtime_ns for path in first.paths} == before


def test_a_refresh_adds_only_the_new_lines_in_order(cast: Cast) -> None:
    sell(cast, 100, 200, 300)
    first = refresh(BOOK)
    sell(cast, 400)
    second = refresh(BOOK)
    assert second.parts[: len(first.parts)] == first.parts
    rows = [row for path in second.paths for row in pq.read_table(path).to_pylist()]
    assert [row["amount"] for row in rows if row["pipeline"] == "sale"] == [100, 200, 300, 400]
    assert [(row["seq"], row["n"]) for row in rows] == sorted((r["seq"], r["n"]) for r in rows)
    assert rows[0]["code_channel"] == "online"
    assert rows[0]["code_use"] is None


def test_small_parts_are_merged_and_no_line_is_lost(cast: Cast) -> None:
    for amount in range(1, 9):
        sell(cast, amount)
        made = refresh(BOOK)
    assert len(made.parts) <= 3
    assert made.parts[0].first_seq == 1
    assert [part.last_seq + 1 for part in made.parts[:-1]] == [p.first_seq for p in made.parts[1:]]
    # Eight sales, and one report for March.
    total = sum(pq.read_metadata(path).num_rows for path in made.paths)
    assert total == sum(part.lines for part in made.parts) == 9


def test_an_export_of_what_was_rolled_back_is_made_anew(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    sell(cast, 100)
    point = transaction.savepoint()
    sell(cast, 200)
    ghost = refresh(BOOK)
    transaction.savepoint_rollback(point)
    sell(cast, 300)
    made = refresh(BOOK)
    assert made.chain != ghost.chain
    rows = [row for path in made.paths for row in pq.read_table(path).to_pylist()]
    assert [row["amount"] for row in rows if row["pipeline"] == "sale"] == [100, 300]
    assert Problem("rollup-rebuilt", params={"book": BOOK}).sentence() in caplog.text


def test_a_missing_part_is_made_anew_and_a_changed_one_is_found(cast: Cast) -> None:
    sell(cast, 100)
    made = refresh(BOOK)
    assert check_export(BOOK) == []
    content = made.paths[0].read_bytes()
    made.paths[0].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert [problem.code for problem in check_export(BOOK)] == ["rollup-part-changed"]
    made.paths[0].unlink()
    assert refresh(BOOK) == made
    assert check_export(BOOK) == []


def test_a_manifest_of_another_layout_is_not_believed(cast: Cast, own_rollup: Path) -> None:
    sell(cast, 100)
    made = refresh(BOOK)
    manifest = own_rollup / BOOK / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "layout": 0}))
    assert refresh(BOOK) == made
    manifest.write_text("{half")
    assert refresh(BOOK) == made


def test_a_part_nobody_names_is_removed_once_nobody_reads_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(cast, 100)
    old = refresh(BOOK).paths
    sell(cast, 200)
    assert refresh(BOOK).paths != old
    assert all(path.exists() for path in old)
    monkeypatch.setattr(export, "KEPT_SECONDS", -1)
    sell(cast, 300)
    refresh(BOOK)
    assert not any(path.exists() for path in old)


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "manifest.json"
    contents = [bytes([48 + n]) * 100_000 for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(files.replace_file, target, content) for content in contents]
        seen = {target.read_bytes() for _ in range(200) if target.exists()}
    assert all(future.exception() is None for future in writing)
    assert seen | {target.read_bytes()} <= set(contents)
    assert [path.name for path in target.parent.iterdir()] == ["manifest.json"]


def test_the_engine_reads_nothing_but_the_roll_up_folder(own_rollup: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with desk.desk() as lent:
        asked = lent._connection
    for text in (
        f"SELECT * FROM read_csv('{secret}')",
        f"ATTACH '{tmp_path / 'other.db'}'",
        "INSTALL sqlite",
        "SET enable_external_access = true",
    ):
        with pytest.raises(Exception, match=r"(?i)disabled|locked|permission"):
            asked.execute(text)
