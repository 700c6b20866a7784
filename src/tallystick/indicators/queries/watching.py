"""Reads: what is signed and has not landed, and what is completed and idle, over all one sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from tallystick.access.models import Office
from tallystick.indicators.queries.stages import named
from tallystick.indicators.rules.stages import Standing, funnel, standing
from tallystick.journal.queries import moves_made, subject_moves
from tallystick.journal.rules import StageFlow, SubjectMove
from tallystick.kernel.actor import Actor
from tallystick.kernel.kept import Kept
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.rules.pipelines import Stage, pipelines
from tallystick.regions.models import Region, RegionClosure, on_line

LISTS = ("unlanded", "idle")
# So many things are named in a query; of more, all that a person sees are read.
FEW = 500


@dataclass(frozen=True)
class Watched:
    """One thing that stands too long. Units: minor units of the yuan; None: nothing is known."""

    thing: Thing
    standing: Standing
    days: int
    usual_days: int
    contracted: int | None
    paid_in: int | None
    office: Office | None
    invented: bool

    @property
    def supporting_party(self) -> str:
        """Who stands behind it, as its record says."""
        said = self.thing.details
        return str(said.get("enterprise") or said.get("contractor") or said.get("operator") or "")

    @property
    def supported_party(self) -> str:
        """The local partner, or who owns what was built."""
        said = self.thing.details
        return str(said.get("counterparty") or said.get("asset_owner") or "")


def watched_stages(name: str) -> dict[tuple[str, str], Stage]:
    """Return (pipeline, stage) → the stages whose things come to a list.

    >>> sorted(watched_stages("unlanded"))
    [('project', 'signed')]
    """
    return {
        (code, stage.code): stage
        for code, pipeline in pipelines().items()
        for stage in pipeline.stages.values()
        if stage.watch == name
    }


def watched_count(name: str, actor: Actor) -> int:
    """Return how many things may come to a list; one query, and none for no list of ours."""
    kinds = {code for code, _stage in watched_stages(name)}
    return Thing.objects.visible_to(actor).filter(pipeline__in=kinds).count() if kinds else 0


@dataclass(frozen=True)
class Late:
    """A thing that stands too long, before anything else is read of it."""

    code: str
    standing: Standing
    usual_days: int


def watched(
    name: str,
    actor: Actor,
    *,
    days: int | None = None,
    pipeline: str = "",
    today: date | None = None,
) -> list[Watched]:
    """Return the things of one list that stand longer than `days`, the longest first.

    Without `days` each stage's usual time holds.
    """
    now = today or timezone.localdate()
    late = late_things(name, actor, days=days, pipeline=pipeline, today=now)
    return told(late, actor, today=now)


def late_things(
    name: str,
    actor: Actor,
    *,
    days: int | None = None,
    pipeline: str = "",
    today: date | None = None,
) -> list[Late]:
    """Return what `watched` does, as far as the order of the list needs it.

    Four queries, whatever is found: what a thing did is read by its name, so that other books
    cost nothing, and read again only of things that moved since.
    """
    now = today or timezone.localdate()
    stages = watched_stages(name)
    kinds = frozenset(code for code, _stage in stages if pipeline in ("", code))
    seen = Thing.objects.visible_to(actor).filter(pipeline__in=kinds)
    codes = dict(seen.values_list("key", "code")) if kinds else {}
    late = [
        Late(codes[one.subject], one, _usual(stages, one))
        for one in _visible(_standing(seen, kinds, now), actor)
        if one.subject in codes
        and (one.pipeline, one.stage) in stages
        and one.days(now) > (_usual(stages, one) if days is None else days)
    ]
    return sorted(late, key=lambda one: (one.standing.since, one.code))


# So many things are kept with where they stand, each half a kilobyte.
_stood: Kept[tuple[object, ...], tuple[Standing, ...]] = Kept(50_000)


def _standing(seen: QuerySet[Thing], kinds: frozenset[str], now: date) -> Iterator[Standing]:
    """Yield where these things stand on a day; what moved since it was asked for last is read."""
    made = moves_made(seen.values("key")) if kinds else {}
    keys = {subject: (subject, *mark, kinds, now) for subject, mark in made.items()}
    found = _stood.given(keys.values())
    moved = [subject for subject, key in keys.items() if key not in found]
    if moved:
        # Of many that moved all are read: a query names a few thousand things at most.
        few = moved if len(moved) <= FEW else seen.values("key")
        units = {pipelines()[code].units[0] for code in kinds}
        own: dict[str, list[Standing]] = {subject: [] for subject in moved}
        for one in standing(subject_moves(few, pipelines=kinds, until=now), units):
            if one.subject in own:
                own[one.subject].append(one)
        # Moves that came while they were read lie under no key.
        still = moves_made(seen.values("key"))
        fresh = {keys[s]: tuple(one) for s, one in own.items() if still.get(s) == made[s]}
        _stood.keep({key: (one, 1) for key, one in fresh.items()})
        found |= {keys[subject]: tuple(one) for subject, one in own.items()}
    for key in keys.values():
        yield from found[key]


def _usual(stages: dict[tuple[str, str], Stage], one: Standing) -> int:
    return stages[one.pipeline, one.stage].usual_days or 0


def line_of_seats(actor: Actor) -> set[str] | None:
    """Return the places on the line of the actor's seats; None: all. One query."""
    if actor.system:
        return None
    line = Region.objects.filter(on_line(actor.regions(), "pk"))
    return set(line.values_list("code", flat=True))


