"""What is looked at before a workbook is opened: nothing runs, nothing is fetched, nothing swells.

A file may claim a million cells in four kilobytes; the library that reads it would lay them all
out in memory. So the parts are measured, and the cells' own addresses looked through, first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from typing import Any

from tallystick.interchange.excel.counting import MOST_ROWS, too_much
from tallystick.interchange.sheets.rows import MOST_COLUMNS, of_file
from tallystick.kernel.packed import DAMAGED, Bounds, bare_xml, declares, faults, unpacked
from tallystick.kernel.problem import Problem

LARGEST_FILE = 25_000_000
LARGEST_WHOLE = 400_000_000
BOUNDS = Bounds(parts=1_000, part=250_000_000, whole=LARGEST_WHOLE)

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_MACRO = re.compile(r"vbaproject\.bin|/macrosheets/|(?:^|/)(?:basic|scripts)/", re.IGNORECASE)
_LINKED = re.compile(r"/externallinks/|/connections\.xml|/querytables/", re.IGNORECASE)
_NESTED = re.compile(
    r"/embeddings/|/activex/|\.(?:zip|xlsx|xlsm|xls|docx|7z|rar|gz)$", re.IGNORECASE
)
_SHEET = re.compile(r"(?:^|/)worksheets/[^/]+\.xml$", re.IGNORECASE)
# What a sheet is, the workbook's relations say, and they may name any part: its cells tell it.
_CELLS = re.compile(rb"<(?:[^\s<>/]+:)?sheetData[\s>/]")
_FAR_ROW = re.compile(
    rb"""\sr\s*=\s*["'][A-Za-z]{0,3}(?:[0-9]{7,}|[3-9][0-9]{5}|2[5-9][0-9]{4})["']"""
)
_FAR_COLUMN = re.compile(rb"""\sr\s*=\s*["'](?:[A-Za-z]{3,}|[H-Zh-z][A-Za-z]|[Gg][S-Zs-z])[0-9]""")
# All that any pattern below could find, for one quick pass over a large sheet.
_ANYTHING = (
    r"""\sr\s*=\s*["'](?:[A-Za-z]{3}|[H-Zh-z][A-Za-z]|[Gg][S-Zs-z]"""
    r"""|[A-Za-z]{0,2}(?:[0-9]{7}|[3-9][0-9]{5}["']|2[5-9][0-9]{4}["']))"""
    r"""|<!|hidden|<(?:\w+:)?f[\s>/]|\st\s*=\s*["']e["']"""
)
LARGE = 5_000_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# Each of these reads a sign at most a few times, whatever a hostile sheet repeats: none goes past
# the next "<", and what found one address of a cell looks for no other.
_DDE = re.compile(rb"<(?:\w+:)?f\b[^<>]*>[^<|]*\|[^<!]*!", re.IGNORECASE)
_CELL_WITH_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s(?>[^<>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["'])[^<>]*>\s*<(?:\w+:)?f[\s>/]"""
    rb"""(?:[^<]*</(?:\w+:)?f>|[^<>]*/>)?(\s*<(?:\w+:)?v>[^<]+<)?"""
)
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^<>]*\bhidden\s*=\s*["'](?:1|true)["'])[^<>]*\br\s*=\s*["']([0-9]+)"""
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt\s*=\s*["']e["'])"""
    rb"""(?>[^<>]*?\br\s*=\s*["']([A-Z]+)([0-9]+)["'])[^<>]*>"""
    rb"""(?:\s*<(?:\w+:)?f[^<>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>([^<]+)<"""
)
_ODF_LINK = re.compile(rb"<table:(?:table-source|cell-range-source)|<office:dde-source|msoxl:=DDE")

_FAULTS = {
    "damaged": "workbook-damaged",
    "encrypted": "workbook-encrypted",
    "swells": "workbook-swells",
}


@dataclass(frozen=True)
class Looked:
    """What a file is, and what was found on the way.

    Units: `formulas` maps a sheet's part to its cells with a formula, True where a value lies
    ready; `hidden` to its hidden rows; `errors` to (letters, row, error shown).
    """

    kind: str = ""
    problems: tuple[Problem, ...] = ()
    formulas: dict[str, dict[str, bool]] = field(default_factory=dict)
    hidden: dict[str, frozenset[int]] = field(default_factory=dict)
    errors: dict[str, tuple[tuple[str, int, str], ...]] = field(default_factory=dict)


