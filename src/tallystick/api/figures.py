"""GET …/scorecard and …/explain: a pairing's year, and any of its figures walked back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen
from django.http import HttpRequest
from ninja import Router

from tallystick.api.shapes import ExplanationOut, ScorecardOut
from tallystick.indicators.queries import explain
from tallystick.indicators.queries.cards import narrowed_scorecard
from tallystick.indicators.shapes import explain_json, scorecard_json
from tallystick.programme.queries import pairing as find

router = Router(tags=["figures"])
# Lines that one answer holds: a large figure has tens of thousands.
MOST_LINES = 1000


@router.get("/pairings/{code}/scorecard", response=ScorecardOut)
def get_scorecard(
    request: HttpRequest,
    code: str,
    year: Annotated[int, Ge(1900), Le(2200)],
    as_of: date | None = None,
    level: Annotated[str, MaxLen(20)] = "",
    framework: Annotated[str, MaxLen(60)] = "",
) -> dict[str, Any]:
    """Return target, matched, waiting and claimed for each indicator in use.

    `level` (province, city, county, …) counts what was reported of places of that level alone;
    `framework` keeps the rows whose indicators speak to one of its elements.
    """
    actor = request.actor  # type: ignore[attr-defined]
    found = find(code, actor=actor)
    card = narrowed_scorecard(
        found, year=year, actor=actor, as_of=as_of, level=level, framework=framework
    )
    return scorecard_json(card)


@router.get("/pairings/{code}/explain", response=ExplanationOut)
def get_explanation(
    request: HttpRequest,
    code: str,
    indicator: Annotated[str, MaxLen(40)],
    year: Annotated[int, Ge(1900), Le(2200)],
    as_of: date | None = None,
    part: Annotated[str, MaxLen(80)] = "",
    offset: Annotated[int, Ge(0)] = 0,
    limit: Annotated[int, Ge(1), Le(MOST_LINES)] = MOST_LINES,
    level: Annotated[str, MaxLen(20)] = "",
) -> dict[str, Any]:
    """Return a figure's parts, the lines under it, both names and the evidence hashes.

    At most 1,000 lines at a time, of all parts or of one: `lines_total` says how many there are.
    """
    actor = request.actor  # type: ignore[attr-defined]
    walk = explain(
        find(code, actor=actor),
        year=year,
        indicator=indicator,
        actor=actor,
        as_of=as_of,
        part=part,
        offset=offset,
        limit=limit,
        level=level,
    )
    return explain_json(walk)
