"""Reads: what the act log says of one thing, for pages that may show the thing."""

from __future__ import annotations

from django.db.models import QuerySet

from tallystick.access.models import Act


def acts_on(thing: str, thing_id: str, *, action: str) -> QuerySet[Act]:
    """Return the acts of one kind on one thing, newest first."""
    return Act.objects.filter(thing=thing, thing_id=thing_id, action=action)
