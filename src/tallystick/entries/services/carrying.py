"""What stands at a place that ended is carried to its heirs, inside its book, under two names.

The same idea as a hand-over between books: out through `carried` at the old place, in through
`carried` at the new one, in one transaction. Inflow never counts such an edge, so the year's
flows stay where they happened, and what stands above both places is the same before and after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tallystick.access.services import record_act
from tallystick.entries.models import Entry, State
from tallystick.entries.queries.standing import LiveBalance, live_balances, standing_balances
from tallystick.entries.services.desk import Desk
from tallystick.entries.services.handing_over import HandOver, hand_over_live, parties
from tallystick.entries.services.posting import try_all
from tallystick.journal.rules import Account, Draft, Move
from tallystick.journal.services import post, writing
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import uuid7
from tallystick.kernel.problem import NotFound, Problem, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import book_of, side_region
from tallystick.programme.rules.pipelines import part_exceeds_whole, stage_rules
from tallystick.programme.services.places import move_things
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.regions.services.changes import find_place


@dataclass(frozen=True)
class Share:
    """A part of one standing amount that goes to one heir.

    Units: `n` counts the rows of `standing_at` from 1; `amount` in minor units of the row's unit.
    """

    n: int
    heir: str
    amount: int


@dataclass(frozen=True)
class Plan:
    """Who inherits what: shares of amounts, things by their code, and `rest` for all the rest."""

    rest: str
    shares: tuple[Share, ...] = ()
    things: Mapping[str, str] = field(default_factory=dict)


def standing_at(pairing: Pairing, region: str, *, on: date) -> list[LiveBalance]:
    """Return what stands at a place in the book of a pairing and can be carried on `on`."""
    return standing_balances(book_of(pairing).code, region=region, on=on)


def carry_place(
    *,
    pairing: str,
    region: str,
    plan: Plan,
    on: date,
    by: Actor,
    second: Actor,
    at: datetime | None = None,
) -> HandOver:
    """Carry all that stands at a place which ended to its heirs, in the book of `pairing`.

    Raises: Forbidden unless `by` and `second` speak for the two sides of the pairing; NotFound;
    Refused with everything wrong with the plan, or where nothing stands.
    """
    desk = Desk(by, at)
    found = desk.pairing(pairing)
    if found is None:
        raise NotFound.of("not-found", path="pairing", what="pairing", code=pairing)
    book = book_of(found).code
    with writing(book):
        _pairing, signed = parties(desk, pairing, second)
        old = find_place(region)
        rows = standing_at(found, region, on=on)
        if problems := plan_problems(old, rows, plan, on):
            raise Refused(problems)
        done = HandOver(uuid7(), book, book, len(rows))
        moves = [
            move
            for row, heir, n in dealt(rows, plan)
            for move in _there(row, replace(row.account, region=heir), n)
        ]
        _post(done, moves, on, signed, desk)
        _register(old, rows, plan)
        _record(done, desk, region, plan, on)
    return done


def passing_to(taker: Pairing) -> list[LiveBalance]:
    """Return what stands with the pairing that `taker` succeeds, and would pass to it."""
    if taker.succeeds is None:
        return []
    old = book_of(taker.succeeds)
    rows = live_balances(old.code, regions=below(side_region(taker, "supported")))
    if old.code != book_of(taker).code:
        return rows
    # In one book only what stands with the old partner passes: the rest is others' business.
    before = below(side_region(taker.succeeds, "supporting"))
    return [row for row in rows if row.account.partner in before]


def take_over(
    *, pairing: str, on: date, by: Actor, second: Actor, at: datetime | None = None
) -> HandOver:
    """Let a pairing take over what stands with the one it succeeds, whether or not in one book.

    Raises: as `hand_over_live`; Refused where it succeeds nobody.
    """
    desk = Desk(by, at)
    taker = desk.pairing(pairing)
    if taker is None:
        raise NotFound.of("not-found", path="pairing", what="pairing", code=pairing)
    if taker.succeeds is None:
        raise Refused.of("succeeds-nobody", path="pairing", value=pairing)
    old, book = book_of(taker.succeeds).code, book_of(taker).code
    if old != book:
        return hand_over_live(
            old=old, new=book, pairing=pairing, on=on, by=by, second=second, at=at
        )
    with writing(book):
        _pairing, signed = parties(desk, pairing, second)
        rows = passing_to(taker)
        if not rows:
            raise Refused.of("nothing-to-hand-over", old=taker.succeeds.code)
        done = HandOver(uuid7(), book, book, len(rows))
        partner = side_region(taker, "supporting")
        moves = [
            move
            for row in rows
            for move in _there(row, replace(row.account, partner=partner), row.amount)
        ]
        _post(done, moves, on, signed, desk)
        record_act(
            "entries.hand_over",
            "pairing",
            pairing,
            by=by,
            after={"lines": done.lines, "on": on.isoformat(), "id": done.id},
            at=desk.at,
        )
    return done


def _post(
    done: HandOver, moves: Iterable[Move], on: date, signed: Mapping[str, Any], desk: Desk
) -> None:
    """Write one transaction inside one book, then whatever waited for it."""
    draft = Draft(
        id=uuid7(),
        book=done.old,
        kind="hand_over",
        valid_from=on,
        moves=tuple(moves),
        provenance=signed,
        hand_over=done.id,
    )
    post(draft, rules=stage_rules(), recorded_at=desk.recorded_at)
    try_all(Entry.objects.filter(book__code=done.old, state=State.MATCHED), desk)


def plan_problems(old: Region, rows: Sequence[LiveBalance], plan: Plan, on: date) -> list[Problem]:
    """Return everything that is wrong with a plan, before anything is posted."""
    found = []
    name = {"value": Words.name_of(old)}
    if old.ended_on is None:
        found.append(Problem("place-goes-on", "region", name, old.code))
    elif on <= old.ended_on:
        params = {"day": old.ended_on.isoformat()}
        found.append(Problem("carried-too-early", "on", params, on.isoformat()))
    if not rows:
        found.append(Problem("nothing-to-carry", "region", name, old.code))
    heirs = set(old.changes.exclude(heir=None).values_list("heir__code", flat=True))
    named = {plan.rest, *plan.things.values(), *(share.heir for share in plan.shares)}
    heirless: dict[str, Any] = {"heirs": ", ".join(sorted(heirs)), "region": Words.name_of(old)}
    found += [Problem("no-heir", "plan", heirless, code) for code in sorted(named - heirs)]
    return found + list(_share_problems(rows, plan)) + list(_part_problems(rows, plan))


def _share_problems(rows: Sequence[LiveBalance], plan: Plan) -> Iterator[Problem]:
    given: dict[int, int] = defaultdict(int)
    for share in plan.shares:
        given[share.n] += share.amount
        path = f"shares.{share.n}"
        if not 1 <= share.n <= len(rows):
            yield Problem("share-of-nothing", path, value=str(share.n))
        elif rows[share.n - 1].subject:
            yield Problem("share-of-a-thing", path, value=str(share.n))
        elif type(share.amount) is not int or share.amount <= 0:
            yield Problem("share-no-number", path, value=str(share.amount))
    for n, amount in given.items():
        if 1 <= n <= len(rows) and amount > abs(rows[n - 1].amount):
            params = {"stands": abs(rows[n - 1].amount)}
            yield Problem("share-too-large", f"shares.{n}", params, str(amount))


def _part_problems(rows: Sequence[LiveBalance], plan: Plan) -> Iterator[Problem]:
    """Find an heir to whom a part would come without its whole: women without persons."""
    tables: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row, heir, n in dealt(rows, plan):
        account = row.account
        key = (heir, account.partner, account.pipeline, account.stage, account.cell)
        tables[key][account.unit] = tables[key].get(account.unit, 0) + n
    for (heir, *_), table in tables.items():
        for problem in part_exceeds_whole(table):
            yield Problem("part-without-whole", "plan", {"heir": heir}, str(problem.value))


def dealt(rows: Sequence[LiveBalance], plan: Plan) -> Iterator[tuple[LiveBalance, str, int]]:
    """Yield row, heir and amount; what no share names goes to the rest's heir."""
    keys = dict(Thing.objects.filter(code__in=plan.things).values_list("key", "code"))
    for n, row in enumerate(rows, 1):
        if row.subject is not None:
            yield row, plan.things.get(keys.get(row.subject, ""), plan.rest), row.amount
            continue
        sign, left = (1 if row.amount > 0 else -1), abs(row.amount)
        for share in plan.shares:
            if share.n == n and type(share.amount) is int:
                left -= share.amount
                yield row, share.heir, sign * share.amount
        if left > 0:
            yield row, plan.rest, sign * left


