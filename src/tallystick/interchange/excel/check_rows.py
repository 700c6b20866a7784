"""One sheet of a returned workbook, row by row through the engine that checks every sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

from tallystick.entries.rules.reports import Report
from tallystick.interchange.excel.cells import ERRORS, day_of, minor_of, text_of
from tallystick.interchange.excel.columns import DIMENSION, RECORD, UNIT
from tallystick.interchange.excel.frame import Frame
from tallystick.interchange.excel.move_names import moves_by_name
from tallystick.interchange.excel.reading import Cells, letter
from tallystick.interchange.excel.sheet_layout import Placed
from tallystick.interchange.excel.words import by_label, folded, pair, spoken
from tallystick.interchange.sheets.entries import EntryRow, check_entries
from tallystick.interchange.sheets.rows import LONGEST_CELL, SHOWN, Row, Table, together
from tallystick.interchange.sheets.vocabulary import Vocabulary
from tallystick.kernel.numeral import Stated, read_stated
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.quantity import LARGEST
from tallystick.programme.rules.persons import WITHHELD
from tallystick.programme.rules.pipelines import CARRIED

FREE = ("title", "title_zh", "evidence", "reason")
# What a row is told apart by, beside its head.
KINDS = (DIMENSION, RECORD)
HEAD = ("region", "partner", "move", "statement", "thing")
# Column of the workbook → what the engine calls it; the others are called alike.
_CALLED = {"number": "entry"}
_SHOWN_CHOICES = 12
Numbered = tuple[int, Cells]


@dataclass(frozen=True)
class Shape:
    """Rows alike in all that is chosen: what the engine said of them, and their report.

    Units: problems as (unit where it is of one, column, problem).
    """

    problems: tuple[tuple[str, str, Problem], ...]
    pattern: EntryRow | None


class SheetCheck:
    """Checks one sheet; `run` once, then read what was found."""

    def __init__(
        self, placed: Placed, manifest: Mapping[str, str], frame: Frame, words: Vocabulary
    ) -> None:
        self.placed, self.manifest, self.frame, self.words = placed, manifest, frame, words
        self.problems: list[Problem] = list(placed.problems)
        self.warnings: list[Problem] = []
        self.seen = 0
        # Rows with a cell that no check of a row looks at: merged, or a formula without a value.
        self._spoilt: set[int] = set()
        self._known = {column.code for column in placed.form.columns}
        self._letters = {_called(code): text for code, text in placed.letters().items()}
        self._units = [code for code in placed.columns if code.startswith(UNIT)]
        self._choices = {
            column.code: moves_by_name(placed.form.pipeline, column.choices)
            if column.code == "move"
            else by_label(column.choices)
            for column in placed.form.columns
            if column.choices
        }
        self._width = max(placed.columns.values(), default=0) + 1
        self._shapes: dict[Any, Shape] = {}
        self._days: dict[Any, tuple[date | None, Problem | None, Problem | None]] = {}
        self._alone: list[tuple[int, Cells, Shape, date, tuple[Stated, ...]]] = []
        self._together: list[EntryRow] = []

    def run(self) -> None:
        """Check every row; a form with a column missing is not read further."""
        if self.problems:
            return
        rows = list(self._filled())
        self.seen = len(rows)
        self._formulas_and_merges(rows)
        groups: dict[Any, list[Numbered]] = {}
        at = self.placed.columns["number"]
        for numbered in rows:
            groups.setdefault(numbered[1][at], []).append(numbered)
        lone = self._lone_checker()
        for number, group in groups.items():
            if len(group) > 1 and number != "":
                self._group(group)
            else:
                for numbered in group:
                    lone(*numbered)

    def in_order(self) -> list[Problem]:
        """Return the problems by row and place, each once."""
        once = {(p.path, p.code): p for p in self.problems}
        return sorted(once.values(), key=lambda p: (p.params.get("row") or 0, len(p.path), p.path))

    def entries(self) -> list[EntryRow]:
        """Return the entries in order of rows."""
        built = [self._built(*alone) for alone in self._alone]
        return sorted([*built, *self._together], key=lambda entry: entry.rows[0].number)

    def _filled(self) -> Iterator[Numbered]:
        """Yield the rows with something in them beside the number; the example is not read."""
        example = {folded(spoken(pair("example"), lang)) for lang in ("en", "zh", "both")}
        at = self.placed.columns["number"]
        places = [place for code, place in self.placed.columns.items() if code != "number"]
        width = self._width
        for n, cells in enumerate(
            self.placed.sheet.rows[self.placed.first - 1 :], self.placed.first
        ):
            row = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
            if not any(row[place] != "" for place in places):
                continue
            if type(row[at]) is str and folded(row[at]) in example:
                continue
            yield n, row

    def _formulas_and_merges(self, rows: list[Numbered]) -> None:
        sheet = self.placed.sheet
        if not sheet.formulas and not sheet.merged:
            return
        for n, cells in rows:
            for code, place in self.placed.columns.items():
                cell = f"{letter(place)}{n}"
                if cell in sheet.formulas:
                    shown = text_of(cells[place])[:SHOWN]
                    if sheet.formulas[cell]:
                        self.warnings.append(
                            self._row(n).at(code, Problem("cell-formula", value=shown))
                        )
                    else:
                        self._spoil(n, code, Problem("cell-formula-empty"))
                if cell in sheet.merged:
                    self._spoil(n, code, Problem("cell-merged", value=sheet.merged[cell]))

    def _spoil(self, n: int, column: str, problem: Problem) -> None:
        self._spoilt.add(n)
        self._tell(n, column, problem)

    def _row(self, n: int, unit: str = "") -> Row:
        letters = self._letters
        if unit:
            at = letters[UNIT + unit]
            letters = {**letters, "unit": at, "amount": at}
        return Row(n, {}, self.placed.sheet.name, letters)

    def _lone_checker(self) -> Callable[[int, Cells], None]:
        """Return what checks a row that is an entry of its own; its look-ups are made once."""
        columns = self.placed.columns
        chosen = [at for code, at in columns.items() if code in HEAD or code.startswith(KINDS)]
        pick = itemgetter(*chosen) if chosen else tuple
        amounts_at = [columns[code] for code in self._units]
        shapes, keep, spoilt = self._shapes, self._alone.append, self._spoilt

        def lone(n: int, row: Cells) -> None:
            filled = tuple([row[at] != "" for at in amounts_at])
            key = (pick(row), filled)
            shape = shapes.get(key)
            if shape is None:
                shape = shapes[key] = self._shape(row, filled)
            before = len(self.problems)
            for unit, column, problem in shape.problems:
                self._tell(n, column, problem, unit)
            day = self._day(n, row)
            amounts = self._amounts(n, row, filled)
            self._words(n, row)
            if n in spoilt or len(self.problems) != before:
                return
            if shape.pattern is not None and day is not None:
                keep((n, row, shape, day, amounts))

        return lone

    def _tell(self, n: int, column: str, problem: Problem, unit: str = "") -> None:
        self.problems.append(self._row(n, unit).at(column, problem))

    def _shape(self, row: Cells, filled: tuple[bool, ...]) -> Shape:
        """Ask the engine about what is chosen in a row; day and amounts are checked apart."""
        cells, faults = self._common(row)
        blank = {"entry": "1", "on": self.frame.start.isoformat(), **dict.fromkeys(FREE, "")}
        units = [
            code[len(UNIT) :]
            for code, is_there in zip(self._units, filled, strict=True)
            if is_there
        ]
        found = [("", column, problem) for column, problem in faults]
        if not units:
            found.append((self._first_unit(), "amount", Problem("cell-empty")))
        asked = units or [self._counted(cells)]
        rows = [
            Row(n, {**cells, **blank, "unit": unit, "amount": "1"}) for n, unit in enumerate(asked)
        ]
        entries, problems = check_entries(Table(rows=tuple(rows)), vocabulary=self.words)
        told = {column for column, _ in faults}
        for problem in problems:
            column = str(problem.params.get("column", ""))
            if column not in told and units:
                found.append((units[int(problem.params["row"])], column, problem))
            elif column not in told and column not in ("unit", "amount"):
                found.append(("", column, problem))
        return Shape(tuple(found), entries[0] if entries and not found else None)

    def _first_unit(self) -> str:
        return self._units[0][len(UNIT) :]

    def _counted(self, cells: Mapping[str, str]) -> str:
        """Return a unit that is counted where the move leads, to ask about the other cells."""
        words = self.words.pipelines[self.placed.form.pipeline]
        stage = cells["move"].partition(">")[2]
        return next(iter(words.units.get(stage, ())), self._first_unit())

    def _common(self, row: Cells) -> tuple[dict[str, str], list[tuple[str, Problem]]]:
        """Return what a row says beside its amounts, in codes, and what its lists do not have."""
        pipeline = self.placed.form.pipeline
        cells = {"pairing": self.frame.pairing.code, "side": self.frame.side, "pipeline": pipeline}
        faults = []
        for column in self.placed.form.columns:
            code, called = column.code, _called(column.code)
            if code.startswith(UNIT):
                continue
            at = self.placed.columns.get(code)
            if at is None:
                cells[called] = self.manifest.get(
                    f"{pipeline}.{code}", column.fixed or column.usual
                )
                continue
            text = text_of(row[at])
            cells[called] = text or column.usual
            if text in ERRORS:
                faults.append((called, Problem("cell-formula-error", value=text)))
            elif text and column.choices:
                chosen = self._choices[code].get(folded(text), text if text == "-" else "")
                if chosen:
                    cells[called] = chosen
                else:
                    # What stands in place of a thing may be a name, and the result is kept.
                    shown = WITHHELD if called == "thing" else text[:SHOWN]
                    faults.append((called, Problem("not-one-of", "", self._listed(code), shown)))
        if cells.get("move", "").startswith(f"{CARRIED}>"):
            # What stood before the book is told as it was, however its kind is stated else.
            cells["statement"] = "itemised"
        return cells, faults

    def _listed(self, code: str) -> dict[str, str]:
        lang = self.manifest.get("language", "both")
        choices = self.placed.column(code).choices
        labels = [spoken(words, lang) for words in list(choices.values())[:_SHOWN_CHOICES]]
        more = ["…"] if len(choices) > _SHOWN_CHOICES else []
        return {"choices": ", ".join([*labels, *more])}

    def _day(self, n: int, row: Cells) -> date | None:
        value = row[self.placed.columns["on"]]
        known = self._days.get(value)
        if known is None:
            known = self._days[value] = self._read_day(value)
        day, problem, warning = known
        if problem is not None and problem.code == "day-outside-period" and self._is_past(row):
            # A past year is brought in with the workbook of any period.
            problem = None
        if problem is not None:
            self._tell(n, "on", problem)
        if warning is not None:
            self.warnings.append(self._row(n).at("on", warning))
        return day if problem is None else None

    def _is_past(self, row: Cells) -> bool:
        at = self.placed.columns.get("move")
        chosen = self._choices.get("move", {}).get(folded(text_of(row[at]))) if at else None
        return (chosen or "").startswith(f"{CARRIED}>")

    def _read_day(self, value: Any) -> tuple[date | None, Problem | None, Problem | None]:
        """Return the day, why it is none or outside the period, and what to say of its form."""
        text = text_of(value)
        if not text:
            return None, Problem("cell-empty"), None
        day, was_number = day_of(value)
        if day is None:
            return (
                None,
                Problem("cell-formula-error" if text in ERRORS else "no-date", value=text[:SHOWN]),
                None,
            )
        if not self.frame.start <= day <= self.frame.end:
            period = {"period": self.frame.period}
            return day, Problem("day-outside-period", "", period, day.isoformat()), None
        told = {"day": day.isoformat()}
        return day, None, Problem("day-was-number", "", told, text) if was_number else None

    def _amounts(self, n: int, row: Cells, filled: tuple[bool, ...]) -> tuple[Stated, ...]:
        amounts = []
        for code, is_there in zip(self._units, filled, strict=True):
            if not is_there:
                continue
            value, unit = row[self.placed.columns[code]], code[len(UNIT) :]
            scale = self.words.scales[unit]
            minor = minor_of(value, scale)
            if minor is not None and minor <= LARGEST:
                # A number cell says every yuan; only words in a cell say how rough a figure is.
                amounts.append(Stated(minor))
            else:
                text = text_of(value)
                try:
                    if text in ERRORS:
                        raise Refused.of("cell-formula-error", value=text)
                    amounts.append(read_stated(text, scale))
                except Refused as refused:
                    self._tell(n, "amount", refused.problems[0], unit)
        return tuple(amounts)

    def _words(self, n: int, row: Cells) -> None:
        """Check the number and the free words of a row."""
        columns = self.placed.columns
        if row[columns["number"]] == "":
            self._tell(n, "entry", Problem("cell-empty"))
        for code in FREE:
            at = columns.get(code)
            value = row[at] if at is not None else ""
            if value == "" or (type(value) is str and len(value) < SHOWN and value.isprintable()):
                continue
            text = text_of(value)
            if text in ERRORS:
                self._tell(n, code, Problem("cell-formula-error", value=text))
            elif len(text) > LONGEST_CELL:
                found = Problem("cell-too-long", "", {"longest": LONGEST_CELL}, text[:SHOWN])
                self._tell(n, code, found)
            elif any(sign < " " and sign not in "\n\r\t" for sign in text):
                self._tell(n, code, Problem("cell-control-sign", "", {}, repr(text[:SHOWN])))

    def _group(self, group: list[Numbered]) -> None:
        """Check rows that bear one number: they are the lines of one entry."""
        before = len(self.problems)
        rows: list[Row] = []
        for n, row in group:
            cells, faults = self._common(row)
            for column, problem in faults:
                self._tell(n, column, problem)
            filled = tuple(row[self.placed.columns[code]] != "" for code in self._units)
            if row[self.placed.columns["on"]] != "" and (day := self._day(n, row)):
                cells["on"] = day.isoformat()
            self._amounts(n, row, filled)
            self._words(n, row)
            if not any(filled):
                self._tell(n, "amount", Problem("cell-empty"), self._first_unit())
            cells["entry"] = self._reference(cells["entry"])
            for code, is_there in zip(self._units, filled, strict=True):
                if is_there:
                    unit = code[len(UNIT) :]
                    amount = text_of(row[self.placed.columns[code]])
                    rows.append(
                        replace(self._row(n, unit), cells={**cells, "unit": unit, "amount": amount})
                    )
        told = {problem.path for problem in self.problems[before:]}
        entries, problems = check_entries(Table(rows=tuple(rows)), vocabulary=self.words)
        self.problems += [problem for problem in problems if problem.path not in told]
        numbers = [n for n, _row in group]
        if len(self.problems) == before and self._spoilt.isdisjoint(numbers):
            self._together += entries
        self.problems[before:] = [together(found, numbers) for found in self.problems[before:]]

    def _reference(self, text: str) -> str:
        """Return the name of an entry: a bare row number is told apart by its workbook."""
        if not text.isdecimal():
            return text
        return f"{self.manifest['series']}-{self.placed.form.pipeline}-{int(text)}"

    def _built(
        self, n: int, row: Cells, shape: Shape, day: date, amounts: tuple[Stated, ...]
    ) -> EntryRow:
        """Return the entry of a row that stands alone: the report of its kind, its own figures."""
        pattern = shape.pattern
        if pattern is None:
            raise ValueError("a row that is not in order is never built")
        told = {
            code: text_of(row[at]) if (at := self.placed.columns.get(code)) is not None else ""
            for code in (*FREE, "number")
        }
        lines = tuple(
            replace(line, amount=said.amount, precision=said.precision)
            for line, said in zip(pattern.report.lines, amounts, strict=True)
        )
        report: Report = replace(
            pattern.report,
            happened_on=day,
            lines=lines,
            own_reference=self._reference(told["number"]),
            title_en=told["title"],
            title_zh=told["title_zh"],
            reason=told["reason"],
        )
        names = tuple(name for part in told["evidence"].split(";") if (name := part.strip()))
        rows = tuple(self._row(n, line.unit) for line in lines)
        return replace(pattern, report=report, evidence=names, rows=rows)


def _called(code: str) -> str:
    """Return what the engine calls a column of the workbook."""
    return _CALLED.get(code, code.removeprefix(DIMENSION))
