"""Correcting what is not posted yet: amended where that is open, else withdrawn and said anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tallystick.entries.models import CorrectionEvidence, Entry, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.rules.reports import Report
from tallystick.entries.services import drafts
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.entering import edit
from tallystick.entries.services.evidence import lay_again, lay_carried
from tallystick.entries.services.reporting import amend, confirm, submit, withdraw
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Forbidden

# A second person had answered for these; after the correction one does so again.
ANSWERED = (State.CONFIRMED, State.MATCHED, State.DISPUTED, State.PAIRED)
# These are said anew under their own number; what waits to be matched or posted is not changed
# under the eyes of the other side, but taken back and entered as another entry.
AMENDED = (State.SUBMITTED, State.DISPUTED, State.PAIRED)


def own_seat(entry: Entry, desk: Desk, actor: Actor) -> Seat | None:
    """Return the seat by which a person puts her own side's figure right, or None."""
    return desk.seat_of(actor, ROWS["entries.report"], entry) or desk.seat_of(
        actor, ROWS["entries.uphold_own"], entry
    )


def restate(
    entry: Entry,
    report: Report | None,
    reason: str,
    desk: Desk,
    proposer: Actor,
    documents: Sequence[CorrectionEvidence] = (),
) -> Entry | None:
    """Put right an entry that is not posted, or take it back where `report` is None.

    It comes out submitted; where the second name is a confirmer's of the same side, what was
    confirmed before is confirmed again. `documents` of the proposer lie under it then. Called
    inside the book's `writing` block.
    Shape: the entry that stands in its place, if it is another one.
    Raises: Forbidden where neither name is of the reporting side.
    """
    names = [actor for actor in (proposer, desk.by) if own_seat(entry, desk, actor)]
    if not names:
        raise Forbidden.of("two-names", number=entry.number)
    own, answered = desk.of(names[0]), entry.state in ANSWERED
    if report is None:
        withdraw(entry, own, version=entry.version, reason=reason)
        return None

    def lay(stands: Entry) -> None:
        lay_carried(stands, documents, desk.of(proposer))

    stands = _restated(entry, report, reason, own, lay)
    if answered and len(names) > 1 and desk.seat_of(desk.by, ROWS["entries.confirm"], entry):
        confirm(stands, desk, version=stands.version)
    return stands if stands.pk != entry.pk else None


def _restated(
    entry: Entry, report: Report, reason: str, own: Desk, lay: Callable[[Entry], None]
) -> Entry:
    seat = own_seat(entry, own, own.by)
    same = replace(report, own_reference=entry.own_reference, reason=entry.reason or reason)
    if entry.state == State.DRAFT:
        lay(entry)
        return edit(entry, own, version=entry.version, report=same, seat=seat)
    if entry.state in AMENDED:
        lay(entry)
        amend(entry, own, version=entry.version, report=same, reason=reason, seat=seat)
        return Entry.objects.select_related(*FRAME).get(pk=entry.pk)
    withdraw(entry, own, version=entry.version, reason=reason)
    new = drafts.write([drafts.check(report, own, seat=seat)], own, [None])[0]
    lay_again(new, entry)
    lay(new)
    submit(new, own, seat=seat)
    return new
