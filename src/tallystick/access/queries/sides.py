"""Which places face each other; and who sits where she may not: on both sides, or over herself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone

from tallystick.access.models import Opposite, Seat, User
from tallystick.access.rules import KEPT_APART, kept_apart
from tallystick.regions.models import under
from tallystick.regions.queries import above, below, lines_above


def facing(region: str) -> dict[str, str]:
    """Return the places that face an office of `region` in a pairing → the pairing; two queries.

    An office stands on a side when its place is that side's own region or lies under it.
    """
    over = above(region) | {region}
    rows = Opposite.objects.filter(Q(supporting__code__in=over) | Q(supported__code__in=over))
    found: dict[str, str] = {}
    for row in rows.select_related("supporting", "supported"):
        sides = (row.supporting.code, row.supported.code)
        for own, other in (sides, sides[::-1]):
            if own in over:
                found[other] = row.pairing
    return found


def paired_with(own: Iterable[str]) -> frozenset[str]:
    """Return both sides of the pairings in which offices of `own` work.

    Those are the pairings at or under a place; where there is none, the nearest one over it. The
    other pairs of the province that lies further up are not hers. Three queries a place at most.
    """
    found: set[str] = set()
    sides = list(Opposite.objects.values_list("supporting__code", "supported__code"))
    paired = {code for row in sides for code in row}
    for place in own:
        near = below(place) & paired
        over = above(place) & paired
        if not near and over:
            lines = lines_above(over)
            near = frozenset({max(over, key=lambda code: len(lines[code]))})
        found |= {code for row in sides if near & set(row) for code in row}
    return frozenset(found)


def overlapping(since: date, until: date | None) -> Q:
    """Return the seats that hold on some day between two days; `until` None is open."""
    begun = Q() if until is None else Q(valid_from__lte=until)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=since))


def pairing_on_both_sides(
    user: User, region: str, *, since: date, until: date | None
) -> tuple[str, str] | None:
    """Return the pairing a seat at `region` would put `user` on both sides of, and her office.

    Seats are compared only where they hold on the same day. None when there is no such pairing.
    """
    opposite = facing(region)
    held = Seat.objects.filter(overlapping(since, until), user=user, user__is_active=True)
    places = {
        seat.office.region.code: seat.office.code for seat in held.select_related("office__region")
    }
    if not opposite or not places:
        return None
    for code, office in sorted(places.items()):
        for other in sorted((above(code) | {code}) & opposite.keys()):
            return opposite[other], office
    return None


def kept_apart_from(user: User, role: str, *, since: date, until: date | None) -> Seat | None:
    """Return a seat she holds on some of these days that is kept apart from `role`, or None.

    One she was handed counts too: by it she decides as by her own.
    """
    held = Seat.objects.filter(overlapping(since, until), user=user, role__in=kept_apart(role))
    return held.select_related("office").order_by("valid_from", "pk").first()


def not_kept_apart() -> Iterator[tuple[Seat, Seat]]:
    """Yield each two seats of one person, from today on, that are to be kept apart.

    Two queries: few hold a role that looks over the others, and nobody else need be asked for.
    """
    lasting = Seat.objects.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))
    rows = lasting.filter(user__is_active=True).select_related("user", "office")
    looking = list(rows.filter(role__in=KEPT_APART).order_by("user__username", "pk"))
    deciding: dict[int, list[Seat]] = {}
    for seat in rows.filter(user__in={seat.user_id for seat in looking}).order_by("pk"):
        deciding.setdefault(seat.user_id, []).append(seat)
    for one in looking:
        for two in deciding[one.user_id]:
            if two.role in KEPT_APART[one.role] and _meet(one, two):
                yield one, two


def on_both_sides() -> Iterator[tuple[str, list[User]]]:
    """Yield each pairing on both sides of which somebody sits from today on, with who does."""
    today = timezone.localdate()
    for row in Opposite.objects.select_related("supporting", "supported").order_by("pairing"):
        if both := seated_on_both_sides(row.supporting.code, row.supported.code, on=today):
            yield row.pairing, both


def seated_on_both_sides(supporting: str, supported: str, *, on: date) -> list[User]:
    """Return the people who hold, from a day on, seats under both places on a same day."""
    sides = [
        Seat.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=on),
            user__is_active=True,
            office__region__in=under([code]),
        ).select_related("user")
        for code in (supporting, supported)
    ]
    east, west = (list(seats) for seats in sides)
    both = {a.user for a in east for b in west if a.user_id == b.user_id and _meet(a, b)}
    return _by_name(both)


def _by_name(users: Iterable[User]) -> list[User]:
    return sorted(users, key=lambda user: user.username)


def _meet(one: Seat, two: Seat) -> bool:
    return (one.valid_to is None or two.valid_from <= one.valid_to) and (
        two.valid_to is None or one.valid_from <= two.valid_to
    )
