"""How long a large workbook takes to be read and checked, beside the bare readers.

200,000 rows of 15 cells on one sheet. Run: python -m bench.workbook [rows]
"""

from __future__ import annotations

import gc
import os
import sys
import time
from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick.config.settings")

ROWS = 200_000


def frame() -> Any:
    """Return the frame of an invented office; no database is asked."""
    from tallystick.interchange.excel.columns import forms
    from tallystick.interchange.excel.frame import Frame
    from tallystick.programme.rules.vocabulary import Words

    quay = SimpleNamespace(code="xx-quay", name_en="Quay", name_zh="码头")
    fir = SimpleNamespace(code="xx-fir", name_en="Fir", name_zh="杉")
    pairing = SimpleNamespace(
        code="quay-fir", supporting=quay, supported=fir, programme=SimpleNamespace(invented=True)
    )
    places = {"xx-fir": Words("Fir", "杉"), "xx-fir-mill": Words("Mill", "磨坊")}
    partners = {"xx-quay": Words("Quay", "码头"), "xx-quay-pier": Words("Pier", "栈桥")}
    shown = forms(["sale"], regions=places, partners=partners, things={})
    office = Words("Fir office", "杉办")
    return Frame(
        pairing, "supported", "fir", office, "2020-03", date(2020, 3, 1), date(2020, 3, 31),
        "en", "2020-03-0badcafe", shown, {},
    )  # fmt: skip


def workbook(rows: int) -> bytes:
    """Return a workbook of the form with this many rows filled in, 15 columns wide."""
    from tallystick.interchange.excel.layout import MARK

    form = frame().forms[0]
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("Sale")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    columns = [column.code for column in form.shown][:15]
    columns += [f"spare {n}" for n in range(15 - len(columns))]
    sheet.write_row(0, 0, [f"{MARK}sale:number", *columns[1:]])
    sheet.write_row(1, 0, columns)
    said = {"region": "Fir", "partner": "Quay", "statement": "This movement"}
    said |= {"dim:sale_mode": "Bought", "dim:channel": "Online", "title": "Kiwis"}
    for n in range(rows):
        for at, code in enumerate(columns):
            if code == "number":
                sheet.write_number(n + 2, at, n + 1)
            elif code == "on":
                sheet.write_datetime(n + 2, at, datetime(2020, 3, 1 + n % 28), day)
            elif code.startswith("unit:"):
                sheet.write_number(n + 2, at, n * 1.25)
            elif code in said:
                sheet.write_string(n + 2, at, said[code])
            elif code in ("title_zh", "reason", "evidence"):
                sheet.write_string(n + 2, at, f"Kiwis {n}" if code != "evidence" else "receipt.pdf")
            elif not code.startswith("spare"):
                sheet.write_blank(n + 2, at, None)
    book.close()
    return out.getvalue()


def bare(source: bytes) -> int:
    """Read with the bare reader."""
    book = python_calamine.load_workbook(BytesIO(source))
    return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False))


def checked(source: bytes) -> int:
    """Look at, read and check every cell, as the import does."""
    from tallystick.interchange.excel.check_rows import SheetCheck
    from tallystick.interchange.excel.read_entries import no_collection
    from tallystick.interchange.excel.reading import open_workbook
    from tallystick.interchange.excel.sheet_layout import place
    from tallystick.interchange.sheets.vocabulary import shipped

    about = frame()
    with no_collection():
        opened = open_workbook(source)
        assert opened.problems == (), opened.problems
        placed = place(opened.sheets[0], {form.pipeline: form for form in about.forms})
        assert placed is not None
        check = SheetCheck(placed, {"series": about.series}, about, shipped())
        check.run()
    assert check.in_order() == [], check.in_order()[:3]
    return check.seen


def other(source: bytes) -> int:
    """Read with openpyxl, row by row."""
    sheet = openpyxl.load_workbook(BytesIO(source), read_only=True, data_only=True).worksheets[0]
    return sum(1 for _row in sheet.iter_rows(values_only=True))


def main() -> int:
    """Print the seconds of each and the ratio."""
    import django

    django.setup()
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    source = workbook(rows)
    print(f"{rows} rows of 15 columns, {len(source) / 1e6:.1f} MB")
    taken: dict[str, float] = {}
    for name, read in (("bare", bare), ("checked", checked), ("bare", bare), ("openpyxl", other)):
        gc.collect()
        begun = time.perf_counter()
        found = read(source)
        taken[name] = min(time.perf_counter() - begun, taken.get(name, 1e9))
        print(f"{name}: {found} rows in {taken[name]:.2f} s")
    print(f"checked / bare calamine: {taken['checked'] / taken['bare']:.2f}")
    print(f"checked / openpyxl: {taken['checked'] / taken['openpyxl']:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
