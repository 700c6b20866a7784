"""Reads: what accepting each item would keep, and the places by which a text is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.rules.proposing import Frame, Values, propose, side_of
from tallystick.programme.models import Pairing
from tallystick.regions.models import RegionName
from tallystick.regions.queries import above, below
from tallystick.regions.rules.shipped import shipped_names


def known_places() -> frozenset[tuple[str, str]]:
    """Return (name, code) of every place that ships and of those the offices added or renamed."""
    own = RegionName.objects.values_list("name", "region__code")
    return shipped_names() | frozenset(own)


def places_of_sides(pairing: Pairing) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places that are of the supporting side alone, and of the supported side alone.

    They are what lies in the side's own place and what that lies in: a leader of the province
    speaks for the city's side.
    """
    east = below(pairing.supporting.code) | above(pairing.supporting.code)
    west = below(pairing.supported.code) | above(pairing.supported.code)
    return east - west, west - east


def is_doubted(
    readout: Readout, items: Iterable[ReadoutItem], values: Mapping[int, Values]
) -> bool:
    """Return whether a text tells of others than its pairing, before anything is made of it.

    Where somebody is of a side, its meeting is known or nothing waits, nothing is asked.
    """
    found = list(items)
    waits = any(one.decision == ReadoutItem.Decision.WAITING for one in found)
    if readout.set_aside or readout.meeting_id is not None or not waits:
        return False
    ours = any(said.get("side") in ("supporting", "supported") for said in values.values())
    return not ours and _names_others(readout, found)


def _names_others(readout: Readout, items: Iterable[ReadoutItem]) -> bool:
    """Return whether a text names places, and none of them is of either side of its pairing."""
    codes, names = set[str](), set[str]()
    for one in items:
        codes.update(one.read.get("codes") or ())
        names.update(one.read.get("regions") or ())
    supporting, supported = places_of_sides(readout.pairing)
    codes.update(code for name, code in known_places() if name in names)
    return bool(codes) and codes.isdisjoint(supporting | supported)


def frame_of(readout: Readout, items: Iterable[ReadoutItem]) -> Frame:
    """Return what is known around the items of a readout; four queries."""
    supporting, supported = places_of_sides(readout.pairing)
    found = list(items)
    bare = Frame(readout.text, readout.lang, readout.title, supporting, supported)
    told = [one.read.get("codes") or [] for one in found if one.kind == ReadoutItem.Kind.EVENT]
    hosts = [
        one.read.get("codes") or []
        for one in found
        if one.kind == ReadoutItem.Kind.PERSON and one.read.get("side") == "host"
    ]
    sides = (side_of(list(codes), bare) for codes in (*told, *hosts))
    return Frame(
        readout.text,
        readout.lang,
        readout.title,
        supporting,
        supported,
        host=next((side for side in sides if side), ""),
        words={one.n: one.words for one in found if one.kind == ReadoutItem.Kind.FIGURE},
        plans=tuple((one.start, one.end) for one in found if _is_plan(one)),
    )


def _is_plan(item: ReadoutItem) -> bool:
    """Return whether an item is something still to be done, as a person corrected it."""
    told = (item.said or {}).get("modality") or item.read.get("modality")
    return item.kind == ReadoutItem.Kind.COMMITMENT and told in ("will", "hope")


def proposals(readout: Readout) -> Mapping[int, Values]:
    """Return number of an item → the values that accepting it would keep: as they were read, and
    as a person corrected them where she did. Four queries and those of the items.
    """
    items = list(readout.items.all())
    frame = frame_of(readout, items)
    return {one.n: value_of(one, frame) for one in items}


def value_of(item: ReadoutItem, frame: Frame) -> Values:
    """Return the values of one item as they were read, with what a person said instead."""
    read = propose(item.kind, item.read, (item.start, item.end), frame)
    return {**read, **(item.said or {})}
