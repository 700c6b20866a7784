"""Pairings side by side as a CSV file: the rows of the page, all of them, in the same order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.shapes import PAIR_COLUMNS, pair_values
from tallystick.web.views.pairings.compare import asked_of, compared
from tallystick.web.views.pairings.pairing import refused_file, unread_day
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import csv_file


@require_safe
@guard(SIGNED_IN)
def compare_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the rows of all indicators that are compared; each says whether it is invented."""
    actor = actor_of_request(request)
    if fault := unread_day(request):
        return refused_file(fault)
    asked = asked_of(request, actor)
    found = compared(asked, actor)
    rows = [pair_values(one, found.year, asked.as_of) for own in found.rows.values() for one in own]
    return csv_file(f"compare-{found.year}", PAIR_COLUMNS, rows)
