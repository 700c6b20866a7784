"""Closing a period and opening it again: proposed by one side, in force under both names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.access.queries import require
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.entries.models import PeriodAct
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.closings import (
    acts_of,
    carried_of,
    line_of,
    open_entries,
    period_act,
    sealed_content,
)
from tallystick.entries.rules.closing import (
    CLOSE,
    NEVER_CLOSED,
    closed_by,
    months_of,
    scope_problems,
)
from tallystick.entries.services.desk import Desk, named
from tallystick.entries.services.steps import require_reason
from tallystick.journal.queries import head
from tallystick.journal.services import seal_record, writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import SIDES, book_of, other, side_name, side_region
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import period_days


@transaction.atomic
def propose_period(
    *,
    kind: str,
    pairing: str,
    period: str,
    reason: str,
    by: Actor,
    pipeline: str = "",
    at: datetime | None = None,
) -> PeriodAct:
    """Propose to close a period, or to open it again; it is in force once the other side agrees.

    Units: `kind` close | reopen; `period` 2019-03, 2019-Q1 or 2019; an empty pipeline is all.
    Raises: Refused with every fault at once, also where the period stands so already; Forbidden
    unless `by` heads or signs for one of the sides; NotFound; Conflict beside a proposal.
    """
    desk = Desk(by, at)
    row = desk.pairing(pairing)
    if row is None:
        raise NotFound.of("not-found", path="pairing", what="pairing", code=pairing)
    side, seat = _side_of(row, desk, by)
    if problems := scope_problems(kind, pipeline, period, reason, desk.today(row)):
        raise Refused(problems)
    _require_change(kind, row, pipeline, period)
    waiting = PeriodAct.objects.filter(
        pairing=row, pipeline=pipeline, period=period, state=PeriodAct.State.PROPOSED
    )
    if waiting.exists():
        raise Conflict.of("period-proposed-already", path="period", value=period)
    days = period_days(period)
    assert days is not None  # noqa: S101 (the scope holds)
    assert days.start is not None  # noqa: S101 (a period by its code has both ends)
    assert days.end is not None  # noqa: S101 (the same)
    assert by.user_id is not None  # noqa: S101 (a seat is a person's)
    act = PeriodAct.objects.create(
        id=uuid7(),
        kind=kind,
        pairing=row,
        pipeline=pipeline,
        period=period,
        starts_on=days.start,
        ends_on=days.end,
        reason=reason.strip(),
        proposed=named(by, seat, side, desk.at),
        proposed_by_id=by.user_id,
        proposed_at=desk.at,
    )
    _record("propose", act, desk, why=act.reason)
    return act


def agree_period(*, act_id: str, by: Actor, at: datetime | None = None) -> PeriodAct:
    """Agree as the other side: the book's newest posting becomes the period's checkpoint.

    What is open then is carried with both figures and does not count; the act is sealed.
    Raises: Forbidden for who proposed it, or her side; Conflict when it is decided already.
    """
    desk = Desk(by, at)
    with writing(book_of(period_act(act_id, by).pairing).code):
        act = period_act(act_id, by)
        if act.state != PeriodAct.State.PROPOSED:
            raise Conflict.of("changed-meanwhile", state=act.state)
        side = other(act.proposed["side"])
        tops = Sides.either(_tops(act.pairing, desk, side))
        seat = require(by, ROWS["entries.close_period"], tops, scope=side_name(act.pairing, side))
        if by.user_id == act.proposed_by_id:
            raise Forbidden.of("period-two-names", who=by.called)
        _require_one_side(act.pairing, desk, by)
        _require_change(act.kind, act.pairing, act.pipeline, act.period)
        now = head(book_of(act.pairing).code)
        act.seq, act.chain = now.seq, now.chain_hex
        act.agreed, act.agreed_at = named(by, seat, side, desk.at), desk.at
        if act.kind == CLOSE:
            scope = (act.pairing, act.pipeline, act.starts_on, act.ends_on)
            act.carried = carried_of(open_entries(*scope))
        _decide(act, PeriodAct.State.AGREED, desk)
    return act


@transaction.atomic
def drop_period(*, act_id: str, reason: str, by: Actor, at: datetime | None = None) -> PeriodAct:
    """Take a proposal back, or turn it down; either side may, with a reason.

    Raises: Forbidden without a seat that could agree; Conflict when it is decided already.
    """
    desk = Desk(by, at)
    act = period_act(act_id, by)
    _side_of(act.pairing, desk, by)
    said = require_reason(reason)
    _decide(act, PeriodAct.State.DROPPED, desk, why=said)
    return act


def _decide(act: PeriodAct, state: str, desk: Desk, why: str = "") -> None:
    changes: dict[str, Any] = {"state": state}
    if state == PeriodAct.State.AGREED:
        content = sealed_content(act)
        record = seal_record(
            kind=f"entries.{act.kind}_period", about=act.pk, content=content, recorded_at=desk.at
        )
        act.record = record.seq
        fields = ("agreed", "agreed_at", "seq", "chain", "carried", "record")
        changes |= {name: getattr(act, name) for name in fields}
    waiting = PeriodAct.objects.filter(pk=act.pk, state=PeriodAct.State.PROPOSED)
    if waiting.update(**changes) != 1:
        raise Conflict.of("changed-meanwhile", state=PeriodAct.objects.get(pk=act.pk).state)
    act.state = state
    _record("agree" if state == PeriodAct.State.AGREED else "drop", act, desk, why=why)


def _require_change(kind: str, pairing: Pairing, pipeline: str, period: str) -> None:
    """Refuse what would change nothing: to close what is closed, to open what is open."""
    days = period_days(period)
    assert days is not None  # noqa: S101 (checked before)
    line = line_of(pairing)
    acts = acts_of(line)
    asked = [pipeline] if pipeline else [code for code in pipelines() if code not in NEVER_CLOSED]
    closed = [
        closed_by(acts, line, one, month) is not None for month in months_of(days) for one in asked
    ]
    if kind == CLOSE and all(closed):
        raise Refused.of("period-closed-already", path="period", value=period)
    if kind != CLOSE and not any(closed):
        raise Refused.of("period-not-closed", path="period", value=period)


def _side_of(pairing: Pairing, desk: Desk, actor: Actor) -> tuple[str, Seat]:
    _require_one_side(pairing, desk, actor)
    for side in SIDES:
        found = actor.seat_in(_tops(pairing, desk, side), *ROWS["entries.close_period"].roles)
        if found is not None:
            return side, found
    seat = require(
        actor, ROWS["entries.close_period"], Sides.either(frozenset()), scope=pairing.code
    )
    return SIDES[0], seat


def _tops(pairing: Pairing, desk: Desk, side: str) -> frozenset[str]:
    return desk.side_regions(pairing, side, side_region(pairing, side))


def _require_one_side(pairing: Pairing, desk: Desk, actor: Actor) -> None:
    roles = ROWS["entries.close_period"].roles
    if all(actor.seat_in(_tops(pairing, desk, side), *roles) for side in SIDES):
        raise Forbidden.of("period-both-sides", who=actor.called)


def _record(verb: str, act: PeriodAct, desk: Desk, *, why: str) -> None:
    after = {"kind": str(act.kind), "period": act.period, "pipeline": act.pipeline, "seq": act.seq}
    record_act(
        f"entries.{verb}_period", "period", act.pk, by=desk.by, after=after, why=why, at=desk.at
    )
