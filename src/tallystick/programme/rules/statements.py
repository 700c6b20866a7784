"""What a stated table changes: the differences to post against what stands already.

Called by `entries` under the book's lock, so that two statements cannot take the same difference.
Source: docs/method/pipelines.md, "Three ways of stating".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import to_minor
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import (
    CARRIED,
    OUTSIDE,
    Pipeline,
    pipelines,
    split_move,
)

# (cell as canonical JSON, unit) → minor units.
Table = Mapping[tuple[str, str], int]
BACK = "back"


@dataclass(frozen=True)
class Step:
    """One difference to post on one edge. `back` takes a movement back on its own edge.

    Units: `amount` is above zero, in minor units of `unit`.
    """

    source: str
    target: str
    cell: str
    unit: str
    amount: int
    back: bool = False


@dataclass(frozen=True)
class SignedEdge:
    """One edge whose net flow counts towards a level: +1 into what stands, -1 out of it."""

    source: str
    target: str
    sign: int


def differences(stated: Table, have: Table) -> dict[tuple[str, str], int]:
    """Return cell and unit → stated less standing, rises first, unchanged ones left out.

    Rises come first, so that no floor is hit on the way to a table that is right as a whole.

    >>> differences({("a", "person"): 3, ("b", "person"): 9}, {("a", "person"): 5})
    {('b', 'person'): 9, ('a', 'person'): -2}
    """
    changed = {
        key: stated.get(key, 0) - have.get(key, 0)
        for key in {*stated, *have}
        if stated.get(key, 0) != have.get(key, 0)
    }
    return dict(sorted(changed.items(), key=lambda item: (-item[1], item[0])))


def year_to_date(move: str, stated: Table, have: Table) -> tuple[Step, ...]:
    """Return what a sum since the start of the year adds to, or takes back from, a move.

    Units: `have` is the net flow on that edge from the later of the year's and the pairing's
    start until the day of the statement. The table is whole: what it leaves out falls to zero.

    >>> year_to_date("outside>sold", {("{}", "CNY"): 700}, {("{}", "CNY"): 500})
    (Step(source='outside', target='sold', cell='{}', unit='CNY', amount=200, back=False),)
    """
    source, target = split_move(move)
    return tuple(
        Step(source, target, cell, unit, abs(change), back=change < 0)
        for (cell, unit), change in differences(stated, have).items()
    )


def level(pipeline: str, stated: Table, have: Table) -> tuple[Step, ...]:
    """Return the moves that bring what stands to what was stated.

    A fall is a real exit, except for a reading, where the newer one replaces the older.
    Units: `have` is the net over `level_edges`. Cells and units that are not stated stay.

    >>> [(s.target, s.amount) for s in level("job", {("{}", "person"): 4}, {("{}", "person"): 9})]
    [('left', 5)]
    """
    found = pipelines()[pipeline]
    standing = {key: amount for key, amount in have.items() if key in stated}
    steps = []
    for (cell, unit), change in differences(stated, standing).items():
        back = change < 0 and found.fall == BACK
        move = found.rise if change > 0 or back else found.fall
        steps.append(Step(*split_move(move), cell, unit, abs(change), back))
    return tuple(steps)


def level_edges(pipeline: str) -> tuple[SignedEdge, ...]:
    """Return the edges whose net flow, summed with their signs, is what a level compares with.

    A level says how much has got as far as the stage where its rise ends and has not left:
    an idle workshop still stands. Of a promise it says how much was promised: what was drawn
    from it since is not taken off, or signing a contract again would count the payments twice.

    >>> [(e.source, e.target, e.sign) for e in level_edges("investment")][:2]
    [('outside', 'contracted', 1), ('contracted', 'lapsed', -1)]
    >>> [(e.source, e.target, e.sign) for e in level_edges("job")][:2]
    [('outside', 'employed', 1), ('employed', 'left', -1)]
    """
    found = pipelines()[pipeline]
    top = split_move(found.rise)[1]
    if found.stages[top].promise:
        moves = [(split_move(found.rise), 1), (split_move(found.fall), -1)]
        standing = {top}
    else:
        standing = _standing(found, top)
        moves = [
            ((source, target), 1 if target in standing else -1)
            for target, sources in found.moves.items()
            for source in sources
            if (source in standing) != (target in standing)
        ]
    carried = [((CARRIED, stage), 1) for stage in sorted(standing)]
    handed = [((stage, CARRIED), -1) for stage in sorted(standing)]
    return tuple(SignedEdge(*edge, sign) for edge, sign in [*moves, *carried, *handed])


def _standing(found: Pipeline, top: str) -> set[str]:
    """Return the stage where a rise ends and the live stages one can only go on to from there."""
    standing, before = {top}, 0
    while len(standing) > before:
        before = len(standing)
        standing |= {
            code
            for code, sources in found.moves.items()
            if code in found.live and standing & set(sources) and OUTSIDE not in sources
        }
    return standing


def fall_problems(stated: Table, have: Table, reason: str) -> list[Problem]:
    """Return one problem for each unit whose sum of the year falls without a reason.

    What has happened since January cannot become less: a fall corrects an earlier statement.
    Single cells may fall: "place not stated" is sorted into places later.

    >>> [p.path for p in fall_problems({("a", "person"): 1}, {("b", "person"): 2}, "")]
    ['person']
    """
    problems = []
    for unit in sorted({unit for _, unit in [*stated, *have]}):
        now, before = (
            sum(n for (_, u), n in table.items() if u == unit) for table in (stated, have)
        )
        if now < before and not reason.strip():
            params = {"unit": unit, "now": now, "before": before}
            problems.append(Problem("year-sum-falls", path=unit, params=params, value=str(now)))
    return problems


def target_minor(indicator: str, text: str) -> int:
    """Return a target as written in the indicator's unit in minor units of its target unit.

    Raises: ValueError when it is no number or finer than the unit; KeyError when unknown.

    >>> target_minor("FS_DISBURSE_RATE", "90"), target_minor("FS_GOV_FUND", "1.5")
    (9000, 150)
    """
    return to_minor(text, indicators()[indicator].scale)
