"""Whose names a change of the map takes: the heads of the sides whose voices it would change.

An office speaks about its place and what lies under it, so whoever redraws the map redraws who
speaks. Where seats that decide figures are, the heads of the sides it touches agree first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils import timezone

from tallystick.access.models import Opposite, Role, Seat
from tallystick.access.queries import standing
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY
from tallystick.regions.models import RegionClosure
from tallystick.regions.queries import below


@dataclass(frozen=True)
class Asked:
    """A side that is asked, by its place, and the places any of whose heads answers for it.

    No such place where every head of the side is gone: somebody has to be named first.
    """

    place: str
    heads: frozenset[str]


@dataclass(frozen=True)
class Ground:
    """The map of today with what sits on it: which places are paired, decide, and have heads."""

    paired: frozenset[str]
    decided: frozenset[str]
    heads: frozenset[str]
    _lines: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of_today(cls) -> Ground:
        """Read it; three queries."""
        rows = Opposite.objects.values_list("supporting__code", "supported__code")
        ever = Seat.objects.filter(role__in=GRANTED_BY_HEAD_ONLY)
        heads = standing(timezone.localdate()).filter(role=Role.HEAD)
        places = "office__region__code"
        return cls(
            frozenset(code for row in rows for code in row),
            frozenset(ever.values_list(places, flat=True)),
            frozenset(heads.values_list(places, flat=True)),
        )

    def line(self, place: str) -> list[str]:
        """Return a place and those over it up to the highest that is paired, nearest first.

        Empty where neither it nor anything over it is paired: it is on no side.
        """
        if place not in self._lines:
            today = timezone.localdate()
            rows = RegionClosure.objects.filter(region__code=place, valid_to=None)
            rows = rows | RegionClosure.objects.filter(region__code=place, valid_to__gte=today)
            over = list(rows.order_by("depth").values_list("ancestor__code", flat=True))
            last = max((n for n, code in enumerate(over) if code in self.paired), default=-1)
            self._lines[place] = list(dict.fromkeys(over[: last + 1]))
        return self._lines[place]

    def nearest(self, line: Collection[str]) -> Asked | None:
        """Return who answers for a line: the heads at its nearest place that has any."""
        for code in line:
            if code in self.heads:
                return Asked(code, frozenset({code}))
        return None


def asked(places: Collection[str], parent: str | None) -> list[Asked]:
    """Return the sides that agree before places come to lie in `parent`, or end where they lie.

    That are the side they leave, the one they join, and their own where they are paired or hold
    what is. Nobody is asked about a place no seat that decides figures speaks for, before or after.
    Units: `parent` None for a split, by which nothing comes to lie elsewhere.
    """
    ground, found = Ground.of_today(), list[Asked]()
    for place in places:
        inside = below(place)
        if parent is not None:
            found += _joined(ground, inside, ground.line(parent))
            found += _left(ground, place, inside)
        elif inside & ground.decided:
            found += _left(ground, place, inside)
    return list({one.heads: one for one in found if one.heads}.values()) + [
        one for one in found if not one.heads
    ]


def _left(ground: Ground, place: str, inside: frozenset[str]) -> list[Asked]:
    """Return who answers for the side a place lies on, and for the paired places it takes along."""
    line = ground.line(place)
    if line:
        tops = [place] if place in ground.paired else []
        over = ground.nearest(line[1:])
        if over is None and not tops:
            return _any(ground, line[0], frozenset(line) | inside)
        own = [one for top in tops for one in _any(ground, top, inside)]
        return [*([over] if over else []), *own]
    tops = [code for code in sorted(inside & ground.paired) if ground.line(code)[-1] == code]
    return [one for top in tops for one in _any(ground, top, below(top))]


def _joined(ground: Ground, inside: frozenset[str], line: list[str]) -> list[Asked]:
    """Return who answers for the side places come to lie on."""
    if not line:
        return []
    if (near := ground.nearest(line)) is not None:
        return [near]
    # Nobody stands over it: whoever heads what lies on that side answers for an office that joins.
    others = below(line[-1]) - inside if inside & ground.decided else frozenset(line)
    return _any(ground, line[0], others)


def _any(ground: Ground, place: str, among: frozenset[str]) -> list[Asked]:
    """Return any head among some places; one without a head where they decided figures once."""
    if place in ground.heads:
        return [Asked(place, frozenset({place}))]
    if not among & ground.decided:
        return []
    return [Asked(place, among & ground.heads)]
