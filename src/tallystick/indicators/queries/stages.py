"""Reads: one pipeline of a pairing as a funnel, and the named things that stand in it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Min
from django.utils import timezone

from tallystick.entries.models import Entry, State
from tallystick.entries.queries import unposted_lines
from tallystick.indicators.queries.frames import end_of_day
from tallystick.indicators.rules.stages import (
    StageSum,
    Standing,
    funnel,
    grouped,
    standing,
)
from tallystick.journal.queries import stage_flows, subject_moves, subjects_moved
from tallystick.journal.rules import StageFlow
from tallystick.kernel.actor import Actor
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import book_of
from tallystick.programme.queries.tiers import NO_TIER, TierBook, tier_book, tier_map
from tallystick.programme.rules.pipelines import Pipeline, pipelines, units_of
from tallystick.regions.queries import below

# Signed targets and the reports made have pages of their own.
NOT_SHOWN = frozenset({"target", "report"})


@dataclass(frozen=True)
class Cut:
    """What a page of stages is about: whose lines, until which day, as known when."""

    book: str
    regions: frozenset[str]
    partners: frozenset[str]
    year: int
    until: date
    known_by: datetime | None


def cut_of(pairing: Pairing, *, year: int, as_of: date | None = None, region: str = "") -> Cut:
    """Return the cut of a pairing's year; nobody knows more than today. Two queries."""
    zone = ZoneInfo(pairing.programme.time_zone)
    today = timezone.now().astimezone(zone).date()
    known = min(as_of, today) if as_of else None
    until = min(date(year, 12, 31), known or today)
    inside = below(pairing.supported.code, on=until)
    if region:
        inside = below(region, on=until) & inside
    return Cut(
        book=book_of(pairing).code,
        regions=inside,
        partners=below(pairing.supporting.code, on=until),
        year=year,
        until=until,
        known_by=end_of_day(known, zone) if known else None,
    )


def budget_cut(pairing: Pairing, *, year: int, as_of: date | None = None) -> Cut:
    """Return the cut of a budget year's money, whenever it moved until today, or until a day.

    Places are those on the map of the year's end and on that of the last day: a place that ended
    keeps its money of the years before, wherever the rest was carried.
    """
    zone = ZoneInfo(pairing.programme.time_zone)
    today = timezone.now().astimezone(zone).date()
    known = min(as_of, today) if as_of else None
    until = known or today
    end = min(date(year, 12, 31), until)

    def inside(code: str) -> frozenset[str]:
        return below(code, on=end) | below(code, on=until)

    return Cut(
        book=book_of(pairing).code,
        regions=inside(pairing.supported.code),
        partners=inside(pairing.supporting.code),
        year=year,
        until=until,
        known_by=end_of_day(known, zone) if known else None,
    )


def flows_of(cut: Cut, pipeline: str = "") -> list[StageFlow]:
    """Return what moved in a pipeline, or in all, within a cut; one query."""
    return stage_flows(
        cut.book,
        # All of them by name: the accounts of a place are found by their pipeline.
        pipelines=[pipeline] if pipeline else list(pipelines()),
        regions=cut.regions,
        partners=cut.partners,
        until=cut.until,
        known_by=cut.known_by,
    )


@dataclass(frozen=True)
class Waiting:
    """What waits at the other side for one stage: reports, the oldest day, and what they add."""

    reports: int
    oldest: date
    amounts: Mapping[str, int]


@dataclass(frozen=True)
class StageCard:
    """One pipeline of a pairing in one unit: its funnel, in all, by place and by kept code."""

    pipeline: Pipeline
    unit: str
    units: tuple[str, ...]
    rows: list[StageSum]
    by_region: Mapping[str, list[StageSum]]
    by_code: Mapping[str, Mapping[str, list[StageSum]]]
    by_year: Mapping[str, list[StageSum]]
    by_tier: Mapping[str, list[StageSum]]
    tiers: Mapping[str, Words]
    things: list[tuple[Thing, Standing]]
    waiting: Mapping[str, Waiting]


def stage_card(
    pairing: Pairing, pipeline: Pipeline, cut: Cut, *, actor: Actor, unit: str = ""
) -> StageCard:
    """Return one pipeline of a pairing; what waits is told only where no earlier day is asked."""
    flows = flows_of(cut, pipeline.code)
    book = _tier_book(pairing, pipeline, cut)
    used = {flow.unit for flow in flows}
    units = tuple(u for u in _units(pipeline) if u in used)
    chosen = unit if unit in units else (units or pipeline.units)[0]
    return StageCard(
        pipeline=pipeline,
        unit=chosen,
        units=units,
        rows=funnel(pipeline, flows, unit=chosen, year=cut.year),
        by_region=grouped(pipeline, flows, unit=chosen, year=cut.year, by=lambda f: f.region),
        by_code={
            kept: grouped(pipeline, flows, unit=chosen, year=cut.year, by=_coded(kept))
            for kept in pipeline.kept
        },
        by_year={
            str(year): funnel(pipeline, flows, unit=chosen, year=year)
            for year in sorted({flow.year for flow in flows if flow.unit == chosen}, reverse=True)
        },
        by_tier=_by_tier(book, pipeline, flows, cut, chosen) if book else {},
        tiers=book.words() if book else {},
        things=_things(pipeline, cut, actor),
        waiting=_waiting(pipeline.code, cut) if cut.known_by is None else {},
    )


