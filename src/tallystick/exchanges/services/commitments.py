"""Writes: undertake a commitment, at a meeting or otherwise, and settle it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office
from tallystick.access.queries import require
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.entries.models import Entry, State
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.services.parties import require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import side_region
from tallystick.regions.queries import below


@transaction.atomic
def undertake(
    *,
    code: str,
    pairing: Pairing,
    owner: Office,
    due_on: date,
    text_en: str,
    text_zh: str,
    by: Actor,
    meeting: Meeting | None = None,
) -> Commitment:
    """Turn something said into a commitment with an owner and a date.

    Raises: Refused where the owner is an office of neither side; Conflict on a taken code.
    """
    require_party(by, pairing)
    _require_owner(owner, pairing)
    if Commitment.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="commitment", code=code)
    commitment = Commitment.objects.create(
        code=code,
        pairing=pairing,
        meeting=meeting,
        owner=owner,
        due_on=due_on,
        text_en=text_en,
        text_zh=text_zh,
    )
    record_act(
        "exchanges.undertake",
        "commitment",
        code,
        by=by,
        after={"owner": owner.code, "due_on": str(due_on)},
    )
    return commitment


@transaction.atomic
def settle_commitment(
    *,
    commitment: Commitment,
    state: str,
    on: date,
    reason: str,
    by: Actor,
    kept_by: Entry | None = None,
) -> Commitment:
    """End a commitment as kept, broken or dropped.

    Raises: Refused when kept without a posted entry that shows it, by one about other places,
    ended on a day to come or without a reason; Conflict when it was settled in the meantime.
    """
    require(
        by,
        ROWS["exchanges.settle"],
        Sides(frozenset({commitment.owner.region.code})),
        scope=commitment.owner.name_en,
    )
    if state not in ("kept", "broken", "dropped"):
        raise Refused.of("unknown-settlement", value=state)
    if state == "kept" and (kept_by is None or kept_by.state != State.POSTED):
        raise Refused.of("kept-needs-entry")
    if kept_by is not None:
        _require_proof_inside(kept_by, commitment.pairing)
    today = timezone.now().astimezone(ZoneInfo(commitment.pairing.programme.time_zone)).date()
    if on > today:
        raise Refused.of(
            "settled-in-the-future", path="on", value=on.isoformat(), today=today.isoformat()
        )
    if not reason.strip():
        raise Refused.of("settling-needs-reason", path="reason")
    changed = Commitment.objects.filter(pk=commitment.pk, state="made").update(
        state=state, settled_on=on, kept_by=kept_by, reason=reason
    )
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state="settled")
    record_act(
        "exchanges.settle",
        "commitment",
        commitment.code,
        by=by,
        before={"state": "made"},
        after={"state": state, "entry": kept_by.number if kept_by else None},
        why=reason,
    )
    commitment.refresh_from_db()
    return commitment


def _require_owner(owner: Office, pairing: Pairing) -> None:
    """Refuse an office that works for no place on either side: its head could not answer for it."""
    sides = (side_region(pairing, "supporting"), side_region(pairing, "supported"))
    if not any(owner.region.code in below(top) for top in sides):
        raise Refused.of("owner-outside", value=owner.name_en, pairing=pairing.code)


def _require_proof_inside(proof: Entry, pairing: Pairing) -> None:
    """Refuse an entry about places the commitment is not about.

    The supported side decides: a successor's entry about the same places still keeps the word.
    """
    if proof.region.code not in below(side_region(pairing, "supported")):
        raise Refused.of("proof-elsewhere", number=proof.number, pairing=pairing.code)
