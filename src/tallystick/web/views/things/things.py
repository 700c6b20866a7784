"""Named things: the list, one thing with its record and history, and the forms that name one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.entries.models import Entry
from tallystick.entries.queries import entries
from tallystick.entries.queries.signers import signers
from tallystick.indicators.queries.thing_story import ThingStory, Told, thing_story
from tallystick.indicators.rules.stages import Stay
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Thing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.things import ThingChange, thing_history, things
from tallystick.programme.queries.things import thing as find_thing
from tallystick.programme.rules.persons import is_person_key, without_names
from tallystick.programme.rules.pipelines import OUTSIDE, Pipeline, move_words, pipelines
from tallystick.programme.rules.recorded import say_value
from tallystick.programme.services import read_person_name
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.forms import (
    ThingActRow,
    ThingListPage,
    ThingMoney,
    ThingPage,
    ThingRow,
    ThingStay,
    ThingStep,
)
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link
from tallystick.web.figures import day_text
from tallystick.web.lists import THINGS
from tallystick.web.tables import in_language
from tallystick.web.views.learning.frameworks import TAG_ACTS, tags_told
from tallystick.web.views.learning.tagging import tag_panel
from tallystick.web.views.pairings.stage_figures import days_words, measure_of
from tallystick.web.views.shared import actor_of_request, invented_here, page_of
from tallystick.web.views.showing import show
from tallystick.web.wording import (
    amounts_in_words,
    entry_address,
    entry_title,
    in_words,
    language,
    name_then,
    place,
    state_mark,
    who_acted,
)


def kinds() -> dict[str, Pipeline]:
    """Return the pipelines whose things are named here: those with a record of the thing."""
    return {code: p for code, p in pipelines().items() if p.record.thing}


def name_of(thing: Thing) -> str:
    """Return a thing's name in the reader's language."""
    return in_words(thing.name_en, thing.name_zh) or thing.name_zh or thing.name_en


@require_safe
@guard(SIGNED_IN)
def thing_list(request: HttpRequest) -> HttpResponse:
    """Show the named things, by kind; the filter is in the address."""
    actor = actor_of_request(request)
    kind, sort = request.GET.get("pipeline", ""), THINGS.sort(request)
    by = in_language(sort)
    found: QuerySet[Thing] = things(actor, pipeline=kind if kind in pipelines() else "", sort=by)
    rows, total, newer, older = page_of(request, found)
    choices = (
        Choice("", _("all"), not kind),
        *(Choice(code, p.label(language()), code == kind) for code, p in kinds().items()),
    )
    page = ThingListPage(
        section="entries",
        title=_("Projects and other named things"),
        invented=invented_here(),
        table=THINGS.table(request, total=total),
        filters=(
            Filter("pipeline", _("Kind"), choices),
            THINGS.select(sort),
        ),
        filtered=bool(kind),
        rows=tuple(_row(row) for row in rows),
        total=total,
        newer=newer,
        older=older,
        new=_new(actor, kind),
    )
    return show(request, "things", page)


def _new(actor: Actor, kind: str) -> Link | None:
    if may(actor, ROWS["programme.name"]) is None:
        return None
    return Link(_("Name a new thing"), address(reverse("thing-new"), {"pipeline": kind}))


def _row(row: Thing) -> ThingRow:
    pipeline = pipelines()[row.pipeline]
    said = [
        say_value(one, row.details[code]).label(language())
        for code, one in pipeline.record.thing.items()
        if code in row.details and one.kind in ("text", "code")
    ]
    kind = pipeline.label(language())
    where = place(row.region)
    return ThingRow(name_of(row), thing_address(row), kind, where, tuple(said[:2]), row.code)


def thing_address(row: Thing) -> str:
    """Return the address of a thing's page."""
    return reverse("thing", args=[row.code])


