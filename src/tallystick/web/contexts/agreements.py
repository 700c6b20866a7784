"""What the pages of agreements receive: the list, and one agreement with its texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.shared import Cell, Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.tags import TagPanel


@dataclass(frozen=True)
class AgreementRow:
    """One agreement of the list, with how its newest text stands."""

    title: str
    href: str
    pairing: str
    kind: str
    years: str
    mark: Mark
    detail: str = ""
    code: str = ""


@dataclass(frozen=True)
class RecordForm:
    """The form that opens the record of an agreement; `offered` is a code that is free."""

    kinds: tuple[Choice, ...]
    regions: tuple[Choice, ...]
    above: tuple[Choice, ...]
    code: str = ""
    offered: str = ""
    year: str = ""
    last_year: str = ""
    title_en: str = ""
    title_zh: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AgreementListPage(Page):
    """The agreements I see, sorted as the address says; `record` opens a form where I may record
    one."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[AgreementRow, ...] = ()
    newer: Link | None = None
    older: Link | None = None
    pairing: Link | None = None
    record: RecordForm | None = None


@dataclass(frozen=True)
class SignatureRow:
    """One party: who signed for it and when, or nobody yet."""

    party: str
    name: str = ""
    office: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class TextColumn:
    """One version: its state, its day, who proposed it, and the names of both halves."""

    number: int
    mark: Mark
    signed_on: date
    proposer: str
    note: str
    text: str
    upper: tuple[SignatureRow, ...]
    lower: tuple[SignatureRow, ...]
    drawn_upper: int | None
    drawn_lower: int | None
    withdrawn_why: str = ""
    voided: int = 0


@dataclass(frozen=True)
class VersionCell:
    """What a version says of one target; `changed` against the version before it."""

    words: str
    changed: bool = False


@dataclass(frozen=True)
class TargetRow:
    """One target through all versions, with what stands above and below the newest one."""

    indicator: str
    code: str
    place: str
    period: str
    unit: str
    cells: tuple[VersionCell, ...]
    above: str = ""
    below: str = ""
    check: str = ""
    amber: bool = False
    # What both sides hold of it and what waits, as the scorecard has it; None where it has none.
    matched: Cell | None = None
    waiting: Cell | None = None
    # The scorecard that has it, where it was not read for this page.
    card: str = ""
    completion: str = ""


@dataclass(frozen=True)
class ClauseRow:
    """One clause of the newest text, and the commitment that it became."""

    number: int
    words: str
    figure: str = ""
    owner: str = ""
    due_on: date | None = None
    state: str = ""
    href: str = ""


@dataclass(frozen=True)
class TargetInput:
    """One standing target of the form, with its figure."""

    n: int
    name: str
    place: str
    figure: str
    dropped: bool = False


@dataclass(frozen=True)
class TextForm:
    """The form of a text; `base` is the hash of the text that it was filled with.

    Each new target and each clause is a row of fields; a button asks for more of them.
    """

    base: str = ""
    day: str = ""
    note: str = ""
    standing: tuple[TargetInput, ...] = ()
    targets: tuple[tuple[FormField, ...], ...] = ()
    clauses: tuple[tuple[FormField, ...], ...] = ()


@dataclass(frozen=True)
class AgreementForms:
    """What the reader may do now; `text` is the hash of the open text she has before her.

    `put` says what her text would be: the first (propose), an amendment, or the open one anew
    (revise); `open` shows the form at once, because it came back.
    """

    version: int = 0
    text: str = ""
    parties: tuple[Choice, ...] = ()
    may_withdraw: bool = False
    put: str = ""
    form: TextForm | None = None
    open: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AgreementPage(Page):
    """One agreement: its parties, its versions side by side, its clauses, and what one may do."""

    label: str
    pairing: Link
    facts: tuple[Fact, ...] = ()
    versions: tuple[TextColumn, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    # Whether anything was handed down, from above or below: else two columns say nothing.
    # A text is signed, so that what was reached stands beside its targets.
    scored: bool = False
    nested: bool = False
    clauses: tuple[ClauseRow, ...] = ()
    forms: AgreementForms = AgreementForms()
    tags: TagPanel | None = None
