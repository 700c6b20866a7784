"""The form of one report: its fields in the clerk's words, and what was typed as a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tallystick.entries.queries.reportable import Reportable
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.kernel.numeral import Stated, read_stated, show_in, show_stated
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.rules.pipelines import (
    CARRIED,
    OUTSIDE,
    Pipeline,
    Stage,
    unit_scale,
    units_of,
)
from tallystick.programme.rules.recorded import Said, read_record, value_text, wanted
from tallystick.programme.rules.vocabulary import asked_words
from tallystick.web.contexts.forms import AmountRow, FormField, Note
from tallystick.web.views import fields
from tallystick.web.views.fields import Errors, Typed
from tallystick.web.wording import in_chinese, in_words, language, place, stated_words

MOST_ROWS, FIRST_ROWS = 40, 1
MAGNITUDES = {"1": 1, "10000": 10_000, "100000000": 100_000_000}
RECORD = "record."
Notes = Mapping[str, Note]


@dataclass(frozen=True)
class Frame:
    """What the address of a form fixes: pairing, what is reported, to which stage, by whom."""

    pairing: Pairing
    pipeline: Pipeline
    stage: Stage
    reach: Reportable
    things: Sequence[Thing] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """What may be stated at this stage."""
        return units_of(self.pipeline.code, self.stage.code)

    @property
    def codes(self) -> tuple[str, ...]:
        """What tells the lines apart."""
        return (*self.pipeline.kept, *self.stage.noted)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where it may come from: the stages before this one, or the time before the book."""
        return (*self.stage.sources, CARRIED)

    def statements(self) -> tuple[str, ...]:
        """Return the ways in which this step may be stated."""
        return ways_of(self.pipeline, self.stage)


def ways_of(pipeline: Pipeline, stage: Stage) -> tuple[str, ...]:
    """Return the ways in which a step may be stated; none where a level's fall says it all."""
    move = f"{stage.sources[0]}>{stage.code}"
    return tuple(way for way in pipeline.fed if way != "level" or move == pipeline.rise)


def rows_of(typed: Typed) -> int:
    """Return how many lines the form has."""
    count = typed.get("rows", "")
    return min(int(count), MOST_ROWS) if count.isdecimal() and 0 < len(count) < 4 else FIRST_ROWS


def first_typed(frame: Frame) -> dict[str, str]:
    """Return what a fresh form holds: today, the only place, a thing that moves as one."""
    typed = {"on": timezone.localdate().isoformat(), "rows": str(FIRST_ROWS)}
    if len(frame.reach.regions) == 1:
        typed["region"] = frame.reach.regions[0].code
    if frame.pipeline.subject.once and len(frame.units) and not frame.pipeline.subject.optional:
        typed[f"r1.{frame.units[0]}"] = "1"
    return typed


def typed_again(report: Report) -> dict[str, str]:
    """Return what a draft says as its form was typed."""
    typed = {
        "on": report.happened_on.isoformat(),
        "statement": report.statement,
        "source": report.source,
        "region": report.region,
        "partner": report.partner,
        "thing": report.thing or "",
        "title_en": report.title_en,
        "title_zh": report.title_zh,
        "own_reference": report.own_reference,
        "reason": report.reason,
    }
    rows: dict[tuple[tuple[str, str], ...], list[StatedLine]] = {}
    for line in report.lines:
        rows.setdefault(tuple(sorted({**line.cell, **line.note}.items())), []).append(line)
    for n, (codes, lines) in enumerate(rows.items(), 1):
        typed |= {f"r{n}.{d}": "" if code == "-" else code for d, code in codes}
        typed |= {f"r{n}.{name}": text for name, text in _row_typed(lines).items()}
    return {**typed, "rows": str(max(len(rows), FIRST_ROWS))}


def _row_typed(lines: Sequence[StatedLine]) -> dict[str, str]:
    """Return the amounts of a row to the steps to which they were stated, and its magnitude.

    What was stated to 万 comes back in 万, or with the word: in plain yuan it would be exact.
    """
    said = {line.unit: Stated(line.amount, line.precision) for line in lines}
    lang = "zh" if in_chinese() else "en"
    typed = {u: show_stated(one, unit_scale(u), lang) for u, one in said.items()}
    money = {unit: one for unit, one in said.items() if _is_money(unit)}
    for name, magnitude in MAGNITUDES.items():
        in_it = {u: show_in(one, unit_scale(u), magnitude) for u, one in money.items()}
        if magnitude > 1 and in_it and all(in_it.values()):
            return {**typed, **in_it, "in": name}
    return typed


