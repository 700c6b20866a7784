"""Reads: who is acting, and may she."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from tallystick.access.models import Seat, User
from tallystick.access.rules import PolicyRow
from tallystick.kernel.actor import Actor
from tallystick.kernel.actor import Seat as ActorSeat
from tallystick.kernel.problem import Forbidden


def actor_of(user: User, *, on: date) -> Actor:
    """Return `user` with the seats she holds on `on`; one query."""
    held = (
        Seat.objects.filter(user=user, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .select_related("office__region")
        .order_by("office__code", "role")
    )
    seats = tuple(ActorSeat(s.role, s.office.region.code, s.office.code) for s in held)
    return Actor(user.pk, user.username, user.name_en, seats)


def may(actor: Actor, row: PolicyRow, regions: frozenset[str] | None = None) -> ActorSeat | None:
    """Return the seat by which `actor` may do the act of `row`, or None.

    `regions` are the places the seat must stand for; None where the row asks for none.
    """
    for seat in actor.seats:
        fits = not row.roles or seat.role in row.roles
        if fits and (regions is None or seat.region in regions):
            return seat
    return None


def require(
    actor: Actor, row: PolicyRow, regions: frozenset[str] | None = None, *, scope: str = ""
) -> ActorSeat:
    """Return the seat by which `actor` may act.

    Raises: Forbidden, naming the role it takes and where.
    """
    seat = may(actor, row, regions)
    if seat is None:
        raise Forbidden.of(
            "not-allowed",
            who=actor.name,
            roles=", ".join(sorted(row.roles)) or "any",
            scope=scope or "this side",
        )
    return seat
