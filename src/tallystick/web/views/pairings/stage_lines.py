"""One figure of a stage walked back to its lines, their entries, names, evidence and proof."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.queries.frames import known_day
from tallystick.indicators.queries.stage_walks import StageAsk, StageWalk, stage_walk
from tallystick.journal.queries import StageFigure
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import span
from tallystick.programme.rules.pipelines import dimensions, units_of
from tallystick.regions.models import Region
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Fact, Link
from tallystick.web.contexts.stage_lines import StageLinesPage
from tallystick.web.figures import day_text, figure_and_unit
from tallystick.web.views.pairings.explain import ROWS, page_number
from tallystick.web.views.pairings.pairing import asked_day, asked_year, find_or_404
from tallystick.web.views.pairings.stage_figures import thing_name
from tallystick.web.views.pairings.stages import pipeline_or_404
from tallystick.web.views.pairings.walked import Walked, walked_of
from tallystick.web.views.shared import actor_of_request, foot_of, year_of
from tallystick.web.views.showing import show
from tallystick.web.wording import amount_words, code_words, colon, language, pairing_name, place

NAMES = (
    *("stage", "part", "unit", "year", "as_of", "region", "at", "partner", "budget", "by", "is"),
    *("thing", "page", "line"),
)
WORDS = {
    "reached": gettext_lazy(
        "What reached “%(stage)s” up to %(until)s, with what was carried in from before the book "
        "or from another; what was taken back is minus."
    ),
    "ever": gettext_lazy(
        "What reached “%(stage)s” up to %(until)s, without what was carried in; what was taken "
        "back is minus."
    ),
    "came_in": gettext_lazy(
        "What came into “%(stage)s” from %(since)s to %(until)s, without what was carried in; what "
        "was taken back is minus."
    ),
    "here": gettext_lazy(
        "What stands at “%(stage)s” at the end of %(until)s: what came in, less what left."
    ),
    "moved": gettext_lazy("What moved up to %(until)s, stage by stage. These lines are no sum."),
}


@require_safe
@guard(SIGNED_IN)
def stage_lines_page(request: HttpRequest, code: str, pipeline: str) -> HttpResponse:
    """Show the walk; which figure it is, the open line and the page are in the address."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    query = {name: request.GET.get(name, "")[:80] for name in NAMES}
    ask = _ask(request, row, pipeline, query, actor)
    walk = stage_walk(row, ask, offset=(page_number(query["page"]) - 1) * ROWS, limit=ROWS)
    here = reverse("stage-lines", args=[code, pipeline])
    opened = walked_of(walk.lines, actor, here, query)
    return show(request, "stage_lines", _page(row, ask, walk, here, query, opened))


def _ask(
    request: HttpRequest, row: Pairing, pipeline: str, query: dict[str, str], actor: Actor
) -> StageAsk:
    """Return what the address asks for; what no figure is made of is not there."""
    kind = pipeline_or_404(pipeline)
    stage, part, kept = query["stage"], query["part"] or "reached", query["by"]
    if part not in WORDS or (part != "moved" and stage not in kind.stages):
        raise Http404(stage)
    known = {unit for one in kind.stages for unit in units_of(kind.code, one)}
    if (query["unit"] and query["unit"] not in known) or (kept and kept not in kind.kept):
        raise Http404(query["unit"])
    thing = Thing.objects.visible_to(actor).filter(code=query["thing"]).first()
    if query["thing"] and thing is None:
        raise Http404(query["thing"])
    year = year_of(query["budget"]) or asked_year(request, span(row))
    return StageAsk(
        pipeline=kind,
        stage=stage,
        part=cast(StageFigure, part),
        unit=query["unit"] or kind.units[0],
        year=year,
        as_of=asked_day(request),
        region=query["region"],
        at=query["at"],
        partner=query["partner"],
        budget=query["budget"],
        codes={kept: query["is"]} if kept else {},
        thing=thing,
    )


def _page(
    row: Pairing, ask: StageAsk, walk: StageWalk, here: str, query: dict[str, str], opened: Walked
) -> StageLinesPage:
    kind = ask.pipeline
    stage = kind.stages[ask.stage].label(language()) if ask.stage else ""
    figure, unit = ("", "") if ask.part == "moved" else amount_words(walk.value, ask.unit)
    name = colon(kind.label(language()), stage) if stage else kind.label(language())
    asked = {"year": str(ask.year), "as_of": query["as_of"], "region": ask.region}
    # Asked for without a day, the figure is today's; its permanent address says so.
    day = known_day(row, ask.as_of)[1].isoformat()
    shown = {name: value for name, value in query.items() if name not in ("page", "line")}
    own = {**shown, "year": str(ask.year), "as_of": day}
    words = {
        "stage": stage,
        "until": day_text(walk.until, language()),
        "since": day_text(walk.since, language()) if walk.since else "",
    }
    return StageLinesPage(
        section="pairings",
        title=colon(name, figure_and_unit(figure, unit, language())) if figure else name,
        invented=row.programme.invented,
        foot=foot_of(row),
        pairing=Link(pairing_name(row), reverse("pairing", args=[row.code])),
        pipeline=Link(
            kind.label(language()), address(reverse("pipeline", args=[row.code, kind.code]), asked)
        ),
        words=str(WORDS[ask.part]) % words,
        figure=figure,
        unit=unit,
        facts=_facts(ask),
        lines=opened.lines,
        lines_total=walk.lines_total,
        newer=_turn(here, query, -1, walk.lines_total),
        older=_turn(here, query, 1, walk.lines_total),
        entry=opened.entry,
        proof=opened.proof,
        address=address(here, own),
    )


def _facts(ask: StageAsk) -> tuple[Fact, ...]:
    """Return what narrows the figure, in words."""
    codes = {ask.region, ask.at, ask.partner} - {""}
    places = {one.code: place(one) for one in Region.objects.filter(code__in=codes)}
    facts = [
        (_("Place with all below it"), places.get(ask.region, ask.region)),
        (_("Place"), places.get(ask.at, ask.at)),
        (_("Partner"), places.get(ask.partner, ask.partner)),
        *((dimensions()[k].label(language()), code_words(k, v)) for k, v in ask.codes.items()),
        (_("Budget year"), ask.budget),
        (ask.pipeline.subject.label(language()), thing_name(ask.thing) if ask.thing else ""),
    ]
    return tuple(Fact(label, value) for label, value in facts if value)


def _turn(here: str, query: dict[str, str], step: int, total: int) -> Link | None:
    number = page_number(query["page"]) + step
    if number < 1 or (number - 1) * ROWS >= total:
        return None
    words = _("Newer") if step < 0 else _("Older")
    kept = {name: value for name, value in query.items() if name != "line"}
    return Link(words, address(here, {**kept, "page": str(number)}) + "#lines")
