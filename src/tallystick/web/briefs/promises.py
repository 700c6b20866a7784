"""What was promised and is not kept yet, as a brief lists it: what is late first."""

from __future__ import annotations

from tallystick.exchanges.queries.commitments import Asked, listed
from tallystick.indicators.queries.frames import end_of_day, known_day
from tallystick.interchange.briefs import Figure, Promise
from tallystick.kernel.actor import Actor
from tallystick.web.briefs.wanted import Wanted
from tallystick.web.figures import day_text
from tallystick.web.views.promises.commitments import shown
from tallystick.web.wording import language

OPEN = "late,due_soon,open"


def promises_of(wanted: Wanted, by: Actor) -> tuple[Promise, ...]:
    """Return the commitments of a pairing that are open or past their day on the brief's day."""
    zone, day = known_day(wanted.pairing, wanted.as_of)
    known_by = end_of_day(wanted.as_of, zone) if wanted.as_of else None
    asked = Asked(pairing=wanted.pairing.code, stands=OPEN)
    found = listed(by, today=day, asked=asked, known_by=known_by)
    return tuple(
        Promise(
            what=Figure(row.title, wanted.absolute(row.href)),
            owner=row.owner,
            due=day_text(row.due_on, language()),
            stands=row.mark.words,
        )
        for row in shown(found.rows(found), by, day)
    )
