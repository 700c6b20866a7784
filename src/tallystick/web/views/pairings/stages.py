"""The pipelines of a pairing: an index, and a page for each with its stages and named things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.queries.reportable import reportable
from tallystick.indicators.queries.stages import (
    NOT_SHOWN,
    Cut,
    PipelineUse,
    StageCard,
    cut_of,
    pipelines_used,
    stage_card,
)
from tallystick.indicators.rules.stages import Standing
from tallystick.indicators.rules.tiers import PIPELINE as FUNDS
from tallystick.kernel.actor import Actor
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import span
from tallystick.programme.queries.tiers import NO_TIER
from tallystick.programme.rules.bindings import Bound, Ratio, bindings
from tallystick.programme.rules.bindings import Measure as CountedFrom
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import Pipeline, dimensions, pipelines, unit_scale
from tallystick.regions.queries import names as region_names
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Cell, Choice, Filter, Link
from tallystick.web.contexts.stages import PipelinePage, PipelineRow, StageGrid, StagesPage
from tallystick.web.figures import Measure
from tallystick.web.large_files import large
from tallystick.web.lists import PIPELINE
from tallystick.web.views.pairings.pairing import (
    asked_day,
    asked_year,
    find_or_404,
    refused_file,
    tab_frame,
    unread_day,
    year_filter,
)
from tallystick.web.views.pairings.stage_doors import StageDoors
from tallystick.web.views.pairings.stage_figures import (
    code_names,
    funnel_rows,
    grid_of,
    measure_of,
    movers,
    standing_row,
    thing_name,
    twice_in_post,
)
from tallystick.web.views.shared import actor_of_request, page_of
from tallystick.web.views.showing import csv_file, show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import language, rounded_note, unit_name


@require_safe
@guard(SIGNED_IN)
def stages_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show every pipeline of a pairing: those in which something moved first."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period = span(row)
    year, as_of = asked_year(request, period), asked_day(request)
    used = pipelines_used(row, cut_of(row, year=year, as_of=as_of), actor=actor)
    query = {"year": str(year), "as_of": as_of.isoformat() if as_of else ""}
    seen = {one.pipeline.code for one in used} | NOT_SHOWN
    # All say the same; it is said once for the page.
    notes = (rounded_note(measure_of(one.unit, one.rows)) for one in used)
    page = StagesPage(
        **tab_frame(row, "stages", request, as_of),
        title=_("Stages"),
        filters=(year_filter(year, period),),
        rows=tuple(_index_row(row, one, query) for one in used),
        rounded=next(filter(None, notes), ""),
        unused=tuple(
            Link(p.label(language()), reverse("pipeline", args=[row.code, c]))
            for c, p in pipelines().items()
            if c not in seen
        ),
        lists=list_links(),
    )
    return show(request, "stages", page)


def list_links() -> tuple[Link, ...]:
    """Return the two lists over everything a person sees."""
    return (
        Link(_("Signed and not landed"), reverse("watch-list", args=["unlanded"])),
        Link(_("Completed and idle"), reverse("watch-list", args=["idle"])),
    )


def _index_row(row: Pairing, one: PipelineUse, query: Mapping[str, str]) -> PipelineRow:
    scale = measure_of(one.unit, one.rows)
    doors = StageDoors(row.code, one.pipeline.code, {**query, "unit": one.unit})
    reached = [
        (
            one.pipeline.stages[stage.stage].label(language()),
            Cell(scale.show(stage.reached), href=doors.to(stage.stage, "reached")),
        )
        for stage in one.rows
        if stage.reached
    ]
    waits = {"pairing": row.code, "pipeline": one.pipeline.code, "state": "confirmed"}
    return PipelineRow(
        name=one.pipeline.label(language()),
        href=address(reverse("pipeline", args=[row.code, one.pipeline.code]), query),
        unit=scale.unit,
        stages=tuple(reached),
        waiting=Cell(str(one.waiting), href=address(reverse("entries"), waits))
        if one.waiting
        else Cell("0"),
        waiting_since=one.waiting_since,
    )


@dataclass(frozen=True)
class Asked:
    """What the address of a pipeline's page asks for."""

    year: int
    as_of: date | None
    region: str
    unit: str
    stage: str
    show: str
    sort: str

    @property
    def query(self) -> dict[str, str]:
        """The same as parameters of an address."""
        return {
            "year": str(self.year),
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "region": self.region,
            "unit": self.unit,
            "stage": self.stage,
            "show": self.show,
            "sort": self.sort,
        }


