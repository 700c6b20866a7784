"""Take a file of entries in: read it, enter it whole, attach its evidence, submit it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tallystick.entries.rules.files import examine, plain_name
from tallystick.entries.services import Result, record_upload
from tallystick.interchange.sheets.entering import Beside, bytes_of, enter_whole, fresh_of
from tallystick.interchange.sheets.entries import EntryRow
from tallystick.interchange.sheets.found import FoundRow, Sum, found_rows, sums_of
from tallystick.interchange.sheets.trial import try_in_slices
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.programme.queries import invented_pairings

# The longest name a file may have on the systems we run on, in bytes.
LONGEST_NAME = 255

Read = tuple[list[EntryRow], list[Problem]]


@dataclass(frozen=True)
class EntryReport:
    """What became of a file of entries: `accepted` were in order, `written` are new.

    `known` were entered before with the very same content; `numbers` are the new entries', and
    `upload` is under what the file is kept with them. `found` is every entry of the file, the
    faulty ones too.
    """

    rows: int
    accepted: int
    written: int
    known: int
    numbers: tuple[str, ...]
    problems: tuple[Problem, ...]
    upload: str = ""
    found: tuple[FoundRow, ...] = ()

    @property
    def sums(self) -> tuple[Sum, ...]:
        """What the entries in order sum to, by move and unit."""
        return sums_of(self.found)


@dataclass(frozen=True)
class TakenFile:
    """A file as it came: its name, and the SHA-256 of its bytes."""

    name: str
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> TakenFile:
        """Return what is kept of a file.

        >>> TakenFile.of("march.csv", b"").sha256[:8]
        'e3b0c442'
        """
        return cls(plain_name(name), hashlib.sha256(content).hexdigest())


class _NothingEnters(Exception):
    """Carries the report out of the transaction that it undoes."""

    def __init__(self, report: EntryReport) -> None:
        super().__init__()
        self.report = report


def take_entries(
    read: Read,
    *,
    by: Actor,
    at: datetime | None = None,
    dry_run: bool = False,
    good_rows: bool = False,
    evidence: Beside | None = None,
    file: TakenFile | None = None,
) -> EntryReport:
    """Take in a sheet of one side's entries as submitted entries of `by`; whole or not at all.

    `read`: what the reader of the format found, in order and not.
    `good_rows`: the person saw the problems and takes the entries that are in order. `evidence`
    is the folder in which the files named in the column `evidence` lie, or those files by name.
    `file`: where the rows
    stood, so that what it brought can be found, and put right, together.
    """
    entries, problems = read
    if dry_run:
        return _tried(entries, problems, by, at, evidence)
    try:
        with transaction.atomic():
            report = _take(entries, problems, by, at, evidence, file)
            if report.problems and not good_rows:
                raise _NothingEnters(report)
    except _NothingEnters as undone:
        return replace(undone.report, written=0, numbers=(), upload="")
    return report


def _take(
    entries: list[EntryRow],
    problems: list[Problem],
    by: Actor,
    at: datetime | None,
    folder: Beside | None,
    file: TakenFile | None,
) -> EntryReport:
    examples = invented_pairings({entry.report.pairing for entry in entries}, actor=by)
    faults = _faulty(entries, folder, examples)
    while True:
        good = [n for n in range(len(entries)) if n not in faults]
        results, refused = enter_whole([entries[n] for n in good], by, at, folder, examples)
        if not refused:
            break
        # Every fault is told in one pass: what is left is tried on without what was refused.
        faults |= {good[n]: told for n, told in refused.items()}
    fresh = fresh_of([entries[n] for n in good], results)
    upload = _kept(file, fresh, by, at)
    known = {n for n, result in zip(good, results, strict=True) if result.known}
    numbers = tuple(r.entry.number for _, r in fresh if r.entry)
    report = _report(entries, problems, faults, known)
    return replace(report, written=len(fresh), numbers=numbers, upload=upload)


def _tried(
    entries: list[EntryRow],
    problems: list[Problem],
    by: Actor,
    at: datetime | None,
    folder: Beside | None,
) -> EntryReport:
    """Return what would become of a file; nothing is written, and nobody waits for long."""
    examples = invented_pairings({entry.report.pairing for entry in entries}, actor=by)
    faults = _faulty(entries, folder, examples)
    good = [n for n in range(len(entries)) if n not in faults]
    tried = try_in_slices([entries[n] for n in good], by, at, folder, examples)
    faults |= {good[n]: told for n, told in tried.refused.items()}
    return _report(entries, problems, faults, {good[n] for n in tried.known})


def _faulty(
    entries: list[EntryRow], folder: Beside | None, examples: frozenset[str]
) -> dict[int, list[Problem]]:
    told = ([*_missing(entry, folder), *_out_of_place(entry, examples)] for entry in entries)
    return {n: found for n, found in enumerate(told) if found}


def _report(
    entries: list[EntryRow],
    problems: list[Problem],
    faults: dict[int, list[Problem]],
    known: set[int],
) -> EntryReport:
    rows = found_rows(entries, refused=faults, known=known, unread=problems)
    return EntryReport(
        rows=sum(len(row.rows) for row in rows),
        accepted=len(entries) - len(faults),
        written=0,
        known=len(known),
        numbers=(),
        problems=(*problems, *(problem for told in faults.values() for problem in told)),
        found=rows,
    )


def _kept(
    file: TakenFile | None, fresh: list[tuple[EntryRow, Result]], by: Actor, at: datetime | None
) -> str:
    """Keep which file brought what, so that a slip in it is put right as a whole."""
    if file is None or not fresh:
        return ""
    brought = [(r.entry.pk, entry.rows[0].number) for entry, r in fresh if r.entry is not None]
    return record_upload(name=file.name, sha256=file.sha256, rows=brought, by=by, at=at).pk


def _missing(entry: EntryRow, folder: Beside | None) -> Iterator[Problem]:
    """Find evidence that is named and not there, or is no document; no name leads elsewhere."""
    row = entry.rows[0]
    for name in entry.evidence:
        if folder is None or not _lies_in(folder, name):
            yield row.at("evidence", Problem("evidence-not-there", "", {}, name[:200]))
            continue
        for found in examine(plain_name(name), bytes_of(folder, name)).problems:
            yield row.at("evidence", found)


def _out_of_place(entry: EntryRow, examples: frozenset[str]) -> Iterator[Problem]:
    """Find made-up figures on their way into a book of real ones."""
    if entry.invented and entry.report.pairing not in examples:
        found = Problem("invented-out-of-place", "", {}, entry.report.pairing)
        yield entry.rows[0].at("invented", found)


def _lies_in(folder: Beside | None, name: str) -> bool:
    """Return whether a file of this name lies in the folder itself, links followed."""
    if folder is None or name != Path(name).name or len(name.encode()) > LONGEST_NAME:
        return False
    if not isinstance(folder, Path):
        return name in folder
    path = (folder / name).resolve()
    return path.parent == folder.resolve() and path.is_file()
