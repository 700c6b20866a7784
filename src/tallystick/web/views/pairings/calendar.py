"""When a pairing reports: how often, who does, by which working day; and the form that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing, ReportingDuty
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import Duties, duties
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import Duty, duty_problems
from tallystick.programme.services import set_duty
from tallystick.web.addresses import address
from tallystick.web.contexts.deadlines import CalendarPage, DutyRow
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.shared import Link
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed, problems_of, read_day, typed_of
from tallystick.web.views.pairings.pairing import find_or_404
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.today.deadlines import reporter_words
from tallystick.web.wording import language, pairing_name

WORDS, DAYS = ("pipeline", "cadence", "reporter"), ("report_days", "match_days")
ASKED = {*WORDS, *DAYS, "since"}
# What is no report of one side: no deadline speaks of it.
NOT_DUE = ("report", "target")
# What no count of days is; the rule on deadlines refuses it.
NO_DAYS = -1


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def pairing_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a pairing reports and when; a posted form says it for one pipeline or the rest."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    if request.method != "POST":
        return show(request, "calendar", _page(row, actor, request.GET.get("pipeline", "")))
    typed = typed_of(request.POST)
    try:
        said = _set(row, typed, actor)
    except Refused as refused:
        page = _page(row, actor, "", typed, refused.problems)
        return show(request, "calendar", page, status=form_status(refused))
    messages.success(request, _("Kept: %(what)s") % {"what": said})
    return redirect(reverse("pairing-calendar", args=[row.code]))


def _set(row: Pairing, typed: Typed, by: Actor) -> str:
    """Keep what was typed; return it in words.

    Raises: Refused with every fault, each with what was typed; Forbidden.
    """
    report, match = (_days(typed, name) for name in DAYS)
    problems: list[Problem] = []
    since = read_day(typed.get("since", ""), "since", problems)
    pipeline, cadence, reporter = (typed.get(name, "") for name in WORDS)
    duty = Duty(pipeline, cadence, reporter, report, match, since=since or date.min)
    if problems:
        raise Refused(problems + _as_typed(duty_problems(duty), typed))
    try:
        set_duty(pairing=row, duty=duty, by=by, why=typed.get("why", "").strip())
    except Refused as refused:
        raise type(refused)(_as_typed(refused.problems, typed)) from refused
    shown = _row(row, duty, changes=False)
    return _("%(what)s: %(how)s") % {"what": shown.what, "how": shown.cadence}


def _as_typed(problems: Sequence[Problem], typed: Typed) -> list[Problem]:
    """Return the problems of numbers of days with what stood in the field."""
    return [
        replace(one, value=typed.get(one.path, "")[:20]) if one.path in DAYS else one
        for one in problems
    ]


def _days(typed: Typed, name: str) -> int:
    text = typed.get(name, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else NO_DAYS


def _begun(pipeline: str, held: Duties | None) -> Typed:
    """Return the form as it stands at first: what holds for the pipeline that is asked about."""
    found = held.of(pipeline) if held else None
    duty = found or Duty(pipeline, "monthly", since=timezone.localdate().replace(day=1))
    return {
        "pipeline": pipeline,
        "cadence": duty.cadence,
        "reporter": duty.reporter,
        "report_days": str(duty.report_days),
        "match_days": str(duty.match_days),
        "since": duty.since.isoformat(),
    }


def _page(
    row: Pairing,
    actor: Actor,
    pipeline: str,
    typed: Typed | None = None,
    problems: Sequence[Problem] = (),
) -> CalendarPage:
    sets = may(actor, ROWS["programme.set_up"]) is not None
    errors, listed = problems_of(problems, {}, ASKED if sets else set())
    found = duties([row.pk]).get(row.pk)
    rows = found.rows if found else {}
    order = ["", *pipelines()]
    return CalendarPage(
        section="pairings",
        title=_("When this pairing reports"),
        invented=row.programme.invented,
        foot=foot_of(row),
        label=Link(pairing_name(row), reverse("pairing", args=[row.code])),
        due_href=reverse("deadlines"),
        rows=tuple(_row(row, rows[code], changes=sets) for code in order if code in rows),
        sets=sets,
        fields=_fields(row, typed or _begun(pipeline, found), errors) if sets else (),
        problems=listed,
    )


def _row(row: Pairing, duty: Duty, *, changes: bool) -> DutyRow:
    reports = duty.cadence != ReportingDuty.Cadence.NONE
    here = reverse("pairing-calendar", args=[row.code])
    return DutyRow(
        what=_pipeline_words(duty.pipeline),
        cadence=str(ReportingDuty.Cadence(duty.cadence).label),
        who=reporter_words(row, duty.reporter) if reports else "",
        report=_working_days(duty.report_days) if reports else "",
        match=_working_days(duty.match_days) if reports else "",
        since=duty.since,
        href=address(here, {"pipeline": duty.pipeline}) + "#set" if changes else "",
    )


def _pipeline_words(code: str) -> str:
    return pipelines()[code].label(language()) if code else _("All without a line of their own")


def _working_days(days: int) -> str:
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def _fields(row: Pairing, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    kinds = [(code, _pipeline_words(code)) for code in ("", *pipelines()) if code not in NOT_DUE]
    often = [(one.value, capfirst(str(one.label))) for one in ReportingDuty.Cadence]
    who = [(one.value, capfirst(reporter_words(row, one.value))) for one in ReportingDuty.Reporter]
    return (
        fields.select("pipeline", _("What is reported"), kinds, typed, errors),
        fields.select("cadence", _("How often"), often, typed, errors),
        fields.select("reporter", _("Who reports"), who, typed, errors),
        fields.text(
            "report_days", _("Report within"), typed, errors,
            kind="number", needed=True, hint=_("Working days from the end of the period."),
        ),
        fields.text(
            "match_days", _("Match within"), typed, errors,
            kind="number", needed=True, hint=_("Working days from the day the report is due."),
        ),
        fields.text(
            "since", _("Periods that end from"), typed, errors, kind="day", needed=True,
        ),
        fields.text("why", _("Why"), typed, errors),
    )  # fmt: skip
