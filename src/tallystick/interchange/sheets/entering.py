"""Enter what a sheet says, attach its evidence, hand it on: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tallystick.entries.services import Result, attach_evidence, submit_many, take_reports
from tallystick.interchange.sheets.entries import EntryRow, placed
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem

# Where the files lie that rows name as evidence: a folder, or what was sent, by name.
Beside = Path | Mapping[str, bytes]


def fresh_of(entries: list[EntryRow], results: Sequence[Result]) -> list[tuple[EntryRow, Result]]:
    """Return the entries that are new, each with what became of it."""
    pairs = zip(entries, results, strict=True)
    return [(e, r) for e, r in pairs if r.entry is not None and not r.known]


class _NotAll(Exception):
    """Undoes a round in which an entry was refused."""


def enter_whole(
    entries: list[EntryRow],
    by: Actor,
    at: datetime | None,
    folder: Beside | None,
    examples: frozenset[str],
) -> tuple[list[Result], dict[int, list[Problem]]]:
    """Enter, attach and submit; where one is refused at any step nothing is written.

    Shape: a result an entry, and index → problems, with their cells, of those refused.
    """
    results: list[Result] = []
    refused: dict[int, list[Problem]] = {}
    try:
        with transaction.atomic():
            results = take_reports(
                [entry.report for entry in entries], by=by, at=at, handed_on=True
            )
            new = [r.entry.pk for r in results if r.entry is not None and not r.known]
            _attach(fresh_of(entries, results), folder, by, at, examples)
            submitted = dict(zip(new, submit_many(new, by=by, at=at), strict=True))
            for n, result in enumerate(results):
                last = submitted.get(result.entry.pk, result) if result.entry else result
                if last.problems:
                    refused[n] = [placed(problem, entries[n]) for problem in last.problems]
            if refused:
                raise _NotAll
    except _NotAll:
        pass
    return results, refused


def bytes_of(folder: Beside, name: str) -> bytes:
    """Return what a named file of evidence holds."""
    return (folder / name).read_bytes() if isinstance(folder, Path) else folder[name]


def _attach(
    fresh: list[tuple[EntryRow, Result]],
    folder: Beside | None,
    by: Actor,
    at: datetime | None,
    examples: frozenset[str],
) -> None:
    for entry, result in fresh:
        for name in entry.evidence:
            if folder is not None and result.entry is not None:
                attach_evidence(
                    entry_id=result.entry.pk,
                    name=name,
                    content=bytes_of(folder, name),
                    by=by,
                    at=at,
                    invented=entry.report.pairing in examples,
                )
