"""Who may decide how a pairing works, and for which side."""

from __future__ import annotations

from tallystick.access.models import Role, Seat
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import SIDES, side_region
from tallystick.regions.models import under
from tallystick.regions.queries import above


def deciding_side(pairing: Pairing, actor: Actor) -> str | None:
    """Return "" for who decides alone, the side whose head proposes, None for anybody else."""
    over = above(pairing.supporting.code) | above(pairing.supported.code)
    if actor.system or may(actor, ROWS["programme.set_rule"], Sides.either(over)):
        return ""
    return head_of(pairing, actor) or None


def head_of(pairing: Pairing, actor: Actor) -> str:
    """Return the one side whose region this person heads; "" for none, and for both."""
    row = ROWS["programme.agree_rule"]
    places = {side: Sides.either(frozenset({side_region(pairing, side)})) for side in SIDES}
    found = [side for side in SIDES if may(actor, row, places[side])]
    return found[0] if len(found) == 1 else ""


def headed_sides(pairing: Pairing) -> frozenset[str]:
    """Return the sides that have, or ever had, a head at their place or under it."""
    heads = Seat.objects.filter(role=Role.HEAD)
    return frozenset(
        side
        for side in SIDES
        if heads.filter(office__region__in=under([side_region(pairing, side)])).exists()
    )


def may_agree_for(pairing: Pairing, side: str, actor: Actor) -> bool:
    """Return whether a person agrees for a side to what the head of the other proposed.

    Its head does; for a side that never had one, whoever decides how the pairing works.
    """
    if head_of(pairing, actor) == side:
        return True
    return deciding_side(pairing, actor) == "" and side not in headed_sides(pairing)
