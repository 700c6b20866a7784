"""Many answers at once, from a file: match, dispute or leave, each row on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.policy import ROWS
from tallystick.entries.rules.channels import FILE, Carried
from tallystick.entries.services import disputes, matching
from tallystick.entries.services.bulk import Result, each
from tallystick.entries.services.desk import Desk, place_of
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden
from tallystick.programme.queries import other

AGREE, DIFFER, LATER = "agree", "differ", "later"
ANSWERS = (AGREE, DIFFER, LATER)


@dataclass(frozen=True)
class Answer:
    """What one side says of an entry of the other, on the version it saw.

    Units: `counter` (line number, amount in minor units of that line).
    """

    entry_id: str
    version: int
    answer: str
    basis: str = ""
    counter: tuple[tuple[int, int], ...] = ()
    reason: str = ""


def answer_many(
    answers: Sequence[Answer],
    *,
    by: Actor,
    carrier: Actor | None = None,
    at: datetime | None = None,
) -> list[Result]:
    """Match or dispute as a workbook says, each entry on its own; `later` leaves it as it is.

    `by` is the matcher whose answers they are; `carrier` the colleague who brought the file.
    Shape: a result an answer, in order. An entry that changed since is a Conflict of its row.
    """
    said = {answer.entry_id: answer for answer in answers if answer.answer != LATER}
    carried = Carried(FILE, carrier.name if carrier and carrier != by else "")

    def step(entry: Entry, desk: Desk, version: int) -> None:
        answer = said[entry.pk]
        if carrier is not None and carrier.user_id != by.user_id:
            _require_carrier(entry, desk, carrier)
        if answer.answer == AGREE:
            matching.match(entry, desk, version=version, basis=answer.basis, carried=carried)
        else:
            disputes.dispute(
                entry,
                desk,
                version=version,
                counter=answer.counter,
                reason=answer.reason,
                carried=carried,
            )

    decided = [(answer.entry_id, answer.version) for answer in said.values()]
    done = dict(zip(said, each(decided, step, by, at), strict=True))
    return [done.get(answer.entry_id, Result(None)) for answer in answers]


def _require_carrier(entry: Entry, desk: Desk, carrier: Actor) -> None:
    """Refuse a carrier from elsewhere, or one who reported or confirmed the entry herself.

    Raises: Forbidden.
    """
    row = ROWS["entries.carry_answers"]
    if desk.seat_of(carrier, row, entry) is None:
        roles = ", ".join(sorted(row.roles))
        place = place_of(entry, other(entry.side))
        raise Forbidden.of("not-allowed", who=carrier.called, roles=roles, scope=place)
    if EntryAct.objects.filter(entry=entry, user=carrier.user_id, side=entry.side).exists():
        raise Forbidden.of("own-entry", who=carrier.called, number=entry.number)
