"""Funds of one budget year by tier of county, as a page and as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.entries.queries import OPEN
from tallystick.indicators.queries.tiers import FundsByTier, funds_by_tier
from tallystick.indicators.rules.tiers import (
    PIPELINE,
    STAGES,
    UNIT,
    FundSums,
    TierFunds,
)
from tallystick.indicators.tier_shapes import funds_json
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span
from tallystick.programme.queries.tiers import NO_TIER, may_set_tiers
from tallystick.programme.rules.pipelines import pipelines, unit_scale
from tallystick.regions.queries import names as region_names
from tallystick.web.addresses import address
from tallystick.web.contexts.shared import Link
from tallystick.web.contexts.tiers import FundCell, FundRow, FundsByTierPage
from tallystick.web.figures import Measure, measure
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
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import csv_file, show
from tallystick.web.wording import in_words, language, rounded_note, unit_name

# The counties stand beneath the tiers, on the same page.
COUNTIES = "#by-county"


@require_safe
@guard(SIGNED_IN)
def funds_by_tier_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the counties of each tier were due and got; year and day are in the address."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period = span(row)
    year, as_of = asked_year(request, period), asked_day(request)
    found = funds_by_tier(row, year=year, as_of=as_of)
    scale = _scale(found)
    query = {"year": str(year), "as_of": as_of.isoformat() if as_of else ""}
    set_href = reverse("pairing-tiers", args=[row.code])
    sets = may_set_tiers(row, actor)
    asked = {"budget": query["year"], "as_of": query["as_of"], "unit": UNIT}
    doors = StageDoors(row.code, PIPELINE, asked)
    page = FundsByTierPage(
        **tab_frame(row, "stages", request, as_of),
        title=_("Funds by tier"),
        filters=(replace(year_filter(year, period), label=_("Budget year")),),
        year=year,
        unit=scale.unit or unit_name(UNIT, 0),
        stated=found.stated,
        tiers=_tier_rows(found, scale, set_href),
        counties=_county_rows(found, scale, row, doors, set_href),
        notes=_notes(found, scale, doors),
        csv_href=address(reverse("funds-by-tier-csv", args=[row.code]), query),
        set_link=Link(_("State tiers") if sets else _("Tiers of funds"), set_href),
    )
    return show(request, "funds_by_tier", page)


def _scale(found: FundsByTier) -> Measure:
    """Return how all figures of the page are written: one size for sums and what they are of."""
    rows = [(row.sums, row.due, row.beside) for row in (found.whole, *found.tiers)]
    rows += [(one.sums, one.due, one.beside) for one in found.counties]
    amounts = [sums.at(stage) for sums, *_ in rows for stage in STAGES]
    beside = [n for sums, *more in rows for n in (*more, sums.waiting)]
    amounts += [n for n in beside if n is not None]
    named = unit_name(UNIT, max(amounts))
    return measure(amounts, named, UNIT, scale=unit_scale(UNIT), lang=language())


def tier_names(found: FundsByTier) -> dict[str, str]:
    """Return tier → its name in that year."""
    names = {code: in_words(row.name_en, row.name_zh) for code, row in found.terms.items()}
    return {**names, NO_TIER: _("No tier stated")}


def _tier_rows(found: FundsByTier, scale: Measure, set_href: str) -> tuple[FundRow, ...]:
    if not found.tiers:
        return ()
    names = tier_names(found)
    rows = [_tier_row(names.get(row.tier, row.tier), row, scale, set_href) for row in found.tiers]
    whole = _tier_row(_("Together"), found.whole, scale, set_href)
    return (*rows, replace(whole, whole=True))


def _tier_row(name: str, row: TierFunds, scale: Measure, set_href: str) -> FundRow:
    """Return a row whose figures lead to those of its counties, of which they are the sums."""
    average = _("none") if row.average is None else scale.show(row.average)
    note = ""
    if row.each is not None:
        note = _("%(amount)s a county") % {"amount": scale.with_unit(scale.show(row.each))}
    return FundRow(
        name,
        (
            FundCell(_("Counties"), str(row.counties)),
            _due(row.due, scale, COUNTIES),
            *_stages(row.sums, scale, lambda _stage: COUNTIES, COUNTIES),
            _beside(row.beside, scale, COUNTIES),
            FundCell(_("A county"), average, href="" if row.average is None else COUNTIES),
            _rate(row.sums, COUNTIES),
        ),
        note,
        set_href,
    )


def _county_rows(
    found: FundsByTier, scale: Measure, row: Pairing, doors: StageDoors, set_href: str
) -> tuple[FundRow, ...]:
    names, tiers = (
        region_names({one.place for one in found.counties}, language()),
        tier_names(found),
    )
    shown = []
    for one in found.counties:
        asked = {"pipeline": PIPELINE, "region": one.place}
        if row.parent is not None:
            asked["pairing"] = row.code
        href = address(reverse("entries"), asked)
        walk = partial(doors.to, part="ever", region=one.place)
        cells = (
            _due(one.due, scale, set_href),
            *_stages(one.sums, scale, walk, f"{href}&state={OPEN}"),
            _beside(one.beside, scale, walk("received")),
            _rate(one.sums, walk("paid_out")),
        )
        note = tiers.get(one.tier, one.tier)
        shown.append(FundRow(names.get(one.place, one.place), cells, note, href=href))
    return tuple(shown)


def _due(due: int | None, scale: Measure, href: str) -> FundCell:
    if due is None:
        return FundCell(_("Amount due"), _("not stated"))
    return FundCell(_("Amount due"), scale.show(due), href=href)


def _stages(
    sums: FundSums, scale: Measure, walk: Callable[[str], str], waits: str
) -> list[FundCell]:
    """Return what came into each stage, where `walk` leads from it, and what waits at `waits`."""
    stages = pipelines()[PIPELINE].stages
    cells = [
        FundCell(stages[s].label(language()), scale.show(sums.at(s)), href=walk(s)) for s in STAGES
    ]
    if sums.waiting is None:
        return [*cells, FundCell(_("Waiting"), _("not known"))]
    return [*cells, FundCell(_("Waiting"), scale.show(sums.waiting), href=waits)]


def _beside(beside: int | None, scale: Measure, href: str) -> FundCell:
    """Return received less due, in words that need no sign."""
    head = _("Beside what is due")
    if beside is None:
        return FundCell(head, _("not applicable"))
    if beside == 0:
        return FundCell(head, _("as due"))
    words = _("%(amount)s below") if beside < 0 else _("%(amount)s above")
    return FundCell(head, words % {"amount": scale.show(abs(beside))}, beside < 0, href)


def _rate(sums: FundSums, href: str) -> FundCell:
    """Return what of the received was paid out; it leads to what was."""
    head, rate = _("Paid ÷ received"), sums.rate
    if rate is None:
        return FundCell(head, _("none"))
    return FundCell(head, f"{show_minor(rate, 2)}%", href=href)


def _notes(found: FundsByTier, scale: Measure, doors: StageDoors) -> tuple[Link, ...]:
    def said(minor: int) -> str:
        return scale.with_unit(scale.show(minor))

    own, others = found.received.own, found.received.others
    walk = reverse("explain", args=[found.pairing, found.year, "FS_GOV_FUND"])
    words = (
        _("Received within the calendar year %(year)s: %(own)s of this budget year and %(others)s "
          "of others; together the scorecard's government funds.")
        % {"year": found.year, "own": said(own), "others": said(others)}
    )  # fmt: skip
    notes = [Link(words, walk)]
    if found.whole.sums.carried > 0:
        borne = _(
            "%(amount)s was carried in, from before the book or from another: it is in no column."
        )
        carried = borne % {"amount": said(found.whole.sums.carried)}
        notes.append(Link(carried, doors.to("received", "moved")))
    if found.stated:
        words = _(
            "Below: less was received than the tier's amount due for the year; above: more was."
        )
        notes.insert(0, Link(words, ""))
    if rounded := rounded_note(scale):
        notes.append(Link(rounded, ""))
    return tuple(notes)


@require_safe
@guard(SIGNED_IN)
def funds_by_tier_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the same, a row a tier and a row a county, in yuan."""
    row = find_or_404(code, actor_of_request(request))
    if fault := unread_day(request):
        return refused_file(fault)
    year = asked_year(request, span(row))
    found = funds_json(funds_by_tier(row, year=year, as_of=asked_day(request)))
    figures = ("due", *STAGES, "waiting", "carried", "beside_due", "rate_percent")
    head = ["pairing", "budget_year", "as_of", "invented", "group", "tier", "region", "counties"]
    frame = [row.code, year, found["as_of"], found["invented"]]
    rows = [
        [*frame, group, one.get("tier", ""), one.get("region", ""), one.get("counties", "")]
        + ["" if one.get(key) is None else one[key] for key in (*figures, "county_average")]
        + [UNIT]
        for group, listed in (
            ("tier", found["tiers"]), ("all", [found["whole"]]), ("county", found["counties"])
        )
        for one in listed
    ]  # fmt: skip
    return csv_file(f"{row.code}-tiers-{year}", [*head, *figures, "county_average", "unit"], rows)
