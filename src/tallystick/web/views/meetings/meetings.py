"""Meetings: the list, planned and held, and how one is called and stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.meetings import meeting, meeting_places, meetings
from tallystick.exchanges.rules.meetings import (
    MEETING_KINDS,
    MEETING_STANDINGS,
    meeting_standing,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import pairings
from tallystick.web.addresses import address, narrows
from tallystick.web.contexts.meetings import MeetingListPage, MeetingRow
from tallystick.web.contexts.shared import Filter, Link, Mark
from tallystick.web.figures import day_text, span_text
from tallystick.web.lists import MEETINGS
from tallystick.web.tables import in_language
from tallystick.web.views.filtering import filters_of
from tallystick.web.views.promises.recording import new_link
from tallystick.web.views.shared import actor_of_request, invented_here, page_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import in_words, language, pairing_name, place, place_then

# Meetings that are offered to choose from, newest first.
OFFERED = 60
NAMES = ("pairing", "kind", "stands", "year", "place", "sort")
GLYPHS = {"planned": "submitted", "unconfirmed": "waiting", "held": "kept", "called_off": "dropped"}
STANDINGS = {
    "planned": gettext_lazy("planned"),
    "unconfirmed": gettext_lazy("held?"),
    "held": gettext_lazy("held"),
    "called_off": gettext_lazy("called off"),
}


@require_safe
@guard(SIGNED_IN)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show meetings, newest first; the filters are in the address."""
    actor, today = actor_of_request(request), timezone.localdate()
    given = {name: request.GET.get(name, "")[:100] for name in NAMES}
    found = meetings(
        actor,
        pairing=given["pairing"],
        kind=given["kind"] if given["kind"] in MEETING_KINDS else "",
        stands=given["stands"] if given["stands"] in MEETING_STANDINGS else "",
        place=given["place"],
        today=today,
        year=year_of(given["year"]),
        sort=in_language(MEETINGS.sort(request)),
    )
    rows, total, newer, older = page_of(request, found)
    seen = pairings(actor)
    page = MeetingListPage(
        section="commitments",
        title=_("Meetings"),
        invented=invented_here(),
        table=MEETINGS.table(request, total=total),
        filters=(
            *_filters(actor, given, [(one.code, pairing_name(one)) for one in seen]),
            MEETINGS.select(MEETINGS.sort(request)),
        ),
        filtered=narrows(given),
        rows=tuple(_row(one, today) for one in rows),
        total=total,
        newer=newer,
        older=older,
        new=new_link("meeting-new", _("Record a meeting"), seen, actor, given["pairing"]),
        calendar=Link(
            _("By month"), address(reverse("meeting-calendar"), {"pairing": given["pairing"]})
        ),
        ics=Link(
            _("Calendar file (.ics)"),
            address(reverse("meetings-ics"), {"pairing": given["pairing"]}),
        ),
    )
    return show(request, "meetings", page)


def meeting_address(one: Meeting) -> str:
    """Return the address of a meeting's page."""
    return reverse("meeting", args=[one.code])


def offered_meetings(found: QuerySet[Meeting] | Sequence[Meeting]) -> list[tuple[str, str]]:
    """Return code and words of the first meetings of a list, each once, to choose one from."""
    words = {
        one.code: f"{day_text(one.held_on, language())} · {meeting_title(one)}"
        for one in found[:OFFERED]
    }
    return list(words.items())


def meeting_title(one: Meeting) -> str:
    """Return what a meeting is called, in the reader's language where it is kept in it."""
    return in_words(one.title_en, one.title_zh)


def meeting_kind(one: Meeting) -> str:
    """Return of what kind a meeting is, in the reader's words."""
    return capfirst(str(Meeting.Kind(one.kind).label))


def meeting_mark(one: Meeting, today: date) -> Mark:
    """Return a meeting's drawn state, and in words how it stands on a day."""
    stands = meeting_standing(one.state, one.held_on, today)
    return Mark(GLYPHS[stands], capfirst(str(STANDINGS[stands])))


def _row(one: Meeting, today: date) -> MeetingRow:
    return MeetingRow(
        title=meeting_title(one),
        href=meeting_address(one),
        kind=meeting_kind(one),
        held_on=one.held_on,
        place=place_then(one.place, one.held_on) if one.place else "",
        pairing=pairing_name(one.pairing),
        undertaken=getattr(one, "undertaken", 0),
        mark=meeting_mark(one, today),
        until=one.ended_on,
    )


def _filters(
    actor: Actor, given: Mapping[str, str], seen: list[tuple[str, str]]
) -> tuple[Filter, ...]:
    held = Meeting.objects.visible_to(actor).order_by("-held_on__year")
    years = held.values_list("held_on__year", flat=True).distinct()
    choices = (
        ("pairing", _("Pairing"), seen),
        ("kind", _("Kind"), [(kind.value, str(kind.label)) for kind in Meeting.Kind]),
        ("stands", _("State"), [(code, str(words)) for code, words in STANDINGS.items()]),
        ("year", _("Year"), [(str(year), str(year)) for year in years]),
        ("place", _("Where"), [(one.code, place(one)) for one in meeting_places(actor)]),
    )
    return filters_of(choices, given)


def found_meeting(code: str, actor: Actor) -> Meeting:
    """Return a meeting the reader sees; else there is no such page."""
    try:
        return meeting(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone


def when_words(one: Meeting) -> str:
    """Return on which days a meeting is held, and at which hour by its programme's clock."""
    if one.ended_on and one.ended_on != one.held_on:
        return span_text(one.held_on, one.ended_on, language())
    day = day_text(one.held_on, language())
    return f"{day} {one.begins_at:%H:%M}" if one.begins_at else day
