"""Writes: keep that both sides met."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tallystick.access.services import record_act
from tallystick.exchanges.models import Meeting
from tallystick.exchanges.services.parties import require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.regions.models import Region


@transaction.atomic
def record_meeting(
    *,
    code: str,
    pairing: Pairing,
    kind: str,
    held_on: date,
    title_en: str,
    title_zh: str,
    by: Actor,
    place: str = "",
    url: str = "",
) -> Meeting:
    """Keep that both sides met. The visit counts only through an entry that both match.

    Raises: Conflict on a taken code, Refused for an unknown kind or an address that is no link.
    """
    require_party(by, pairing)
    if kind not in Meeting.Kind.values:
        raise Refused.of("unknown-meeting-kind", value=kind, kinds=", ".join(Meeting.Kind.values))
    if url and not url.startswith(("https://", "http://")):
        raise Refused.of("not-a-link", path="url", value=url)
    if Meeting.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="meeting", code=code)
    meeting = Meeting.objects.create(
        code=code,
        pairing=pairing,
        kind=kind,
        held_on=held_on,
        place=_find_place(place),
        title_en=title_en,
        title_zh=title_zh,
        url=url,
    )
    record_act("exchanges.record_meeting", "meeting", code, by=by, after={"held_on": str(held_on)})
    return meeting


def _find_place(code: str) -> Region | None:
    if not code:
        return None
    place = Region.objects.filter(code=code).first()
    if place is None:
        raise NotFound.of("not-found", what="region", code=code)
    return place
