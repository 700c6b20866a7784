"""Reads: the views of lists a person saved, and those her colleagues share with her."""

from __future__ import annotations

from django.db.models import QuerySet

from tallystick.access.models import SavedView
from tallystick.kernel.actor import Actor


def saved_views(actor: Actor, *, path: str = "") -> QuerySet[SavedView]:
    """Return the views an actor may open, of one page where it is named; by page and name."""
    rows = SavedView.objects.visible_to(actor).select_related("user", "office")
    return rows.filter(path=path) if path else rows
