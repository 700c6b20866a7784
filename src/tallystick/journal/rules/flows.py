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
