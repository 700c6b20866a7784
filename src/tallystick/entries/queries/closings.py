"""Closed periods as pages, postings and scorecards need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tallystick.entries.models import Entry, EntryPosting, PeriodAct, State
from tallystick.entries.policy import ROWS
from tallystick.entries.rules.closing import (
    CLOSE,
    NEVER_CLOSED,
    ClosingAct,
    closed_by,
    closed_through,
    half_mark,
    is_late,
)
from tallystick.journal.models import Seal, Transaction
from tallystick.journal.queries import records, stage_flows
from tallystick.journal.rules import GENESIS
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound, Problem
from tallystick.programme.models import Pairing
from tallystick.programme.queries import SIDES, around_pairing, book_of, side_region
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.reporting import period_days
from tallystick.regions.queries import below

# What a second person has still to confirm is open too: it was said before the closing.
OPEN_STATES = (State.SUBMITTED, State.CONFIRMED, State.DISPUTED, State.MATCHED)
# How an entry that the other side may not see stands in a closing: by a mark that tells nothing.
UNSEEN = ("half", "unconfirmed")


def line_of(pairing: Pairing) -> frozenset[int]:
    """Return the keys of a pairing and of all above it, up to its book."""
    found, top = {pairing.pk}, pairing
    while top.parent is not None:
        top = top.parent
        found.add(top.pk)
    return frozenset(found)


def pairings_under(pairing: Pairing) -> frozenset[int]:
    """Return the keys of a pairing and of all below it: those for which its closing speaks."""
    found, level = {pairing.pk}, {pairing.pk}
    while level:
        level = set(Pairing.objects.filter(parent__in=level).values_list("pk", flat=True)) - found
        found |= level
    return frozenset(found)


def acts_of(line: Iterable[int], *, by: datetime | None = None) -> list[ClosingAct]:
    """Return what both sides agreed on for pairings on a line, in the order of agreeing."""
    rows = PeriodAct.objects.filter(pairing__in=list(line), state=PeriodAct.State.AGREED)
    if by is not None:
        rows = rows.filter(agreed_at__lte=by)
    return [as_act(row) for row in rows.order_by("agreed_at", "record")]


def as_act(row: PeriodAct) -> ClosingAct:
    """Return an act in force as the rules read it."""
    assert row.agreed_at is not None  # noqa: S101 (held by a constraint)
    return ClosingAct(
        id=row.pk,
        kind=row.kind,
        pairing=row.pairing_id,
        pipeline=row.pipeline,
        start=row.starts_on,
        end=row.ends_on,
        at=row.agreed_at,
        seq=row.seq,
        chain=row.chain,
        carried=frozenset(
            one.get("entry") or next(one[key] for key in UNSEEN if key in one)
            for one in row.carried
        ),
    )


def asks_why(entry: Entry) -> Problem | None:
    """Return what an entry for a closed period lacks: to say why it comes now.

    What was open at the closing, and a correction, which says it itself, lack nothing.
    """
    if entry.reason.strip() or entry.reverses_id is not None:
        return None
    line = line_of(entry.pairing)
    act = closed_by(acts_of(line), line, entry.pipeline, entry.happened_on)
    if act is None or not is_late(act, entry.pk):
        return None
    zone = ZoneInfo(entry.pairing.programme.time_zone)
    return late_problem(entry.happened_on, act.at.astimezone(zone).date())


def late_problem(day: date, closed: date) -> Problem:
    """Return what a report for a period that was closed on a day lacks."""
    params = {"day": day.isoformat(), "closed": closed.isoformat()}
    return Problem("period-closed", "reason", params, day.isoformat())


def last_closing(pairing: Pairing, until: date, *, by: datetime) -> ClosingAct | None:
    """Return the last closing of all of a pairing up to a day, as known at an instant."""
    line = line_of(pairing)
    return closed_through(acts_of(line, by=by), line, until)


# Order of the list of closings and openings → its columns.
_WHEN = Coalesce("agreed_at", "proposed_at")
PERIOD_SORTS: Mapping[str, tuple[Any, ...]] = {
    "newest": (_WHEN.desc(), "id"),
    "oldest": (_WHEN.asc(), "id"),
    "period": ("-starts_on", "-ends_on", "id"),
    "period-first": ("starts_on", "ends_on", "id"),
    "pairing": ("pairing__code", "-starts_on", "id"),
    "-pairing": ("-pairing__code", "-starts_on", "id"),
    "kind": ("pipeline", "-starts_on", "id"),
    "-kind": ("-pipeline", "-starts_on", "id"),
    "state": ("state", "-starts_on", "id"),
    "-state": ("-state", "-starts_on", "id"),
}


def period_acts(actor: Actor, *, sort: str = "") -> QuerySet[PeriodAct]:
    """Return the closings and openings an actor sees, newest first; `sort` a key of PERIOD_SORTS.

    A proposal counts by the moment it was made, what is in force by that of the second name.
    """
    found = PeriodAct.objects.visible_to(actor).select_related(*around_pairing())
    return found.order_by(*PERIOD_SORTS[sort or "newest"])


def period_act(id: str, actor: Actor) -> PeriodAct:
    """Return one of them.

    Raises: NotFound when there is none, or the actor may not see it.
    """
    found = period_acts(actor).filter(pk=id).first()
    if found is None:
        raise NotFound.of("not-found", what="closing", code=id)
    return found


def may_decide_period(pairing: Pairing, actor: Actor) -> str:
    """Return the side for which a person may close and open periods, or nothing."""
    roles = ROWS["entries.close_period"].roles
    for side in SIDES:
        if actor.seat_in(frozenset({side_region(pairing, side)}), *roles):
            return side
    return ""


def open_entries(pairing: Pairing, pipeline: str, start: date, end: date) -> QuerySet[Entry]:
    """Return what is open in a scope: handed on, and neither posted nor taken back.

    The half of an open blind pair is open too: where the other is taken back it waits alone.
    """
    is_open = Q(state__in=OPEN_STATES) | Q(state=State.PAIRED, half_of__state__in=OPEN_STATES)
    rows = Entry.objects.filter(is_open, book=book_of(pairing), happened_on__range=(start, end))
    rows = rows.exclude(pipeline__in=("target", "report"))
    if pairing.parent_id is not None:
        rows = rows.filter(pairing__in=pairings_under(pairing))
    if pipeline:
        rows = rows.filter(pipeline=pipeline)
    return rows.prefetch_related("lines", "acts").order_by("happened_on", "number")


def carried_of(rows: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return open entries with both figures, as a closing keeps and seals them.

    A blind half that stands alone, and what its own side has not confirmed, is carried by a mark
    only: the other side reads the closing.
    """
    found: list[dict[str, Any]] = []
    for row in rows:
        if row.covered:
            found.append({"half": half_mark(row.pk)})
            continue
        if row.state == State.SUBMITTED:
            found.append({"unconfirmed": half_mark(row.pk)})
            continue
        counter = [a.counter for a in row.acts.all() if a.verb == "disputed" and a.counter]
        found.append(
            {
                "entry": row.pk,
                "number": row.number,
                "version": row.version,
                "state": str(row.state),
                "hash": row.content_hash,
                "stated": [[n.n, n.unit, n.amount] for n in row.lines.all()],
                "counter": counter[-1] if counter else [],
            }
        )
    return found


