"""Reads: meetings held and commitments that stand, late or settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.access.rules import Sides
from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.rules import days_late, standing
from tallystick.kernel.actor import Actor
from tallystick.programme.models import AgreementVersion, Pairing
from tallystick.programme.queries import side_region

_BESIDE = ("owner", "meeting", "pairing", "kept_by")


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
    found = Commitment.objects.visible_to(actor).select_related(*_BESIDE)
    if pairing is not None:
        found = found.filter(pairing=pairing)
    return [_row(row, today) for row in found]


def late_commitments(actor: Actor, today: date) -> list[CommitmentRow]:
    """Return what is open past its date, longest overdue first; one query, nothing settled read."""
    found = Commitment.objects.visible_to(actor).select_related(*_BESIDE)
    open_still = found.filter(state=Commitment.State.MADE, due_on__lt=today)
    return [_row(row, today) for row in open_still]


def _row(row: Commitment, today: date) -> CommitmentRow:
    return CommitmentRow(
        row,
        standing(row.state, row.due_on, row.settled_on, today),
        days_late(row.due_on, row.settled_on, today),
    )


def clause_commitments(version: AgreementVersion) -> dict[int, str]:
    """Return clause number → how the commitment made of it stands, in words; one query."""
    made = Commitment.objects.filter(
        clause__version__agreement=version.agreement, clause__version__number__lte=version.number
    ).order_by("pk")
    return {
        number: str(Commitment.State(state).label)
        for number, state in made.values_list("clause__number", "state")
    }


def meetings(actor: Actor, *, pairing: Pairing | None = None) -> list[Meeting]:
    """Return the meetings the actor sees, newest first; one query."""
    found = Meeting.objects.visible_to(actor).select_related("pairing", "place")
    return list(found.filter(pairing=pairing) if pairing is not None else found)


def recording_sides(pairing: Pairing) -> Sides:
    """Return the places whose offices record what both sides of a pairing did."""
    parties = {side_region(pairing, "supporting"), side_region(pairing, "supported")}
    return Sides.either(frozenset(parties))
