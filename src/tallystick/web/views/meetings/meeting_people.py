"""The form that adds people to a meeting: who came on which side, who stood in for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Meeting, MeetingGuest, Represented
from tallystick.exchanges.rules.guests import Guest, RepresentedBy
from tallystick.exchanges.services import add_guests
from tallystick.kernel.problem import Problem, Refused
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.meetings import FormRows, RecordPage
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed, problems_of, typed_of
from tallystick.web.views.form_rows import row_numbers
from tallystick.web.views.meetings.meetings import found_meeting, meeting_address, meeting_title
from tallystick.web.views.promises.recording import may_record
from tallystick.web.views.shared import actor_of_request, foot_of
from tallystick.web.views.showing import form_status, show

Rows = Mapping[int, dict[str, str]]
GUEST, ABSENT = ("side", "name", "post", "leads"), ("name", "post", "how", "by")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def meeting_people(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form that adds people to a meeting; a posted one adds them."""
    actor = actor_of_request(request)
    one = found_meeting(code, actor)
    if not may_record(one.pairing, actor):
        raise PermissionDenied(code)
    typed = typed_of(request.POST)
    if request.method != "POST" or "more" in typed:
        return show(request, "record", _page(one, typed, ()))
    people, absent = rows_typed(typed, "guests", GUEST), rows_typed(typed, "represented", ABSENT)
    try:
        add_guests(meeting=one, guests=guests_of(people), represented=absent_of(absent), by=actor)
    except Refused as refused:
        placed = placed_in(refused.problems, {"guests": people, "represented": absent})
        return show(request, "record", _page(one, typed, placed), status=form_status(refused))
    messages.success(request, _("The people are added."))
    return redirect(meeting_address(one))


def _page(one: Meeting, typed: Typed, problems: Sequence[Problem]) -> RecordPage:
    tables = people_tables(typed, {})
    asked = {field.name for table in tables for row in table.rows for field in row}
    errors, listed = problems_of(problems, {}, asked)
    return RecordPage(
        section="commitments",
        title=_("Add people"),
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        lead=_("Who stands on the list already, by name and side, is not put there twice."),
        pairing=one.pairing.code,
        pairing_words=meeting_title(one),
        problems=listed,
        tables=people_tables(typed, errors),
        button=_("Add the people"),
    )


def people_tables(typed: Typed, errors: Errors) -> tuple[FormRows, FormRows]:
    """Return the rows of a form in which people are named: who came, and for whom."""
    return (
        FormRows(
            "guests", _("Who came"), _rows(typed, "guests", _guest_fields(typed, errors)),
            _("More rows for people"),
        ),
        FormRows(
            "represented", _("Who stood in for whom"),
            _rows(typed, "represented", _absent_fields(typed, errors)),
            _("More rows for people who did not come"),
        ),
    )  # fmt: skip


def _rows(
    typed: Typed, kind: str, fields_of: Callable[[int], tuple[FormField, ...]]
) -> tuple[tuple[FormField, ...], ...]:
    fewest = 3 if kind == "guests" else 1
    numbers = row_numbers(typed, kind, more=typed.get("more") == kind, fewest=fewest)
    return tuple(fields_of(n) for n in numbers)


def _guest_fields(typed: Typed, errors: Errors) -> Callable[[int], tuple[FormField, ...]]:
    sides = [(side.value, capfirst(str(side.label))) for side in MeetingGuest.Side]
    heads = [("yes", _("Head of the delegation"))]
    return lambda n: (
        fields.select(f"guests.{n}.side", _("Side"), sides, typed, errors),
        fields.text(f"guests.{n}.name", _("Name"), typed, errors),
        fields.text(f"guests.{n}.post", _("Post, as printed"), typed, errors),
        fields.select(
            f"guests.{n}.leads", _("In the delegation"), heads, typed, errors, blank=_("Member")
        ),
    )


def _absent_fields(typed: Typed, errors: Errors) -> Callable[[int], tuple[FormField, ...]]:
    hows = [(how.value, capfirst(str(how.label))) for how in Represented.How]
    return lambda n: (
        fields.select(f"represented.{n}.how", _("How"), hows, typed, errors),
        fields.text(f"represented.{n}.name", _("Who did not come"), typed, errors),
        fields.text(f"represented.{n}.post", _("Post, as printed"), typed, errors),
        fields.text(f"represented.{n}.by", _("Name of the guest who stood in"), typed, errors),
    )


def rows_typed(typed: Typed, kind: str, asked: Sequence[str]) -> Rows:
    """Return number → the row, of those rows in which a name, a post or a guest was typed."""
    rows = {}
    for n in row_numbers(typed, kind, more=False):
        row = {name: typed.get(f"{kind}.{n}.{name}", "").strip() for name in asked}
        if any(row.get(name) for name in ("name", "post", "by")):
            rows[n] = row
    return rows


def guests_of(rows: Rows) -> tuple[Guest, ...]:
    """Return the guests that a form names."""
    return tuple(
        Guest(row["side"], row["name"], row["post"], row["leads"] == "yes") for row in rows.values()
    )


def absent_of(rows: Rows) -> tuple[RepresentedBy, ...]:
    """Return those a form names who did not come."""
    return tuple(
        RepresentedBy(row["name"], row["post"], row["how"], row["by"]) for row in rows.values()
    )


def placed_in(problems: Sequence[Problem], kinds: Mapping[str, Rows]) -> list[Problem]:
    """Return the problems under the form's fields: empty rows were left out when it was read."""
    found = []
    for problem in problems:
        kind, _dot, rest = problem.path.partition(".")
        if kind in kinds and rest:
            n, _dot, field = rest.partition(".")
            problem = replace(problem, path=f"{kind}.{list(kinds[kind])[int(n) - 1]}.{field}")
        found.append(problem)
    return found
