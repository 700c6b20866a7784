"""Reads: who is away, who stands in for her, and under which acts she did."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tallystick.access.models import Seat, User
from tallystick.access.queries.acting import standing
from tallystick.kernel.actor import Actor
from tallystick.regions.models import on_line

# Whose acts a day is asked about: a key of the asker's own, user, office, role and day.
Done = tuple[int, int | None, str, str, date]


def standing_in(actor: Actor, *, on: date) -> list[Seat]:
    """Return the seats a person was handed while their holders are away.

    One query, and none for whoever stands in for nobody.
    """
    if not any(seat.stands_for is not None for seat in actor.seats):
        return []
    rows = standing(on).filter(user=actor.user_id).exclude(stands_for=None)
    return list(rows.select_related("office", "stands_for__user").order_by("valid_to", "pk"))


def away_at(places: Collection[str], *, on: date) -> list[Seat]:
    """Return the seats in which somebody stands in for a holder who is away, at these places.

    Shape: a seat a holder and role, with both people; places count with all on their line. One
    query, and none for no place.
    """
    if not places:
        return []
    rows = standing(on).filter(on_line(places, "office__region")).exclude(stands_for=None)
    found = rows.select_related("user", "office__region", "stands_for__user")
    return list(found.order_by("valid_to", "pk"))


def stood_in_for(done: Iterable[Done]) -> dict[int, User]:
    """Return key of an act → the holder in whose place it was done; own seats come first.

    Derived from the seats, which are sealed: nothing of it is kept beside the act. One query.
    """
    asked = [one for one in done if one[1] is not None]
    if not asked:
        return {}
    rows = Seat.objects.filter(user__in={user for _k, user, _o, _r, _d in asked})
    held: dict[tuple[int | None, str, str], list[Seat]] = {}
    for seat in rows.select_related("office", "stands_for__user"):
        held.setdefault((seat.user_id, seat.office.code, seat.role), []).append(seat)
    found = {}
    for key, user, office, role, day in asked:
        then = [seat for seat in held.get((user, office, role), ()) if _holds(seat, day)]
        lent = [seat.stands_for for seat in then if seat.stands_for is not None]
        if lent and len(lent) == len(then):
            found[key] = lent[0].user
    return found


def _holds(seat: Seat, day: date) -> bool:
    return seat.valid_from <= day and (seat.valid_to is None or day <= seat.valid_to)
