"""What the first comparison of a whole country stands on, read before somebody waits for it."""

from __future__ import annotations

import threading

from django.db import connection
from django.utils import timezone

from tallystick.indicators.queries.many_frames import pairings_in_full
from tallystick.indicators.queries.side_by_side import side_by_side
from tallystick.kernel.actor import Actor
from tallystick.programme.queries.agreements import years_with_targets
from tallystick.web.views.today.glance import FIRST_ASKED

# Fewer pairings are compared at once when somebody asks.
MANY = 40
# So many years are read, the newest up to this one.
YEARS = 3

_first = threading.Lock()


def begin_reading() -> bool:
    """Read beside the pages what comparisons stand on; return whether this was the first to ask.

    Begun with a process's first request: one that is forked from others would lose the thread.
    """
    if not _first.acquire(blocking=False):
        return False
    threading.Thread(target=_read, name="beforehand", daemon=True).start()
    return True


def _read() -> None:
    try:
        compare_beforehand()
    finally:
        connection.close()


def compare_beforehand() -> tuple[int, ...]:
    """Compare all pairings as people first ask for it; return the years, none where few are kept.

    The oldest first: reports that were read for it hold those of later years.
    """
    everybody = Actor.system_actor("beforehand")
    seen = pairings_in_full(everybody)
    if len(seen) <= MANY:
        return ()
    this_year = timezone.localdate().year
    found = {year for years in years_with_targets(seen).values() for year in years}
    years = tuple(sorted(year for year in found if year <= this_year)[-YEARS:])
    for year in years:
        side_by_side(everybody, codes=FIRST_ASKED, year=year, seen=seen)
    return years
