"""Readouts: the text as it was kept, what was read in it, and each decision with who took it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import Prefetch, QuerySet

from tallystick.access.models import Act
from tallystick.exchanges.models import Readout, ReadoutItem
from tallystick.exchanges.queries.logged.frame import Kind, Parts, only
from tallystick.journal.rules import instant_text
from tallystick.kernel.code import canonical_json, sha256_hex

_SAID = ("pairing", "side", "title", "url", "source_kind", "published", "lang", "sha256")
CAME = ("guest", "claim", "commitment", "agreement", "framework")
_WAITS = {
    "decision": ReadoutItem.Decision.WAITING.value, "said": None, "why": "", "decided_by": None,
    "decided_at": None, **dict.fromkeys(CAME, ""),
}  # fmt: skip


def kept(one: Readout) -> dict[str, Any]:
    """Return what the log tells of an announcement when it is kept, beside what was read."""
    return {
        "pairing": one.pairing.code,
        "side": one.side,
        "title": one.title,
        "url": one.url,
        "source_kind": one.source_kind,
        "published": one.published_on,
        "lang": one.lang,
        "sha256": one.sha256,
    }


def read_hash(items: Iterable[ReadoutItem]) -> str:
    """Return the hash of what was read in a text: kinds, places, words and fields of its items."""
    rows = [
        [one.n, one.kind, one.start, one.end, one.words, one.confidence, one.read] for one in items
    ]
    return sha256_hex(canonical_json(rows).encode())


def came_of(item: ReadoutItem) -> dict[str, str]:
    """Return what came of an item: kind of thing → its code, empty where nothing did."""
    return {
        "guest": str(item.guest.n) if item.guest else "",
        "claim": str(item.claim_id or ""),
        "commitment": item.commitment.code if item.commitment else "",
        "agreement": item.agreement.code if item.agreement else "",
        "framework": item.framework,
    }


def met(one: Readout) -> dict[str, Any]:
    """Return what the log tells of the meeting an announcement tells of, and of who is on its
    list by which item.
    """
    seated = one.items.filter(guest__isnull=False).values_list("n", "guest__n").order_by("n")
    return {
        "meeting": one.meeting.code if one.meeting else None,
        "seated": {str(n): str(guest) for n, guest in seated},
    }


def _rows() -> QuerySet[Readout]:
    items = ReadoutItem.objects.select_related("guest", "commitment", "agreement").order_by("n")
    beside = Readout.objects.select_related("pairing", "meeting")
    return beside.prefetch_related(Prefetch("items", items))


def _now(one: Readout, told: Parts) -> Parts:
    items = list(one.items.all())
    # What a person pinned later has a higher number, and an act of its own.
    read = [item for item in items if item.n <= told.get("", {}).get("items", 0)]
    own = {
        **kept(one),
        "text": sha256(one.text.encode()).hexdigest(),
        "meeting": one.meeting.code if one.meeting else None,
        "set_aside": one.set_aside,
        "items": len(read),
        "read": read_hash(read),
    }
    return {"": own, **{f"item {item.n}": _item(item, one.text) for item in items}}


def _item(item: ReadoutItem, text: str) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "start": item.start,
        "end": item.end,
        "words": item.words == text[item.start : item.end],
        "decision": item.decision,
        "said": item.said,
        "why": item.why,
        "decided_by": item.decided_by_id,
        "decided_at": instant_text(item.decided_at) if item.decided_at else None,
        **came_of(item),
    }


def _told(acts: Sequence[Act]) -> Parts:
    parts: Parts = {}
    for act in acts:
        said = act.after or act.before or {}
        if act.action == "exchanges.keep_readout":
            parts[""] = {**only(said, (*_SAID, "items", "read")), "meeting": None, "set_aside": ""}
            parts[""]["text"] = said["sha256"]
            parts |= {f"item {n}": {**_WAITS} for n in range(1, said["items"] + 1)}
        elif act.action == "exchanges.pin_item":
            parts[f"item {said['n']}"] = {**only(said, _PLACE), "words": True, **_WAITS}
        elif act.action in ("exchanges.set_aside_readout", "exchanges.take_up_readout"):
            parts[""]["set_aside"] = act.why if act.action.endswith("aside_readout") else ""
        elif act.action in _DECIDES:
            _decided(parts, act, said)
    return parts


_PLACE = ("kind", "start", "end")
_DECIDES = ("exchanges.decide_item", "exchanges.join_meeting", "exchanges.reopen_item")


def _decided(parts: Parts, act: Act, said: Mapping[str, Any]) -> None:
    """Take over what an act says of an item and of the meeting it tells of."""
    joined = act.action == "exchanges.join_meeting"
    n = said["event"] if joined else said["n"]
    if act.action == "exchanges.reopen_item":
        parts[f"item {n}"] |= _WAITS
    elif n is not None:
        parts[f"item {n}"] |= {
            **_WAITS,
            "decision": said.get("decision", ReadoutItem.Decision.ACCEPTED.value),
            "said": said.get("said"),
            "why": act.why,
            "decided_by": act.user_id,
            "decided_at": instant_text(act.at),
            **only(said, CAME),
        }
    if "meeting" in said:
        reopened = act.action == "exchanges.reopen_item"
        parts[""]["meeting"] = None if reopened else said["meeting"]
    for guest_of, guest in said.get("seated", {}).items():
        parts[f"item {guest_of}"]["guest"] = guest


READOUTS = Kind("readout", "exchanges.keep_readout", _rows, _told, _now)
