"""From what was stated to what is posted: movements as they are, sums and levels as differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tallystick.entries.rules.reports import CanonicalLine
from tallystick.journal.rules import Account, Move
from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Problem
from tallystick.programme.rules import statements
from tallystick.programme.rules.pipelines import (
    CARRIED,
    canonical_note,
    pipelines,
    split_move,
)

Table = dict[tuple[str, str], int]  # (cell, unit) → minor units


@dataclass(frozen=True)
class Flow:
    """What stands in the book on one edge and day, net of what was taken back.

    Units: `amount` in minor units of `unit`, below zero where more was taken back than moved.
    """

    on: date
    source: str
    target: str
    unit: str
    cell: str
    note: str
    amount: int


@dataclass(frozen=True)
class Step:
    """One movement to post: `amount` above zero along source>target, or `back` along it."""

    source: str
    target: str
    unit: str
    cell: str
    note: str
    amount: int
    back: bool = False

    def mirror(self) -> Step:
        """Return the step that takes this one back on its own edge."""
        return replace(self, back=not self.back)

    def flow(self, on: date) -> Flow:
        """Return what the step adds to its edge on a day."""
        amount = -self.amount if self.back else self.amount
        return Flow(on, self.source, self.target, self.unit, self.cell, self.note, amount)


@dataclass(frozen=True)
class Place:
    """Whose account a step moves in: supported place, supporting place, pipeline, named thing."""

    region: str
    partner: str
    pipeline: str
    subject: str | None = None

    def move(self, step: Step) -> Move:
        """Return a step as the journal's move: the account that gives stands first."""
        ends = [
            Account(self.region, self.partner, self.pipeline, stage, step.unit, step.cell)
            for stage in (step.source, step.target)
        ]
        if step.back:
            ends.reverse()
        return Move(ends[0], ends[1], step.amount, step.back, self.subject, step.note)


def itemised(move: str, lines: Iterable[CanonicalLine]) -> list[Step]:
    """Return the stated movements as they are; a zero moves nothing.

    >>> stated = [CanonicalLine("CNY", 0, "{}", "{}"), CanonicalLine("CNY", 5, "{}", "{}")]
    >>> [step.amount for step in itemised("outside>sold", stated)]
    [5]
    """
    source, target = split_move(move)
    return [Step(source, target, n.unit, n.cell, n.note, n.amount) for n in lines if n.amount]


def year_to_date(move: str, lines: Sequence[CanonicalLine], flows: Sequence[Flow]) -> list[Step]:
    """Return the differences between a year's stated table and the net flow on its edge so far.

    Units: `flows` are those of the window, from the later of New Year's and the pairing's first
    day to the stated day.
    Source: docs/method/entries.md, "Sums since New Year".

    >>> flow = Flow(date(2020, 3, 31), "outside", "sold", "CNY", "{}", "{}", 100)
    >>> year_to_date("outside>sold", [CanonicalLine("CNY", 90, "{}", "{}")], [flow])
    [Step(source='outside', target='sold', unit='CNY', cell='{}', note='{}', amount=10, back=True)]
    """
    want, have = by_note(lines), by_note(on_edge(move, flows))
    steps = [
        Step(step.source, step.target, step.unit, step.cell, note, step.amount, step.back)
        for note in sorted({*want, *have})
        for step in statements.year_to_date(move, want.get(note, {}), have.get(note, {}))
    ]
    return sorted(steps, key=lambda step: step.back)


def on_edge(move: str, flows: Iterable[Flow]) -> list[Flow]:
    """Return the flows along one move."""
    return [flow for flow in flows if (flow.source, flow.target) == split_move(move)]


def by_note(rows: Iterable[CanonicalLine | Flow]) -> dict[str, Table]:
    """Return one table of amounts for each set of noted codes."""
    tables: dict[str, Table] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        tables[row.note][row.cell, row.unit] += row.amount
    return tables


def table_of(rows: Iterable[CanonicalLine | Flow]) -> Table:
    """Return the amounts by kept codes and unit, whatever was noted."""
    table: Table = defaultdict(int)
    for row in rows:
        table[row.cell, row.unit] += row.amount
    return dict(table)


