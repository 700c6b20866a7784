"""Reads: named things a person sees, what a record names, and how a thing came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallystick.access.models import Act, Person
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem
from tallystick.programme.models import Thing
from tallystick.programme.queries.numbering import free_code
from tallystick.programme.rules.likeness import Likeness, Portrait, likely_same, overlap
from tallystick.programme.rules.persons import without_names
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.records import Field, Fields
from tallystick.regions.models import Organisation, Region, RegionClosure

# Kind of a field → the model in which what it names has its code.
_NAMED: Mapping[str, Any] = {"region": Region, "organisation": Organisation}


# Order of a list → its columns; the code makes each order one that pages can rely on.
SORTS = {
    "name_en": ("name_en", "code"),
    "name_zh": ("name_zh", "name_en", "code"),
    "-name_en": ("-name_en", "code"),
    "-name_zh": ("-name_zh", "-name_en", "code"),
    "kind": ("pipeline", "code"),
    "-kind": ("-pipeline", "code"),
    "code": ("code",),
    "-code": ("-code",),
    "place": ("region__code", "pipeline", "code"),
    "-place": ("-region__code", "pipeline", "code"),
    "newest": ("-pk",),
}


def things(actor: Actor, *, pipeline: str = "", region: str = "", sort: str = "") -> Any:
    """Return the named things `actor` sees, by kind and code; filtered when asked.

    `sort` is a key of SORTS.
    """
    rows = Thing.objects.visible_to(actor).select_related("region")
    if pipeline:
        rows = rows.filter(pipeline=pipeline)
    if region:
        rows = rows.filter(region__above__ancestor__code=region)
    return rows.order_by(*SORTS.get(sort, SORTS["kind"]))


def thing(code: str, *, actor: Actor) -> Thing:
    """Return one named thing with its place.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = things(actor).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="thing", code=code)
    return found  # type: ignore[no-any-return]


# Codes of things stand in a list one below the other.
CODE_DIGITS = 3


def stem_of(pipeline: str, day: date) -> str:
    """Return what the codes of a pipeline's things of a year begin with.

    >>> stem_of("village_work", date(2026, 3, 1))
    'village-work-2026'
    """
    return f"{pipeline.replace('_', '-')}-{day.year}"


def code_offered(pipeline: str, day: date) -> str:
    """Return the code offered to whoever names a thing, such as `project-2026-001`; one query."""
    return free_code(Thing, stem_of(pipeline, day), digits=CODE_DIGITS)


def unknown_names(
    fields: Fields, values: Mapping[str, object], path: str = "record"
) -> list[Problem]:
    """Return a problem for each place, body, person or thing that a record names and nobody has."""
    return [
        _unknown(one, f"{path}.{code}", values[code])
        for code, one in fields.items()
        if code in values and not _is_known(one, str(values[code]))
    ]


def _unknown(one: Field, path: str, value: object) -> Problem:
    if one.kind == "person":
        # What stands in place of a key may be a name, which no problem repeats.
        return Problem("person-key-unknown", path)
    return Problem("not-found", path, {"what": one.kind, "code": value})


def _is_known(one: Field, code: str) -> bool:
    if one.kind == "thing":
        return Thing.objects.filter(code=code, pipeline=one.of).exists()
    if one.kind == "person":
        return Person.objects.filter(key=code).exists()
    model = _NAMED.get(one.kind)
    return model is None or model.objects.filter(code=code).exists()


def twins(
    pipeline: str, portrait: Portrait, *, actor: Actor, but: str = ""
) -> list[tuple[Thing, Likeness]]:
    """Return the things of a pipeline that a new one may be, the most alike first.

    Only where a thing counts once by its name: a worker's key or a course has no twin.
    """
    subject = pipelines()[pipeline].subject
    if not subject.once or subject.optional:
        return []
    rows = {row.code: row for row in things(actor, pipeline=pipeline).exclude(code=but)}
    over = _places_over(rows.values())
    others = {code: portrait_of(row, over[row.region_id]) for code, row in rows.items()}
    return [(rows[code], like) for code, like in likely_same(portrait, others)]


def portrait_of(row: Thing, near: frozenset[str]) -> Portrait:
    """Return what a thing is told by."""
    party = str(row.details.get("enterprise") or row.details.get("legal_name") or "")
    return Portrait(row.name_en, row.name_zh, row.region.code, party, near)


def _places_over(rows: Iterable[Thing]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {row.region_id: set() for row in rows}
    closure = RegionClosure.objects.filter(region__in=list(found))
    for region, code in closure.values_list("region_id", "ancestor__code"):
        found[region].add(code)
    return {region: frozenset(codes) for region, codes in found.items()}


def overlapping(pipeline: str, record: Mapping[str, object], *, but: str = "") -> list[Thing]:
    """Return the other posts the same person holds on any day of this one."""
    if pipeline != "secondment" or not record.get("person"):
        return []
    same = Thing.objects.filter(pipeline=pipeline, details__person=record["person"])
    return [row for row in same.exclude(code=but) if overlap(record, row.details)]


@dataclass(frozen=True)
class ThingChange:
    """One act on a thing, and each field from what to what, without the names it may hold."""

    act: Act
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def thing_history(found: Thing) -> list[ThingChange]:
    """Return what was done to a thing, the newest first; one query."""
    acts = (
        Act.objects.filter(thing="thing", thing_id=found.code)
        .order_by("-at", "-id")
        .select_related("user")
    )
    fields = pipelines()[found.pipeline].record.thing
    return [
        ThingChange(
            act, without_names(fields, act.before or {}), without_names(fields, act.after or {})
        )
        for act in acts
    ]
