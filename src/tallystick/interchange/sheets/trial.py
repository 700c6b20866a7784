"""Try a file without keeping the others out: in slices, each entered, handed on and undone.

One transaction over a whole file would hold a SQLite book for as long as the file takes, and
nobody could sign in meanwhile. What entries need of one another lies in one slice, so what is
told is what the whole file in one transaction would have been told.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import connection, transaction

from tallystick.entries.services import Result, group_reports
from tallystick.interchange.sheets.entering import Beside, enter_whole
from tallystick.interchange.sheets.entries import EntryRow
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.kernel.progress import listening, tell

# So many entries take about half a second.
SLICE = 40
# Who waits for SQLite looks again every tenth of a second: a shorter pause lets nobody in.
# Source: sqlite3.c, sqliteDefaultBusyCallback.
PAUSE = 0.12


@dataclass
class Tried:
    """What became of entries by their place: refused as reports or when handed on, or known.

    `numbers`: what each new one was numbered in its own slice; `named`: of a refused one, the
    numbers that its faults may name, and whose they are.
    """

    unfit: dict[int, list[Problem]] = field(default_factory=dict)
    unready: dict[int, list[Problem]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    numbers: dict[int, str] = field(default_factory=dict)
    named: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def refused(self) -> dict[int, list[Problem]]:
        """Every fault, in the order in which a file that is tried whole tells them."""
        return dict([*sorted(self.unfit.items()), *sorted(self.unready.items())])


class _Undo(Exception):
    """Undoes a slice."""


def try_in_slices(
    entries: list[EntryRow],
    by: Actor,
    at: datetime | None,
    folder: Beside | None,
    examples: frozenset[str],
) -> Tried:
    """Return what would become of entries; nothing of it is kept.

    Others may write between two slices: what they enter meanwhile is found, or not.
    """
    tried, done = Tried(), 0
    groups = group_reports([entry.report for entry in entries], by=by, at=at)
    for slice_ in _slices(groups):
        tell("checking", done, len(entries))
        if done:
            _let_others_in()
        with listening(lambda *_: None):
            _try(slice_, entries, by, at, folder, examples, tried)
        done += len(slice_)
    return _numbered_as_whole(tried)


def _slices(groups: list[list[int]]) -> Iterator[list[int]]:
    """Yield the places of entries in slices, those that hang together in one."""
    found: list[int] = []
    for group in groups:
        if found and len(found) + len(group) > SLICE:
            yield sorted(found)
            found = []
        found += group
    if found:
        yield sorted(found)


def _let_others_in() -> None:
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)


def _try(
    left: list[int],
    entries: list[EntryRow],
    by: Actor,
    at: datetime | None,
    folder: Beside | None,
    examples: frozenset[str],
    tried: Tried,
) -> None:
    try:
        with transaction.atomic():
            while True:
                some = [entries[n] for n in left]
                results, refused = enter_whole(some, by, at, folder, examples)
                _note(left, results, refused, tried)
                if not refused:
                    raise _Undo
                left = [n for k, n in enumerate(left) if k not in refused]
    except _Undo:
        pass


def _note(
    left: list[int], results: list[Result], refused: dict[int, list[Problem]], tried: Tried
) -> None:
    unfit = any(result.problems for result in results)
    numbers = {n: r.entry.number for n, r in zip(left, results, strict=True) if r.entry}
    for k, n in enumerate(left):
        if k in refused and unfit:
            tried.unfit[n] = refused[k]
        elif k in refused:
            tried.unready[n] = refused[k]
            tried.named[n] = {number: place for place, number in numbers.items()}
        if results[k].known:
            tried.known.add(n)
        elif n in numbers:
            tried.numbers.setdefault(n, numbers[n])


def _numbered_as_whole(tried: Tried) -> Tried:
    """Name the entries that a fault names by the numbers they have in the whole file."""
    whole = _whole_numbers(tried.numbers)
    for n, problems in tried.unready.items():
        meant = {old: whole[place] for old, place in tried.named[n].items() if place in whole}
        tried.unready[n] = [_renumbered(problem, meant) for problem in problems]
    return tried


def _whole_numbers(numbers: dict[int, str]) -> dict[int, str]:
    last: dict[str, int] = {}
    for number in numbers.values():
        year, _dash, counted = number.rpartition("-")
        last[year] = min(int(counted) - 1, last.get(year, int(counted)))
    found: dict[int, str] = {}
    for n in sorted(numbers):
        year = numbers[n].rpartition("-")[0]
        last[year] += 1
        found[n] = f"{year}-{last[year]:04d}"
    return found


def _renumbered(problem: Problem, meant: dict[str, str]) -> Problem:
    named = problem.params.get("number")
    if named not in meant:
        return problem
    return replace(problem, params={**problem.params, "number": meant[named]})
