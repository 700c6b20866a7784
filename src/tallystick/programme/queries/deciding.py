"""Who may decide how a pairing works, and for which side."""

from __future__ import annotations

from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import SIDES, side_region
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
