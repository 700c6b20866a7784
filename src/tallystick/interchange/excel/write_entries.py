"""The workbook out: one sheet a pipeline, in the clerk's words, ready to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from tallystick.interchange.excel.columns import Column, SheetForm
from tallystick.interchange.excel.frame import Frame
from tallystick.interchange.excel.layout import MARK, Layout, sheet_name
from tallystick.interchange.excel.words import harmless, pair, said, spoken
from tallystick.kernel.words import Words

FORMAT = "entries"
# Rows: the hidden codes, the header, the example; then as many as are prepared.
CODES, HEADER, EXAMPLE, FIRST = 0, 1, 2, 3
PREPARED = 200
_FREE = {"insert_rows": True, "delete_rows": True, "format_columns": True, "format_rows": True}
_FREE |= {"format_cells": True, "sort": True, "autofilter": True}


def write_entries(frame: Frame) -> bytes:
    """Return the workbook of one office for one period, as the bytes of an .xlsx file."""
    title = spoken(pair("read_me", "title"), frame.lang)
    layout = Layout(frame.lang, title, datetime.combine(frame.start, datetime.min.time()))
    layout.read_me(title, _facts(frame, layout), said()["read_me"]["steps"])
    names = [layout.say("sheets", "read_me")]
    for form in frame.forms:
        names.append(sheet_name(spoken(form.words, frame.lang), names))
        _write_sheet(layout, layout.book.add_worksheet(names[-1]), form, frame)
    return layout.finished(_manifest(frame))


def _facts(frame: Frame, layout: Layout) -> list[tuple[str, str]]:
    side = frame.pairing.supporting if frame.side == "supporting" else frame.pairing.supported
    named = Words(side.name_en, side.name_zh or side.name_en)
    facts = {
        "pairing": spoken(frame.title, frame.lang),
        "side": spoken(named, frame.lang),
        "office": spoken(frame.office_name, frame.lang),
        "period": frame.period,
    }
    return [(layout.say("read_me", name), value) for name, value in facts.items()]


def _manifest(frame: Frame) -> Mapping[str, str]:
    return {
        "format": FORMAT,
        "pairing": frame.pairing.code,
        "side": frame.side,
        "office": frame.office,
        "period": frame.period,
        "language": frame.lang,
        "series": frame.series,
        "invented": "y" if frame.invented else "n",
        # What is left out of the sheets because there is but one choice.
        **{
            f"{form.pipeline}.{column.code}": column.fixed
            for form in frame.forms
            for column in form.columns
            if column.fixed
        },
    }


def _write_sheet(layout: Layout, sheet: Worksheet, form: SheetForm, frame: Frame) -> None:
    columns = form.shown
    last = FIRST + PREPARED - 1
    taken = frame.taken.get(form.pipeline, 0)
    for n, column in enumerate(columns):
        mark = f"{MARK}{form.pipeline}:" if n == 0 else ""
        sheet.set_column(n, n, column.width, layout.cell(column.kind))
        sheet.write_string(CODES, n, mark + column.code)
        sheet.write_string(HEADER, n, spoken(column.words, frame.lang), layout.header())
        _write_example(layout, sheet, n, column, frame)
        _validate(layout, sheet, n, column, frame, last)
    for row in range(PREPARED):
        sheet.write_number(FIRST + row, 0, taken + row + 1, layout.cell("number"))
    sheet.set_row(CODES, None, None, {"hidden": True})
    sheet.set_row(HEADER, 58)
    sheet.freeze_panes(FIRST, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEADER)
    sheet.fit_to_pages(1, 0)
    # No password: it keeps the header from slips, not from people.
    sheet.protect("", dict(_FREE))


def _write_example(layout: Layout, sheet: Worksheet, n: int, column: Column, frame: Frame) -> None:
    looks = layout.example()
    if column.code == "number":
        sheet.write_string(EXAMPLE, n, layout.say("example"), looks)
    elif column.kind == "day":
        sheet.write_string(EXAMPLE, n, frame.start.isoformat(), looks)
    elif column.kind in ("money", "whole"):
        sheet.write_string(EXAMPLE, n, "1,250,000.00" if column.kind == "money" else "12", looks)
    elif column.kind == "year":
        sheet.write_string(EXAMPLE, n, str(frame.start.year), looks)
    elif column.choices:
        shown = column.choices[column.example or next(iter(column.choices))]
        sheet.write_string(EXAMPLE, n, harmless(spoken(shown, frame.lang)), looks)
    else:
        sheet.write_string(EXAMPLE, n, "", looks)


def _validate(
    layout: Layout, sheet: Worksheet, n: int, column: Column, frame: Frame, last: int
) -> None:
    """Put a list or a limit on a column; what is typed past it is still checked on the way in."""
    rule: dict[str, object] = {
        "input_message": spoken(column.hint, frame.lang)[:255],
        "input_title": spoken(column.words, frame.lang)[:32],
        "ignore_blank": True,
    }
    if column.kind == "choice":
        labels = [harmless(spoken(words, frame.lang)) for words in column.choices.values()]
        rule |= {"validate": "list", "source": layout.drop_down(labels)}
    elif column.kind == "day":
        rule |= {"validate": "date", "criteria": "between", "error_type": "warning"}
        rule |= {"minimum": frame.start, "maximum": frame.end}
    elif column.kind in ("money", "whole"):
        kind = "decimal" if column.kind == "money" else "integer"
        rule |= {"validate": kind, "criteria": ">=", "value": 0, "error_type": "warning"}
    else:
        rule["validate"] = "any"
    sheet.data_validation(FIRST, n, last, n, rule)
