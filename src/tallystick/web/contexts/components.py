"""What the page of components receives: one of everything that pages are made of, all invented."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.atlas import Atlas
from tallystick.web.bands import Bands
from tallystick.web.contexts.access import SeatRow
from tallystick.web.contexts.commitments import Bar, CommitmentRow
from tallystick.web.contexts.comparing import Judged
from tallystick.web.contexts.forms import FormField
from tallystick.web.contexts.pairings import Chart, ScoreGroup
from tallystick.web.contexts.previews import PreviewPage
from tallystick.web.contexts.programmes import Form, PastRow
from tallystick.web.contexts.shared import (
    Cell,
    EvidenceRow,
    Filter,
    Link,
    Mark,
    Page,
    PostedDay,
    Table,
)
from tallystick.web.contexts.stages import StageBar
from tallystick.web.contexts.tags import TagPanel
from tallystick.web.contexts.today import Glance, TaskGroup
from tallystick.web.lanes import Lanes
from tallystick.web.tally import Tally


@dataclass(frozen=True)
class Stated:
    """A state and what it says."""

    mark: Mark
    meaning: str


@dataclass(frozen=True)
class Drawn:
    """A split tally and what it shows."""

    words: str
    tally: Tally


@dataclass(frozen=True)
class Hollow:
    """One of the ways to hold no figure, and what it means."""

    cell: Cell
    meaning: str


@dataclass(frozen=True)
class Swatch:
    """A colour: its name in the style sheet, and what it is for."""

    code: str
    use: str


@dataclass(frozen=True)
class BadInput:
    """A problem at the head of a form, leading to its field."""

    sentence: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class ComponentsPage(Page):
    """One of everything. Names without a word here are what the parts themselves look for."""

    states: tuple[Stated, ...] = ()
    tallies: tuple[Drawn, ...] = ()
    halves: tuple[tuple[str, int | None, int | None], ...] = ()
    hollows: tuple[Hollow, ...] = ()
    colours: tuple[Swatch, ...] = ()
    icons: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    forms: tuple[Form, ...] = ()
    seats: tuple[SeatRow, ...] = ()
    past: tuple[PastRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    # The columns of the commitments.
    commitment_table: Table | None = None
    judged: tuple[Judged, ...] = ()
    files: tuple[EvidenceRow, ...] = ()
    preview: PreviewPage | None = None
    tags: TagPanel | None = None
    bar: Bar | None = None
    stage: StageBar | None = None
    bands: Bands | None = None
    lanes: Lanes | None = None
    atlas: Atlas | None = None
    chart: Chart | None = None
    group: TaskGroup | None = None
    glance: Glance | None = None
    next_step: Link | None = None
    told: tuple[str, ...] = ()
    # What parts read from their page.
    heading: str = ""
    summary: str = ""
    months_heading: str = ""
    apart: tuple[Link, ...] = ()
    groups: tuple[ScoreGroup, ...] = ()
    tabs: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    posted: tuple[PostedDay, ...] = ()
    filtered: bool = True
    search: str = ""
    newer: Link | None = None
    older: Link | None = None
    problems: tuple[BadInput, ...] = ()
    in_place_of: tuple[str, ...] = ()
    as_of: str = ""
