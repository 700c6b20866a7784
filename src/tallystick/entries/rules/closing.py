"""Closed periods: which act of closing or opening speaks for a day, and what a scope may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tallystick.kernel.code import sha256_hex
from tallystick.kernel.period import Period
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import period_days

CLOSE, REOPEN = "close", "reopen"
# Targets count from the day they were signed, and a report is the trace of other entries.
NEVER_CLOSED = frozenset({"target", "report"})


@dataclass(frozen=True)
class ClosingAct:
    """One closing or opening both sides agreed on. An empty pipeline speaks for all.

    Units: `pairing` is the key of the pairing whose lines it is about; `seq` and `chain` are the
    book's newest posting at that moment; `carried` are the entries that were open then.
    """

    id: str
    kind: str
    pairing: int
    pipeline: str
    start: date
    end: date
    at: datetime
    seq: int = 0
    chain: str = ""
    carried: frozenset[str] = frozenset()

    def speaks_for(self, line: frozenset[int], pipeline: str, day: date) -> bool:
        """Return whether it is about `day` of a pipeline, for a pairing on `line` up to its book.

        >>> act = ClosingAct("a", CLOSE, 1, "", date(2019, 3, 1), date(2019, 3, 31), datetime.min)
        >>> act.speaks_for(frozenset({1, 2}), "sale", date(2019, 3, 31))
        True
        >>> act.speaks_for(frozenset({1, 2}), "target", date(2019, 3, 31))
        False
        """
        if pipeline in NEVER_CLOSED or self.pairing not in line:
            return False
        return self.pipeline in ("", pipeline) and self.start <= day <= self.end


def closed_by(
    acts: Iterable[ClosingAct], line: frozenset[int], pipeline: str, day: date
) -> ClosingAct | None:
    """Return the closing that holds on `day`, or None where the day is open: the newest act rules.

    Units: `acts` in the order in which they were agreed.
    """
    found = None
    for act in acts:
        if act.speaks_for(line, pipeline, day):
            found = act
    return found if found is not None and found.kind == CLOSE else None


def closed_through(
    acts: Sequence[ClosingAct], line: frozenset[int], until: date
) -> ClosingAct | None:
    """Return the last closing of all pipelines whose end, up to `until`, is closed still."""
    whole = [act for act in acts if act.kind == CLOSE and not act.pipeline]
    for act in sorted(whole, key=lambda one: (one.end, one.at), reverse=True):
        if act.end > until or act.pairing not in line:
            continue
        general = [one for one in acts if not one.pipeline]
        if closed_by(general, line, "", act.end) == act:
            return act
    return None


def is_late(act: ClosingAct | None, entry_id: str) -> bool:
    """Return whether an entry comes after its period was closed, and was not open then."""
    return act is not None and not {entry_id, half_mark(entry_id)} & act.carried


def half_mark(entry_id: str) -> str:
    """Return what stands for an entry that the other side may not see: it tells nothing.

    >>> len(half_mark("0190a000-0000-7000-8000-000000000001"))
    64
    """
    return sha256_hex(f"half:{entry_id}".encode())


def scope_problems(
    kind: str, pipeline: str, period: str, reason: str, today: date
) -> list[Problem]:
    """Return everything that is wrong with a scope.

    >>> [p.code for p in scope_problems("close", "moon", "2019-Q5", " ", date(2020, 1, 1))]
    ['not-found', 'period-unread', 'reason-missing']
    >>> [p.code for p in scope_problems("close", "", "2020-01", "done", date(2020, 1, 31))]
    ['period-not-over']
    """
    found = []
    if kind not in (CLOSE, REOPEN):
        found.append(Problem("period-act-unknown", "kind", value=kind))
    if pipeline and (pipeline not in pipelines() or pipeline in NEVER_CLOSED):
        found.append(
            Problem("not-found", "pipeline", {"what": "pipeline", "code": pipeline}, pipeline)
        )
    days = period_days(period)
    if days is None or days.end is None:
        found.append(Problem("period-unread", "period", value=period))
    elif days.end >= today:
        found.append(
            Problem("period-not-over", "period", {"end": days.end.isoformat()}, value=period)
        )
    if not reason.strip():
        found.append(Problem("reason-missing", "reason"))
    return found + text_problems("reason", reason)


def months_of(days: Period) -> list[date]:
    """Return the first day of each month of a period of whole months.

    >>> [day.month for day in months_of(period_days("2019-Q2"))]
    [4, 5, 6]
    """
    assert days.start is not None  # noqa: S101 (a period by its code has both)
    assert days.end is not None  # noqa: S101 (a period by its code has both)
    months = range(days.start.month, days.end.month + 1)
    return [date(days.start.year, month, 1) for month in months]
