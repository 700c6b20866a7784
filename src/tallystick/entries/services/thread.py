"""The thread under an entry: what either side says about it, kept for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tallystick.access.queries import may, require
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.entries.models import Entry, EntryRemark
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.logged import remark_of
from tallystick.entries.services.desk import Desk
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.queries import other

LONGEST = 4000


@transaction.atomic
def add_remark(*, entry_id: str, text: str, by: Actor, at: datetime | None = None) -> EntryRemark:
    """Say something about an entry that the other side sees; it is never changed or deleted.

    Raises: Forbidden for who speaks for neither side; Refused without words.
    """
    desk = Desk(by, at)
    entry = desk.open(entry_id)
    side, seat = speaking_seat(entry, desk, "entries.remark")
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise Refused.of("remark-unfit", path="text", longest=LONGEST)
    if problems := text_problems("text", said):
        raise Refused(problems)
    remark = EntryRemark.objects.create(
        entry=entry,
        at=desk.at,
        user_id=by.user_id,
        name=by.name,
        office=seat.office,
        side=side,
        text=said,
    )
    after = remark_of(remark)
    record_act("entries.remark", "entry", entry.pk, by=by, after=after, why=said, at=desk.at)
    return remark


def speaking_seat(entry: Entry, desk: Desk, action: str) -> tuple[str, Seat]:
    """Return for which side, and by which seat, this person speaks about an entry.

    Raises: Forbidden for who speaks for neither.
    """
    row = ROWS[action]
    for side in (entry.side, other(entry.side)):
        if seat := may(desk.by, row, Sides.either(desk.regions_for(entry, side))):
            return side, seat
    own = Sides.either(desk.regions_for(entry, entry.side))
    return entry.side, require(desk.by, row, own, scope="this entry")
