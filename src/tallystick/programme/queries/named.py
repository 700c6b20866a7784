"""Pairings by their names alone: what a list offers to be narrowed by, however many there are."""

from __future__ import annotations

from typing import NamedTuple

from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


class NamedPlace(NamedTuple):
    """A place by its names today."""

    name_en: str
    name_zh: str


class NamedPairing(NamedTuple):
    """A pairing by its key, its code and the names of its sides."""

    pk: int
    code: str
    supported_id: int
    supporting: NamedPlace
    supported: NamedPlace


def named_pairings(actor: Actor) -> list[NamedPairing]:
    """Return the pairings `actor` sees, in the order of `pairings`; one query, no row is made."""
    rows = Pairing.objects.visible_to(actor).order_by("programme__code", "code")
    sides = (f"{side}__{name}" for side in ("supporting", "supported") for name in _NAMES)
    return [
        NamedPairing(pk, code, supported, NamedPlace(*names[:2]), NamedPlace(*names[2:]))
        for pk, code, supported, *names in rows.values_list("pk", "code", "supported_id", *sides)
    ]


_NAMES = ("name_en", "name_zh")
