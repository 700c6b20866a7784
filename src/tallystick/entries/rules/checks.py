"""The checks of a report against the vocabulary: every fault at once, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.kernel.problem import Problem
from tallystick.kernel.quantity import LARGEST
from tallystick.kernel.text import reference_problems, text_problems
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.pipelines import (
    AS_INDICATOR,
    CARRIED,
    NOT_STATED,
    Pipeline,
    allowed,
    dimensions,
    part_exceeds_whole,
    pipelines,
    units_of,
)
from tallystick.programme.rules.recorded import Said, Values, check_record, incomplete

SIDES = ("supporting", "supported")
STATEMENTS = ("itemised", "year_to_date", "level")
EARLIEST = date(1990, 1, 1)
_FREE = {
    "year": re.compile(r"(19|20)\d\d"),
    "period": re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?"),
}


@dataclass(frozen=True)
class Known:
    """What the vocabulary alone cannot tell: the day of the check, and the thing's pipeline."""

    today: date
    thing_pipeline: str | None = None


Rule = Callable[[Report, Pipeline, Known], Iterator[Problem]]


def check_report(report: Report, known: Known) -> list[Problem]:
    """Return everything that is wrong with a report; an empty list when nothing is.

    Shape: one problem a fault; `path` is the field, or `lines.N.field` counted from 1.
    """
    pipeline = pipelines().get(report.pipeline)
    found = list(_frame(report))
    if pipeline is None:
        return [*found, _unknown("pipeline", report.pipeline, "pipeline")]
    for rule in RULES:
        found += rule(report, pipeline, known)
    return found


def _unknown(what: str, code: str, path: str) -> Problem:
    return Problem("not-found", path, {"what": what, "code": code}, code)


def _frame(report: Report) -> Iterator[Problem]:
    if report.side not in SIDES:
        yield Problem("not-a-side", "side", value=report.side)
    if report.statement not in STATEMENTS:
        yield Problem("not-a-statement", "statement", value=report.statement)
    yield from reference_problems("own_reference", report.own_reference, 60)
    for field, longest in (("title_en", 200), ("title_zh", 200)):
        yield from text_problems(field, getattr(report, field), longest)
    yield from text_problems("reason", report.reason)


