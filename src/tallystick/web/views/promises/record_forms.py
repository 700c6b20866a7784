"""The forms that record: a meeting with who came and what was agreed, and one commitment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Meeting, Readout
from tallystick.exchanges.queries.likely import meetings_on_line
from tallystick.exchanges.queries.meetings import meetings_for
from tallystick.exchanges.rules.commitments import undertaking_problems
from tallystick.exchanges.rules.meetings import Agreed, agreed_problems, meeting_problems
from tallystick.exchanges.services import record_meeting, record_meeting_told, undertake
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairings
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.meetings import FormRows, RecordPage
from tallystick.web.contexts.shared import Choice
from tallystick.web.templatetags.tallystick import script_of
from tallystick.web.views import fields
from tallystick.web.views.announcements.readout import readout_seen
from tallystick.web.views.errors import may_not
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.form_rows import row_numbers
from tallystick.web.views.meetings.meeting_people import (
    ABSENT,
    GUEST,
    Rows,
    absent_of,
    guests_of,
    people_tables,
    placed_in,
    rows_typed,
)
from tallystick.web.views.meetings.meeting_steps import read_time
from tallystick.web.views.meetings.meetings import meeting_address, offered_meetings
from tallystick.web.views.promises.commitments import commitment_address
from tallystick.web.views.promises.recording import (
    Choices,
    chosen,
    offices_of,
    pairing_choices,
    places_of,
    recordable,
)
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import pairing_name

# Longer than any field may hold: what is too long is told, not cut.
Form = Callable[[Pairing, tuple[Choice, ...], Typed, Sequence[Problem]], RecordPage]


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a meeting; a posted one records it, or comes back with more rows."""
    code = request.GET.get("readout", "")[:100]
    told = readout_seen(code, actor_of_request(request)) if code else None
    if told is None:
        return _recorded(request, _meeting_form, _record, _("The meeting is recorded."))
    if told.meeting and request.method != "POST":
        return redirect(meeting_address(told.meeting))
    done = _("The meeting is recorded, and the announcement tells of it.")
    return _recorded(request, _form_told(told), partial(_record, told=told), done)


