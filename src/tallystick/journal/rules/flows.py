"""What moved between stages, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StageFlow:
    """What went along one edge in one year, less what was taken back on it; minor units."""

    pipeline: str
    region: str
    cell: str
    unit: str
    source: str
    target: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class NotedFlow:
    """What went along one edge with what was said of the moves: note and named thing; minor units.

    Taken back on its own edge, the amount is below zero. `note` is JSON; `subject` may be empty.
    """

    region: str
    cell: str
    note: str
    subject: str
    unit: str
    source: str
    target: str
    amount: int


@dataclass(frozen=True, slots=True)
class SubjectMove:
    """One line about a named thing on its own edge; taken back, its amount is below zero."""

    subject: str
    book: str
    region: str
    partner: str
    pipeline: str
    source: str
    target: str
    unit: str
    cell: str
    day: date
    amount: int