@dataclass(frozen=True)
class Later:
    """A posting about a closed period that the book learned of after the closing."""

    transaction: str
    seq: int
    recorded_at: str
    valid_from: str
    kind: str
    entry: Entry | None


def recorded_later(row: PeriodAct) -> list[Later]:
    """Return what was posted about a closed period after its checkpoint, in the order it came."""
    found = Transaction.objects.filter(
        book__code=book_of(row.pairing).code,
        seal__seq__gt=row.seq,
        valid_from__range=(row.starts_on.isoformat(), row.ends_on.isoformat()),
    ).order_by("seal__seq")
    keys = ("id", "seal__seq", "recorded_at", "valid_from", "kind")
    later = list(found.values_list(*keys)) if row.record else []
    entries = _entries_behind([values[0] for values in later])
    rows = (
        Later(id, seq, recorded_at, day, kind, entries.get(id))
        for id, seq, recorded_at, day, kind in later
    )
    below = frozenset() if row.pairing.parent_id is None else pairings_under(row.pairing)
    return [one for one in rows if _in_scope(one.entry, row, below)]


def _entries_behind(transactions: list[str]) -> dict[str, Entry]:
    postings = EntryPosting.objects.filter(transaction__in=transactions).select_related(
        "entry__pairing", "entry__region", "entry__partner", "entry__thing"
    )
    return {one.transaction: one.entry for one in postings}


def _in_scope(entry: Entry | None, row: PeriodAct, below: frozenset[int]) -> bool:
    if entry is None:
        return not row.pipeline and row.pairing.parent_id is None
    if entry.pipeline == "target" or row.pipeline not in ("", entry.pipeline):
        return False
    return row.pairing.parent_id is None or entry.pairing_id in below


