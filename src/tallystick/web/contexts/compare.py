"""What the page receives that sets pairings side by side: a card an indicator, a row a pairing."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.pairings import ScoreRow
from tallystick.web.contexts.shared import Cell, ChoiceGroup, Filter, Link, Page


@dataclass(frozen=True)
class Ticks:
    """Boxes of a filter form, of which several may be ticked; `words` say how many are."""

    name: str
    label: str
    words: str
    groups: tuple[ChoiceGroup, ...]
    note: str = ""


@dataclass(frozen=True)
class ComparedPair:
    """One pairing's row: its place or why it has none, and the figures of its scorecard.

    `part` is what a ratio is made of; `cost` a unit's cost, `cost_of` what it is a part of.
    """

    href: str
    level: str
    place: str
    why: str
    score: ScoreRow
    part: str = ""
    cost: Cell | None = None
    cost_of: str = ""


@dataclass(frozen=True)
class CompareCard:
    """One indicator over the pairings; `note` says who has a place. `costed`: some have a cost."""

    code: str
    name: str
    unit: str
    method: str
    note: str
    rows: tuple[ComparedPair, ...]
    costed: bool = False


@dataclass(frozen=True, kw_only=True)
class ComparePage(Page):
    """Pairings side by side; pairings, indicators, year, day and order stand in the address."""

    filters: tuple[Filter, ...] = ()
    filtered: bool = False
    ticks: tuple[Ticks, ...] = ()
    as_of: str = ""
    as_of_words: str = ""
    heading: str = ""
    method: str = ""
    cards: tuple[CompareCard, ...] = ()
    total: int = 0
    months_heading: str = ""
    csv_href: str = ""
    newer: Link | None = None
    older: Link | None = None
