"""Take a table in: read like a sheet of a workbook, entered like a CSV file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tallystick.interchange.pasted.table import Asked, ReadTable, read_table
from tallystick.interchange.sheets.rows import of_file
from tallystick.interchange.sheets.take_entries import EntryReport, TakenFile, take_entries
from tallystick.kernel.actor import Actor


def take_table(
    content: bytes,
    *,
    by: Actor,
    at: datetime | None = None,
    dry_run: bool = False,
    good_rows: bool = False,
    evidence: Mapping[str, bytes] | None = None,
    name: str = "rows.table",
) -> tuple[ReadTable, EntryReport]:
    """Take in a kept table of one side's entries as submitted entries of `by`, as a workbook is."""
    asked = Asked.of(content)
    if asked is None:
        read = ReadTable(None, problems=(of_file("table-damaged"),))
    else:
        read = read_table(asked, by=by)
    report = take_entries(
        (list(read.entries), list(read.problems)),
        by=by,
        at=at,
        dry_run=dry_run,
        good_rows=good_rows,
        evidence=evidence,
        file=TakenFile.of(name, content),
    )
    return read, report
