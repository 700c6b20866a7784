"""What a person typed on a page and has not sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tallystick.access.models import KeptForm
from tallystick.access.vault import Unreadable, unlock
from tallystick.kernel.actor import Actor


@dataclass(frozen=True)
class Kept:
    """What was typed, and when; `sent` where it was sent after the session had ended."""

    page: str
    at: datetime
    sent: bool
    fields: Mapping[str, list[str]]


def kept_pages(user_id: int) -> list[str]:
    """Return the pages of which something is kept for a person."""
    return list(KeptForm.objects.filter(user_id=user_id).values_list("page", flat=True))


def kept_form(actor: Actor, page: str) -> Kept | None:
    """Return what this person typed on a page, None where nothing is kept or can be read."""
    row = KeptForm.objects.visible_to(actor).filter(page=page).first()
    if row is None:
        return None
    try:
        told = unlock(bytes(row.sealed), bytes(row.wrapped_key), f"form:{row.user_id}:{page}")
    except Unreadable:
        return None
    return Kept(row.page, row.at, row.sent, json.loads(told["fields"]))
