"""Reads: the meetings that an announcement may tell of, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from tallystick.exchanges.models import Meeting, Readout, ReadoutItem
from tallystick.exchanges.queries.proposals import frame_of, value_of
from tallystick.exchanges.rules.likeness import Known, Reason, reasons_for, window
from tallystick.exchanges.rules.proposing import BULLETIN, Values
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import line_of
from tallystick.regions.models import RegionClosure

MOST = 10


@dataclass(frozen=True)
class LikelyMeeting:
    """One meeting that may be the one told of: why, the weightiest reason first."""

    meeting: Meeting
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """The sum of what its reasons weigh."""
        return sum(one.weight for one in self.reasons)

    @property
    def firm(self) -> bool:
        """Whether a second record of it would most likely be one too many."""
        codes = {one.code for one in self.reasons}
        return "same_day" in codes or {"near_day", "shared_names"} <= codes


def meetings_on_line(pairing: Pairing) -> QuerySet[Meeting]:
    """Return the meetings of a pairing's own line: of it, of those above and of those below."""
    keys = [one.pk for one in line_of(pairing)]
    below = Q(pairing__parent=pairing) | Q(pairing__parent__parent=pairing)
    below |= Q(pairing__parent__parent__parent=pairing)
    return Meeting.objects.filter(Q(pairing__in=keys) | below)


def likely_meetings(readout: Readout, *, actor: Actor) -> list[LikelyMeeting]:
    """Return the meetings a readout may tell of, the likeliest first, ten at most.

    They are of its own line of pairings, and on its day or within two days of it (in its month,
    where the text says no day). Without a day told, none.
    """
    items = list(readout.items.all())
    frame = frame_of(readout, items)
    values = {one.n: value_of(one, frame) for one in items}
    event = next((values[one.n] for one in items if one.kind == ReadoutItem.Kind.EVENT), None)
    days = window(event["date"]) if event and event["kind"] != BULLETIN else None
    if event is None or days is None:
        return []
    told = _told(readout, items, values, event)
    seen = meetings_on_line(readout.pairing).filter(pairing__in=Pairing.objects.visible_to(actor))
    # One of several days that began before is meant too, and none that was called off.
    on = Q(held_on__range=days) | Q(held_on__lt=days[0], ended_on__gte=days[0])
    found = (
        seen.filter(on)
        .exclude(state=Meeting.State.CALLED_OFF)
        .select_related("place", "pairing")
        .prefetch_related(
            "guests", Prefetch("readouts", Readout.objects.defer("text").prefetch_related("items"))
        )
    )
    around = _around([one.place_id for one in found if one.place_id])
    rated = [LikelyMeeting(one, reasons_for(told, _held(one, around))) for one in found]
    likely = [one for one in rated if one.reasons]
    return sorted(likely, key=lambda one: (-one.weight, one.meeting.code))[:MOST]


def _told(
    readout: Readout, items: Sequence[ReadoutItem], values: dict[int, Values], event: Values
) -> Known:
    names = (
        values[one.n]["name"]
        for one in items
        if one.kind == ReadoutItem.Kind.PERSON and one.decision != ReadoutItem.Decision.REJECTED
    )
    return Known(
        event["date"], event["kind"], event["place"], frozenset(names), readout.pairing.code
    )


def _held(meeting: Meeting, around: dict[int, frozenset[str]]) -> Known:
    """Return what is known of a meeting: its guests, and who other announcements say was there."""
    named = {guest.name for guest in meeting.guests.all()}
    for other in meeting.readouts.all():
        named |= {
            str((one.said or {}).get("name") or one.read.get("name") or one.words)
            for one in other.items.all()
            if one.kind == ReadoutItem.Kind.PERSON and one.decision != ReadoutItem.Decision.REJECTED
        }
    ended_on = meeting.ended_on
    return Known(
        meeting.held_on.isoformat(),
        meeting.kind,
        meeting.place.code if meeting.place else "",
        frozenset(named),
        meeting.pairing.code,
        around.get(meeting.place_id or 0, frozenset()),
        ended_on.isoformat() if ended_on else "",
    )


def _around(places: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return place → what it lies in and what lies in it; two queries."""
    found: dict[int, set[str]] = {}
    rows = RegionClosure.objects.exclude(depth=0)
    up = rows.filter(region__in=places).values_list("region", "ancestor__code")
    down = rows.filter(ancestor__in=places).values_list("ancestor", "region__code")
    for key, code in (*up, *down):
        found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}
