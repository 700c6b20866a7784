"""Writes: say what was done where no entry can show it, and acknowledge that for the other side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.entries.services.desk import Desk
from tallystick.exchanges.models import Commitment, Fulfilment
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.fulfilling import fulfilling_sides
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.rules.fulfilments import (
    Sent,
    answer_problems,
    fulfilment_problems,
    sent_file_problems,
)
from tallystick.exchanges.services.commitments import hold_open
from tallystick.exchanges.services.fulfilment_files import lay_files
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.kernel.words import Words

_WRITTEN, _ACKNOWLEDGED = Fulfilment.State.WRITTEN, Fulfilment.State.ACKNOWLEDGED


@transaction.atomic
def report_fulfilment(
    *,
    commitment: Commitment,
    done_on: date,
    text: str,
    by: Actor,
    url: str = "",
    files: Sequence[Sent] = (),
    at: datetime | None = None,
) -> Fulfilment:
    """Say for the office that made a commitment what it did, and on which day.

    It counts when somebody of the other side acknowledges it; `files` show it.
    Raises: Forbidden; Refused with every fault; Conflict where it ended, or one waits already, or
    two of the files are the same.
    """
    sides = fulfilling_sides(commitment)
    row = ROWS["exchanges.report_fulfilment"]
    require(by, row, sides, scope=Words.name_of(commitment.owner))
    problems = fulfilment_problems(done_on, text, url, today_of(commitment.pairing))
    if problems := problems + sent_file_problems(files):
        raise Refused(problems)
    hold_open(commitment.pk)
    last = Fulfilment.objects.filter(commitment=commitment).aggregate(last=Max("n"))["last"] or 0
    moment = at or timezone.now()
    try:
        with transaction.atomic():
            made = Fulfilment.objects.create(
                commitment=commitment, n=last + 1, done_on=done_on, text=text.strip(), url=url,
                writer_id=by.user_id, written_by=by.name, written_at=moment,
            )  # fmt: skip
    except IntegrityError as clash:
        raise Conflict.of("fulfilment-stands", commitment=commitment.code) from clash
    after = {"record": made.n, "done_on": done_on.isoformat(), "text": made.text, "url": url}
    _record("exchanges.report_fulfilment", made, by, moment, after)
    lay_files(made, files, Desk(by, moment))
    return made


@transaction.atomic
def acknowledge_fulfilment(
    *, fulfilment: Fulfilment, by: Actor, at: datetime | None = None
) -> Fulfilment:
    """Put the other side's name under what was done: the commitment is kept, on that day.

    Raises: Forbidden, also for who wrote it herself; Conflict where it was answered meanwhile.
    """
    _require_other(fulfilment, by)
    moment = at or timezone.now()
    _answer(fulfilment, _ACKNOWLEDGED, by, moment, "")
    _record("exchanges.acknowledge_fulfilment", fulfilment, by, moment, {"record": fulfilment.n})
    return fulfilment


@transaction.atomic
def refuse_fulfilment(
    *, fulfilment: Fulfilment, reason: str, by: Actor, at: datetime | None = None
) -> Fulfilment:
    """Say for the other side why what was done does not keep the commitment; it stays open.

    Raises: Forbidden; Refused without a reason; Conflict where it was answered meanwhile.
    """
    _require_other(fulfilment, by)
    if problems := answer_problems(reason):
        raise Refused(problems)
    moment = at or timezone.now()
    _answer(fulfilment, Fulfilment.State.REFUSED, by, moment, reason.strip())
    after = {"record": fulfilment.n}
    _record("exchanges.refuse_fulfilment", fulfilment, by, moment, after, reason.strip())
    return fulfilment


@transaction.atomic
def withdraw_fulfilment(
    *, fulfilment: Fulfilment, by: Actor, at: datetime | None = None
) -> Fulfilment:
    """Take back what one's own office wrote, while nobody has answered.

    Raises: Forbidden; Conflict where it was answered meanwhile.
    """
    made = fulfilment.commitment
    row = ROWS["exchanges.report_fulfilment"]
    require(by, row, fulfilling_sides(made), scope=Words.name_of(made.owner))
    moment = at or timezone.now()
    _answer(fulfilment, Fulfilment.State.WITHDRAWN, by, moment, "")
    _record("exchanges.withdraw_fulfilment", fulfilment, by, moment, {"record": fulfilment.n})
    return fulfilment


def _require_other(fulfilment: Fulfilment, by: Actor) -> None:
    made = fulfilment.commitment
    row = ROWS["exchanges.acknowledge_fulfilment"]
    require(by, row, fulfilling_sides(made), scope=made.pairing.code)
    if by.user_id is not None and by.user_id == fulfilment.writer_id:
        raise Forbidden.of("own-fulfilment", who=by.called)


def _answer(one: Fulfilment, state: str, by: Actor, at: datetime, answer: str) -> None:
    hold_open(one.commitment_id)
    open_still = Fulfilment.objects.filter(pk=one.pk, state=_WRITTEN)
    said = {"state": state, "answered_by": by.name, "answered_at": at, "answer": answer}
    if open_still.update(**said) != 1:
        raise Conflict.of("changed-meanwhile", state="answered")
    one.refresh_from_db()


def _record(
    action: str, one: Fulfilment, by: Actor, at: datetime, after: object, why: str = ""
) -> None:
    record_act(action, "commitment", one.commitment.code, by=by, after=after, why=why, at=at)
