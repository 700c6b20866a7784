"""A published figure before it is kept: what a reader of files must hand over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tallystick.kernel.code import canonical_json, sha256_hex
from tallystick.kernel.problem import Problem

# The code of a figure that no indicator of the catalogue stands for.
OUTSIDE = "X_OTHER"


class PrintedParty(Protocol):
    """One party taken apart: a place within wider places, a part of one, or a group."""

    @property
    def name(self) -> str:
        """The place as printed."""

    @property
    def within(self) -> tuple[str, ...]:
        """The wider places printed beside it, nearest first."""

    @property
    def detail(self) -> str:
        """The part of the place that is meant."""

    @property
    def group(self) -> bool:
        """Whether it is no single place."""


class PrintedClaim(Protocol):
    """One published figure in order.

    Units: `value` is an exact decimal in `unit` itself, as text.
    """

    @property
    def row(self) -> int:
        """The row of the file."""

    @property
    def supporting_text(self) -> str:
        """The supporting party as printed."""

    @property
    def supported_text(self) -> str:
        """The supported party as printed."""

    @property
    def supporting(self) -> PrintedParty:
        """The supporting party taken apart."""

    @property
    def supported(self) -> PrintedParty:
        """The supported party taken apart."""

    @property
    def level(self) -> str:
        """What the source calls the parties: province, city, county."""

    @property
    def indicator(self) -> str:
        """The code of the indicator."""

    @property
    def period_start(self) -> date | None:
        """The first day it speaks of."""

    @property
    def period_end(self) -> date | None:
        """The last day it speaks of."""

    @property
    def as_of(self) -> date | None:
        """The day on which it stood so."""

    @property
    def printed(self) -> str:
        """What the source wrote."""

    @property
    def value(self) -> str:
        """The exact value."""

    @property
    def unit(self) -> str:
        """The unit of the value."""

    @property
    def qualifier(self) -> str:
        """exact, about, more_than, nearly, or nothing."""

    @property
    def cumulative(self) -> bool:
        """Whether it counts from a start that may be unknown."""

    @property
    def status(self) -> str:
        """actual, planned or rule."""

    @property
    def breakdown(self) -> str:
        """Which part of the indicator it covers."""

    @property
    def context(self) -> str:
        """What it is about, in words of ours."""

    @property
    def source_kind(self) -> str:
        """official, official yearbook or media."""

    @property
    def side(self) -> str:
        """Whose press it is: supporting, supported, other, or empty where that is not known."""

    @property
    def url(self) -> str:
        """Where it was published."""

    @property
    def flags(self) -> tuple[str, ...]:
        """Codes of what the reader noticed."""

    @property
    def doubt(self) -> str:
        """The file's own remark about the row."""


# Whose press a source is.
PRESS = ("supporting", "supported", "other")


@dataclass(frozen=True, kw_only=True)
class ReadFigure:
    """One figure that was read in an announcement and accepted by a person.

    Units: `value` is an exact decimal in `unit` itself, as text, and empty for something stated
    without a number; `unit` is written as the catalogue writes units.
    """

    words: str
    value: str = ""
    unit: str = ""
    qualifier: str = ""
    period_start: date | None = None
    period_end: date | None = None
    as_of: date | None = None
    cumulative: bool = False
    indicator: str = OUTSIDE
    breakdown: str = ""
    context: str = ""
    status: str = "actual"


SOURCE_KINDS = ("official", "official yearbook", "media")
HEDGES = ("exact", "about", "more_than", "nearly")
_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,9})?")


def read_problems(
    rows: Sequence[ReadFigure], *, side: str, source_kind: str, known: Collection[str]
) -> list[Problem]:
    """Return what keeps figures of an announcement from being kept; `known` are the indicators.

    >>> [p.code for p in read_problems([ReadFigure(words="", value="1e6", indicator="X")],
    ...     side="west", source_kind="media", known=[])]
    ['press-unknown', 'figure-without-words', 'figure-not-exact', 'not-found']
    """
    found = []
    if side not in ("", *PRESS):
        found.append(Problem("press-unknown", "side", value=side))
    if source_kind not in SOURCE_KINDS:
        choices = ", ".join(SOURCE_KINDS)
        found.append(Problem("not-in-list", "source_kind", {"choices": choices}, source_kind))
    for n, row in enumerate(rows, 1):
        found += [Problem(p.code, f"{n}.{p.path}", p.params, p.value) for p in _faults(row, known)]
    return found


def _faults(row: ReadFigure, known: Collection[str]) -> Iterator[Problem]:
    if not row.words.strip():
        yield Problem("figure-without-words", "words")
    if row.value and not _DECIMAL.fullmatch(row.value):
        yield Problem("figure-not-exact", "value", value=row.value[:40])
    if row.indicator != OUTSIDE and row.indicator not in known:
        params = {"what": "indicator", "code": row.indicator}
        yield Problem("not-found", "indicator", params, row.indicator)
    if row.qualifier not in ("", *HEDGES):
        choices = ", ".join(HEDGES)
        yield Problem("not-in-list", "qualifier", {"choices": choices}, row.qualifier)
    if row.period_start and row.period_end and row.period_start > row.period_end:
        start = row.period_start.isoformat()
        yield Problem("period-backwards", "period_end", {"start": start}, str(row.period_end))


def read_identity(row: ReadFigure, parties: tuple[str, str], source_kind: str, url: str) -> str:
    """Return the identity of a figure read in an announcement of `parties` by their names."""
    return _hash(
        parties=parties,
        indicator=row.indicator,
        days=(row.period_start, row.period_end, row.as_of),
        figure=(row.words, row.value, row.unit),
        cumulative=row.cumulative,
        status=row.status,
        breakdown=row.breakdown,
        source=(source_kind, url),
    )


def identity(claim: PrintedClaim) -> str:
    """Return a hash of what makes two rows one claim, in whatever file they come.

    The words around the figure and the level do not: they are how somebody described it.
    """
    return _hash(
        parties=(claim.supporting_text, claim.supported_text),
        indicator=claim.indicator,
        days=(claim.period_start, claim.period_end, claim.as_of),
        figure=(claim.printed, claim.value, claim.unit),
        cumulative=claim.cumulative,
        status=claim.status,
        breakdown=claim.breakdown,
        source=(claim.source_kind, claim.url),
    )


def _hash(*, days: tuple[date | None, ...], **parts: Any) -> str:
    said = {name: list(p) if isinstance(p, tuple) else p for name, p in parts.items()}
    said["days"] = [str(day or "") for day in days]
    return sha256_hex(canonical_json(said).encode())
