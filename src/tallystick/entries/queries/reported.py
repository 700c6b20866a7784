"""What an entry says, in the form in which it was reported and hashed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tallystick.entries.models import Entry
from tallystick.entries.rules.checks import not_ready
from tallystick.entries.rules.reports import Report, StatedLine, content_hash
from tallystick.kernel.numeral import Stated, read_stated
from tallystick.kernel.problem import Problem, Refused
from tallystick.programme.rules.pipelines import unit_scale


def report_of(row: Entry) -> Report:
    """Return what an entry says now, in the form in which it was hashed."""
    return Report(
        pairing=row.pairing.code,
        side=row.side,
        region=row.region.code,
        partner=row.partner.code,
        pipeline=row.pipeline,
        move=f"{row.source_stage}>{row.target_stage}",
        statement=row.statement,
        happened_on=row.happened_on,
        lines=tuple(
            StatedLine(n.unit, n.amount, json.loads(n.cell), json.loads(n.note), n.precision)
            for n in row.lines.all()
        ),
        own_reference=row.own_reference,
        thing=row.thing.code if row.thing else None,
        title_en=row.title_en,
        title_zh=row.title_zh,
        reason=row.reason,
        record=row.details,
    )


def hash_now(row: Entry) -> str | None:
    """Return the hash of what an entry says now; None where it says what nothing can say."""
    try:
        return content_hash(report_of(row))
    except (KeyError, ValueError):
        return None


def lacking(entry: Entry, report: Report | None = None) -> list[Problem]:
    """Return what keeps an entry from being handed to the second person; empty when nothing.

    `report`: as if it said this instead.
    """
    thing = entry.thing
    named = thing.details if thing is not None and thing.pipeline == entry.pipeline else None
    return not_ready(report or report_of(entry), named)


def read_figures(entry: Entry, given: Iterable[tuple[str, str]]) -> dict[int, Stated]:
    """Return line number → the amount a person typed for it, in the line's own unit.

    Raises: Refused naming every line that is not there and every amount that is none.
    """
    lines = {str(line.n): line for line in entry.lines.all()}
    found: dict[int, Stated] = {}
    problems: list[Problem] = []
    for name, text in given:
        line = lines.get(name.strip())
        if line is None:
            problems.append(Problem("no-such-line", f"figure.{name[:20]}", value=name[:20]))
            continue
        try:
            found[line.n] = read_stated(text, unit_scale(line.unit))
        except Refused as refused:
            problems += [replace(p, path=f"figure.{line.n}") for p in refused.problems]
    if problems:
        raise Refused(problems)
    return found


def amended(entry: Entry, figures: Mapping[int, Stated]) -> Report:
    """Return what an entry says with other amounts on some of its lines."""
    said = report_of(entry)
    numbers = [line.n for line in entry.lines.all()]
    return replace(
        said,
        lines=tuple(
            replace(line, amount=figures[n].amount, precision=figures[n].precision)
            if n in figures
            else line
            for n, line in zip(numbers, said.lines, strict=True)
        ),
    )
