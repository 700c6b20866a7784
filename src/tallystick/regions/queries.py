"""Reads: what lies below or above a place, and which place a name means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tallystick.regions.models import Region, RegionClosure


def _on(day: date | None) -> Q:
    if day is None:
        return Q()
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def below(code: str, *, on: date | None = None) -> frozenset[str]:
    """Return the codes of the place and everything under it, on the map of `on` (ever if None)."""
    rows = RegionClosure.objects.filter(_on(on), ancestor__code=code)
    return frozenset(rows.values_list("region__code", flat=True))


def above(code: str, *, on: date | None = None) -> frozenset[str]:
    """Return the codes of the place and everything over it, on the map of `on` (ever if None)."""
    rows = RegionClosure.objects.filter(_on(on), region__code=code)
    return frozenset(rows.values_list("ancestor__code", flat=True))


def names(codes: Iterable[str], lang: str) -> dict[str, str]:
    """Return code → name in `lang`, falling back to English where none is kept."""
    field = "name_zh" if lang.startswith("zh") else "name_en"
    found = Region.objects.filter(code__in=set(codes)).values_list("code", field, "name_en")
    return {code: name or name_en for code, name, name_en in found}


def children(code: str, *, on: date) -> list[Region]:
    """Return the places directly under `code` on `on`, in code order."""
    rows = RegionClosure.objects.filter(_on(on), ancestor__code=code, depth=1)
    return list(Region.objects.filter(pk__in=rows.values("region")).order_by("code"))
