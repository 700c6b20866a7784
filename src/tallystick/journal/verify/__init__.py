"""Verifying the journal: every hash, count, link and balance is worked out anew from the lines.

It holds against whoever can change the database itself: rows that were altered while the guards
were down no longer fit their seals, and seals that were written anew no longer fit the chain
that was written down elsewhere: the foot of every page shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.journal.guards import guard_problems
from tallystick.journal.models import Book
from tallystick.journal.verify.chain import Count, chain_problems
from tallystick.journal.verify.days import day_problems
from tallystick.journal.verify.links import link_problems
from tallystick.journal.verify.records import record_chain_problems
from tallystick.journal.verify.snapshot import snapshot
from tallystick.kernel.problem import Problem

# More than this many and it is the database that is broken, not a row.
MOST = 1000


@dataclass(frozen=True)
class Report:
    """What was verified, and what does not fit."""

    ok: bool
    transactions: int
    lines: int
    problems: list[Problem] = field(default_factory=list)
    records: int = 0


def verify() -> Report:
    """Work out every seal, balance, link and sealed record anew and say what differs.

    Reads the whole journal once as it stands at the start, holding one posting at a time.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    count = Count()
    with snapshot(connection):
        found = list(islice(_problems(connection, count), MOST))
    return Report(not found, count.transactions, count.lines, found, count.records)


def _problems(connection: BaseDatabaseWrapper, count: Count) -> Iterator[Problem]:
    yield from guard_problems(connection)
    try:
        for number, code in Book.objects.order_by("id").values_list("id", "code"):
            yield from chain_problems(connection, number, code, count)
        yield from link_problems(connection)
        yield from day_problems(connection)
        yield from record_chain_problems(connection, count)
    except (DatabaseError, TypeError, ValueError) as error:
        yield Problem("journal-unreadable", value=str(error))
