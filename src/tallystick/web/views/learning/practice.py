"""One good practice: what was done, who took it up, what came of it; the forms that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tallystick.access.models import Act
from tallystick.access.policy import SIGNED_IN, guard
from tallystick.exchanges.models import (
    Practice,
    PracticeAdoption,
    PracticeEvidence,
    PracticeStep,
)
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.practices import (
    ReadEvidence,
    adopting_among,
    adoption,
    adoptions,
    elsewhere,
    may_adopt,
    may_amend,
    may_follow,
    practice,
    practice_history,
    read_evidence,
    state_of,
    told_at,
    told_in,
)
from tallystick.exchanges.rules.practices import LONGEST_TEXT, STEPS
from tallystick.exchanges.services import adopt_practice, follow_practice
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import fetched_span, pairings
from tallystick.programme.queries import pairing as find_pairing
from tallystick.programme.queries.things import thing as find_thing
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import pipelines
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.practices import (
    ActLine,
    AdoptionCard,
    EvidenceLine,
    PracticePage,
    StepRow,
)
from tallystick.web.contexts.shared import Fact, Link, Mark
from tallystick.web.figures import day_text
from tallystick.web.views import fields
from tallystick.web.views.announcements.readouts import readout_address
from tallystick.web.views.fields import Errors, Typed, problems_of
from tallystick.web.views.learning.frameworks import TAG_ACTS, tags_told
from tallystick.web.views.learning.practices import (
    origin_of,
    practice_address,
    practice_title,
    workstream_words,
)
from tallystick.web.views.learning.tagging import tag_panel
from tallystick.web.views.meetings.meetings import meeting_address, meeting_title
from tallystick.web.views.pairings.score_rows import measure_of
from tallystick.web.views.promises.recording import places_of
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import form_status, show
from tallystick.web.wording import (
    in_words,
    language,
    listed,
    name_then,
    office_name,
    pairing_name,
    place,
)

MARKS = {"trying": "waiting", "in_use": "kept", "given_up": "dropped"}
ADOPT = ("region", "on", "text_en", "text_zh")
FOLLOW = ("state", "on", "text_en", "text_zh", "things", "indicators")
ACTS = {
    "exchanges.record_practice": gettext_lazy("recorded"),
    "exchanges.amend_practice": gettext_lazy("said anew"),
    "exchanges.adopt_practice": gettext_lazy("taken up"),
    "exchanges.follow_practice": gettext_lazy("followed"),
    **TAG_ACTS,
}


@dataclass(frozen=True)
class Sent:
    """What a form carried, and what is wrong with it; `form` is `adopt` or an adoption's code."""

    form: str = ""
    typed: Typed = field(default_factory=dict)
    problems: Sequence[Problem] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
