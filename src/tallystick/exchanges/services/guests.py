"""Writes: who came to a meeting, who led each side, and who stood in for whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tallystick.access.services import record_act
from tallystick.exchanges.models import Meeting, MeetingGuest, Represented
from tallystick.exchanges.rules.folding import folded
from tallystick.exchanges.rules.guests import Guest, RepresentedBy, guest_problems
from tallystick.exchanges.services.parties import require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Refused


@transaction.atomic
def add_guests(
    *,
    meeting: Meeting,
    guests: Sequence[Guest],
    by: Actor,
    represented: Sequence[RepresentedBy] = (),
) -> list[MeetingGuest]:
    """Add people to the list of a meeting; return the row of each, in the order given.

    Who is on the list already, by name and side, is not put there twice; a post or the lead of
    her side that was not known before is filled in.
    Raises: Forbidden; Refused with every fault, each under its number; Conflict for a meeting
    that was called off.
    """
    require_party(by, meeting.pairing)
    # Two who add at once come one after the other: the numbers of a list have no gap for both.
    held = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if held.state == Meeting.State.CALLED_OFF:
        raise Conflict.of("changed-meanwhile", state=held.state)
    there = list(meeting.guests.all())
    seated = {(one.side, folded(one.name)): one for one in there}
    led = {one.side for one in there if one.leads}
    again = [_is_head(seated.get((one.side, folded(one.name)))) for one in guests]
    problems = guest_problems(
        [
            Guest(one.side, one.name, one.post, one.leads and not was)
            for one, was in zip(guests, again, strict=True)
        ],
        represented,
        [one.name for one in there],
        led,
    )
    if problems:
        raise Refused(problems)
    found = seat_guests(meeting, guests, represented)
    after = {"guests": [one.n for one in found], "represented": len(represented)}
    record_act("exchanges.add_guests", "meeting", meeting.code, by=by, after=after)
    return found


def seat_guests(
    meeting: Meeting, guests: Sequence[Guest], represented: Sequence[RepresentedBy]
) -> list[MeetingGuest]:
    """Write people on the list of a meeting whose record was found right; each name once a side."""
    there = list(MeetingGuest.objects.filter(meeting=meeting))
    seated = {(one.side, folded(one.name)): one for one in there}
    last, found = max((one.n for one in there), default=0), []
    for guest in guests:
        key = guest.side, folded(guest.name)
        if key not in seated:
            last += 1
            seated[key] = MeetingGuest.objects.create(
                meeting=meeting, n=last, side=guest.side, name=guest.name.strip(),
                post=guest.post.strip(), leads=guest.leads,
            )  # fmt: skip
        else:
            _fill_in(seated[key], guest)
        found.append(seated[key])
    _note_represented(meeting, represented, list(seated.values()))
    return found


def _is_head(one: MeetingGuest | None) -> bool:
    return one is not None and one.leads


def _fill_in(known: MeetingGuest, guest: Guest) -> None:
    """Add what was not known of somebody; what is printed otherwise elsewhere changes nothing."""
    changes: dict[str, object] = {}
    if guest.post.strip() and not known.post:
        changes["post"] = guest.post.strip()
    if guest.leads and not known.leads:
        changes["leads"] = True
    if changes:
        MeetingGuest.objects.filter(pk=known.pk).update(**changes)
        known.refresh_from_db()


def _note_represented(
    meeting: Meeting, represented: Sequence[RepresentedBy], seated: Sequence[MeetingGuest]
) -> None:
    by_name = {folded(one.name): one for one in reversed(seated)}
    rows = Represented.objects.filter(meeting=meeting)
    known = {(one.how, folded(one.name)) for one in rows}
    last = max((one.n for one in rows), default=0)
    for one in represented:
        if (one.how, folded(one.name)) in known:
            continue
        known.add((one.how, folded(one.name)))
        last += 1
        Represented.objects.create(
            meeting=meeting, n=last, name=one.name.strip(), post=one.post.strip(), how=one.how,
            guest=by_name.get(folded(one.by)) if one.by.strip() else None,
        )  # fmt: skip