def _move_is_listed(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if not allowed(report.pipeline, report.source, report.target):
        listed = [f"{s}>{t.code}" for t in pipeline.stages.values() for s in t.sources]
        yield Problem("no-such-move", "move", {"moves": ", ".join(listed)}, report.move)
    elif report.target == CARRIED:
        yield Problem("handed-over-elsewhere", "move", value=report.move)


def _statement_is_open(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if report.source == CARRIED:
        if report.statement != "itemised":
            yield Problem("opening-is-itemised", "statement", value=report.statement)
    elif report.pipeline == "report":
        yield Problem("report-is-posted-with-others", "pipeline")
    elif report.statement in STATEMENTS and report.statement not in pipeline.fed:
        fed = {"fed": ", ".join(pipeline.fed)}
        yield Problem("not-stated-so", "statement", fed, report.statement)
    elif report.statement == "level" and report.move != pipeline.rise:
        yield Problem("level-by-its-rise", "move", {"rise": pipeline.rise}, report.move)


def _day_has_come(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if not EARLIEST <= report.happened_on <= known.today:
        params = {"first": EARLIEST.isoformat(), "last": known.today.isoformat()}
        yield Problem("day-out-of-range", "happened_on", params, report.happened_on.isoformat())


def _thing_fits(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if report.thing is None:
        counted = report.statement == "year_to_date" or report.source == CARRIED
        if pipeline.subject.needed and not counted:
            yield Problem("thing-missing", "thing", {"what": pipeline.subject})
        return
    if report.statement == "year_to_date":
        yield Problem("sum-has-no-thing", "thing", value=report.thing)
    fitting = (report.pipeline,) if pipeline.subject.once else pipeline.subject.of
    if fitting and known.thing_pipeline is not None and known.thing_pipeline not in fitting:
        params = {"pipeline": known.thing_pipeline}
        yield Problem("thing-of-another-kind", "thing", params, report.thing)


def _there_are_lines(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if not report.lines:
        yield Problem("no-lines", "lines")
    keys = Counter(_key(line) for line in report.lines)
    for n, line in enumerate(report.lines, 1):
        if keys[_key(line)] > 1:
            yield Problem("line-twice", f"lines.{n}", value=line.unit)


def _key(line: StatedLine) -> tuple[str, frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    return line.unit, _stated(line.cell), _stated(line.note)


def _stated(codes: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((d, code) for d, code in codes.items() if code and code != NOT_STATED)


def _units_are_counted(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    stage = report.target
    if stage not in pipeline.stages:
        return
    counted = units_of(report.pipeline, stage)
    for n, line in enumerate(report.lines, 1):
        units = _target_units(line) if counted == (AS_INDICATOR,) else counted
        if line.unit not in units:
            params = {"stage": pipeline.stages[stage], "units": ", ".join(units) or NOT_STATED}
            yield Problem("unit-not-counted", f"lines.{n}.unit", params, line.unit)


def _target_units(line: StatedLine) -> tuple[str, ...]:
    indicator = indicators().get(line.cell.get("indicator", ""))
    return (indicator.target_unit,) if indicator and indicator.target_unit else ()


def _amounts_are_whole(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    for n, line in enumerate(report.lines, 1):
        # A bool is an int to Python; a count of True persons is a fault of the caller.
        if type(line.amount) is not int or not 0 <= line.amount <= LARGEST:
            params = {"largest": LARGEST}
            yield Problem("amount-out-of-range", f"lines.{n}.amount", params, str(line.amount))
            continue
        # A step wider than its figure would say nothing, and agree with everything.
        if type(line.precision) is not int or not 1 <= line.precision <= max(line.amount, 1):
            yield Problem("precision-unfit", f"lines.{n}.precision", value=str(line.precision))


def _once_moves_as_one(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if report.thing is None or not pipeline.subject.once or report.statement != "itemised":
        return
    for n, line in enumerate(report.lines, 1):
        # Zero says that it was signed, or seen, again: evidence on what already counts once.
        if line.unit == pipeline.units[0] and line.amount not in (0, 1):
            yield Problem("named-thing-is-one", f"lines.{n}.amount", value=str(line.amount))


def _codes_are_known(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    stage = pipeline.stages.get(report.target)
    noted = stage.noted if stage else ()
    for n, line in enumerate(report.lines, 1):
        for drawer, codes, open_ in (
            ("cell", line.cell, pipeline.kept),
            ("note", line.note, noted),
        ):
            for dimension, code in codes.items():
                path = f"lines.{n}.{drawer}.{dimension}"
                if dimension not in open_:
                    here = {
                        "open": ", ".join(open_) or NOT_STATED,
                        "stage": stage or report.target,
                    }
                    yield Problem("dimension-not-here", path, here, dimension)
                elif not code_is_known(dimension, code):
                    yield Problem("unknown-code", path, _called(dimension), code)


def _called(dimension: str) -> dict[str, Words]:
    """Return a dimension as a parameter that is said in the reader's language."""
    return {"dimension": dimensions()[dimension]}


def code_is_known(dimension: str, code: str) -> bool:
    """Return whether `code` may be said of `dimension`; `-` and nothing are "not stated".

    >>> code_is_known("budget_year", "2019"), code_is_known("payer_level", "moon")
    (True, False)
    """
    if code in ("", NOT_STATED):
        return True
    found = dimensions()[dimension]
    if found.codes is not None:
        return code in found.codes
    if found.free == "indicator":
        return code in indicators()
    if found.free == "pipeline":
        return code in pipelines()
    return _FREE[found.free or ""].fullmatch(code) is not None


def _targets_say_which(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    if report.pipeline != "target":
        return
    for n, line in enumerate(report.lines, 1):
        for dimension in pipeline.kept:
            if line.cell.get(dimension, NOT_STATED) == NOT_STATED:
                path = f"lines.{n}.cell.{dimension}"
                yield Problem("target-says-which", path, _called(dimension))


def _parts_fit_their_whole(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    tables: dict[object, dict[str, tuple[int, int]]] = {}
    for n, line in enumerate(report.lines, 1):
        if type(line.amount) is int:
            table = tables.setdefault((_stated(line.cell), _stated(line.note)), {})
            table[line.unit] = n, line.amount
    for table in tables.values():
        for problem in part_exceeds_whole({unit: amount for unit, (_n, amount) in table.items()}):
            yield replace(problem, path=f"lines.{table[problem.path][0]}.amount")


def _record_is_typed(report: Report, pipeline: Pipeline, known: Known) -> Iterator[Problem]:
    yield from check_record(pipeline.record.entry, report.record, on=report.happened_on)


RULES: tuple[Rule, ...] = (
    _move_is_listed,
    _statement_is_open,
    _day_has_come,
    _thing_fits,
    _there_are_lines,
    _units_are_counted,
    _amounts_are_whole,
    _once_moves_as_one,
    _codes_are_known,
    _targets_say_which,
    _parts_fit_their_whole,
    _record_is_typed,
)


def not_ready(
    report: Report, thing_record: Values | None = None, *, unread: bool = False
) -> list[Problem]:
    """Return what keeps a sound report from being handed to the second person.

    `thing_record`: the record of the named thing, where it is a thing of this pipeline. A draft
    may lack what is not known yet; without proof of consent and contract it goes no further.
    `unread`: some amount could not be read, so it is not known that nothing is stated.
    """
    codes = frozenset(pair for line in report.lines for pair in _stated(line.cell))
    said = Said(
        report.source,
        report.target,
        report.statement,
        codes,
        # A form without any amount says nothing yet, not even zero.
        nothing=bool(report.lines) and not unread and not any(n.amount for n in report.lines),
    )
    pipeline = pipelines()[report.pipeline]
    lacking = [*incomplete(pipeline, said, report.record, thing_record)]
    if report.lines and not said.nothing and not unread:
        lacking += _persons_or_times(report)
    if report.source == CARRIED and not report.reason.strip():
        lacking.append(Problem("carried-without-source", "reason"))
    return lacking


PERSONS, TIMES = "person", "person_time"


def _persons_or_times(report: Report) -> Iterator[Problem]:
    """Find a report that counts people two ways and says neither; one of the two suffices."""
    counted = units_of(report.pipeline, report.target)
    stated = {line.unit.partition("/")[0] for line in report.lines}
    if {PERSONS, TIMES} <= set(counted) and not stated & {PERSONS, TIMES}:
        yield Problem("persons-or-times", f"lines.{PERSONS}")
