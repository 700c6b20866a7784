"""What was found in an announcement, each piece with its exact place; a person accepts it.

What the text does not say is None or empty. `confidence` (0 to 100) ranks pieces by how firm
the pattern is that found them; docs/formats/readouts.md says how often each was right.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

# Who found a piece: the rules of this room, or the reader an office named beside them.
RULES, MODEL = "rules", "model"


@dataclass(frozen=True)
class Span:
    """A piece of the text: `text == source[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Found(Span):
    """A piece of the text that says something; `reader` is who found it, the rules or a model."""

    confidence: int = 90
    reader: str = RULES


T = TypeVar("T")


def changed(found: T, **values: object) -> T:
    """Return a piece with other values, as `replace` does at many times the cost.

    >>> changed(Found(0, 4, "aid", confidence=80), confidence=50).confidence
    50
    """
    known = found.__dict__
    state = known | values
    if len(state) != len(known):
        unknown = ", ".join(sorted(values.keys() - known.keys()))
        raise TypeError(f"{type(found).__name__} has no {unknown}")
    other = object.__new__(type(found))
    other.__dict__.update(state)
    return other


@dataclass(frozen=True, kw_only=True)
class FigureFound(Found):
    """A number with what it counts or measures.

    Units: `value` in base units (yuan, persons), `unit` as the words have it, `qualifier` exact,
    about, more_than, nearly or cumulative. `period` is "2022", "2016/2020", "2024-01/2024-06", or
    None; "2016/.." has no known end. `part_of` is the place in the draft's figures of the total
    this is a part of ("of whom"), `beside` of the other half of a pair (9批140名). `told_by` are
    pieces of the text that spoke most for the indicator, or for none, against the next likely.
    """

    value: Decimal
    unit: str
    qualifier: str
    cumulative: bool = False
    period: str | None = None
    indicator_code: str | None = None
    part_of: int | None = None
    beside: int | None = None
    told_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateFound(Span):
    """A date. `iso` is a day (2021-05-06), a month (2021-05), or empty where the year is unsure."""

    iso: str


@dataclass(frozen=True)
class RegionFound(Span):
    """A name of a place. Several `codes`: the name alone does not say which; none: not known."""

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PersonFound(Found):
    """Somebody named: `text` is the name; the post as printed; `side` is host, guest or None."""

    position: str | None = None
    organisation_or_region: str | None = None
    side: str | None = None


@dataclass(frozen=True, kw_only=True)
class RepresentedFound(Found):
    """Somebody whose greeting, thanks or mandate another brings: `by` is that other's name."""

    position: str | None = None
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentFound(Found):
    """An act or undertaking, from its subject to its object.

    `kind` is fund, sign, visit, build, train, send, place or other; `modality` done, will or hope;
    `workstream` industrial, labour, talent, financial, organisation, or None.
    """

    actor: str | None
    kind: str
    modality: str
    workstream: str | None = None


@dataclass(frozen=True, kw_only=True)
class EventFound(Found):
    """What happened: `kind` is bulletin, visit, signing or meeting; `date` a day or a month.

    The span is the sentence that says so; `place` is in its words, or follows from who was host.
    """

    kind: str
    date: str | None
    place: str | None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """All that was found in a text, in order of place.

    `published` is ISO, a day, month or year. A draft without an event is of another genre.
    `unread` is how many signs at the end of a very long text were not read.
    """

    lang: str
    published: str | None
    event: EventFound | None = None
    people: tuple[PersonFound, ...] = ()
    represented: tuple[RepresentedFound, ...] = ()
    figures: tuple[FigureFound, ...] = ()
    commitments: tuple[CommitmentFound, ...] = ()
    agreements: tuple[Found, ...] = ()
    frameworks: tuple[Found, ...] = ()
    # Achievements stated without a number.
    achievements: tuple[Found, ...] = ()
    dates: tuple[DateFound, ...] = ()
    regions: tuple[RegionFound, ...] = ()
    unread: int = 0
