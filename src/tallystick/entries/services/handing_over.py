"""Re-assignment: what stands passes to the successor through `carried`, in both books at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tallystick.access.queries import may
from tallystick.access.rules import Sides
from tallystick.access.services import record_act
from tallystick.entries.models import Entry, State
from tallystick.entries.policy import ROWS
from tallystick.entries.queries.standing import LiveBalance, live_balances
from tallystick.entries.services.desk import Desk, named
from tallystick.entries.services.posting import try_all
from tallystick.journal.rules import Draft, Move
from tallystick.journal.services import post, writing
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import Forbidden, NotFound, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of, side_region
from tallystick.programme.rules.pipelines import stage_rules
from tallystick.regions.queries import below


@dataclass(frozen=True)
class HandOver:
    """What passed: the id that both transactions bear, and how many lines each of them has."""

    id: str
    old: str
    new: str
    lines: int


def hand_over_live(
    *,
    old: str,
    new: str,
    on: date,
    by: Actor,
    second: Actor,
    pairing: str = "",
    at: datetime | None = None,
) -> HandOver:
    """Carry every live, non-promise balance from one book into another, thing by thing.

    Units: `old` and `new` are codes of books; `pairing` is the pairing of the new book that takes
    over (the book itself when not given); `on` is the successor's first day, in both books.
    Raises: Forbidden unless `by` and `second` speak for the two sides of the successor; NotFound;
    Refused when nothing stands that could pass, or the books are not two, or not books.
    """
    desk = Desk(by, at)
    _require_two_books(desk, old, new, pairing or new)
    with writing(old, new):
        taker, signed = parties(desk, pairing or new, second)
        regions = below(side_region(taker, "supported"))
        passing = live_balances(old, regions=regions)
        if not passing:
            raise Refused.of("nothing-to-hand-over", old=old)
        done = HandOver(uuid7(), old, new, len(passing))
        partner = side_region(taker, "supporting")
        for book, moves in (
            (old, tuple(_out(row) for row in passing)),
            (new, tuple(_into(row, partner) for row in passing)),
        ):
            draft = Draft(
                id=uuid7(),
                book=book,
                kind="hand_over",
                valid_from=on,
                moves=moves,
                provenance=signed,
                hand_over=done.id,
            )
            post(draft, rules=stage_rules(), recorded_at=desk.recorded_at)
        _record(done, desk, on)
        try_all(Entry.objects.filter(book__code__in=(old, new), state=State.MATCHED), desk)
    return done


def _require_two_books(desk: Desk, old: str, new: str, taker: str) -> None:
    """Refuse what would post into a book in which the successor's lines do not stand.

    Raises: NotFound for a pairing out of sight; Refused.
    """
    found = {}
    for path, code in (("old", old), ("new", new), ("pairing", taker)):
        pairing = desk.pairing(code)
        if pairing is None:
            raise NotFound.of("not-found", path=path, what="pairing", code=code)
        found[path] = book_of(pairing).code
    if old == new:
        raise Refused.of("hand-over-to-itself", path="new", value=new)
    for path, code in (("old", old), ("new", new)):
        if found[path] != code:
            raise Refused.of("not-a-book", path=path, value=code, book=found[path])
    if found["pairing"] != new:
        raise Refused.of("successor-elsewhere", path="pairing", value=taker, book=new)


def _out(row: LiveBalance) -> Move:
    carried = replace(row.account, stage="carried")
    return Move(row.account, carried, row.amount, subject=row.subject)


def _into(row: LiveBalance, partner: str) -> Move:
    account = replace(row.account, partner=partner)
    return Move(replace(account, stage="carried"), account, row.amount, subject=row.subject)


def parties(desk: Desk, code: str, second: Actor) -> tuple[Pairing, dict[str, Any]]:
    """Return the pairing that takes over and the names under it, one of each side."""
    taker = desk.pairing(code)
    if taker is None:
        raise NotFound.of("not-found", path="new", what="pairing", code=code)
    for east, west in ((desk.by, second), (second, desk.by)):
        seats = {
            "supporting": hand_over_seat(desk, taker, "supporting", east),
            "supported": hand_over_seat(desk, taker, "supported", west),
        }
        first, last = seats["supporting"], seats["supported"]
        if first and last and east.user_id != west.user_id:
            names = {
                "reported": named(east, first, "supporting", desk.at),
                "confirmed": None,
                "matched": named(west, last, "supported", desk.at),
            }
            return taker, {"entry": None, "entry_hash": None, "evidence": [], **names}
    raise Forbidden.of("hand-over-names", pairing=code)


def hand_over_seat(desk: Desk, taker: Pairing, side: str, actor: Actor) -> Seat | None:
    """Return the seat by which a person puts a side's name under what passes, or None."""
    near = desk.side_regions(taker, side, side_region(taker, side))
    return may(actor, ROWS["entries.hand_over"], Sides.either(near))


def _record(done: HandOver, desk: Desk, on: date) -> None:
    record_act(
        "entries.hand_over",
        "pairing",
        done.new,
        by=desk.by,
        before={"book": done.old},
        after={"book": done.new, "lines": done.lines, "on": on.isoformat(), "id": done.id},
        at=desk.at,
    )
