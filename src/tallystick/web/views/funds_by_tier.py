"""Funds of one budget year by tier of county, as a page and as a file."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
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
from tallystick.web.contexts.shared import Link
from tallystick.web.contexts.tiers import FundCell, FundRow, FundsByTierPage
from tallystick.web.figures import Measure, measure
from tallystick.web.views.pairing import (
    asked_day,
    asked_year,
    find_or_404,
    refused_file,
    tab_frame,
    unread_day,
    year_filter,
)
from tallystick.web.views.shared import actor_of_request, address
from tallystick.web.views.showing import csv_file, show
from tallystick.web.wording import in_words, language, unit_name


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
    page = FundsByTierPage(
        **tab_frame(row, "stages", request, as_of),
        title=_("Funds by tier"),
        filters=(replace(year_filter(year, period), label=_("Budget year")),),
        year=year,
        unit=scale.unit or unit_name(UNIT, 0),
        stated=found.stated,
        tiers=_tier_rows(found, scale),
        counties=_county_rows(found, scale, row),
        notes=_notes(found, scale),
        csv_href=address(reverse("funds-by-tier-csv", args=[row.code]), query),
        set_link=Link(_("State tiers") if sets else _("Tiers of funds"), set_href),
    )
    return show(request, "funds_by_tier", page)


def _scale(found: FundsByTier) -> Measure:
    """Return how all figures of the page are written, from the largest of them."""
    whole = found.whole
    amounts = [*(whole.sums.at(stage) for stage in STAGES), whole.due or 0]
    named = unit_name(UNIT, max(amounts))
    return measure(amounts, named, UNIT, scale=unit_scale(UNIT), lang=language())


def tier_names(found: FundsByTier) -> dict[str, str]:
    """Return tier → its name in that year."""
    names = {code: in_words(row.name_en, row.name_zh) for code, row in found.terms.items()}
    return {**names, NO_TIER: _("No tier stated")}


def _tier_rows(found: FundsByTier, scale: Measure) -> tuple[FundRow, ...]:
    if not found.tiers:
        return ()
    names = tier_names(found)
    rows = [_tier_row(names.get(row.tier, row.tier), row, scale) for row in found.tiers]
    whole = _tier_row(_("Together"), found.whole, scale)
    return (*rows, replace(whole, whole=True))


def _tier_row(name: str, row: TierFunds, scale: Measure) -> FundRow:
    average = _("none") if row.average is None else scale.show(row.average)
    note = ""
    if row.each is not None:
        note = _("%(amount)s a county") % {"amount": scale.with_unit(scale.show(row.each))}
    return FundRow(
        name,
        (
            FundCell(_("Counties"), str(row.counties)),
            _due(row.due, scale),
            *_stages(row.sums, scale),
            _beside(row.beside, scale),
            FundCell(_("A county"), average),
            _rate(row.sums),
        ),
        note,
    )


def _county_rows(found: FundsByTier, scale: Measure, row: Pairing) -> tuple[FundRow, ...]:
    names, tiers = (
        region_names({one.place for one in found.counties}, language()),
        tier_names(found),
    )
    shown = []
    for one in found.counties:
        asked = {"pipeline": PIPELINE, "region": one.place}
        if row.parent is not None:
            asked["pairing"] = row.code
        cells = (
            _due(one.due, scale),
            *_stages(one.sums, scale),
            _beside(one.beside, scale),
            _rate(one.sums),
        )
        href = address(reverse("entries"), asked)
        note = tiers.get(one.tier, one.tier)
        shown.append(FundRow(names.get(one.place, one.place), cells, note, href))
    return tuple(shown)


def _due(due: int | None, scale: Measure) -> FundCell:
    return FundCell(_("Amount due"), "–" if due is None else scale.show(due))


def _stages(sums: FundSums, scale: Measure) -> list[FundCell]:
    stages = pipelines()[PIPELINE].stages
    cells = [FundCell(stages[s].label(language()), scale.show(sums.at(s))) for s in STAGES]
    waiting = "–" if sums.waiting is None else scale.show(sums.waiting)
    return [*cells, FundCell(_("Waiting"), waiting)]


def _beside(beside: int | None, scale: Measure) -> FundCell:
    """Return received less due, in words that need no sign."""
    head = _("Beside what is due")
    if beside is None:
        return FundCell(head, "–")
    if beside == 0:
        return FundCell(head, _("as due"))
    words = _("%(amount)s below") if beside < 0 else _("%(amount)s above")
    return FundCell(head, words % {"amount": scale.show(abs(beside))}, low=beside < 0)


def _rate(sums: FundSums) -> FundCell:
    rate = sums.rate
    return FundCell(_("Paid ÷ received"), _("none") if rate is None else f"{show_minor(rate, 2)}%")


def _notes(found: FundsByTier, scale: Measure) -> tuple[str, ...]:
    def said(minor: int) -> str:
        return scale.with_unit(scale.show(minor))

    own, others = found.received.own, found.received.others
    notes = [
        _("Received within the calendar year %(year)s: %(own)s of this budget year and %(others)s "
          "of others; together the scorecard's government funds.")
        % {"year": found.year, "own": said(own), "others": said(others)}
    ]  # fmt: skip
    if found.whole.sums.carried > 0:
        words = _(
            "%(amount)s was carried in, from before the book or from another: it is in no column."
        )
        notes.append(words % {"amount": said(found.whole.sums.carried)})
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
