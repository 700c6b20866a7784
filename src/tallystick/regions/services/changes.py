"""Writes of the map: a place is added, renamed, moved, split or merged on a day.

The tools of `programme.services.places`, which asks for permission and writes the act log; this
room stands below both. Nothing is deleted: names and parents get a last day, and a place that
ended stays under its last parent, so that what happened there still counts above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.regions.models import Region, RegionChange, RegionName, RegionParent
from tallystick.regions.rules import normalise_name
from tallystick.regions.services import derive_closure

LONGEST_NAME = 120
# Before this a year has fewer than four digits: a slip of the hand, 0019 for 2019.
EARLIEST = date(1000, 1, 1)


@dataclass(frozen=True)
class NewPlace:
    """A place that comes into being: its code and its names."""

    code: str
    name_en: str
    name_zh: str = ""


def find_place(code: str) -> Region:
    """Return a place by its code.

    Raises: NotFound.
    """
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise NotFound.of("not-found", path="region", what="region", code=code)
    return region


def add_place(new: NewPlace, *, kind: str, parent: Region | None, since: date | None) -> Region:
    """Put a new place on the map, in its parent from `since` on; a country lies in none.

    Raises: Conflict on a taken code; Refused for a code or a name that is none.
    """
    problems = code_problems("code", new.code) + _name_faults(new.code, new.name_en, new.name_zh)
    problems += _day_faults("since", since)
    if problems:
        raise Refused(problems)
    if Region.objects.filter(code=new.code).exists():
        raise Conflict.of("code-taken", what="region", code=new.code)
    made = Region.objects.create(
        code=new.code,
        kind=kind,
        country=parent.country if parent else new.code,
        name_en=new.name_en.strip(),
        name_zh=new.name_zh.strip(),
        since=since,
    )
    _name(made, since)
    if parent:
        RegionParent.objects.create(region=made, parent=parent, valid_from=since, decided=True)
    derive_closure()
    return made


def rename_place(region: Region, *, name_en: str, name_zh: str, on: date) -> Region:
    """Call a place by another name from `on` on; records before that day keep the old one.

    Raises: Refused without a name, or where it is called so already.
    """
    if problems := _name_faults(region.code, name_en, name_zh):
        raise Refused(problems)
    if (name_en.strip(), name_zh.strip()) == (region.name_en, region.name_zh):
        raise Refused.of("place-called-so", path="name_en", value=name_en)
    _require_later(region, on)
    last = on - timedelta(1)
    before = [region.name_en, region.name_zh]
    until = {"en": before[0], "zh": before[1], "until": last.isoformat()}
    region.former_names = [*region.former_names, until]
    region.name_en, region.name_zh = name_en.strip(), name_zh.strip()
    region.save(update_fields=["former_names", "name_en", "name_zh"])
    own = RegionName.objects.filter(region=region, kind="official", valid_to=None)
    own.update(valid_to=last)
    _name(region, on)
    _note("rename", region, None, on, before=before)
    return region


def _name_faults(code: str, name_en: str, name_zh: str) -> list[Problem]:
    found = [] if name_en.strip() else [Problem("place-nameless", "name_en", value=code[:60])]
    found += text_problems("name_en", name_en, LONGEST_NAME)
    return found + text_problems("name_zh", name_zh, LONGEST_NAME)


def _name(region: Region, since: date | None) -> None:
    RegionName.objects.bulk_create(
        RegionName(
            region=region,
            lang=lang,
            name=name,
            folded=normalise_name(name),
            kind="official",
            valid_from=since,
        )
        for lang, name in (("en", region.name_en), ("zh", region.name_zh))
        if name
    )


def move_place(region: Region, *, parent: Region, on: date) -> Region:
    """Let a place lie in another one from `on` on.

    Raises: Refused where it lies there already, or would lie within itself.
    """
    if region == parent:
        raise Refused.of("place-in-itself", path="parent", region=Words.name_of(region))
    link = _open_link(region)
    if link is not None and link.parent_id == parent.pk:
        there = Problem("place-lies-there", "parent", {"value": Words.name_of(parent)}, parent.code)
        raise Refused(there)
    _require_later(region, on)
    if link is not None:
        if link.valid_from is not None and link.valid_from >= on:
            day = link.valid_from.isoformat()
            raise Refused.of("place-change-early", path="on", day=day, region=Words.name_of(region))
        link.valid_to, link.decided = on - timedelta(1), True
        link.save(update_fields=["valid_to", "decided"])
    RegionParent.objects.create(region=region, parent=parent, valid_from=on, decided=True)
    derive_closure()
    _note("move", region, parent, on, before=[link.parent.code if link else ""])
    return region


def split_place(region: Region, *, into: list[NewPlace], on: date) -> list[Region]:
    """Let a place end and several begin in its stead, in the same parent.

    Raises: Refused for fewer than two heirs; whatever `add_place` refuses.
    """
    if len({new.code for new in into}) < 2:
        raise Refused.of("split-into-two", path="into", region=Words.name_of(region))
    link = _open_link(region)
    if link is None:
        raise Refused.of("place-at-the-top", path="region", region=Words.name_of(region))
    _end(region, on)
    heirs = [add_place(new, kind=region.kind, parent=link.parent, since=on) for new in into]
    for heir in heirs:
        _note("split", region, heir, on)
    return heirs


def merge_places(regions: list[Region], *, into: Region, on: date) -> Region:
    """Let places end in `into`; they lie in it from now on, so what happened there counts in it.

    Raises: Refused for none, or where a place would end in itself.
    """
    if not regions or into in regions:
        raise Refused.of("merge-of-two", path="regions", region=Words.name_of(into))
    for region in regions:
        _end(region, on)
        link = _open_link(region)
        if link is not None:
            link.valid_to, link.decided = on - timedelta(1), True
            link.save(update_fields=["valid_to", "decided"])
        RegionParent.objects.create(region=region, parent=into, valid_from=on, decided=True)
        _note("merge", region, into, on)
    derive_closure()
    return into


def _end(region: Region, on: date) -> None:
    _require_later(region, on)
    changed = Region.objects.filter(pk=region.pk, ended_on=None).update(ended_on=on - timedelta(1))
    if changed != 1:
        raise Conflict.of("place-ended-before", region=Words.name_of(region))
    region.ended_on = on - timedelta(1)


def _day_faults(path: str, day: date | None) -> list[Problem]:
    if day is None or day >= EARLIEST:
        return []
    return [Problem("place-day-slip", path, value=day.isoformat())]


def _require_later(region: Region, on: date) -> None:
    """Refuse a change of a place that ended, or dated before another change of it."""
    if problems := _day_faults("on", on):
        raise Refused(problems)
    if region.ended_on is not None:
        raise Conflict.of("place-ended-before", region=Words.name_of(region))
    last = RegionChange.objects.filter(region=region).order_by("-on").first()
    first = max((day for day in (region.since, last.on if last else None) if day), default=None)
    if first is not None and on <= first:
        day = first.isoformat()
        raise Refused.of("place-change-early", path="on", day=day, region=Words.name_of(region))


def _open_link(region: Region) -> RegionParent | None:
    return (
        RegionParent.objects.select_related("parent").filter(region=region, valid_to=None).first()
    )


def _note(
    kind: str, region: Region, heir: Region | None, on: date, before: list[str] | None = None
) -> None:
    RegionChange.objects.create(region=region, heir=heir, kind=kind, on=on, before=before or [])
