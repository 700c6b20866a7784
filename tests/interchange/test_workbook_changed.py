"""What people do to a workbook: rename, reorder, merge, hide, calculate. Handled, or named."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.cast import Cast
from tests.interchange.workbooks import SALE, TOP, blank, columns, fill, sent, with_sales

from tallystick.interchange.excel.layout import MANIFEST
from tallystick.interchange.excel.marked import mark_workbook
from tallystick.interchange.excel.read_entries import ReadWorkbook, read_workbook
from tallystick.kernel.problem import Refused

pytestmark = pytest.mark.usefixtures("cast")


def opened(cast: Cast, *rows: dict[str, Any]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(with_sales(cast, *rows)))


def read(cast: Cast, book: openpyxl.Workbook) -> ReadWorkbook:
    return read_workbook(sent(book), by=cast.alice)


def codes(found: Any) -> list[str]:
    return [problem.code for problem in found]


def test_a_renamed_sheet_renamed_headers_and_moved_columns_are_known_by_their_codes(
    cast: Cast,
) -> None:
    book = opened(cast, {})
    sheet = book["Sale"]
    sheet.title = "March"
    for cell in sheet[2]:
        cell.value = f"our own name for {cell.column}"
    sheet.move_range("E1:F9", cols=20)
    read_it = read(cast, book)
    assert codes(read_it.problems) == []
    (entry,) = read_it.entries()
    assert entry.report.lines[0].cell == {"sale_mode": "bought", "channel": "online"}


def test_without_the_row_of_codes_the_headers_tell(cast: Cast) -> None:
    book = opened(cast, {})
    book["Sale"].delete_rows(1)
    read_it = read(cast, book)
    assert codes(read_it.problems) == []
    assert len(read_it.entries()) == 1


def test_a_column_put_in_between_and_one_taken_away_are_named(cast: Cast) -> None:
    book = opened(cast, {})
    sheet = book["Sale"]
    sheet.insert_cols(4)
    sheet.cell(TOP, 4).value = "what is this"
    sheet.delete_cols(columns(sheet)["on"])
    found = read(cast, book).problems
    assert {(problem.path, problem.code) for problem in found} == {
        ("Sale!2:2", "column-missing"), ("Sale!D2", "column-unknown"),
    }  # fmt: skip


def test_a_formula_gives_its_value_with_a_warning_or_is_refused_without_one(cast: Cast) -> None:
    book = opened(cast, {"CNY": "=250*2"})
    read_it = read(cast, book)
    assert codes(read_it.problems) == ["cell-formula-empty", "cell-empty"]
    source = sent(book)
    with_value = _calculated(source, b"500")
    read_it = read_workbook(with_value, by=cast.alice)
    assert (codes(read_it.problems), codes(read_it.warnings)) == ([], ["cell-formula"])
    assert read_it.entries()[0].report.lines[0].amount == 500_00


def _calculated(source: bytes, value: bytes) -> bytes:
    import zipfile

    from tests.interchange.test_workbook_hostile import rebuilt

    with zipfile.ZipFile(BytesIO(source)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if b"<f>250*2</f>" in content:
                changed = content.replace(
                    b"<f>250*2</f><v></v>", b"<f>250*2</f><v>" + value + b"</v>"
                )
                changed = changed.replace(
                    b"<f>250*2</f><v />", b"<f>250*2</f><v>" + value + b"</v>"
                )
                return rebuilt(source, {name: changed})
    raise AssertionError("no formula")


def test_merged_cells_are_named_with_the_cell_that_holds_the_text(cast: Cast) -> None:
    book = opened(cast, {}, {"region": None})
    sheet = book["Sale"]
    at = openpyxl.utils.get_column_letter(columns(sheet)["region"])
    sheet.merge_cells(f"{at}{TOP}:{at}{TOP + 1}")
    found = read(cast, book).problems
    assert next((p.path, p.code, p.value) for p in found) == (
        f"Sale!{at}{TOP + 1}", "cell-merged", f"{at}{TOP}",
    )  # fmt: skip


def test_hidden_sheets_and_rows_are_read_and_told(cast: Cast) -> None:
    book = opened(cast, {}, {"CNY": 7})
    book["Sale"].row_dimensions[TOP + 1].hidden = True
    book["Sale"].sheet_state = "hidden"
    read_it = read(cast, book)
    assert codes(read_it.warnings) == ["sheet-was-hidden", "row-was-hidden"]
    assert len(read_it.entries()) == 2


def test_a_sheet_of_ones_own_is_told_and_blank_rows_are_nothing(cast: Cast) -> None:
    book = opened(cast, {}, {})
    fill(book["Sale"], TOP, **dict.fromkeys(SALE, None))
    book.create_sheet("Notes")["A1"] = "remember"
    read_it = read(cast, book)
    assert (codes(read_it.problems), codes(read_it.warnings)) == ([], ["sheet-not-read"])
    assert (read_it.rows, len(read_it.entries())) == (1, 1)


def test_a_day_kept_as_a_bare_number_is_read_and_told(cast: Cast) -> None:
    book = opened(cast, {})
    cell = book["Sale"].cell(TOP, columns(book["Sale"])["on"])
    cell.value, cell.number_format = 43900, "General"
    read_it = read(cast, book)
    assert codes(read_it.warnings) == ["day-was-number"]
    assert read_it.entries()[0].report.happened_on.isoformat() == "2020-03-10"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": "9"}, "workbook-of-another-version"),
        ({"format": "matching"}, "workbook-of-another-kind"),
        ({"series": "../../x"}, "workbook-not-ours"),
        ({"period": "soon"}, "no-period"),
    ],
)
def test_a_workbook_made_for_something_else_is_refused(
    cast: Cast, change: dict[str, str], code: str
) -> None:
    book = opened(cast, {})
    for row in book[MANIFEST].iter_rows():
        if row[0].value in change:
            row[1].value = change[str(row[0].value)]
    assert codes(read(cast, book).problems) == [code]


def test_a_workbook_without_its_hidden_sheet_is_none_of_ours(cast: Cast) -> None:
    book = blank(cast)
    del book[MANIFEST]
    assert codes(read(cast, book).problems) == ["workbook-not-ours"]


def test_marks_go_where_the_fault_went_and_nowhere_else(cast: Cast) -> None:
    source = with_sales(cast, {"CNY": "many"}, {})
    problems = read_workbook(source, by=cast.alice).problems
    marked = mark_workbook(source, problems, lang="zh")
    book = openpyxl.load_workbook(BytesIO(marked))
    cell = book["Sale"].cell(TOP, columns(book["Sale"])["unit:CNY"])
    assert cell.comment is not None
    assert cell.comment.text == problems[0].sentence("zh")
    cell.value = 12
    mended = sent(book)
    assert read_workbook(mended, by=cast.alice).problems == ()
    clean = openpyxl.load_workbook(BytesIO(mark_workbook(mended, ())))["Sale"]
    assert clean.cell(TOP, columns(clean)["unit:CNY"]).comment is None
    with pytest.raises(Refused) as refused:
        mark_workbook(b"nothing", problems)
    assert refused.value.code == "not-a-workbook"
    from tests.interchange.test_workbook_hostile import CELL, ods

    with pytest.raises(Refused) as refused:
        mark_workbook(ods(CELL), problems)
    assert refused.value.code == "workbook-not-marked"
