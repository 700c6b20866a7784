"""The act log: who changed what, from what to what, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from tallystick.access.models import Act
from tallystick.kernel.actor import Actor


def record_act(
    action: str,
    thing: str,
    thing_id: str,
    *,
    by: Actor,
    before: Any = None,
    after: Any = None,
    why: str = "",
    at: datetime | None = None,
) -> Act:
    """Write who did what; called inside the transaction of the change itself."""
    return Act.objects.create(
        at=at or timezone.now(),
        user_id=by.user_id,
        who=by.name,
        action=action,
        thing=thing,
        thing_id=thing_id,
        before=before,
        after=after,
        why=why,
    )
