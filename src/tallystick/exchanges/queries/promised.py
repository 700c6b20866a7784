"""Reads: what was promised at the meetings before one, on the same line of pairings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.queries.commitments import BESIDE
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing
from tallystick.programme.queries import line_of, span

# A page that lists more says nothing any more; the list of commitments has them all.
MOST = 100


@dataclass(frozen=True)
class Promised:
    """The last meeting before one, and what was open then or was undertaken there."""

    last: Meeting | None = None
    commitments: tuple[Commitment, ...] = ()


def same_line(pairing: Pairing) -> frozenset[int]:
    """Return the keys of the pairings whose meetings a meeting of this one goes on from.

    They are the pairing and those whose place it took, those above them, and those below them: what
    was signed above is carried through below.
    """
    before = _before(pairing)
    found = {one.pk for each in (pairing, *before) for one in line_of(each)}
    level = {pairing.pk, *(one.pk for one in before)}
    while level:
        lower = Pairing.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(lower) - found
        found |= level
    return frozenset(found)


def _before(pairing: Pairing) -> list[Pairing]:
    """Return the pairings whose place one took: named, or ended before it began there."""
    around = Pairing.objects.select_related("parent__parent__parent")
    begun = span(pairing).start
    taken = Q(pk=pairing.succeeds_id)
    if begun is not None:
        ended = Q(spans__preferred=True, spans__valid_to__lt=begun)
        taken |= ended & Q(programme=pairing.programme_id, supported=pairing.supported_id)
    return list(around.filter(taken).exclude(pk=pairing.pk).distinct())


def promised_before(one: Meeting, *, actor: Actor) -> Promised:
    """Return what was promised at the meeting before one, and earlier where it was open still.

    Shape: the commitments by their due day, those of the last meeting whatever became of them.
    """
    held = Meeting.objects.visible_to(actor).filter(
        pairing__in=same_line(one.pairing), state=Meeting.State.HELD, held_on__lt=one.held_on
    )
    last = held.order_by("-held_on", "code").first()
    if last is None:
        return Promised()
    asked = Q(meeting__held_on=last.held_on) | Q(settled_on=None)
    asked |= Q(settled_on__gte=last.held_on)
    found = Commitment.objects.visible_to(actor).filter(asked, meeting__in=held)
    return Promised(last, tuple(found.select_related(*BESIDE).order_by("due_on", "code")[:MOST]))
