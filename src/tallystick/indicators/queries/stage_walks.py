"""Walk a figure of a stage back: its lines, and the entries, names and evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from tallystick.entries.queries import numbers_of
from tallystick.entries.queries.channels import channels_apart
from tallystick.indicators.engines.values import LineRead
from tallystick.indicators.queries.legs import WalkLine
from tallystick.indicators.queries.stages import Cut, budget_cut, cut_of
from tallystick.journal.queries import LineRow, StageCut, StageFigure, reversals_of, stage_lines
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.rules.pipelines import CARRIED, Pipeline, unit_scale
from tallystick.regions.queries import below


@dataclass(frozen=True)
class StageAsk:
    """Which figure of a pipeline is walked back.

    `region` is a place with all below it, `at` the place itself; `budget` is a budget year,
    whenever its money moved; `partner` narrows to one pair of places.
    """

    pipeline: Pipeline
    stage: str
    part: StageFigure
    unit: str
    year: int
    as_of: date | None = None
    region: str = ""
    at: str = ""
    partner: str = ""
    budget: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    thing: Thing | None = None


@dataclass(frozen=True)
class StageWalk:
    """A figure of a stage with one page of its lines, newest first.

    Units: `value` in minor units of the unit asked for, with `scale` places inside.
    """

    value: int
    scale: int
    since: date | None
    until: date
    lines: tuple[WalkLine, ...]
    lines_total: int


def stage_walk(pairing: Pairing, ask: StageAsk, *, offset: int, limit: int) -> StageWalk:
    """Return what a figure of a stage is made of, as known on its day.

    Source: docs/method/explain.md.
    """
    whole = ask.budget or ask.partner
    cut = (
        budget_cut(pairing, year=ask.year, as_of=ask.as_of)
        if whole
        else cut_of(pairing, year=ask.year, as_of=ask.as_of, region=ask.region)
    )
    # Money of a budget year counts whenever it moved; what came in, within its year.
    by_year = ask.part == "came_in" and not ask.budget
    since = date(ask.year, 1, 1) if by_year else None
    until = min(date(ask.year, 12, 31), cut.until) if by_year else cut.until
    found = stage_lines(_asked(ask, cut, since, until), offset=offset, limit=limit)
    return StageWalk(
        value=found.total,
        scale=unit_scale(ask.unit),
        since=since,
        until=until,
        lines=_walked(found.rows, ZoneInfo(pairing.programme.time_zone), cut.book),
        lines_total=found.count,
    )


def _asked(ask: StageAsk, cut: Cut, since: date | None, until: date) -> StageCut:
    regions, partners = cut.regions, cut.partners
    if ask.region:
        regions &= below(ask.region, on=cut.until)
    if ask.at:
        regions &= {ask.at}
    if ask.partner:
        partners &= {ask.partner}
    budget = {"budget_year": ask.budget} if ask.budget else {}
    return StageCut(
        book=cut.book,
        pipeline=ask.pipeline.code,
        stage=ask.stage,
        unit=ask.unit,
        part=ask.part,
        regions=regions,
        partners=partners,
        since=since,
        until=until,
        carried=CARRIED,
        known_by=cut.known_by,
        codes={**ask.codes, **budget},
        subject=ask.thing.key if ask.thing else "",
    )


def _walked(rows: tuple[LineRow, ...], zone: ZoneInfo, book: str) -> tuple[WalkLine, ...]:
    keys = {row.transaction for row in rows}
    proofs, undone = numbers_of(keys), reversals_of(keys)
    ways = channels_apart([book]) if rows else {}
    return tuple(
        WalkLine(
            line=_read(row),
            part="",
            scale=unit_scale(row.unit),
            recorded_on=row.recorded_at.astimezone(zone).date(),
            reversed_by=undone.get(row.transaction),
            proof=proofs.get(row.transaction),
            channel=ways.get(row.transaction, ""),
        )
        for row in rows
    )


def _read(row: LineRow) -> LineRead:
    return LineRead(
        book=row.book,
        seq=row.seq,
        n=row.n,
        transaction=row.transaction,
        kind=row.kind,
        reverses=row.reverses,
        valid_from=row.valid_from,
        recorded_at=row.recorded_at,
        region=row.region,
        partner=row.partner,
        pipeline=row.pipeline,
        source=row.source,
        target=row.target,
        unit=row.unit,
        cell=row.cell,
        note=row.note,
        subject=row.subject,
        amount=row.amount,
        one_sided=row.one_sided,
        state="posted",
    )