def _form_told(told: Readout) -> Form:
    """Return the form of a meeting that an announcement tells of: begun with its title."""

    def form(
        pairing: Pairing, choices: tuple[Choice, ...], typed: Typed, problems: Sequence[Problem]
    ) -> RecordPage:
        title = "title_en" if told.lang == "en" else "title_zh"
        begun = {title: told.title[:200], "url": told.url, **typed}
        page = _meeting_form(told.pairing, (), begun, problems)
        lead = _(
            "No meeting was read in “%(title)s”. Say which day it was, where, and of what kind."
        )
        return replace(page, section="readouts", lead=lead % {"title": told.title})

    return form


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def commitment_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a commitment; a posted one records it."""
    return _recorded(request, _commitment_form, _undertake, _("The commitment is recorded."))


def _recorded(
    request: HttpRequest,
    form: Form,
    record: Callable[[Pairing, Typed, Actor], str],
    done: str,
) -> HttpResponse:
    """Answer a form that records something of one pairing; `record` returns where to go."""
    actor = actor_of_request(request)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: str(text)[: fields.WHOLE] for name, text in given.items()}
    found = recordable(pairings(actor), actor)
    pairing = chosen(found, typed.get("pairing", ""))
    if not found:
        return may_not(request, _who_records())
    if pairing is None:
        raise Http404("pairing")
    choices = pairing_choices(found, pairing)
    if request.method != "POST" or "more" in typed:
        return show(request, "record", form(pairing, choices, typed, ()))
    try:
        address = record(pairing, typed, actor)
    except Refused as refused:
        page = form(pairing, choices, typed, refused.problems)
        return show(request, "record", page, status=form_status(refused))
    messages.success(request, done)
    return redirect(address)


def _who_records() -> str:
    """Return who records what both sides of a pairing did."""
    return _(
        "It is recorded by a clerk or the head of an office of one of the two sides themselves, or "
        "by the programme office. In the pairings you see, you hold no such seat."
    )


def _meeting_form(
    pairing: Pairing, choices: tuple[Choice, ...], typed: Typed, problems: Sequence[Problem]
) -> RecordPage:
    places, offices = places_of(pairing), offices_of(pairing)
    kinds = [(kind.value, capfirst(str(kind.label))) for kind in Meeting.Kind]

    def own(errors: Errors) -> tuple[FormField, ...]:
        return (
            fields.select("kind", _("Kind"), kinds, typed, errors, needed=True),
            fields.text(
                "held_on",
                _("Day"),
                typed,
                errors,
                kind="day",
                needed=True,
                hint=_("a day to come is planned"),
            ),
            fields.text("ended_on", _("Last day"), typed, errors, kind="day"),
            fields.text("begins_at", _("Begins at"), typed, errors, hint=_("such as 09:30")),
            fields.select("place", _("Where"), places, typed, errors, blank=_("not stated")),
            fields.text("title_en", _("Title in English"), typed, errors),
            fields.text("title_zh", _("Title in Chinese"), typed, errors),
            fields.text(
                "url", _("Web address"), typed, errors, hint=_("where it stands; not fetched")
            ),
        )

    def tables(errors: Errors) -> tuple[FormRows, ...]:
        return (
            *people_tables(typed, errors),
            FormRows(
                "agreed", _("What was undertaken"),
                _rows(typed, "agreed", _agreed_fields(offices, typed, errors)),
                _("More rows for commitments"),
            ),
        )  # fmt: skip

    blank = (*own({}), *(one for table in tables({}) for row in table.rows for one in row))
    errors, listed = problems_of(problems, {}, {one.name for one in blank})
    return RecordPage(
        section="commitments",
        title=_("Record a meeting"),
        invented=pairing.programme.invented,
        lead=_(
            "Where and when, who came with the post as printed, and what was undertaken there. "
            "The visit counts only through an entry that both sides match."
        ),
        pairing=pairing.code,
        pairing_words=pairing_name(pairing),
        pairings=choices,
        problems=listed,
        fields=fields.own_first(own(errors)),
        tables=tables(errors),
        button=_("Record the meeting"),
    )


def _rows(
    typed: Typed, kind: str, fields_of: Callable[[int], tuple[FormField, ...]]
) -> tuple[tuple[FormField, ...], ...]:
    numbers = row_numbers(typed, kind, more=typed.get("more") == kind)
    return tuple(fields_of(n) for n in numbers)


def _agreed_fields(
    offices: Choices, typed: Typed, errors: Errors
) -> Callable[[int], tuple[FormField, ...]]:
    return lambda n: (
        fields.text(f"agreed.{n}.text", _("What is undertaken"), typed, errors),
        fields.select(f"agreed.{n}.owner", _("Kept by"), offices, typed, errors, blank=_("choose")),
        fields.text(f"agreed.{n}.due_on", _("Due"), typed, errors, kind="day"),
    )


def _record(pairing: Pairing, typed: Typed, by: Actor, told: Readout | None = None) -> str:
    """Record the meeting that a form describes; return where it is shown.

    Raises: Refused with every fault, each under the field it is about.
    """
    problems: list[Problem] = []
    held_on = fields.read_day(typed.get("held_on", ""), "held_on", problems) or timezone.localdate()
    last = typed.get("ended_on", "")
    ended_on = fields.read_day(last, "ended_on", problems) if last else None
    begins_at = read_time(typed.get("begins_at", ""), "begins_at", problems)
    people, absent = rows_typed(typed, "guests", GUEST), rows_typed(typed, "represented", ABSENT)
    promised = _filled(typed, "agreed", ("text", "owner", "due_on"))
    guests, represented = guests_of(people), absent_of(absent)
    agreed = tuple(_agreed(n, row, problems) for n, row in promised.items())
    kind, place = typed.get("kind", ""), typed.get("place", "")
    titles = typed.get("title_en", ""), typed.get("title_zh", "")
    url, today = typed.get("url", "").strip(), timezone.localdate()
    try:
        if problems:
            said = meeting_problems(
                "", kind, held_on, *titles, url, guests, today, ended_on, represented
            )
            said += agreed_problems(agreed, held_on)
            raise Refused([*problems, *_placed(said, people, absent, promised)])
        record = (
            partial(record_meeting_told, readout=told)
            if told
            else partial(record_meeting, pairing=pairing)
        )
        made = record(
            kind=kind, held_on=held_on, title_en=titles[0], title_zh=titles[1],
            place=place, url=url, guests=guests, agreed=agreed, ended_on=ended_on,
            begins_at=begins_at, represented=represented, by=by,
        )  # fmt: skip
    except Refused as refused:
        if problems:
            raise
        raise type(refused)(_placed(refused.problems, people, absent, promised)) from refused
    return meeting_address(made)


def _filled(typed: Typed, kind: str, asked: Sequence[str]) -> dict[int, dict[str, str]]:
    """Return number → the row, of those rows in which something was typed."""
    rows = {}
    for n in row_numbers(typed, kind, more=False):
        row = {name: typed.get(f"{kind}.{n}.{name}", "").strip() for name in asked}
        if any(row.values()):
            rows[n] = row
    return rows


def _agreed(n: int, row: Mapping[str, str], problems: list[Problem]) -> Agreed:
    path = f"agreed.{n}.due_on"
    due_on = fields.read_day(row["due_on"], path, problems) or date.max
    chinese = script_of(row["text"]) != "en"
    return Agreed(
        row["owner"], due_on, "" if chinese else row["text"], row["text"] if chinese else ""
    )


def _placed(
    problems: Sequence[Problem], people: Rows, absent: Rows, promised: Rows
) -> list[Problem]:
    """Return the problems under the form's fields: empty rows were left out when it was read."""
    words = re.compile(r"^(agreed\.\d+)\.text_\w+$")
    named = [replace(one, path=words.sub(r"\1.text", one.path)) for one in problems]
    return placed_in(named, {"guests": people, "represented": absent, "agreed": promised})


