"""Counts rows and cells while a workbook is unpacked, a piece at a time, before any is laid out.

A cell need not say where it stands: then it stands beside the one before it, and no address
tells how far a sheet goes. Nine million of them fit into 400 kilobytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from tallystick.interchange.sheets.rows import MOST_COLUMNS, of_file
from tallystick.kernel.problem import Problem

MOST_ROWS = 250_000
# The longest sheet at the width of a form; beyond it, laying them out takes half a minute.
MOST_CELLS = 3_000_000
PIECE = 1_000_000
# No tag that matters begins with more; a longer one is counted where it begins.
_LONGEST_TAG = 300
_NAME = r"<(?:[^\s<>/:]{1,40}:)?"
_ROW = _NAME + r"row[\s/>]"
_CELL = _NAME + r"c[\s/>]"
_PLACED = _NAME + r"c\s(?:[^<>]*\s)?r\s*="


@dataclass
class Count:
    """What was counted of one part so far; `unplaced` are cells of its last row."""

    rows: int = 0
    cells: int = 0
    unplaced: int = 0
    widest: int = 0


def too_much(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Problem | None:
    """Return why a workbook is too large to be laid out, or None; it stops as soon as it knows.

    Units: cells are counted over all parts, rows and columns part by part.
    Raises: what `zipfile` raises of a damaged archive.
    """
    cells = 0
    for part in parts:
        count = Count()
        for piece in _pieces(archive, part):
            _count(piece, count)
            if count.rows > MOST_ROWS:
                return of_file("workbook-too-many-rows", value=part.filename, most=MOST_ROWS)
            if count.widest > MOST_COLUMNS:
                return of_file("workbook-too-wide", value=part.filename, most=MOST_COLUMNS)
            if cells + count.cells > MOST_CELLS:
                return of_file("workbook-too-many-cells", value=part.filename, most=MOST_CELLS)
        cells += count.cells
    return None


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces that cut no tag; never more of it than it said it has."""
    left, rest = part.file_size, b""
    with archive.open(part) as file:
        while left > 0 and (read := file.read(min(PIECE, left))):
            left -= len(read)
            piece = rest + read
            at = piece.rfind(b"<")
            whole = at < 0 or len(piece) - at > _LONGEST_TAG
            yield piece if whole else piece[:at]
            rest = b"" if whole else piece[at:]
    yield rest


def _count(piece: bytes, count: Count) -> None:
    """Count a piece, row by row; Arrow's expressions take some 300 MB a second."""
    # Not typed, and used for nothing else here.
    pa, pc = import_module("pyarrow"), import_module("pyarrow.compute")
    rows = pc.split_pattern_regex(pa.array([piece], pa.large_binary()), _ROW).flatten()
    cells = pc.count_substring_regex(rows, _CELL)
    unplaced = pc.subtract(cells, pc.count_substring_regex(rows, _PLACED))
    count.cells += pc.sum(cells).as_py()
    count.rows += len(rows) - 1
    # What stands before the first row of a piece belongs to the last one of the piece before.
    first, last = unplaced[0].as_py() + count.unplaced, unplaced[-1].as_py()
    count.unplaced = first if len(rows) == 1 else last
    count.widest = max(count.widest, first, pc.max(unplaced).as_py())
