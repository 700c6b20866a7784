"""Every row of a file is shown with what becomes of it, and the rows in order are summed.

Of `tallystick.interchange.sheets.found` and `RunRow`.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from tests.cast import Cast
from tests.interchange.test_long_runs import SALE as CSV_SALE
from tests.interchange.workbooks import SALE, TOP, blank, fill, sent, with_sales

from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.excel.take_entries import take_workbook
from tallystick.interchange.models import ImportRun, RunRow
from tallystick.interchange.services import drop_run, hand_in, take_run
from tallystick.interchange.sheets.found import Fate, FoundRow, Sum
from tallystick.interchange.sheets.take_entries import EntryReport, take_entries

pytestmark = pytest.mark.usefixtures("cast")


def sheet(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    full = [{**CSV_SALE, "on": "2020-03-01", **row} for row in rows]
    writer = csv.DictWriter(out, ["entry", *full[0].keys() - {"entry"}])
    writer.writeheader()
    writer.writerows(full)
    return out.getvalue().encode()


def fates(report: EntryReport) -> list[tuple[tuple[int, ...], str]]:
    return [(row.rows, row.fate) for row in report.found]


def amounts(report: EntryReport) -> list[tuple[int, int, int, int]]:
    return [(one.new, one.new_count, one.known, one.known_count) for one in report.sums]


def test_what_stands_already_is_told_from_what_would_enter(cast: Cast) -> None:
    first = sheet({"entry": "a", "amount": "100"}, {"entry": "b", "amount": "20.50"})
    assert take_entries(read_entries(first), by=cast.alice).written == 2
    both = sheet(
        {"entry": "a", "amount": "100"},
        {"entry": "b", "amount": "20.50"},
        {"entry": "c", "amount": "7"},
    )
    report = take_entries(read_entries(both), by=cast.alice, dry_run=True)
    assert fates(report) == [((2,), "known"), ((3,), "known"), ((4,), "new")]
    assert amounts(report) == [(7_00, 1, 120_50, 2)]


def test_a_number_used_for_other_content_is_faulty_and_in_no_sum(cast: Cast) -> None:
    take_entries(read_entries(sheet({"entry": "a", "amount": "100"})), by=cast.alice)
    other = sheet({"entry": "a", "amount": "101"}, {"entry": "b", "amount": "5"})
    report = take_entries(read_entries(other), by=cast.alice, dry_run=True)
    assert fates(report) == [((2,), "faulty"), ((3,), "new")]
    faulty = report.found[0]
    assert faulty.report is not None
    assert faulty.report.lines[0].amount == 101_00
    assert [problem.code for problem in faulty.problems] == [report.problems[0].code]
    assert amounts(report) == [(5_00, 1, 0, 0)]


def test_a_bad_line_keeps_all_lines_of_its_entry_out_and_names_them(cast: Cast) -> None:
    lines = sheet(
        {"entry": "a", "amount": "100"},
        {"entry": "a", "amount": "lots"},
        {"entry": "b", "amount": "5"},
    )
    report = take_entries(read_entries(lines), by=cast.alice, dry_run=True)
    assert fates(report) == [((2, 3), "faulty"), ((4,), "new")]
    assert report.rows == 3
    book = blank(cast)
    for n, amount in enumerate((100, "lots", 5)):
        fill(book["Sale"], TOP + n, **{**SALE, "CNY": amount, "number": "x" if n < 2 else "y"})
    _read, report = take_workbook(sent(book), by=cast.alice, dry_run=True)
    assert fates(report) == [((TOP, TOP + 1), "faulty"), ((TOP + 2,), "new")]


def test_rows_that_cannot_be_read_stand_in_their_place(cast: Cast) -> None:
    content = with_sales(cast, {"CNY": 1}, {"CNY": "12.5万人"}, {"CNY": 3})
    _read, report = take_workbook(content, by=cast.alice, dry_run=True)
    assert fates(report) == [((TOP,), "new"), ((TOP + 1,), "faulty"), ((TOP + 2,), "new")]
    assert isinstance(report.found[1], FoundRow)
    assert (report.found[1].sheet, report.found[1].report) == ("Sale", None)
    (one,) = report.sums
    assert one == Sum("sale", "outside>sold", "itemised", "CNY", new=4_00, new_count=2)


def test_a_row_with_a_merged_cell_is_faulty_and_does_not_enter_among_the_good(cast: Cast) -> None:
    book = blank(cast)
    for n in range(2):
        fill(book["Sale"], TOP + n, **{**SALE, "CNY": n + 1})
    book["Sale"].merge_cells(start_row=TOP, end_row=TOP, start_column=2, end_column=3)
    _read, report = take_workbook(sent(book), by=cast.alice, good_rows=True)
    assert "cell-merged" in {problem.code for problem in report.problems}
    assert fates(report) == [((TOP,), "faulty"), ((TOP + 1,), "new")]
    assert report.written == 1


def test_figures_stated_roughly_make_a_rough_sum(cast: Cast) -> None:
    rough = sheet({"entry": "a", "amount": "2.5万"}, {"entry": "b", "amount": "1"})
    (one,) = take_entries(read_entries(rough), by=cast.alice, dry_run=True).sums
    assert (one.new, one.rough) == (25_001_00, True)
    (exact,) = take_entries(
        read_entries(sheet({"entry": "b", "amount": "1"})), by=cast.alice, dry_run=True
    ).sums
    assert not exact.rough


def run_of(cast: Cast, *rows: dict[str, Any]) -> ImportRun:
    return hand_in(name="m.xlsx", content=with_sales(cast, *rows), by=cast.alice)


def test_the_rows_are_kept_beside_the_run_until_it_is_taken(cast: Cast) -> None:
    run = run_of(cast, {}, {"CNY": "many"}, {"CNY": 7})
    rows = list(RunRow.objects.filter(run=run))
    assert [(row.sheet, row.rows, row.fate) for row in rows] == [
        ("Sale", str(TOP), Fate.NEW),
        ("Sale", str(TOP + 1), Fate.FAULTY),
        ("Sale", str(TOP + 2), Fate.NEW),
    ]
    assert rows[0].said["lines"] == [["CNY", 500_00, 1]]
    assert (rows[1].said, rows[1].problems[0]["code"]) == ({}, "amount-not-a-number")
    assert run.report["faulty"] == 1
    taken = take_run(run_id=run.pk, good_rows=True, by=cast.alice)
    assert not RunRow.objects.exists()
    assert [(one["new"], one["new_count"]) for one in taken.report["sums"]] == [(507_00, 2)]


def test_of_a_dropped_run_no_row_stays(cast: Cast) -> None:
    run = run_of(cast, {})
    assert RunRow.objects.count() == 1
    drop_run(run_id=run.pk, by=cast.alice)
    assert not RunRow.objects.exists()
