"""What was promised and is not kept yet, as a brief lists it: what is late first."""

from __future__ import annotations

from tallystick.exchanges.queries.commitments import Asked, listed
from tallystick.indicators.queries.frames import end_of_day, known_day
from tallystick.interchange.briefs import CommitmentLine, Figure
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.nearest import with_those_inside
from tallystick.web.briefs.wanted import Wanted, named_apart
from tallystick.web.figures import day_text
from tallystick.web.views.promises.commitments import shown
from tallystick.web.wording import language

OPEN = "late,due_soon,open"


def promises_of(wanted: Wanted, by: Actor) -> tuple[CommitmentLine, ...]:
    """Return the commitments that are open or past their day on the brief's day.

    They are of the pairing and of those inside it, as its figures are; where there are several
    each names its own.
    """
    zone, day = known_day(wanted.row, wanted.as_of)
    known_by = end_of_day(wanted.as_of, zone) if wanted.as_of else None
    inside = with_those_inside(wanted.row.code, by)
    asked = Asked(pairing=",".join(inside), stands=OPEN)
    found = listed(by, today=day, asked=asked, known_by=known_by)
    return tuple(
        CommitmentLine(
            what=Figure(named_apart(row.title, row.pairing, inside), wanted.absolute(row.href)),
            owner=row.owner,
            due=day_text(row.due_on, language()),
            stands=row.mark.words,
        )
        for row in shown(found.rows(found), by, day)
    )
