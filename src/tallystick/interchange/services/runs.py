"""Take a person's workbook through its run: checked when it is sent, taken when she says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import User
from tallystick.access.services import record_act
from tallystick.entries.evidence import new_key, sealed_bytes, unsealed_bytes
from tallystick.entries.rules.files import plain_name
from tallystick.entries.services import Report
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.excel.answers import take_answers
from tallystick.interchange.excel.marked import mark_workbook
from tallystick.interchange.excel.read_entries import read_workbook
from tallystick.interchange.excel.take_entries import take_workbook
from tallystick.interchange.excel.waiting import FORMAT as MATCHING
from tallystick.interchange.models import ImportRun
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused


@dataclass(frozen=True)
class _Found:
    """What one pass over a file found, in one shape for both kinds."""

    kind: str
    report: dict[str, Any]


def receive_workbook(
    *, name: str, content: bytes, by: Actor, at: datetime | None = None
) -> ImportRun:
    """Keep a workbook and check it whole; nothing of it enters yet.

    Shape: the run's report lists every problem and warning with its cell.
    """
    if by.user_id is None:
        raise Refused.of("who-acts", path="by")
    found = _passed(content, by, dry_run=True, good_rows=False)
    sha256 = sha256_hex(content)
    key, wrapped = new_key(sha256)
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=found.kind,
            name=plain_name(name)[:200],
            sha256=sha256,
            size=len(content),
            content=sealed_bytes(content, sha256, key),
            wrapped_key=wrapped,
            report=found.report,
            user=User.objects.get(pk=by.user_id),
            sent_at=at or timezone.now(),
        )
        after = {"sha256": sha256, "kind": found.kind}
        record_act("interchange.receive", "import_run", str(run.pk), by=by, after=after)
    return run


def _passed(content: bytes, by: Actor, *, dry_run: bool, good_rows: bool, name: str = "") -> _Found:
    """Take a file through its own door; which one it is, its manifest says."""
    read, report = take_workbook(
        content, by=by, dry_run=dry_run, good_rows=good_rows, name=name or "workbook.xlsx"
    )
    if [p.code for p in read.problems] == ["workbook-of-another-kind"]:
        answers = take_answers(content, by=by, dry_run=dry_run, good_rows=good_rows)
        return _Found(
            MATCHING,
            {
                "rows": answers.rows,
                "accepted": len(answers.results),
                "problems": [kept(problem) for problem in answers.problems],
                "warnings": [],
                "results": [
                    {"number": r.number, "cell": r.cell, "outcome": r.outcome,
                     "problems": [kept(problem) for problem in r.problems]}
                    for r in answers.results
                ],
            },
        )  # fmt: skip
    return _Found(
        "entries",
        {
            "rows": read.rows,
            "accepted": report.accepted,
            "written": report.written,
            "known": report.known,
            "numbers": list(report.numbers),
            "upload": report.upload,
            "problems": [kept(problem) for problem in report.problems],
            "warnings": [kept(problem) for problem in read.warnings],
        },
    )


def kept(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is kept, so that it can be said in any language later."""
    params = {name: value for name, value in problem.params.items() if _is_plain(value)}
    others = {k: str(v) for k, v in problem.params.items() if not _is_plain(v)}
    return {
        "code": problem.code,
        "path": problem.path,
        "params": {**params, **others},
        "value": problem.value,
    }


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | bool)


def told(rows: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return kept problems as values."""
    return [Problem(row["code"], row["path"], row["params"], row["value"]) for row in rows]


def take_run(*, run_id: int, good_rows: bool, by: Actor, at: datetime | None = None) -> ImportRun:
    """Take a checked workbook in: whole, or only its good rows where she saw the list.

    Raises: NotFound for somebody else's; Conflict where it was decided already; Refused while a
    cell is wrong and the good rows were not chosen.
    """
    run = _open(run_id, by)
    content = _content(run)
    # Whoever presses twice finds the run taken; matching takes each book's turn on its own, so
    # this cannot be one transaction.
    _move(run, ImportRun.State.CHECKED, ImportRun.State.TAKEN, at)
    try:
        found = _passed(content, by, dry_run=False, good_rows=good_rows, name=run.name)
        if found.report["problems"] and not good_rows:
            raise Refused(told(found.report["problems"]))
    except BaseException:
        _move(run, ImportRun.State.TAKEN, ImportRun.State.CHECKED, None)
        raise
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(report=found.report)
        record_act("interchange.take", "import_run", str(run.pk), by=by)
    return _open(run_id, by)


def _move(run: ImportRun, before: str, after: str, at: datetime | None) -> None:
    """Set a run's next state where it still is in the old one.

    Raises: Conflict when it was decided already.
    """
    held = ImportRun.objects.filter(pk=run.pk, state=before)
    when = (at or timezone.now()) if after == ImportRun.State.TAKEN else None
    if held.update(state=after, decided_at=when) != 1:
        raise Conflict.of("changed-meanwhile", state=ImportRun.objects.get(pk=run.pk).state)


@transaction.atomic
def drop_run(*, run_id: int, by: Actor, at: datetime | None = None) -> ImportRun:
    """Forget a checked workbook: its bytes and its key go, that it was sent stays.

    Raises: NotFound for somebody else's; Conflict where it was decided already.
    """
    run = _open(run_id, by)
    held = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.CHECKED)
    dropped = {"state": ImportRun.State.DROPPED, "content": None, "wrapped_key": None}
    if held.update(**dropped, decided_at=at or timezone.now()) != 1:
        raise Conflict.of("changed-meanwhile", state=run.state)
    record_act("interchange.drop", "import_run", str(run.pk), by=by)
    return _open(run_id, by)


def marked_run(*, run_id: int, by: Actor, lang: str) -> bytes:
    """Return the person's own workbook with its faulty cells marked.

    Raises: NotFound for somebody else's or a dropped one; Refused where it cannot be marked.
    """
    run = _open(run_id, by)
    results = [p for row in run.report.get("results", ()) for p in row["problems"]]
    problems = told([*run.report["problems"], *results])
    return mark_workbook(_content(run), problems, told(run.report["warnings"]), lang=lang)


def _open(run_id: int, by: Actor) -> ImportRun:
    run = ImportRun.objects.visible_to(by).filter(pk=run_id).first()
    if run is None:
        raise NotFound.of("not-found", what="upload", code=str(run_id))
    return run


def _content(run: ImportRun) -> bytes:
    if run.content is None or run.wrapped_key is None:
        raise NotFound.of("not-found", what="upload", code=str(run.pk))
    return unsealed_bytes(bytes(run.content), run.sha256, bytes(run.wrapped_key))


def corrected_reports(*, content: bytes, by: Actor) -> Mapping[str, Report]:
    """Return own reference → report of a corrected file, a workbook or a CSV file.

    Raises: Refused with every cell that is not in order.
    """
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        read = read_workbook(content, by=by)
        rows, problems = read.entries(), list(read.problems)
    else:
        rows, problems = read_entries(content)
    if problems:
        raise Refused(problems)
    return {row.report.own_reference: row.report for row in rows}
