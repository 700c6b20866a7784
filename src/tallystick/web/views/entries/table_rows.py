"""The parts of a table of entries: its columns, its rows with what is wrong, what they sum to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tallystick.interchange.excel.columns import UNIT, Column
from tallystick.interchange.excel.reading import letter
from tallystick.interchange.pasted.clipboard import text_of_rows
from tallystick.interchange.pasted.table import FILLED_DOWN, Asked, ReadTable
from tallystick.interchange.sheets.take_entries import EntryReport
from tallystick.kernel.problem import Problem
from tallystick.programme.rules.pipelines import move_words, split_move
from tallystick.web.contexts.entry_table import GridCell, GridColumn, GridRow
from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Choice
from tallystick.web.views import fields
from tallystick.web.wording import amount_in_full, apart, colon, language, stated_words

# So many faults are named above the table; each is marked in its cell.
LISTED = 30
_CELL = re.compile(r"([A-Z]{1,2})([0-9]+)")


@dataclass(frozen=True)
class Told:
    """One fault: its sentence, its row (0: the table's own) and the letter of its column."""

    sentence: str
    row: int = 0
    letter: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """The sentence with the place where it is."""
        if not self.row:
            return self.sentence
        where = {"n": self.row, "column": self.label}
        at = _("Row %(n)s, %(column)s") % where if self.label else _("Row %(n)s") % where
        return colon(at, self.sentence)


def told(problems: Sequence[Problem], columns: Sequence[Column]) -> list[Told]:
    """Return each fault with its place in the table, in the order of rows."""
    labels = {letter(n): column.words.label(language()) for n, column in enumerate(columns)}
    found = []
    for problem in problems:
        at = _CELL.fullmatch(str(problem.params.get("cell", "")))
        row = int(problem.params.get("row") or 0)
        known = at[1] if at and at[1] in labels else ""
        found.append(Told(problem.sentence(language()), row, known, labels.get(known, "")))
    return sorted(found, key=lambda one: (one.row, len(one.letter), one.letter))


def listed(faults: Sequence[Told]) -> tuple[FormProblem, ...]:
    """Return the first faults as they are named above the table, each with a way to its cell."""
    return tuple(
        FormProblem(one.words, f"#c-{one.letter}{one.row}" if one.letter else "")
        for one in faults[:LISTED]
    )


def columns(all_of: Sequence[Column], shown: Sequence[int]) -> tuple[GridColumn, ...]:
    """Return the columns that are shown."""
    return tuple(
        GridColumn(
            letter=letter(n),
            label=all_of[n].words.label(language()),
            kind=all_of[n].kind,
            hint=all_of[n].hint.label(language()),
            needed=all_of[n].required and not all_of[n].usual,
            choices=tuple(
                Choice(words.label(language()), words.label(language()))
                for words in all_of[n].choices.values()
            ),
            unit=all_of[n].code.removeprefix(UNIT) if all_of[n].code.startswith(UNIT) else "",
        )
        for n in shown
    )


def rows(read: ReadTable, shown: Sequence[int], faults: Sequence[Told]) -> tuple[GridRow, ...]:
    """Return the rows with what is wrong in each, and how the amounts of the good ones read."""
    bad = {(one.letter, one.row) for one in faults}
    words: dict[int, list[str]] = {}
    for one in faults:
        said = colon(one.label, one.sentence) if one.label else one.sentence
        words.setdefault(one.row, []).append(said)
    amounts = _said(read)
    return tuple(
        GridRow(
            n,
            tuple(
                GridCell(
                    at=f"{letter(at)}{n}",
                    text=row[at],
                    number=read.columns[at].code.startswith(UNIT),
                    bad=(letter(at), n) in bad,
                    above=(n, at) in read.filled,
                )
                for at in shown
            ),
            amounts.get(n, ""),
            tuple(dict.fromkeys(words.get(n, ()))),
        )
        for n, row in enumerate(read.rows, 1)
    )


def _said(read: ReadTable) -> dict[int, str]:
    """Return row → its amounts in words."""
    found: dict[int, list[str]] = {}
    for entry in read.entries:
        for row, line in zip(entry.rows, entry.report.lines, strict=True):
            said = stated_words(line.amount, line.precision, line.unit)
            found.setdefault(row.number, []).append(said)
    return {n: apart(words) for n, words in found.items()}


def text(read: ReadTable, shown: Sequence[int]) -> str:
    """Return the table as a spreadsheet puts it on the clipboard, headings first."""
    heads = [read.columns[n].words.label(language()) for n in shown]
    return text_of_rows([heads, *([row[n] for n in shown] for row in read.rows)])


def found(read: ReadTable, report: EntryReport) -> str:
    """Return in words what of a table is in order, what stands already, what was filled in."""
    good, filled = report.accepted - report.known, len(read.filled)
    told = []
    if good:
        words = ngettext("%(n)s row in order", "%(n)s rows in order", good) % {"n": f"{good:,}"}
        told += [words, *_sums(report)]
    if report.known:
        stands = ngettext(
            "%(n)s stands already and is not counted again",
            "%(n)s stand already and are not counted again",
            report.known,
        )
        told.append(stands % {"n": f"{report.known:,}"})
    if filled:
        above = ngettext(
            "%(n)s empty cell says what stands above it",
            "%(n)s empty cells say what stands above them",
            filled,
        )
        told.append(above % {"n": f"{filled:,}"})
    return " · ".join(told)


def _sums(report: EntryReport) -> tuple[str, ...]:
    """Return what the rows in order sum to, a sentence a unit and move."""
    return tuple(
        colon(
            move_words(one.pipeline, *split_move(one.move)).label(language()),
            amount_in_full(one.new + one.known, one.unit),
        )
        for one in report.sums
    )


def period_field(asked: Asked, problems: Sequence[Problem]) -> FormField:
    """Return the field of the month, quarter or year, with what is wrong with it."""
    wrong = [p.sentence(language()) for p in problems if p.path == "period"]
    errors = {"period": tuple(wrong)} if wrong else {}
    return fields.text("period", _("Month, quarter or year"), {"period": asked.period}, errors)


def usual_fields(all_of: Sequence[Column], asked: Asked) -> tuple[FormField, ...]:
    """Return the selects of what an empty cell means, a column each."""
    typed = {f"usual.{column}": code for column, code in asked.usual.items()}
    return tuple(
        fields.select(
            f"usual.{column.code}",
            column.words.label(language()),
            [(code, words.label(language())) for code, words in column.choices.items()],
            typed,
            {},
            blank=_("as in the row above"),
        )
        for column in all_of
        if column.code in FILLED_DOWN and column.choices
    )


def unit_fields(all_of: Sequence[Column], asked: Asked) -> tuple[FormField, ...]:
    """Return the selects of what a bare number in a column of money is in."""
    scales = [("", _("yuan")), ("万", _("10,000 yuan")), ("亿", _("100 million yuan"))]
    typed = {f"in.{unit}": word for unit, word in asked.magnitudes.items()}
    return tuple(
        fields.select(
            f"in.{column.code.removeprefix(UNIT)}",
            _("%(column)s in") % {"column": column.words.label(language())},
            scales,
            typed,
            {},
        )
        for column in all_of
        if column.kind == "money"
    )
