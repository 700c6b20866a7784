"""Keep who signed a text, for which party, from which office; the last name makes it stand."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.rules import SPEAKING, Sides
from tallystick.access.services import record_act, seal_decision
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import (
    Agreement,
    AgreementParty,
    AgreementSignature,
    AgreementVersion,
)
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import other, side_regions
from tallystick.programme.queries.sealed_texts import SIGN, stated_signature
from tallystick.programme.services.agreements import take_turn


@transaction.atomic
def add_signature(
    *,
    version: AgreementVersion,
    region: str,
    content_hash: str,
    by: Actor,
    at: datetime | None = None,
) -> AgreementVersion:
    """Sign one text for one party; when every party signed that very text, it is signed.

    Called by `entries`, which brings the targets of a signed text into the book.
    Units: `region` is the code of the party; `content_hash` that of the text its reader saw.
    Raises: Forbidden without a signatory's seat for that party, and for who speaks for both
    sides; NotFound for no party; Conflict when the text changed or the party signed already;
    Refused before the day the text bears.
    """
    party = version.agreement.parties.select_related("region").filter(region__code=region).first()
    if party is None:
        raise NotFound.of("not-found", path="party", what="party", code=region)
    pairing = version.agreement.pairing
    places = Sides(side_regions(pairing, party.side, region))
    seat = require(by, ROWS["programme.sign"], places, scope=Words.name_of(party.region))
    _require_one_side(by, version.agreement, party, version)
    moment = at or timezone.now()
    today = moment.astimezone(ZoneInfo(pairing.programme.time_zone)).date()
    if version.signed_on > today:
        raise Refused.of("signed-too-early", path="signed_on", day=version.signed_on.isoformat())
    take_turn(version, content_hash)
    signed = version.signatures.filter(content_hash=content_hash)
    if signed.filter(party=party).exists():
        raise Conflict.of("party-signed-already", party=Words.name_of(party.region))
    name = AgreementSignature.objects.create(
        version=version,
        party=party,
        content_hash=content_hash,
        user_id=by.user_id,
        name=by.name,
        office=seat.office,
        role=seat.role,
        at=moment,
    )
    if signed.count() == version.agreement.parties.count():
        take_turn(version, content_hash, state=AgreementVersion.State.SIGNED)
    record_act(
        "programme.sign",
        "agreement",
        version.agreement.code,
        by=by,
        after={
            "version": version.number,
            "party": region,
            "text": content_hash,
            "state": version.state,
        },
        at=at,
    )
    seal_decision(SIGN, version.agreement.code, stated_signature(name), by=by, at=moment)
    return version


def _require_one_side(
    by: Actor, agreement: Agreement, party: AgreementParty, version: AgreementVersion
) -> None:
    """Refuse whoever speaks for the other side too, or signed there: a tally has two hands.

    Raises: Forbidden.
    """
    far = other(party.side)
    opposite = [one for one in agreement.parties.select_related("region") if one.side == far]
    seats = frozenset[str]().union(
        *(side_regions(agreement.pairing, far, one.region.code) for one in opposite)
    )
    signed = version.signatures.filter(party__side=far, user=by.user_id).exists()
    if signed or by.seat_in(seats, *SPEAKING):
        raise Forbidden.of("both-sides-sign", who=by.called, agreement=agreement.code)
