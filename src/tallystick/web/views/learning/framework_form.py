"""The form that states a framework of a pairing, or the next version of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairings
from tallystick.programme.queries.frameworks import framework, stating_among
from tallystick.programme.rules.frameworks import ElementText, FrameworkText
from tallystick.programme.services import state_framework
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.meetings import FormRows, RecordPage
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.form_rows import row_numbers
from tallystick.web.views.promises.recording import chosen, pairing_choices
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import pairing_name

ELEMENT = ("code", "name_en", "name_zh", "indicators", "meaning_en", "meaning_zh")


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def framework_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a framework; a posted one states it, or comes back with more rows.

    `of` in the address begins with what a framework says now: its next version.
    """
    actor = actor_of_request(request)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: str(text)[: fields.WHOLE] for name, text in given.items()}
    before = _before(typed.get("of", ""), actor)
    found = stating_among(pairings(actor), actor)
    asked = before.scope if before else typed.get("pairing", "")
    pairing = chosen(found, asked)
    if pairing is None:
        raise Http404("pairing")
    choices = () if before else pairing_choices(found, pairing)
    if request.method != "POST" and before is not None:
        typed = {**_as_typed(before), **typed}
    if request.method != "POST" or "more" in typed:
        return show(request, "record", replace(_form(pairing, before, typed), pairings=choices))
    try:
        code = _state(pairing, before, typed, actor)
    except Refused as refused:
        page = replace(_form(pairing, before, typed, refused.problems), pairings=choices)
        return show(request, "record", page, status=form_status(refused))
    messages.success(request, _("The framework is stated."))
    return redirect(reverse("framework", args=[code]))


def _before(code: str, actor: Actor) -> FrameworkText | None:
    """Return the framework whose next version is asked for."""
    if not code:
        return None
    try:
        found = framework(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    if not found.own:
        raise Http404(code)
    return found


def _as_typed(text: FrameworkText) -> dict[str, str]:
    typed = {"code": text.code, "name_en": text.en, "name_zh": text.zh, "source": text.source}
    for n, one in enumerate(text.elements, 1):
        row = (
            *(one.code, one.en, one.zh, " ".join(one.indicators)),
            *(one.meaning.en, one.meaning.zh),
        )
        typed |= {f"elements.{n}.{name}": said for name, said in zip(ELEMENT, row, strict=True)}
    return typed


def _form(
    pairing: Pairing,
    before: FrameworkText | None,
    typed: Typed,
    problems: Sequence[Problem] = (),
) -> RecordPage:
    def own(errors: Errors) -> tuple[FormField, ...]:
        code = fields.text(
            "code", _("Code"), typed, errors, needed=True,
            hint=_("Small letters, such as first; it stays when names change."),
        )  # fmt: skip
        return (
            *(() if before else (code,)),
            fields.text("name_en", _("Name in English"), typed, errors, needed=True),
            fields.text("name_zh", _("Name in Chinese"), typed, errors),
            fields.text("source", _("Source"), typed, errors, hint=_("where one can read it")),
            *((fields.text("why", _("Why there is a new version"), typed, errors, kind="long"),)
              if before else ()),
        )  # fmt: skip

    row = _element_fields(typed)
    numbers = row_numbers(typed, "elements", more=typed.get("more") == "elements")
    shown = {one.name for one in own({})} | {one.name for n in numbers for one in row(n, {})}
    errors, listed = problems_of(problems, {}, shown)
    return RecordPage(
        section="practices",
        title=_("A new version of %(name)s") % {"name": before.label()}
        if before
        else _("State a framework"),
        invented=pairing.programme.invented,
        lead=_(
            "The ends by which the work of a pairing is told. An element keeps its code, its names "
            "and its meaning in every version; another meaning takes another code."
        ),
        pairing=pairing.code,
        pairing_words=pairing_name(pairing),
        problems=listed,
        fields=fields.own_first(own(errors)),
        tables=(
            FormRows(
                "elements", _("Elements"), tuple(row(n, errors) for n in numbers),
                _("More rows for elements"),
            ),
        ),
        button=_("State it"),
    )  # fmt: skip


def _element_fields(typed: Typed) -> Callable[[int, Errors], tuple[FormField, ...]]:
    labels: Mapping[str, str] = {
        "code": _("Code"),
        "name_en": _("Name in English"),
        "name_zh": _("Name in Chinese"),
        "indicators": _("Indicators"),
        "meaning_en": _("Meaning in English"),
        "meaning_zh": _("Meaning in Chinese"),
    }
    hints = {"indicators": _("codes with a blank between them, such as LC_TOTAL LC_POV")}
    return lambda n, errors: fields.own_first(
        fields.text(f"elements.{n}.{name}", label, typed, errors, hint=hints.get(name, ""))
        for name, label in labels.items()
    )


def _state(pairing: Pairing, before: FrameworkText | None, typed: Typed, by: Actor) -> str:
    """State what the form says; return the framework's code.

    Raises: Refused with every fault, each under the field it is about.
    """
    rows = {}
    for n in row_numbers(typed, "elements", more=False):
        row = {name: typed.get(f"elements.{n}.{name}", "").strip() for name in ELEMENT}
        if any(row.values()):
            rows[n] = ElementText(
                row["name_en"], row["name_zh"], row["code"],
                Words(row["meaning_en"], row["meaning_zh"]),
                tuple(row["indicators"].replace(",", " ").split()),
            )  # fmt: skip
    code = before.code if before else typed.get("code", "").strip()
    text = FrameworkText(
        typed.get("name_en", ""), typed.get("name_zh", ""), code, tuple(rows.values()),
        typed.get("source", ""), before.dated if before else None,
    )  # fmt: skip
    try:
        state_framework(
            text=text, programme=pairing.programme, pairing=pairing, by=by,
            why=typed.get("why", ""),
        )  # fmt: skip
    except Refused as refused:
        raise type(refused)([_placed(one, list(rows)) for one in refused.problems]) from refused
    return code


def _placed(problem: Problem, numbers: Sequence[int]) -> Problem:
    """Return a problem under the form's own row: empty rows were left out when it was read."""
    kind, _dot, rest = problem.path.partition(".")
    n, _dot, field = rest.partition(".")
    if kind != "elements" or not n.isdecimal():
        return problem
    return replace(problem, path=f"elements.{numbers[int(n) - 1]}.{field}")
