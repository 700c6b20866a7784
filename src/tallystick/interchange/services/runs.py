"""Take a person's file through its run: checked when it is sent, taken when she says so.

A file of thousands of rows is checked and taken by the worker, while her page tells how far it has
come. What is taken in and that it was taken are one transaction: a worker that dies leaves nothing
half-written.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from tallystick.access.models import User
from tallystick.access.queries import actor_of
from tallystick.access.services import record_act
from tallystick.entries.evidence import new_key, sealed_bytes, unsealed_bytes
from tallystick.entries.rules.files import plain_name
from tallystick.interchange.doors import FoundInFile, is_table, pass_through
from tallystick.interchange.excel.marked import mark_workbook
from tallystick.interchange.excel.waiting import FORMAT as MATCHING
from tallystick.interchange.models import ImportRun, RunFile
from tallystick.interchange.pasted.table import ENDING, Asked
from tallystick.interchange.services.run_rows import forget_rows, keep_rows
from tallystick.interchange.sheets.bundle import unbundled
from tallystick.interchange.watch import Watch, ask_to_stop, forget, seen, turn
from tallystick.journal.busy import RETRY_AFTER, busy_problem, is_busy
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.kernel.progress import Stopped, listening

logger = logging.getLogger(__name__)
State = ImportRun.State
# A file up to so many bytes is done while its sender waits: some two hundred rows.
SMALL = 60_000
# The same of a table: its rows are plain text.
SMALL_TABLE = 15_000
# How often the worker begins a step before it gives way to others who write.
TRIES = 3


def hand_in(
    *,
    name: str,
    content: bytes,
    by: Actor,
    files: Sequence[tuple[str, bytes]] = (),
    replaces: int | None = None,
    at: datetime | None = None,
) -> ImportRun:
    """Keep a file; a small one is checked at once, a large one by the worker where one runs.

    Units: `files` (name, content) lie beside it, one by one or in a ZIP; rows name them as
    evidence. `replaces` is the run of the same file before it was mended: one that was not taken
    is dropped, and what lay beside it lies beside this one.
    Shape: the run's report lists every problem and warning with its cell; nothing enters yet.
    Raises: NotFound for a run of somebody else; Conflict while work on that one goes on.
    """
    with transaction.atomic():
        before = _mended(replaces, by) if replaces is not None else None
        run = _keep(name, content, by, at, files, before)
        if before is not None and before.state == State.CHECKED:
            drop_run(run_id=before.pk, by=by, at=at)
    _do("check-run", run, by)
    return _open(run.pk, by)


def _mended(run_id: int, by: Actor) -> ImportRun:
    """Return the run in whose place another file is sent.

    Raises: NotFound; Conflict while it is being checked or taken in.
    """
    run = _open(run_id, by)
    if run.state in (State.CHECKING, State.TAKING):
        raise Conflict.of("changed-meanwhile", state=run.state)
    return run


def _keep(
    name: str,
    content: bytes,
    by: Actor,
    at: datetime | None,
    files: Sequence[tuple[str, bytes]],
    before: ImportRun | None,
) -> ImportRun:
    if by.user_id is None:
        raise Refused.of("who-acts", path="by")
    beside = {**(_beside(before) if before is not None else {}), **unbundled(files)}
    sha256 = sha256_hex(content)
    key, wrapped = new_key(sha256)
    now = at or timezone.now()
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=ImportRun.Kind.UNKNOWN,
            name=plain_name(name)[:200],
            sha256=sha256,
            size=len(content),
            content=sealed_bytes(content, sha256, key),
            wrapped_key=wrapped,
            user=User.objects.get(pk=by.user_id),
            replaces=before,
            sent_at=now,
            begun_at=now,
        )
        RunFile.objects.bulk_create(_file(run, *one) for one in beside.items())
        after = {"sha256": sha256, "files": len(beside)}
        if before is not None:
            after["replaces"] = before.pk
        record_act("interchange.receive", "import_run", str(run.pk), by=by, after=after)
    return run


def _file(run: ImportRun, name: str, content: bytes) -> RunFile:
    sha256 = sha256_hex(content)
    key, wrapped = new_key(sha256)
    sealed = sealed_bytes(content, sha256, key)
    return RunFile(run=run, name=name, sha256=sha256, content=sealed, wrapped_key=wrapped)


def _beside(run: ImportRun) -> dict[str, bytes]:
    return {
        one.name: unsealed_bytes(bytes(one.content), one.sha256, bytes(one.wrapped_key))
        for one in run.files.all()
    }


def _do(job: str, run: ImportRun, by: Actor) -> None:
    """Do a step of a run here and now, or hand it to the worker where it is long."""
    if settings.WORKER and run.size > (SMALL_TABLE if is_table(run.name) else SMALL):
        import_string(settings.ENQUEUE)(job, run.pk, run.attempt)
    else:
        STEPS[job](run, by)


def do_run(job: str, run_id: int, attempt: int) -> None:
    """Do one step of a run as the person who sent it; called by the worker.

    A job that comes late, after she stopped it or began anew, does nothing.
    """
    run = ImportRun.objects.filter(pk=run_id, attempt=attempt).select_related("user").first()
    if run is None or not run.user.is_active or run.state not in (State.CHECKING, State.TAKING):
        return
    by = actor_of(run.user, on=timezone.localdate())
    try:
        with Watch(run.pk, attempt) as watch, listening(watch.hear):
            watch.hear("waiting", 0, 0)
            with turn():
                _patiently(STEPS[job], run, by, watch)
    except Stopped:
        _back(run, "run-stopped")
    except Refused as refused:
        _back(run, refused.code)
    except Exception as error:
        _back(run, _trouble(error))
        if is_busy(error):
            # Nothing broke, and her page says so: she begins it again.
            logger.warning("run %s gave way: the book was busy %s times", run_id, TRIES)
            return
        logger.exception("run %s failed", run_id)
        raise


def _patiently(
    step: Callable[[ImportRun, Actor], None], run: ImportRun, by: Actor, watch: Watch
) -> None:
    """Do a step, and again after a while where others were writing; she may stop it meanwhile.

    What was tried is undone as a whole. The answers of a matching sheet stand row by row, so that
    half of them may stand: these are not begun again by themselves.
    """
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            step(run, by)
        except OperationalError as error:
            whole = run.state == State.CHECKING or run.kind != MATCHING
            if last or not whole or not is_busy(error):
                raise
        else:
            return
        for _second in range(RETRY_AFTER):
            watch.hear("waiting", 0, 0)
            time.sleep(1)


def _trouble(error: BaseException) -> str:
    """Return the code of the sentence that says why an attempt came to nothing."""
    if isinstance(error, Refused):
        return error.code
    return busy_problem().code if is_busy(error) else "run-failed"


def _check(run: ImportRun, by: Actor) -> None:
    """Look a kept file through, and keep what was found: her page reads no file anew."""
    found = _passed(run, by, dry_run=True, good_rows=False)
    with transaction.atomic():
        _move(run, State.CHECKING, State.CHECKED, kind=found.kind, report=found.report, trouble="")
        keep_rows(run, found.rows)


def _take(run: ImportRun, by: Actor) -> None:
    """Take a checked file in, and note it in the same transaction where that can be.

    Raises: Refused while a cell is wrong and the good rows were not chosen.
    """
    if run.kind == MATCHING:
        # Matching takes each book's turn on its own: each row stands as soon as it is decided.
        _taken(run, by)
        return
    with transaction.atomic():
        _taken(run, by)


def _taken(run: ImportRun, by: Actor) -> None:
    found = _passed(run, by, dry_run=False, good_rows=run.good_rows)
    if found.report["problems"] and not run.good_rows:
        raise Refused(told(found.report["problems"]))
    now = timezone.now()
    _move(run, State.TAKING, State.TAKEN, report=found.report, decided_at=now, trouble="")
    # What a row named lies under its entry now, and what it said stands there.
    run.files.all().delete()
    forget_rows(run)
    record_act("interchange.take", "import_run", str(run.pk), by=by)


STEPS: dict[str, Callable[[ImportRun, Actor], None]] = {"check-run": _check, "take-run": _take}


def _passed(run: ImportRun, by: Actor, *, dry_run: bool, good_rows: bool) -> FoundInFile:
    content, beside = _content(run), _beside(run)
    return pass_through(run, content, beside, by=by, dry_run=dry_run, good_rows=good_rows)


def hand_in_table(
    *, asked: Asked, title: str, by: Actor, files: Sequence[tuple[str, bytes]] = ()
) -> ImportRun:
    """Keep a table as a file, and check it like one: `title` is what it is called in lists."""
    name = f"{title.replace('/', ' ')[:150]}{ENDING}"
    return hand_in(name=name, content=asked.kept, by=by, files=files)


def table_again(*, run_id: int, by: Actor) -> Asked | None:
    """Return a table that was handed in, to be mended; None where a run is of another file.

    Raises: NotFound for somebody else's.
    """
    return table_of(_open(run_id, by))


def table_of(run: ImportRun) -> Asked | None:
    """Return the table that a run keeps; None where it keeps another file, or none any more."""
    if not is_table(run.name) or run.content is None:
        return None
    return Asked.of(_content(run))


def told(rows: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return kept problems as values."""
    return [Problem.told(row) for row in rows]


