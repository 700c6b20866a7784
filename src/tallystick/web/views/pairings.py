"""The pairings a person sees, by programme, each child under its parent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tallystick.access.policy import SIGNED_IN, guard
from tallystick.kernel.period import Period
from tallystick.programme.models import Pairing, Programme
from tallystick.programme.queries import fetched_span, pairings
from tallystick.web.contexts.pairings import PairingListPage, PairingRow, ProgrammeGroup
from tallystick.web.views.shared import actor_of_request, invented_here
from tallystick.web.views.showing import show
from tallystick.web.wording import in_words, place

LEVELS = {
    "province": lambda: _("province pairing"),
    "city": lambda: _("city pairing"),
    "county": lambda: _("county pairing"),
}


@require_safe
@guard(SIGNED_IN)
def pairing_list(request: HttpRequest) -> HttpResponse:
    """Show the pairings, province first, then what lies inside."""
    seen = pairings(actor_of_request(request))
    programmes = {row.programme.pk: row.programme for row in seen}
    page = PairingListPage(
        section="pairings",
        title=_("Pairings"),
        invented=invented_here(),
        programmes=tuple(
            _group(programme, [row for row in seen if row.programme_id == programme.pk])
            for programme in programmes.values()
        ),
    )
    return show(request, "pairings", page)


def _group(programme: Programme, rows: list[Pairing]) -> ProgrammeGroup:
    here = {row.pk for row in rows}
    tops = [row for row in rows if row.parent_id not in here]
    ordered = [one for top in tops for one in _with_children(top, rows, 0)]
    name = in_words(programme.name_en, programme.name_zh)
    return ProgrammeGroup(name, programme.invented, tuple(ordered))


def _with_children(row: Pairing, rows: list[Pairing], depth: int) -> list[PairingRow]:
    own = PairingRow(
        supporting=place(row.supporting),
        supported=place(row.supported),
        href=reverse("pairing", args=[row.code]),
        level=level_words(row.level),
        valid=span_words(fetched_span(row)),
        depth=depth,
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
