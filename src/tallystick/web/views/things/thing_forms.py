"""Naming a thing and changing its record; likely the same is asked, never merged."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Thing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.things import code_offered
from tallystick.programme.rules.persons import without_names
from tallystick.programme.rules.pipelines import Pipeline, pipelines
from tallystick.programme.rules.recorded import read_record, value_text
from tallystick.programme.services import edit_thing, name_thing
from tallystick.regions.models import Region, under
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import (
    FormField,
    LikelySame,
    ThingFormPage,
)
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed, problems_of, typed_of
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.views.things.things import find_thing_here, kinds, name_of, thing_address
from tallystick.web.wording import (
    language,
    place,
)

RECORD, SAME, WHY = "record.", "same.", "why."


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def new_thing(request: HttpRequest) -> HttpResponse:
    """Show the form that names a thing; a likely same one is shown before it is named."""
    actor = actor_of_request(request)
    kind = (request.POST or request.GET).get("pipeline", "")
    if may(actor, ROWS["programme.name"]) is None:
        raise Http404("pipeline")
    pipeline = kinds().get(kind) or kinds()["project"]
    typed = {**typed_of(request.GET.dict()), **typed_of(request.POST.dict())}
    if request.method != "POST" or "choose" in typed:
        return show(request, "thing_form", _form(pipeline, typed, actor))
    if same := _same_as(typed):
        return _same(request, find_thing_here(actor, same), typed)
    try:
        made = _name(pipeline, typed, actor)
    except Refused as refused:
        page = _form(pipeline, typed, actor, problems=refused.problems)
        return show(request, "thing_form", page, status=form_status(refused))
    messages.success(request, _("%(name)s is named.") % {"name": name_of(made)})
    return redirect(_back(request, typed, {"thing": made.code}) or thing_address(made))


def _same_as(typed: Typed) -> str:
    """Return the code of the thing a person said this is."""
    same = (k.removeprefix(SAME) for k, v in typed.items() if k.startswith(SAME) and v == "same")
    return next(same, "")


def _same(request: HttpRequest, found: Thing, typed: Typed) -> HttpResponse:
    """Go on with the thing that is there: what is reported now is evidence on it."""
    messages.success(
        request,
        _("It is %(name)s, which counts once. Report the second signing as evidence on it.")
        % {"name": name_of(found)},
    )
    said = {"thing": found.code, "again": "yes", "reason": typed.get(f"{WHY}{found.code}", "")}
    return redirect(_back(request, typed, said) or thing_address(found))


def _back(request: HttpRequest, typed: Typed, query: dict[str, str]) -> str:
    """Return the form this one was opened from, with what was decided; empty if there is none."""
    back = typed.get("back", "")
    if not back or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return ""
    return address(back.partition("?")[0], query)


def _name(pipeline: Pipeline, typed: Typed, by: Actor) -> Thing:
    record, unread = read_record(pipeline.record.thing, _recorded(typed))
    if unread:
        raise Refused(unread)
    ruled = {
        code: typed.get(f"{WHY}{code}", "")
        for code in (k.removeprefix(SAME) for k, v in typed.items() if v == "other")
    }
    return name_thing(
        # What was offered and left as it is names nothing: of two who were offered it both get one.
        code="" if typed.get("code") == typed.get("offered") else typed.get("code", "").strip(),
        pipeline=pipeline.code,
        region=typed.get("region", ""),
        name_en=typed.get("name_en", "").strip(),
        name_zh=typed.get("name_zh", "").strip(),
        record=record,
        other_than=ruled,
        by=by,
    )


def _recorded(typed: Typed) -> dict[str, str]:
    return {k.removeprefix(RECORD): v for k, v in typed.items() if k.startswith(RECORD)}


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def thing_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a thing's record in its form; a posted form says it anew, with a reason."""
    actor = actor_of_request(request)
    row = find_thing_here(actor, code)
    if may(actor, ROWS["programme.name"]) is None:
        raise Http404(code)
    pipeline = pipelines()[row.pipeline]
    if request.method != "POST":
        return show(request, "thing_form", _form(pipeline, _typed_of(row), actor, row=row))
    typed = typed_of(request.POST.dict())
    try:
        _edit(row, pipeline, typed, actor)
    except Refused as refused:
        page = _form(pipeline, typed, actor, row=row, problems=refused.problems)
        return show(request, "thing_form", page, status=form_status(refused))
    messages.success(request, _("The record is changed; what it said before is kept."))
    return redirect(thing_address(row))


