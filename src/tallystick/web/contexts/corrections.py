"""What the pages of corrections of many entries receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import EvidenceRow, Fact, Filter, Link, Mark, Page


@dataclass(frozen=True)
class CorrectionRow:
    """One correction of the list: its reason, what it does, and how far it is."""

    href: str
    reason: str
    what: str
    state: str
    who: str
    at: datetime
    entries: int


@dataclass(frozen=True)
class UploadRow:
    """One file that was taken in; `href` begins a correction of what it brought."""

    name: str
    who: str
    at: datetime
    entries: int
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectionListPage(Page):
    """Corrections of many entries, and the files whose rows may be put right together."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[CorrectionRow, ...] = ()
    newer: Link | None = None
    older: Link | None = None
    uploads: tuple[UploadRow, ...] = ()


@dataclass(frozen=True)
class FixLine:
    """One amount of a row: as it stands, and a field for the right one in `unit`."""

    name: str
    stated: str
    field: str
    mine: str = ""
    error: str = ""
    unit: str = ""


@dataclass(frozen=True)
class FixRow:
    """One entry of a correction: as it stands, as it will stand, and why it would be refused.

    `mark` is the entry's own state, `result` what the correction made of it; `odd` is what looks
    odd about the new figures.
    """

    number: str
    href: str
    title: str
    mark: Mark
    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    lines: tuple[FixLine, ...] = ()
    ticked: bool = True
    result: str = ""
    refused: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    replacement: Link | None = None


@dataclass(frozen=True)
class CorrectionDocuments:
    """Of one entry: the documents that go over to the entry in its place, and the new ones.

    `number` is the entry's own; `more` while a new one may be laid beside them.
    """

    number: str
    go_over: tuple[EvidenceRow, ...]
    new: tuple[EvidenceRow, ...] = ()
    more: bool = False
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CorrectionFormPage(Page):
    """Choose rows and a rule, see what each row will say, then ask for the second name.

    `step` is choose | check. The form posts `entry` (numbers) or `upload`, `rule`, `unit`,
    `factor`, `reason`, `figure-<number>-<line>` and `file`; of one entry the last step also
    `evidence`.
    """

    step: str
    lead: str
    upload: str = ""
    upload_name: str = ""
    rows: tuple[FixRow, ...] = ()
    total: int = 0
    rule: FormField
    unit: FormField
    factor: FormField
    reason: FormField
    problems: tuple[FormProblem, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    facts: tuple[Fact, ...] = ()
    good: int = 0
    documents: CorrectionDocuments | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionPage(Page):
    """One correction: who asked and why, each row before and after, and who agrees."""

    label: str
    mark: str
    facts: tuple[Fact, ...] = ()
    rows: tuple[FixRow, ...] = ()
    not_shown: int = 0
    done: int = 0
    refused: int = 0
    acts: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()
    documents: CorrectionDocuments | None = None
    # Whether documents of many entries go over, each to the entry in its own place.
    each_goes_over: bool = False