def _units(pipeline: Pipeline) -> list[str]:
    return list(dict.fromkeys(u for s in pipeline.stages for u in units_of(pipeline.code, s)))


def _coded(kept: str) -> Callable[[StageFlow], str]:
    return lambda flow: str(json.loads(flow.cell).get(kept, "-"))


def _tier_book(pairing: Pairing, pipeline: Pipeline, cut: Cut) -> TierBook | None:
    """Return the tiers that part a pipeline; None where no county stands in one, or what moves is
    of no budget year."""
    if "budget_year" not in pipeline.kept:
        return None
    book = tier_book(pairing, known_by=cut.known_by)
    return book if book.places else None


def _by_tier(
    book: TierBook, pipeline: Pipeline, flows: list[StageFlow], cut: Cut, unit: str
) -> dict[str, list[StageSum]]:
    """Return the funnel by the tier of each line's county in its budget year."""
    tiers = tier_map(book, {flow.region for flow in flows})

    def tier(flow: StageFlow) -> str:
        year = _coded("budget_year")(flow)
        return tiers.of(flow.region, int(year)).tier if year.isdecimal() else NO_TIER

    return grouped(pipeline, flows, unit=unit, year=cut.year, by=tier)


def _things(pipeline: Pipeline, cut: Cut, actor: Actor) -> list[tuple[Thing, Standing]]:
    """Return the named things of this cut and where each stands; two queries.

    A thing's moves are read through all books, for one that was handed over keeps its day; what
    stands in another book or with another partner is left out.
    """
    about = subjects_moved(
        cut.book, pipeline=pipeline.code, regions=cut.regions, partners=cut.partners
    )
    moves = subject_moves(about, pipelines=[pipeline.code], until=cut.until, known_by=cut.known_by)
    here = [
        one
        for one in standing(moves, pipeline.units[:1])
        if one.book == cut.book and one.region in cut.regions and one.partner in cut.partners
    ]
    return named(here, actor)


def named(rows: Iterable[Standing], actor: Actor) -> list[tuple[Thing, Standing]]:
    """Return standings with the things they are about, as far as the actor sees those."""
    found = list(rows)
    keys = {row.subject for row in found}
    seen = Thing.objects.visible_to(actor).filter(key__in=keys).select_related("region")
    things = {thing.key: thing for thing in seen}
    return [(things[row.subject], row) for row in found if row.subject in things]


def _waiting(pipeline: str, cut: Cut) -> dict[str, Waiting]:
    reports: dict[str, set[str]] = defaultdict(set)
    amounts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    days: dict[str, date] = {}
    for line in unposted_lines(cut.book, pipeline=pipeline):
        if line["region"] not in cut.regions or line["partner"] not in cut.partners:
            continue
        if line["valid_from"] > cut.until:
            continue
        stage = line["source"] if line["back"] else line["target"]
        reports[stage].add(line["entry"])
        amounts[stage][line["unit"]] += line["amount"]
        days[stage] = min(days.get(stage, line["valid_from"]), line["valid_from"])
    return {stage: Waiting(len(own), days[stage], amounts[stage]) for stage, own in reports.items()}


@dataclass(frozen=True)
class PipelineUse:
    """One pipeline in the index of a pairing: its stages in its chief unit, and what waits."""

    pipeline: Pipeline
    unit: str
    rows: list[StageSum]
    waiting: int
    waiting_since: date | None


def pipelines_used(pairing: Pairing, cut: Cut, *, actor: Actor) -> list[PipelineUse]:
    """Return every pipeline in which something moved or waits, in the order of the registry.

    Two queries, whatever was reported.
    """
    flows: dict[str, list[StageFlow]] = defaultdict(list)
    for flow in flows_of(cut):
        flows[flow.pipeline].append(flow)
    open_here = (
        Entry.objects.visible_to(actor)
        .filter(
            book__code=cut.book,
            state__in=(State.CONFIRMED, State.DISPUTED, State.MATCHED),
            region__code__in=cut.regions,
            partner__code__in=cut.partners,
            happened_on__lte=cut.until,
        )
        .values_list("pipeline")
        .annotate(n=Count("pk"), oldest=Min("happened_on"))
        .order_by("pipeline")
    )
    waiting = {code: (n, oldest) for code, n, oldest in open_here} if not cut.known_by else {}
    found = []
    for code, pipeline in pipelines().items():
        if code in NOT_SHOWN or (code not in flows and code not in waiting):
            continue
        used = {flow.unit for flow in flows[code]}
        unit = next((u for u in pipeline.units if u in used), pipeline.units[0])
        rows = funnel(pipeline, flows[code], unit=unit, year=cut.year)
        n, oldest = waiting.get(code, (0, None))
        found.append(PipelineUse(pipeline, unit, rows, n, oldest))
    return found