@require_safe
@guard(SIGNED_IN)
def thing_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one thing: its record, what was reported about it, and who changed what."""
    actor = actor_of_request(request)
    row = find_thing_here(actor, code)
    pipeline = pipelines()[row.pipeline]
    named = may(actor, ROWS["programme.name"]) is not None
    empty = [one for code, one in pipeline.record.thing.items() if code not in row.details]
    about = entries(actor).filter(thing=row).annotate(files=Count("evidence_links", distinct=True))
    shown = list(about.order_by("happened_on", "number").prefetch_related("acts__user"))
    today = timezone.localdate()
    story = thing_story(row, actor)
    page = ThingPage(
        section="entries",
        title=name_of(row),
        invented=invented_here(),
        label=f"{pipeline.label(language())} · {place(row.region)}",
        code=row.code,
        facts=_facts(pipeline, row.details, actor),
        lacking=tuple(one.label(language()) for one in empty),
        stands=_stands(story, pipeline, today),
        stays=tuple(_stay(one, pipeline, today) for one in story.stays),
        money=tuple(_money(told) for told in story.told),
        steps=tuple(_step(entry, today) for entry in shown),
        signings=sum(1 for entry in shown if _signs(entry)),
        history=_history(row, pipeline, actor),
        edit=Link(_("Edit the record"), reverse("thing-edit", args=[row.code])) if named else None,
        tags=tag_panel(row, actor),
    )
    return show(request, "thing", page)


def _signs(entry: Entry) -> bool:
    """Return whether an entry tells of a signing: of the first step into the pipeline."""
    return entry.source_stage == OUTSIDE and entry.pipeline in kinds()


def _step(entry: Entry, today: date) -> ThingStep:
    under = signers(entry, entry.acts.all())
    moved = move_words(entry.pipeline, entry.source_stage, entry.target_stage).label(language())
    names = (
        (_("reported"), under.reported),
        (_("confirmed"), under.confirmed),
        (_("matched"), under.matched),
    )
    nothing = all(line.amount == 0 for line in entry.lines.all())
    return ThingStep(
        state_mark(entry, today),
        entry_title(entry),
        entry_address(entry),
        entry.happened_on,
        moved=moved,
        amounts=" · ".join(amounts_in_words(entry)),
        names=tuple(Fact(label, who_acted(act)) for label, act in names if act),
        files=getattr(entry, "files", 0),
        again=_signs(entry) and nothing,
    )


def _stands(story: ThingStory, pipeline: Pipeline, today: date) -> str:
    said = [
        _("%(stage)s since %(day)s, %(days)s")
        % {
            "stage": pipeline.stages[one.stage].label(language()),
            "day": day_text(one.since, language()),
            "days": days_words(one.days(today)),
        }
        for one in story.stands
    ]
    return " · ".join(said)


def _stay(one: Stay, pipeline: Pipeline, today: date) -> ThingStay:
    stage = pipeline.stages[one.stage]
    days = ((one.until or today) - one.since).days
    late = stage.usual_days is not None and days > stage.usual_days
    return ThingStay(stage.label(language()), one.since, one.until, days, late and not stage.end)


def _money(told: Told) -> ThingMoney:
    scale = measure_of(told.unit, told.rows)
    facts = []
    for row in told.rows:
        stage = told.pipeline.stages[row.stage]
        # What a hand-over brought from another book was counted there already.
        reached = row.reached - row.carried or row.reached
        # Money that was named only when it was paid out stands nowhere before under this name.
        if reached <= 0:
            continue
        said = {"reached": scale.show(reached), "here": scale.show(row.here)}
        words = said["reached"]
        if 0 <= row.here < reached and not stage.end:
            words = _("%(reached)s, of it here %(here)s") % said
        facts.append(Fact(stage.label(language()), words))
    return ThingMoney(told.pipeline.label(language()), scale.unit, tuple(facts))


def find_thing_here(actor: Actor, code: str) -> Thing:
    try:
        return find_thing(code, actor=actor)
    except NotFound as gone:
        raise Http404(code) from gone


def _facts(pipeline: Pipeline, details: Mapping[str, object], actor: Actor) -> tuple[Fact, ...]:
    known = pipeline.record.thing
    details = without_names(known, details)
    named = {**_names(pipeline, details), **_persons(pipeline, details, actor)}
    return tuple(
        Fact(known[code].label(language()), named.get(code) or _said(pipeline, code, value))
        for code, value in sorted(details.items(), key=lambda row: _order(pipeline, row[0]))
        if code in known
    )


def _persons(pipeline: Pipeline, details: Mapping[str, object], actor: Actor) -> dict[str, str]:
    """Return field → name and key of each person whose name this reader may see; it is logged."""
    keys = {
        code: str(details[code])
        for code, one in pipeline.record.thing.items()
        if one.kind == "person" and is_person_key(details.get(code))
    }
    names = {code: read_person_name(key=key, by=actor) for code, key in keys.items()}
    return {code: f"{name} · {keys[code]}" for code, name in names.items() if name}


def _order(pipeline: Pipeline, code: str) -> int:
    known = list(pipeline.record.thing)
    return known.index(code) if code in known else len(known)


def _names(pipeline: Pipeline, details: Mapping[str, object]) -> dict[str, str]:
    """Return field → name for the places a record names; one query."""
    codes = {
        code: str(details[code])
        for code, one in pipeline.record.thing.items()
        if one.kind == "region" and code in details
    }
    found = {r.code: place(r) for r in Region.objects.filter(code__in=codes.values())}
    return {code: found.get(region, region) for code, region in codes.items()}


def _said(pipeline: Pipeline, code: str, value: object) -> str:
    one = pipeline.record.thing.get(code)
    if one is None:
        return str(value)
    return say_value(one, value).label(language())


NAMES = {
    "name": gettext_lazy("Name in English"),
    "name_zh": gettext_lazy("Name in Chinese"),
    "other_than": gettext_lazy("Another than"),
}


def _shown(pipeline: Pipeline, code: str, said: Mapping[str, object]) -> str:
    """Return one field of a change in words; empty where it was not said."""
    if code not in said:
        return ""
    return _names(pipeline, {code: said[code]}).get(code) or _said(pipeline, code, said[code])


def _history(row: Thing, pipeline: Pipeline, actor: Actor) -> tuple[ThingActRow, ...]:
    changes = thing_history(row)
    tags = tags_told([change.act for change in changes], actor)
    return tuple(_change(pipeline, change, tags.get(change.act.pk, "")) for change in changes)


def _change(pipeline: Pipeline, change: ThingChange, tag: str) -> ThingActRow:
    act = change.act
    who = name_then(act.who, act.user, act.at)
    if act.action in TAG_ACTS:
        done = capfirst(str(TAG_ACTS[act.action]))
        return ThingActRow(act.at, who, act.why, (Fact(done, tag),) if tag else ())
    known = pipeline.record.thing
    facts = []
    for code in {**change.before, **change.after}:
        label = known[code].label(language()) if code in known else str(NAMES.get(code, code))
        now, was = (_shown(pipeline, code, said) for said in (change.after, change.before))
        after = now or _("empty")
        facts.append(Fact(label, f"{was} → {after}" if was else now))
    return ThingActRow(act.at, who, act.why, tuple(facts))
