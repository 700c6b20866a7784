"""Reads: who is acting; may she; and who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tallystick.access.models import Office, Seat, User
from tallystick.access.rules import PolicyRow, Sides, reach
from tallystick.kernel.actor import Actor
from tallystick.kernel.actor import Seat as ActorSeat
from tallystick.kernel.problem import Forbidden
from tallystick.kernel.words import Words


def _on(day: date, before: str = "") -> Q:
    ends = Q(**{f"{before}valid_to": None}) | Q(**{f"{before}valid_to__gte": day})
    return Q(**{f"{before}valid_from__lte": day}) & ends


def standing(on: date) -> QuerySet[Seat]:
    """Return the seats that hold on a day: not ended, their people active, their holders too.

    A seat that stands for a colleague who is away ends with hers, and with the last seat of her
    own that who stands in has at that office: a role is handed to colleagues only.
    """
    own = Seat.objects.filter(
        _on(on), user=OuterRef("user"), office=OuterRef("office"), stands_for=None
    )
    away = _on(on, "stands_for__") & Q(stands_for__user__is_active=True)
    holder = Q(stands_for=None) | (away & Exists(own))
    return Seat.objects.filter(_on(on), holder, user__is_active=True)


def actor_of(user: User, *, on: date) -> Actor:
    """Return `user` with the seats she holds on `on`; one query, of every request."""
    # Four words of each seat: whole rows of seats, offices and places would take twice as long.
    held = standing(on).filter(user=user).order_by("office__code", "role")
    words = held.values_list("role", "office__region__code", "office__code", "stands_for__user")
    seats = tuple(ActorSeat(*said) for said in words)
    return Actor(user.pk, user.username, user.name_en, seats, name_zh=user.name_zh)


def may(
    actor: Actor,
    row: PolicyRow,
    sides: Sides | None = None,
    *,
    office: Office | None = None,
) -> ActorSeat | None:
    """Return the seat by which `actor` may do the act of `row`, or None.

    `sides` are the places that speak about the thing; the row says which of them. `office` where
    only that one office's own seats will do. Her own seat is preferred to one she was handed.
    Raises: TypeError when the row is for one side and no places are given.
    """
    regions = reach(row, sides)
    fitting = [
        seat
        for seat in actor.seats
        if (not row.roles or seat.role in row.roles)
        and (regions is None or seat.region in regions)
        and (office is None or seat.office == office.code)
    ]
    return min(fitting, key=lambda seat: seat.stands_for is not None, default=None)


def require(
    actor: Actor,
    row: PolicyRow,
    sides: Sides | None = None,
    *,
    scope: str | Words = "",
    office: Office | None = None,
) -> ActorSeat:
    """Return the seat by which `actor` may act.

    Raises: Forbidden, naming the role it takes and where: a word of ours, or a place by its names.
    """
    seat = may(actor, row, sides, office=office)
    if seat is None:
        raise Forbidden.of(
            "not-allowed",
            who=actor.called,
            roles=", ".join(sorted(row.roles)) or "any",
            scope=scope or "this side",
        )
    return seat


@dataclass(frozen=True)
class Holder:
    """One person who may do an act, by which seat, since when."""

    seat: Seat

    @property
    def user(self) -> User:
        """Who she is."""
        return self.seat.user


def who_may(row: PolicyRow, sides: Sides | None = None, *, on: date) -> list[Holder]:
    """Return everybody who may do the act of `row` on a day: the same rows, asked the other way.

    Shape: one row a seat, by office and user name. Raises: TypeError as `may` does.
    """
    regions = reach(row, sides)
    found = standing(on).select_related("user", "office__region", "stands_for__user")
    if row.roles:
        found = found.filter(role__in=row.roles)
    if regions is not None:
        found = found.filter(office__region__code__in=regions)
    return [Holder(seat) for seat in found.order_by("office__code", "user__username", "role")]
