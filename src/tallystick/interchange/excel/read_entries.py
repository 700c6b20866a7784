"""The workbook in: every sheet read and checked by the engine of all sheets, cell by cell.

Rows alike in all but day, amounts and words are checked once: what the engine says of the first
holds for all. A sheet of two hundred thousand rows has some dozens of kinds of them.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tallystick.interchange.excel.check_rows import SheetCheck
from tallystick.interchange.excel.columns import NOT_ENTERED
from tallystick.interchange.excel.frame import Frame, entry_frame
from tallystick.interchange.excel.layout import LISTS, MANIFEST, VERSION
from tallystick.interchange.excel.reading import Sheet, open_workbook
from tallystick.interchange.excel.sheet_layout import Placed, place
from tallystick.interchange.excel.words import folded, pair, spoken
from tallystick.interchange.excel.write_entries import FORMAT
from tallystick.interchange.sheets.entries import EntryRow
from tallystick.interchange.sheets.rows import at_cell, of_file
from tallystick.interchange.sheets.vocabulary import Vocabulary, shipped
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.rules.pipelines import pipelines

_SERIES = re.compile(r"[0-9]{4}(?:-(?:[0-9]{2}|Q[1-4]))?-[0-9a-f]{8}")


@dataclass(frozen=True)
class ReadWorkbook:
    """What a workbook says. `rows` counts rows with something in them; warnings keep nothing out.

    `entries` builds those in order; it is called once they are to be taken in.
    """

    manifest: Mapping[str, str]
    rows: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    entries: Callable[[], list[EntryRow]] = list


def read_workbook(
    source: bytes, *, by: Actor, vocabulary: Vocabulary | None = None
) -> ReadWorkbook:
    """Return what a returned workbook says: entries in order, and a problem for every other cell.

    Shape: problems carry `sheet`, `cell` and `row` among their parameters; None: the file.
    """
    with no_collection():
        opened = open_workbook(source)
        if opened.problems:
            return ReadWorkbook({}, 0, opened.problems)
        manifest = manifest_of(opened.sheets)
        fault = manifest_fault(manifest, FORMAT)
        if fault is not None:
            return ReadWorkbook(manifest, 0, (fault,))
        try:
            frame = _frame(manifest, by)
        except Refused as refused:
            return ReadWorkbook(manifest, 0, refused.problems)
        return _read(opened.sheets, manifest, frame, vocabulary or shipped())


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector of garbage from counting a million cells over and over."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def manifest_of(sheets: tuple[Sheet, ...]) -> dict[str, str]:
    """Return what the hidden sheet says about the workbook; empty where there is none."""
    for sheet in sheets:
        if sheet.name == MANIFEST:
            return {
                str(row[0]): str(row[1]).removesuffix(".0")
                for row in sheet.rows
                if len(row) > 1 and row[0]
            }
    return {}


def manifest_fault(manifest: Mapping[str, str], wanted: str) -> Problem | None:
    """Return why a workbook is not one that was asked for."""
    if not manifest:
        return of_file("workbook-not-ours")
    if manifest.get("version") != str(VERSION):
        return of_file("workbook-of-another-version", value=manifest.get("version", "")[:20])
    if manifest.get("format") != wanted:
        return of_file("workbook-of-another-kind", value=manifest.get("format", "")[:20])
    if wanted == FORMAT and not _SERIES.fullmatch(manifest.get("series", "")):
        return of_file("workbook-not-ours")
    return None


def _frame(manifest: Mapping[str, str], by: Actor) -> Frame:
    return entry_frame(
        pairing_code=manifest.get("pairing", ""),
        side=manifest.get("side", ""),
        period=manifest.get("period", ""),
        lang="both",
        by=by,
        wanted=tuple(code for code in pipelines() if code not in NOT_ENTERED),
    )


def _read(
    sheets: tuple[Sheet, ...], manifest: Mapping[str, str], frame: Frame, words: Vocabulary
) -> ReadWorkbook:
    known = {form.pipeline: form for form in frame.forms}
    checks: list[SheetCheck] = []
    warnings: list[Problem] = []
    for sheet in sheets:
        if sheet.name in (MANIFEST, LISTS):
            continue
        placed = place(sheet, known)
        if placed is None:
            warnings += _not_read(sheet)
            continue
        checks.append(SheetCheck(placed, manifest, frame, words))
        warnings += _was_hidden(placed)
    for check in checks:
        check.run()
    return ReadWorkbook(
        manifest,
        sum(check.seen for check in checks),
        tuple(problem for check in checks for problem in check.in_order()),
        (*warnings, *(warning for check in checks for warning in check.warnings)),
        lambda: [entry for check in checks for entry in check.entries()],
    )


def _not_read(sheet: Sheet) -> Iterator[Problem]:
    ours = {folded(spoken(pair("sheets", "read_me"), lang)) for lang in ("en", "zh", "both")}
    filled = any(cell != "" for row in sheet.rows for cell in row)
    if filled and folded(sheet.name) not in ours:
        yield of_file("sheet-not-read", value=sheet.name)


def _was_hidden(placed: Placed) -> Iterator[Problem]:
    if not placed.sheet.visible:
        yield of_file("sheet-was-hidden", value=placed.sheet.name)
    for row in sorted(placed.sheet.hidden):
        cells = placed.sheet.rows[row - 1] if row <= len(placed.sheet.rows) else []
        if row >= placed.first and any(cell != "" for cell in cells[1:]):
            yield at_cell(placed.sheet.name, "", row, "", Problem("row-was-hidden"))
