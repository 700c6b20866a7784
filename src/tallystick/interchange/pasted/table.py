"""A table of one kind of entry, pasted or typed: laid out as a sheet and checked as one.

The same columns, rules and sentences as the workbook of that office and period have.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tallystick.interchange.excel.check_rows import SheetCheck
from tallystick.interchange.excel.columns import DIMENSION, RECORD, UNIT, Column, SheetForm
from tallystick.interchange.excel.frame import Frame, entry_frame
from tallystick.interchange.excel.reading import Cells, Sheet, letter
from tallystick.interchange.excel.sheet_layout import Placed
from tallystick.interchange.excel.words import folded, spoken
from tallystick.interchange.pasted.clipboard import cells_of, in_magnitude, whole_day
from tallystick.interchange.sheets.entries import EntryRow
from tallystick.interchange.sheets.rows import LONGEST_CELL, SHOWN, at_cell, of_file
from tallystick.interchange.sheets.vocabulary import shipped
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.text import unfit, visible

# How a file of a table begins, and what its name ends with.
SIGNATURE, ENDING = b'{"tallystick-table"', ".table"
MOST_ROWS, LARGEST = 20_000, 5_000_000
MAGNITUDES = ("", "万", "亿")
# So many headers must be known before a first row is taken for the row of headers.
KNOWN_HEADERS = 2
# What a merged cell of a spreadsheet leaves empty below itself, and nobody leaves empty on purpose.
FILLED_DOWN = frozenset({"on", "region", "partner", "move", "statement"})


@dataclass(frozen=True)
class Asked:
    """What a table is about and what was typed into it, as it is kept.

    Units: `magnitudes` maps a unit of money to 万 or 亿 where its plain numbers are in that;
    `usual` a column to what an empty cell of it means, as a code.
    """

    pairing: str
    side: str
    pipeline: str
    period: str
    text: str
    magnitudes: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"

    @property
    def kept(self) -> bytes:
        """What is kept of it as a file."""
        told = {"tallystick-table": 1, **self.__dict__, **self._chosen()}
        return json.dumps(told, ensure_ascii=False).encode()

    def _chosen(self) -> dict[str, dict[str, str]]:
        return {"magnitudes": dict(self.magnitudes), "usual": dict(self.usual)}

    @classmethod
    def of(cls, content: bytes) -> Asked | None:
        """Return what a file of a table says, None where it is none."""
        try:
            told = json.loads(content)
            chosen = {str(k): str(v) for k, v in told["magnitudes"].items() if v in MAGNITUDES}
            usual = {str(k): str(v) for k, v in told["usual"].items()}
            texts = {name: str(told[name]) for name in _NAMES}
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return cls(**texts, magnitudes=chosen, usual=usual)


_NAMES = ("pairing", "side", "pipeline", "period", "text", "lang")


@dataclass(frozen=True)
class ReadTable:
    """A table as it was understood.

    Shape: `rows` as they are shown, without a row of headers, each as wide as `columns`; `filled`
    are cells (row from 1, column from 0) that were empty and say what stands above them.
    """

    frame: Frame | None
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    entries: tuple[EntryRow, ...] = ()


def columns_of(form: SheetForm) -> tuple[Column, ...]:
    """Return the columns of a table in their order: what every row says, then what a few do.

    The number stands last: rows are told apart by what they say, unless somebody numbers them.
    """
    first = [c for c in form.shown if c.code != "number" and not c.code.startswith(RECORD)]
    main = sorted(first, key=_place)
    rest = [c for c in form.shown if c.code.startswith(RECORD)]
    return (*main, *rest, *(c for c in form.shown if c.code == "number"))


def _place(column: Column) -> int:
    """Return where a column stands: when, how much, where and what first; reasons last."""
    if column.code == "on":
        return 0
    if column.code.startswith(UNIT):
        return 2
    order = {"move": 1, "region": 3, "partner": 3, "statement": 6, "evidence": 8, "reason": 8}
    if column.code.startswith(DIMENSION):
        return 4
    return order.get(column.code, 5)


def read_table(asked: Asked, *, by: Actor) -> ReadTable:
    """Return what a table says: entries in order, and a problem for every other cell.

    Shape: problems carry `row` (from 1, the row of headers not counted) and `cell`, such as C7.
    """
    try:
        frame = entry_frame(
            pairing_code=asked.pairing, side=asked.side, period=asked.period,
            lang="both", by=by, wanted=(asked.pipeline,),
        )  # fmt: skip
    except Refused as refused:
        return ReadTable(None, problems=refused.problems)
    if len(asked.text.encode()) > LARGEST:
        fault = of_file("sheet-too-large", largest=LARGEST // 1_000_000)
        return ReadTable(frame, columns_of(frame.forms[0]), problems=(fault,))
    return _read(asked, frame)


def _read(asked: Asked, frame: Frame) -> ReadTable:
    form, name = _with_usual(frame.forms[0], asked), spoken(frame.forms[0].words, asked.lang)
    columns = columns_of(form)
    rows, lost = _arranged(cells_of(asked.text), columns, name)
    if len(rows) > MOST_ROWS:
        fault = at_cell(
            name, "", MOST_ROWS + 1, "", Problem("too-many-rows", "", {"most": MOST_ROWS})
        )
        return ReadTable(frame, columns, problems=(fault,))
    down = FILLED_DOWN - {column.code for column in columns if column.usual}
    rows, filled = _filled_down(rows, [n for n, c in enumerate(columns) if c.code in down])
    unfit_cells = list(_unfit(rows, name))
    meant = [_meant(row, columns, asked, frame.start.year) for row in rows]
    sheet = Sheet(name, True, _numbered(meant, columns, frame.office))
    placed = Placed(sheet, form, {c.code: n for n, c in enumerate(columns)}, header=0, first=1)
    manifest = {"series": frame.series, "language": asked.lang}
    check = SheetCheck(placed, manifest, frame, shipped())
    check.run()
    bad = {problem.params.get("row") for problem in unfit_cells}
    entries = [e for e in check.entries() if not any(row.number in bad for row in e.rows)]
    return ReadTable(
        frame,
        columns,
        tuple(tuple(row) for row in rows),
        filled,
        tuple({(p.path, p.code): p for p in (*lost, *unfit_cells, *check.in_order())}.values()),
        tuple(check.warnings),
        tuple(entries),
    )


def _with_usual(form: SheetForm, asked: Asked) -> SheetForm:
    """Return the form with what an empty cell of a column means, where that was chosen."""
    columns = tuple(
        replace(column, usual=asked.usual[column.code])
        if asked.usual.get(column.code) in column.choices
        else column
        for column in form.columns
    )
    return replace(form, columns=columns)


def _arranged(
    found: list[list[str]], columns: Sequence[Column], name: str
) -> tuple[list[list[str]], list[Problem]]:
    """Return the rows in the order of the columns: by their headers where they brought them."""
    order = _by_headers(found[0], columns) if found else None
    body = found[1:] if order is not None else found
    width, rows = len(columns), []
    lost: dict[int, Problem] = {}
    for n, cells in enumerate(body, 1):
        row = [""] * width
        for at, cell in enumerate(cells):
            to = at if order is None else order.get(at, width)
            if to < width:
                row[to] = cell
            elif cell and at not in lost:
                beyond = Problem("table-column-unknown", value=cell[:SHOWN])
                lost[at] = at_cell(name, letter(at), n, "", beyond)
        rows.append(row)
    return rows, list(lost.values())


def _by_headers(first: Sequence[str], columns: Sequence[Column]) -> dict[int, int] | None:
    """Return place in the text → place in the table, None where the row is none of headers."""
    labels: dict[str, int] = {}
    for n, column in enumerate(columns):
        for text in (*(spoken(column.words, lang) for lang in ("en", "zh", "both")), column.code):
            labels.setdefault(folded(text), n)
    order = {at: labels[folded(cell)] for at, cell in enumerate(first) if folded(cell) in labels}
    return order if len(order) >= KNOWN_HEADERS else None


def _filled_down(
    rows: list[list[str]], places: Sequence[int]
) -> tuple[list[list[str]], frozenset[tuple[int, int]]]:
    """Return the rows with what a merged cell left empty below it, and which cells those are."""
    above: dict[int, str] = {}
    filled, made = set(), []
    for n, row in enumerate(rows, 1):
        full = list(row)
        if any(row):
            for at in places:
                if not row[at] and above.get(at):
                    full[at] = above[at]
                    filled.add((n, at))
                above[at] = full[at]
        made.append(full)
    return made, frozenset(filled)


def _unfit(rows: Sequence[Sequence[str]], name: str) -> Iterator[Problem]:
    """Yield each cell that no check of a sheet would read: unseen signs, or a book in a cell."""
    for n, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            if len(cell) > LONGEST_CELL:
                long = Problem("cell-too-long", "", {"longest": LONGEST_CELL}, cell[:SHOWN])
                yield at_cell(name, letter(at), n, "", long)
            elif unfit(cell):
                signs = Problem("cell-control-sign", value=visible(cell)[:SHOWN])
                yield at_cell(name, letter(at), n, "", signs)


def _meant(row: Sequence[str], columns: Sequence[Column], asked: Asked, year: int) -> list[str]:
    """Return a row with its magnitudes and its year said in the cells themselves."""
    meant = list(row)
    for at, column in enumerate(columns):
        if column.code == "on":
            meant[at] = whole_day(row[at], year)
        elif column.kind == "money":
            word = asked.magnitudes.get(column.code.removeprefix(UNIT), "")
            meant[at] = in_magnitude(row[at], word)
    return meant


def _numbered(rows: Sequence[Sequence[str]], columns: Sequence[Column], office: str) -> list[Cells]:
    """Return the rows with a name for each that bears none: the same row is known again by it.

    Whoever of an office pastes it, in a table of whatever period. Rows alike in every cell are
    told apart by which of them they are.
    """
    at = next(n for n, column in enumerate(columns) if column.code == "number")
    seen: Counter[str] = Counter()
    made: list[Cells] = []
    for row in rows:
        cells: list[Any] = list(row)
        if any(row) and not row[at]:
            name = _name(row, columns, office)
            seen[name] += 1
            cells[at] = name if seen[name] == 1 else f"{name}.{seen[name]}"
        made.append(cells)
    return made


def _name(row: Sequence[str], columns: Sequence[Column], office: str) -> str:
    said = [
        f"{column.code}={folded(cell or column.usual)}"
        for column, cell in zip(columns, row, strict=True)
        if cell or column.usual
    ]
    return "row-" + sha256_hex("\t".join([office, *said]).encode())[:16]
