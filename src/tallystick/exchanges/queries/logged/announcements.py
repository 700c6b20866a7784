"""Announcements of one's own: what a head published is what stands, and nothing else is public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from tallystick.access.models import Act
from tallystick.exchanges.models import Announcement
from tallystick.exchanges.queries.announcements import content_of
from tallystick.exchanges.queries.logged.frame import Kind, Parts, only
from tallystick.exchanges.rules.announcing import content_hash
from tallystick.journal.rules import instant_text

_BEGUN = ("meeting", "side", "version", "corrects")


def _rows() -> QuerySet[Announcement]:
    return Announcement.objects.select_related("meeting", "corrects")


def _now(one: Announcement, _told: Parts) -> Parts:
    content = content_of(one)
    own = {
        **only(content, (*_BEGUN, "why")),
        "state": one.state,
        "content": content_hash(content),
        "content_hash": one.content_hash,
        "published_by": one.published_by_id,
        "published_at": instant_text(one.published_at) if one.published_at else None,
    }
    return {"": own}


def _told(acts: Sequence[Act]) -> Parts:
    own: dict[str, Any] = {"state": Announcement.State.DRAFT.value}
    for act in acts:
        after = act.after or {}
        if act.action == "exchanges.draft_announcement":
            own |= only(after, _BEGUN) | {"why": act.why}
        elif act.action == "exchanges.publish_announcement":
            own |= {
                "state": Announcement.State.PUBLISHED.value,
                "content": after["content_hash"],
                "content_hash": after["content_hash"],
                "published_by": act.user_id,
                "published_at": instant_text(act.at),
            }
    return {"": own} if acts else {}


ANNOUNCEMENTS = Kind("announcement", "exchanges.draft_announcement", _rows, _told, _now)
