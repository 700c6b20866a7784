"""The form that records a good practice, and the one that says it anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Office
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import Practice, Readout
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.meetings import meeting as find_meeting
from tallystick.exchanges.queries.meetings import meetings
from tallystick.exchanges.queries.practices import (
    contact_office,
    contact_offices,
    may_amend,
    practice,
)
from tallystick.exchanges.queries.readouts import readout as find_readout
from tallystick.exchanges.queries.readouts import readouts
from tallystick.exchanges.rules.practices import LONGEST_TEXT, PracticeText
from tallystick.exchanges.services import amend_practice, record_practice
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.queries import pairing as find_pairing
from tallystick.programme.queries.named import named_pairings
from tallystick.programme.rules.catalogue import WORKSTREAMS
from tallystick.regions.models import Region
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.meetings import RecordPage
from tallystick.web.views import fields
from tallystick.web.views.announcements.readouts import published_words
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.learning.practices import practice_address, practice_title
from tallystick.web.views.meetings.meetings import OFFERED, offered_meetings
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import language, office_name, pairing_name, place

TEXTS = ("title_en", "title_zh", "done_en", "done_zh", "since", "workstream", "origin", "url")
# What a practice may have been told at or in → how one is found.
SOURCES: dict[str, Callable[..., Any]] = {"meeting": find_meeting, "readout": find_readout}
# Places that are offered as one types; any code may be typed.
PLACES = 400


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def practice_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a practice; a posted one records it."""
    actor = actor_of_request(request)
    if not actor.roles & ROWS["exchanges.record_practice"].roles:
        raise Http404("practice")
    return _answer(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def practice_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Show a practice in its form; a posted one says it anew."""
    actor = actor_of_request(request)
    try:
        one = practice(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    if not may_amend(one, actor):
        raise Http404(code)
    return _answer(request, actor, one)


def _answer(request: HttpRequest, actor: Actor, one: Practice | None) -> HttpResponse:
    if request.method != "POST":
        return show(request, "record", _form(actor, one, _as_typed(one, request.GET)))
    typed = {name: str(text)[: fields.WHOLE] for name, text in request.POST.items()}
    try:
        made = _keep(typed, actor, one)
    except Refused as refused:
        page = _form(actor, one, typed, refused.problems)
        return show(request, "record", page, status=form_status(refused))
    messages.success(request, _("The practice is said anew.") if one else _("It is recorded."))
    return redirect(practice_address(made))


def _as_typed(one: Practice | None, asked: Mapping[str, str]) -> dict[str, str]:
    """Return what the form begins with; a new practice's pairing and sources from the address."""
    if one is None:
        begun = {name: asked.get(name, "")[:100] for name in ("pairing", *SOURCES)}
        return {"shared": "yes", **begun}
    return {
        **{name: getattr(one, name) for name in TEXTS},
        "region": one.region.code if one.region else "",
        "contact": one.contact.code if one.contact else "",
        "shared": "yes" if one.shared else "no",
        "version": str(one.version),
    }


def _form(
    actor: Actor, one: Practice | None, typed: Typed, problems: Sequence[Problem] = ()
) -> RecordPage:
    seen = [(row.code, pairing_name(row)) for row in named_pairings(actor)]
    streams = [(code, words.label(language())) for code, words in WORKSTREAMS.items()]
    regions = Region.objects.filter(ended_on=None).order_by("code")[:PLACES]
    near = [(row.code, place(row)) for row in regions]
    offices = [(row.code, office_name(row)) for row in contact_offices(actor)]
    readers = [
        ("yes", _("everybody here")),
        ("no", _("who sees its pairing or its office")),
    ]

    def own(errors: Errors) -> tuple[FormField, ...]:
        pairing = fields.select(
            "pairing", _("Pairing it came from"), seen, typed, errors, blank=_("none of these")
        )
        return (
            fields.text("title_en", _("Title in English"), typed, errors),
            fields.text("title_zh", _("Title in Chinese"), typed, errors),
            *(() if one else (pairing,)),
            fields.text("origin", _("Or another pairing"), typed, errors,
                        hint=_("such as Fujian – Ningxia")),
            *(() if one else _sources(actor, typed, errors)),
            fields.text("region", _("Where"), typed, errors, offers=near,
                        hint=_("code of the place")),
            fields.text("since", _("Since"), typed, errors,
                        hint=_("a year, a month or a day: 2016, 2016-07, 2016-07-20")),
            fields.select("workstream", _("Workstream"), streams, typed, errors,
                          blank=_("not stated")),
            fields.text("url", _("Web address"), typed, errors,
                        hint=_("where it stands; not fetched")),
            fields.select("contact", _("Who answers questions"), offices, typed, errors,
                          blank=_("my own office")),
            fields.select("shared", _("Who may read it"), readers, typed, errors),
            fields.text("done_en", _("What was done, in English"), typed, errors, kind="long",
                        longest=LONGEST_TEXT),
            fields.text("done_zh", _("What was done, in Chinese"), typed, errors, kind="long",
                        longest=LONGEST_TEXT),
            *((fields.text("why", _("Why it is said anew"), typed, errors, kind="long"),)
              if one else ()),
        )  # fmt: skip

    errors, listed = problems_of(problems, {}, {row.name for row in own({})})
    return RecordPage(
        section="practices",
        title=_("Say %(practice)s anew") % {"practice": practice_title(one)}
        if one
        else _("Record a practice"),
        invented=invented_here(),
        lead=_(
            "What was done, so that others can do it too: in your own words, with where one can "
            "look it up. One language will do."
        ),
        version=typed.get("version", ""),
        problems=listed,
        fields=fields.own_first(own(errors)),
        button=_("Keep it"),
    )


def _sources(actor: Actor, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return the choices of where it was told: a meeting and a readout of the reader's pairings.

    Of the pairing that the address names, where it does; what was chosen is always among them.
    """
    pairing = typed.get("pairing", "")
    held = meetings(actor, stands="held", pairing=pairing)
    met = [*meetings(actor).filter(code=typed.get("meeting", "")), *held[:OFFERED]]
    read = readouts(actor, pairing=pairing)
    told = [*readouts(actor).filter(code=typed.get("readout", "")), *read[:OFFERED]]
    texts = {row.code: _told_words(row) for row in told}
    return (
        fields.select(
            "meeting", _("Meeting it was told at"), offered_meetings(met), typed, errors,
            blank=_("none of these"), own_words=True,
        ),
        fields.select(
            "readout", _("Readout that tells of it"), texts.items(), typed, errors,
            blank=_("none of these"), own_words=True,
        ),
    )  # fmt: skip


def _told_words(one: Readout) -> str:
    return " · ".join(filter(None, (published_words(one.published_on), one.title)))


def _kept(name: str, typed: Typed, by: Actor, problems: list[Problem]) -> Any:
    """Return the pairing, meeting or readout that was chosen; one she does not see is none."""
    code, find = typed.get(name, "")[:100], SOURCES.get(name, find_pairing)
    try:
        return find(code, actor=by) if code else None
    except NotFound as unknown:
        problems += [Problem(p.code, name, p.params, p.value) for p in unknown.problems]
        return None


def _keep(typed: Typed, by: Actor, one: Practice | None) -> Practice:
    """Record what the form says, or say it anew.

    Raises: Refused with every fault, each under the field it is about.
    """
    problems: list[Problem] = []
    region = _region(typed.get("region", "").strip(), problems)
    contact = _contact(typed.get("contact", ""), one, by, problems)
    text = PracticeText(
        **{name: typed.get(name, "") for name in TEXTS}, shared=typed.get("shared") == "yes"
    )
    if problems:
        raise Refused(problems)
    if one is not None:
        version = typed.get("version", "")
        return amend_practice(
            practice=one, text=text, region=region, contact=contact, by=by,
            why=typed.get("why", ""), version=int(version) if version.isdecimal() else None,
        )  # fmt: skip
    pairing = _kept("pairing", typed, by, problems)
    told = {name: _kept(name, typed, by, problems) for name in SOURCES}
    if problems:
        raise Refused(problems)
    return record_practice(
        text=text, region=region, pairing=pairing, contact=contact, by=by, **told
    )


def _contact(code: str, one: Practice | None, by: Actor, problems: list[Problem]) -> Office | None:
    """Return the office that was chosen; one that is named already may stay."""
    if not code or (one and one.contact and one.contact.code == code):
        return one.contact if one and code else None
    try:
        return contact_office(code, actor=by)
    except NotFound as unknown:
        problems += unknown.problems
        return None


def _region(code: str, problems: list[Problem]) -> Region | None:
    found = Region.objects.filter(code=code).first() if code else None
    if code and found is None:
        said = {"what": "region", "code": code[:60]}
        problems.append(Problem("not-found", "region", said, code[:60]))
    return found
