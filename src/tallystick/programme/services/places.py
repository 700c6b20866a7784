"""Change the map by decision: name, parent, split and merge of places, with who and why.

The map is the programme's, the figures are the two sides': what stands at a place that ended
is carried to its heirs under two names, by `entries.services.agree_carry`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import on_both_sides, require
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Thing
from tallystick.programme.policy import ROWS
from tallystick.regions.models import Region
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
    parent: str,
    name_en: str,
    by: Actor,
    name_zh: str = "",
    since: date | None = None,
) -> Region:
    """Put a place on the map that was not shipped: a county, a township, a village.

    Raises: Forbidden; NotFound; Conflict on a taken code; Refused for a code or name that is none.
    """
    _require_redraw(by)
    place = NewPlace(code, name_en, name_zh)
    made = add_place(place, kind=_kind(kind), parent=find_place(parent), since=since)
    _log("add", code, by, {"parent": parent, "name": name_en})
    return made


@transaction.atomic
def rename_region(
    *, region: str, name_en: str, on: date, by: Actor, name_zh: str = "", why: str = ""
) -> Region:
    """Call a place by another name from `on` on; records before keep the name of their day.

    Raises: Forbidden; NotFound; Refused.
    """
    _require_redraw(by)
    _require_come(on)
    found = find_place(region)
    before = {"name": found.name_en}
    done = rename_place(found, name_en=name_en, name_zh=name_zh, on=on)
    _log("rename", region, by, {"name": name_en, "on": on.isoformat()}, before, why)
    return done


@transaction.atomic
def move_region(*, region: str, parent: str, on: date, by: Actor, why: str = "") -> Region:
    """Let a place lie in another one from `on` on; reports use the map of their own day.

    Raises: Forbidden; NotFound; Refused, also where somebody would sit on both sides of a pairing.
    """
    _require_redraw(by)
    _require_come(on)
    done = move_place(find_place(region), parent=find_place(parent), on=on)
    _require_one_side()
    _log("move", region, by, {"parent": parent, "on": on.isoformat()}, None, why)
    return done


@transaction.atomic
def split_region(
    *, region: str, into: Sequence[NewPlace], on: date, by: Actor, why: str = ""
) -> list[Region]:
    """Let a place end, and two or more begin in its stead on `on`.

    What stands there stays where it is, and counts above it, until both sides carry it over.
    Raises: Forbidden; NotFound; Conflict on a taken code or a place that ended; Refused.
    """
    _require_redraw(by)
    _require_come(on)
    heirs = split_place(find_place(region), into=list(into), on=on)
    after = {"into": [heir.code for heir in heirs], "on": on.isoformat()}
    _log("split", region, by, after, None, why)
    return heirs


@transaction.atomic
def merge_regions(
    *,
    regions: Sequence[str],
    on: date,
    by: Actor,
    into: str = "",
    new: NewPlace | None = None,
    why: str = "",
) -> Region:
    """Let places end on the day before `on` in another: a standing one, or a new one.

    Raises: Forbidden; NotFound; Conflict; Refused where the places lie in several parents.
    """
    _require_redraw(by)
    _require_come(on)
    found = [find_place(code) for code in dict.fromkeys(regions)]
    if new is None:
        heir = find_place(into)
    else:
        parents = {link.parent_id: link.parent for one in found for link in _open_links(one)}
        if len(parents) != 1:
            raise Refused.of("merge-in-one-parent", path="regions")
        (parent,) = parents.values()
        heir = add_place(new, kind=found[0].kind, parent=parent, since=on)
    merge_places(found, into=heir, on=on)
    _require_one_side()
    for one in found:
        _log("merge", one.code, by, {"into": heir.code, "on": on.isoformat()}, None, why)
    return heir


def move_things(region: Region, heirs: dict[str, Region]) -> None:
    """Register named things at the places they were carried to; called with the carrying."""
    for code, heir in heirs.items():
        Thing.objects.filter(code=code, region=region).update(region=heir)


def _open_links(region: Region) -> Any:
    return region.parent_links.filter(valid_to=None).select_related("parent")


KINDS = ("country", "province", "prefecture", "city", "county", "township", "village", "area")


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise Refused.of("place-kind", path="kind", value=kind, kinds=", ".join(KINDS))
    return kind


def _require_redraw(by: Actor) -> None:
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
