"""Entries in: a sheet with one line of an entry a row, every bad cell listed in one pass. Pure.

Rows that bear the same `entry` are the lines of one entry. What takes the book to know (the
region, the thing, an earlier statement) is checked when the reports are taken; `placed` gives
such a problem its row and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tallystick.entries.rules.checks import SIDES, STATEMENTS
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.interchange.sheets.dates import read_date
from tallystick.interchange.sheets.rows import NO, SHOWN, YES, Row, Table
from tallystick.interchange.sheets.vocabulary import Vocabulary
from tallystick.kernel.numeral import read_stated
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.rules.pipelines import AS_INDICATOR, NOT_STATED, split_move
from tallystick.programme.rules.recorded import read_record

# What all rows of an entry say alike; a blank cell in a later row means "as above".
HEAD = ("pairing", "side", "region", "partner", "pipeline", "move", "statement", "on")
REQUIRED = ("entry", *HEAD, "unit", "amount")
HEAD_TOO = ("thing", "title", "title_zh", "evidence", "reason", "invented")
COLUMNS = (*REQUIRED, *HEAD_TOO)
# A column `record.payer` holds the field `payer` of the pipeline's record.
RECORD = "record."
_FIELD_COLUMNS = {
    "own_reference": "entry",
    "happened_on": "on",
    "title_en": "title",
    "lines": "amount",
}
_LINE_PATH = re.compile(r"lines\.(\d+)(?:\.(?:cell\.|note\.)?(?P<column>[a-z_]+))?", re.ASCII)


@dataclass(frozen=True)
class EntryRow:
    """One entry of a sheet: its report, the names of its evidence files, the row of each line.

    `invented`: the sheet itself says that the figures are made up.
    """

    report: Report
    evidence: tuple[str, ...]
    rows: tuple[Row, ...]
    invented: bool = False


def check_entries(table: Table, *, vocabulary: Vocabulary) -> tuple[list[EntryRow], list[Problem]]:
    """Return the entries in order and a problem for every cell that is not.

    Shape: an entry with a bad cell in any of its rows is left out; problems carry `row` (None:
    the file) and `column` among their parameters, and come in order of rows.
    """
    problems = list(table.problems)
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row["entry"] or f"row {row.number}", []).append(row)
    entries = []
    for group in groups.values():
        rows = [_as_above(row, group[0]) for row in group]
        found = [p for row in rows for check in CHECKS for p in check(row, vocabulary)]
        found += [p for row in rows[1:] for p in _unlike(row, rows[0])]
        problems += found
        if not found:
            entries.append(_entry(rows, vocabulary))
    return entries, sorted(problems, key=lambda problem: problem.params["row"] or 0)


def placed(problem: Problem, entry: EntryRow) -> Problem:
    """Return a problem of a report (`lines.2.unit`, `happened_on`) with its row and column.

    >>> report = Report("a-b", "supported", "x", "y", "funds", "a>b", "level", date.today(), ())
    >>> rows = (Row(4, {}), Row(7, {}))
    >>> placed(Problem("no-lines", "lines.2.unit"), EntryRow(report, (), rows)).path
    'row 7, column unit'
    """
    line = _LINE_PATH.fullmatch(problem.path)
    if line is not None:
        n = min(int(line[1]), len(entry.rows))
        return entry.rows[n - 1].at(line["column"] or "", problem)
    column = _FIELD_COLUMNS.get(problem.path, problem.path)
    column = "thing" if column.startswith("thing.") else column
    known = column in COLUMNS or column.startswith(RECORD)
    return entry.rows[0].at(column if known else "", problem)


Check = Callable[[Row, Vocabulary], Iterator[Problem]]


def _cells_are_filled(row: Row, vocabulary: Vocabulary) -> Iterator[Problem]:
    for column in REQUIRED:
        if not row[column]:
            yield row.fault("cell-empty", column)


def _columns_are_known(row: Row, vocabulary: Vocabulary) -> Iterator[Problem]:
    for column, cell in row.cells.items():
        known = column in COLUMNS or column in vocabulary.dimensions
        if cell and not known and not column.startswith(RECORD):
            yield row.at(column, Problem("column-unknown", "", {}, column[:SHOWN]))


def _head_is_known(row: Row, vocabulary: Vocabulary) -> Iterator[Problem]:
    if row["side"] and row["side"] not in SIDES:
        yield row.fault("not-a-side", "side")
    if row["statement"] and row["statement"] not in STATEMENTS:
        yield row.fault("not-a-statement", "statement")
    if row["invented"].lower() not in ("", *YES, *NO):
        yield row.fault("not-one-of", "invented", choices="y, n")
    if row["on"] and read_date(row["on"]) is None:
        yield row.fault("no-date", "on")
    pipeline = vocabulary.pipelines.get(row["pipeline"])
    if pipeline is None:
        if row["pipeline"]:
            yield row.fault("not-found", "pipeline", what="pipeline", code=row["pipeline"][:SHOWN])
    elif row["move"] and _move(row) not in pipeline.moves:
        yield row.fault("no-such-move", "move", moves=", ".join(pipeline.moves))


def _unit_and_amount_fit(row: Row, vocabulary: Vocabulary) -> Iterator[Problem]:
    pipeline = vocabulary.pipelines.get(row["pipeline"])
    stage = split_move(row["move"])[1]
    counted = pipeline.units.get(stage, ()) if pipeline else ()
    known = row["unit"] in vocabulary.scales
    if row["unit"] and counted and AS_INDICATOR not in counted and row["unit"] not in counted:
        yield row.fault("unit-not-counted", "unit", stage=stage, units=", ".join(counted))
    elif row["unit"] and not known:
        yield row.fault("not-found", "unit", what="unit", code=row["unit"][:SHOWN])
    if row["amount"]:
        try:
            # Where the unit is wrong the amount is still looked at, as if it were money.
            read_stated(row["amount"], vocabulary.scales[row["unit"]] if known else 2)
        except Refused as refused:
            yield row.at("amount", refused.problems[0])


def _codes_are_open(row: Row, vocabulary: Vocabulary) -> Iterator[Problem]:
    pipeline = vocabulary.pipelines.get(row["pipeline"])
    stage = split_move(row["move"])[1]
    if pipeline is None or stage not in pipeline.units:
        return
    for dimension, code in _stated(row, vocabulary).items():
        codes = vocabulary.dimensions[dimension]
        if dimension not in pipeline.open_at(stage):
            params = {"open": ", ".join(pipeline.open_at(stage)) or NOT_STATED, "stage": stage}
            problem = Problem("dimension-not-here", "", params, dimension)
            yield row.at(dimension, problem)
        elif codes is not None and code not in codes:
            yield row.fault("unknown-code", dimension, dimension=dimension)


def _record_is_read(row: Row, vocabulary: Vocabulary) -> Iterator[Problem]:
    pipeline = vocabulary.pipelines.get(row["pipeline"])
    if pipeline is not None:
        for problem in read_record(pipeline.record, _recorded(row))[1]:
            yield row.at(problem.path, problem)


CHECKS: tuple[Check, ...] = (
    _cells_are_filled,
    _columns_are_known,
    _head_is_known,
    _unit_and_amount_fit,
    _codes_are_open,
    _record_is_read,
)


def _alike(row: Row) -> list[str]:
    """Return the columns in which all rows of an entry say the same."""
    return [*HEAD, *HEAD_TOO, *(column for column in row.cells if column.startswith(RECORD))]


def _recorded(row: Row) -> dict[str, str]:
    return {c.removeprefix(RECORD): cell for c, cell in row.cells.items() if c.startswith(RECORD)}


def _as_above(row: Row, first: Row) -> Row:
    """Fill what a later row of an entry leaves blank from its first row."""
    blank = {c: first[c] for c in _alike(first) if not row[c] and first[c]}
    return replace(row, cells={**row.cells, **blank}) if blank else row


def _unlike(row: Row, first: Row) -> Iterator[Problem]:
    """Yield each cell in which a row of an entry contradicts its first row."""
    for column in _alike(row):
        if row[column] != first[column]:
            params = {
                "other": first[column][:SHOWN],
                "first": first.number,
                "entry": row["entry"][:SHOWN],
            }
            yield row.fault("entry-differs", column, **params)


def _stated(row: Row, vocabulary: Vocabulary) -> dict[str, str]:
    return {
        name: cell
        for name, cell in row.cells.items()
        # The column `pipeline` says which pipeline it is, never the dimension of that name.
        if name in vocabulary.dimensions and name not in COLUMNS and cell not in ("", NOT_STATED)
    }


def _move(row: Row) -> str:
    return ">".join(split_move(row["move"]))


def _entry(rows: list[Row], vocabulary: Vocabulary) -> EntryRow:
    head = rows[0]
    report = Report(
        pairing=head["pairing"],
        side=head["side"],
        region=head["region"],
        partner=head["partner"],
        pipeline=head["pipeline"],
        move=_move(head),
        statement=head["statement"],
        happened_on=read_date(head["on"]) or date.min,
        lines=tuple(_line(row, vocabulary) for row in rows),
        own_reference=head["entry"],
        thing=head["thing"] or None,
        title_en=head["title"],
        title_zh=head["title_zh"],
        reason=head["reason"],
        record=read_record(vocabulary.pipelines[head["pipeline"]].record, _recorded(head))[0],
    )
    names = (name.strip() for name in head["evidence"].split(";"))
    return EntryRow(
        report,
        tuple(filter(None, names)),
        tuple(rows),
        invented=head["invented"].lower() in YES,
    )


def _line(row: Row, vocabulary: Vocabulary) -> StatedLine:
    kept = vocabulary.pipelines[row["pipeline"]].kept
    codes = _stated(row, vocabulary)
    said = read_stated(row["amount"], vocabulary.scales[row["unit"]])
    return StatedLine(
        unit=row["unit"],
        amount=said.amount,
        precision=said.precision,
        cell={name: code for name, code in codes.items() if name in kept},
        note={name: code for name, code in codes.items() if name not in kept},
    )
