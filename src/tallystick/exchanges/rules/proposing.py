"""What accepting an item would keep: what was read, in the words of the book. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tallystick.exchanges.rules.read_figures import (
    days_of,
    hedge_of,
    part_named,
    sentence_around,
)
from tallystick.indicators.rules.printed import OUTSIDE
from tallystick.programme.rules.frameworks import framework_named

Values = dict[str, str]
_JOINT = re.compile(r"联席|joint (?:conference|meeting|session)", re.IGNORECASE)
# What the reader calls an event → what the book calls a meeting; a bulletin tells of none.
_MEETINGS = {"visit": "visit", "signing": "signing", "meeting": "working_meeting"}
BULLETIN = "bulletin"
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Frame:
    """What is known around an item: the text it stands in, and which places are of which side.

    `host` is the side on whose ground the event was, where the text says so; `words` those of each
    figure by its number; `plans` the places of what is still to be done.
    """

    text: str
    lang: str
    title: str
    supporting: frozenset[str] = frozenset()
    supported: frozenset[str] = frozenset()
    host: str = ""
    words: Mapping[int, str] = field(default_factory=dict)
    plans: tuple[tuple[int, int], ...] = ()


def side_of(codes: list[str], frame: Frame) -> str:
    """Return the side all places of some codes belong to, or nothing where that is not certain.

    >>> frame = Frame("", "en", "", frozenset({"xx-quay"}), frozenset({"xx-fir"}))
    >>> side_of(["xx-quay"], frame), side_of(["xx-quay", "xx-fir"], frame), side_of([], frame)
    ('supporting', '', '')
    """
    at = {side for side in ("supporting", "supported") if getattr(frame, side) & set(codes)}
    return next(iter(at)) if len(at) == 1 else ""


def person_side(read: Mapping[str, Any], frame: Frame) -> str:
    """Return the side of a person: that of her place, else of host or guest, else neither.

    >>> frame = Frame("", "en", "", frozenset({"xx-quay"}), frozenset({"xx-fir"}), "supporting")
    >>> person_side({"side": "guest", "codes": []}, frame)
    'supported'
    >>> person_side({"side": "guest", "codes": ["xx-quay"]}, frame)
    'supporting'
    """
    if side := side_of(list(read.get("codes") or ()), frame):
        return side
    if not frame.host or read.get("side") not in ("host", "guest"):
        return "other"
    guests = "supported" if frame.host == "supporting" else "supporting"
    return frame.host if read["side"] == "host" else guests


def propose(kind: str, read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    """Return the values of an item's own fields as they were read; empty is "not said".

    Units: `place` is where its words begin and end.
    """
    return _PROPOSERS[kind](read, place, frame)


def _event(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    words = frame.text[place[0] : place[1]]
    kind = _MEETINGS.get(read.get("kind") or "", BULLETIN)
    if kind == "working_meeting" and _JOINT.search(words):
        kind = "joint_conference"
    codes = list(read.get("codes") or ())
    return {
        "kind": kind,
        "date": read.get("date") or "",
        # Several places bear the name: a person says which.
        "place": codes[0] if len(codes) == 1 else "",
        **_in_own_tongue("title", frame.title[:_LONGEST_TITLE], frame),
    }


def _in_own_tongue(field: str, words: str, frame: Frame) -> Values:
    english = frame.lang == "en"
    return {f"{field}_en": words if english else "", f"{field}_zh": "" if english else words}


def _person(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    name = read.get("name") or frame.text[place[0] : place[1]]
    return {"name": name, "post": read.get("position") or "", "side": person_side(read, frame)}


def _represented(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    name = read.get("name") or frame.text[place[0] : place[1]]
    return {"name": name, "post": read.get("position") or "", "by": read.get("by") or ""}


def _figure(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    indicator = read.get("indicator") or OUTSIDE
    start, end, as_of = days_of(read.get("period"), indicator)
    cumulative = bool(read.get("cumulative")) or read.get("qualifier") == "cumulative"
    return {
        "value": read.get("value") or "",
        "unit": read.get("unit") or "",
        "indicator": indicator,
        "qualifier": hedge_of(read.get("qualifier") or ""),
        "start": start.isoformat() if start else "",
        "end": end.isoformat() if end else "",
        "as_of": as_of.isoformat() if as_of else "",
        "cumulative": "yes" if cumulative else "no",
        # A number in a promise was not reached: twenty doctors who will be sent.
        "status": "planned" if _is_planned(place, frame) else "actual",
        "breakdown": _breakdown(read, place, frame, indicator),
        "context": sentence_around(frame.text, *place),
        "pairing": "",
    }


def _is_planned(place: tuple[int, int], frame: Frame) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in frame.plans)


def _breakdown(
    read: Mapping[str, Any], place: tuple[int, int], frame: Frame, indicator: str
) -> str:
    """Return which part a figure covers: of a total, or what a number without a name counts."""
    whole = frame.words.get(read.get("part_of") or 0, "")
    if not whole and indicator != OUTSIDE:
        return ""
    part = part_named(frame.text, *place)
    return f"{part} / {whole}"[:200] if whole else part


def _commitment(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    return {
        **_in_own_tongue("text", frame.text[place[0] : place[1]], frame),
        "kind": read.get("kind") or "",
        "modality": read.get("modality") or "hope",
        "owner": "",
        "due_on": "",
        "pairing": "",
        "commitment": "",
    }


def _agreement(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    title = read.get("title") or frame.text[place[0] : place[1]]
    return {"title": title, "agreement": ""}


def _framework(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    name = read.get("name") or frame.text[place[0] : place[1]]
    return {"name": name, "framework": framework_named(name)}


def _achievement(read: Mapping[str, Any], place: tuple[int, int], frame: Frame) -> Values:
    return {
        "text": frame.text[place[0] : place[1]],
        "indicator": OUTSIDE,
        "context": sentence_around(frame.text, *place),
        "pairing": "",
    }


_PROPOSERS = {
    "event": _event,
    "person": _person,
    "represented": _represented,
    "figure": _figure,
    "commitment": _commitment,
    "agreement": _agreement,
    "framework": _framework,
    "achievement": _achievement,
}
