"""What the explain page receives: a figure walked back in seven steps to its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.shared import Cell, EvidenceRow, Fact, Link, Mark, Page, PostedDay
from tallystick.web.tally import Tally


@dataclass(frozen=True)
class Part:
    """One part of a figure: its share of the whole, its lines, and where it is opened."""

    name: str
    share: Tally
    share_words: str
    figure: Cell
    lines: int
    open: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the book under a figure; `mark` where it was reversed or is a reversal.

    `number` is "posting.line" in its book.
    """

    number: str
    href: str
    happened: date
    known: date
    where: str
    movement: str
    figure: str
    mark: Mark | None = None
    current: bool = False


@dataclass(frozen=True)
class WaitingLine:
    """One line that waits or is disputed; without an entry where the reader may not see it."""

    entry: Link | None
    happened: date
    where: str
    state: Mark
    figure: str


@dataclass(frozen=True)
class NameHalf:
    """One side's names under an entry: who, and what was done when, in words."""

    side: str
    name: str
    did: tuple[str, ...]


@dataclass(frozen=True)
class EntryBrief:
    """The entry a line was posted from."""

    number: str
    href: str
    mark: Mark
    words: str
    facts: tuple[Fact, ...]
    names: tuple[NameHalf, NameHalf]
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True)
class Proof:
    """Where the line is sealed; the hashes are hexadecimal."""

    transaction: str
    leaf: str
    line: int
    root: str


@dataclass(frozen=True)
class Earlier:
    """The figure as it was known on an earlier day, and why it differs."""

    day: date
    figure: str
    why: str
    href: str = ""


@dataclass(frozen=True)
class KnownDay:
    """A day on which the figure became another, and the words that tell what it was then.

    `value` stands in the address, empty for today; `chosen` is the day that this page shows.
    """

    value: str
    day: date
    words: str
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class ExplainPage(Page):
    """A figure walked back in seven steps: words, parts, lines, entry, names, evidence, proof."""

    code: str
    figure: str
    unit: str
    pairing: Link
    period: str
    # The only level whose lines are walked, and where the figure of all levels is.
    level: Link | None = None
    formula: str
    excluded: str = ""
    definition: str = ""
    tally: Tally
    target: Cell
    facts: tuple[Fact, ...] = ()
    parts: tuple[Part, ...] = ()
    # What the parts come to: a sum, or of a ratio what it is.
    whole: str = ""
    rounded: str = ""
    lines_of: str = ""
    lines: tuple[Line, ...] = ()
    lines_total: int = 0
    # What waits: the first lines of so many.
    waiting: tuple[WaitingLine, ...] = ()
    waiting_total: int = 0
    older: Link | None = None
    newer: Link | None = None
    entry: EntryBrief | None = None
    proof: Proof | None = None
    as_of: str = ""
    # Days by which the book had grown, today first.
    posted: tuple[PostedDay, ...] = ()
    # What the as-of form sends along besides the day: the year and the open part.
    kept: tuple[tuple[str, str], ...] = ()
    earlier: tuple[Earlier, ...] = ()
    # The days on which the figure became another, the oldest first; the last one is today.
    days: tuple[KnownDay, ...] = ()
    address: str = ""
