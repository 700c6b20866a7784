"""Reads: what the act log says, of one thing for pages that may show it, and as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from tallystick.access.models import Act, User
from tallystick.kernel.actor import Actor


def acts_on(thing: str, thing_id: str, *, action: str) -> QuerySet[Act]:
    """Return the acts of one kind on one thing, newest first."""
    return Act.objects.filter(thing=thing, thing_id=thing_id, action=action)


def people_signed(names: Iterable[str]) -> dict[str, User]:
    """Return who is meant by names that were kept as text, where one person alone is called so.

    One query.
    """
    found: dict[str, list[User]] = {}
    for user in User.objects.filter(name_en__in=set(names)):
        found.setdefault(user.name_en, []).append(user)
    return {name: users[0] for name, users in found.items() if len(users) == 1}


def acts(
    actor: Actor,
    *,
    user: str = "",
    about: str = "",
    action: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Act]:
    """Return the acts a person may read, newest first, narrowed to what is asked for.

    `action` is an act or the beginning of its name: `access.read` finds every reading of a person.
    """
    rows = Act.objects.visible_to(actor).select_related("user").order_by("-at", "-pk")
    if user:
        rows = rows.filter(user__username=user)
    if about:
        rows = rows.filter(thing_id=about)
    if action:
        rows = rows.filter(action__startswith=action)
    if since:
        rows = rows.filter(at__date__gte=since)
    return rows.filter(at__date__lte=until) if until else rows
