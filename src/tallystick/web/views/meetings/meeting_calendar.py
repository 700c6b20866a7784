"""Meetings and due days of commitments by month, and as a file for the reader's own calendar."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.queries.commitments import rows_of
from tallystick.exchanges.queries.meetings import meetings
from tallystick.interchange.ical.exchanges import exchange_events, time_zone
from tallystick.interchange.ical.writer import calendar_file
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.named import named_pairings
from tallystick.web.addresses import address
from tallystick.web.contexts.meetings import CalendarDay, CalendarEvent, MonthPage
from tallystick.web.contexts.shared import Filter, Link
from tallystick.web.figures import month_name
from tallystick.web.views.filtering import filter_of
from tallystick.web.views.meetings.meetings import meeting_address, meeting_mark, meeting_title
from tallystick.web.views.promises.commitments import commitment_address, mark_of, words_of
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import language, pairing_name

Events = Mapping[date, list[CalendarEvent]]


@require_safe
@guard(SIGNED_IN)
def meeting_calendar(request: HttpRequest) -> HttpResponse:
    """Show one month: meetings planned and held, and what is due; the month is in the address."""
    actor, today = actor_of_request(request), timezone.localdate()
    pairing = request.GET.get("pairing", "")[:100]
    month = month_of(request.GET.get("month", ""), today)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    found = _events(actor, pairing, weeks[0][0], weeks[-1][-1], today)
    here, kept = reverse("meeting-calendar"), {"pairing": pairing}
    total = sum(len(rows) for day, rows in found.items() if day.month == month.month)
    page = MonthPage(
        section="commitments",
        title=month_words(month),
        invented=invented_here(),
        month=month,
        filters=(_pairing_filter(actor, pairing),),
        filtered=bool(pairing),
        before=_to(month - timedelta(1), kept),
        after=_to(month + timedelta(31), kept),
        now=Link(_("This month"), address(here, kept)),
        all=Link(_("As a list"), address(reverse("meetings"), kept)),
        ics=Link(_("Calendar file (.ics)"), address(reverse("meetings-ics"), kept)),
        nearest=None if total else _nearest(actor, pairing, month, kept),
        weeks=tuple(
            tuple(
                CalendarDay(
                    day, day.month != month.month, day == today, tuple(found.get(day, ()))
                )
                for day in week
            )
            for week in weeks
        ),
        total=total,
    )  # fmt: skip
    return show(request, "month", page)


def month_of(text: str, today: date) -> date:
    """Return the first day of the month asked for; what is none is the month of today.

    >>> month_of("2021-05", date(2027, 1, 9)), month_of("soon", date(2027, 1, 9))
    (datetime.date(2021, 5, 1), datetime.date(2027, 1, 1))
    """
    try:
        asked = date.fromisoformat(f"{text}-01") if len(text) == 7 else today
    except ValueError:
        asked = today
    # The calendar of a page ends where dates do.
    return (asked if 1900 <= asked.year <= 2200 else today).replace(day=1)


def month_words(month: date) -> str:
    """Return a month in the reader's words."""
    named = {"month": month_name(month.month, language()), "year": month.year, "n": month.month}
    return _("%(month)s %(year)s") % named


def _to(day: date, kept: Mapping[str, str]) -> Link:
    there = address(reverse("meeting-calendar"), {**kept, "month": f"{day:%Y-%m}"})
    return Link(month_words(day.replace(day=1)), there)


def _pairing_filter(actor: Actor, chosen: str) -> Filter:
    rows = [(one.code, pairing_name(one)) for one in named_pairings(actor)]
    return filter_of("pairing", _("Pairing"), rows, chosen)


def _events(actor: Actor, pairing: str, first: date, last: date, today: date) -> Events:
    """Return day → what is on it, between two days; a meeting stands on each of its days."""
    found: dict[date, list[CalendarEvent]] = {}
    held = meetings(actor, pairing=pairing, sort="oldest")
    for one in held.filter(held_on__lte=last, held_on__gte=first - timedelta(62)):
        hour = f"{one.begins_at:%H:%M} " if one.begins_at else ""
        event = CalendarEvent(
            hour + meeting_title(one), meeting_address(one), meeting_mark(one, today),
            pairing_name(one.pairing),
        )  # fmt: skip
        for day in _days(one):
            if first <= day <= last:
                found.setdefault(day, []).append(event)
    for row in rows_of(list(_due(actor, pairing, first, last)), today):
        made = row.commitment
        words = _("Due: %(what)s") % {"what": words_of(made)}
        event = CalendarEvent(
            words, commitment_address(made), mark_of(row, today), pairing_name(made.pairing)
        )
        found.setdefault(made.due_on, []).append(event)
    return found


def _days(one: Meeting) -> list[date]:
    last = one.ended_on or one.held_on
    return [one.held_on + timedelta(n) for n in range((last - one.held_on).days + 1)]


def _due(actor: Actor, pairing: str, first: date, last: date) -> QuerySet[Commitment]:
    due = Commitment.objects.visible_to(actor).filter(due_on__range=(first, last))
    if pairing:
        due = due.filter(pairing__code=pairing)
    around = ("pairing__programme", "pairing__supporting", "pairing__supported", "kept_by")
    return due.select_related(*around).order_by("due_on", "code")


def _nearest(actor: Actor, pairing: str, month: date, kept: Mapping[str, str]) -> Link | None:
    """Return the month of the meeting next to one in which nothing is: later, or else earlier."""
    held = meetings(actor, pairing=pairing, sort="oldest")
    later = held.filter(held_on__gte=month).first()
    one = later or held.filter(held_on__lt=month).last()
    return _to(one.held_on, kept) if one else None


@require_safe
@guard(SIGNED_IN)
def meetings_ics(request: HttpRequest) -> HttpResponse:
    """Hand out meetings and due days, of one pairing or of all, for the reader's own calendar."""
    actor, pairing = actor_of_request(request), request.GET.get("pairing", "")[:100]
    events = exchange_events(
        actor, absolute=request.build_absolute_uri, lang=language(), pairing=pairing
    )
    file = calendar_file(
        events, name=_("Meetings and commitments"), stamp=timezone.now(),
        zone=time_zone(actor, pairing),
    )  # fmt: skip
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    name = f"tallystick-{pairing}.ics" if _is_code(pairing) else "tallystick-meetings.ics"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _is_code(text: str) -> bool:
    return bool(text) and text.replace("-", "").isalnum() and text.isascii()
