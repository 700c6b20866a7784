"""Reads: what one side proposed to carry over, and waits for the other's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, QuerySet, When
from django.db.models.functions import Coalesce

from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.entries.models import CarryProposal
from tallystick.entries.policy import ROWS
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import SIDES, around_pairing, side_region, side_regions

_WHEN = Coalesce("settled_at", "proposed_at")
# Order of the list of proposals → its columns; of all orders "waiting" has what waits on top.
CARRY_SORTS: Mapping[str, tuple[Any, ...]] = {
    "waiting": (Case(When(state="proposed", then=0), default=1), "-proposed_at", "-id"),
    "newest": (_WHEN.desc(), "-id"),
    "oldest": (_WHEN.asc(), "id"),
    "on": ("on", "id"),
    "-on": ("-on", "-id"),
    "pairing": ("pairing__code", "-on", "-id"),
    "-pairing": ("-pairing__code", "-on", "-id"),
    "state": ("state", "-on", "-id"),
    "-state": ("-state", "-on", "-id"),
}


def carry_proposals(actor: Actor, *, state: str = "") -> QuerySet[CarryProposal]:
    """Return the proposals of pairings the actor sees, newest first."""
    found = CarryProposal.objects.filter(pairing__in=Pairing.objects.visible_to(actor))
    if state:
        found = found.filter(state=state)
    return found.select_related(
        *around_pairing(),
        "pairing__succeeds__supporting",
        "region",
        "proposed_by",
    )


def carry_proposal(number: int, *, actor: Actor) -> CarryProposal:
    """Return one proposal.

    Raises: NotFound.
    """
    found = carry_proposals(actor).filter(pk=number).first()
    if found is None:
        raise NotFound.of("not-found", what="proposal", code=str(number))
    return found


def carrying_side(pairing: Pairing, actor: Actor) -> str:
    """Return the side for which a person may propose and agree to carrying over, or nothing."""
    for side in SIDES:
        places = side_regions(pairing, side, side_region(pairing, side))
        if may(actor, ROWS["entries.hand_over"], Sides.either(places)) is not None:
            return side
    return ""


def carries_to_decide(actor: Actor) -> list[CarryProposal]:
    """Return the proposals of the other side that wait for this person's name, oldest first."""
    waiting = list(carry_proposals(actor, state=CarryProposal.State.PROPOSED).order_by("pk"))
    # A pairing is asked once, however much waits in it.
    pairings = {one.pairing_id: one.pairing for one in waiting}
    sides = {key: carrying_side(pairing, actor) for key, pairing in pairings.items()}
    return [one for one in waiting if sides[one.pairing_id] not in ("", one.proposer_side)]