@dataclass(frozen=True)
class PeriodFigure:
    """What went along one edge within a period, net of what was taken back.

    Units: `amount` in minor units of `unit`.
    """

    pipeline: str
    source: str
    target: str
    unit: str
    amount: int


def period_figures(row: PeriodAct) -> list[PeriodFigure]:
    """Return what the book holds of a period: at the closing, or now while it is only proposed.

    Shape: one row an edge and unit, in the order of the pipelines; reports and targets are none.
    """
    order = [code for code in pipelines() if code not in NEVER_CLOSED]
    flows = stage_flows(
        book_of(row.pairing).code,
        pipelines=[row.pipeline] if row.pipeline else order,
        regions=below(side_region(row.pairing, "supported")),
        partners=below(side_region(row.pairing, "supporting")),
        since=row.starts_on,
        until=row.ends_on,
        known_by=row.agreed_at,
    )
    sums: dict[tuple[str, str, str, str], int] = {}
    for flow in flows:
        key = (flow.pipeline, flow.source, flow.target, flow.unit)
        sums[key] = sums.get(key, 0) + flow.amount
    found = [PeriodFigure(*key, amount) for key, amount in sums.items()]
    return sorted(found, key=lambda one: (order.index(one.pipeline), one.target, one.unit))


def carried_now(row: PeriodAct) -> list[dict[str, Any]]:
    """Return what a closing carries: what it sealed, or what it would while it is proposed."""
    if row.kind != CLOSE or row.state == PeriodAct.State.DROPPED:
        return []
    if row.state == PeriodAct.State.AGREED:
        return list(row.carried)
    return carried_of(open_entries(row.pairing, row.pipeline, row.starts_on, row.ends_on))


def sealed_content(act: PeriodAct) -> dict[str, Any]:
    """Return all that a closing says, as it is sealed and verified."""
    return {
        "id": act.pk,
        "kind": str(act.kind),
        "pairing": act.pairing.code,
        "book": book_of(act.pairing).code,
        "pipeline": act.pipeline,
        "period": act.period,
        "reason": act.reason,
        "proposed": act.proposed,
        "agreed": act.agreed,
        "seq": act.seq,
        "chain": act.chain,
        "carried": act.carried,
    }


def act_json(row: PeriodAct) -> dict[str, Any]:
    """Return a closing as the command line and the interface show it."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "pairing": row.pairing.code,
        "pipeline": row.pipeline or None,
        "period": row.period,
        "state": row.state,
        "reason": row.reason,
        "proposed_by": row.proposed["name"],
        "agreed_by": row.agreed["name"] if row.agreed else None,
        "agreed_at": row.agreed_at.isoformat() if row.agreed_at else None,
        "seq": row.seq or None,
        "chain": row.chain or None,
        "record": row.record or None,
        "carried": [one["number"] for one in row.carried if "number" in one],
        "carried_halves": sum("half" in one for one in row.carried),
        "carried_unconfirmed": sum("unconfirmed" in one for one in row.carried),
    }


def closing_problems() -> Iterator[Problem]:
    """Yield what does not fit between closings, the book's chain and the sealed records.

    Source: docs/method/periods.md, "Closing".
    """
    said = {record.about: record for record in records(kind=KINDS)}
    for row in PeriodAct.objects.exclude(record=0).select_related("pairing__parent__parent"):
        where = {"period": row.period, "seq": row.seq, "record": row.record}
        if not _is_in_chain(row):
            yield Problem("closing-unlike-chain", row.pairing.code, where, row.pk)
        record = said.pop(row.pk, None)
        same = record is not None and (record.seq, dict(record.content)) == (
            row.record,
            sealed_content(row),
        )
        days = period_days(row.period)
        dated = days is not None and (row.starts_on, row.ends_on) == (days.start, days.end)
        if not same or not dated or row.state != PeriodAct.State.AGREED:
            yield Problem("closing-unlike-seal", row.pairing.code, where, row.pk)
    for record in said.values():
        where = {"period": record.content["period"], "record": record.seq}
        yield Problem("closing-unlike-seal", record.content["pairing"], where, record.about)


KINDS = ("entries.close_period", "entries.reopen_period")


def _is_in_chain(row: PeriodAct) -> bool:
    """Return whether the book has the closing's chain at its posting; at 0 it was empty."""
    if row.seq == 0:
        return row.chain == GENESIS.hex()
    seal = Seal.objects.filter(book__code=book_of(row.pairing).code, seq=row.seq).first()
    return seal is not None and bytes(seal.chain).hex() == row.chain