def take_run(*, run_id: int, good_rows: bool, by: Actor, at: datetime | None = None) -> ImportRun:
    """Take a checked file in: whole, or only its good rows where she saw the list.

    A large one is handed to the worker where one runs; its page tells how far it has come.
    Raises: NotFound for somebody else's; Conflict where it was decided already; Refused while a
    cell is wrong and the good rows were not chosen.
    """
    run = _open(run_id, by)
    _content(run)
    # Whoever presses twice finds the run taken already.
    _begin(run, State.CHECKED, State.TAKING, good_rows=good_rows, at=at)
    _do_or_give_back("take-run", run, by)
    return _open(run_id, by)


def try_run_again(*, run_id: int, by: Actor, at: datetime | None = None) -> ImportRun:
    """Begin a step anew that broke off, or that no worker took; the job left over does nothing.

    Raises: NotFound; Conflict where somebody is still at work on it, or nothing is open.
    """
    run = _open(run_id, by)
    if run.state not in (State.CHECKING, State.TAKING) or _is_live(run):
        raise Conflict.of("changed-meanwhile", state=run.state)
    forget(run.pk)
    _begin(run, run.state, run.state, good_rows=run.good_rows, at=at)
    _do_or_give_back("take-run" if run.state == State.TAKING else "check-run", run, by)
    return _open(run_id, by)


