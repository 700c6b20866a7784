"""What the pages of deadlines receive: what is due by when, and the list an office prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Filter, Link, Mark, Page


@dataclass(frozen=True)
class DueRow:
    """What is due of one period by one day, in one state: its kinds, and how late it is.

    `href` leads to where the reader's side enters it; empty where nothing waits for her side.
    """

    period: str
    what: str
    who: str
    report_by: date
    match_by: date
    mark: Mark
    late: str = ""
    mine: bool = False
    pairing: str = ""
    href: str = ""
    ends: date = date.min


@dataclass(frozen=True)
class DueGroup:
    """One pairing: how many reports were made of those due, and what is open."""

    code: str
    title: str
    href: str
    made: int
    due: int
    rows: tuple[DueRow, ...] = ()
    agreed_href: str = ""


@dataclass(frozen=True, kw_only=True)
class DeadlinesPage(Page):
    """What is due in my pairings; `note` tells of years whose holidays are not known.

    `enters`: the reader is a clerk, so what her side has to report leads to its form. `rows` are
    those of all groups, for the file.
    """

    today: date
    groups: tuple[DueGroup, ...] = ()
    everything: bool = False
    enters: bool = False
    filters: tuple[Filter, ...] = ()
    switch: Link | None = None
    periods_href: str = ""
    print_href: str = ""
    ics_href: str = ""
    note: str = ""
    mail_note: str = ""
    newer: Link | None = None
    older: Link | None = None
    rows: tuple[DueRow, ...] = ()


@dataclass(frozen=True)
class DutyRow:
    """What one pipeline, or all without a line of their own, is reported by; `href` changes it."""

    what: str
    cadence: str
    who: str
    report: str
    match: str
    since: date
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarPage(Page):
    """When a pairing reports. `sets`: the reader may say so, with the fields of the form.

    The form posts `pipeline` (empty for the rest), `cadence`, `reporter`, `report_days`,
    `match_days`, `since` and `why`.
    """

    label: Link
    due_href: str = ""
    rows: tuple[DutyRow, ...] = ()
    sets: bool = False
    fields: tuple[FormField, ...] = ()
    problems: tuple[FormProblem, ...] = ()


@dataclass(frozen=True)
class ListedEntry:
    """One entry on the printed list."""

    number: str
    title: str
    figure: str
    since: date
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class ListedGroup:
    """Entries on the printed list that wait for the same step."""

    title: str
    rows: tuple[ListedEntry, ...]


@dataclass(frozen=True, kw_only=True)
class OfficeListPage(Page):
    """What waits for one office on one day, to be printed and ticked off."""

    today: date
    office: str
    due: tuple[DueRow, ...] = ()
    groups: tuple[ListedGroup, ...] = ()
    note: str = ""
