"""What the pages of entries receive: the list, and one entry with both its halves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.shared import Choice, EvidenceRow, Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class EntryRow:
    """One entry of the list; `figures` are its stated amounts with their units."""

    number: str
    href: str
    mark: Mark
    title: str
    side: str
    happened: date
    figures: tuple[str, ...]
    action: str = ""
    odd: tuple[str, ...] = ()
    pairing: str = ""
    kind: str = ""
    place: str = ""
    reference: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EntryListPage(Page):
    """Entries I may see, those that wait for me first; filters are a GET form."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    search: str = ""
    things: Link | None = None
    report: Link | None = None
    fix: bool = False
    rows: tuple[EntryRow, ...] = ()
    total: int = 0
    # There are more than `total`; they have no page, filters lead to them.
    more: bool = False
    newer: Link | None = None
    older: Link | None = None
    in_place_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueueItem:
    """One entry of the queue beside the two halves."""

    mark: Mark
    title: str
    href: str
    figure: str
    current: bool = False


@dataclass(frozen=True)
class HalfHead:
    """One half's main figure: "Dalian holds 48 persons"; no figure = nothing said yet."""

    says: str
    figure: str = ""
    unit: str = ""
    amount: int | None = None
    # The same beside its half of the stick: whose it is, and its figure with the unit.
    who: str = ""
    said: str = ""


@dataclass(frozen=True)
class HalfRow:
    """One amount of both halves and whether they say the same of it."""

    field: str
    upper: str
    lower: str
    same: bool


@dataclass(frozen=True)
class OneSided:
    """What one side says of the movement: both hold it, or the other has not said it.

    `unsaid` begins to name what the other side, `unsaid_by`, has not said; `unsaid_all` ends it.
    """

    title: str = ""
    facts: tuple[Fact, ...] = ()
    unsaid_by: str = ""
    unsaid: str = ""
    unsaid_all: str = ""


@dataclass(frozen=True)
class Said:
    """One step of the thread: who, when, the figures it named, and what was typed."""

    who: str
    office: str
    at: datetime
    did: str
    figures: str = ""
    text: str = ""
    ours: bool = False


@dataclass(frozen=True)
class CounterLine:
    """One line of the dispute form: its number, what the other side stated, and my figure."""

    n: int
    name: str
    unit: str
    stated: str
    mine: str = ""
    error: str = ""


@dataclass(frozen=True)
class Proposal:
    """What the other side would let stand: its words, and the figures my agreeing posts."""

    words: str
    figures: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class EntryForms:
    """What I may do with the entry now, and the words I had typed before it was refused.

    Every form posts `act` and `version`; match posts `basis`, dispute, settle and amend post
    `counter-<n>` and `reason`, attach a `file` or `sha256`, `persons` and `name`, remark a `text`,
    the others `reason`; so does confirm where `late` says that a closed period asks for it.
    `opened` is the form that was refused, or the one that a dispute waits for.
    """

    version: int
    acts: frozenset[str] = frozenset()
    bases: tuple[Choice, ...] = ()
    counter: tuple[CounterLine, ...] = ()
    reason: str = ""
    effect: str = ""
    problems: tuple[str, ...] = ()
    opened: str = ""
    text: str = ""
    proposal: Proposal | None = None
    rosters: bool = False
    alone: bool = False
    late: str = ""


@dataclass(frozen=True)
class DraftPanel:
    """What its clerk may do with a draft: edit it, hand it on; `lacking` says what keeps it.

    `late`: its period was closed, so that handing it on asks for a `reason`, which was typed.
    """

    edit: str
    version: int
    lacking: tuple[str, ...] = ()
    late: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class EntryPage(Page):
    """One entry: both halves, what was said, and what I may do; the queue stands beside it."""

    label: str = ""
    number: str
    note: str
    mark: Mark
    upper: HalfHead
    lower: HalfHead
    gutter: str = ""
    differ: bool = False
    # Both sides talk about it: what they say stands beside the halves.
    disputed: bool = False
    stick_words: str = ""
    policy: str = ""
    shown: str = ""
    came: str = ""
    paper: Link | None = None
    # Whose word is the next step, where it is not the reader's own, and where all who may stand.
    awaited: str = ""
    who_may: str = ""
    waits: str = ""
    waits_on: Link | None = None
    other_half: Link | None = None
    correct: str = ""
    # The form of the next report like this one.
    next_like: str = ""
    stands_for: tuple[tuple[str, Link], ...] = ()
    odd: tuple[str, ...] = ()
    rows: tuple[HalfRow, ...] = ()
    said: OneSided = OneSided()
    evidence: tuple[EvidenceRow, ...] = ()
    asked: str = ""
    thread: tuple[Said, ...] = ()
    forms: EntryForms
    draft: DraftPanel | None = None
    queue_title: str = ""
    queue: tuple[QueueItem, ...] = ()
    queue_more: Link | None = None


@dataclass(frozen=True)
class ReviewRow:
    """One entry that waits for my decision, with what is odd about it."""

    key: str
    number: str
    href: str
    title: str
    side: str
    figures: tuple[str, ...]
    odd: tuple[str, ...] = ()
    ticked: bool = True
    result: str = ""
    failed: bool = False


@dataclass(frozen=True, kw_only=True)
class ReviewPage(Page):
    """Many entries at once in three steps: tick, see the totals, read what became of each.

    `step` is choose | check | done; the form posts `act`, `step`, `entry` (id.version) and `basis`;
    where one is `late` also a `reason`.
    """

    act: str
    step: str
    lead: str
    rows: tuple[ReviewRow, ...] = ()
    totals: tuple[str, ...] = ()
    bases: tuple[Choice, ...] = ()
    basis: str = ""
    basis_words: str = ""
    late: bool = False
    problem: str = ""
    # That more wait than are shown.
    more: str = ""
    other: Link | None = None
