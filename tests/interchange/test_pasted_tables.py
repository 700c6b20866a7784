"""Rows pasted from a spreadsheet: read like a sheet of the workbook, every bad cell at once.

Of `hand_in_table`, `table_again`, `table_of`, `is_table`. Invented figures.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast

from tallystick.entries.models import Entry
from tallystick.interchange.pasted.clipboard import cells_of
from tallystick.interchange.pasted.table import MOST_ROWS, Asked, ReadTable, read_table
from tallystick.interchange.services import (
    hand_in,
    hand_in_table,
    is_table,
    runs,
    table_again,
    take_run,
    told,
)
from tallystick.kernel.problem import NotFound

pytestmark = pytest.mark.flow
USUAL = {"region": "xx-fir", "partner": "xx-quay", "statement": "itemised"}


def asked(text: str, **changes: Any) -> Asked:
    told = {"pairing": "quay-fir", "side": "supported", "pipeline": "sale", "period": "2020-03"}
    return Asked(**{**told, "text": text, "usual": USUAL, **changes})


def headed(cast: Cast, *rows: dict[str, str], **changes: Any) -> Asked:
    """Return a table with a row of headers, which are the codes of its columns."""
    names = list(rows[0])
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return asked("\n".join("\t".join(line) for line in lines), **changes)


SALE = {
    "on": "2020-03-10", "unit:CNY": "1,250,000", "dim:sale_mode": "bought",
    "dim:channel": "online", "title": "Kiwis sold",
}  # fmt: skip


def faults(read: ReadTable, lang: str = "en") -> list[tuple[str, str]]:
    return [(str(p.params.get("cell", "")), p.code) for p in read.problems]


def test_rows_with_headers_in_any_order_are_read_like_a_workbook(cast: Cast) -> None:
    read = read_table(headed(cast, SALE, {**SALE, "title": "Nuts sold"}), by=cast.alice)
    assert faults(read) == []
    assert [entry.report.lines[0].amount for entry in read.entries] == [125_000_000] * 2
    assert {entry.report.happened_on.isoformat() for entry in read.entries} == {"2020-03-10"}


@pytest.mark.parametrize(
    ("cell", "magnitude", "amount", "precision"),
    [
        ("１，２５０，０００", "", 125_000_000, 1),
        ("125万", "", 125_000_000, 1_000_000),
        ("125", "万", 125_000_000, 1_000_000),
        ("0.5亿元", "万", 5_000_000_000, 1_000_000_000),
        ("¥1,250,000.00", "", 125_000_000, 1),
    ],
)
def test_amounts_are_read_as_people_write_them(
    cast: Cast, cell: str, magnitude: str, amount: int, precision: int
) -> None:
    table = headed(cast, {**SALE, "unit:CNY": cell}, magnitudes={"CNY": magnitude})
    read = read_table(table, by=cast.alice)
    assert faults(read) == []
    line = read.entries[0].report.lines[0]
    assert (line.amount, line.precision) == (amount, precision)


@pytest.mark.parametrize("day", ["2020/3/10", "2020年3月10日", "3月10日", "２０２０－０３－１０"])
def test_days_are_read_in_every_style_that_is_certain(cast: Cast, day: str) -> None:
    read = read_table(headed(cast, {**SALE, "on": day}), by=cast.alice)
    assert faults(read) == []
    assert read.entries[0].report.happened_on.isoformat() == "2020-03-10"


def test_every_bad_cell_is_told_at_once_with_its_place_and_nothing_is_lost(cast: Cast) -> None:
    bad = {**SALE, "on": "03/04/2020", "unit:CNY": "many", "dim:channel": "by moonlight"}
    read = read_table(headed(cast, SALE, bad, SALE), by=cast.alice)
    places = [letter_of(read, code) for code in ("on", "unit:CNY", "dim:channel")]
    assert sorted(cell for cell, _code in faults(read)) == sorted(f"{at}2" for at in places)
    assert {code for _cell, code in faults(read)} == {
        "no-date", "amount-not-a-number", "not-one-of",
    }  # fmt: skip
    assert [entry.rows[0].number for entry in read.entries] == [1, 3]
    assert "by moonlight" in read.rows[1]


def letter_of(read: ReadTable, code: str) -> str:
    return chr(65 + [column.code for column in read.columns].index(code))


def test_what_a_merged_cell_left_empty_says_what_stands_above_it(cast: Cast) -> None:
    read = read_table(headed(cast, SALE, {**SALE, "on": ""}, {**SALE, "on": ""}), by=cast.alice)
    assert faults(read) == []
    assert len(read.entries) == 3
    assert read.filled == {(2, 0), (3, 0)}


def test_a_cell_under_no_column_and_unseen_signs_are_named(cast: Cast) -> None:
    """table-column-unknown, cell-control-sign"""
    rows = [{**SALE, "mood": "good"}, {**SALE, "mood": "bad", "title": "a\x00b"}]
    read = read_table(headed(cast, *rows), by=cast.alice)
    assert [code for _cell, code in faults(read)] == ["table-column-unknown", "cell-control-sign"]
    assert [entry.rows[0].number for entry in read.entries] == [1]


def test_formulas_are_texts_and_too_many_rows_are_refused(cast: Cast) -> None:
    read = read_table(headed(cast, {**SALE, "title": "=1+1", "unit:CNY": "=1+1"}), by=cast.alice)
    assert [code for _cell, code in faults(read)] == ["amount-not-a-number"]
    many = headed(cast, *([SALE] * (MOST_ROWS + 1)))
    assert [code for _cell, code in faults(read_table(many, by=cast.alice))] == ["too-many-rows"]
    huge = asked("x" * 5_000_001)
    assert [code for _cell, code in faults(read_table(huge, by=cast.alice))] == ["sheet-too-large"]


def test_the_same_rows_pasted_twice_are_known_and_counted_once(cast: Cast) -> None:
    table = headed(cast, SALE, SALE, {**SALE, "title": "Nuts sold"})
    run = hand_in_table(asked=table, title="Sale", by=cast.alice)
    assert (run.kind, run.report["accepted"], is_table(run.name)) == ("entries", 3, True)
    assert take_run(run_id=run.pk, good_rows=False, by=cast.alice).report["written"] == 3
    longer = headed(cast, SALE, {**SALE, "title": "Tea sold"}, SALE)
    again = hand_in_table(asked=longer, title="Sale", by=cast.alice)
    assert (again.report["accepted"], again.report["known"]) == (3, 2)
    take_run(run_id=again.pk, good_rows=False, by=cast.alice)
    assert Entry.objects.count() == 4


def test_a_table_comes_back_to_be_mended_to_its_writer_alone(cast: Cast) -> None:
    table = headed(cast, {**SALE, "unit:CNY": "many"})
    run = hand_in_table(asked=table, title="Sale/March", by=cast.alice)
    assert "many" in told(run.report["problems"])[0].sentence("en")
    assert table_again(run_id=run.pk, by=cast.alice) == table
    with pytest.raises(NotFound):
        table_again(run_id=run.pk, by=cast.bob)
    other = hand_in(name="a.csv", content=b"entry\n1\n", by=cast.alice)
    assert table_again(run_id=other.pk, by=cast.alice) is None


def test_a_damaged_table_is_told(cast: Cast) -> None:
    """table-damaged"""
    run = hand_in(name="forged.table", content=b'{"tallystick-table": 1}', by=cast.alice)
    assert [p.code for p in told(run.report["problems"])] == ["table-damaged"]


def test_nobody_pastes_for_a_side_that_is_not_hers(cast: Cast) -> None:
    for actor in (cast.bob, cast.chen):
        run = hand_in_table(asked=headed(cast, SALE), title="Sale", by=actor)
        assert run.report["accepted"] == 0
        assert run.report["problems"]


def test_a_long_table_is_left_to_the_worker(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.WORKER, settings.HOME = True, tmp_path
    many = headed(cast, *({**SALE, "title": f"Kiwis {n}"} for n in range(400)))
    run = hand_in_table(asked=many, title="Sale", by=cast.alice)
    assert (run.state, run.size > runs.SMALL_TABLE) == ("checking", True)
    assert len(cells_of(many.text)) == 401
