"""Reads: meetings held and commitments that stand, late or settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.rules import days_late, standing
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment as it stands on the day asked for."""

    commitment: Commitment
    standing: str
    days_late: int


def commitments(
    actor: Actor, *, today: date, pairing: Pairing | None = None
) -> list[CommitmentRow]:
    """Return the commitments the actor sees, by due date; one query."""
    found = Commitment.objects.visible_to(actor).select_related(
        "owner", "meeting", "pairing", "kept_by"
    )
    if pairing is not None:
        found = found.filter(pairing=pairing)
    return [
        CommitmentRow(
            row,
            standing(row.state, row.due_on, row.settled_on, today),
            days_late(row.due_on, row.settled_on, today),
        )
        for row in found
    ]


def meetings(actor: Actor, *, pairing: Pairing | None = None) -> list[Meeting]:
    """Return the meetings the actor sees, newest first; one query."""
    found = Meeting.objects.visible_to(actor).select_related("pairing", "place")
    return list(found.filter(pairing=pairing) if pairing is not None else found)
