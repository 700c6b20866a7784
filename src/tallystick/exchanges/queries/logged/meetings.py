"""Meetings: whether and when they were held, and the files that were kept with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from tallystick.access.models import Act
from tallystick.exchanges.models import Meeting, MeetingDocument
from tallystick.exchanges.queries.logged.frame import Kind, Parts, only

_WHEN = ("held_on", "ended_on", "begins_at")
_SAID = (*_WHEN, "pairing", "kind", "state", "place", "title_en", "title_zh", "url")
_FILE = ("kind", "sha256", "title", "lang", "name")


def held(one: Meeting) -> dict[str, Any]:
    """Return what the log tells of a meeting when it is recorded, beside who came."""
    return {
        "pairing": one.pairing.code,
        "kind": one.kind,
        "state": str(one.state),
        **{name: _text(getattr(one, name)) for name in _WHEN},
        "place": one.place.code if one.place else None,
        "title_en": one.title_en,
        "title_zh": one.title_zh,
        "url": one.url,
    }


def document_of(one: MeetingDocument) -> dict[str, Any]:
    """Return what the log tells of a document when it is kept."""
    return {
        "n": one.n,
        "kind": one.kind,
        "sha256": one.file.sha256,
        "title": one.title,
        "lang": one.lang,
        "name": one.name,
    }


def _text(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _rows() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("pairing", "place").prefetch_related("documents__file")


def _now(one: Meeting, _told: Parts) -> Parts:
    own = {**held(one), "reason": one.reason}
    return {"": own, **{f"document {row.n}": document_of(row) for row in one.documents.all()}}


def _told(acts: Sequence[Act]) -> Parts:
    parts: Parts = {}
    for act in acts:
        after = act.after or {}
        if act.action == "exchanges.record_meeting":
            parts[""] = {**only(after, _SAID), "reason": ""}
        elif act.action == "exchanges.move_meeting":
            parts[""] |= {name: after.get(name) for name in _WHEN}
        elif act.action in ("exchanges.call_off_meeting", "exchanges.confirm_meeting"):
            parts[""] |= {"state": after["state"], "reason": act.why}
        elif act.action == "exchanges.add_document":
            parts[f"document {after['n']}"] = only(after, _FILE)
    return parts


MEETINGS = Kind("meeting", "exchanges.record_meeting", _rows, _told, _now)
