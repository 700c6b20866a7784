"""Meetings: the list, and one meeting with who came and what was undertaken there."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Meeting, MeetingGuest
from tallystick.exchanges.queries.commitments import commitments
from tallystick.exchanges.queries.meetings import meeting, meetings
from tallystick.exchanges.rules.meetings import MEETING_KINDS
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import pairings
from tallystick.web.contexts.meetings import GuestRow, MeetingListPage, MeetingPage, MeetingRow
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link
from tallystick.web.figures import day_text
from tallystick.web.views.commitments import rows_of
from tallystick.web.views.recording import may_record, recordable
from tallystick.web.views.shared import (
    actor_of_request,
    address,
    foot_of,
    invented_here,
    page_of,
    year_of,
)
from tallystick.web.views.showing import show
from tallystick.web.views.sorting import sort_filter
from tallystick.web.wording import in_chinese, in_words, language, pairing_name, place_then

NAMES = ("pairing", "kind", "year", "sort")


@require_safe
@guard(SIGNED_IN)
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Show meetings, newest first; the filters are in the address."""
    actor = actor_of_request(request)
    given = {name: request.GET.get(name, "")[:100] for name in NAMES}
    found = meetings(
        actor,
        pairing=given["pairing"],
        kind=given["kind"] if given["kind"] in MEETING_KINDS else "",
        year=year_of(given["year"]),
        sort=("title_zh" if in_chinese() else "title_en")
        if given["sort"] == "title"
        else given["sort"],
    )
    rows, total, newer, older = page_of(request, found)
    new = address(reverse("meeting-new"), {"pairing": given["pairing"]})
    seen = pairings(actor)
    page = MeetingListPage(
        section="commitments",
        title=_("Meetings"),
        invented=invented_here(),
        filters=_filters(actor, given, [(one.code, pairing_name(one)) for one in seen]),
        filtered=any(value for name, value in given.items() if name != "sort"),
        rows=tuple(_row(one) for one in rows),
        total=total,
        newer=newer,
        older=older,
        new=Link(_("Record a meeting"), new) if recordable(seen, actor) else None,
    )
    return show(request, "meetings", page)


def meeting_address(one: Meeting) -> str:
    """Return the address of a meeting's page."""
    return reverse("meeting", args=[one.code])


def meeting_title(one: Meeting) -> str:
    """Return what a meeting is called, in the reader's language where it is kept in it."""
    return in_words(one.title_en, one.title_zh)


def _kind(one: Meeting) -> str:
    return capfirst(str(Meeting.Kind(one.kind).label))


def _row(one: Meeting) -> MeetingRow:
    return MeetingRow(
        title=meeting_title(one),
        href=meeting_address(one),
        kind=_kind(one),
        held_on=one.held_on,
        place=place_then(one.place, one.held_on) if one.place else "",
        pairing=pairing_name(one.pairing),
        undertaken=getattr(one, "undertaken", 0),
    )


def _filters(
    actor: Actor, given: Mapping[str, str], seen: list[tuple[str, str]]
) -> tuple[Filter, ...]:
    held = Meeting.objects.visible_to(actor).order_by("-held_on__year")
    years = held.values_list("held_on__year", flat=True).distinct()
    choices = (
        ("pairing", _("Pairing"), seen),
        ("kind", _("Kind"), [(kind.value, str(kind.label)) for kind in Meeting.Kind]),
        ("year", _("Year"), [(str(year), str(year)) for year in years]),
    )
    sorts = {
        "oldest": _("day, oldest first"),
        "title": _("title"),
        "place": _("place"),
        "undertaken": _("most undertaken first"),
    }
    narrowing = (
        Filter(
            name,
            label,
            (
                Choice("", _("all"), not given[name]),
                *(Choice(value, words, value == given[name]) for value, words in rows),
            ),
        )
        for name, label, rows in choices
    )
    return (*narrowing, sort_filter(sorts, given["sort"], _("day, newest first")))


@require_safe
@guard(SIGNED_IN)
def meeting_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one meeting: when and where, who came, and each commitment made there."""
    actor, today = actor_of_request(request), timezone.localdate()
    try:
        one = meeting(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    title = meeting_title(one)
    other = one.title_en if title == one.title_zh else one.title_zh
    new = {"pairing": one.pairing.code, "meeting": one.code}
    page = MeetingPage(
        section="commitments",
        title=title,
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        pairing=Link(
            pairing_name(one.pairing), address(reverse("meetings"), {"pairing": one.pairing.code})
        ),
        also=other if other != title else "",
        facts=_facts(one),
        guests=tuple(
            GuestRow(guest.name, guest.post, str(MeetingGuest.Side(guest.side).label))
            for guest in one.guests.all()
        ),
        rows=rows_of(list(commitments(actor, today=today, meeting=one.code)), actor, today),
        new=Link(_("Record a commitment"), address(reverse("commitment-new"), new))
        if may_record(one.pairing, actor)
        else None,
    )
    return show(request, "meeting", page)


def _facts(one: Meeting) -> tuple[Fact, ...]:
    facts = [Fact(_("Kind"), _kind(one)), Fact(_("Day"), day_text(one.held_on, language()))]
    if one.place is not None:
        facts.append(Fact(_("Where"), place_then(one.place, one.held_on)))
    if one.url:
        facts.append(Fact(_("Read about it"), one.url, one.url))
    return tuple(facts)
