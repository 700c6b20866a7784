"""What the pages of commitments receive: the list, and one commitment with its settling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment of a list.

    `source` is where it was made; `proof` leads to the entry that shows it kept, or says that
    there is none.
    """

    title: str
    href: str
    mark: Mark
    owner: str
    due_on: date
    pairing: str
    proof: Link
    source: Link | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentListPage(Page):
    """The commitments I see; filters and order are a GET form. `counts` lead to each standing."""

    pairing: Link | None = None
    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    counts: tuple[Link, ...] = ()
    rows: tuple[CommitmentRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    actions: tuple[Link, ...] = ()
    # Where one is recorded, for who may.
    new: Link | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentPage(Page):
    """One commitment: owner, day, source, how it ended; `form` is for who may settle it."""

    code: str
    pairing: Link
    mark: Mark
    facts: tuple[Fact, ...] = ()
    # The same in the other language, where it is kept in both.
    also: str = ""
    # The people whose word it takes, where the reader is none of them and it is open.
    settlers: str = ""
    problems: tuple[FormProblem, ...] = ()
    form: tuple[FormField, ...] = ()
