"""The other side's step: match, and what both halves show goes into the journal."""

from __future__ import annotations

from datetime import datetime

from tallystick.entries.models import Basis, Entry
from tallystick.entries.rules.channels import IN_PERSON, Carried
from tallystick.entries.services import drafts
from tallystick.entries.services.desk import Desk, require_as_reported, same_version
from tallystick.entries.services.posting import post_or_wait
from tallystick.entries.services.steps import require_open, take
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.programme.queries import other

BASES = (Basis.OWN_RECORD, Basis.DOCUMENT_SEEN, Basis.NOT_CONTESTED)


def match_entry(
    *, entry_id: str, version: int, basis: str, by: Actor, at: datetime | None = None
) -> Entry:
    """Match an entry of the other side and post it, or leave it matched until it can be posted.

    Units: `basis` own_record | document_seen | not_contested.
    Raises: Forbidden on the wrong side and for who reported or confirmed it; Conflict when
    another version stands; Refused where the posting itself is refused.
    """
    desk = Desk(by, at)
    with writing(desk.book_of(entry_id)):
        entry = desk.open(entry_id)
        match(entry, desk, version=version, basis=basis)
    return entry


def require_open_to_see(entry: Entry) -> None:
    """Refuse to match or dispute a blind half: the other side enters its own instead.

    Raises: Refused.
    """
    if entry.policy == "blind" and entry.state == "confirmed":
        raise Refused.of("blind-enters-its-own", number=entry.number)


def match(
    entry: Entry, desk: Desk, *, version: int, basis: str, carried: Carried = IN_PERSON
) -> None:
    """Match an opened entry inside its book's `writing` block."""
    side = other(entry.side)
    seat = desk.seat("entries.match", entry, side)
    if not basis:
        raise Refused.of("basis-not-chosen", path="basis")
    if basis not in BASES:
        raise Refused.of("unknown-basis", path="basis", value=basis, bases=", ".join(BASES))
    same_version(entry, version)
    require_open(entry, "match")
    require_open_to_see(entry)
    drafts.require_second_person(entry, desk, seat)
    require_as_reported(entry)
    take(entry, "match", desk, seat=seat, side=side, basis=basis, carried=carried)
    post_or_wait(entry, desk)
