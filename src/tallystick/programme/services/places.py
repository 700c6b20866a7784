"""Change the map by decision: name, parent, split and merge of places, with who and why.

The map is the programme's, the figures are the two sides': what stands at a place that ended
is carried to its heirs under two names, by `entries.services.agree_carry`. Who speaks for a side
is the side's own: a change that touches it is carried out when its heads agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tallystick.access.queries import on_both_sides, require
from tallystick.access.services import record_act, seal_decision
from tallystick.journal.rules import Record
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import country_problems
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Thing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.map_changes import PUT, MapChange, sides_of
from tallystick.regions.models import Region, RegionParent
from tallystick.regions.services.changes import (
    NewPlace,
    add_place,
    find_place,
    merge_places,
    move_place,
    rename_place,
    split_place,
)


@transaction.atomic
def add_region(
    *,
    code: str,
    kind: str,
    name_en: str,
    by: Actor,
    parent: str = "",
    name_zh: str = "",
    since: date | None = None,
) -> Region:
    """Put a place on the map that was not shipped: a country, a county, a township, a village.

    A country lies in no other place, and its code is the two letters of its country.
    Raises: Forbidden; NotFound; Conflict on a taken code; Refused for a code or name that is none,
    a country inside another place, or another place that lies nowhere.
    """
    require_redraw(by)
    place = NewPlace(code, name_en, name_zh)
    if _kind(kind) == COUNTRY:
        problems = country_problems("code", code)
        if parent:
            problems.append(Problem("country-inside", "parent", value=parent))
    else:
        problems = [] if parent else [Problem("place-in-nothing", "parent", value=code)]
    if problems:
        raise Refused(problems)
    over = find_place(parent) if parent else None
    made = add_place(place, kind=kind, parent=over, since=since)
    _log("add", code, by, {"parent": parent, "name": name_en})
    return made


@transaction.atomic
def rename_region(
    *, region: str, name_en: str, on: date, by: Actor, name_zh: str = "", why: str = ""
) -> Region:
    """Call a place by another name from `on` on; records before keep the name of their day.

    Raises: Forbidden; NotFound; Refused.
    """
    require_redraw(by)
    _require_come(on)
    found = find_place(region)
    before = {"name": found.name_en}
    done = rename_place(found, name_en=name_en, name_zh=name_zh, on=on)
    _log("rename", region, by, {"name": name_en, "on": on.isoformat()}, before, why)
    return done


@dataclass(frozen=True)
class Drawn:
    """What became of a change of the map: the places it made, or that it was put to the heads."""

    regions: tuple[Region, ...] = ()
    proposal: Record | None = None


@transaction.atomic
def move_region(*, region: str, parent: str, on: date, by: Actor, why: str = "") -> Drawn:
    """Let a place lie in another one from `on` on; reports use the map of their own day.

    Raises: Forbidden; NotFound; Refused, also where somebody would sit on both sides of a pairing.
    """
    return _redraw(MapChange("move", (region,), parent, (), on, why.strip()), by)


@transaction.atomic
def split_region(
    *, region: str, into: Sequence[NewPlace], on: date, by: Actor, why: str = ""
) -> Drawn:
    """Let a place end, and two or more begin in its stead on `on`.

    What stands there stays where it is, and counts above it, until both sides carry it over.
    Raises: Forbidden; NotFound; Conflict on a taken code or a place that ended; Refused.
    """
    return _redraw(
        MapChange("split", (region,), "", tuple(_told(one) for one in into), on, why.strip()), by
    )


@transaction.atomic
def merge_regions(
    *,
    regions: Sequence[str],
    on: date,
    by: Actor,
    into: str = "",
    new: NewPlace | None = None,
    why: str = "",
) -> Drawn:
    """Let places end on the day before `on` in another: a standing one, or a new one.

    Raises: Forbidden; NotFound; Conflict; Refused where the places lie in several parents.
    """
    places, heirs = tuple(dict.fromkeys(regions)), (_told(new),) if new else ()
    return _redraw(MapChange("merge", places, "" if new else into, heirs, on, why.strip()), by)


def _redraw(change: MapChange, by: Actor) -> Drawn:
    """Carry a change out, or put it to the heads of the sides it touches.

    The machine itself sets places up before anybody could be asked.
    """
    require_redraw(by)
    _require_come(change.on)
    found = [find_place(code) for code in change.places]
    if change.to:
        find_place(change.to)
    if change.kind != "split" and any(one.kind == COUNTRY for one in found):
        raise Refused.of("country-inside", path="parent", value=change.to)
    sides = [] if by.system or not found else sides_of(change)
    if not sides:
        return Drawn(carry_out(change, by))
    # Whatever it would be refused for is said now, and not to the heads.
    trial = transaction.savepoint()
    carry_out(change, by)
    transaction.savepoint_rollback(trial)
    if headless := [side.place for side in sides if not side.heads]:
        raise Refused([Problem("map-needs-head", "region", value=code) for code in headless])
    content = {**change.stated(), "asked": [sorted(side.heads) for side in sides]}
    put = seal_decision(PUT, change.places[0], content, by=by, at=timezone.now())
    record_act(
        "programme.put_map", "region", change.places[0], by=by, after=change.stated(),
        why=change.why,
    )  # fmt: skip
    return Drawn(proposal=put)


def carry_out(change: MapChange, by: Actor, agreed: Sequence[str] = ()) -> tuple[Region, ...]:
    """Redraw the map.

    Raises: NotFound; Conflict; Refused.
    """
    found = [find_place(code) for code in change.places]
    after: dict[str, Any] = {"on": change.on.isoformat()}
    done: tuple[Region, ...]
    if change.kind == "move":
        done = (move_place(found[0], parent=find_place(change.to), on=change.on),)
        after["parent"] = change.to
    elif change.kind == "split":
        done = tuple(
            split_place(found[0], into=[NewPlace(*heir) for heir in change.heirs], on=change.on)
        )
        after["into"] = [heir.code for heir in done]
    else:
        done = (_merge(change, found),)
        after["into"] = done[0].code
    _require_one_side()
    if agreed:
        after["agreed"] = list(agreed)
    for one in found:
        _log(change.kind, one.code, by, after, None, change.why)
    return done


def _told(new: NewPlace) -> tuple[str, str, str]:
    return new.code, new.name_en, new.name_zh


def _merge(change: MapChange, found: list[Region]) -> Region:
    if change.heirs:
        parent = _one_parent(found)
        heir = add_place(
            NewPlace(*change.heirs[0]), kind=found[0].kind, parent=parent, since=change.on
        )
    else:
        heir = find_place(change.to)
    return merge_places(found, into=heir, on=change.on)


def _one_parent(found: list[Region]) -> Region:
    parents = {link.parent_id: link.parent for one in found for link in _open_links(one)}
    if len(parents) != 1:
        raise Refused.of("merge-in-one-parent", path="regions")
    return next(iter(parents.values()))


def move_things(region: Region, heirs: dict[str, Region]) -> None:
    """Register named things at the places they were carried to; called with the carrying."""
    for code, heir in heirs.items():
        Thing.objects.filter(code=code, region=region).update(region=heir)


def _open_links(region: Region) -> QuerySet[RegionParent]:
    return region.parent_links.filter(valid_to=None).select_related("parent")


COUNTRY = "country"
KINDS = (COUNTRY, "province", "prefecture", "city", "county", "township", "village", "area")


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise Refused.of("place-kind", path="kind", value=kind, kinds=", ".join(KINDS))
    return kind


def require_redraw(by: Actor) -> None:
    """Refuse whoever may not redraw the map.

    Raises: Forbidden.
    """
    if not by.system:
        require(by, ROWS["programme.redraw"], scope="the map")


def _require_come(on: date) -> None:
    """Refuse a day that has not come: until then everybody still says the old name."""
    today = timezone.localdate()
    if on > today:
        raise Refused.of("place-change-ahead", path="on", value=on.isoformat())


def _require_one_side() -> None:
    """Refuse a map on which somebody would sit on both sides of a pairing.

    Raises: Refused, naming her and the pairing.
    """
    found = [
        Problem("both-sides-moved", "region", {"pairing": pairing, "who": user.username})
        for pairing, users in on_both_sides()
        for user in users
    ]
    if found:
        raise Refused(found)


def _log(what: str, code: str, by: Actor, after: Any, before: Any = None, why: str = "") -> None:
    record_act(
        f"programme.place_{what}", "region", code, by=by, before=before, after=after, why=why
    )