def sum_falls(
    move: str, lines: Sequence[CanonicalLine], flows: Sequence[Flow], reason: str
) -> list[Problem]:
    """Return one problem for each unit whose year's sum falls though nobody said why."""
    return statements.fall_problems(table_of(lines), table_of(on_edge(move, flows)), reason)


def level(pipeline: str, lines: Sequence[CanonicalLine], flows: Sequence[Flow]) -> list[Step]:
    """Return the rises and falls that make what stands what was stated, cell by cell.

    Units: `flows` are those up to and on the stated day.
    Source: docs/method/entries.md, "What stands on a day".
    """
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        said[line.cell, line.unit].add(line.note)
    steps = statements.level(pipeline, table_of(lines), standing(pipeline, flows))
    rise = split_move(pipelines()[pipeline].rise)
    return [
        Step(s.source, s.target, s.unit, s.cell, note, s.amount, s.back)
        for s in steps
        for note in [_note(pipeline, s.target, said[s.cell, s.unit], (s.source, s.target) == rise)]
    ]


def _note(pipeline: str, stage: str, said: set[str], rises: bool) -> str:
    """Return what is noted of a level's move: what was said, if it was said one way only."""
    if rises and len(said) == 1:
        return next(iter(said))
    return canonical_note(pipeline, stage, {})


def standing(pipeline: str, flows: Iterable[Flow]) -> Table:
    """Return what a level compares with: the net flow over its edges, each with its sign."""
    signs = {(e.source, e.target): e.sign for e in statements.level_edges(pipeline)}
    table: Table = defaultdict(int)
    for flow in flows:
        sign = signs.get((flow.source, flow.target), 0)
        if sign:
            table[flow.cell, flow.unit] += sign * flow.amount
    return dict(table)


def is_fed(pipeline: str, move: str) -> bool:
    """Return whether a move brings something new into its stage, so that it can count twice.

    Opening balances do not, nor does what only comes back to where it was counted before.

    >>> is_fed("facility", "planned>operating"), is_fed("facility", "idle>operating")
    (True, False)
    """
    source, target = split_move(move)
    if source == CARRIED:
        return False
    stages = pipelines()[pipeline].stages
    reached, before = {target}, 0
    while len(reached) > before:
        before = len(reached)
        reached |= {code for code, stage in stages.items() if reached & set(stage.sources)}
    return source not in reached


def report_cell(pipeline: str, on: date) -> str:
    """Return the codes under which a report of `pipeline` in the month of `on` is counted.

    >>> report_cell("sale", date(2019, 3, 28))
    '{"period":"2019-03","pipeline":"sale"}'
    """
    return canonical_json({"period": f"{on:%Y-%m}", "pipeline": pipeline})


def report_steps(pipeline: str, on: date, *, made: bool, silent: bool) -> Iterator[Step]:
    """Yield the line that says "we reported", once a month and pipeline.

    `made`: the month has its line. `silent`: nothing else is posted; a month that has its line
    then gets one more and gives it back, so that the entry stands in the book and counts nothing.
    """
    step = Step("outside", "made", "report", report_cell(pipeline, on), "{}", 1)
    if not made or silent:
        yield step
    if made and silent:
        yield step.mirror()


def unchanged(move: str, line: CanonicalLine) -> tuple[Step, Step]:
    """Return a step there and back: how what changes nothing, such as a zero target, is posted."""
    step = Step(*split_move(move), line.unit, line.cell, line.note, 1)
    return step, step.mirror()


def taken_back(
    steps: Iterable[Step], later: Mapping[tuple[str, str], date]
) -> dict[date, list[Step]]:
    """Return what an older statement takes back where a newer one stands, by day.

    Units: `later` maps (cell, unit) → the next stated day; cells without one keep their steps.
    """
    days: dict[date, list[Step]] = defaultdict(list)
    for step in steps:
        day = later.get((step.cell, step.unit))
        if day is not None:
            days[day].append(step.mirror())
    return dict(sorted(days.items()))