def record_typed(frame: Frame, report: Report) -> dict[str, str]:
    """Return a draft's record as it is typed."""
    known = frame.pipeline.record.entry
    return {f"{RECORD}{c}": value_text(known[c], v) for c, v in report.record.items() if c in known}


@dataclass
class Reading:
    """What was read of a form: the report, what could not be read, where each line stands."""

    report: Report
    unread: list[Problem] = field(default_factory=list)
    field_of: dict[str, str] = field(default_factory=dict)


def read_form(frame: Frame, typed: Typed) -> Reading:
    """Return what the form says; a cell that says nothing readable is a problem at its field."""
    unread: list[Problem] = []
    on = _day(typed.get("on", ""), unread)
    if not typed.get("region"):
        unread.append(Problem("place-missing", "region"))
    texts = {k.removeprefix(RECORD): v for k, v in typed.items() if k.startswith(RECORD)}
    record, faults = read_record(frame.pipeline.record.entry, texts)
    unread += faults
    lines, field_of = _lines(frame, typed, unread)
    source = typed.get("source", "")
    report = Report(
        pairing=frame.pairing.code,
        side=frame.reach.side,
        region=typed.get("region", ""),
        partner=typed.get("partner", "") or frame.pairing.supporting.code,
        pipeline=frame.pipeline.code,
        move=f"{source if source in frame.sources else frame.stage.sources[0]}>{frame.stage.code}",
        # What stood before the book is told as it was, whatever else the form says.
        statement="itemised"
        if source == CARRIED
        else typed.get("statement", "") or frame.statements()[0],
        happened_on=on or timezone.localdate(),
        lines=lines,
        own_reference=typed.get("own_reference", "").strip(),
        thing=typed.get("thing", "") or None,
        title_en=typed.get("title_en", "").strip(),
        title_zh=typed.get("title_zh", "").strip(),
        reason=typed.get("reason", "").strip(),
        record=record,
    )
    return Reading(report, unread, field_of)


