"""The scorecard as a CSV file: the rows of the page, in the units of the indicators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.indicators.shapes import flags_cell, months_of, scorecard_json
from tallystick.kernel.problem import NotFound
from tallystick.programme.queries import span
from tallystick.programme.rules.catalogue import indicators
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
# Behind all: what the indicator is called, and the months of the chart and of the small lines.
NAMES = ("indicator_en", "indicator_zh", "last_year")
MONTHS = tuple(f"month_{n:02}" for n in range(1, 13))
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
# What a flag may name as empty.
EMPTIES = (*COLUMNS, "last_year")


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
    told = {one.indicator: one for one in asked.card.rows}
    rows = [
        [
            *frame,
            *(flags_cell(line[c], EMPTIES) if c == "flags" else line[c] for c in COLUMNS),
            *said,
            *_names(line["indicator"]),
            line["last_year"],
            *months_of(told[line["indicator"]]),
        ]
        for line in shape["rows"]
    ]
    head = [*FRAME, *COLUMNS, *(f"agreement_{name}" for name in TEXT), *NARROWED]
    head += [*NAMES, *MONTHS, *(f"last_year_{name}" for name in MONTHS)]
    return csv_file(f"{row.code}-{year}", head, rows)


def _names(code: str) -> tuple[str, str]:
    """Return what an indicator is called in both languages."""
    return indicators()[code].name("en"), indicators()[code].name("zh")
