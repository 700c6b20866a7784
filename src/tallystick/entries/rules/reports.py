"""What one side says happened, as a value, and the hash by which the same report is known again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tallystick.kernel.code import canonical_json, sha256_hex
from tallystick.programme.rules.pipelines import canonical_cell, canonical_note, split_move


@dataclass(frozen=True)
class StatedLine:
    """One stated amount.

    Units: `amount` in minor units of `unit`, zero or more. `cell` holds the kept codes, `note`
    those said of this move only, dimension → code; what is left out is not stated. `precision`
    is the step to which the amount was stated, in minor units: 1 is exact.
    """

    unit: str
    amount: int
    cell: Mapping[str, str]
    note: Mapping[str, str]
    precision: int = 1


@dataclass(frozen=True)
class Report:
    """One report of one side: a movement on a day, a sum since New Year, or what stands.

    Units: `pairing`, `region`, `partner` and `thing` are codes; `move` is "source>target".
    `record`: the values of the pipeline's record, typed as programme/rules/records.py says.
    """

    pairing: str
    side: str
    region: str
    partner: str
    pipeline: str
    move: str
    statement: str
    happened_on: date
    lines: tuple[StatedLine, ...]
    own_reference: str = ""
    thing: str | None = None
    title_en: str = ""
    title_zh: str = ""
    reason: str = ""
    record: Mapping[str, str | int | bool] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The stage the quantity leaves."""
        return split_move(self.move)[0]

    @property
    def target(self) -> str:
        """The stage the quantity reaches."""
        return split_move(self.move)[1]


@dataclass(frozen=True)
class CanonicalLine:
    """One stated amount with its codes as the canonical JSON that the journal keeps."""

    unit: str
    amount: int
    cell: str
    note: str
    precision: int = 1


def canonical_lines(report: Report) -> tuple[CanonicalLine, ...]:
    """Return the lines in the order given, every kept dimension present.

    Raises: ValueError for a dimension the pipeline does not have; `check_report` finds it first.
    """
    return tuple(
        CanonicalLine(
            line.unit,
            line.amount,
            canonical_cell(report.pipeline, line.cell),
            canonical_note(report.pipeline, report.target, line.note),
            line.precision,
        )
        for line in report.lines
    )


def content_hash(report: Report) -> str:
    """Return the SHA-256 of all a report says; the order of its lines says nothing.

    Source: docs/method/entries.md, "The same report twice".
    """
    return sha256_hex(canonical_json(content_of(report)).encode())


def _line_content(line: CanonicalLine) -> list[Any]:
    exact = [line.unit, line.cell, line.note, line.amount]
    return exact if line.precision == 1 else [*exact, line.precision]


def content_of(report: Report) -> dict[str, Any]:
    """Return all a report says as plain values in one order; an empty record is left out."""
    record = {"record": dict(report.record)} if report.record else {}
    lines = sorted(_line_content(line) for line in canonical_lines(report))
    return {
        "pairing": report.pairing,
        "side": report.side,
        "region": report.region,
        "partner": report.partner,
        "pipeline": report.pipeline,
        "move": f"{report.source}>{report.target}",
        "statement": report.statement,
        "happened_on": report.happened_on.isoformat(),
        "lines": lines,
        "own_reference": report.own_reference,
        "thing": report.thing,
        "title": [report.title_en, report.title_zh],
        "reason": report.reason,
        **record,
    }
