"""Reads: named things a person sees, what a record names, and how a thing came to be what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tallystick.access.models import Act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem
from tallystick.programme.models import Thing
from tallystick.programme.rules.records import Field, Fields
from tallystick.regions.models import Organisation, Region

# Kind of a field → the model in which what it names has its code.
_NAMED: Mapping[str, Any] = {"region": Region, "organisation": Organisation}


def things(actor: Actor, *, pipeline: str = "", region: str = "") -> Any:
    """Return the named things `actor` sees, by code; filtered when asked."""
    rows = Thing.objects.visible_to(actor).select_related("region")
    if pipeline:
        rows = rows.filter(pipeline=pipeline)
    if region:
        rows = rows.filter(region__above__ancestor__code=region)
    return rows.order_by("pipeline", "code")


def thing(code: str, *, actor: Actor) -> Thing:
    """Return one named thing with its place.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = things(actor).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="thing", code=code)
    return found  # type: ignore[no-any-return]


def unknown_names(
    fields: Fields, values: Mapping[str, object], path: str = "record"
) -> list[Problem]:
    """Return a problem for each place, body or thing that a record names and nobody has."""
    return [
        Problem("not-found", f"{path}.{code}", {"what": one.kind, "code": values[code]})
        for code, one in fields.items()
        if code in values and not _is_known(one, str(values[code]))
    ]


def _is_known(one: Field, code: str) -> bool:
    if one.kind == "thing":
        return Thing.objects.filter(code=code, pipeline=one.of).exists()
    model = _NAMED.get(one.kind)
    return model is None or model.objects.filter(code=code).exists()


@dataclass(frozen=True)
class ThingChange:
    """One act on a thing: who, when, why, and each field from what to what."""

    at: datetime
    who: str
    why: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def thing_history(found: Thing) -> list[ThingChange]:
    """Return what was done to a thing, the newest first; one query."""
    acts = Act.objects.filter(thing="thing", thing_id=found.code).order_by("-at", "-id")
    return [ThingChange(a.at, a.who, a.why, a.before or {}, a.after or {}) for a in acts]