def _visible(rows: Iterable[Standing], actor: Actor) -> list[Standing]:
    """Return what stands at places on the line of the actor's seats, on either side."""
    line = line_of_seats(actor)
    return [one for one in rows if line is None or one.region in line or one.partner in line]


def told(late: Iterable[Late], actor: Actor, *, today: date | None = None) -> list[Watched]:
    """Return late things with their record, their money and the office to ask, in the same order.

    Five queries.
    """
    now = today or timezone.localdate()
    usual = {one.standing: one.usual_days for one in late}
    rows = named(usual, actor)
    money = invested({one.subject for _thing, one in rows}, until=now)
    offices = _offices({thing.region_id for thing, _one in rows})
    books = {one.book for _thing, one in rows}
    invented = set(
        Pairing.objects.filter(code__in=books, programme__invented=True).values_list(
            "code", flat=True
        )
    )
    return [
        Watched(
            thing=thing,
            standing=one,
            days=one.days(now),
            usual_days=usual[one],
            contracted=money[one.subject]["contracted"] if one.subject in money else None,
            paid_in=money[one.subject]["paid_in"] if one.subject in money else None,
            office=offices.get(thing.region_id),
            invented=one.book in invented,
        )
        for thing, one in rows
    ]


def invested(subjects: Iterable[str], *, until: date | None = None) -> dict[str, dict[str, int]]:
    """Return subject → stage of the pipeline of investment → what reached it; one query."""
    moves = subject_moves(list(subjects), pipelines=["investment"], until=until)
    flows: dict[str, list[StageFlow]] = defaultdict(list)
    for move in moves:
        flows[move.subject].append(_as_flow(move))
    kind = pipelines()["investment"]
    return {
        subject: {
            row.stage: row.reached - row.carried for row in funnel(kind, own, unit="CNY", year=0)
        }
        for subject, own in flows.items()
    }


def _as_flow(move: SubjectMove) -> StageFlow:
    edge = (move.pipeline, move.region, move.cell, move.unit, move.source, move.target)
    return StageFlow(*edge, move.day.year, move.amount)


def _offices(regions: Iterable[int]) -> dict[int, Office]:
    """Return region → the office that answers there: its own, else the nearest above; a query."""
    over = list(
        RegionClosure.objects.filter(region__in=list(regions), valid_to=None)
        .order_by("depth")
        .values_list("region_id", "ancestor_id")
    )
    found: dict[int, Office] = {}
    at: dict[int, Office] = {}
    for office in Office.objects.filter(region__in={above for _region, above in over}).order_by(
        "-code"
    ):
        at[office.region_id] = office
    for region, above in over:
        if above in at:
            found.setdefault(region, at[above])
    return found
