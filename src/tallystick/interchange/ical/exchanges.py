"""Meetings, planned and held, and due days of commitments as events of a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from tallystick.access.models import Act
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.queries.meetings import meetings
from tallystick.interchange.ical.writer import Event
from tallystick.kernel.actor import Actor
from tallystick.kernel.words import Words

STATUS = {"planned": "TENTATIVE", "held": "CONFIRMED", "called_off": "CANCELLED"}
# How a page's path becomes an address that stands by itself.
Absolute = Callable[[str], str]


def exchange_events(
    actor: Actor, *, absolute: Absolute, lang: str, pairing: str = ""
) -> list[Event]:
    """Return the meetings a person sees and what is still to be kept, of one pairing or of all.

    Units: `lang` en or zh; `absolute` makes a whole address of the path of a page.
    """
    held = list(meetings(actor, pairing=pairing, sort="oldest"))
    moves = _moves([one.code for one in held])
    due = Commitment.objects.visible_to(actor).filter(state=Commitment.State.MADE)
    if pairing:
        due = due.filter(pairing__code=pairing)
    around = due.select_related("owner", "pairing__supporting", "pairing__supported")
    return [
        *(_meeting_event(one, moves.get(one.code, 0), absolute, lang) for one in held),
        *(_due_event(one, absolute, lang) for one in around.order_by("due_on", "code")),
    ]


def time_zone(actor: Actor, pairing: str = "") -> str:
    """Return the zone of the programmes a calendar is about; nothing where they have several."""
    found = Meeting.objects.visible_to(actor).order_by()
    if pairing:
        found = found.filter(pairing__code=pairing)
    zones = set(found.values_list("pairing__programme__time_zone", flat=True))
    return zones.pop() if len(zones) == 1 else ""


def _moves(codes: list[str]) -> dict[str, int]:
    """Return meeting → how often it was moved or called off; one query."""
    changed = ("exchanges.move_meeting", "exchanges.call_off_meeting", "exchanges.confirm_meeting")
    acts = Act.objects.filter(thing="meeting", thing_id__in=codes, action__in=changed)
    found: dict[str, int] = {}
    for code in acts.values_list("thing_id", flat=True):
        found[code] = found.get(code, 0) + 1
    return found


def _meeting_event(one: Meeting, moves: int, absolute: Absolute, lang: str) -> Event:
    title = Words(one.title_en, one.title_zh).label(lang)
    sides = Words.name_of(one.pairing.supporting), Words.name_of(one.pairing.supported)
    said = [" – ".join(side.label(lang) for side in sides)]
    if one.state == Meeting.State.PLANNED:
        said.append(_("Planned."))
    if one.reason:
        said.append(_("Called off: %(why)s") % {"why": one.reason})
    return Event(
        uid=f"meeting-{one.code}@tallystick",
        on=one.held_on,
        until=one.ended_on,
        begins=None if one.ended_on else begins(one.held_on, one),
        summary=title,
        description="\n".join(said),
        url=absolute(reverse("meeting", args=[one.code])),
        location=Words.name_of(one.place).label(lang) if one.place else "",
        status=STATUS[one.state],
        sequence=moves,
    )


def begins(day: date, one: Meeting) -> datetime | None:
    """Return the instant at which a meeting begins, by the clock of its programme."""
    if one.begins_at is None:
        return None
    zone = ZoneInfo(one.pairing.programme.time_zone)
    return datetime.combine(day, one.begins_at, zone)


def _due_event(one: Commitment, absolute: Absolute, lang: str) -> Event:
    words = Words(one.text_en, one.text_zh).label(lang)
    return Event(
        uid=f"commitment-{one.code}@tallystick",
        on=one.due_on,
        summary=_("Due: %(what)s") % {"what": words},
        description=Words.name_of(one.owner).label(lang),
        url=absolute(reverse("commitment", args=[one.code])),
    )
