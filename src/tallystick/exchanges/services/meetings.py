"""Writes: keep that both sides met, who came, and what was undertaken there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office
from tallystick.access.services import record_act
from tallystick.exchanges.models import Meeting, MeetingGuest
from tallystick.exchanges.rules.meetings import Agreed, Guest, agreed_problems, meeting_problems
from tallystick.exchanges.services.commitments import owner_problems, undertake
from tallystick.exchanges.services.numbering import create_coded
from tallystick.exchanges.services.parties import require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.regions.models import Region


@transaction.atomic
def record_meeting(
    *,
    pairing: Pairing,
    kind: str,
    held_on: date,
    title_en: str,
    title_zh: str,
    by: Actor,
    code: str = "",
    place: str = "",
    url: str = "",
    guests: Sequence[Guest] = (),
    agreed: Sequence[Agreed] = (),
) -> Meeting:
    """Keep that both sides met, who came, and each commitment undertaken there.

    The visit counts only through an entry that both match.
    Raises: Forbidden; Conflict on a taken code; Refused with every fault, those of a guest or a
    commitment under its number: `guests.2.name`, `agreed.1.due_on`.
    """
    require_party(by, pairing)
    today = timezone.now().astimezone(ZoneInfo(pairing.programme.time_zone)).date()
    problems = meeting_problems(code, kind, held_on, title_en, title_zh, url, guests, today)
    region, unknown = _place(place)
    owners, unfit = _owners(agreed, pairing)
    problems += [*unknown, *agreed_problems(agreed, held_on), *unfit]
    if problems:
        raise Refused(problems)
    meeting = create_coded(
        Meeting,
        "meeting",
        code=code,
        stem=f"{pairing.code}-{held_on.isoformat()}",
        pairing=pairing,
        kind=kind,
        held_on=held_on,
        place=region,
        title_en=title_en.strip() or title_zh.strip(),
        title_zh=title_zh.strip(),
        url=url,
    )
    MeetingGuest.objects.bulk_create(
        MeetingGuest(
            meeting=meeting, n=n, side=one.side, name=one.name.strip(), post=one.post.strip()
        )
        for n, one in enumerate(guests, 1)
    )
    after = {"held_on": held_on.isoformat(), "guests": len(guests)}
    record_act("exchanges.record_meeting", "meeting", meeting.code, by=by, after=after)
    for one in agreed:
        undertake(
            pairing=pairing,
            owner=owners[one.owner],
            due_on=one.due_on,
            text_en=one.text_en,
            text_zh=one.text_zh,
            by=by,
            meeting=meeting,
        )
    return meeting


def _place(code: str) -> tuple[Region | None, list[Problem]]:
    found = Region.objects.filter(code=code).first() if code else None
    if not code or found is not None:
        return found, []
    return None, [Problem("not-found", "place", {"what": "region", "code": code}, code)]


def _owners(agreed: Sequence[Agreed], pairing: Pairing) -> tuple[dict[str, Office], list[Problem]]:
    """Return the offices that undertook something, and what is wrong with who is named."""
    named = Office.objects.select_related("region").filter(code__in={one.owner for one in agreed})
    found, problems = {office.code: office for office in named}, []
    for n, one in enumerate(agreed, 1):
        path = f"agreed.{n}.owner"
        if one.owner and one.owner not in found:
            params = {"what": "office", "code": one.owner}
            problems.append(Problem("not-found", path, params, one.owner))
        elif one.owner:
            told = owner_problems(found[one.owner], pairing)
            problems += [replace(problem, path=path) for problem in told]
    return found, problems
