"""Carrying over: what one side proposes to pass to whom, row by row, for the other to decide."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import acts_on
from tallystick.entries import services
from tallystick.entries.models import CarryProposal
from tallystick.entries.queries.carries import (
    CARRY_SORTS,
    carry_proposal,
    carry_proposals,
    carrying_side,
)
from tallystick.entries.services import Dealt
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.models import Thing
from tallystick.programme.queries import things_by_key
from tallystick.programme.rules.pipelines import NOT_STATED, pipelines
from tallystick.regions.models import Region
from tallystick.web.contexts.carries import CarryListPage, CarryPage, CarryPart, CarryRow
from tallystick.web.contexts.shared import Fact, Mark
from tallystick.web.figures import day_text, instant_text
from tallystick.web.lists import CARRIES
from tallystick.web.views.shared import actor_of_request, foot_of, invented_here, page_of
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    amount_said,
    in_words,
    language,
    listed,
    name_then,
    names_signed,
    pairing_name,
    place,
    said_words,
    side_region,
)

GLYPH = {"proposed": "waiting", "done": "posted", "withdrawn": "dropped"}


@require_safe
@guard(SIGNED_IN)
def carry_list(request: HttpRequest) -> HttpResponse:
    """Show what is proposed and what was carried over, what waits first."""
    actor = actor_of_request(request)
    sort = CARRIES.sort(request)
    found = carry_proposals(actor).order_by(*CARRY_SORTS[sort or "waiting"])
    rows, total, newer, older = page_of(request, found)
    page = CarryListPage(
        section="deadlines",
        title=_("Carrying over"),
        invented=invented_here(),
        table=CARRIES.table(request, total=total),
        filters=(CARRIES.select(sort),) if rows else (),
        rows=tuple(_row(one, actor) for one in rows),
        newer=newer,
        older=older,
    )
    return show(request, "carries", page)


def _row(one: CarryProposal, actor: Actor) -> CarryRow:
    waits = one.state == CarryProposal.State.PROPOSED
    return CarryRow(
        href=reverse("carry", args=[one.pk]),
        what=carry_title(one),
        pairing=pairing_name(one.pairing),
        on=one.on,
        mark=_mark(one),
        proposer=_proposer(one),
        at=one.settled_at or one.proposed_at,
        mine=waits and carrying_side(one.pairing, actor) not in ("", one.proposer_side),
    )


def carry_title(one: CarryProposal) -> str:
    """Return what is carried over, in the reader's words."""
    if one.region is not None:
        return _("What stands at %(place)s goes to its heirs") % {"place": place(one.region)}
    return _("%(pairing)s takes over what still stands") % {"pairing": pairing_name(one.pairing)}


def _mark(one: CarryProposal) -> Mark:
    return Mark(GLYPH[one.state], capfirst(str(CarryProposal.State(one.state).label)))


def _proposer(one: CarryProposal) -> str:
    return name_then(one.proposer, one.proposed_by, one.proposed_at)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def carry_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one proposal row by row; a posted form agrees to what was seen, or objects."""
    actor = actor_of_request(request)
    one = _find(number, actor)
    if request.method != "POST":
        return show(request, "carry", _page(one, actor, ()))
    try:
        said = _decide(one, request.POST.dict(), actor)
    except Refused as refused:
        page = _page(_find(number, actor), actor, refused.problems)
        return show(request, "carry", page, status=form_status(refused))
    messages.success(request, said)
    return redirect("carry", number=number)


def _find(number: int, actor: Actor) -> CarryProposal:
    try:
        return carry_proposal(number, actor=actor)
    except NotFound as none:
        raise Http404(str(number)) from none


def _decide(one: CarryProposal, form: Mapping[str, str], by: Actor) -> str:
    act = form.get("act", "")
    if act == "agree":
        services.agree_carry(proposal=one, content_hash=form.get("text", ""), by=by)
        return _("It is carried over, under both names.")
    if act == "object":
        services.withdraw_carry(proposal=one, reason=form.get("reason", ""), by=by)
        return _("The proposal is off the table, with your reason.")
    raise Refused.of("form-incomplete", path="act")


def _page(one: CarryProposal, actor: Actor, problems: tuple[Problem, ...]) -> CarryPage:
    waits = one.state == CarryProposal.State.PROPOSED
    side = carrying_side(one.pairing, actor) if waits else ""
    dealt, text = services.proposed_parts(one) if waits else ((), "")
    changed = waits and text != one.content_hash
    return CarryPage(
        section="deadlines",
        title=carry_title(one),
        invented=one.pairing.programme.invented,
        foot=foot_of(one.pairing),
        lead=pairing_name(one.pairing),
        mark=_mark(one),
        facts=tuple(_facts(one)),
        parts=_parts(dealt),
        may_agree=bool(side) and side != one.proposer_side and not changed,
        may_object=bool(side),
        changed=changed,
        text=text,
        problems=tuple(problem.sentence(language()) for problem in problems),
    )


def _facts(one: CarryProposal) -> list[Fact]:
    found = [
        Fact(_("On"), day_text(one.on, language())),
        Fact(
            _("Proposed by"),
            _("%(name)s for %(place)s, %(at)s")
            % {
                "name": _proposer(one),
                "place": place(side_region(one.pairing, one.proposer_side)),
                "at": instant_text(one.proposed_at, language()),
            },
        ),
    ]
    if one.settled_at is not None and one.agreed_by:
        name = names_signed([one.agreed_by])(one.agreed_by, one.settled_at)
        said = {"name": name, "at": instant_text(one.settled_at, language())}
        found.append(Fact(_("Agreed by"), _("%(name)s, %(at)s") % said))
    acts = acts_on("carry", str(one.pk), action="entries.withdraw_carry")
    for act in acts.select_related("user"):
        name = name_then(act.who, act.user, act.at)
        said = {"name": name, "at": instant_text(act.at, language()), "why": act.why}
        found.append(Fact(_("Objected"), _("%(name)s, %(at)s: %(why)s") % said))
    return found


def _parts(dealt: tuple[Dealt, ...]) -> tuple[CarryPart, ...]:
    things = things_by_key(one.row.subject for one in dealt if one.row.subject)
    named = {code for one in dealt for code in (one.heir, one.row.account.region)}
    places = {row.code: row for row in Region.objects.filter(code__in=named)}
    return tuple(_part(one, things, places) for one in dealt)


def _part(one: Dealt, things: Mapping[str, Thing], places: Mapping[str, Region]) -> CarryPart:
    account = one.row.account
    kind = pipelines()[account.pipeline]
    thing = things.get(one.row.subject or "")
    codes = [said_words(d, c) for d, c in json.loads(account.cell).items() if c != NOT_STATED]
    if account.region in places:
        codes.insert(0, place(places[account.region]))
    return CarryPart(
        what=f"{kind.label(language())} · {kind.stages[account.stage].label(language())}",
        codes=listed(codes),
        thing=in_words(thing.name_en, thing.name_zh) if thing else "",
        figure=amount_said(one.amount, account.unit),
        heir=place(places[one.heir]) if one.heir in places else one.heir,
    )