def practice_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a practice; a posted form takes it up, or says what came of it."""
    actor = actor_of_request(request)
    try:
        one = practice(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone
    asked = request.GET.get("pairing", "")[:100]
    if request.method != "POST":
        return show(request, "practice", _page(one, actor, asked, Sent()))
    form = str(request.POST.get("form", ""))[:100]
    typed = {
        name.removeprefix(f"{form}-"): str(text)[: fields.WHOLE]
        for name, text in request.POST.items()
    }
    try:
        done = _adopt(one, typed, actor) if form == "adopt" else _follow(one, form, typed, actor)
    except Refused as refused:
        sent = Sent(form, typed, refused.problems)
        page = _page(one, actor, typed.get("pairing", ""), sent)
        return show(request, "practice", page, status=form_status(refused))
    messages.success(request, done)
    return redirect(practice_address(one))


def _adopt(one: Practice, typed: Typed, by: Actor) -> str:
    """Take the practice up as the form says.

    Raises: Refused with every fault, each under the field it is about.
    """
    problems: list[Problem] = []
    pairing = find_pairing(typed.get("pairing", ""), actor=by)
    on = fields.read_day(typed.get("on", ""), "on", problems) or timezone.localdate()
    code = typed.get("region", "")
    region = Region.objects.filter(code=code).first()
    if region is None:
        problems.append(Problem("not-found", "region", {"what": "region", "code": code}, code))
    if problems or region is None:
        raise Refused(problems)
    adopt_practice(
        practice=one, pairing=pairing, region=region, on=on, text_en=typed.get("text_en", ""),
        text_zh=typed.get("text_zh", ""), by=by,
    )  # fmt: skip
    return _("It is taken up; say here what comes of it.")


def _follow(one: Practice, code: str, typed: Typed, by: Actor) -> str:
    """Write the note that the form says.

    Raises: Refused with every fault, each under the field it is about.
    """
    found = adoption(code, actor=by)
    if found.practice_id != one.pk:
        raise NotFound.of("not-found", what="adoption", code=code)
    problems: list[Problem] = []
    on = fields.read_day(typed.get("on", ""), "on", problems) or timezone.localdate()
    things: list[Thing] = []
    for named in typed.get("things", "").replace(",", " ").split():
        try:
            things.append(find_thing(named, actor=by))
        except NotFound as unknown:
            problems += [Problem(p.code, "things", p.params, named) for p in unknown.problems]
    if problems:
        raise Refused(problems)
    follow_practice(
        adoption=found, state=typed.get("state", ""), on=on, text_en=typed.get("text_en", ""),
        text_zh=typed.get("text_zh", ""), things=things,
        indicators=typed.get("indicators", "").replace(",", " ").split(), by=by,
    )  # fmt: skip
    return _("The note is kept.")


def _page(one: Practice, actor: Actor, asked: str, sent: Sent) -> PracticePage:
    rows = adoptions(one, actor)
    read = read_evidence(rows, actor)
    title = practice_title(one)
    other = one.title_en if title == one.title_zh else one.title_zh
    forms = {name: f"{sent.form}-{name}" for name in (*ADOPT, *FOLLOW)}
    errors, listed = problems_of(sent.problems, forms, set(forms.values()))
    mine, follows = _mine(actor), may_follow(rows, actor)
    now = next((row for row in mine if row.code == asked), mine[0] if mine else None)
    return PracticePage(
        section="practices",
        title=title,
        invented=invented_here(),
        code=one.code,
        label=workstream_words(one.workstream),
        also=other if other != title else "",
        facts=_facts(one),
        done=tuple(dict.fromkeys(filter(None, (in_words(one.done_en, one.done_zh),)))),
        tags=tag_panel(one, actor),
        problems=listed,
        adoptions=tuple(_card(row, read, sent, errors, follows=row.pk in follows) for row in rows),
        elsewhere=_elsewhere(elsewhere(one, actor)),
        adopt=fields.own_first(_adopt_form(now, actor, sent, errors)) if now else (),
        history=_history(practice_history(one, rows), rows, actor),
        edit=Link(_("Say it anew"), reverse("practice-edit", args=[one.code]))
        if may_amend(one, actor)
        else None,
        pairing=now.code if now else "",
        pairings=tuple(
            Link(pairing_name(row), address(practice_address(one), {"pairing": row.code}),
                 row == now)
            for row in mine
        ) if len(mine) > 1 else (),
    )  # fmt: skip


def _mine(actor: Actor) -> list[Pairing]:
    """Return the pairings for which a person takes practices up, the ended ones last."""
    if not actor.roles & ROWS["exchanges.adopt_practice"].roles:
        return []
    today = timezone.localdate()
    found = adopting_among(pairings(actor), actor)
    return sorted(found, key=lambda one: (fetched_span(one).end or today) < today)


def _own(one: Pairing, actor: Actor) -> list[Region]:
    """Return the places of a pairing for which a person takes practices up, with all in them."""
    sides = [side for side in (one.supporting, one.supported) if may_adopt(one, side, actor)]
    if sides:
        return sides
    own = Region.objects.filter(code__in=actor.regions())
    return [region for region in own if may_adopt(one, region, actor)]


def _facts(one: Practice) -> tuple[Fact, ...]:
    facts = []
    if origin := origin_of(one):
        facts.append(Fact(_("Pairing"), origin, typed=True))
    if one.region is not None:
        facts.append(Fact(_("Where"), place(one.region)))
    if one.since:
        facts.append(Fact(_("Since"), one.since))
    if one.url:
        facts.append(Fact(_("Read about it"), one.url, one.url))
    if met := told_at(one):
        facts.append(Fact(_("Told at"), meeting_title(met), meeting_address(met), typed=True))
    if told := told_in(one):
        facts.append(Fact(_("Told in"), told.title, readout_address(told), typed=True))
    if one.office is not None:
        href = reverse("office", args=[one.office.code])
        facts.append(Fact(_("Recorded by office"), office_name(one.office), href))
    if one.contact is not None and one.contact != one.office:
        href = reverse("office", args=[one.contact.code])
        facts.append(Fact(_("Ask"), office_name(one.contact), href))
    shared = _("everybody here") if one.shared else _("who sees its pairing or its office")
    return (*facts, Fact(_("Read by"), shared))


def _card(
    one: PracticeAdoption, read: ReadEvidence, sent: Sent, errors: Errors, *, follows: bool
) -> AdoptionCard:
    state, _since = state_of(one)
    return AdoptionCard(
        code=one.code,
        place=place(one.region),
        pairing=Link(pairing_name(one.pairing), reverse("pairing", args=[one.pairing.code])),
        since=day_text(one.adopted_on, language()),
        mark=_mark(state),
        words=in_words(one.text_en, one.text_zh),
        who=office_name(one.office) if one.office else one.recorded_by,
        steps=tuple(_step(step, one, read) for step in one.steps.all()),
        form=_follow_form(one, state, sent, errors) if follows else (),
    )


def _mark(state: str) -> Mark:
    return Mark(MARKS[state], capfirst(str(PracticeStep.State(state).label)))


def _step(step: PracticeStep, of: PracticeAdoption, read: ReadEvidence) -> StepRow:
    return StepRow(
        on=step.on,
        mark=_mark(step.state),
        words=in_words(step.text_en, step.text_zh),
        evidence=tuple(_evidence(step, one, of, read) for one in step.evidence.all()),
    )


def _evidence(
    step: PracticeStep, one: PracticeEvidence, of: PracticeAdoption, read: ReadEvidence
) -> EvidenceLine:
    """Return what the book says now of a thing or an indicator."""
    if one.thing is not None:
        stages = pipelines()[one.thing.pipeline].stages
        stands = [
            _("%(stage)s since %(day)s")
            % {"stage": stages[at.stage].label(language()), "day": day_text(at.since, language())}
            for at in read.things.get(one.thing.code, ())
        ]
        name = in_words(one.thing.name_en, one.thing.name_zh)
        figure = listed(stands) or _("nothing in the book yet")
        return EvidenceLine(name, reverse("thing", args=[one.thing.code]), figure)
    name = indicators()[one.indicator].name(language())
    href = reverse("explain", args=[of.pairing.code, step.on.year, one.indicator])
    found = read.figures.get((step.pk, one.indicator))
    if found is None or found.row.matched is None:
        return EvidenceLine(f"{name} {step.on.year}", href, _("not in the book"))
    how = measure_of(found.row)
    figure = how.with_unit(how.show(found.row.matched))
    if found.row.target is not None:
        target = how.with_unit(how.show(found.row.target))
        figure = _("%(figure)s of %(target)s promised") % {"figure": figure, "target": target}
    return EvidenceLine(f"{name} {found.year}", href, figure)


def _elsewhere(found: dict[str, int]) -> tuple[str, ...]:
    return tuple(
        _("%(state)s: %(count)s")
        % {"count": found[state], "state": PracticeStep.State(state).label}
        for state in STEPS
        if state in found
    )


def _adopt_form(one: Pairing, actor: Actor, sent: Sent, errors: Errors) -> tuple[FormField, ...]:
    typed, places = _prefixed("adopt", ADOPT, sent), places_of(one, _own(one, actor))
    own = errors if sent.form == "adopt" else {}
    return (
        fields.select("adopt-region", _("Where"), places, typed, own, needed=True),
        fields.text("adopt-on", _("Day"), typed, own, kind="day", needed=True),
        fields.text("adopt-text_en", _("In English"), typed, own, kind="long",
                    longest=LONGEST_TEXT, hint=_("in your own words: what you take up, and how")),
        fields.text("adopt-text_zh", _("In Chinese"), typed, own, kind="long",
                    longest=LONGEST_TEXT),
    )  # fmt: skip


def _follow_form(
    one: PracticeAdoption, state: str, sent: Sent, errors: Errors
) -> tuple[FormField, ...]:
    typed = _prefixed(one.code, FOLLOW, sent)
    own = errors if sent.form == one.code else {}
    states = [(code, capfirst(str(PracticeStep.State(code).label))) for code in STEPS[state]]
    about = [(code, row.name(language())) for code, row in indicators().items()]
    return (
        fields.select(f"{one.code}-state", _("State"), states, typed, own, needed=True),
        fields.text(f"{one.code}-on", _("Day"), typed, own, kind="day", needed=True),
        fields.text(f"{one.code}-things", _("Things that show it"), typed, own,
                    hint=_("codes with a blank between them")),
        fields.text(f"{one.code}-indicators", _("Indicators that show it"), typed, own,
                    hint=_("codes with a blank between them, such as LC_TOTAL LC_POV"),
                    offers=about),
        fields.text(f"{one.code}-text_en", _("In English"), typed, own, kind="long",
                    longest=LONGEST_TEXT, hint=_("what came of it; where it is given up, why")),
        fields.text(f"{one.code}-text_zh", _("In Chinese"), typed, own, kind="long",
                    longest=LONGEST_TEXT),
    )  # fmt: skip


def _prefixed(form: str, names: Sequence[str], sent: Sent) -> dict[str, str]:
    """Return what was typed into one of the page's forms; else the day of today."""
    if sent.form != form:
        return {f"{form}-on": timezone.localdate().isoformat()}
    return {f"{form}-{name}": sent.typed.get(name, "") for name in names}


def _history(
    acts: Iterable[Act], taken_up: Iterable[PracticeAdoption], actor: Actor
) -> tuple[ActLine, ...]:
    found = list(acts)
    tags = tags_told(found, actor)
    places = {one.code: place(one.region) for one in taken_up}
    return tuple(
        ActLine(
            act.at,
            name_then(act.who, act.user, act.at),
            capfirst(str(ACTS.get(act.action, act.action))),
            act.why,
            tags.get(act.pk) or places.get(act.thing_id, ""),
        )
        for act in found
    )
