"""What the pages have in common: words, links, cells, marks, filters, and the page itself.

Figures arrive as they are shown (`figures` wrote them: a whole row shares one measure); days and
instants arrive as values and are written by template filters in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.figures import Empty


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; `current` marks the place one is at."""

    words: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Cell:
    """A figure as it is shown, or why there is none; `href` opens its walk."""

    text: str = ""
    empty: Empty | None = None
    href: str = ""


@dataclass(frozen=True)
class Mark:
    """A state: the code of its drawn tally, then its word."""

    code: str
    words: str


@dataclass(frozen=True)
class Fact:
    """One labelled value of a description list; `href` where the value leads somewhere.

    `typed` are a person's own words, which may be of another language than the page.
    """

    label: str
    value: str
    href: str = ""
    typed: bool = False


@dataclass(frozen=True)
class Choice:
    """One choice of a select; `typed` are a person's own words."""

    value: str
    words: str
    chosen: bool = False
    typed: bool = False


@dataclass(frozen=True)
class ChoiceGroup:
    """The choices of a select that stand under one heading; without one they stand first."""

    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Filter:
    """One select of a filter form: its GET parameter, label and choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class EvidenceRow:
    """One file an entry rests on. `href` empty: this reader may not open it.

    `look` shows it in the browser, where that is a kind that runs nothing.
    """

    name: str
    detail: str
    sha256: str
    href: str = ""
    look: str = ""


@dataclass(frozen=True)
class BookFoot:
    """The state of the book a page was made from: its newest posting and the chain's head.

    `name`: the pairing whose book it is, which is the top one of its line.
    """

    as_of: datetime
    posting: int
    root: str
    name: str = ""


@dataclass(frozen=True)
class PostedDay:
    """A day by which the book had grown, by how much, and this page as it was known then."""

    words: str
    postings: str
    href: str
    current: bool = False
    # Both in one, as a slider says them.
    said: str = ""


@dataclass(frozen=True)
class Head:
    """The head of one column: its words; `href` sorts by it, and `order` says how.

    `sorted` is `ascending` or `descending` where the list stands in its order now.
    """

    name: str
    words: str
    style: str = ""
    href: str = ""
    order: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class ColumnChoice:
    """One column that a list has; a `fixed` one is always shown."""

    name: str
    words: str
    shown: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Table:
    """The columns of a list as it is shown; `has` names them for the cells of its rows.

    `kept` is what the form of columns carries on; `csv` the same list as a file, of its `first`
    rows of `total` where that is not 0; a list that is not counted to its end has no total.
    `own`: this reader keeps columns of her own for this list; `kept_now`: they are those that are
    shown. `asked` are those of the address, `cleared` is the address without a filter.
    """

    code: str
    heads: tuple[Head, ...]
    has: frozenset[str] = frozenset()
    choices: tuple[ColumnChoice, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    csv: str = ""
    first: int = 0
    total: int = 0
    own: bool = False
    kept_now: bool = False
    path: str = ""
    query: str = ""
    asked: tuple[str, ...] = ()
    cleared: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are shown, in their order."""
        return tuple(head.name for head in self.heads)

    @property
    def fixed(self) -> str:
        """The first column that is always shown: it stands for a choice of no other."""
        return next((one.name for one in self.choices if one.fixed), "")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page says: its place in the navigation, its title, whether data are invented."""

    section: str = ""
    title: str
    invented: bool = False
    foot: BookFoot | None = None
    # The columns of its list, where it is one.
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class PairingTab(Page):
    """A view of one pairing, among the others of it; filters are in the address."""

    lead: str
    lead_href: str
    tabs: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    as_of: str = ""
    as_of_words: str = ""


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """Sign-in. `error` is a sentence that says what is wrong and how many tries are left."""

    username: str = ""
    next_address: str = ""
    error: str = ""
    # What became of a form that came after the session had ended.
    late: str = ""
    # What the other house is called that vouches for people here.
    house: str = ""


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, what it means, and one way on; `make`: what a button begins."""

    what: str
    way_out: str
    link: Link | None = None
    make: Link | None = None
    code: str = ""
