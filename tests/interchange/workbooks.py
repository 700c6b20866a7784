"""Workbooks as the tests fill them in: downloaded, typed into, and sent back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
from tests.cast import Cast

from tallystick.interchange.excel.frame import Frame, entry_frame
from tallystick.interchange.excel.write_entries import FIRST, write_entries

# The first row of data as the sheet shows it.
TOP = FIRST + 1


def frame_of(cast: Cast, **changes: Any) -> Frame:
    """Return the frame of Alice's workbook for March 2020."""
    asked = {"pairing_code": "quay-fir", "side": "supported", "period": "2020-03", "lang": "en"}
    asked |= {"by": cast.alice, "wanted": ("sale", "placement")}
    return entry_frame(**{**asked, **changes})


def blank(cast: Cast, **changes: Any) -> openpyxl.Workbook:
    """Return Alice's workbook as it was downloaded."""
    return openpyxl.load_workbook(BytesIO(write_entries(frame_of(cast, **changes))))


def columns(sheet: Any) -> dict[str, int]:
    """Return column code → place counted from 1, as the hidden row says."""
    codes = [str(cell.value or "").rsplit(":number", 1)[0] for cell in sheet[1]]
    return {("number" if n == 1 else code): n for n, code in enumerate(codes, 1)}


def fill(sheet: Any, row: int, **cells: Any) -> None:
    """Type into a row; `CNY=5` stands for the column unit:CNY, `channel` for dim:channel."""
    known = columns(sheet)
    for name, value in cells.items():
        plain = name.replace("__", "/")
        code = next(c for c in (plain, f"unit:{plain}", f"dim:{plain}") if c in known)
        sheet.cell(row, known[code]).value = value


def sent(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as it is sent back."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


SALE: dict[str, Any] = {
    "region": "Fir", "on": "2020-03-10", "statement": "This movement", "CNY": 500,
    "sale_mode": "Bought", "channel": "Online", "title": "Kiwis sold",
}  # fmt: skip


def with_sales(cast: Cast, *rows: dict[str, Any], **changes: Any) -> bytes:
    """Return Alice's workbook with rows on the sheet of sales that differ from the sample."""
    book = blank(cast, **changes)
    for n, row in enumerate(rows):
        fill(book["Sale"], TOP + n, **{**SALE, **row})
    return sent(book)
