"""When the halves differ: dispute with a counter-figure, and uphold under both names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tallystick.entries.models import Entry, EntryAct
from tallystick.entries.policy import ROWS
from tallystick.entries.services import drafts
from tallystick.entries.services.desk import Desk, same_version
from tallystick.entries.services.matching import require_open_to_see
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import require_open, require_reason, take
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Forbidden, Problem, Refused
from tallystick.kernel.quantity import LARGEST
from tallystick.programme.queries import other


@transaction.atomic
def dispute_entry(
    *,
    entry_id: str,
    version: int,
    counter: Sequence[tuple[int, int]],
    reason: str,
    by: Actor,
    at: datetime | None = None,
) -> Entry:
    """Say that the other half shows another figure.

    Units: `counter` (line number, amount in minor units of that line) for each line that differs.
    Raises: Refused without a counter-figure or a reason; Forbidden on the wrong side.
    """
    desk = Desk(by, at)
    entry = desk.open(entry_id)
    side = other(entry.side)
    seat = desk.seat("entries.dispute", entry, side)
    same_version(entry, version)
    require_open(entry, "dispute")
    require_open_to_see(entry)
    drafts.require_second_person(entry, desk, seat)
    said = require_reason(reason)
    if problems := _counter_problems(entry, counter):
        raise Refused(problems)
    figures = [{"n": n, "amount": amount} for n, amount in counter]
    take(entry, "dispute", desk, seat=seat, side=side, reason=said, counter=figures)
    return entry


def _counter_problems(entry: Entry, counter: Sequence[tuple[int, int]]) -> list[Problem]:
    lines = {line.n: line.amount for line in entry.lines.all()}
    found = [
        Problem("counter-unfit", f"counter.{n}", {"n": n, "largest": LARGEST}, str(amount))
        for n, amount in counter
        if n not in lines or type(amount) is not int or not 0 <= amount <= LARGEST
    ]
    if not found and not any(lines[n] != amount for n, amount in counter):
        found.append(Problem("counter-missing", "counter", {"number": entry.number}))
    return found


def uphold_entry(
    *, entry_id: str, version: int, reason: str, by: Actor, at: datetime | None = None
) -> Entry:
    """Say that a disputed figure stands; the second side's name posts it as it is.

    Raises: Forbidden for who may speak for neither side, or spoke for the other already; Refused
    without a reason; Conflict when another version stands.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        side, seat = _upholding_seat(entry, desk)
        same_version(entry, version)
        require_open(entry, "uphold")
        said = require_reason(reason)
        upheld = EntryAct.objects.filter(entry=entry, version=version, verb="upheld")
        if upheld.filter(side=side).exists() or upheld.filter(user=by.user_id).exists():
            raise Forbidden.of("upheld-already", side=side, number=entry.number)
        if not upheld.exists():
            take(entry, "uphold", desk, seat=seat, side=side, reason=said)
            return entry
        take(entry, "settle", desk, seat=seat, side=side, reason=said)
        post_or_wait(entry, desk)
    return entry


def _upholding_seat(entry: Entry, desk: Desk) -> tuple[str, Seat]:
    theirs = other(entry.side)
    row = ROWS["entries.uphold_other"]
    if seat := desk.seat_of(desk.by, row, entry):
        drafts.require_second_person(entry, desk, seat)
        return theirs, seat
    return entry.side, desk.seat("entries.uphold_own", entry, entry.side)
