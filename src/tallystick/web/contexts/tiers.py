"""What the pages of tiers receive: statements with their form, and the funds of a year by tier."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.web.contexts.forms import FormField, FormProblem
from tallystick.web.contexts.shared import Link, Page, PairingTab


@dataclass(frozen=True)
class TierHeld:
    """What a tier is, or in which tier a county stands, in some years; as it holds now."""

    what: str
    said: str
    years: str
    source: str


@dataclass(frozen=True)
class TierSaid:
    """One statement with who made it and why; `record` and `proof` name its seal."""

    what: str
    said: str
    years: str
    source: str
    who: str
    on: str
    why: str = ""
    record: str = ""
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class TiersPage(Page):
    """The tiers of a book. `sets`: the reader may state them, with the fields of two forms.

    A form posts `act` (set-tier, end-tier, place, release), `seen`, and fields beginning with
    `tier.` or `county.`.
    """

    label: Link
    funds: Link
    tiers: tuple[TierHeld, ...] = ()
    counties: tuple[TierHeld, ...] = ()
    # Where a place and one in it both stand in a tier, in sentences.
    overlaps: tuple[str, ...] = ()
    said: tuple[TierSaid, ...] = ()
    sets: bool = False
    seen: str = ""
    tier_fields: tuple[FormField, ...] = ()
    county_fields: tuple[FormField, ...] = ()
    problems: tuple[FormProblem, ...] = ()


@dataclass(frozen=True)
class FundCell:
    """One figure under its heading; `low`: it lies below what was due."""

    head: str
    words: str
    low: bool = False
    href: str = ""


@dataclass(frozen=True)
class FundRow:
    """One tier, or one county: its figures in the unit of the page. `href` opens its entries."""

    name: str
    cells: tuple[FundCell, ...]
    note: str = ""
    note_href: str = ""
    href: str = ""
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class FundsByTierPage(PairingTab):
    """Funds of one budget year by tier and by county; filters are in the address."""

    year: int = 0
    unit: str = ""
    stated: bool = False
    tiers: tuple[FundRow, ...] = ()
    counties: tuple[FundRow, ...] = ()
    # What the tables leave out, each leading to what it is about.
    notes: tuple[Link, ...] = ()
    csv_href: str = ""
    set_link: Link | None = None
