"""Where the columns of a returned sheet stand now: by the hidden codes, else by the headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tallystick.interchange.excel.cells import text_of
from tallystick.interchange.excel.columns import Column, SheetForm
from tallystick.interchange.excel.layout import MARK
from tallystick.interchange.excel.reading import Sheet, letter
from tallystick.interchange.excel.words import folded, spoken
from tallystick.interchange.sheets.rows import SHOWN, at_cell
from tallystick.kernel.problem import Problem

# How far down a header may have slipped when rows were put above it.
HEADER_WITHIN = 12
# As many headers as must be known before a sheet without codes is taken for one of ours.
KNOWN_HEADERS = 4


@dataclass(frozen=True)
class Placed:
    """A sheet, the form it follows, where each column stands, and its first row of data.

    Units: `columns` maps a column's code to its place counted from 0; `first` and `header` are
    row numbers as the sheet shows them.
    """

    sheet: Sheet
    form: SheetForm
    columns: Mapping[str, int]
    header: int
    first: int
    problems: tuple[Problem, ...] = ()

    def column(self, code: str) -> Column:
        """Return a column of the form by its code."""
        return next(column for column in self.form.columns if column.code == code)

    def letters(self) -> dict[str, str]:
        """Return column code → letters."""
        return {code: letter(place) for code, place in self.columns.items()}


def place(sheet: Sheet, forms: Mapping[str, SheetForm]) -> Placed | None:
    """Return where the columns of a sheet stand, None for a sheet that is none of ours."""
    for n, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        marked = [text for cell in row if (text := text_of(cell)).startswith(MARK)]
        if marked:
            pipeline = marked[0].removeprefix(MARK).partition(":")[0]
            form = forms.get(pipeline)
            return None if form is None else _by_codes(sheet, form, n)
    return _by_headers(sheet, forms)


def _by_codes(sheet: Sheet, form: SheetForm, n: int) -> Placed:
    known = {column.code for column in form.columns}
    headers = sheet.rows[n] if len(sheet.rows) > n else []
    labels = _labels(form)
    columns: dict[str, int] = {}
    loose: list[int] = []
    for at, cell in enumerate(sheet.rows[n - 1]):
        text = text_of(cell)
        code = text.removeprefix(f"{MARK}{form.pipeline}:")
        header = text_of(headers[at]) if at < len(headers) else ""
        if code not in known:
            # A column put in between bears no code; its header may still be one of ours.
            code = labels.get(folded(header), "")
        if code and code not in columns:
            columns[code] = at
        else:
            loose.append(at)
    return _placed(sheet, form, columns, loose, header=n + 1)


def _by_headers(sheet: Sheet, forms: Mapping[str, SheetForm]) -> Placed | None:
    """Return the form that fits best where somebody took the row of codes away."""
    best: tuple[int, int, SheetForm] | None = None
    for n, row in enumerate(sheet.rows[:HEADER_WITHIN], 1):
        texts = [folded(text_of(cell)) for cell in row]
        for form in forms.values():
            labels = _labels(form)
            hits = sum(text in labels for text in texts if text)
            named = {folded(spoken(form.words, lang)) for lang in ("en", "zh", "both")}
            hits += 100 * (folded(sheet.name) in named) if hits >= KNOWN_HEADERS else 0
            if hits >= KNOWN_HEADERS and (best is None or hits > best[0]):
                best = (hits, n, form)
    if best is None:
        return None
    _hits, n, form = best
    labels = _labels(form)
    columns: dict[str, int] = {}
    loose: list[int] = []
    for at, cell in enumerate(sheet.rows[n - 1]):
        code = labels.get(folded(text_of(cell)), "")
        if code and code not in columns:
            columns[code] = at
        else:
            loose.append(at)
    return _placed(sheet, form, columns, loose, header=n)


def _labels(form: SheetForm) -> dict[str, str]:
    return {
        folded(spoken(column.words, lang)): column.code
        for column in form.columns
        for lang in ("en", "zh", "both")
    }


def _placed(
    sheet: Sheet, form: SheetForm, columns: dict[str, int], loose: list[int], *, header: int
) -> Placed:
    problems = [*_missing(sheet, form, columns, header), *_lost(sheet, loose, header)]
    return Placed(sheet, form, columns, header, header + 1, tuple(problems))


def _missing(
    sheet: Sheet, form: SheetForm, columns: Mapping[str, int], header: int
) -> Iterator[Problem]:
    for column in form.columns:
        if column.required and not column.fixed and column.code not in columns:
            found = Problem("column-missing", value=column.words.zh + " / " + column.words.en)
            yield at_cell(sheet.name, "", header, column.code, found)


def _lost(sheet: Sheet, loose: list[int], header: int) -> Iterator[Problem]:
    """Yield each column whose cells would be lost because nobody knows what it is."""
    for at in loose:
        if any(len(row) > at and text_of(row[at]) for row in sheet.rows[header:]):
            row = sheet.rows[header - 1]
            text = text_of(row[at]) if len(row) > at else ""
            found = Problem("column-unknown", value=text[:SHOWN])
            yield at_cell(sheet.name, letter(at), header, "", found)
