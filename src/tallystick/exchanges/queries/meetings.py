"""Reads: meetings held, and whose offices record them."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from tallystick.access.rules import Sides
from tallystick.exchanges.models import Meeting
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import line_of, side_region

_AROUND = ("place", "pairing__programme", "pairing__supporting", "pairing__supported")
# Order of the list of meetings → its columns.
MEETING_SORTS = {
    "oldest": ("held_on", "code"),
    "title_en": ("title_en", "code"),
    "title_zh": ("title_zh", "title_en", "code"),
    "place": ("place__code", "-held_on", "code"),
    "undertaken": ("-undertaken", "-held_on", "code"),
}


def meetings(
    actor: Actor, *, pairing: str = "", kind: str = "", year: int | None = None, sort: str = ""
) -> QuerySet[Meeting]:
    """Return the meetings the actor sees, newest first, each with how much was undertaken there.

    `sort` is a key of MEETING_SORTS.
    """
    wanted = {"pairing__code": pairing, "kind": kind, "held_on__year": year}
    given = {key: value for key, value in wanted.items() if value}
    found = Meeting.objects.visible_to(actor).select_related(*_AROUND).filter(**given)
    order = MEETING_SORTS.get(sort, ("-held_on", "code"))
    return found.annotate(undertaken=Count("commitments")).order_by(*order)


def meetings_for(pairing: Pairing) -> QuerySet[Meeting]:
    """Return the meetings at which something can be undertaken for a pairing: its own line's."""
    keys = [one.pk for one in line_of(pairing)]
    return Meeting.objects.filter(pairing__in=keys).order_by("-held_on", "code")


def meeting(code: str, *, actor: Actor) -> Meeting:
    """Return one meeting.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    seen = Meeting.objects.visible_to(actor).select_related(*_AROUND)
    found = seen.prefetch_related("guests").filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="meeting", code=code)
    return found


def recording_sides(pairing: Pairing) -> Sides:
    """Return the places whose offices record what both sides of a pairing did."""
    parties = {side_region(pairing, "supporting"), side_region(pairing, "supported")}
    return Sides.either(frozenset(parties))
