"""Settle by hand whom a published figure is about; the name as printed stays beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.indicators.models import Claim
from tallystick.indicators.policy import ROWS
from tallystick.indicators.services.parties import SIDES, PartyFinder
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.kernel.words import Words
from tallystick.regions.services.changes import find_place


@transaction.atomic
def resolve_party(
    *, claim_id: int, side: str, region: str, by: Actor, at: datetime | None = None
) -> Claim:
    """Say which place an open party is, and find the pairing that follows from it.

    Raises: Refused for an unknown side; NotFound for the claim or region; Conflict when somebody
    settled the party in the meantime.
    """
    if not by.system:
        require(by, ROWS["indicators.resolve_party"])
    if side not in SIDES:
        raise Refused.of("not-a-party", path="side", value=side)
    claim = Claim.objects.visible_to(by).filter(pk=claim_id).first()
    if claim is None:
        raise NotFound.of("not-found", what="claim", code=claim_id)
    place = find_place(region)
    left = [one for one in claim.unresolved if one["side"] != side]
    still_open = Claim.objects.filter(pk=claim_id, **{f"{side}__isnull": True})
    if still_open.update(**{side: place}, unresolved=left) != 1:
        kept = getattr(Claim.objects.select_related(side).get(pk=claim_id), side)
        raise Conflict.of("party-settled", side=side, region=Words.name_of(kept))
    claim = Claim.objects.select_related("supporting", "supported").get(pk=claim_id)
    if claim.supporting and claim.supported:
        ends = claim.period_end or claim.as_of
        found = PartyFinder().pairing(claim.supporting.code, claim.supported.code, ends)
        Claim.objects.filter(pk=claim_id).update(pairing=found)
        claim.pairing_id = found
    printed = getattr(claim, f"{side}_text")
    record_act(
        "indicators.resolve_party",
        "claim",
        str(claim_id),
        by=by,
        before={side: printed},
        after={side: region},
        at=at,
    )
    return claim
