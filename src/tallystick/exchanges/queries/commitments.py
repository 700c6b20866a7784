"""Reads: commitments that stand, late or settled; what may show one kept; who settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from tallystick.access.rules import Sides
from tallystick.entries.models import Entry, State
from tallystick.exchanges.models import Commitment
from tallystick.exchanges.rules.commitments import STANDINGS, days_late, standing
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import AgreementVersion
from tallystick.programme.queries import side_region
from tallystick.regions.models import under

_BESIDE = (
    "owner__region",
    "meeting",
    "clause__version__agreement",
    "pairing__programme",
    "pairing__supporting",
    "pairing__supported",
    "pairing__parent__parent__parent",
    "kept_by",
)


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment as it stands on the day asked for."""

    commitment: Commitment
    standing: str
    days_late: int


def commitments(
    actor: Actor,
    *,
    today: date,
    pairing: str = "",
    stands: str = "",
    owner: str = "",
    meeting: str = "",
    year: int | None = None,
    order: str = "",
) -> QuerySet[Commitment]:
    """Return the commitments the actor sees; `row_of` tells how each stands.

    Units: `stands` one of STANDINGS, `year` that of the due day, `order` one of ORDERS; without
    one, what is open comes first, the longest overdue on top, then what was settled, newest first.
    """
    wanted = {
        "pairing__code": pairing,
        "owner__code": owner,
        "meeting__code": meeting,
        "due_on__year": year,
    }
    given = {key: value for key, value in wanted.items() if value}
    found = Commitment.objects.visible_to(actor).select_related(*_BESIDE).filter(**given)
    if stands:
        found = found.filter(_stands(stands, today))
    return _ordered(found, order)


def _stands(stands: str, today: date) -> Q:
    made = Q(state=Commitment.State.MADE)
    if stands == "late":
        return made & Q(due_on__lt=today)
    return made & Q(due_on__gte=today) if stands == "open" else Q(state=stands)


def _ordered(found: QuerySet[Commitment], order: str) -> QuerySet[Commitment]:
    if order == "owner":
        return found.order_by("owner__name_en", "due_on", "code")
    if order in ("due", "newest"):
        return found.order_by("due_on" if order == "due" else "-due_on", "code")
    made = When(state=Commitment.State.MADE, then=Value(0))
    settled = Case(made, default=Value(1), output_field=IntegerField())
    waits = Case(When(state=Commitment.State.MADE, then=F("due_on")), default=None)
    return found.order_by(settled, waits, "-settled_on", "due_on", "code")


def commitment_counts(
    actor: Actor, *, today: date, pairing: str = "", owner: str = "", year: int | None = None
) -> dict[str, int]:
    """Return how many of the commitments asked for stand in each way; only ways there are."""
    found = commitments(actor, today=today, pairing=pairing, owner=owner, year=year)
    days = found.order_by().values_list("state", "due_on")
    counted = dict.fromkeys(STANDINGS, 0)
    for state, due_on in days:
        late = state == Commitment.State.MADE and due_on < today
        counted["late" if late else "open" if state == Commitment.State.MADE else state] += 1
    return {stands: count for stands, count in counted.items() if count}


def commitment(code: str, *, actor: Actor) -> Commitment:
    """Return one commitment.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = Commitment.objects.visible_to(actor).select_related(*_BESIDE).filter(code=code).first()
    if found is None:
        raise NotFound.of("not-found", what="commitment", code=code)
    return found


def late_commitments(actor: Actor, today: date) -> list[CommitmentRow]:
    """Return what is open past its date, longest overdue first; one query, nothing settled read."""
    return [row_of(row, today) for row in commitments(actor, today=today, stands="late")]


def row_of(row: Commitment, today: date) -> CommitmentRow:
    """Return how a commitment stands on a day."""
    return CommitmentRow(
        row,
        standing(row.state, row.due_on, row.settled_on, today),
        days_late(row.due_on, row.settled_on, today),
    )


def proofs(made: Commitment, actor: Actor) -> QuerySet[Entry]:
    """Return the posted entries the actor sees that may show a commitment kept, newest first.

    The supported side decides: a successor's entry about the same places still keeps the word.
    """
    places = under([side_region(made.pairing, "supported")])
    posted = Entry.objects.visible_to(actor).filter(state=State.POSTED, region__in=places)
    return posted.select_related("region").order_by("-happened_on", "-number")


def proof(number: str, actor: Actor) -> Entry:
    """Return the entry that shows something kept, by its number.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = Entry.objects.visible_to(actor).select_related("region").filter(number=number).first()
    if found is None:
        raise NotFound.of("not-found", path="kept_by", what="entry", code=number)
    return found


def clause_commitments(version: AgreementVersion) -> dict[int, Commitment]:
    """Return clause number → the commitment made of it; one query."""
    made = Commitment.objects.filter(
        clause__version__agreement=version.agreement, clause__version__number__lte=version.number
    ).select_related("clause")
    return {one.clause.number: one for one in made.order_by("pk") if one.clause}


def settling_sides(made: Commitment) -> Sides:
    """Return the place whose head settles a commitment: that of the office which made it."""
    return Sides(frozenset({made.owner.region.code}))
