"""Take a filled-in workbook in: checked by the engine of all sheets, entered like a CSV file."""

from __future__ import annotations

from datetime import datetime

from tallystick.interchange.excel.read_entries import ReadWorkbook, read_workbook
from tallystick.interchange.sheets.entering import Beside
from tallystick.interchange.sheets.take_entries import EntryReport, TakenFile, take_entries
from tallystick.kernel.actor import Actor


def take_workbook(
    source: bytes,
    *,
    by: Actor,
    at: datetime | None = None,
    dry_run: bool = False,
    good_rows: bool = False,
    evidence: Beside | None = None,
    name: str = "workbook.xlsx",
) -> tuple[ReadWorkbook, EntryReport]:
    """Take in a workbook of one side's entries as submitted entries of `by`; whole or not at all.

    `good_rows`: the person saw the problems and takes the entries that are in order. A file that
    cannot be read at all has no good rows.
    """
    read = read_workbook(source, by=by)
    report = take_entries(
        (read.entries(), list(read.problems)),
        by=by,
        at=at,
        dry_run=dry_run,
        good_rows=good_rows,
        evidence=evidence,
        file=TakenFile.of(name, source),
    )
    return read, report
