"""Deadlines: what is due by which working day, as a page, a printed list and a calendar file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.services.saving_views import PASSING
from tallystick.entries.models import Entry
from tallystick.entries.queries import DueReport, Stand, due_reports, waiting_for
from tallystick.interchange.ical.writer import Event, calendar_file
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import working_days
from tallystick.programme.rules.pipelines import pipelines
from tallystick.web.addresses import kept_query, with_query
from tallystick.web.contexts.deadlines import (
    DeadlinesPage,
    DueGroup,
    DueRow,
    ListedEntry,
    ListedGroup,
    OfficeListPage,
)
from tallystick.web.contexts.shared import Link, Mark
from tallystick.web.lists import DEADLINES
from tallystick.web.tables import wants_file
from tallystick.web.views.entries.due_form import entering
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import (
    amount_said,
    entry_title,
    language,
    listed,
    main_amount,
    office_name,
    pairing_name,
    period_words,
    place,
)

GLYPH = {
    Stand.REPORTED: "posted",
    Stand.WAITING: "waiting",
    Stand.ENTERED: "submitted",
    Stand.NOT_REPORTED: "late",
    Stand.NOT_DUE: "draft",
}


@require_safe
@guard(SIGNED_IN)
def deadlines(request: HttpRequest) -> HttpResponse:
    """Show what is due in the reader's pairings; what is reported only when asked."""
    actor, day = actor_of_request(request), timezone.localdate()
    everything, sort = request.GET.get("show") == "all", DEADLINES.sort(request)
    found = due_reports(actor, day)
    # Those of a whole country are hundreds: so many pairings a page, the most urgent first.
    every = _by_pairing(found)
    shown, _count, newer, older = page_of(request, every, (_("Previous"), _("Next")))
    shown = every if wants_file(request) else shown
    here = reverse("deadlines")
    kept = kept_query(request, "show", *PASSING)
    switch = (
        Link(_("Show only what is open"), with_query(here, kept))
        if everything
        else Link(_("Show what is reported too"), with_query(here, [*kept, ("show", "all")]))
    )
    groups = tuple(_group(rows, day, everything, sort) for rows in shown)
    page = DeadlinesPage(
        section="deadlines",
        title=_("Deadlines"),
        invented=invented_here(),
        today=day,
        table=DEADLINES.table(request),
        filters=(DEADLINES.select(sort),) if any(len(one.rows) > 1 for one in groups) else (),
        groups=groups,
        rows=tuple(in_order([row for one in groups for row in one.rows], sort, SORTS)),
        everything=everything,
        enters="clerk" in actor.roles,
        switch=switch if found else None,
        periods_href=reverse("periods"),
        print_href=reverse("office-list"),
        ics_href=reverse("deadlines-ics"),
        note=_unknown_years(found),
        mail_note=mail_note(),
        newer=newer,
        older=older,
    )
    return show(request, "deadlines", page)


def mail_note() -> str:
    """Return whether reminders go out by e-mail from here."""
    if settings.EMAIL_HOST:
        return _("Reminders go out by e-mail too, once a working day. Choose on your profile.")
    return _("No e-mail is set up here: reminders stand on this page, on paper and in the file.")


def _by_pairing(found: list[DueReport]) -> list[list[DueReport]]:
    by_pairing: dict[int, list[DueReport]] = {}
    for one in found:
        by_pairing.setdefault(one.pairing.pk, []).append(one)
    return list(by_pairing.values())


# The rows of each pairing are sorted; the pairings stand by what is most urgent.
SORTS: Mapping[str, Callable[[DueRow], Any]] = {
    "period": lambda one: (one.ends, one.period),
    "what": attrgetter("what"),
    "who": attrgetter("who"),
    "report-by": attrgetter("report_by"),
    "match-by": attrgetter("match_by"),
    "state": lambda one: (one.mark.words, one.late),
}


def _group(rows: list[DueReport], day: date, everything: bool, sort: str) -> DueGroup:
    pairing = rows[0].pairing
    past = [one for one in rows if one.period.report_by < day]
    shown = [one for one in rows if everything or one.is_open]
    return DueGroup(
        code=pairing.code,
        title=pairing_name(pairing),
        href=reverse("pairing", args=[pairing.code]),
        made=sum(one.stand == Stand.REPORTED for one in past),
        due=len(past),
        rows=tuple(in_order(due_rows(shown), sort, SORTS)),
        agreed_href=reverse("pairing-calendar", args=[pairing.code]),
    )


def due_rows(found: list[DueReport]) -> list[DueRow]:
    """Return one row for each period and state, its kinds named together."""
    key = _row_key
    return [_row([*rows]) for _key, rows in groupby(sorted(found, key=key), key=key)]


def _row_key(one: DueReport) -> tuple[date, int, str, str, str, int]:
    period = one.period
    return period.report_by, one.pairing.pk, period.code, one.stand, one.reporter, one.days_late


