"""The scorecard as a CSV file: the rows of the page, in the units of the indicators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.shapes import flags_cell, scorecard_json
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import span
from tallystick.web.views.pairings.narrowing import narrowed
from tallystick.web.views.pairings.pairing import (
    asked_day,
    asked_year,
    find_or_404,
    refused_file,
    unread_day,
)
from tallystick.web.views.shared import actor_of_request
from tallystick.web.views.showing import csv_file
from tallystick.web.wording import language

# The text from which the targets come stands behind the rest, and last what the rows are narrowed
# to: who reads by place reads on.
TEXT = ("code", "version", "signed_on")
NARROWED = ("level", "framework")
FRAME = ("pairing", "year", "as_of", "invented")
COLUMNS = (
    "indicator",
    "unit",
    "target",
    "matched",
    "waiting",
    "disputed",
    "one_sided",
    "claimed",
    "completion_percent",
    "flags",
)


@require_safe
@guard(SIGNED_IN)
def scorecard_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the scorecard; every row says whether it is invented."""
    actor = actor_of_request(request)
    row = find_or_404(code, actor)
    if fault := unread_day(request):
        return refused_file(fault)
    year = asked_year(request, span(row))
    try:
        asked = narrowed(request, row, actor, year=year, as_of=asked_day(request))
    except NotFound as unknown:
        return refused_file(unknown.problems[0].sentence(language()))
    shape = scorecard_json(asked.card)
    frame = [shape[name] for name in FRAME]
    text = shape["agreement"] or dict.fromkeys(TEXT)
    said = [*(text[name] for name in TEXT), *(shape[name] for name in NARROWED)]
    rows = [
        [
            *frame,
            *(flags_cell(line[c], COLUMNS) if c == "flags" else line[c] for c in COLUMNS),
            *said,
        ]
        for line in shape["rows"]
    ]
    head = [*FRAME, *COLUMNS, *(f"agreement_{name}" for name in TEXT), *NARROWED]
    return csv_file(f"{row.code}-{year}", head, rows)
