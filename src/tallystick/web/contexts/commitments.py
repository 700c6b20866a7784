"""What the pages of commitments receive: the list, and one commitment with its settling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import EvidenceRow, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.tags import TagPanel


@dataclass(frozen=True)
class Bar:
    """How far something has come, drawn and in words: 9.4 of 12 million yuan.

    Units: `done` of `of` in the same small unit, for the bar alone.
    """

    done: int
    of: int
    words: str


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment of a list.

    `source` is where it was made; `proof` leads to the entry that shows it kept, or says that
    there is none; `bar` is how far what it is linked to has come.
    """

    title: str
    href: str
    mark: Mark
    owner: str
    due_on: date
    pairing: str
    proof: Link
    source: Link | None = None
    bar: Bar | None = None
    code: str = ""
    kind: str = ""


@dataclass(frozen=True)
class BoardColumn:
    """One column of the board: how many stand there, the first of them, and where all are."""

    code: str
    mark: Mark
    count: int
    cards: tuple[CommitmentRow, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentListPage(Page):
    """The commitments I see; filters and order are a GET form. `counts` lead to each standing."""

    pairing: Link | None = None
    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    views: tuple[Link, ...] = ()
    board: tuple[BoardColumn, ...] = ()
    counts: tuple[Link, ...] = ()
    rows: tuple[CommitmentRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    actions: tuple[Link, ...] = ()
    # Where one is recorded, for who may.
    new: Link | None = None


@dataclass(frozen=True)
class LinkedRow:
    """One thing that shows a commitment kept; `unlink` takes it off, for who may."""

    n: int
    what: Link
    wanted: str
    mark: Mark
    bar: Bar
    unlink: FormField | None = None


@dataclass(frozen=True)
class DoneRow:
    """One record of what was done where no entry shows it; `acts` are what the reader may do."""

    n: int
    done_on: date
    text: str
    url: str
    mark: Mark
    written_by: str
    answered_by: str = ""
    answer: str = ""
    # Files that show it; without an address where the reader may not open them.
    files: tuple[EvidenceRow, ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    # Who of the other side may acknowledge it, where the reader may not.
    awaited: str = ""
    # The field that asks why it is not acknowledged.
    refusal: FormField | None = None


@dataclass(frozen=True)
class HistoryRow:
    """One act on a commitment: when, who, what, why; `about` is what was linked or taken off."""

    at: datetime
    who: str
    what: str
    why: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class CommitmentPage(Page):
    """One commitment: owner, day, source, how it ended; `form` is for who may settle it."""

    code: str
    pairing: Link
    mark: Mark
    facts: tuple[Fact, ...] = ()
    # The same in the other language, where it is kept in both.
    also: str = ""
    # The words of the source, as they stand there.
    words: str = ""
    # The people whose word it takes, where the reader is none of them and it is open.
    settlers: str = ""
    problems: tuple[FormProblem, ...] = ()
    form: tuple[FormField, ...] = ()
    linked: tuple[LinkedRow, ...] = ()
    link_form: tuple[FormField, ...] = ()
    done: tuple[DoneRow, ...] = ()
    done_form: tuple[FormField, ...] = ()
    # What files are taken with it.
    files_taken: str = ""
    # The form that is open: the one that came back with faults, or that ends what is late.
    opened: str = ""
    history: tuple[HistoryRow, ...] = ()
    tags: TagPanel | None = None
