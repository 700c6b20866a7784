"""What the pages of workbooks and printed lists receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class RunRow:
    """One workbook somebody sent, or one list that was printed."""

    name: str
    href: str
    state: str
    at: datetime
    detail: str


@dataclass(frozen=True, kw_only=True)
class WorkbooksPage(Page):
    """Download, send back, print; what was sent stays to be read.

    Each choice of `enter`, `answer` and `printed` is a pairing and one of its sides.
    """

    # What may be entered by workbook, for who wants other sheets than those in use.
    sheets: tuple[Choice, ...] = ()
    enter: tuple[Choice, ...] = ()
    answer: tuple[Choice, ...] = ()
    printed: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    period: str = ""
    # Since when no worker takes up long files, where one should.
    no_worker: str = ""
    filters: tuple[Filter, ...] = ()
    rows: tuple[RunRow, ...] = ()


@dataclass(frozen=True)
class CellGroup:
    """Cells with one cause, biggest group first; the words say what to do."""

    words: str
    count: int
    cells: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True)
class OutcomeRow:
    """What came of one entry of a workbook of answers."""

    number: str
    cell: str
    outcome: str
    why: str = ""


@dataclass(frozen=True)
class RunWork:
    """Where the work on a file stands: still alive, or why not; `of` 0 while it is not known.

    `lives` while it can be stopped, `polls` while the page may change by itself.
    """

    lives: bool
    words: str
    done: int = 0
    of: int = 0
    why: str = ""
    taking: bool = False
    polls: bool = False


@dataclass(frozen=True)
class RunLine:
    """The work on one file in one line, with the page that tells all of it."""

    name: str
    href: str
    work: RunWork


@dataclass(frozen=True)
class SumRow:
    """What the rows of one move, statement and unit sum to, to the last place.

    `new` enters or entered, `known` stood already, `both` is what her own sheet sums to; each
    with how many amounts it is made of. `rough`: one of them was not stated exactly.
    """

    what: str
    said: str
    new: str
    new_count: int
    known: str
    known_count: int
    both: str
    rough: bool = False


@dataclass(frozen=True)
class SheetRow:
    """One entry of a file as it was understood: where it stands, what would become of it.

    `sheet` and `title` are a person's own words. `wrong` is (cell, sentence, where the sentence is
    said above, if it is); of a row that could not be read there is nothing else.
    """

    sheet: str
    rows: str
    mark: Mark
    what: str = ""
    said: str = ""
    title: str = ""
    place: str = ""
    happened: date | None = None
    figures: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class SheetRows:
    """One page of a file's rows; `shown` leads to all of them, or those of one fate."""

    rows: tuple[SheetRow, ...]
    total: int
    shown: tuple[Link, ...] = ()


@dataclass(frozen=True)
class InPlace:
    """The file before this one was mended: how many of its faults are right now, and which."""

    before: Link
    right: int = 0
    still: int = 0
    fresh: int = 0
    groups: tuple[CellGroup, ...] = ()
    told: bool = False


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    """One file sent: how far the work on it is, what is wrong in it, and what came of it.

    `to_mend`: so many cells are named by `groups`. `known`: so many of its entries stand already.
    `taken`: `sums` are of what entered.
    """

    state: str
    open: bool
    work: RunWork | None = None
    trouble: str = ""
    facts: tuple[Fact, ...]
    groups: tuple[CellGroup, ...] = ()
    to_mend: int = 0
    warnings: tuple[CellGroup, ...] = ()
    good: int = 0
    known: int = 0
    faulty: bool = False
    taken: bool = False
    sums: tuple[SumRow, ...] = ()
    rough: bool = False
    unsummed: int = 0
    sheet_rows: SheetRows | None = None
    newer: Link | None = None
    older: Link | None = None
    marked: str = ""
    # Where the rows of a table are mended.
    mend: str = ""
    # Whether the file is sent mended from here; the file it was sent in place of, and in its own.
    resend: bool = False
    in_place: InPlace | None = None
    replaced_by: Link | None = None
    numbers: tuple[Link, ...] = ()
    fix: str = ""
    outcomes: tuple[OutcomeRow, ...] = ()


@dataclass(frozen=True)
class PaperLine:
    """One amount of a listed entry, in figures and, for a Chinese reader, in capitals.

    `step`: to what it was stated, where it is not exact; `typed`: the figure that was recorded.
    """

    n: int
    figure: str
    capitals: str = ""
    said: str = ""
    step: str = ""
    typed: str = ""


@dataclass(frozen=True)
class PaperRow:
    """One entry of a printed list. `answer` is what was recorded of it: agree | differ | later.

    `ours` and `why` stand beside a recorded "differ".

    `chosen`, `reason` and `errors`: what a refused form said of it, and what is wrong with that.
    """

    number: str
    title: str
    where: str
    happened: date
    lines: tuple[PaperLine, ...]
    answer: str = ""
    ours: tuple[str, ...] = ()
    why: str = ""
    chosen: str = ""
    reason: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperPage(Page):
    """A list to be printed, signed and sealed; later what was recorded of it, and its check."""

    code: str
    sha256: str
    state: str
    mark: Mark | None = None
    answers_for: str
    reported_by: str
    made: datetime
    rows: tuple[PaperRow, ...] = ()
    may_record: bool = False
    may_check: bool = False
    returned: str = ""
    counted: str = ""
    opened: bool = False
    signed: tuple[Fact, ...] = ()
    scan: str = ""
    scan_look: str = ""
    problems: tuple[str, ...] = ()
    signer: str = ""
    signer_post: str = ""
    signed_on: str = ""
