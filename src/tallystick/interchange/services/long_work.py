"""Take long work from who asked for it to its result: handed to the worker, told of, stopped.

What it keeps and that it is done are one transaction: a worker that dies leaves nothing
half-written, and the work is begun again, or says that it broke off.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from tallystick.access.queries import actor_of, standing
from tallystick.access.services import record_act
from tallystick.entries.evidence import new_key, sealed_bytes, unsealed_bytes
from tallystick.entries.rules.files import plain_name
from tallystick.interchange.kinds import KEPT_DAYS, KINDS, LastStep, Maker, Outcome
from tallystick.interchange.models import LongWork
from tallystick.interchange.watch import Watch, ask_to_stop, forget, seen, turn
from tallystick.journal.busy import RETRY_AFTER, busy_problem, is_busy
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import sha256_hex
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.kernel.progress import Stopped, listening
from tallystick.kernel.text import visible
from tallystick.programme.models import Pairing

logger = logging.getLogger(__name__)
State = LongWork.State
# How often the last step is begun before it gives way to others who write.
TRIES = 3
# What of it can be fetched or begun again goes after its days.
GONE: Mapping[str, None] = {"content": None, "content_key": None, "file": None, "file_key": None}


def hand_over(
    *,
    kind: str,
    title: str,
    asked: Mapping[str, Any],
    by: Actor,
    content: bytes = b"",
    at: datetime | None = None,
) -> LongWork:
    """Ask for long work: the worker does it where one runs, else it is done here and now.

    The same asked twice while it is at work is the one that is at work. `asked` is JSON, and with
    the language that is spoken now it is what the kind is handed.
    Raises: Refused where nobody asks; KeyError for a kind nobody declared.
    """
    if by.user_id is None:
        raise Refused.of("who-acts", path="by")
    said = {**asked, "lang": translation.get_language() or "en"}
    sha256 = sha256_hex(content)
    digest = sha256_hex(json.dumps([kind, said, sha256], sort_keys=True).encode())
    if kind not in KINDS:
        raise KeyError(kind)
    now = at or timezone.now()
    key, wrapped = new_key(sha256) if content else (b"", None)
    try:
        with transaction.atomic():
            work = LongWork.objects.create(
                kind=kind,
                title=visible(" ".join(title.split()))[:300],
                asked=said,
                digest=digest,
                content=sealed_bytes(content, sha256, key) if content else None,
                content_key=wrapped,
                content_sha256=sha256,
                user_id=by.user_id,
                asked_at=now,
                begun_at=now,
            )
            record_act(
                "interchange.ask", "long_work", str(work.pk), by=by, after={"kind": kind}, at=at
            )
    except IntegrityError:
        # The one at work; where it has ended since, what it came to answers this as well.
        return LongWork.objects.visible_to(by).filter(digest=digest).latest("pk")
    _set_off(work)
    return _open(work.pk, by)


def _set_off(work: LongWork) -> None:
    if settings.WORKER:
        import_string(settings.ENQUEUE)("long-work", work.pk, work.attempt)
    else:
        do_work(work.pk, work.attempt)


def name_of(work: LongWork) -> str:
    """Return by what name a piece of work tells where it stands."""
    return f"work-{work.pk}"


def do_work(work_id: int, attempt: int) -> None:
    """Do work as the person who asked for it, as she may by then; called by the worker.

    A job that comes late, after she stopped it or began anew, does nothing.
    """
    held = LongWork.objects.filter(pk=work_id, attempt=attempt, state=State.OPEN)
    work = held.select_related("user").first()
    if work is None or not work.user.is_active:
        return
    by = actor_of(work.user, on=timezone.localdate())
    try:
        with (
            translation.override(work.asked["lang"]),
            Watch(name_of(work), attempt) as watch,
            listening(watch.hear),
        ):
            _through(work, by, watch)
    except Stopped:
        _end(work, State.STOPPED, [Problem("work-stopped")])
    except Refused as refused:
        _end(work, State.FAILED, refused.problems)
    except Exception as error:
        if is_busy(error):
            _end(work, State.FAILED, [busy_problem()])
            logger.warning("work %s gave way: the book was busy %s times", work_id, TRIES)
            return
        _end(work, State.FAILED, [Problem("work-failed")])
        logger.exception("work %s failed", work_id)
        raise


def _through(work: LongWork, by: Actor, watch: Watch) -> None:
    """Do all that is long, then the last step in one transaction with the note that it is done."""
    make: Maker = import_string(KINDS[work.kind].does)
    finish = make(work.asked, _content(work), by)
    for last in (False,) * (TRIES - 1) + (True,):
        watch.hear("finishing", 0, 0)
        try:
            with turn(), transaction.atomic():
                _done(work, finish)
        except OperationalError as error:
            if last or not is_busy(error):
                raise
        else:
            return
        for _second in range(RETRY_AFTER):
            watch.hear("waiting", 0, 0)
            time.sleep(1)


def _done(work: LongWork, finish: LastStep) -> None:
    """Keep what it came to.

    Raises: Conflict where it was stopped or begun anew meanwhile; what it wrote rolls back with it.
    """
    made = finish()
    now = timezone.now()
    changes: dict[str, Any] = {"answer": dict(made.answer), "page": list(made.page), "problems": []}
    changes |= {"content": None, "content_key": None, "ended_at": now, "state": State.DONE}
    held = LongWork.objects.filter(pk=work.pk, attempt=work.attempt, state=State.OPEN)
    if held.update(**changes, **_sealed(made), kept_until=now + timedelta(days=KEPT_DAYS)) != 1:
        raise Conflict.of("changed-meanwhile", state=LongWork.objects.get(pk=work.pk).state)


def _sealed(made: Outcome) -> dict[str, Any]:
    if not made.content:
        return {}
    sha256 = sha256_hex(made.content)
    key, wrapped = new_key(sha256)
    return {
        "file_name": plain_name(made.name)[:200],
        "media_type": made.media_type[:100],
        "file": sealed_bytes(made.content, sha256, key),
        "file_key": wrapped,
        "file_sha256": sha256,
        "size": len(made.content),
    }


def _end(work: LongWork, state: str, problems: Any) -> bool:
    """Let work stand as it ended; return whether this attempt at it still counted."""
    now = timezone.now()
    held = LongWork.objects.filter(pk=work.pk, attempt=work.attempt, state=State.OPEN)
    ended = held.update(
        state=state,
        problems=[problem.kept() for problem in problems],
        attempt=F("attempt") + 1,
        ended_at=now,
        kept_until=now + timedelta(days=KEPT_DAYS),
    )
    return ended == 1


def stop_work(*, work_id: int, by: Actor) -> LongWork:
    """Stop work: what is live at its next step, what waits at once.

    Raises: NotFound for somebody else's; Conflict where it ended meanwhile.
    """
    work = _open(work_id, by)
    if work.state != State.OPEN:
        raise Conflict.of("changed-meanwhile", state=work.state)
    with transaction.atomic():
        if is_live(work):
            ask_to_stop(name_of(work), work.attempt)
        elif _end(work, State.STOPPED, [Problem("work-stopped")]):
            forget(name_of(work))
        else:
            raise Conflict.of("changed-meanwhile", state=_open(work_id, by).state)
        record_act("interchange.stop", "long_work", str(work.pk), by=by)
    return _open(work_id, by)


def begin_work_again(*, work_id: int, by: Actor, at: datetime | None = None) -> LongWork:
    """Begin work anew that was stopped, came to nothing, broke off, or that no worker took.

    Raises: NotFound; Conflict where it is at work or done; Refused where what came with it is gone.
    """
    work = _open(work_id, by)
    if work.state == State.DONE or is_live(work):
        raise Conflict.of("changed-meanwhile", state=work.state)
    _content(work)
    forget(name_of(work))
    held = LongWork.objects.filter(pk=work.pk, state=work.state, attempt=work.attempt)
    changes: dict[str, Any] = {"begun_at": at or timezone.now(), "ended_at": None, "problems": []}
    try:
        with transaction.atomic():
            begun = held.update(state=State.OPEN, attempt=F("attempt") + 1, **changes)
            if begun == 1:
                record_act("interchange.begin_again", "long_work", str(work.pk), by=by, at=at)
    except IntegrityError:
        # The same was asked for again meanwhile, and is at work.
        begun = 0
    if begun != 1:
        raise Conflict.of("changed-meanwhile", state=LongWork.objects.get(pk=work.pk).state)
    _set_off(_open(work_id, by))
    return _open(work_id, by)


def is_live(work: LongWork) -> bool:
    """Return whether somebody is at work on this attempt now."""
    told = seen(name_of(work))
    return told is not None and told.attempt == work.attempt and told.lives


def file_of_work(*, work_id: int, by: Actor) -> tuple[LongWork, bytes]:
    """Return the file that work made.

    Raises: NotFound for somebody else's, where there is none or it is kept no longer, and where
    who asked for it does not see any more of what it was made.
    """
    work = _open(work_id, by)
    over = work.kept_until is not None and work.kept_until < timezone.now()
    if work.file is None or work.file_key is None or over or not still_seen(work, by):
        raise NotFound.of("not-found", what="file", code=str(work_id))
    return work, unsealed_bytes(bytes(work.file), work.file_sha256, bytes(work.file_key))


def still_seen(work: LongWork, by: Actor) -> bool:
    """Return whether a person may still be given what she asked for.

    She sits wherever she sat when she asked, and sees the pairing it was of, where it was of one.
    """
    then, now = timezone.localdate(work.asked_at), timezone.localdate()
    lost = standing(then).filter(user=by.user_id).exclude(pk__in=standing(now).values("pk"))
    if lost.exists():
        return False
    code = work.asked.get("pairing")
    return code is None or Pairing.objects.visible_to(by).filter(code=code).exists()


def clear_work(at: datetime | None = None) -> int:
    """Let go of what is kept no longer; return of how much work. That it was done stays."""
    over = LongWork.objects.filter(kept_until__lt=at or timezone.now())
    held = over.exclude(content=None, file=None).exclude(state=State.OPEN)
    return held.update(**GONE)


def _open(work_id: int, by: Actor) -> LongWork:
    work = LongWork.objects.visible_to(by).filter(pk=work_id).first()
    if work is None:
        raise NotFound.of("not-found", what="long work", code=str(work_id))
    return work


def _content(work: LongWork) -> bytes:
    """Return what came with it. Raises: Refused where that is kept no longer."""
    if work.content_sha256 == sha256_hex(b""):
        return b""
    if work.content is None or work.content_key is None:
        raise Refused.of("work-let-go", days=KEPT_DAYS)
    return unsealed_bytes(bytes(work.content), work.content_sha256, bytes(work.content_key))