def _day(said: str, unread: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        unread.append(
            Problem("no-date", "on", value=said[:40]) if said else Problem("day-missing", "on")
        )
        return None


def _lines(
    frame: Frame, typed: Typed, unread: list[Problem]
) -> tuple[tuple[StatedLine, ...], dict[str, str]]:
    lines: list[StatedLine] = []
    field_of = {"happened_on": "on", "move": "source", "lines": f"r1.{frame.units[0]}"}
    field_of |= {f"lines.{unit}": f"r1.{unit}" for unit in frame.units}
    for n in range(1, rows_of(typed) + 1):
        codes = {d: typed.get(f"r{n}.{d}", "") for d in frame.codes}
        filled = [unit for unit in frame.units if typed.get(f"r{n}.{unit}", "").strip()]
        if not filled and any(codes.values()):
            unread.append(Problem("row-without-amount", f"r{n}.{frame.units[0]}", {"n": n}))
        for unit in filled:
            name = f"r{n}.{unit}"
            said = _amount(name, unit, typed, unread)
            if typed.get("again") == "yes" and unit == frame.units[0]:
                said = Stated(0)
            lines.append(
                StatedLine(
                    unit,
                    said.amount,
                    {d: c for d, c in codes.items() if d in frame.pipeline.kept},
                    {d: c for d, c in codes.items() if d in frame.stage.noted},
                    said.precision,
                )
            )
            at = f"lines.{len(lines)}"
            field_of |= {at: name, f"{at}.amount": name, f"{at}.unit": name, f"lines.{unit}": name}
            field_of |= {f"{at}.cell.{d}": f"r{n}.{d}" for d in frame.codes}
            field_of |= {f"{at}.note.{d}": f"r{n}.{d}" for d in frame.codes}
    return tuple(lines), field_of


def _amount(name: str, unit: str, typed: Typed, unread: list[Problem]) -> Stated:
    """Return an amount with its step; what is none is told and counts as nothing here."""
    times = MAGNITUDES.get(typed.get(f"{name.partition('.')[0]}.in", ""), 1)
    try:
        return read_stated(typed.get(name, ""), unit_scale(unit), times if _is_money(unit) else 1)
    except Refused as refused:
        found = refused.problems[0]
        unread.append(Problem(found.code, name, found.params, found.value))
    return Stated(0)


def _is_money(unit: str) -> bool:
    return unit_scale(unit) > 0


def happened(frame: Frame, typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return when, where, how stated, and about which thing."""
    ways = {
        "itemised": _("what happened on that day"),
        "year_to_date": _("everything since New Year"),
        "level": _("what there is on that day"),
    }
    found = [fields.text("on", _("Day"), typed, errors, kind="day", needed=True)]
    stated = frame.statements()
    if len(stated) > 1:
        choices = [(way, ways[way]) for way in stated]
        found.append(fields.select("statement", _("The figures say"), choices, typed, errors))
    before = [(s, _stage_word(frame.pipeline, s)) for s in frame.sources]
    found.append(fields.select("source", _("Before that it was"), before, typed, errors))
    regions = [(region.code, place(region)) for region in frame.reach.regions]
    partners = [(region.code, place(region)) for region in frame.reach.partners]
    blank = _("choose a place") if len(regions) > 1 else None
    found.append(
        fields.select("region", _("Where"), regions, typed, errors, blank=blank, needed=True)
    )
    found.append(fields.select("partner", _("Together with"), partners, typed, errors))
    if frame.things or frame.pipeline.subject.needed:
        found.append(_thing(frame, typed, errors))
    if frame.pipeline.subject.once and OUTSIDE in frame.stage.sources and frame.things:
        again = [("no", _("no, it is new")), ("yes", _("yes, it counts once already"))]
        found.append(
            fields.select("again", _("Reported before and happened again"), again, typed, errors)
        )
    return tuple(found)


def _stage_word(pipeline: Pipeline, stage: str) -> str:
    if stage == OUTSIDE:
        return _("not reported before")
    if stage == CARRIED:
        return _("there before this book began")
    return pipeline.stages[stage].label(language())


def _thing(frame: Frame, typed: Typed, errors: Errors) -> FormField:
    named = [(t.code, in_words(t.name_en, t.name_zh)) for t in frame.things]
    label = capfirst(frame.pipeline.subject.label(language()))
    needed = frame.pipeline.subject.needed
    return fields.select(
        "thing", label, named, typed, errors, blank=_("none in particular"), needed=needed
    )


def amount_rows(
    frame: Frame, typed: Typed, errors: Errors, notes: Notes | None = None
) -> tuple[AmountRow, ...]:
    """Return the lines: what tells each apart, then one amount a unit.

    `notes`: what is read back of each amount, and what is odd about it.
    """
    said = notes or {}
    return tuple(_row(frame, n, typed, errors, said) for n in range(1, rows_of(typed) + 1))


def notes_of(reading: Reading, odd: Sequence[Problem]) -> Notes:
    """Return each amount's field with its words, and what a second look may find odd there."""
    found: dict[str, Note] = {}
    for n, line in enumerate(reading.report.lines, 1):
        name = reading.field_of[f"lines.{n}"]
        if any(problem.path == name for problem in reading.unread):
            continue
        said = tuple(p.sentence(language()) for p in odd if p.path == f"lines.{n}")
        found[name] = Note(stated_words(line.amount, line.precision, line.unit), said)
    return found


def _row(frame: Frame, n: int, typed: Typed, errors: Errors, notes: Notes) -> AmountRow:
    money = any(_is_money(unit) for unit in frame.units)
    scales = [("1", _("yuan")), ("10000", _("10,000 yuan")), ("100000000", _("100 million yuan"))]
    return AmountRow(
        n,
        tuple(fields.of_dimension(f"r{n}.{d}", d, typed, errors) for d in frame.codes),
        tuple(
            replace(
                fields.text(
                    f"r{n}.{unit}",
                    asked_words(unit).label(language()),
                    typed,
                    errors,
                    kind="number",
                ),
                note=notes.get(f"r{n}.{unit}", Note()),
            )
            for unit in frame.units
        ),
        fields.select(f"r{n}.in", _("Money in"), scales, typed, errors) if money else None,
    )


def record_fields(
    frame: Frame, typed: Typed, errors: Errors, report: Report
) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """Return the record's fields: those this step asks for, then all others."""
    codes = frozenset((d, c) for line in report.lines for d, c in line.cell.items() if c)
    said = Said(report.source, frame.stage.code, report.statement, codes)
    asked: list[FormField] = []
    more: list[FormField] = []
    for one in frame.pipeline.record.entry.values():
        if one.at and frame.stage.code not in one.at:
            continue
        needed = wanted(one, said, report.record)
        made = fields.of_record(one, typed, errors, needed=needed, places=frame.reach.partners)
        (asked if needed or one.when or made.errors else more).append(made)
    return tuple(asked), tuple(more)


def naming(typed: Typed, errors: Errors) -> tuple[FormField, ...]:
    """Return what the entry is called, in both languages, and why a sum falls."""
    return (
        fields.text("title_en", _("Title in English"), typed, errors),
        fields.text("title_zh", _("Title in Chinese"), typed, errors),
        fields.text(
            "own_reference", _("Your own number for it"), typed, errors,
            hint=_("if your office keeps one"),
        ),
        fields.text(
            "reason", _("Reason"), typed, errors,
            hint=_("why a sum fell; the source of what was there before"),
        ),
    )  # fmt: skip