def _asked(request: HttpRequest, row: Pairing, pipeline: Pipeline) -> Asked:
    given = {key: request.GET.get(key, "") for key in ("region", "unit", "stage", "show", "sort")}
    return Asked(
        year=asked_year(request, span(row)),
        as_of=asked_day(request),
        region=given["region"],
        unit=given["unit"],
        stage=given["stage"] if given["stage"] in (*pipeline.stages, "all") else "",
        show="here" if given["show"] == "here" else "",
        sort=PIPELINE.sort(request),
    )


def pipeline_or_404(code: str) -> Pipeline:
    """Return a pipeline that has pages of its own."""
    if code in NOT_SHOWN or code not in pipelines():
        raise Http404(code)
    return pipelines()[code]


@require_safe
@guard(SIGNED_IN)
def pipeline_page(request: HttpRequest, code: str, pipeline: str) -> HttpResponse:
    """Show one pipeline of a pairing; every filter is in the address."""
    actor = actor_of_request(request)
    row, kind = find_or_404(code, actor), pipeline_or_404(pipeline)
    asked = _asked(request, row, kind)
    cut = cut_of(row, year=asked.year, as_of=asked.as_of, region=asked.region)
    card = stage_card(row, kind, cut, actor=actor, unit=asked.unit)
    return show(request, "pipeline", _page(request, row, card, cut, asked, actor))


def _page(
    request: HttpRequest, row: Pairing, card: StageCard, cut: Cut, asked: Asked, actor: Actor
) -> PipelinePage:
    scale = measure_of(card.unit, card.rows)
    chosen = ordered(card, asked)
    shown, total, newer, older = page_of(request, chosen, (_("Previous"), _("Next")))
    doubled = twice_in_post(card)
    who = movers(row, [t for t, _s in shown], actor, reportable(row, actor) is not None)
    waits = {"pairing": row.code, "pipeline": card.pipeline.code, "state": "confirmed"}
    places = region_names({*card.by_region, asked.region} - {""}, language())
    doors = StageDoors(
        row.code,
        card.pipeline.code,
        {k: asked.query[k] for k in ("year", "as_of", "region")} | {"unit": card.unit},
    )
    any_moved = any(one.reached or one.here for one in card.rows) or card.waiting
    return PipelinePage(
        **tab_frame(row, "stages", request, asked.as_of),
        title=card.pipeline.label(language()),
        filters=_filters(row, card, asked, places),
        unit=scale.unit or unit_name(card.unit, 0),
        note=_note(card.pipeline),
        rounded=rounded_note(scale, _parts(card)),
        year=asked.year,
        rows=funnel_rows(card, scale, who, cut.until, address(reverse("entries"), waits), doors)
        if any_moved
        else (),
        grids=_grids(row, card, scale, asked, places, doors) if any_moved else (),
        things=tuple(
            standing_row(t, s, card.pipeline, who, cut.until, doubled.get(t.code, ""))
            for t, s in shown
        ),
        table=PIPELINE.table(request) if card.things else None,
        things_total=total,
        newer=newer,
        older=older,
        csv_href=address(reverse("pipeline-csv", args=[row.code, card.pipeline.code]), asked.query),
        things_csv_href=address(
            reverse("pipeline-things-csv", args=[row.code, card.pipeline.code]), asked.query
        ),
        counts=_indicator_links(row, card.pipeline, asked),
    )


def ordered(card: StageCard, asked: Asked) -> list[tuple[Thing, Standing]]:
    """Return the named things asked for, those that stand longest first unless asked otherwise.

    Where no stage is asked for, what has come to its end is left out.
    """
    stages = card.pipeline.stages
    order = list(stages)

    def fits(one: Standing) -> bool:
        return asked.stage == "all" or (
            one.stage == asked.stage if asked.stage else not stages[one.stage].end
        )

    found = [(t, one) for t, one in card.things if fits(one)]
    keys: Mapping[str, Callable[[tuple[Thing, Standing]], Any]] = {
        "since": lambda row: row[1].since,
        "name": lambda row: thing_name(row[0]),
        "stage": lambda row: order.index(row[1].stage),
        "place": lambda row: row[0].region.code,
    }
    longest = sorted(found, key=lambda row: (row[1].since, row[0].code))
    return in_order(longest, asked.sort, keys)


