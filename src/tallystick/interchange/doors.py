"""The door of each kind of file: what one pass through it finds, in one shape for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.excel.answers import AnswerReport, take_answers
from tallystick.interchange.excel.take_entries import take_workbook
from tallystick.interchange.excel.waiting import FORMAT as MATCHING
from tallystick.interchange.models import ImportRun
from tallystick.interchange.pasted.table import ENDING
from tallystick.interchange.pasted.take_table import take_table
from tallystick.interchange.sheets.found import Fate, FoundRow
from tallystick.interchange.sheets.take_entries import EntryReport, TakenFile, take_entries
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem


@dataclass(frozen=True)
class FoundInFile:
    """What one pass over a file found: its kind, the report that is kept, and its rows."""

    kind: str
    report: dict[str, Any]
    rows: tuple[FoundRow, ...] = ()


def pass_through(
    run: ImportRun,
    content: bytes,
    beside: Mapping[str, bytes],
    *,
    by: Actor,
    dry_run: bool,
    good_rows: bool,
) -> FoundInFile:
    """Take a file through its own door; which one it is, its name or its manifest says.

    `beside`: the files that were sent with it, which its rows name as evidence.
    """
    if is_csv(run.name):
        read = read_entries(content)
        file = TakenFile(run.name, run.sha256)
        report = take_entries(
            read, by=by, dry_run=dry_run, good_rows=good_rows, evidence=beside, file=file
        )
        return _entries_found(report, ())
    if is_table(run.name):
        table, report = take_table(
            content, by=by, dry_run=dry_run, good_rows=good_rows, evidence=beside, name=run.name
        )
        return _entries_found(report, table.warnings)
    workbook, report = take_workbook(
        content, by=by, dry_run=dry_run, good_rows=good_rows, evidence=beside, name=run.name
    )
    if [p.code for p in workbook.problems] == ["workbook-of-another-kind"]:
        return _answers_found(take_answers(content, by=by, dry_run=dry_run, good_rows=good_rows))
    return _entries_found(report, workbook.warnings)


def is_csv(name: str) -> bool:
    """Return whether a file is a sheet of separated values, by its name."""
    return name.lower().endswith((".csv", ".txt"))


def is_table(name: str) -> bool:
    """Return whether a file is a table that was pasted or typed on a page, by its name."""
    return name.endswith(ENDING)


def _answers_found(answers: AnswerReport) -> FoundInFile:
    report = {
        "rows": answers.rows,
        "accepted": len(answers.results),
        "problems": [problem.kept() for problem in answers.problems],
        "warnings": [],
        "results": [
            {"number": r.number, "cell": r.cell, "outcome": r.outcome,
             "problems": [problem.kept() for problem in r.problems]}
            for r in answers.results
        ],
    }  # fmt: skip
    return FoundInFile(MATCHING, report)


def _entries_found(report: EntryReport, warnings: Iterable[Problem]) -> FoundInFile:
    return FoundInFile(
        ImportRun.Kind.ENTRIES,
        {
            "rows": report.rows,
            "accepted": report.accepted,
            "written": report.written,
            "known": report.known,
            "numbers": list(report.numbers),
            "sums": [asdict(one) for one in report.sums],
            "faulty": sum(row.fate == Fate.FAULTY for row in report.found),
            "upload": report.upload,
            "problems": [problem.kept() for problem in report.problems],
            "warnings": [problem.kept() for problem in warnings],
        },
        report.found,
    )
