"""The running balances against the sums of the lines, day by day."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from tallystick.journal.queries.sums import SUMMED
from tallystick.kernel.problem import Problem

_STORED = """
    SELECT account_id, subject, day, net, balance FROM journal_day
    ORDER BY account_id, subject, day
"""


def day_problems(connection: BaseDatabaseWrapper) -> Iterator[Problem]:
    """Yield each day on which a stored balance is not what the lines add up to."""
    with connection.chunked_cursor() as stored, connection.chunked_cursor() as summed:
        stored.execute(_STORED)
        summed.execute(SUMMED)
        standing: tuple[Any, str] = (None, "")
        balance = 0
        for key, group in groupby(_merged(summed, stored), key=lambda row: row[0]):
            if key[:2] != standing:
                standing, balance = key[:2], 0
            moved, kept = _read(group)
            balance += moved or 0
            # A posting that leaves an account as it was keeps no day of its own.
            if kept != (moved, balance) and (kept or moved):
                account, subject, day = key
                params = {"account": account, "subject": subject, "day": day}
                yield Problem("balance-differs", params=params)


def _merged(summed: Any, stored: Any) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    return heapq.merge(
        ((row[:3], row[3:]) for row in summed),
        ((row[:3], row[3:]) for row in stored),
        key=lambda row: row[0],
    )


def _read(group: Any) -> tuple[int | None, tuple[int, int] | None]:
    """Return the sum of a day's lines and the stored (net, balance); either may be missing."""
    moved, kept = None, None
    for _, values in group:
        if len(values) == 1:
            moved = int(values[0])
        else:
            kept = (values[0], values[1])
    return moved, kept
