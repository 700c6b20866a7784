"""Reads: what one side proposed to carry over, and waits for the other's name."""

from __future__ import annotations

from django.db.models import QuerySet

from tallystick.entries.models import CarryProposal
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing


def carry_proposals(actor: Actor, *, state: str = "") -> QuerySet[CarryProposal]:
    """Return the proposals of pairings the actor sees, newest first."""
    found = CarryProposal.objects.filter(pairing__in=Pairing.objects.visible_to(actor))
    if state:
        found = found.filter(state=state)
    return found.select_related("pairing__programme", "region")


def carry_proposal(number: int, *, actor: Actor) -> CarryProposal:
    """Return one proposal.

    Raises: NotFound.
    """
    found = carry_proposals(actor).filter(pk=number).first()
    if found is None:
        raise NotFound.of("not-found", what="proposal", code=str(number))
    return found