def _commitment_form(
    pairing: Pairing, choices: tuple[Choice, ...], typed: Typed, problems: Sequence[Problem]
) -> RecordPage:
    held = offered_meetings(meetings_for(pairing))
    offices = offices_of(pairing)

    def own(errors: Errors) -> tuple[FormField, ...]:
        return (
            fields.select(
                "owner", _("Kept by"), offices, typed, errors, blank=_("choose"), needed=True
            ),
            fields.text("due_on", _("Due"), typed, errors, kind="day", needed=True),
            fields.select("meeting", _("Said at"), held, typed, errors, blank=_("at no meeting")),
            fields.text("text_en", _("In English"), typed, errors, kind="long"),
            fields.text("text_zh", _("In Chinese"), typed, errors, kind="long"),
        )  # fmt: skip

    errors, listed = problems_of(problems, {}, {one.name for one in own({})})
    return RecordPage(
        section="commitments",
        title=_("Record a commitment"),
        invented=pairing.programme.invented,
        lead=_("What an office of either side undertook, and by which day. One language will do."),
        pairing=pairing.code,
        pairing_words=pairing_name(pairing),
        pairings=choices,
        problems=listed,
        fields=fields.own_first(own(errors)),
        button=_("Record the commitment"),
    )


def _undertake(pairing: Pairing, typed: Typed, by: Actor) -> str:
    """Record the commitment that a form describes; return where it is shown.

    Raises: Refused with every fault, each under the field it is about.
    """
    problems: list[Problem] = []
    due_on = fields.read_day(typed.get("due_on", ""), "due_on", problems) or date.max
    owner = Office.objects.select_related("region").filter(code=typed.get("owner", "")).first()
    if owner is None:
        problems.append(Problem("commitment-ownerless", "owner"))
    code = typed.get("meeting", "")
    held = meetings_on_line(pairing).filter(code=code).first() if code else None
    if code and held is None:
        problems.append(Problem("not-found", "meeting", {"what": "meeting", "code": code}, code))
    text_en, text_zh = typed.get("text_en", ""), typed.get("text_zh", "")
    if problems or owner is None:
        said = undertaking_problems(text_en, text_zh, due_on, held.held_on if held else None)
        raise Refused([*problems, *said])
    made = undertake(
        pairing=pairing, owner=owner, due_on=due_on, text_en=text_en, text_zh=text_zh, by=by,
        meeting=held,
    )  # fmt: skip
    return commitment_address(made)
