"""Announcements of one's own as the command line and the page's JSON print them."""

from __future__ import annotations

from typing import Any

from tallystick.exchanges.models import Announcement
from tallystick.exchanges.queries.announcements import content_of, correction_of, is_intact


def announcement_json(one: Announcement) -> dict[str, Any]:
    """Return an announcement in the shape of the command-line contract."""
    published = one.state == Announcement.State.PUBLISHED
    after = correction_of(one)
    return {
        "code": one.code,
        "pairing": one.meeting.pairing.code,
        **content_of(one),
        "state": one.state,
        "edit": one.edit,
        "published_at": one.published_at.isoformat() if one.published_at else None,
        "published_by": one.published_by.name_en if one.published_by else None,
        "content_hash": one.content_hash or None,
        "intact": is_intact(one) if published else None,
        "corrected_by": after.code if after else None,
        "invented": one.meeting.pairing.programme.invented,
    }
