"""A pairing on a map: its pairs, and what went between their places in a year."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.access.queries import may
from tallystick.indicators.queries.pair_flows import FLOWS, Flow, PairFlow, PairFlows, pair_flows
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import span
from tallystick.programme.queries.nearest import pairs_under
from tallystick.programme.rules.pipelines import unit_scale
from tallystick.regions.models import Border, Region
from tallystick.regions.queries import borders_of, lines_above
from tallystick.web.addresses import address
from tallystick.web.atlas import NARROW, Point, draw_atlas
from tallystick.web.contexts.map import MapPage, PlaceRow, WentRow
from tallystick.web.contexts.shared import Choice, Filter
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
from tallystick.web.wording import (
    colon,
    language,
    place,
    unit_name,
)

NAMES = {
    "funds": gettext_lazy("government funds"),
    "donations": gettext_lazy("donations"),
    "people": gettext_lazy("people placed in jobs"),
    "goods": gettext_lazy("goods sold"),
}
MICRO = 1_000_000


@require_safe
@guard(SIGNED_IN)
def map_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a pairing's places, its pairs, and one flow of a year between them."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    period = span(row)
    year, as_of, asked = asked_year(request, period), asked_day(request), _asked(request)
    found = pair_flows(row, FLOWS[asked], year=year, as_of=as_of)
    amounts = [one.amount for one in found.rows]
    largest = max(amounts, default=0)
    scale = measure(
        amounts, unit_name(found.flow.unit, largest), found.flow.unit,
        scale=unit_scale(found.flow.unit), lang=language(),
    )  # fmt: skip
    pairs = pairs_under(row, actor, on=found.as_of)
    places = _places(row, pairs, found)
    points = [_point(one, supporting) for one, supporting in places if _is_drawn(one)]
    drawn = {one.key for one in points}
    borders = _borders(places)
    shown = (
        points,
        [(one.source.code, one.target.code, one.amount, _words(one, scale)) for one in found.rows],
        [
            (one.supporting.code, one.supported.code)
            for one in pairs
            if {one.supporting.code, one.supported.code} <= drawn
        ],
        [one.rings for one in borders],
    )
    query = {"year": str(year), "as_of": as_of.isoformat() if as_of else "", "flow": asked}
    page = MapPage(
        **tab_frame(row, "map", request, as_of),
        title=_("Map"),
        filters=(year_filter(year, period), _flow_filter(asked)),
        heading=_("%(year)s: %(flow)s") % {"year": year, "flow": NAMES[asked]},
        unit=scale.unit or unit_name(found.flow.unit, 0),
        findings=_findings(found.rows, scale),
        drawn=draw_atlas(*shown),
        narrow=draw_atlas(*shown, NARROW),
        went=tuple(
            WentRow(
                place(one.source), place(one.target), scale.show(one.amount),
                _href(one.source), _href(one.target), _door(row, found.flow, one, query),
            )
            for one in found.rows
        ),
        places=tuple(_place_row(one, supporting) for one, supporting in places),
        undrawn=len(places) - len(points),
        border_sources=tuple(dict.fromkeys(one.file.source for one in borders)),
        borders_href=reverse("borders") if may(actor, ROWS["programme.redraw"]) else "",
        csv_href=address(reverse("map-csv", args=[row.code]), query),
    )  # fmt: skip
    return show(request, "map", page)


def _asked(request: HttpRequest) -> str:
    asked = request.GET.get("flow", "")
    return asked if asked in FLOWS else "funds"


def _flow_filter(asked: str) -> Filter:
    choices = tuple(Choice(code, str(words), code == asked) for code, words in NAMES.items())
    return Filter("flow", _("What went"), choices)


def _places(row: Pairing, pairs: Iterable[Pairing], found: PairFlows) -> list[tuple[Region, bool]]:
    """Return every place of the page, and whether it stands on the supporting side."""
    sides: dict[bool, dict[str, Region]] = {True: {}, False: {}}
    for one in (row, *pairs):
        sides[True][one.supporting.code] = one.supporting
        sides[False][one.supported.code] = one.supported
    for flow in found.rows:
        sides[not found.flow.out].setdefault(flow.source.code, flow.source)
        sides[found.flow.out].setdefault(flow.target.code, flow.target)
    return [(one, side) for side, own in sides.items() for one in own.values()]


def _borders(places: Iterable[tuple[Region, bool]]) -> list[Border]:
    """Return the borders of the places and of those in which they lie, where any were loaded."""
    codes = [one.code for one, _side in places]
    above = lines_above(codes)
    return borders_of({code for own in above.values() for code in own} | set(codes))


def _is_drawn(one: Region) -> bool:
    return one.latitude_e6 is not None and one.longitude_e6 is not None


def _point(one: Region, supporting: bool) -> Point:
    latitude, longitude = one.latitude_e6 or 0, one.longitude_e6 or 0
    return Point(one.code, latitude / MICRO, longitude / MICRO, place(one), supporting)


def _place_row(one: Region, supporting: bool) -> PlaceRow:
    side = _("supporting side") if supporting else _("supported side")
    if not _is_drawn(one):
        return PlaceRow(place(one), _href(one), side)
    degrees = [_degrees(one.latitude_e6 or 0), _degrees(one.longitude_e6 or 0)]
    return PlaceRow(place(one), _href(one), side, *degrees)


def _degrees(micro: int) -> str:
    """Return millionths of a degree as degrees, to a hundredth.

    >>> _degrees(38_910_000), _degrees(-500_000)
    ('38.91', '-0.50')
    """
    whole, rest = divmod(abs(micro) // 10_000, 100)
    return f"{'-' if micro < 0 else ''}{whole}.{rest:02}"


def _href(one: Region) -> str:
    return reverse("place", args=[one.code])


def _door(row: Pairing, flow: Flow, one: PairFlow, query: dict[str, str]) -> str:
    """Return where the lines of what went between two places are walked."""
    at, partner = (one.source, one.target) if flow.out else (one.target, one.source)
    asked = {"year": query["year"], "as_of": query["as_of"], "unit": flow.unit}
    doors = StageDoors(row.code, flow.pipeline, asked)
    codes = next(iter(flow.codes.items()), ("", ""))
    more = dict(zip(("by", "is"), codes, strict=True))
    return doors.to(flow.stage, "came_in", at=at.code, partner=partner.code, **more)


def _words(one: PairFlow, scale: Measure) -> str:
    amount = scale.with_unit(scale.show(one.amount))
    return colon(f"{place(one.source)} → {place(one.target)}", amount)


def _findings(rows: list[PairFlow], scale: Measure) -> str:
    """Return the drawing in a sentence, for a reader who does not see it."""
    if not rows:
        return _("Nothing of it is matched in this year.")
    total = sum(one.amount for one in rows)
    words = ngettext(
        "%(amount)s on %(n)s line; most: %(most)s.", "%(amount)s on %(n)s lines; most: %(most)s.",
        len(rows),
    )  # fmt: skip
    said = {"amount": scale.with_unit(scale.show(total)), "n": len(rows)}
    return words % {**said, "most": _words(rows[0], scale)}


@require_safe
@guard(SIGNED_IN)
def map_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out what went between the places, in whole units."""
    row = find_or_404(code, actor_of_request(request))
    if fault := unread_day(request):
        return refused_file(fault)
    year, asked = asked_year(request, span(row)), _asked(request)
    found = pair_flows(row, FLOWS[asked], year=year, as_of=asked_day(request))
    head = ["pairing", "invented", "year", "as_of", "flow", "from", "to", "unit", "amount"]
    frame = [row.code, row.programme.invented, year, found.as_of.isoformat(), asked]
    scale = unit_scale(found.flow.unit)
    rows = [
        [*frame, one.source.code, one.target.code, found.flow.unit, show_minor(one.amount, scale)]
        for one in found.rows
    ]
    return csv_file(f"{row.code}-map-{asked}-{year}", head, rows)
