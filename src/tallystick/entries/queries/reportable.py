"""What a clerk may report in a pairing: for which side, about which places, with which partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import SIDES, fetched_span, other
from tallystick.regions.models import Region, above
from tallystick.regions.queries import below


@dataclass(frozen=True)
class Reportable:
    """The side a clerk writes for, the supported places and the supporting ones she may name."""

    side: str
    regions: tuple[Region, ...]
    partners: tuple[Region, ...]


def reportable(pairing: Pairing, actor: Actor) -> Reportable | None:
    """Return what `actor` may report here, or None where she is no clerk of either side.

    A county's clerk names her own county; a city's clerk the city and every county of it.
    """
    tops = {"supporting": pairing.supporting, "supported": pairing.supported}
    for side in SIDES:
        reach = below(tops[side].code)
        own = actor.regions("clerk") & reach
        if not own:
            continue
        mine = frozenset[str]().union(*(below(seat) & reach for seat in own))
        nodes = {side: mine, other(side): below(tops[other(side)].code)}
        places = {s: _places(tops[s], codes) for s, codes in nodes.items()}
        return Reportable(side, places["supported"], places["supporting"])
    return None


def clerk_in(pairings: Sequence[Pairing], actor: Actor) -> list[Pairing]:
    """Return those in which `actor` is a clerk of either side; one query, none for who is none."""
    seats = actor.regions("clerk")
    if not seats:
        return []
    over = set(above(seats).values_list("ancestor", flat=True))
    return [one for one in pairings if {one.supporting_id, one.supported_id} & over]


def likeliest(found: Sequence[Pairing], today: date) -> Pairing | None:
    """Return the pairing a clerk most likely means: the deepest of those that have not ended."""
    running = [one for one in found if (fetched_span(one).end or today) >= today]
    deep = sorted(running or found, key=lambda one: one.parent_id is not None)
    return deep[-1] if deep else None


def _places(top: Region, codes: frozenset[str]) -> tuple[Region, ...]:
    """Return places by code, the pairing's own region first."""
    rows = Region.objects.filter(code__in=codes).order_by("code")
    return tuple(sorted(rows, key=lambda region: region.pk != top.pk))
