"""Pairings side by side: the rows of their scorecards for a few indicators, read all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.entries.queries.due import reports_made_in
from tallystick.entries.queries.stated import RoughLine, rough_lines
from tallystick.indicators.engines.answered import answers_of
from tallystick.indicators.engines.values import Scope
from tallystick.indicators.queries.claiming import claims_of_pairings
from tallystick.indicators.queries.frames import Frame
from tallystick.indicators.queries.grounds import name_of
from tallystick.indicators.queries.many_frames import (
    Scopes,
    befores_of,
    frames_of,
    pairings_in_full,
)
from tallystick.indicators.rules.claims import ClaimRef
from tallystick.indicators.rules.counts import PAID_FOR, SIGNED, Count, formulas
from tallystick.indicators.rules.ranking import (
    RANKED,
    UnitCost,
    places,
    share_of,
    standing_of,
    unit_cost,
)
from tallystick.indicators.rules.reckoning import Ground, Reports
from tallystick.indicators.rules.rows import ScoreRow, row_of
from tallystick.kernel.actor import Actor
from tallystick.kernel.kept import Kept, Same
from tallystick.programme.models import Feeding, Pairing
from tallystick.programme.queries import book_of
from tallystick.programme.rules.catalogue import indicators

# So many rows are kept, each some two kilobytes, with how each stands and what a unit cost.
_rows: Kept[tuple[object, ...], tuple[ScoreRow, str, UnitCost]] = Kept(12_000)
# What each row stands on, by one mark for all rows of a report: it is long to look at.
_marks: Kept[tuple[object, ...], object] = Kept(12_000)


@dataclass(frozen=True)
class PairRow:
    """One pairing's row of an indicator.

    `standing` is `ranked`, or why there is no `place`; places are counted among the pairings of
    one level. Units: `rough` in minor units: the steps to which the year's entries were stated.
    """

    pairing: Pairing
    row: ScoreRow
    standing: str
    cost: UnitCost
    place: int | None = None
    rough: int = 0


@dataclass(frozen=True)
class SideBySide:
    """A year of many pairings as it was known on a day, by indicator in the order asked for."""

    year: int
    rows: Mapping[str, tuple[PairRow, ...]]


def side_by_side(
    actor: Actor,
    *,
    codes: Sequence[str],
    year: int,
    as_of: date | None = None,
    pairings: Collection[str] | None = None,
    programme: str = "",
    level: str = "",
    seen: Sequence[Pairing] | None = None,
) -> SideBySide:
    """Return what the scorecards of many pairings say of a few indicators.

    `pairings`: only these codes; those the actor does not see are not there. `seen`: what
    `pairings_in_full` gave for the actor, where it was read already.
    Some queries a book, whatever the number of its pairings, and one reading of the lines.
    Source: docs/method/comparing-pairings.md.
    """
    seen = pairings_in_full(actor) if seen is None else seen
    chosen = [
        row
        for row in seen
        if (pairings is None or row.code in pairings)
        and programme in ("", row.programme.code)
        and level in ("", row.level)
    ]
    frames = frames_of(chosen, year=year, as_of=as_of)
    grounds = _grounds(frames, seen, codes)
    roughs = _roughs(frames, grounds, codes)
    known_on = {frame.pairing.pk: frame.known_on for frame in frames}
    said = claims_of_pairings(known_on, year=year, actor=actor, only=codes)
    marks = {key: _mark_of(ground) for key, (ground, _scope) in grounds.items()}
    rows = {}
    for code in codes:
        found = []
        for frame in frames:
            key = frame.pairing.pk
            claims = said.get(key, {}).get(code, ())
            row, standing, cost = _row_of(code, grounds[key][0], marks[key], claims)
            rough = roughs.get((key, code), 0)
            found.append(PairRow(frame.pairing, row, standing, cost, rough=rough))
        rows[code] = tuple(_placed(found, code))
    return SideBySide(year, rows)


def _mark_of(ground: Ground) -> Same:
    """Return what the rows of a report stand on, as long as nobody changed it the same one."""
    key = (
        ground.window,
        # The engine's answers are kept themselves: what nobody changed is the same one again.
        Same(ground.answer),
        Same(ground.before),
        ground.before_name,
        ground.silence,
        ground.ends,
        ground.reports_due,
        tuple(ground.calendar.items()),
        ground.level_fed,
    )
    return Same(_marks.once(key, object))


def _row_of(
    code: str, ground: Ground, mark: Same, claims: tuple[ClaimRef, ...]
) -> tuple[ScoreRow, str, UnitCost]:
    """Return the row of an indicator, reckoned anew only where what it stands on changed."""

    def made() -> tuple[ScoreRow, str, UnitCost]:
        row = row_of(indicators()[code], formulas().get(code), ground, claims)
        return row, standing_of(row), unit_cost(indicators()[code], row, ground.answer)

    return _rows.once((code, mark, claims), made)


def _placed(rows: Iterable[PairRow], code: str) -> list[PairRow]:
    """Return the rows with their places; of what is not better for being more, none has one."""
    rows = list(rows)
    if indicators()[code].direction != "higher":
        return rows
    levels = {row.pairing.level for row in rows}
    found: dict[int, int] = {}
    for level in levels:
        shares = {
            one.pairing.pk: share_of(one.row.matched or 0, one.row.target or 1, one.rough)
            for one in rows
            if one.pairing.level == level and one.standing == RANKED
        }
        found |= places(shares)
    return [
        replace(one, place=found[one.pairing.pk]) if one.pairing.pk in found else one
        for one in rows
    ]


def _wanted(codes: Iterable[str]) -> set[Count]:
    made = [formulas()[code] for code in codes if code in formulas()]
    return {SIGNED, *PAID_FOR.values(), *(count for one in made for count in one.counts())}


Grounds = Mapping[int, tuple[Ground, Scope | None]]


def _grounds(frames: Sequence[Frame], seen: Iterable[Pairing], codes: Iterable[str]) -> Grounds:
    """Return pairing → the ground of its report and the lines it reads."""
    befores = befores_of(frames, seen)
    looked_up = Scopes(frames, befores)
    scopes = {frame.pairing.pk: looked_up.of(frame) for frame in frames}
    asked = {str(key): scope for key, scope in scopes.items() if scope is not None}
    for frame in frames:
        before = befores.get(frame.pairing.pk)
        scope = looked_up.of(frame, pairing=before) if before else None
        if scope is not None:
            asked[f"{frame.pairing.pk} before"] = scope
    answers = answers_of(asked, _wanted(codes))
    calendars = _calendars(frames, scopes)
    level_fed = _level_fed(frames, scopes)
    return {
        frame.pairing.pk: (
            Ground(
                window=frame.window,
                answer=answers.get(str(frame.pairing.pk)),
                silence=frame.silence,
                ends=frame.ends,
                reports_due=frame.reports_due,
                calendar=calendars.get(frame.pairing, {}),
                level_fed=level_fed[frame.pairing.pk],
                before=answers.get(f"{frame.pairing.pk} before"),
                before_name=name_of(befores[frame.pairing.pk])
                if frame.pairing.pk in befores
                else None,
            ),
            scopes[frame.pairing.pk],
        )
        for frame in frames
    }


def _calendars(
    frames: Iterable[Frame], scopes: Mapping[int, Scope | None]
) -> dict[Pairing, dict[str, Reports]]:
    asked, seqs = {}, {}
    for frame in frames:
        scope = scopes[frame.pairing.pk]
        if frame.window is not None and scope is not None:
            asked[frame.pairing] = (frame.window.since, frame.window.until, frame.known_on)
            seqs[book_of(frame.pairing).code] = scope.books[0].seq
    return {
        pairing: {code: Reports(one.made, one.due, one.asked) for code, one in counted.items()}
        for pairing, counted in reports_made_in(asked, seqs).items()
    }


def _level_fed(
    frames: Sequence[Frame], scopes: Mapping[int, Scope | None]
) -> dict[int, frozenset[tuple[str, str]]]:
    """Return pairing → the (pipeline, stage) of which only what stands is stated; one query."""
    books = {cut.book for scope in scopes.values() if scope for cut in scope.books}
    years = {frame.year for frame in frames}
    fed = list(
        Feeding.objects.filter(mode="level", year__in=years, book__code__in=books).values_list(
            "book__code", "region__code", "partner__code", "pipeline", "stage"
        )
    )
    return {
        key: frozenset(
            (pipeline, stage)
            for book, region, partner, pipeline, stage in fed
            if scope is not None and _lies_in(scope, book, region, partner)
        )
        for key, scope in scopes.items()
    }


def _lies_in(scope: Scope, book: str, region: str, partner: str) -> bool:
    return (
        any(cut.book == book for cut in scope.books)
        and region in scope.regions
        and partner in scope.partners
    )


def _roughs(
    frames: Sequence[Frame], grounds: Grounds, codes: Iterable[str]
) -> dict[tuple[int, str], int]:
    """Return (pairing, indicator) → how roughly the entries of the year were stated; one query."""
    made = {code: formulas()[code] for code in codes if code in formulas()}
    counts = {code: [*one.counts()] for code, one in made.items() if not one.over}
    pipelines = {count.pipeline for own in counts.values() for count in own}
    windows = [frame.window for frame in frames if frame.window is not None]
    if not windows or not pipelines:
        return {}
    rows = rough_lines(
        programmes={frame.pairing.programme_id for frame in frames},
        pipelines=pipelines,
        since=min(window.since for window in windows),
        until=max(window.until for window in windows),
    )
    return {
        (key, code): sum(row.step for row in rows if scope and _enters(row, own, scope))
        for key, (_ground, scope) in grounds.items()
        for code, own in counts.items()
    }


def _enters(row: RoughLine, counts: Iterable[Count], scope: Scope) -> bool:
    """Return whether a roughly stated line may enter one of the counts; its codes are not asked."""
    return _lies_in(scope, row.book, row.region, row.partner) and any(
        (row.pipeline, row.unit) == (count.pipeline, count.unit) and row.stage in count.stages
        for count in counts
    )
