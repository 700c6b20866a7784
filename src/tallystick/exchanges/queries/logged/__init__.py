"""Whether what this room keeps is as the act log tells: `verify` asks.

The log is one chain, so that nothing in it is changed unseen. What decides something here - what
was published, decided of an announcement, undertaken, answered, dropped, taken up - is told there
by the transaction that wrote it, and what stands beside the log is held to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import DEFAULT_DB_ALIAS, connections

from tallystick.exchanges.guards import EXCHANGES
from tallystick.exchanges.queries.logged.announcements import ANNOUNCEMENTS
from tallystick.exchanges.queries.logged.commitments import COMMITMENTS
from tallystick.exchanges.queries.logged.frame import unlike
from tallystick.exchanges.queries.logged.meetings import MEETINGS
from tallystick.exchanges.queries.logged.practices import ADOPTIONS, PRACTICES
from tallystick.exchanges.queries.logged.readouts import READOUTS
from tallystick.exchanges.queries.logged.tags import tag_problems
from tallystick.journal.guards import differing
from tallystick.kernel.problem import Problem

KINDS = (MEETINGS, COMMITMENTS, READOUTS, ANNOUNCEMENTS, PRACTICES, ADOPTIONS)
# More than this many and it is the log that is broken, not a row.
MOST = 1000


def exchange_problems() -> Iterator[Problem]:
    """Yield one problem for each guard, thing, part or field that is not as it was left."""
    yield from islice(_problems(), MOST)


def _problems() -> Iterator[Problem]:
    if names := differing(connections[DEFAULT_DB_ALIAS], EXCHANGES):
        yield Problem("row-guards-dropped", params={"names": ", ".join(names[:5])})
    for kind in KINDS:
        yield from unlike(kind)
    yield from tag_problems()
