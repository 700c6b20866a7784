"""Reads: what the act log says, of one thing for pages that may show it, and as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tallystick.access.models import Act, User
from tallystick.kernel.actor import Actor


def acts_on(thing: str, thing_id: str, *, action: str) -> QuerySet[Act]:
    """Return the acts of one kind on one thing, newest first."""
    return Act.objects.filter(thing=thing, thing_id=thing_id, action=action)


def people_signed(names: Iterable[str]) -> Callable[[str, datetime], User | None]:
    """Return who is meant by a name that was kept as text, and the moment it was signed at.

    Nobody where none, or more than one person, was called so then. One query.
    """
    called = Q(name_en__in=set(names)) | ~Q(earlier_names=[])
    people = list(User.objects.filter(called))

    def who(name: str, at: datetime) -> User | None:
        found = [user for user in people if user.called_at(at).en == name]
        return found[0] if len(found) == 1 else None

    return who


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
