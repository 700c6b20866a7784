"""A published figure before it is kept: what a reader of files must hand over."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from tallystick.kernel.code import canonical_json, sha256_hex


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
    def url(self) -> str:
        """Where it was published."""

    @property
    def flags(self) -> tuple[str, ...]:
        """Codes of what the reader noticed."""

    @property
    def doubt(self) -> str:
        """The file's own remark about the row."""


def identity(claim: PrintedClaim) -> str:
    """Return a hash of what makes two rows one claim, in whatever file they come.

    The words around the figure and the level do not: they are how somebody described it.
    """
    return sha256_hex(
        canonical_json(
            {
                "parties": [claim.supporting_text, claim.supported_text],
                "indicator": claim.indicator,
                "days": [str(d or "") for d in (claim.period_start, claim.period_end, claim.as_of)],
                "figure": [claim.printed, claim.value, claim.unit],
                "cumulative": claim.cumulative,
                "status": claim.status,
                "breakdown": claim.breakdown,
                "source": [claim.source_kind, claim.url],
            }
        ).encode()
    )