def _parts(card: StageCard) -> Iterator[int]:
    """Yield what the breakdowns of a pipeline show."""
    for groups in (card.by_region, *card.by_code.values(), card.by_tier, card.by_year):
        for rows in groups.values():
            yield from (n for one in rows for n in (one.came_in, one.here))


def _note(pipeline: Pipeline) -> str:
    if pipeline.subject.once:
        return _("a thing that is signed twice counts once")
    return ""


def _filters(
    row: Pairing, card: StageCard, asked: Asked, places: Mapping[str, str]
) -> tuple[Filter, ...]:
    stages = card.pipeline.stages.values()
    found = [
        year_filter(asked.year, span(row)),
        _choices("region", _("Place"), sorted(places.items(), key=lambda p: p[1]), asked.region),
    ]
    if len(card.units) > 1:
        named = [(unit, unit_name(unit, 0)) for unit in card.units]
        found.append(_choices("unit", _("Counted in"), named, card.unit, blank=None))
    found.append(
        _choices(
            "show", _("Tables"), [("here", _("what stands"))], asked.show, blank=_("what came in")
        )
    )
    if card.things:
        listed = [*((s.code, s.label(language())) for s in stages), ("all", _("all stages"))]
        found.append(_choices("stage", _("Stage"), listed, asked.stage, blank=_("on the way")))
        found.append(PIPELINE.select(asked.sort))
    return tuple(found)


def _choices(
    name: str,
    label: str,
    listed: Iterable[tuple[str, str]],
    chosen: str,
    *,
    blank: str | None = "",
) -> Filter:
    first = () if blank is None else (Choice("", blank or _("all"), not chosen),)
    rest = tuple(Choice(value, words, value == chosen) for value, words in listed)
    return Filter(name, label, (*first, *rest))


def _grids(
    row: Pairing,
    card: StageCard,
    scale: Measure,
    asked: Asked,
    places: Mapping[str, str],
    doors: StageDoors,
) -> tuple[StageGrid, ...]:
    part = "here" if asked.show == "here" else "came_in"

    def of_place(code: str, stage: str) -> str:
        return doors.to(stage, part, at=code)

    grids = [
        grid_of(
            _("By place"), card.pipeline, card.by_region, places, scale, of_place, show=asked.show
        )
    ]
    for kept, groups in card.by_code.items():
        title = dimensions()[kept].label(language())
        names = code_names(kept, groups)
        of_code = partial(_of_code, doors, part, kept)
        grids.append(grid_of(title, card.pipeline, groups, names, scale, of_code, show=asked.show))
    if card.by_tier:
        title = _("By tier")
        names = {code: words.label(language()) for code, words in card.tiers.items()}
        names[NO_TIER] = _("No tier stated")
        more = _tier_link(row, card.pipeline, asked)
        shown = grid_of(
            title, card.pipeline, card.by_tier, names, scale,
            lambda _tier, _stage: more.href if more else "", show=asked.show, order=tuple(names),
        )  # fmt: skip
        grids.append(replace(shown, more=more))
    if len(card.by_year) > 1:
        years = grid_of(
            _("By year: what came in"), card.pipeline, card.by_year, {}, scale,
            lambda year, stage: doors.to(stage, "came_in", year=year), show="",
        )  # fmt: skip
        grids.append(years)
    return tuple(grids)


def _of_code(doors: StageDoors, part: str, kept: str, code: str, stage: str) -> str:
    return doors.to(stage, part, **{"by": kept, "is": code})


def _tier_link(row: Pairing, pipeline: Pipeline, asked: Asked) -> Link | None:
    if pipeline.code != FUNDS:
        return None
    query = {"year": asked.query["year"], "as_of": asked.query["as_of"]}
    href = reverse("funds-by-tier", args=[row.code])
    return Link(_("What was due, by county"), address(href, query))


