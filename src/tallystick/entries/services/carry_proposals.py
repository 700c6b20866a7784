"""Two names on two days: one side proposes what is carried over, the other side agrees to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tallystick.access.queries import actor_of
from tallystick.access.services import record_act
from tallystick.entries.models import CarryProposal
from tallystick.entries.queries.standing import LiveBalance
from tallystick.entries.services.carrying import (
    Plan,
    Share,
    carry_place,
    dealt,
    passing_to,
    plan_problems,
    standing_at,
    take_over,
)
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.handing_over import hand_over_seat
from tallystick.entries.services.steps import require_reason
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import canonical_json, sha256_hex
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of, side_region
from tallystick.regions.models import Region
from tallystick.regions.services.changes import find_place


@transaction.atomic
def propose_carry(
    *,
    pairing: str,
    region: str,
    plan: Plan,
    on: date,
    by: Actor,
    at: datetime | None = None,
) -> CarryProposal:
    """Propose to carry what stands at a place that ended to its heirs; the other side agrees.

    Raises: Forbidden for who speaks for neither side; NotFound; Conflict where one is open;
    Refused with everything wrong with the plan.
    """
    desk = Desk(by, at)
    found, seat, side = _speaker(desk, pairing)
    old = find_place(region)
    rows = standing_at(found, region, on=on)
    if problems := plan_problems(old, rows, plan, on):
        raise Refused(problems)
    return _propose(desk, seat, side, pairing=found, region=old, on=on, plan=plan, rows=rows)


@transaction.atomic
def propose_hand_over(
    *, pairing: str, on: date, by: Actor, at: datetime | None = None
) -> CarryProposal:
    """Propose that a pairing takes over what stands in the book of the one it succeeds.

    Units: `on` is the successor's first day.
    Raises: as `propose_carry`; Refused where it succeeds nobody or nothing stands.
    """
    desk = Desk(by, at)
    found, seat, side = _speaker(desk, pairing)
    if found.succeeds is None:
        raise Refused.of("succeeds-nobody", path="pairing", value=pairing)
    rows = passing_to(found)
    if not rows:
        raise Refused.of("nothing-to-hand-over", old=book_of(found.succeeds).code)
    return _propose(desk, seat, side, pairing=found, region=None, on=on, plan=None, rows=rows)


def _propose(
    desk: Desk,
    seat: Seat,
    side: str,
    *,
    pairing: Pairing,
    region: Region | None,
    on: date,
    plan: Plan | None,
    rows: Sequence[LiveBalance],
) -> CarryProposal:
    if CarryProposal.objects.filter(pairing=pairing, region=region, state="proposed").exists():
        raise Conflict.of("carry-open", pairing=pairing.code)
    made = CarryProposal.objects.create(
        pairing=pairing,
        region=region,
        on=on,
        plan=_written(plan),
        content_hash=_hash(rows, plan, on),
        proposed_by_id=desk.by.user_id,
        proposer=desk.by.name,
        proposer_office=seat.office,
        proposer_side=side,
        proposed_at=desk.at,
    )
    record_act("entries.propose_carry", "carry", str(made.pk), by=desk.by, at=desk.at)
    return made


def agree_carry(
    *, proposal: CarryProposal, content_hash: str, by: Actor, at: datetime | None = None
) -> CarryProposal:
    """Agree for the other side; with that second name it is carried over at once.

    What stands is read and carried within one turn of the books: nothing is posted in between.

    Raises: Forbidden for the side that proposed it; Conflict when it was settled, or what stands
    changed, meanwhile; whatever the carrying itself refuses.
    """
    desk = Desk(by, at)
    found, _seat, side = _speaker(desk, proposal.pairing.code)
    if side == proposal.proposer_side:
        raise Forbidden.of("hand-over-names", pairing=found.code)
    with writing(*_books(found)):
        _carry_agreed(proposal, found, content_hash, desk)
    return proposal


def _books(pairing: Pairing) -> set[str]:
    """Return the books that carrying for a pairing may write to."""
    return {book_of(one).code for one in (pairing, pairing.succeeds) if one is not None}


def _carry_agreed(proposal: CarryProposal, found: Pairing, content_hash: str, desk: Desk) -> None:
    by, at = desk.by, desk.recorded_at
    first = _proposer(proposal, desk)
    plan = _read(proposal.plan)
    if _hash(_standing(proposal), plan, proposal.on) != content_hash:
        raise Conflict.of("standing-changed", pairing=found.code)
    _settle(proposal, content_hash, "done", agreed_by=by.name, settled_at=desk.at)
    if proposal.region is not None and plan is not None:
        carry_place(
            pairing=found.code, region=proposal.region.code, plan=plan, on=proposal.on,
            by=first, second=by, at=at,
        )  # fmt: skip
    else:
        take_over(pairing=found.code, on=proposal.on, by=first, second=by, at=at)
    record_act("entries.agree_carry", "carry", str(proposal.pk), by=by, at=desk.at)


@transaction.atomic
def withdraw_carry(
    *, proposal: CarryProposal, reason: str, by: Actor, at: datetime | None = None
) -> CarryProposal:
    """Take a proposal off the table, by either side, with a reason.

    Raises: Forbidden for who speaks for neither side; Refused without a reason; Conflict.
    """
    desk = Desk(by, at)
    _speaker(desk, proposal.pairing.code)
    said = require_reason(reason)
    _settle(proposal, proposal.content_hash, "withdrawn", settled_at=desk.at)
    record_act("entries.withdraw_carry", "carry", str(proposal.pk), by=by, why=said, at=desk.at)
    return proposal


@dataclass(frozen=True)
class Dealt:
    """One part of what stands and the place that inherits it.

    Units: `amount` in minor units of the row's account.
    """

    row: LiveBalance
    heir: str
    amount: int


def proposed_parts(proposal: CarryProposal) -> tuple[tuple[Dealt, ...], str]:
    """Return what would be carried now, part by part, and the hash of it that is agreed to."""
    rows, plan = _standing(proposal), _read(proposal.plan)
    if plan is None:
        heir = side_region(proposal.pairing, "supporting")
        parts = tuple(Dealt(row, heir, row.amount) for row in rows)
    else:
        parts = tuple(Dealt(*one) for one in dealt(rows, plan))
    return parts, _hash(rows, plan, proposal.on)


def _standing(proposal: CarryProposal) -> list[LiveBalance]:
    if proposal.region is None:
        return passing_to(proposal.pairing)
    return standing_at(proposal.pairing, proposal.region.code, on=proposal.on)


def _settle(proposal: CarryProposal, content_hash: str, state: str, **changes: Any) -> None:
    still = CarryProposal.objects.filter(
        pk=proposal.pk, state="proposed", content_hash=content_hash
    )
    if still.update(state=state, **changes) != 1:
        raise Conflict.of("changed-meanwhile", state=state)
    proposal.refresh_from_db()


def _proposer(proposal: CarryProposal, desk: Desk) -> Actor:
    """Return who proposed it with the seats she holds today.

    Raises: Forbidden where she speaks no more for the side for which she proposed it.
    """
    assert proposal.proposed_by is not None  # noqa: S101 (a seat is a person's)
    first = actor_of(proposal.proposed_by, on=desk.today(proposal.pairing))
    if hand_over_seat(desk, proposal.pairing, proposal.proposer_side, first) is None:
        raise Forbidden.of("hand-over-names", pairing=proposal.pairing.code)
    return first


def _speaker(desk: Desk, code: str) -> tuple[Pairing, Seat, str]:
    """Return a pairing, the seat by which the actor speaks in it, and for which side.

    Raises: NotFound; Forbidden for who speaks for neither.
    """
    found = desk.pairing(code)
    if found is None:
        raise NotFound.of("not-found", path="pairing", what="pairing", code=code)
    for side in ("supporting", "supported"):
        if seat := hand_over_seat(desk, found, side, desk.by):
            return found, seat, side
    raise Forbidden.of("hand-over-names", pairing=code)


def _hash(rows: Sequence[LiveBalance], plan: Plan | None, on: date) -> str:
    stands = [
        [r.account.region, r.account.partner, r.account.pipeline, r.account.stage, r.account.unit,
         r.account.cell, r.subject or "", r.amount]
        for r in rows
    ]  # fmt: skip
    said = {"stands": stands, "plan": _written(plan), "on": on.isoformat()}
    return sha256_hex(canonical_json(said).encode())


def _written(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        return {}
    return {
        "rest": plan.rest,
        "shares": [[share.n, share.heir, share.amount] for share in plan.shares],
        "things": dict(plan.things),
    }


def _read(kept: dict[str, Any]) -> Plan | None:
    if not kept:
        return None
    return Plan(kept["rest"], tuple(Share(*one) for one in kept["shares"]), kept["things"])
