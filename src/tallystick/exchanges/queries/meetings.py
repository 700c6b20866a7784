"""Reads: meetings planned and held, and whose offices record them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from tallystick.access.rules import Sides
from tallystick.exchanges.models import Commitment, Meeting, MeetingDocument, MeetingGuest
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import around_pairing, line_of, side_region
from tallystick.regions.models import Region, under
from tallystick.regions.queries import below

_AROUND = ("place", *around_pairing())
# Order of the list of meetings → its columns.
MEETING_SORTS = {
    "newest": ("-held_on", "code"),
    "oldest": ("held_on", "code"),
    "title_en": ("title_en", "code"),
    "-title_en": ("-title_en", "code"),
    "title_zh": ("title_zh", "title_en", "code"),
    "-title_zh": ("-title_zh", "-title_en", "code"),
    "kind": ("kind", "-held_on", "code"),
    "-kind": ("-kind", "-held_on", "code"),
    "pairing": ("pairing__code", "-held_on", "code"),
    "-pairing": ("-pairing__code", "-held_on", "code"),
    "place": ("place__code", "-held_on", "code"),
    "-place": ("-place__code", "-held_on", "code"),
    "undertaken": ("-undertaken", "-held_on", "code"),
    "-undertaken": ("undertaken", "-held_on", "code"),
}


def meetings(
    actor: Actor,
    *,
    pairing: str = "",
    kind: str = "",
    year: int | None = None,
    sort: str = "",
    stands: str = "",
    place: str = "",
    today: date | None = None,
) -> QuerySet[Meeting]:
    """Return the meetings the actor sees, newest first, each with how much was undertaken there.

    `sort` is a key of MEETING_SORTS, `stands` one of MEETING_STANDINGS as of `today`, `place` the
    code of a place: what was held in one below it counts too.
    """
    wanted = {"pairing__code": pairing, "kind": kind, "held_on__year": year}
    given = {key: value for key, value in wanted.items() if value}
    found = Meeting.objects.visible_to(actor).select_related(*_AROUND).filter(**given)
    if stands:
        found = found.filter(_stands(stands, today or timezone.localdate()))
    if place:
        found = found.filter(place__in=under([place]))
    order = MEETING_SORTS.get(sort, MEETING_SORTS["newest"])
    # Counted for the rows that are shown alone.
    own = Commitment.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    undertaken = Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)
    return found.annotate(undertaken=undertaken).order_by(*order)


def _stands(stands: str, today: date) -> Q:
    planned = Q(state=Meeting.State.PLANNED)
    if stands == "unconfirmed":
        return planned & Q(held_on__lte=today)
    return planned & Q(held_on__gt=today) if stands == "planned" else Q(state=stands)


def meeting_places(actor: Actor) -> QuerySet[Region]:
    """Return the places at which the actor's meetings are or were held, by their code."""
    held = Meeting.objects.visible_to(actor).values("place")
    return Region.objects.filter(pk__in=held).order_by("code")


def meetings_for(pairing: Pairing) -> QuerySet[Meeting]:
    """Return the meetings at which something can be undertaken for a pairing: its own line's.

    One that was not held yet, or is not held at all, is none of them.
    """
    keys = [one.pk for one in line_of(pairing)]
    held = Meeting.objects.filter(pairing__in=keys, state=Meeting.State.HELD)
    return held.order_by("-held_on", "code")


def meeting(code: str, *, actor: Actor) -> Meeting:
    """Return one meeting.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    seen = Meeting.objects.visible_to(actor).select_related(*_AROUND)
    people = Prefetch("guests", MeetingGuest.objects.prefetch_related("stands_for"))
    found = seen.prefetch_related(people, "represented__guest").filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="meeting", code=code)
    return found


def documents_of(one: Meeting, *, actor: Actor) -> QuerySet[MeetingDocument]:
    """Return the documents of a meeting, in the order in which they came."""
    seen = MeetingDocument.objects.visible_to(actor).filter(meeting=one)
    return seen.select_related("file", "added_by").order_by("n")


def document(one: Meeting, n: int, *, actor: Actor) -> MeetingDocument:
    """Return one document of a meeting by its number.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    around = ("meeting__pairing__supporting", "meeting__pairing__supported")
    found = documents_of(one, actor=actor).select_related(*around, "file", "added_by")
    row = found.filter(n=n).first()
    if row is None:
        raise NotFound.of("not-found", what="document", code=str(n))
    return row


def today_of(pairing: Pairing, at: datetime | None = None) -> date:
    """Return which day it is, or was `at` an instant, where a pairing's programme counts days."""
    return (at or timezone.now()).astimezone(ZoneInfo(pairing.programme.time_zone)).date()


def recording_sides(pairing: Pairing) -> Sides:
    """Return the places whose offices record what both sides of a pairing did."""
    parties = {side_region(pairing, "supporting"), side_region(pairing, "supported")}
    return Sides.either(frozenset(parties))


def file_sides(pairing: Pairing) -> Sides:
    """Return the places whose offices open files of a pairing: its two sides and all in them."""
    tops = recording_sides(pairing).own
    return Sides.either(frozenset[str]().union(*(below(top) for top in tops)))
