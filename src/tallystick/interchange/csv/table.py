"""The pre-check of every CSV file: bytes in, rows by column name and faults by place out.

Rows are numbered as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from tallystick.interchange.sheets.rows import (
    LONGEST_CELL,
    MOST_COLUMNS,
    SHOWN,
    Row,
    Table,
    at,
    of_file,
)
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import unfit, visible

LARGEST_FILE = 10_000_000
MOST_ROWS = 20_000


_DELIMITERS = ",;\t"
_SIGNATURES = {b"PK\x03\x04": "XLSX", b"\xd0\xcf\x11\xe0": "XLS", b"%PDF": "PDF"}


def read_table(
    source: bytes, *, required: Sequence[str], known: Sequence[str] = (), longest: int = MOST_ROWS
) -> Table:
    """Return the rows of a CSV file in UTF-8 or GB18030, split by comma, semicolon or tab.

    Column names are compared without case and surrounding spaces; extra columns are kept.
    Blank rows are left out but counted. A row with a fault of form is left out and reported.
    """
    unfit = _unfit(source)
    if unfit is not None:
        return Table(problems=(unfit,))
    text = _decoded(source)
    if text is None:
        return Table(problems=(of_file("sheet-encoding-unknown"),))
    delimiter = _delimiter(text, {*required, *known})
    records = _records(text, delimiter)
    number, header = next(records, (1, Problem("sheet-empty")))
    if isinstance(header, Problem):
        return Table(problems=(at(number, "", header),))
    columns = [" ".join(name.split()).lower() for name in header]
    if sum(map(bool, columns)) == 1 < len(required):
        title = at(1, "", Problem("sheet-title-first", value=max(columns)[:SHOWN]))
        return Table(problems=(title,))
    problems = _header_problems(columns, required)
    if problems:
        return Table(tuple(columns), problems=tuple(problems))
    return _body(columns, records, longest)


def _unfit(source: bytes) -> Problem | None:
    if len(source) > LARGEST_FILE:
        return of_file("sheet-too-large", largest=LARGEST_FILE // 1_000_000)
    for start, kind in _SIGNATURES.items():
        if source.startswith(start):
            return of_file("sheet-not-csv", kind=kind)
    if b"\0" in source and not source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return of_file("sheet-not-text")
    return of_file("sheet-empty") if not source.strip() else None


def _decoded(source: bytes) -> str | None:
    """Decode as the byte order mark says, else as UTF-8, else as GB18030 (Excel in China)."""
    marked = source.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and _broken_utf8(source):
        return None
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text or (encoding == "gb18030" and _garbled(text)) else text
    return None


def _broken_utf8(source: bytes) -> bool:
    """Whether these are mostly good UTF-8 signs with a few bad bytes: GB18030 would make soup."""
    text = source.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return 0 < bad * 10 < sum(sign > "\x7f" for sign in text)


def _garbled(text: str) -> bool:
    """Whether GB18030 took bytes of another encoding for its own.

    No office writes such signs, or so few of the common ones: an accented letter of western Europe
    and the letter after it become one rare character.
    """
    signs = [sign for sign in text if sign > "\x7f"]
    if any(unicodedata.category(sign) in ("Co", "Cn") for sign in set(signs)):
        return True
    return len("".join(signs).encode("gb2312", "ignore")) // 2 * 5 < len(signs)


def _delimiter(text: str, names: set[str]) -> str:
    """Return the delimiter that gives most of the expected columns; a comma when none does."""
    line = text[:LONGEST_CELL].lstrip().partition("\n")[0].lower()
    hits = {
        sign: sum(part.strip(' "\r\t') in names for part in line.split(sign))
        for sign in _DELIMITERS
    }
    return max(hits, key=lambda sign: hits[sign])


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield each record with its number, ending with a problem where the quoting breaks.

    The csv module itself refuses a field over its limit, which is what a quote that is never
    closed runs into.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, Problem("quote-not-closed")
            return
        yield number, cells


def _header_problems(columns: list[str], required: Sequence[str]) -> list[Problem]:
    if len(columns) > MOST_COLUMNS:
        return [at(1, "", Problem("too-many-columns", "", {"most": MOST_COLUMNS}))]
    twice = [name for name, count in Counter(columns).items() if count > 1 and name]
    found = [at(1, name[:SHOWN], Problem("column-twice", value=name[:SHOWN])) for name in twice]
    missing = [name for name in required if name not in columns]
    return found + [at(1, name, Problem("column-missing", value=name)) for name in missing]


def _body(
    columns: list[str], records: Iterator[tuple[int, list[str] | Problem]], longest: int
) -> Table:
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, record in records:
        if isinstance(record, Problem):
            problems.append(at(number, "", record))
            break
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if len(rows) + len(problems) >= longest:
            problems.append(at(number, "", Problem("too-many-rows", "", {"most": longest})))
            break
        faults = list(_row_faults(number, columns, cells))
        problems += faults
        if not faults:
            rows.append(Row(number, dict(zip(columns, cells, strict=True))))
    if not rows and not problems:
        problems.append(of_file("sheet-empty"))
    return Table(tuple(columns), tuple(rows), tuple(problems))


def _row_faults(number: int, columns: list[str], cells: list[str]) -> Iterator[Problem]:
    if len(cells) != len(columns):
        counts = {"cells": len(cells), "columns": len(columns)}
        yield at(number, "", Problem("row-ragged", "", counts))
        return
    for name, cell in zip(columns, cells, strict=True):
        if len(cell) > LONGEST_CELL:
            params = {"longest": LONGEST_CELL}
            yield at(number, name, Problem("cell-too-long", "", params, cell[:SHOWN]))
        elif unfit(cell):
            yield at(number, name, Problem("cell-control-sign", "", {}, visible(cell)[:SHOWN]))
