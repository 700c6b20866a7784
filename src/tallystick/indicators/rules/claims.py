"""Published figures beside a row: which lie in the year, which one is shown, what to say of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tallystick.indicators.rules.flags import Flag
from tallystick.indicators.rules.window import Window
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.vocabulary import split_unit, unit_words, units, with_unit

# The more official source is shown where two speak of the same day.
SOURCES = ("media", "official yearbook", "official")


@dataclass(frozen=True)
class ClaimRef:
    """One published figure as a row shows it.

    Units: `value` is an exact decimal in `unit` itself, empty where the source gives no number;
    `printed` is what it wrote.
    """

    id: int
    indicator: str
    printed: str
    value: str
    unit: str
    qualifier: str
    period_start: date | None
    period_end: date | None
    as_of: date | None
    cumulative: bool
    breakdown: str
    source_kind: str
    url: str
    context: str

    @property
    def ends(self) -> date | None:
        """The day up to which it speaks."""
        return self.period_end or self.as_of

    def amount(self, scale: int) -> int:
        """Return its value in minor units; what is finer than the unit is rounded for display."""
        minor = Decimal(self.value).scaleb(scale)
        return int(minor.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_year(claim: ClaimRef, year: int) -> bool:
    """Return whether a claim ends in the year and is not known to begin before it.

    A cumulative claim may begin earlier: it is kept, and said to be cumulative.
    """
    if claim.ends is None or claim.ends.year != year:
        return False
    return claim.cumulative or claim.period_start is None or claim.period_start.year == year


def shown_claim(claims: Iterable[ClaimRef], unit: str) -> ClaimRef | None:
    """Return the one to show: of the row's unit and the whole indicator; then the latest day, no
    cumulative one where there is another, the more official source.
    """
    fitting = [
        claim for claim in claims if claim.value and claim.unit == unit and not claim.breakdown
    ]
    return max(fitting, key=_rank, default=None)


def _rank(claim: ClaimRef) -> tuple[bool, date, int, int]:
    source = SOURCES.index(claim.source_kind) if claim.source_kind in SOURCES else -1
    return not claim.cumulative, claim.ends or date.min, source, -claim.id


def speaks_of(claim: ClaimRef, window: Window, *, stock: bool) -> bool:
    """Return whether a claim is about the report's own days."""
    if stock:
        return claim.ends == window.stock_on
    return not claim.cumulative and (claim.period_start, claim.ends) == (window.since, window.until)


def _unit(code: str) -> Words:
    """Return the name of a unit; a source may print one that the catalogue does not know."""
    return unit_words(code) if split_unit(code)[0] in units() else Words(code, code)


def claim_flags(
    claims: Collection[ClaimRef],
    shown: ClaimRef | None,
    *,
    unit: str,
    scale: int,
    window: Window,
    stock: bool,
    matched: int | None,
    waiting: int | None,
) -> list[Flag]:
    """Return what must be said of the published figures of a row."""
    others = {claim.unit for claim in claims if claim.value and claim.unit != unit}
    found = [
        Flag("claim_unit_differs", params={"unit": _unit(other)}) for other in sorted(others)[:1]
    ]
    parts = [claim.breakdown for claim in claims if claim.breakdown]
    found += [Flag("claim_is_part", params={"part": part}) for part in parts[:1]]
    if shown is None:
        return found
    if shown.qualifier not in ("exact", ""):
        found.append(Flag("claim_hedged", params={"printed": shown.printed}))
    if shown.cumulative:
        found.append(Flag("claim_cumulative"))
    elif not speaks_of(shown, window, stock=stock):
        found.append(Flag("claim_period_differs", params={"period": _period(shown)}))
    elif matched is not None:
        found += _compared(shown, shown.amount(scale), matched, waiting, scale)
    return found


def _compared(
    claim: ClaimRef, claimed: int, matched: int, waiting: int | None, scale: int
) -> list[Flag]:
    """Compare what can be compared: nothing is said where the source's own words allow both."""
    if waiting and claimed == matched + waiting:
        return [Flag("claim_fits")]
    allowed = {
        "exact": claimed == matched,
        "more_than": matched >= claimed,
        "nearly": matched <= claimed,
    }
    if allowed.get(claim.qualifier, True):
        return []
    unit = indicators()[claim.indicator].shown_unit
    difference = with_unit(abs(claimed - matched), scale, unit)
    return [Flag("claim_differs", params={"amount": difference})]


def _period(claim: ClaimRef) -> str:
    start = claim.period_start.isoformat() if claim.period_start else "…"
    return f"{start} – {claim.ends.isoformat() if claim.ends else '…'}"
