"""Rows by column name and faults by place, whatever format a sheet came in.

Rows are numbered as a spreadsheet shows them: the header of a CSV file is row 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tallystick.kernel.problem import Problem

MOST_COLUMNS = 200
LONGEST_CELL = 10_000
SHOWN = 60
# How a cell says yes or no, in lower case.
YES, NO = ("y", "yes", "true", "1", "是"), ("n", "no", "false", "0", "否")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number; every known column is there, empty when the file lacks it.

    `letters` says where each column stands on the sheet of a workbook; a CSV file has neither.
    """

    number: int
    cells: Mapping[str, str]
    sheet: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, code: str, column: str, /, **params: Any) -> Problem:
        """Return a problem of one cell, with its place and what stands in it."""
        return self.at(column, Problem(code, "", params, self[column][:SHOWN]))

    def at(self, column: str, problem: Problem) -> Problem:
        """Return the problem with its place in this row."""
        if not self.sheet:
            return at(self.number, column, problem)
        return at_cell(self.sheet, self.letters.get(column, ""), self.number, column, problem)


@dataclass(frozen=True)
class Table:
    """What a file holds: its columns in order, its rows, and what is wrong with its form."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def at(row: int, column: str, problem: Problem) -> Problem:
    """Return the problem with its place, both to read and as parameters."""
    place = f"row {row}" + (f", column {column}" if column else "")
    params = {**problem.params, "row": row, "column": column}
    return Problem(problem.code, place, params, problem.value)


def at_cell(sheet: str, letter: str, row: int, column: str, problem: Problem) -> Problem:
    """Return the problem with its place in a workbook, as a formula there would write it.

    >>> at_cell("Funds", "D", 7, "amount", Problem("cell-empty")).path
    'Funds!D7'
    """
    place = f"{letter}{row}" if letter else f"{row}:{row}"
    known = {"row": row, "column": column, "sheet": sheet, "cell": place}
    return Problem(problem.code, f"{sheet}!{place}", {**problem.params, **known}, problem.value)


def together(problem: Problem, numbers: Iterable[int]) -> Problem:
    """Return a problem of one row with the rows it keeps out: all lines of that entry.

    >>> together(at(3, "unit", Problem("cell-empty")), [2, 3]).params["rows"]
    '2, 3'
    """
    rows = ", ".join(str(number) for number in numbers)
    return replace(problem, params={**problem.params, "rows": rows})


def of_file(code: str, /, *, value: str = "", column: str = "", **params: Any) -> Problem:
    """Return a problem of the file as a whole."""
    return Problem(code, "file", {"row": None, "column": column, **params}, value[:SHOWN])