def _indicator_links(row: Pairing, pipeline: Pipeline, asked: Asked) -> tuple[Link, ...]:
    """Return the indicators that are counted from this pipeline; each opens its walk."""
    known = indicators()
    return tuple(
        Link(known[code].name(language()), reverse("explain", args=[row.code, asked.year, code]))
        for code, binding in bindings().items()
        if _counts_from(binding, pipeline.code)
    )


def _counts_from(binding: Bound, pipeline: str) -> bool:
    """Return whether a figure, or a part of a ratio, is read from a pipeline's lines."""
    if isinstance(binding, CountedFrom):
        return binding.pipeline == pipeline
    if not isinstance(binding, Ratio):
        return False
    parts = (binding.numerator, binding.denominator)
    return any(
        _counts_from(bindings()[part] if isinstance(part, str) else part, pipeline)
        for part in parts
    )


@require_safe
@guard(SIGNED_IN)
def pipeline_csv(request: HttpRequest, code: str, pipeline: str) -> HttpResponse:
    """Hand out the stages of a pipeline by place and kept codes, each unit in its own column."""
    actor = actor_of_request(request)
    row, kind = find_or_404(code, actor), pipeline_or_404(pipeline)
    if fault := unread_day(request):
        return refused_file(fault)
    asked = _asked(request, row, kind)
    cut = cut_of(row, year=asked.year, as_of=asked.as_of, region=asked.region)
    card = stage_card(row, kind, cut, actor=actor, unit=asked.unit)
    head = ["pairing", "pipeline", "year", "as_of", "invented", "group", "code", "stage", "unit"]
    head += ["reached", "carried_in", "came_in", "stands"]
    frame = [row.code, kind.code, asked.year, asked.query["as_of"], row.programme.invented]
    groups = [("all", "", card.rows)]
    groups += [("region", c, sums) for c, sums in sorted(card.by_region.items())]
    groups += [("tier", c, sums) for c, sums in sorted(card.by_tier.items())]
    groups += [(k, c, s) for k, by in card.by_code.items() for c, s in sorted(by.items())]
    scale = unit_scale(card.unit)
    rows = [
        [
            *(*frame, group, key, one.stage, card.unit),
            *(show_minor(n, scale) for n in (one.reached, one.carried, one.came_in, one.here)),
        ]
        for group, key, sums in groups
        for one in sums
    ]
    return csv_file(f"{row.code}-{kind.code}-{asked.year}", head, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@guard(SIGNED_IN)
@large(lambda request, code, pipeline: _named(request, pipeline))
def pipeline_things_csv(request: HttpRequest, code: str, pipeline: str) -> HttpResponse:
    """Hand out the named things of a pipeline, with their stage and days."""
    actor = actor_of_request(request)
    row, kind = find_or_404(code, actor), pipeline_or_404(pipeline)
    if fault := unread_day(request):
        return refused_file(fault)
    asked = _asked(request, row, kind)
    cut = cut_of(row, year=asked.year, as_of=asked.as_of, region=asked.region)
    card = stage_card(row, kind, cut, actor=actor, unit=asked.unit)
    chosen = ordered(card, asked)
    who = movers(row, [t for t, _s in chosen], actor, may_report=False)
    head = ["pairing", "pipeline", "code", "name_en", "name_zh", "region", "stage", "amount"]
    head += ["unit", "since", "days", "moved_on_by", "invented"]
    rows = [
        [
            *(row.code, kind.code, t.code, t.name_en, t.name_zh, s.region, s.stage),
            *(show_minor(s.amount, unit_scale(s.unit)), s.unit, s.since.isoformat()),
            *(s.days(cut.until), who.of(t, kind, s.stage)[0], row.programme.invented),
        ]
        for t, s in chosen
    ]
    return csv_file(f"{row.code}-{kind.code}-things", head, rows)


def _named(request: HttpRequest, pipeline: str) -> int:
    """Return how many things of a kind there are to be seen: no pairing's file has more."""
    seen = Thing.objects.visible_to(actor_of_request(request))
    return 0 if unread_day(request) else seen.filter(pipeline=pipeline).count()
