"""What the pages of long work receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.contexts.shared import Choice, Fact, Filter, Link, Mark, Page
from tallystick.web.contexts.workbooks import RunWork


@dataclass(frozen=True)
class LongWorkRow:
    """One piece of long work, or one file that was sent, in the list of them."""

    title: str
    href: str
    kind: str
    mark: Mark
    at: datetime
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class LongWorkListPage(Page):
    """Everything long that a person asked for, the newest first."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    rows: tuple[LongWorkRow, ...] = ()
    total: int = 0
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True, kw_only=True)
class BriefPage(Page):
    """What the brief of a year will hold, in which language it is made, and those made before.

    `notes` say as of which day it is, and what is left out. The form posts `lang`. `at_once`: it
    is made while one waits; `trouble`: no worker takes it up.
    """

    pairing: Link
    notes: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    languages: tuple[Choice, ...] = ()
    kept_days: int
    trouble: str = ""
    at_once: bool = False
    rows: tuple[LongWorkRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeepingBookPage(Page):
    """What may be done with the whole book, where its reader keeps the installation."""

    may_ask: bool = False
    no_worker: str = ""


@dataclass(frozen=True, kw_only=True)
class LongWorkPage(Page):
    """One piece of long work: how far it is, why it came to nothing, or what it came to.

    `result` leads to what was made, `file` is downloaded and kept until `kept_until`. `again`: it
    can be begun anew.
    """

    kind: str
    mark: Mark
    work: RunWork | None = None
    verdict: str = ""
    problems: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    result: Link | None = None
    file: Link | None = None
    kept_until: datetime | None = None
    gone: bool = False
    # There is a file, and she sits no more where she sat when she asked for it.
    unseen: bool = False
    again: bool = False
