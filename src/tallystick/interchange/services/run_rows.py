"""The rows of a checked file, kept so that its sender sees what would enter before she takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tallystick.entries.rules.reports import Report
from tallystick.interchange.models import ImportRun, RunRow
from tallystick.interchange.sheets.found import FoundRow, spans

# So many rows go to the database at a time: a file may have two hundred thousand.
BATCH = 2000
LONGEST = {"sheet": 120, "rows": 200}


def keep_rows(run: ImportRun, found: Iterable[FoundRow]) -> None:
    """Keep the rows of a file in place of those kept before; inside the transaction of its check.

    Nothing of a row's record is kept, and of a row that could not be read only what is wrong: a
    person's name may stand there in the wrong cell.
    """
    forget_rows(run)
    RunRow.objects.bulk_create((_row(run, n, row) for n, row in enumerate(found)), batch_size=BATCH)


def forget_rows(run: ImportRun) -> None:
    """Forget the rows of a file that was taken or dropped."""
    RunRow.objects.filter(run=run).delete()


def _row(run: ImportRun, n: int, row: FoundRow) -> RunRow:
    return RunRow(
        run=run,
        n=n,
        sheet=row.sheet[: LONGEST["sheet"]],
        rows=spans(row.rows)[: LONGEST["rows"]],
        fate=row.fate,
        said=_said(row.report) if row.report is not None else {},
        problems=[problem.kept() for problem in row.problems],
    )


def _said(report: Report) -> dict[str, Any]:
    return {
        "pipeline": report.pipeline,
        "move": report.move,
        "statement": report.statement,
        "region": report.region,
        "on": report.happened_on.isoformat(),
        "title": [report.title_en, report.title_zh],
        "lines": [[line.unit, line.amount, line.precision] for line in report.lines],
    }