def _edit(row: Thing, pipeline: Pipeline, typed: Typed, by: Actor) -> None:
    record, unread = read_record(pipeline.record.thing, _recorded(typed))
    if unread:
        raise Refused(unread)
    version = typed.get("version", "")
    edit_thing(
        code=row.code,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        reason=typed.get("reason", ""),
        name_en=typed.get("name_en", "").strip(),
        name_zh=typed.get("name_zh", "").strip(),
        record=record,
        by=by,
    )


def _typed_of(row: Thing) -> dict[str, str]:
    known = pipelines()[row.pipeline].record.thing
    said = {
        f"{RECORD}{c}": value_text(known[c], v)
        for c, v in without_names(known, row.details).items()
        if c in known
    }
    return {
        "name_en": row.name_en,
        "name_zh": row.name_zh,
        "region": row.region.code,
        "version": str(row.version),
        **said,
    }


def _form(
    pipeline: Pipeline,
    typed: Typed,
    actor: Actor,
    *,
    row: Thing | None = None,
    problems: Sequence[Problem] = (),
) -> ThingFormPage:
    places = _places(actor)
    offered = "" if row else code_offered(pipeline.code, timezone.localdate())
    # Another kind has another code: what was offered before is not what she chose.
    if not typed.get("code") or typed.get("code") == typed.get("offered"):
        typed = {**typed, "code": offered}
    own, asked = _fields(pipeline, typed, {}, places, row)
    shown = {one.name for one in (*own, *asked)}
    twins = [p for p in problems if p.code == "thing-likely-same"]
    errors, listed = problems_of([p for p in problems if p not in twins], {}, shown)
    own, asked = _fields(pipeline, typed, errors, places, row)
    kind = pipeline.label(language())
    return ThingFormPage(
        section="entries",
        title=name_of(row) if row else _("Name a new thing: %(kind)s") % {"kind": kind},
        invented=invented_here(),
        lead=kind,
        back=typed.get("back", ""),
        offered=offered,
        problems=listed,
        fields=fields.own_first(own),
        asked=asked,
        likely=tuple(_likely(problem, typed) for problem in twins),
        version=int(typed["version"]) if row and typed.get("version", "").isdecimal() else None,
    )


def _places(actor: Actor) -> list[Region]:
    """Return the places under a person's seats, the wider ones first."""
    return list(Region.objects.filter(pk__in=under(actor.regions())).order_by("code"))


def _fields(
    pipeline: Pipeline,
    typed: Typed,
    errors: Errors,
    places: Sequence[Region],
    row: Thing | None,
) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    own = [
        fields.text("name_en", _("Name in English"), typed, errors),
        fields.text("name_zh", _("Name in Chinese"), typed, errors),
    ]
    if row is None:
        named = [(code, p.label(language())) for code, p in kinds().items()]
        chosen = {**typed, "pipeline": pipeline.code}
        own.insert(0, fields.select("pipeline", _("Kind"), named, chosen, errors, needed=True))
        where = [(region.code, place(region)) for region in places]
        own.append(fields.select("region", _("Where"), where, typed, errors, needed=True))
        hint = _("Files know it by this code. A free one is filled in; you may change it.")
        own.append(fields.text("code", _("Code"), typed, errors, hint=hint))
    else:
        own.append(fields.text("reason", _("Why it changes"), typed, errors, needed=True))
    asked = [
        fields.of_record(one, typed, errors, needed=bool(one.at))
        for one in pipeline.record.thing.values()
    ]
    return tuple(own), tuple(asked)


def _likely(problem: Problem, typed: Typed) -> LikelySame:
    code, params = problem.value, problem.params
    verdicts = [("same", _("it is the same")), ("other", _("it is another, because"))]
    return LikelySame(
        code=code,
        name=params["name"].label(language()),
        href=reverse("thing", args=[code]),
        score=params["score"],
        reasons=capfirst(params["why"].label(language())),
        verdict=fields.select(
            f"{SAME}{code}", _("Is it the same?"), verdicts, typed, {}, blank=_("choose")
        ),
        why=fields.text(f"{WHY}{code}", _("Why"), typed, {}),
    )
