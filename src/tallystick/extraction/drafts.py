"""What was found in an announcement, each piece with its exact place; a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Span:
    """A piece of the text: `text == source[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class FigureFound(Span):
    """A number with what it counts or measures.

    Units: `value` in base units (yuan, persons), `unit` as the words have it, `qualifier` exact,
    about, more_than or nearly.
    """

    value: Decimal
    unit: str
    qualifier: str


@dataclass(frozen=True)
class DateFound(Span):
    """A date. `iso` is a day (2021-05-06), a month (2021-05), or empty where the year is unsure."""

    iso: str


@dataclass(frozen=True)
class RegionFound(Span):
    """A name of the gazetteer. Several `codes`: the name alone does not say which place it is."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """All that was found in a text, in order of place; what the text does not say is empty."""

    lang: str
    published: date | None
    figures: tuple[FigureFound, ...] = ()
    dates: tuple[DateFound, ...] = ()
    regions: tuple[RegionFound, ...] = ()