def look(source: bytes) -> Looked:
    """Return the kind of a workbook, xlsx, xls or ods, or why it is not opened.

    Shape: problems are of the file as a whole; with any of them it must not be read.
    """
    if len(source) > LARGEST_FILE:
        return _refused("workbook-too-large", largest=LARGEST_FILE // 1_000_000)
    if source.startswith(_OLE):
        return _look_at_ole(source)
    if source.startswith(_ZIP):
        return _look_at_zip(source)
    return _refused("not-a-workbook")


def _refused(code: str, /, *, value: str = "", **params: Any) -> Looked:
    return Looked(problems=(of_file(code, value=value, **params),))


def _look_at_ole(source: bytes) -> Looked:
    """Look at an old .xls; names inside are written in two bytes a letter."""
    if "EncryptedPackage".encode("utf-16-le") in source:
        return _refused("workbook-encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in source:
        return _refused("workbook-macros", value="VBA")
    if not any(name.encode("utf-16-le") in source for name in ("Workbook", "Book")):
        return _refused("not-a-workbook")
    return Looked("xls")


def _look_at_zip(source: bytes) -> Looked:
    try:
        archive = zipfile.ZipFile(BytesIO(source))
        parts = archive.infolist()
        problems = list(_part_problems(parts))
        if problems:
            return Looked(problems=tuple(problems[:1]))
        names = {part.filename for part in parts}
        if "xl/workbook.xml" in {name.lower() for name in names}:
            return _look_into(archive, parts, "xlsx")
        if "content.xml" in names and "mimetype" in names:
            return _look_into(archive, parts, "ods")
    except DAMAGED:
        return _refused("workbook-damaged")
    return _refused("not-a-workbook")


def _part_problems(parts: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    for fault, value in faults(parts, BOUNDS):
        yield of_file(_FAULTS[fault], value=value)
    for name in (part.filename for part in parts):
        if _MACRO.search(name):
            yield of_file("workbook-macros", value=name)
        if _LINKED.search(name):
            yield of_file("workbook-links-out", value=name)
        if _NESTED.search(name):
            yield of_file("workbook-nested", value=name)


def _look_into(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: str) -> Looked:
    formulas: dict[str, dict[str, bool]] = {}
    hidden: dict[str, frozenset[int]] = {}
    errors: dict[str, tuple[tuple[str, int, str], ...]] = {}
    if kind == "xlsx" and (much := too_much(archive, parts)):
        return Looked(problems=(much,))
    read = 0
    for part in parts:
        if kind == "ods" and not _is_xml(part.filename):
            continue
        content = unpacked(archive, part)
        read += len(content)
        if read > LARGEST_WHOLE:
            return _refused("workbook-swells", value=part.filename)
        # What looks for signs below looks for one byte a sign.
        content = bare_xml(content) if _is_xml(part.filename) else content
        if _is_quiet(content) and not (_is_xml(part.filename) and declares(content[:500])):
            continue
        found = _content_problem(content, part.filename)
        if found is not None:
            return Looked(problems=(found,))
        if _is_sheet(content, part.filename):
            hidden[part.filename] = frozenset(int(n) for n in _HIDDEN_ROW.findall(content))
            errors[part.filename] = tuple(
                (letters.decode(), int(row), shown.decode("utf-8", "replace"))
                for letters, row, shown in _ERROR.findall(content)
            )
            if _FORMULA.search(content):
                formulas[part.filename] = {
                    cell.decode(): bool(value)
                    for cell, value in _CELL_WITH_FORMULA.findall(content)
                }
    return Looked(kind, (), formulas, hidden, errors)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _is_sheet(content: bytes, name: str) -> bool:
    return _SHEET.search(name) is not None or _CELLS.search(content) is not None


def _is_quiet(content: bytes) -> bool:
    """Return whether a large sheet holds nothing that is looked for, in one pass.

    Arrow's expressions read some 300 MB a second; Python's own take five passes, each slower.
    """
    if len(content) < LARGE:
        return False
    # Not typed, and used for nothing else here.
    pa, pc = import_module("pyarrow"), import_module("pyarrow.compute")
    offsets = pa.array([0, len(content)], type=pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(
        pa.large_binary(), 1, [None, offsets, pa.py_buffer(content)]
    )  # fmt: skip
    return int(pc.count_substring_regex(whole, _ANYTHING)[0].as_py()) == 0


def _content_problem(content: bytes, name: str) -> Problem | None:
    sheet = _is_sheet(content, name)
    # A drawing that lies in a workbook may declare its own type: it is not opened.
    if (sheet or _is_xml(name)) and declares(content):
        return of_file("workbook-declares", value=name)
    if name.lower().endswith("manifest.xml") and b"encryption-data" in content:
        return of_file("workbook-encrypted")
    if name == "content.xml" and _ODF_LINK.search(content):
        return of_file("workbook-links-out", value=name)
    if sheet:
        far = _FAR_ROW.search(content)
        if far is not None:
            return of_file("workbook-too-many-rows", value=name, most=MOST_ROWS)
        if _FAR_COLUMN.search(content):
            return of_file("workbook-too-wide", value=name, most=MOST_COLUMNS)
        if b"|" in content and _DDE.search(content):
            return of_file("workbook-links-out", value=name)
    return None
