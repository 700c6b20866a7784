"""What each row of a sheet would do - enter, stand already, stay out - and what the rows sum to.

Shown before a person takes a file in, so that she can hold it against her own sheet. Plain Python.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tallystick.entries.rules.reports import Report
from tallystick.interchange.sheets.entries import EntryRow
from tallystick.kernel.problem import Problem


class Fate(StrEnum):
    """What becomes of an entry of a sheet; `known`: it stands already with the same content."""

    NEW = "new"
    KNOWN = "known"
    FAULTY = "faulty"


@dataclass(frozen=True)
class FoundRow:
    """One entry of a sheet as it was understood; `report` None where it could not be read.

    Units: `rows` as a spreadsheet numbers them; `sheet` empty in a CSV file.
    """

    sheet: str
    rows: tuple[int, ...]
    fate: Fate
    report: Report | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class Sum:
    """What the rows in order sum to, of one move, statement and unit.

    Units: amounts in minor units of `unit`; `new_count` and `known_count` count stated amounts.
    `rough`: one of them was not stated exactly.
    """

    pipeline: str
    move: str
    statement: str
    unit: str
    new: int = 0
    new_count: int = 0
    known: int = 0
    known_count: int = 0
    rough: bool = False


def found_rows(
    entries: Sequence[EntryRow],
    *,
    refused: Mapping[int, Sequence[Problem]],
    known: Collection[int],
    unread: Iterable[Problem],
) -> tuple[FoundRow, ...]:
    """Return every entry of a file with what becomes of it, in the order of its sheets.

    Units: `refused` (index → why) and `known` (indexes) are of `entries`; `unread` are the
    problems of rows that became no entry. A problem of the file as a whole is of no row.
    """
    found = [_of_entry(entry, n, refused, known) for n, entry in enumerate(entries)]
    found += _of_problems(unread)
    order = {sheet: n for n, sheet in enumerate(dict.fromkeys(row.sheet for row in found))}
    return tuple(sorted(found, key=lambda row: (order[row.sheet], row.rows)))


def _of_entry(
    entry: EntryRow, n: int, refused: Mapping[int, Sequence[Problem]], known: Collection[int]
) -> FoundRow:
    fate = Fate.FAULTY if n in refused else Fate.KNOWN if n in known else Fate.NEW
    numbers = tuple(dict.fromkeys(row.number for row in entry.rows))
    return FoundRow(entry.rows[0].sheet, numbers, fate, entry.report, tuple(refused.get(n, ())))


def _of_problems(problems: Iterable[Problem]) -> list[FoundRow]:
    """Return a row for each entry that could not be read, with all that is wrong with it."""
    rows: dict[tuple[str, tuple[int, ...]], list[Problem]] = {}
    for problem in problems:
        if problem.params.get("row") is not None:
            key = (problem.params.get("sheet") or "", lines_of(problem))
            rows.setdefault(key, []).append(problem)
    return [
        FoundRow(sheet, numbers, Fate.FAULTY, None, tuple(told))
        for (sheet, numbers), told in rows.items()
    ]


def lines_of(problem: Problem) -> tuple[int, ...]:
    """Return the rows of the entry a problem keeps out.

    >>> lines_of(Problem("cell-empty", "", {"row": 3, "rows": "2, 3"}))
    (2, 3)
    """
    together = str(problem.params.get("rows") or problem.params["row"])
    return tuple(int(number) for number in together.split(", "))


def spans(rows: Sequence[int]) -> str:
    """Return rows as a person names them, those in a row together.

    >>> spans([7]), spans([2, 3, 4, 9])
    ('7', '2–4, 9')
    """
    runs: list[tuple[int, int]] = []
    for number in rows:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in runs)


def sums_of(found: Iterable[FoundRow]) -> tuple[Sum, ...]:
    """Return the sums of what would enter and of what stands already, in the order of the sheets.

    Nothing of a faulty row is in any sum.
    """
    sums: dict[tuple[str, str, str, str], Sum] = {}
    for row in found:
        said = row.report
        if said is None or row.fate == Fate.FAULTY:
            continue
        for line in said.lines:
            key = (said.pipeline, said.move, said.statement, line.unit)
            one = sums.setdefault(key, Sum(*key))
            one.rough = one.rough or line.precision != 1
            if row.fate == Fate.NEW:
                one.new, one.new_count = one.new + line.amount, one.new_count + 1
            else:
                one.known, one.known_count = one.known + line.amount, one.known_count + 1
    return tuple(sums.values())
