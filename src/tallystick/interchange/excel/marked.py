"""The marked workbook: the person's own file with its faulty cells filled and commented."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tallystick.interchange.excel.precheck import look
from tallystick.kernel.problem import Problem, Refused

_RED = PatternFill("solid", fgColor="FFF8D7DA")
_AMBER = PatternFill("solid", fgColor="FFFFF3CD")
_WHO = "Tallystick"
# A comment on each of ten thousand cells opens slowly everywhere; the list has them all.
MOST_MARKS = 5_000
# The library that marks lays every cell out in memory, some fifty times as large as on disk.
LARGEST_MARKED = 8_000_000


def mark_workbook(
    source: bytes,
    problems: Iterable[Problem],
    warnings: Iterable[Problem] = (),
    *,
    lang: str = "en",
) -> bytes:
    """Return the workbook with each problem as a red cell and its sentence as a comment.

    Warnings are amber. Marks of an earlier round are taken away where the cell is in order now.
    Raises: Refused where the file was not opened, is too large to be marked, or is no .xlsx.
    """
    looked = look(source)
    if looked.problems:
        raise Refused(looked.problems)
    if looked.kind != "xlsx" or len(source) > LARGEST_MARKED:
        raise Refused.of("workbook-not-marked", path="file")
    book = openpyxl.load_workbook(BytesIO(source))
    _unmark(book)
    problems, warnings = list(problems), list(warnings)
    for colour, found in ((_AMBER, warnings), (_RED, problems)):
        for problem in list(found)[:MOST_MARKS]:
            _mark(book, problem, colour, lang)
    _open_at_first(book, problems or warnings)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _open_at_first(book: openpyxl.Workbook, found: Iterable[Problem]) -> None:
    """Let the workbook open on the first sheet with a mark: the marks are what it is opened for."""
    names = (str(problem.params.get("sheet")) for problem in found)
    first = next((name for name in names if name in book.sheetnames), None)
    if first is None:
        return
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == first
    book.active = book.sheetnames.index(first)


def _unmark(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == _WHO:
                    cell.comment = None
                    cell.fill = PatternFill()


def _mark(book: openpyxl.Workbook, problem: Problem, colour: PatternFill, lang: str) -> None:
    name, place = problem.params.get("sheet"), str(problem.params.get("cell", ""))
    if not name or name not in book.sheetnames:
        return
    # A problem of a whole row stands in its first cell.
    cell = book[str(name)][f"A{problem.params['row']}" if ":" in place else place]
    if isinstance(cell, openpyxl.cell.MergedCell):
        cell = book[str(name)][problem.value]
    said = problem.sentence(lang)
    if cell.comment is not None and said not in cell.comment.text:
        said = f"{cell.comment.text}\n{said}"
    cell.fill = colour
    cell.comment = Comment(said, _WHO, width=320, height=120)
