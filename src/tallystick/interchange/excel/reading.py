"""Opens a workbook that passed the pre-check: its sheets as rows of plain values."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import python_calamine

from tallystick.interchange.excel.counting import MOST_ROWS
from tallystick.interchange.excel.precheck import Looked, look
from tallystick.interchange.sheets.rows import MOST_COLUMNS, of_file
from tallystick.kernel.problem import Problem

Cells = list[Any]
_WAIT = 60
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")


@dataclass(frozen=True)
class Sheet:
    """One sheet. Rows begin at row 1 and column A; numbers are floats, empty cells are "".

    Units: `formulas` cells with a formula, True where its value lies ready; `merged` cells that a
    merge covers, to the cell that holds its text; `hidden` rows that the person does not see.
    """

    name: str
    visible: bool
    rows: list[Cells]
    formulas: Mapping[str, bool] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Opened:
    """The sheets of a workbook, or why there are none."""

    kind: str = ""
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()


def open_workbook(source: bytes) -> Opened:
    """Return the sheets of an .xlsx, .xls or .ods; whatever the bytes are, nothing is raised."""
    looked = look(source)
    if looked.problems:
        return Opened(looked.kind, (), looked.problems)
    try:
        sheets = _read(source, looked)
    except python_calamine.PasswordError:
        return _refused(looked.kind, "workbook-encrypted")
    except (ValueError, KeyError, OSError, zipfile.BadZipFile):
        return _refused(looked.kind, "workbook-damaged")
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            return _refused(looked.kind, "workbook-too-many-rows", sheet.name, most=MOST_ROWS)
        if any(len(row) > MOST_COLUMNS for row in sheet.rows[:1]):
            return _refused(looked.kind, "workbook-too-wide", sheet.name, most=MOST_COLUMNS)
    return Opened(looked.kind, sheets)


def _refused(kind: str, code: str, value: str = "", **params: Any) -> Opened:
    return Opened(kind, (), (of_file(code, value=value, **params),))


def _read(source: bytes, looked: Looked) -> tuple[Sheet, ...]:
    """Return the sheets as another process read them, with what the pre-check saw in each."""
    parts = _parts(source) if looked.kind == "xlsx" else {}
    found = []
    for told in _told_apart(source):
        part = parts.get(told["name"], "")
        rows = [[_value(cell) for cell in row] for row in told["rows"]]
        _show_errors(rows, looked.errors.get(part, ()))
        found.append(
            Sheet(
                told["name"],
                told["visible"] == "Visible",
                rows,
                looked.formulas.get(part, {}),
                _covered(told["merged"]),
                looked.hidden.get(part, frozenset()),
            )
        )
    return tuple(found)


def _parts(source: bytes) -> dict[str, str]:
    """Return sheet name → the part it lies in, as the workbook itself says."""
    with zipfile.ZipFile(BytesIO(source)) as archive:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target") for tag in _RELATION.findall(relations)
    }
    found = {}
    for tag in _SHEET.findall(book):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[_plain_xml(_attribute(tag, "name"))] = part
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return (found[1] or found[2] or "") if found else ""


def _plain_xml(text: str) -> str:
    for sign, said in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(said, sign)
    return text.replace("&amp;", "&")


def _covered(ranges: list[Any]) -> dict[str, str]:
    covered = {}
    for (top, left), (bottom, right) in ranges:
        # A merge over a whole sheet covers more cells than anybody filled.
        for row in range(top, min(bottom, top + 1000) + 1):
            for column in range(left, min(right, left + MOST_COLUMNS) + 1):
                if (row, column) != (top, left):
                    covered[f"{letter(column)}{row + 1}"] = f"{letter(left)}{top + 1}"
    return covered


def _show_errors(rows: list[Cells], errors: tuple[tuple[str, int, str], ...]) -> None:
    """Put the error where the reader left an empty cell: empty and wrong are not the same."""
    for letters, row, shown in errors:
        at = 0
        for sign in letters:
            at = at * 26 + ord(sign) - 64
        if row <= len(rows) and at <= len(rows[row - 1]):
            rows[row - 1][at - 1] = shown


def letter(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> letter(0), letter(25), letter(26), letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    text, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        text = chr(65 + digit) + text
    return text


def _told_apart(source: bytes) -> list[dict[str, Any]]:
    """Read in a process of its own: where the library aborts on a file, only that one ends.

    Raises: ValueError where that process refused, broke, or was stopped.
    """
    command = [sys.executable, "-m", "tallystick.interchange.excel.apart"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell, bytes on its input
            command, input=source, capture_output=True, timeout=_WAIT, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise ValueError("too slow") from late
    answer = json.loads(done.stdout or b"{}")
    if answer.get("fault") == "encrypted":
        raise python_calamine.PasswordError
    if done.returncode or "sheets" not in answer:
        raise ValueError("not read")
    return list(answer["sheets"])


def _value(cell: Any) -> Any:
    if not isinstance(cell, list):
        return cell
    kind, told = cell
    if kind == "span":
        return timedelta(seconds=told)
    if kind == "time":
        return time.fromisoformat(told)
    return date.fromisoformat(told) if kind == "date" else datetime.fromisoformat(told)
