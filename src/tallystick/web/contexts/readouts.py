"""What the pages of readouts receive: the list, a text beside its draft, and the forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.marking import Piece


@dataclass(frozen=True)
class ReadoutRow:
    """One readout of the list: whose press, when, and how much of it waits."""

    title: str
    href: str
    pairing: str
    press: str
    published: str
    mark: Mark
    items: int
    waiting: int
    meeting: Link | None = None
    added: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReadoutListPage(Page):
    """The readouts I see; filters are a GET form, `counts` lead to each state."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    search: str = ""
    counts: tuple[Link, ...] = ()
    rows: tuple[ReadoutRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None
    new: Link | None = None
    # Where the people stand who read announcements in, where the reader is none of them.
    read_by: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadoutFormPage(Page):
    """Paste a text or send a file; what was typed is kept when it is refused."""

    lead: str
    pairing: str = ""
    pairing_words: str = ""
    pairings: tuple[Choice, ...] = ()
    problems: tuple[FormProblem, ...] = ()
    fields: tuple[FormField, ...] = ()
    text: str = ""
    text_errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemRow:
    """One item of the draft.

    `label` is what kind of thing it is, `says` what is made of it, `notes` what is worth a look.
    `mark` once it is decided; `came` is where what became of it is found.
    """

    n: int
    label: str
    says: str
    correct: Link
    detail: str = ""
    notes: tuple[str, ...] = ()
    mark: Mark | None = None
    why: str = ""
    came: Link | None = None
    reopens: bool = False
    # The press of the other side says otherwise.
    differs: bool = False
    # Why it could not be decided as it was asked just now.
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemGroup:
    """The items of one kind under their heading."""

    title: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class LikelyMeeting:
    """A known meeting that the text may tell of, and why one thinks so."""

    code: str
    title: str
    href: str
    reasons: str


@dataclass(frozen=True)
class Told:
    """What one item says of something: as it is compared, in its own words, and where it stands."""

    value: str
    words: str
    href: str


@dataclass(frozen=True)
class Saying:
    """What the press of one side says of something; empty where it is silent."""

    press: str
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class PressRow:
    """One thing that announcements of a meeting tell: what each says, and how they compare."""

    label: str
    mark: Mark
    says: tuple[Saying, ...]


@dataclass(frozen=True)
class PressTable:
    """What both sides' press says of one meeting, a column each; `counts` of how they compare."""

    presses: tuple[str, ...]
    rows: tuple[PressRow, ...]
    counts: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadoutPage(Page):
    """A text on one side, on the other what it says; each item leads to its words and back."""

    code: str
    pairing: Link
    facts: tuple[Fact, ...] = ()
    lang: str = ""
    read_by: str = ""
    unread: str = ""
    # Why nothing is made of it; empty while it stands.
    aside: str = ""
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    groups: tuple[ItemGroup, ...] = ()
    total: int = 0
    decided: int = 0
    clear: int = 0
    # The item that a refused decision was about: the reader stays at it.
    stand: int = 0
    decides: bool = False
    takes_up: bool = False
    likely: tuple[LikelyMeeting, ...] = ()
    # It names other places only: perhaps it is kept for the wrong pairing.
    elsewhere: bool = False
    # Where no event was read: the meetings that are known, and the form of another.
    meetings: tuple[Choice, ...] = ()
    record: Link | None = None
    # The kinds of item that a reader may pin herself.
    kinds: tuple[Choice, ...] = ()
    compared: PressTable | None = None
    problems: tuple[FormProblem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadoutItemPage(Page):
    """One item: its words where they stand, and the form that says what it is.

    `lead` is how it was decided, where it was. `tracked` are the fields that turn a promise or a
    wish into a commitment; `first` leads to the event, where that must be decided before.
    `event` offers to say that this was another meeting than a known one.
    """

    back: str
    readout: str
    lang: str
    n: int
    label: str
    sentence: tuple[Piece, ...] = ()
    lead: str = ""
    problems: tuple[FormProblem, ...] = ()
    fields: tuple[FormField, ...] = ()
    tracked: tuple[FormField, ...] = ()
    first: str = ""
    why: FormField
    event: bool = False