def _there(row: LiveBalance, new: Account, amount: int) -> tuple[Move, Move]:
    """Return the two moves of one part; a promise that was overdrawn is carried as such."""
    old = row.account
    gate, entrance = replace(old, stage="carried"), replace(new, stage="carried")
    if amount > 0:
        return (
            Move(old, gate, amount, subject=row.subject),
            Move(entrance, new, amount, subject=row.subject),
        )
    return (
        Move(gate, old, -amount, subject=row.subject),
        Move(new, entrance, -amount, subject=row.subject),
    )


def _register(old: Region, rows: Iterable[LiveBalance], plan: Plan) -> None:
    keys = {row.subject for row in rows if row.subject}
    codes = Thing.objects.filter(key__in=keys).values_list("code", flat=True)
    heirs = {code: plan.things.get(code, plan.rest) for code in codes}
    places = {r.code: r for r in Region.objects.filter(code__in=set(heirs.values()))}
    move_things(old, {code: places[heir] for code, heir in heirs.items()})


def _record(done: HandOver, desk: Desk, region: str, plan: Plan, on: date) -> None:
    record_act(
        "entries.carry_place",
        "region",
        region,
        by=desk.by,
        after={
            "book": done.old,
            "rest": plan.rest,
            "lines": done.lines,
            "on": on.isoformat(),
            "id": done.id,
        },
        at=desk.at,
    )
