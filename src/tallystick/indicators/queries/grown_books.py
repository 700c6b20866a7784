"""The days on which it is worth asking what was known: ends of months by which a book had grown."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tallystick.indicators.queries.frames import end_of_day, known_day
from tallystick.indicators.rules.grown import Grown, ends_asked, grown
from tallystick.journal import queries as journal
from tallystick.kernel.kept import Kept
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of

# What books had grown by, each under its newest seal. Units: days.
_kept: Kept[tuple[object, ...], tuple[Grown, ...]] = Kept(20_000)


def grown_by(pairing: Pairing, *, chain: str = "", newest: datetime | None = None) -> list[Grown]:
    """Return the ends of months, quarters and years by which the pairing's book had grown.

    Newest first, none of today or later. `chain` and `newest` are of the book's newest seal, where
    that was read already. One query where something was posted since it was asked for last, none
    where not.
    """
    book = book_of(pairing).code
    if newest is None:
        head = journal.head(book)
        chain, newest = head.chain_hex, head.recorded_at
    if newest is None:
        return []
    zone, today = known_day(pairing, None)
    last = timezone.localtime(newest, zone).date()

    def made() -> tuple[Grown, ...]:
        asked = {(book, end_of_day(day, zone)): day for day in ends_asked(last)}
        found = journal.seqs_as_of(asked)
        return grown({day: found[key] for key, day in asked.items()})

    days = _kept.once((book, chain, zone.key), made, lambda found: 1 + len(found))
    return [one for one in days if one.day < today]
