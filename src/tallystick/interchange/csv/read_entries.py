"""A CSV file of entries, handed to the engine that checks the rows of any sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tallystick.interchange.csv.table import read_table
from tallystick.interchange.sheets.entries import COLUMNS, REQUIRED, EntryRow, check_entries
from tallystick.interchange.sheets.rows import Row, together
from tallystick.interchange.sheets.vocabulary import Vocabulary, shipped
from tallystick.kernel.problem import Problem


def read_entries(
    source: bytes, *, vocabulary: Vocabulary | None = None
) -> tuple[list[EntryRow], list[Problem]]:
    """Return the entries of a CSV file and a problem for every cell that is not in order."""
    table = read_table(source, required=REQUIRED, known=COLUMNS)
    entries, problems = check_entries(table, vocabulary=vocabulary or shipped())
    return entries, list(_with_their_rows(problems, table.rows))


def _with_their_rows(problems: Sequence[Problem], rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield each problem with all rows of the entry that it keeps out, where they are several."""
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row["entry"], []).append(row.number)
    entry_of = {row.number: row["entry"] for row in rows}
    for problem in problems:
        entry = entry_of.get(problem.params["row"], "")
        alone = not entry or len(lines[entry]) == 1
        yield problem if alone else together(problem, lines[entry])
