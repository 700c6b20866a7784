"""What the pages of pairings receive: the list, and one pairing with its scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.shared import (
    Cell,
    Choice,
    ChoiceGroup,
    Fact,
    Filter,
    Link,
    Page,
    PostedDay,
)
from tallystick.web.tally import Bar, Spark, Tally


@dataclass(frozen=True)
class PairingRow:
    """One pairing of the list; `depth` 1 stands inside the pairing above it."""

    supporting: str
    supported: str
    href: str
    level: str
    valid: str
    depth: int = 0
    code: str = ""
    programme: str = ""
    since: date | None = None

    @property
    def name(self) -> str:
        """Both sides, as a file of the list names them."""
        return f"{self.supporting} – {self.supported}"


@dataclass(frozen=True)
class ProgrammeGroup:
    """The pairings of one programme."""

    name: str
    invented: bool
    rows: tuple[PairingRow, ...]


@dataclass(frozen=True, kw_only=True)
class PairingListPage(Page):
    """The pairings I see, by programme."""

    programmes: tuple[ProgrammeGroup, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def rows(self) -> tuple[PairingRow, ...]:
        """Those of all programmes, for the file."""
        return tuple(row for group in self.programmes for row in group.rows)


@dataclass(frozen=True)
class SideName:
    """One half of a pairing: the place, and the place it lies in."""

    name: str
    within: str = ""


@dataclass(frozen=True)
class FromBefore:
    """One amount from before the book began: what, how much, since when, and after which source."""

    what: str
    where: str
    on: date
    figure: str
    source: str
    entry: Link


@dataclass(frozen=True)
class Flag:
    """A sentence with a cause; `tone` is "", "amber" (a date, someone's turn) or "red"."""

    words: str
    tone: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """One indicator: the drawing, then the same figures in words. All cells share `unit`."""

    code: str
    name: str
    unit: str
    tally: Tally
    target: Cell
    matched: Cell
    waiting: Cell
    claimed: Cell
    last_year: Cell
    # "95.6% of target", or nothing where there is none.
    completion: str = ""
    spark: Spark | None = None
    flags: tuple[Flag, ...] = ()
    part: bool = False


@dataclass(frozen=True)
class ScoreGroup:
    """The rows of one workstream."""

    name: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class ChartMonth:
    """One month of the chart, and the same month in the table beneath it."""

    name: str
    bar: Bar
    this_year: Cell
    last_year: Cell


@dataclass(frozen=True)
class Chart:
    """One indicator by month: bars of this year, ticks of last year, and the same as a table."""

    title: str
    unit: str
    year: int
    months: tuple[ChartMonth, ...]


@dataclass(frozen=True, kw_only=True)
class PairingPage(Page):
    """Both halves of a pairing, and its scorecard of a year as it was known on a day."""

    programme: str
    level: str
    supporting: SideName
    supported: SideName
    facts: tuple[Fact, ...] = ()
    tabs: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    # As the day field of the form holds it: 2020-10-31, or empty for the newest state.
    as_of: str = ""
    as_of_words: str = ""
    # Other days worth asking for, today first.
    posted: tuple[PostedDay, ...] = ()
    # What the level or the framework in the address leaves out, in sentences.
    narrowed: tuple[str, ...] = ()
    heading: str
    summary: str = ""
    apart: tuple[Link, ...] = ()
    months_heading: str = ""
    groups: tuple[ScoreGroup, ...] = ()
    chart: Chart | None = None
    csv_href: str = ""
    brief_href: str = ""
    # Shown apart: none of it counts in a year.
    before: tuple[FromBefore, ...] = ()


@dataclass(frozen=True)
class RuleRow:
    """One decision or proposal on how a pairing works."""

    what: str
    value: str
    since: str
    who: str
    reason: str
    state: str
    agree: int | None = None
    record: str = ""
    proof: str = ""


@dataclass(frozen=True)
class HeldRule:
    """What holds today for one pipeline or for all, and why, in the words of who decided."""

    what: str
    rule: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class RulesPage(Page):
    """How a pairing works: what holds today by pipeline, the form, and every decision ever taken.

    The form posts `act` set and `rule` (kind.value), `scope` (pipeline.code, indicator.code or
    nothing), `from` and `reason`; a proposal is agreed to by `act` agree and `number`.
    """

    label: Link
    holds: tuple[HeldRule, ...] = ()
    rows: tuple[RuleRow, ...] = ()
    decides: str = ""
    rules: tuple[Choice, ...] = ()
    scopes: tuple[ChoiceGroup, ...] = ()
    since: str = ""
    reason: str = ""
    problems: tuple[str, ...] = ()
