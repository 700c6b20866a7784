"""The values of the model: movements, postings, reports of one side, people. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

SUPPORTED, SUPPORTING = "supported", "supporting"
OPEN = ("draft", "submitted", "confirmed", "disputed", "matched")
# pipelines.md: a promise has no floor; `outside` and `carried` belong to every pipeline.
PROMISES = {("funds", "committed"), ("donation", "promised")}
BEYOND = ("outside", "carried")
ENDS = {
    ("funds", "paid_out"), ("funds", "returned"), ("sale", "sold"), ("job", "left"),
    ("project", "cancelled"), ("project", "closed"),
}  # fmt: skip
LIVE_PROJECT = ("signed", "landed", "started", "completed", "operating", "idle")
# What a successor takes over; money is paid out by the pairing that received it.
HANDED_ON = {("job", "employed"), *(("project", stage) for stage in LIVE_PROJECT)}
# entries.md, "What stands on a day": what rises a level and what lowers it, also by carrying.
RISE, FALL = ("outside", "employed"), ("employed", "left")
RISES, FALLS = (RISE, ("carried", "employed")), (FALL, ("employed", "carried"))
# pipelines.yaml: the stages that name a document.
WITH_DOCUMENT = {
    ("funds", "received"), ("funds", "allocated"), ("funds", "paid_out"), ("sale", "sold"),
    ("donation", "received"), ("job", "employed"), ("placement", "placed"),
    *(("project", stage) for stage in ("signed", "landed", "started", "completed")),
}  # fmt: skip

# The indicators of which the model decides, by the step that feeds them.
FED = {
    ("funds", "received"): {"FS_GOV_FUND", "FS_TOTAL_ALL"},
    ("funds", "paid_out"): {"FS_DISBURSED"},
    ("donation", "received"): {"FS_TOTAL_ALL"},
    ("sale", "sold"): {"IC_CONSUMPTION"},
    ("placement", "placed"): {"LC_TOTAL"},
}

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
    kind: str  # posted | taken_back | reversed | carried
    recorded: datetime
    moves: tuple[Move, ...]
    one_sided: bool = False


@dataclass(frozen=True)
class Pairing:
    """Two places that hold one tally, from a day to a day."""

    code: str
    supporting: str
    supported: str
    since: date
    until: date | None = None
    parent: str = ""

    def top(self, side: str) -> str:
        """Return the pairing's own place on a side."""
        return self.supported if side == SUPPORTED else self.supporting


@dataclass(frozen=True)
class Rule:
    """A decision on how a pairing works, for what happens from a day on."""

    kind: str  # matching | evidence
    pairing: str
    pipeline: str
    value: str
    since: date | None
    indicator: str = ""


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
    pairing: str = ""
    # to which step its amounts were stated, where they are as large; 1 is exact
    step: int = 1
    policy: str = "both"
    # a blind half: what it says without its amounts, whether the other side is kept from seeing
    # it, and the half that posts for it
    key: tuple[object, ...] | None = None
    covered: bool = False
    half_of: str = ""
    documents: int = 0
    state: str = "draft"
    version: int = 1
    reverses: str = ""
    # who reported, submitted, amended or confirmed it: ever, and of the version that stands
    hands: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    # side → who, and the figures she would let stand instead of the stated ones
    upheld: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    # Whoever said a word about this version, also where a colleague's came after it.
    spoke: set[str] = field(default_factory=set)

    @property
    def single(self) -> bool:
        """Whether one side suffices."""
        return self.policy == "single"

    @property
    def place(self) -> tuple[str, str, str]:
        """Whose accounts it moves in."""
        return self.region, self.partner, self.pipeline

    def step_of(self, key: Key) -> int:
        """Return to which step one amount was stated: five are not said in thousands."""
        return self.step if self.lines.get(key, 0) >= self.step else 1

    def movement(self) -> tuple[object, ...]:
        """Return what both halves of one movement have in common; of days, the month."""
        cells = tuple(sorted({cell for cell, _ in self.lines}))
        edge = (self.source, self.target, self.statement, self.thing, f"{self.on:%Y-%m}")
        return (self.pairing, *self.place, *edge, cells)


@dataclass(frozen=True)
class Person:
    """Who acts: the places and roles of her seats."""

    name: str
    seats: frozenset[tuple[str, str]]  # (role, region)

    def holds(self, roles: Iterable[str], regions: Iterable[str]) -> bool:
        """Whether she holds one of the roles at one of the places."""
        return any(role in roles and place in regions for role, place in self.seats)
