"""What can be read in a kept file without its program: text by pages, sheets by rows.

Nothing in a file runs, nothing that it names is fetched, and no more of it is read than is shown.
A PDF and a workbook are read in processes of their own, bounded in memory and time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from tallystick.extraction.documents.ofd import pages_of_ofd
from tallystick.extraction.documents.pdf import pages_of_pdf
from tallystick.extraction.documents.word import text_of_word
from tallystick.interchange.excel.reading import Sheet, open_workbook
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.text import visible

PDF, OFD = "application/pdf", "application/ofd"
_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD, SHEETS = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
# What a reader sees at first: whoever needs more opens the file itself.
MOST_PAGES, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 20, 10, 50, 20
LONGEST_PAGE, LONGEST_CELL = 20_000, 300
LONGEST_SECONDS = 20

# Why a reader of announcements or entries refuses a file → what that means for its preview.
_CODES = {
    "readout-damaged": "preview-damaged",
    "workbook-damaged": "preview-damaged",
    "not-a-workbook": "preview-damaged",
    "readout-encrypted": "preview-locked",
    "workbook-encrypted": "preview-locked",
    "readout-pdf-no-text": "preview-no-text",
    "workbook-macros": "preview-active",
    "workbook-links-out": "preview-active",
    "workbook-nested": "preview-active",
}


@dataclass(frozen=True)
class Piece:
    """A page or a sheet: its `text`, or its `rows`; `number` from 1, `name` of a sheet.

    Units: `left` are the signs or rows beyond those shown; `wide` columns beyond them.
    """

    number: int
    name: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    left: int = 0
    wide: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class Preview:
    """What was read of a file: its first pieces, and how many it has."""

    kind: Literal["pages", "text", "sheets"]
    pieces: tuple[Piece, ...]
    total: int


def previewed() -> frozenset[str]:
    """Return the media types that are read here."""
    return frozenset(_READERS)


def preview_of(content: bytes, media_type: str) -> Preview:
    """Return what can be read of a file.

    Raises: Refused in words about the file as it is kept: damaged, locked, without letters, or
    not opened for what it holds.
    """
    try:
        return _READERS[media_type](content)
    except Refused as refused:
        code = _CODES.get(refused.problems[0].code, "preview-swells")
        raise Refused(Problem(code)) from refused


def _of_pdf(content: bytes) -> Preview:
    pages, total = pages_of_pdf(content, most=MOST_PAGES, seconds=LONGEST_SECONDS)
    return Preview("pages", tuple(_page(n, text) for n, text in enumerate(pages, 1)), total)


def _of_ofd(content: bytes) -> Preview:
    pages, total = pages_of_ofd(content, most=MOST_PAGES)
    return Preview("pages", tuple(_page(n, text) for n, text in enumerate(pages, 1)), total)


def _of_word(content: bytes) -> Preview:
    text = text_of_word(content)
    if not text.strip():
        raise Refused.of("readout-pdf-no-text")
    return Preview("text", (_page(1, text),), 1)


def _page(number: int, text: str) -> Piece:
    left = max(len(text) - LONGEST_PAGE, 0)
    return Piece(number, text=visible(text[:LONGEST_PAGE]), left=left)


def _of_sheets(content: bytes) -> Preview:
    opened = open_workbook(content)
    if opened.problems:
        raise Refused(opened.problems)
    shown = opened.sheets[:MOST_SHEETS]
    pieces = tuple(_sheet(n, sheet) for n, sheet in enumerate(shown, 1))
    return Preview("sheets", pieces, len(opened.sheets))


def _sheet(number: int, sheet: Sheet) -> Piece:
    """Return the first rows of a sheet; of a hidden one it is told only that it is there."""
    name = visible(sheet.name)[:LONGEST_CELL]
    if not sheet.visible:
        return Piece(number, name, left=len(sheet.rows), hidden=True)
    rows = tuple(
        tuple(_cell(value) for value in row[:MOST_COLUMNS]) for row in sheet.rows[:MOST_ROWS]
    )
    wide = max((len(row) for row in sheet.rows[:MOST_ROWS]), default=0) - MOST_COLUMNS
    left = max(len(sheet.rows) - MOST_ROWS, 0)
    return Piece(number, name, rows=rows, left=left, wide=max(wide, 0))


def _cell(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, days as days.

    >>> _cell(12.0), _cell(0.5), _cell(datetime(2020, 3, 1)), _cell("a\\nb")
    ('12', '0.5', '2020-03-01', 'a b')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute) == (0, 0):
        return value.date().isoformat()
    text = " ".join(str(value).split())
    return visible(text[:LONGEST_CELL])


_READERS: dict[str, Callable[[bytes], Preview]] = {
    PDF: _of_pdf,
    OFD: _of_ofd,
    WORD: _of_word,
    SHEETS: _of_sheets,
}
