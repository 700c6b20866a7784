"""Printed lists of what waits for a side, and what was recorded of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from tallystick.access.models import Seat
from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.entries.models import Entry, EntryAct, PaperList
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.acts import may_read_evidence
from tallystick.entries.queries.lists import FRAME
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.queries import other, side_region
from tallystick.regions.queries import below


def paper_list(code: str, actor: Actor) -> PaperList:
    """Return a list this person may see, with its pairing, its people and its scan.

    Raises: NotFound when there is none, or its pairing is out of her sight.
    """
    found = (
        PaperList.objects.filter(code=code, pairing__in=Pairing.objects.visible_to(actor))
        .select_related("pairing__programme", "pairing__supporting", "pairing__supported")
        .select_related("made_by", "recorded_by", "checked_by", "returned_by", "scan")
        .first()
    )
    if found is None:
        raise NotFound.of("not-found", path="code", what="list", code=code[:20])
    return found


@dataclass(frozen=True)
class WaitingPapers:
    """The lists that wait for one person, oldest first: to record anew, and to check."""

    to_mend: tuple[PaperList, ...] = ()
    to_check: tuple[PaperList, ...] = ()


def papers_waiting(actor: Actor) -> WaitingPapers:
    """Return the lists that she recorded and that came back, and those she may be second on."""
    if not actor.regions(*ROWS["entries.record_paper"].roles):
        return WaitingPapers()
    states = PaperList.State
    rows = PaperList.objects.filter(
        Q(state=states.RECORDED) | Q(state=states.RETURNED, recorded_by=actor.user_id),
        pairing__in=Pairing.objects.visible_to(actor),
    )
    frame = ("pairing__supporting", "pairing__supported", "recorded_by", "returned_by")
    found = list(rows.select_related(*frame).order_by("made_at", "code"))
    return WaitingPapers(
        to_mend=tuple(paper for paper in found if paper.state == states.RETURNED),
        to_check=tuple(paper for paper in found if may_check_paper(paper, actor)),
    )


def entries_printed(paper: PaperList) -> list[Entry]:
    """Return the entries as they stood on a list, also those said anew since; one query.

    The scan shows them as they were printed, which both sides have read.
    """
    printed = Entry.objects.filter(pk__in=[row["entry"] for row in paper.rows])
    return list(printed.select_related(*FRAME))


def may_read_scan(paper: PaperList, actor: Actor) -> bool:
    """Return whether this person opens the scan of a list she sees."""
    return any(may_read_evidence(entry, actor) for entry in entries_printed(paper))


def may_check_paper(paper: PaperList, actor: Actor) -> bool:
    """Return whether a list waits for this person's check; the service decides again, by entry.

    The answering side checks its own paper; the reporting side only where the other has nobody
    who matches, and nobody does who acted on one of the entries for the side that reported them.
    """
    row = ROWS["entries.check_paper"]
    seats = [seat for seat in actor.seats if seat.role in row.roles]
    names = {actor.user_id, *(seat.stands_for for seat in seats)}
    if paper.state != PaperList.State.RECORDED or paper.recorded_by_id in names:
        return False
    answering = below(side_region(paper.pairing, paper.side))
    reporting = below(side_region(paper.pairing, other(paper.side)))
    hers = may(actor, row, Sides.either(answering)) is not None
    if not hers and may(actor, row, Sides.either(reporting)) is None:
        return False
    listed = [one["entry"] for one in paper.rows]
    if not Entry.objects.visible_to(actor).filter(pk__in=listed).exists():
        return False
    acted = EntryAct.objects.filter(entry__in=listed, user__in=names - {None})
    if acted.filter(side=other(paper.side)).exclude(verb=EntryAct.Verb.WITHDRAWN).exists():
        return False
    seated = Seat.objects.filter(office__region__code__in=answering, role="matcher")
    return hers or not seated.filter(valid_to=None, user__is_active=True).exists()
