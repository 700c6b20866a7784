"""The workbook of answers in: what one side says of each entry that waited, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from tallystick.access.models import User
from tallystick.access.queries import actor_of
from tallystick.entries.models import Entry, EntryLine
from tallystick.entries.rules.blind import as_counter
from tallystick.entries.services import Answer, Result, answer_many
from tallystick.interchange.excel.cells import ERRORS, minor_of, text_of
from tallystick.interchange.excel.layout import MARK
from tallystick.interchange.excel.read_entries import manifest_fault, manifest_of, no_collection
from tallystick.interchange.excel.reading import Cells, Sheet, letter, open_workbook
from tallystick.interchange.excel.waiting import FORMAT, Issued, issued
from tallystick.interchange.excel.words import by_label, folded, pairs, spoken
from tallystick.interchange.sheets.rows import SHOWN, Row, of_file
from tallystick.kernel.actor import Actor
from tallystick.kernel.numeral import Stated, read_stated
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.rules.pipelines import unit_scale

NEEDED = ("number", "line", "answer", "ours", "basis", "reason", "entry", "version")


@dataclass(frozen=True)
class RowResult:
    """What came of one entry: matched, disputed, later, or refused with the problem why."""

    number: str
    cell: str
    outcome: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class AnswerReport:
    """What came of a workbook of answers; problems are of its cells, results of its entries."""

    rows: int
    problems: tuple[Problem, ...]
    results: tuple[RowResult, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many entries came out so."""
        return sum(result.outcome == outcome for result in self.results)


@dataclass(frozen=True)
class Placed:
    """An answer and the row it stands in."""

    answer: Answer
    number: str
    row: Row


def take_answers(
    source: bytes,
    *,
    by: Actor,
    at: datetime | None = None,
    dry_run: bool = False,
    good_rows: bool = False,
) -> AnswerReport:
    """Take in the answers of a matcher, brought by herself or by a colleague of her side.

    Nothing is decided while a cell is wrong, unless `good_rows`. Then each entry is decided on
    its own: one that changed since the workbook was made is a conflict, never matched.
    """
    with no_collection():
        opened = open_workbook(source)
    if opened.problems:
        return AnswerReport(0, opened.problems)
    manifest = manifest_of(opened.sheets)
    fault = manifest_fault(manifest, FORMAT)
    given = issued("".join(manifest[name] for name in sorted(manifest) if name[:6] == "issued"))
    if fault is None and (given is None or given.username != manifest.get("answers_by")):
        fault = of_file("workbook-not-issued")
    matcher = _matcher(given, by)
    if fault is None and matcher is None:
        fault = of_file("workbook-not-issued")
    if fault is not None or given is None or matcher is None:
        return AnswerReport(0, (fault,) if fault else ())
    reader = _Reader(given, manifest)
    for sheet in opened.sheets:
        reader.read(sheet)
    if dry_run or (reader.problems and not good_rows):
        return AnswerReport(reader.seen, tuple(reader.problems), _untouched(reader.placed))
    done = answer_many([placed.answer for placed in reader.placed], by=matcher, carrier=by, at=at)
    results = tuple(_result(p, r) for p, r in zip(reader.placed, done, strict=True))
    return AnswerReport(reader.seen, tuple(reader.problems), results)


def _matcher(given: Issued | None, by: Actor) -> Actor | None:
    """Return whose answers these are: hers who sends them, or of the person they were issued to."""
    if given is None or given.username == by.username:
        return by
    user = User.objects.filter(username=given.username, is_active=True).first()
    return actor_of(user, on=timezone.localdate()) if user else None


def _untouched(rows: list[Placed]) -> tuple[RowResult, ...]:
    return tuple(
        RowResult(p.number, p.row.at("answer", Problem("cell-empty")).path, p.answer.answer)
        for p in rows
    )


def _result(placed: Placed, result: Result) -> RowResult:
    cell = placed.row.at("answer", Problem("cell-empty")).path
    if result.problems:
        told = tuple(placed.row.at("answer", _plainly(p, placed)) for p in result.problems)
        return RowResult(placed.number, cell, "refused", told)
    outcome = {"agree": "matched", "differ": "disputed"}.get(placed.answer.answer, "later")
    return RowResult(placed.number, cell, outcome)


def _plainly(problem: Problem, placed: Placed) -> Problem:
    """Say of an entry that she was shown and may see no more that the other side took it back."""
    if problem.code == "not-found":
        return Problem("row-not-waiting", value=placed.number[:SHOWN])
    return problem


