"""Where the money of a budget year went: drawn, as tables and as a file, from the same rows."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.queries.funds import funds_of_year
from tallystick.indicators.rules.tiers import PIPELINE, UNIT
from tallystick.kernel.quantity import show_minor
from tallystick.programme.queries import span
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.web.addresses import address
from tallystick.web.contexts.funds import FundsPage
from tallystick.web.contexts.shared import Link
from tallystick.web.views.pairings.funds_told import FundsTold
from tallystick.web.views.pairings.pairing import (
    asked_day,
    asked_year,
    find_or_404,
    refused_file,
    tab_frame,
    unread_day,
    year_filter,
)
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import csv_file, show
from tallystick.web.wording import unit_name


@require_safe
@guard(SIGNED_IN)
def funds_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show who paid, to which places, for what, and what became of it."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period = span(row)
    year, as_of = asked_year(request, period), asked_day(request)
    told = FundsTold(row, funds_of_year(row, year=year, as_of=as_of, actor=actor))
    query = {"year": str(year), "as_of": as_of.isoformat() if as_of else ""}
    page = FundsPage(
        **tab_frame(row, "funds", request, as_of),
        title=_("Funds"),
        filters=(replace(year_filter(year, period), label=_("Budget year")),),
        year=year,
        unit=told.scale.unit or unit_name(UNIT, 0),
        heading=_("Where the money of %(year)s went") % {"year": year},
        findings=told.findings(),
        notes=told.notes(query),
        drawn=told.drawn(),
        tables=told.tables(query),
        csv_href=address(reverse("funds-csv", args=[row.code]), query),
        tiers=Link(_("Funds by tier"), address(reverse("funds-by-tier", args=[row.code]), query)),
        stages=Link(
            _("Stages of funds"), address(reverse("pipeline", args=[row.code, PIPELINE]), query)
        ),
    )
    return show(request, "funds", page)


@require_safe
@guard(SIGNED_IN)
def funds_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the same three steps, a row a band, in yuan."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    if fault := unread_day(request):
        return refused_file(fault)
    year = asked_year(request, span(row))
    found = funds_of_year(row, year=year, as_of=asked_day(request), actor=actor)
    told = FundsTold(row, found)
    frame = [row.code, year, found.as_of.isoformat(), row.programme.invented]
    rows = [
        [*frame, step, source, target, show_minor(amount, unit_scale(UNIT))]
        for step, source, target, amount in told.lines()
    ]
    head = ["pairing", "budget_year", "as_of", "invented", "step", "from", "to", "yuan"]
    return csv_file(f"{row.code}-funds-{year}", head, rows)
