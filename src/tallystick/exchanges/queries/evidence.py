"""Reads: how commitments stand by the book, many at once: what each link has come to.

A bounded number of queries for any number of commitments. Of a thing only its own days are read,
of an amount only what moved since the commitment was made. Nothing read here is kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tallystick.exchanges.models import Commitment, CommitmentLink, Fulfilment
from tallystick.exchanges.queries.linked import TargetKey, target_amounts
from tallystick.exchanges.queries.successions import Reach, reaches
from tallystick.exchanges.rules.following import (
    Outcome,
    Progress,
    amount_progress,
    counted_once,
    outcome,
    thing_progress,
)
from tallystick.exchanges.rules.links import counts_followed
from tallystick.indicators.rules.counts import Count
from tallystick.journal.queries import Arrival, arrivals, subject_days, subject_moves
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Thing
from tallystick.programme.rules.bindings import YEAR
from tallystick.programme.rules.pipelines import CARRIED, pipelines

# Of any target counted over all the book, the first day of a book is early enough.
EVER = date(1900, 1, 1)


@dataclass(frozen=True)
class LinkRow:
    """One link and how far it has come."""

    link: CommitmentLink
    progress: Progress


@dataclass(frozen=True)
class Evidence:
    """What was found of one commitment: its links, the record of its own, and what follows."""

    links: tuple[LinkRow, ...] = ()
    fulfilment: Fulfilment | None = None
    outcome: Outcome = field(default_factory=lambda: Outcome("made"))


@dataclass(frozen=True)
class _Span:
    """What one amount or target counts: whose lines, on which days, up to how much."""

    link: CommitmentLink
    counts: tuple[Count, ...]
    wanted: int
    since: date
    until: date
    year: str
    reach: Reach


def evidence(
    made: Sequence[Commitment], *, on: date, known_by: datetime | None = None
) -> dict[int, Evidence]:
    """Return commitment → what the book shows of it at the end of a day, as known by an instant.

    Whatever has neither a link nor a record of its own is left out. A dozen queries for any number.
    """
    keys = [one.pk for one in made]
    links = list(
        CommitmentLink.objects.filter(commitment__in=keys, unlinked_at=None)
        .select_related("thing__region", "commitment", "pairing__programme")
        .order_by("commitment", "n")
    )
    done = _fulfilments(keys, on, known_by)
    if not links and not done:
        return {}
    by_key = {one.pk: one for one in made}
    progress = _things(links, on, known_by) | _figures(links, by_key, on, known_by)
    rows: dict[int, list[LinkRow]] = defaultdict(list)
    for one in links:
        rows[one.commitment_id].append(LinkRow(one, progress[one.pk]))
    return {
        key: Evidence(tuple(rows[key]), done.get(key), _outcome(rows[key], done.get(key)))
        for key in by_key
        if rows[key] or key in done
    }


def _outcome(rows: Iterable[LinkRow], done: Fulfilment | None) -> Outcome:
    if done is not None and done.state == Fulfilment.State.ACKNOWLEDGED:
        return Outcome("kept", done.done_on)
    return outcome([row.progress for row in rows])


def _fulfilments(
    keys: Collection[int], on: date, known_by: datetime | None
) -> dict[int, Fulfilment]:
    """Return commitment → the record of its own that stands or waits; one query."""
    standing = (Fulfilment.State.WRITTEN, Fulfilment.State.ACKNOWLEDGED)
    rows = Fulfilment.objects.filter(commitment__in=keys, state__in=standing, done_on__lte=on)
    if known_by is not None:
        rows = rows.filter(written_at__lte=known_by)
    found = {row.commitment_id: row for row in rows}
    for row in found.values():
        # What was acknowledged later still waited then.
        if known_by is not None and row.answered_at is not None and row.answered_at > known_by:
            row.state = Fulfilment.State.WRITTEN
    return found


def _things(
    links: Iterable[CommitmentLink], on: date, known_by: datetime | None
) -> dict[int, Progress]:
    """Return link → how far its thing has come, through all books; one query."""
    about = {one.pk: one for one in links if one.thing is not None}
    days: dict[tuple[str, str, str], list[tuple[date, str, int]]] = defaultdict(list)
    for subject, pipeline, unit, day, stage, net in _moved(about.values(), on, known_by):
        days[subject, pipeline, unit].append((day, stage, net))
    found = {}
    for key, one in about.items():
        assert one.thing is not None  # noqa: S101 (asked of those alone that have one)
        line = pipelines()[one.thing.pipeline]
        own = days[one.thing.key, line.code, line.units[0]]
        found[key] = thing_progress(line, one.stage, own)
    return found


def _moved(
    links: Iterable[CommitmentLink], on: date, known_by: datetime | None
) -> Iterator[tuple[str, str, str, date, str, int]]:
    """Yield what things moved by day and stage: from their days, or as it was known earlier."""
    things = [one.thing for one in links if one.thing is not None]
    keys = {thing.key for thing in things}
    if known_by is None:
        for row in subject_days(keys, until=on):
            yield row.subject, row.pipeline, row.unit, row.day, row.stage, row.net
        return
    used = {thing.pipeline for thing in things}
    moves = subject_moves(keys, pipelines=used, until=on, known_by=known_by) if keys else []
    for move in moves:
        for stage, net in ((move.source, -move.amount), (move.target, move.amount)):
            yield move.subject, move.pipeline, move.unit, move.day, stage, net


def _figures(
    links: Iterable[CommitmentLink],
    made: Mapping[int, Commitment],
    on: date,
    known_by: datetime | None,
) -> dict[int, Progress]:
    """Return link → how much of its amount or target came in."""
    about = [one for one in links if one.thing is None]
    if not about:
        return {}
    spans = list(_spans(about, made, on))
    rows = _came(spans, known_by)
    return {
        span.link.pk: amount_progress(span.wanted, _steps(span, rows)) if span.wanted
        # A target that the newest text leaves out is promised no longer, and cannot be met.
        else Progress(0, 0)
        for span in spans
    }  # fmt: skip


def _spans(
    links: Sequence[CommitmentLink], made: Mapping[int, Commitment], on: date
) -> Iterator[_Span]:
    pairings = {one.commitment_id: made[one.commitment_id].pairing for one in links}
    whose = [one.pairing for one in links if one.pairing is not None]
    reach = reaches([*pairings.values(), *whose])
    keys = {_target(one) for one in links if one.pairing is not None}
    promised = target_amounts(keys) if keys else {}
    for one in links:
        counts = counts_followed(one.indicator)
        if one.pairing is None:
            since, at = one.since or on, reach[pairings[one.commitment_id].pk]
            yield _Span(one, counts, one.amount or 0, since, on, "", at)
            continue
        at = reach[one.pairing.pk].own()
        first, last = _days(one.period)
        since = max(first, at.held.start or first)
        year = one.period[:4]
        yield _Span(one, counts, promised.get(_target(one), 0), since, min(last, on), year, at)


def _target(one: CommitmentLink) -> TargetKey:
    return (one.pairing_id or 0, one.indicator, one.period)


def _days(period: str) -> tuple[date, date]:
    """Return the first and the last day of a target's period: a year, or a month of one.

    >>> [day.isoformat() for day in (*_days("2020-02"), *_days("2020"))]
    ['2020-02-01', '2020-02-29', '2020-01-01', '2020-12-31']
    """
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(period[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(1)


def _came(spans: Sequence[_Span], known_by: datetime | None) -> list[Arrival]:
    """Return everything that came into a stage any of the spans counts; two queries.

    What was made known earlier than the first of its days happened before them.
    """
    stages = {(c.pipeline, stage) for span in spans for c in span.counts for stage in c.stages}
    ever = any(c.kind == "ever" and span.year for span in spans for c in span.counts)
    since = EVER if ever else min(span.since for span in spans)
    zone = ZoneInfo(spans[0].link.commitment.pairing.programme.time_zone)
    return arrivals(
        books={book for span in spans for book in span.reach.books},
        stages=stages,
        regions={place for span in spans for place in span.reach.regions},
        since=since,
        recorded_since=None if ever else datetime.combine(since, time.min, zone) - timedelta(1),
        until=max(span.until for span in spans),
        known_by=known_by,
        subjects=any(c.kind == "distinct" for span in spans for c in span.counts),
    )


def _steps(span: _Span, rows: Iterable[Arrival]) -> list[tuple[date, int]]:
    """Return what brought one link nearer, by day.

    Of a distinct count a named subject counts once a place; unnamed amounts as stated.
    """
    found: list[tuple[date, int]] = []
    named: list[tuple[str, date, int]] = []
    for row in rows:
        if row.source == CARRIED or row.day > span.until or not span.reach.holds(row):
            continue
        for count in span.counts:
            first = EVER if count.kind == "ever" and span.year else span.since
            if row.day < first or not _fits(row, count, span.year):
                continue
            if count.kind == "distinct" and row.subject:
                named.append((f"{count}{row.region} {row.subject}", row.day, row.amount))
            else:
                found.append((row.day, row.amount))
    return found + counted_once(named)


def _fits(row: Arrival, count: Count, year: str) -> bool:
    """Return whether an arrival is of a count. An amount since a day asks for no budget year."""
    if (row.pipeline, row.unit) != (count.pipeline, count.unit) or row.target not in count.stages:
        return False
    if not count.where:
        return True
    said = {**json.loads(row.cell), **json.loads(row.note)}
    return all(
        (YEAR in codes and not year)
        or said.get(dimension) in {year if code == YEAR else code for code in codes}
        for dimension, codes in count.where
    )


def things_seen(rows: Iterable[LinkRow], actor: Actor) -> frozenset[int]:
    """Return the things of links that the actor may see, which others may name; one query.

    A county sees the promises made to its city, and not every project of its neighbours.
    """
    keys = {row.link.thing_id for row in rows if row.link.thing_id}
    if not keys:
        return frozenset()
    seen = Thing.objects.visible_to(actor).filter(pk__in=keys)
    return frozenset(seen.values_list("pk", flat=True))