class _Reader:
    """Reads the sheets of one workbook of answers; problems and answers gather as it goes."""

    def __init__(self, given: Issued, manifest: Mapping[str, str]) -> None:
        self.given, self.lang = given, manifest.get("language", "both")
        self.problems: list[Problem] = []
        self.placed: list[Placed] = []
        self.seen = 0
        self._answers, self._bases = by_label(pairs("answers")), by_label(pairs("bases"))

    def read(self, sheet: Sheet) -> None:
        """Read one sheet; a sheet that is none of ours is left."""
        for n, cells in enumerate(sheet.rows[:12], 1):
            texts = [text_of(cell) for cell in cells]
            if any(text.startswith(MARK) for text in texts):
                codes = [text.removeprefix(f"{MARK}{FORMAT}:") for text in texts]
                at = {code: place for place, code in enumerate(codes) if code}
                missing = [code for code in NEEDED if code not in at]
                self.problems += [of_file("column-missing", value=code) for code in missing]
                if not missing:
                    self._rows(sheet, at, n + 2)
                return

    def _rows(self, sheet: Sheet, at: Mapping[str, int], first: int) -> None:
        letters = {code: letter(place) for code, place in at.items()}
        groups: dict[tuple[str, int], list[tuple[Row, Cells]]] = {}
        for n, cells in enumerate(sheet.rows[first - 1 :], first):
            if len(cells) <= max(at.values()) or not text_of(cells[at["entry"]]):
                continue
            row = Row(n, {code: text_of(cells[p]) for code, p in at.items()}, sheet.name, letters)
            version = row["version"]
            key = (row["entry"], int(version) if version.isdecimal() else 0)
            groups.setdefault(key, []).append((row, cells))
        lines = _lines([key[0] for key in groups if key in self.given.rows])
        for key, group in groups.items():
            self.seen += 1
            self._entry(key, group, lines.get(key[0], {}), at)

    def _entry(
        self,
        key: tuple[str, int],
        group: list[tuple[Row, Cells]],
        lines: Mapping[int, EntryLine],
        at: Mapping[str, int],
    ) -> None:
        head = group[0][0]
        before = len(self.problems)
        if key not in self.given.rows:
            self.problems.append(
                head.at("number", Problem("row-not-issued", value=head["number"][:SHOWN]))
            )
            return
        answer = self._chosen(head, "answer", self._answers) or "later"
        basis = self._chosen(head, "basis", self._bases)
        counter = list(self._counter(group, lines, at))
        differs = any(line in lines and lines[line].amount != amount for line, amount in counter)
        if answer == "agree" and not basis and not head["basis"]:
            self.problems.append(head.at("basis", Problem("cell-empty")))
        if answer == "agree" and differs:
            self.problems.append(head.at("answer", Problem("answer-contradicts")))
        if answer == "differ" and not differs and len(self.problems) == before:
            self.problems.append(head.at("ours", Problem("cell-empty")))
        if answer == "differ" and not head["reason"]:
            self.problems.append(head.at("reason", Problem("cell-empty")))
        if len(self.problems) == before:
            said = Answer(*key, answer, basis, tuple(counter), head["reason"])
            self.placed.append(Placed(said, head["number"], head))

    def _chosen(self, row: Row, column: str, labels: Mapping[str, str]) -> str:
        text = row[column]
        chosen = labels.get(folded(text), "") if text else ""
        if text and not chosen:
            group = pairs("answers" if column == "answer" else "bases")
            choices = ", ".join(spoken(words, self.lang) for words in group.values())
            self.problems.append(row.fault("not-one-of", column, choices=choices))
        return chosen

    def _counter(
        self, group: list[tuple[Row, Cells]], lines: Mapping[int, EntryLine], at: Mapping[str, int]
    ) -> Iterator[tuple[int, int]]:
        for row, cells in group:
            n = int(row["line"]) if row["line"].isdecimal() else 0
            if not row["ours"] or n not in lines:
                continue
            said = self._amount(row, cells[at["ours"]], unit_scale(lines[n].unit))
            if said is not None:
                yield n, as_counter(lines[n].amount, lines[n].precision, said)

    def _amount(self, row: Row, value: Any, scale: int) -> Stated | None:
        minor = minor_of(value, scale)
        if minor is not None:
            return Stated(minor)
        try:
            if row["ours"] in ERRORS:
                raise Refused.of("cell-formula-error", value=row["ours"])
            return read_stated(row["ours"], scale)
        except Refused as refused:
            self.problems.append(row.at("ours", refused.problems[0]))
            return None


def _lines(ids: list[str]) -> dict[str, dict[int, EntryLine]]:
    """Return entry → line number → line. Only units are read of entries that were issued to her."""
    found: dict[str, dict[int, EntryLine]] = {}
    for entry in Entry.objects.filter(pk__in=ids).prefetch_related("lines"):
        found[entry.pk] = {line.n: line for line in entry.lines.all()}
    return found
