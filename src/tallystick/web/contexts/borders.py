"""What the page of borders receives: the files that are drawn, and what is wrong with one sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tallystick.web.contexts.shared import Page


@dataclass(frozen=True)
class BorderRow:
    """A file of borders that is drawn: whose they are, how many places, who loaded it when."""

    number: int
    name: str
    source: str
    places: int
    loaded_at: datetime
    loaded_by: str


@dataclass(frozen=True)
class BorderFault:
    """One thing wrong with a sent file: the number of the feature, empty where it is the file."""

    feature: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class BordersPage(Page):
    """The borders drawn under maps; a form for whoever may redraw the map."""

    rows: tuple[BorderRow, ...] = ()
    may_load: bool = False
    faults: tuple[BorderFault, ...] = ()
    # The places of a refused file whose borders could be taken.
    good: int = 0
    good_names: str = ""
    source: str = ""
    naming: str = ""
    largest: int = 20
