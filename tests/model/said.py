"""The values of the model: movements, postings, reports of one side, people. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

SUPPORTED, SUPPORTING = "supported", "supporting"
OPEN = ("draft", "submitted", "confirmed", "disputed", "matched")
# pipeline.md: a promise has no floor; `outside` and `carried` belong to every pipeline.
PROMISES = {("funds", "committed"), ("donation", "promised")}
BEYOND = ("outside", "carried")
LIVE_PROJECT = ("signed", "landed", "started", "completed", "operating", "idle")
# entries.md, "What stands on a day": the rise of a level and its way out.
RISE, FALL = ("outside", "employed"), ("employed", "left")

Key = tuple[str, str]  # (cell, unit)


class No(Exception):
    """The methods do not allow it."""


@dataclass(frozen=True)
class Move:
    """One movement of the book; below zero where it was taken back on its own edge."""

    on: date
    region: str
    partner: str
    pipeline: str
    source: str
    target: str
    cell: str
    unit: str
    amount: int
    thing: str = ""

    def back(self, on: date | None = None) -> Move:
        """Return what takes it back."""
        return replace(self, amount=-self.amount, on=on or self.on)


@dataclass(frozen=True)
class Posting:
    """What was posted at once: by which entry, recorded when, and as what."""

    entry: str
    kind: str  # posted | taken_back | reversed
    recorded: datetime
    moves: tuple[Move, ...]
    one_sided: bool = False


@dataclass
class Said:
    """One report of one side, and who acted on it."""

    number: str
    side: str
    region: str
    partner: str
    pipeline: str
    source: str
    target: str
    statement: str
    on: date
    lines: dict[Key, int]
    thing: str = ""
    reason: str = ""
    reference: str = ""
    single: bool = False
    state: str = "draft"
    version: int = 1
    reverses: str = ""
    # who reported, submitted, amended or confirmed it: ever, and of the version that stands
    hands: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    upheld: dict[str, str] = field(default_factory=dict)  # side → who

    @property
    def place(self) -> tuple[str, str, str]:
        """Whose accounts it moves in."""
        return self.region, self.partner, self.pipeline


@dataclass(frozen=True)
class Person:
    """Who acts: the places and roles of her seats."""

    name: str
    seats: frozenset[tuple[str, str]]  # (role, region)

    def holds(self, roles: Iterable[str], regions: Iterable[str]) -> bool:
        """Whether she holds one of the roles at one of the places."""
        return any(role in roles and place in regions for role, place in self.seats)
