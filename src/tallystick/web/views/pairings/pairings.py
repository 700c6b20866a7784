"""The pairings a person sees, by programme, each child under its parent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing, Programme
from tallystick.programme.queries import fetched_span, pairings
from tallystick.web.contexts.pairings import PairingListPage, PairingRow, ProgrammeGroup
from tallystick.web.lists import PAIRINGS
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.views.sorting import in_order
from tallystick.web.wording import in_words, place

LEVELS = {
    "province": lambda: _("province pairing"),
    "city": lambda: _("city pairing"),
    "county": lambda: _("county pairing"),
}

# An unknown beginning is the oldest of all.
SORTS: Mapping[str, Callable[[PairingRow], Any]] = {
    "name": lambda one: one.name,
    "level": lambda one: one.level,
    "oldest": lambda one: one.since or date.min,
    "newest": lambda one: -(one.since or date.min).toordinal(),
}


@require_safe
@guard(SIGNED_IN)
def pairing_list(request: HttpRequest) -> HttpResponse:
    """Show the pairings, province first, then what lies inside."""
    seen, sort = pairings(actor_of_request(request)), PAIRINGS.sort(request)
    programmes = {row.programme.pk: row.programme for row in seen}
    page = PairingListPage(
        section="pairings",
        title=_("Pairings"),
        invented=invented_here(),
        table=PAIRINGS.table(request),
        filters=(PAIRINGS.select(sort),) if len(seen) > 1 else (),
        programmes=tuple(
            _group(programme, [row for row in seen if row.programme_id == programme.pk], sort)
            for programme in programmes.values()
        ),
    )
    return show(request, "pairings", page)


def _group(programme: Programme, rows: list[Pairing], sort: str) -> ProgrammeGroup:
    """Return the pairings of a programme: as they lie in one another, or else in a row."""
    here = {row.pk for row in rows}
    tops = [row for row in rows if row.parent_id not in here]
    ordered = [one for top in tops for one in _with_children(top, rows, 0)]
    name = in_words(programme.name_en, programme.name_zh)
    named = [replace(one, programme=name) for one in ordered]
    if sort:
        named = in_order([replace(one, depth=0) for one in named], sort, SORTS)
    return ProgrammeGroup(name, programme.invented, tuple(named))


def _with_children(row: Pairing, rows: list[Pairing], depth: int) -> list[PairingRow]:
    own = PairingRow(
        supporting=place(row.supporting),
        supported=place(row.supported),
        href=reverse("pairing", args=[row.code]),
        level=level_words(row.level),
        valid=span_words(fetched_span(row)),
        depth=depth,
        code=row.code,
        since=fetched_span(row).start,
    )
    inside = [one for one in rows if one.parent_id == row.pk]
    return [own, *(r for one in inside for r in _with_children(one, rows, depth + 1))]


def level_words(level: str) -> str:
    """Return what a level of pairing is called."""
    return LEVELS[level]() if level in LEVELS else level


def span_words(period: Period) -> str:
    """Return how long a pairing holds, in years, saying what is unknown or open."""
    if period.start is None:
        return _("start not known")
    if period.end is None:
        return _("since %(start)s") % {"start": period.start.year}
    return _("%(start)s to %(end)s") % {"start": period.start.year, "end": period.end.year}
