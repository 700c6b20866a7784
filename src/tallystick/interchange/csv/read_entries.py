"""A CSV file of entries, handed to the engine that checks the rows of any sheet."""

from __future__ import annotations

from tallystick.interchange.csv.table import read_table
from tallystick.interchange.sheets.entries import COLUMNS, REQUIRED, EntryRow, check_entries
from tallystick.interchange.sheets.vocabulary import Vocabulary, shipped
from tallystick.kernel.problem import Problem


def read_entries(
    source: bytes, *, vocabulary: Vocabulary | None = None
) -> tuple[list[EntryRow], list[Problem]]:
    """Return the entries of a CSV file and a problem for every cell that is not in order."""
    table = read_table(source, required=REQUIRED, known=COLUMNS)
    return check_entries(table, vocabulary=vocabulary or shipped())