def stop_run(*, run_id: int, by: Actor) -> ImportRun:
    """Stop what is being done with a file: a live job at its next row, one that waits at once.

    Raises: NotFound; Conflict where it was done meanwhile.
    """
    run = _open(run_id, by)
    if run.state not in (State.CHECKING, State.TAKING):
        raise Conflict.of("changed-meanwhile", state=run.state)
    record_act("interchange.stop", "import_run", str(run.pk), by=by)
    if _is_live(run):
        # It holds the database's lock, or may be about to end: it takes itself back.
        ask_to_stop(run.pk, run.attempt)
    else:
        forget(run.pk)
        _back(run, "run-stopped")
    return _open(run_id, by)


def _is_live(run: ImportRun) -> bool:
    told = seen(run.pk)
    return told is not None and told.attempt == run.attempt and told.lives


def _begin(
    run: ImportRun, before: str, after: str, *, good_rows: bool, at: datetime | None
) -> None:
    """Open a new attempt at a step.

    Raises: Conflict when somebody else did, or it was decided already.
    """
    held = ImportRun.objects.filter(pk=run.pk, state=before, attempt=run.attempt)
    changes = {"good_rows": good_rows, "begun_at": at or timezone.now(), "trouble": ""}
    if held.update(state=after, attempt=F("attempt") + 1, **changes) != 1:
        raise Conflict.of("changed-meanwhile", state=ImportRun.objects.get(pk=run.pk).state)
    run.refresh_from_db()


def _do_or_give_back(job: str, run: ImportRun, by: Actor) -> None:
    try:
        _do(job, run, by)
    except BaseException as error:
        _back(run, _trouble(error))
        raise


def _back(run: ImportRun, trouble: str) -> None:
    """Let a run stand where it stood before this attempt, and keep why it came to nothing."""
    state = State.CHECKED if run.state == State.TAKING else run.state
    held = ImportRun.objects.filter(pk=run.pk, state=run.state, attempt=run.attempt)
    held.update(state=state, trouble=trouble[:30], attempt=F("attempt") + 1)


def _move(run: ImportRun, before: str, after: str, **changes: Any) -> None:
    """Set a run's next state where this attempt at it is still the one that counts.

    Raises: Conflict when it was stopped or decided meanwhile; what it wrote rolls back with it.
    """
    held = ImportRun.objects.filter(pk=run.pk, state=before, attempt=run.attempt)
    if held.update(state=after, **changes) != 1:
        raise Conflict.of("changed-meanwhile", state=ImportRun.objects.get(pk=run.pk).state)


@transaction.atomic
def drop_run(*, run_id: int, by: Actor, at: datetime | None = None) -> ImportRun:
    """Forget a file that is not taken: its bytes and its key go, that it was sent stays.

    Raises: NotFound for somebody else's; Conflict where it was decided, or work on it goes on.
    """
    run = _open(run_id, by)
    if _is_live(run):
        raise Conflict.of("changed-meanwhile", state=run.state)
    held = ImportRun.objects.filter(
        pk=run.pk, attempt=run.attempt, state__in=(State.CHECKING, State.CHECKED)
    )
    dropped = {"state": State.DROPPED, "content": None, "wrapped_key": None}
    if held.update(**dropped, decided_at=at or timezone.now()) != 1:
        raise Conflict.of("changed-meanwhile", state=run.state)
    run.files.all().delete()
    forget_rows(run)
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