def _row(rows: list[DueReport]) -> DueRow:
    first = rows[0]
    words = [pipelines()[one.pipeline].label(language()) for one in rows]
    return DueRow(
        period=period_words(first.period.code),
        what=listed(words),
        who=reporter_words(first.pairing, first.reporter),
        report_by=first.period.report_by,
        match_by=first.period.match_by,
        mark=Mark(GLYPH[first.stand], str(first.stand.label)),
        late=late_words(first.days_late),
        mine=any(one.waits_for_me for one in rows),
        pairing=pairing_name(first.pairing),
        ends=first.period.end,
        href=_entering(rows) if first.waits_for_me and first.stand != Stand.ENTERED else "",
    )


def _entering(rows: list[DueReport]) -> str:
    """Return where a clerk of the side that reports enters them: for their period, their kinds."""
    first, kinds = rows[0], [one.pipeline for one in rows]
    return entering(first.pairing.code, first.period.code, kinds, timezone.localdate())


def late_words(days: int) -> str:
    """Return how late something is, or nothing."""
    if not days:
        return ""
    return ngettext("%(days)s working day late", "%(days)s working days late", days) % {
        "days": days
    }


def reporter_words(pairing: Pairing, reporter: str) -> str:
    """Return who reports: a side by the name of its place, or either."""
    if reporter == "either":
        return _("either side")
    return place(pairing.supporting if reporter == "supporting" else pairing.supported)


def _unknown_years(found: list[DueReport]) -> str:
    years: set[int] = set()
    for country in {one.pairing.programme.country for one in found}:
        own = [one.period for one in found if one.pairing.programme.country == country]
        first = min(min(one.report_by, one.match_by) for one in own)
        last = max(max(one.report_by, one.match_by) for one in own)
        years |= set(working_days(country).unknown(first, last))
    if not years:
        return ""
    return _(
        "The holidays of %(years)s are not loaded here: only weekends are left out of the count."
    ) % {"years": listed(str(year) for year in sorted(years))}


@require_safe
@guard(SIGNED_IN)
def office_list(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader's office today as one list to print."""
    actor, day = actor_of_request(request), timezone.localdate()
    office = Office.objects.filter(code=actor.seats[0].office).first() if actor.seats else None
    found = due_reports(actor, day)
    page = OfficeListPage(
        section="deadlines",
        title=_("List for the office"),
        invented=invented_here(),
        today=day,
        office=office_name(office) if office else "",
        due=tuple(due_rows([one for one in found if one.waits_for_me])),
        groups=_listed(actor),
        note=_unknown_years(found),
    )
    return show(request, "office_list", page)


def _listed(actor: Actor) -> tuple[ListedGroup, ...]:
    work = waiting_for(actor)
    groups = (
        (_("To answer"), work.disputes),
        (_("To match"), work.to_match),
        (_("To confirm in your office"), work.to_confirm),
    )
    return tuple(
        ListedGroup(title, tuple(_listed_entry(row) for row in rows))
        for title, rows in groups
        if rows
    )


def _listed_entry(row: Entry) -> ListedEntry:
    return ListedEntry(
        number=row.number,
        title=entry_title(row),
        figure=amount_said(*main_amount(row)),
        since=timezone.localdate(row.changed_at),
        note=pairing_name(row.pairing),
        href=reverse("entry", args=[row.number]),
    )


@require_safe
@guard(SIGNED_IN)
def deadlines_ics(request: HttpRequest) -> HttpResponse:
    """Hand out the reader's deadlines as whole-day events for her own calendar."""
    actor, day = actor_of_request(request), timezone.localdate()
    found = due_reports(actor, day)
    events = [
        *_events([one for one in found if one.waits_for_me], request, "report"),
        *_events(
            [one for one in found if one.stand == Stand.WAITING and one.mine], request, "match"
        ),
    ]
    answer = HttpResponse(
        calendar_file(events, name=_("Tallystick deadlines"), stamp=timezone.now()),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="tallystick-deadlines.ics"'
    return answer


def _events(found: list[DueReport], request: HttpRequest, kind: str) -> list[Event]:
    """Return one event for each period of a pairing: what to report, or to match, by that day."""
    by_period: dict[tuple[str, str], list[DueReport]] = {}
    for one in found:
        by_period.setdefault((one.pairing.code, one.period.code), []).append(one)
    said = {"report": _("Report %(period)s: %(what)s"), "match": _("Match %(period)s: %(what)s")}
    events = []
    for (code, period), rows in by_period.items():
        words = listed(pipelines()[row.pipeline].label(language()) for row in rows)
        first = rows[0]
        events.append(
            Event(
                uid=f"{kind}-{code}-{period}@tallystick",
                on=first.period.report_by if kind == "report" else first.period.match_by,
                summary=said[kind] % {"period": period_words(period), "what": words},
                description=pairing_name(first.pairing),
                url=request.build_absolute_uri(reverse("deadlines")),
            )
        )
    return events
