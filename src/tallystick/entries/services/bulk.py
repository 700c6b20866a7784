"""Many at once: a file of reports whole or not at all, decisions row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tallystick.entries.models import Entry
from tallystick.entries.queries.lists import FRAME
from tallystick.entries.rules.blind import pair_key
from tallystick.entries.rules.reports import Report
from tallystick.entries.services import drafts, matching, reporting
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.reporting import confirm
from tallystick.journal.services import writing
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.kernel.progress import tell
from tallystick.kernel.text import folded

Chosen = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Result:
    """What became of one row: its entry, or why there is none.

    `known`: the very same report was entered before, and nothing was written.
    """

    entry: Entry | None
    problems: tuple[Problem, ...] = ()
    known: bool = False


@transaction.atomic
def take_reports(
    reports: Sequence[Report],
    *,
    by: Actor,
    at: datetime | None = None,
    submit: bool = False,
    handed_on: bool = False,
) -> list[Result]:
    """Enter a file of reports: all of them as drafts, or none when one of them does not hold.

    `submit` hands them to the second person at once; `handed_on`: the caller does so next, and
    what is refused is told also what would have kept it from that.
    Shape: one result a report, in the order given. Where any has problems nothing is written,
    and the results without problems have no entry unless they were known before.
    """
    desk = Desk(by, at)
    checked: list[Row] = []
    for report in reports:
        tell("checking", len(checked), len(reports))
        checked.append(_checked(report, desk, handed_on=submit or handed_on))
    _mark_twins(checked)
    if any(isinstance(row, tuple) for row in checked):
        return [_refused(row) for row in checked]
    fresh = [row for row in checked if isinstance(row, drafts.Checked)]
    written = iter(drafts.write(fresh, desk, [None] * len(fresh)) if fresh else [])
    results = [
        Result(row, known=True) if isinstance(row, Entry) else Result(next(written))
        for row in checked
    ]
    if submit:
        for result in results:
            if result.entry is not None and result.entry.state == "draft":
                reporting.submit(result.entry, desk)
    return results


Row = drafts.Checked | Entry | tuple[Problem, ...]


def _checked(report: Report, desk: Desk, *, handed_on: bool) -> Row:
    try:
        checked = drafts.check(report, desk)
        return drafts.known_again(checked) or checked
    except (Conflict, Forbidden, NotFound) as refused:
        return refused.problems
    except Refused as refused:
        return (*refused.problems, *(drafts.unready(report, desk) if handed_on else ()))


def _mark_twins(rows: list[Row]) -> None:
    """Refuse the second report of one file under a reference that another one bears."""
    seen: set[tuple[str, str, str]] = set()
    for n, row in enumerate(rows):
        if not isinstance(row, drafts.Checked) or not row.report.own_reference:
            continue
        key = (row.pairing.code, row.report.side, row.report.own_reference)
        if key in seen:
            reference = row.report.own_reference
            rows[n] = (Problem("reference-twice", "own_reference", value=reference),)
        seen.add(key)


def _refused(row: Row) -> Result:
    if isinstance(row, tuple):
        return Result(None, row)
    return Result(row, known=True) if isinstance(row, Entry) else Result(None)


def group_reports(
    reports: Sequence[Report], *, by: Actor, at: datetime | None = None
) -> list[list[int]]:
    """Return which reports of a file may keep one another out, by their places; writes nothing.

    Those under one reference hang together, and so do the halves of one movement where it is
    matched blind; every other report is judged by what it says and what stood before.
    """
    desk, last = Desk(by, at), dict[tuple[str, ...], int]()
    groups = [[n] for n in range(len(reports))]
    for n, report in enumerate(reports):
        for tie in _ties(report, desk):
            earlier = groups[last.get(tie, n)]
            if earlier is not groups[n]:
                earlier += groups[n]
                for member in groups[n]:
                    groups[member] = earlier
            last[tie] = n
    return list({id(group): group for group in groups}.values())


def _ties(report: Report, desk: Desk) -> Iterator[tuple[str, ...]]:
    if report.own_reference:
        yield "reference", report.pairing, report.side, folded(report.own_reference)
    pairing = desk.pairing(report.pairing)
    if pairing and desk.policy(pairing, report.pipeline, report.happened_on) == "blind":
        # What has no key does not hold as a report: it comes no further and stops nobody.
        with suppress(KeyError, ValueError):
            yield "movement", pair_key(report)


def submit_many(ids: Sequence[str], *, by: Actor, at: datetime | None = None) -> list[Result]:
    """Submit drafts, each on its own: a refusal of one leaves the others as they are."""

    def step(entry: Entry, desk: Desk, version: int) -> None:
        reporting.submit(entry, desk)

    return each([(id, 0) for id in ids], step, by, at)


def confirm_many(
    chosen: Chosen, *, by: Actor, at: datetime | None = None, reason: str = ""
) -> list[Result]:
    """Confirm entries, each on its own.

    Units: `chosen` (entry id, version the person saw); `reason` why those come now whose period
    was closed and that do not say it themselves.
    """

    def step(entry: Entry, desk: Desk, version: int) -> None:
        confirm(entry, desk, version=version, reason=reason)

    return each(chosen, step, by, at)


def match_many(
    chosen: Chosen, *, basis: str, by: Actor, at: datetime | None = None
) -> list[Result]:
    """Match entries of the other side on one basis, each on its own.

    Units: `chosen` (entry id, version the person saw).
    """

    def step(entry: Entry, desk: Desk, version: int) -> None:
        matching.match(entry, desk, version=version, basis=basis)

    return each(chosen, step, by, at)


def each(
    chosen: Chosen,
    step: Callable[[Entry, Desk, int], None],
    by: Actor,
    at: datetime | None,
) -> list[Result]:
    """Take one step for each entry, book by book, each within its own savepoint."""
    desk = Desk(by, at)
    results: dict[str, Result] = {}
    for book, ids in _by_book(chosen, desk).items():
        with writing(book):
            found = _opened(ids, desk)
            for id, version in chosen:
                if id in ids and id not in results:
                    tell("deciding", len(results), len(chosen))
                    results[id] = _one(found.get(id), id, version, step, desk)
    return [results.get(id) or _missing(id) for id, _ in chosen]


def _one(
    entry: Entry | None,
    id: str,
    version: int,
    step: Callable[[Entry, Desk, int], None],
    desk: Desk,
) -> Result:
    if entry is None:
        return _missing(id)
    try:
        with transaction.atomic():
            step(entry, desk, version)
    except Refused as refused:
        return Result(None, refused.problems)
    return Result(entry)


def _missing(id: str) -> Result:
    return Result(None, NotFound.of("not-found", what="entry", code=id).problems)


def _by_book(chosen: Chosen, desk: Desk) -> dict[str, set[str]]:
    rows = Entry.objects.visible_to(desk.by).filter(pk__in=[id for id, _ in chosen])
    books: dict[str, set[str]] = {}
    for book, id in rows.order_by("book__code").values_list("book__code", "pk"):
        books.setdefault(book, set()).add(id)
    return books


def _opened(ids: Iterable[str], desk: Desk) -> dict[str, Entry]:
    rows = Entry.objects.visible_to(desk.by).select_related(*FRAME)
    rows = rows.prefetch_related("lines", "evidence_links")
    return {entry.pk: entry for entry in rows.filter(pk__in=ids)}
