"""Reads: the tiers of a book as they were known on a day, and the tier that money belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from tallystick.access.queries import may, require
from tallystick.access.rules import Sides
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.kernel.words import Words
from tallystick.programme.models import CountyTier, FundTier, Pairing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries import book_of
from tallystick.programme.rules.tiers import EARLIEST, Years, in_year, stretches
from tallystick.regions.models import Region, RegionChange, RegionClosure
from tallystick.regions.queries import above

# What money belongs to whose county stands in no tier.
NO_TIER = ""
# Before anything was stated.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

M = TypeVar("M", FundTier, CountyTier)


def may_set_tiers(pairing: Pairing, actor: Actor) -> bool:
    """Return whether a person states the tiers of a pairing's book, for either of its sides."""
    return actor.system or may(actor, ROWS["programme.set_tier"], tier_sides(pairing)) is not None


def require_may_set(pairing: Pairing, actor: Actor) -> None:
    """Pass who states the tiers of a pairing's book; doors ask before they read what was typed.

    Raises: Forbidden.
    """
    if actor.system:
        return
    book = book_of(pairing)
    one, other = Words.name_of(book.supporting), Words.name_of(book.supported)
    either = Words(f"{one.label()} or {other.label()}", f"{one.label('zh')}或{other.label('zh')}")
    require(actor, ROWS["programme.set_tier"], tier_sides(book), scope=either)


def tier_sides(pairing: Pairing) -> Sides:
    """Return the places whose offices state tiers: those of the book's two sides, and over them."""
    book = book_of(pairing)
    return Sides.either(above(book.supporting.code) | above(book.supported.code))


@dataclass(frozen=True)
class TierBook:
    """Everything that was stated about the tiers of one book, up to a moment.

    Shape: `tiers` code → statements, `places` region → statements; each in the order stated.
    """

    tiers: Mapping[str, tuple[FundTier, ...]]
    places: Mapping[str, tuple[CountyTier, ...]]

    def terms(self, tier: str, year: int) -> FundTier | None:
        """Return what a tier is in a budget year; None where there is no such tier then."""
        row = in_year(self.tiers.get(tier, ()), year)
        return row if row is not None and row.held else None

    def stated(self, place: str, year: int) -> CountyTier | None:
        """Return what was said about a place and a budget year, in a tier or in none."""
        return in_year(self.places.get(place, ()), year)

    def words(self) -> dict[str, Words]:
        """Return code → what each tier was last called; its code where it never had a name."""
        named = {
            code: next((row for row in reversed(said) if row.held), None)
            for code, said in self.tiers.items()
        }
        return {
            code: Words.name_of(row) if row else Words(code, code) for code, row in named.items()
        }

    def newest(self) -> datetime:
        """Return the moment of the last statement: who reads the book now knows it up to there."""
        tiers = (said[-1].stated_at for said in self.tiers.values())
        places = (said[-1].stated_at for said in self.places.values())
        return max((*tiers, *places), default=NEVER)


def tier_book(pairing: Pairing, *, known_by: datetime | None = None) -> TierBook:
    """Return what was stated about the tiers of a pairing's book; two queries."""
    book = book_of(pairing)
    tiers: dict[str, list[FundTier]] = defaultdict(list)
    for tier in _known(FundTier.objects.filter(book=book), known_by).order_by("code", "number"):
        tiers[tier.code].append(tier)
    places: dict[str, list[CountyTier]] = defaultdict(list)
    rows = _known(CountyTier.objects.filter(book=book), known_by).select_related("region")
    for row in rows.order_by("region__code", "number"):
        places[row.region.code].append(row)
    return TierBook(
        {code: tuple(said) for code, said in tiers.items()},
        {code: tuple(said) for code, said in places.items()},
    )


def placed_on_line(book: TierBook, region: Region, years: Years) -> tuple[Years, CountyTier] | None:
    """Return who stands in a tier above or below a place in some of the years, and in which."""
    others = [code for code in book.places if code != region.code]
    links = RegionClosure.objects.filter(
        Q(region=region, ancestor__code__in=others) | Q(ancestor=region, region__code__in=others),
        depth__gt=0,
    )
    for link in links.select_related("region", "ancestor").order_by("depth", "pk"):
        other = link.ancestor if link.region_id == region.pk else link.region
        for held, row in stretches(book.places[other.code], years):
            if row.tier and held.meets(_together(link)):
                return held, row
    return None


def _together(link: RegionClosure) -> Years:
    """Return the budget years in which both places were there and one lay in the other."""
    one, other = link.region, link.ancestor
    begins = (link.valid_from, one.since, other.since)
    ends = [day.year for day in (link.valid_to, one.ended_on, other.ended_on) if day]
    first = max((day.year for day in begins if day), default=EARLIEST)
    return Years(first, min(ends, default=None))


def overlaps(book: TierBook) -> list[Problem]:
    """Return where a place and one that it holds both stand in a tier, so that both are due.

    No statement brings that about any more; one made before places were held to it may have, and
    so may a change of the map. It stands until one of the two is released. One query, and none
    where fewer than two places were ever placed.
    """
    if len(book.places) < 2:
        return []
    placed = {"region__code__in": [*book.places], "ancestor__code__in": [*book.places]}
    links = RegionClosure.objects.filter(depth__gt=0, **placed).select_related("region", "ancestor")
    found = []
    for link in links.order_by("ancestor__code", "region__code", "pk"):
        for lower, held in stretches(book.places[link.region.code], _together(link)):
            for upper, over in stretches(book.places[link.ancestor.code], lower):
                if held.tier and over.tier:
                    params = {"county": Words.name_of(link.region), "years": upper.written()}
                    params["other"] = Words.name_of(link.ancestor)
                    found.append(Problem("tier-places-overlap", "region", params))
    return found


def _known(rows: QuerySet[M], known_by: datetime | None) -> QuerySet[M]:
    return rows.filter(stated_at__lte=known_by) if known_by else rows


@dataclass(frozen=True)
class Placed:
    """Which tier money belongs to, and whose money it is: the county's that stands in the tier."""

    place: str
    tier: str = NO_TIER


@dataclass(frozen=True)
class TierMap:
    """The tier of money by the place where it stands and its budget year."""

    book: TierBook
    spans: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    lines: Mapping[str, tuple[RegionClosure, ...]] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, place: str, year: int) -> Placed:
        """Return the tier of the money of a budget year that stands at a place.

        It is the one the place stands in; of a place that began after the year did, the one of
        what it was made of; else the one of the nearest place in which it lies.
        """
        if own := self.own(place, year):
            return Placed(place, own.tier)
        if origin := self._origin(place, year):
            return Placed(place, origin)
        day = date(year, 12, 31)
        for link in self.lines.get(place, ()):
            if _holds(link, day) and (row := self.own(link.ancestor.code, year)):
                return Placed(link.ancestor.code, row.tier)
        return Placed(place)

    def own(self, place: str, year: int) -> CountyTier | None:
        """Return what was said of a place in a year in which it was a place of its own."""
        since, ended_on = self.spans.get(place, (None, None))
        if (since and since.year > year) or (ended_on and ended_on.year < year):
            return None
        return self.book.stated(place, year)

    def counties(self, year: int) -> dict[str, list[str]]:
        """Return tier → the places that stand in it in a budget year."""
        found: dict[str, list[str]] = defaultdict(list)
        for place in self.book.places:
            row = self.own(place, year)
            if row is not None and row.tier:
                found[row.tier].append(place)
        return found

    def _origin(self, place: str, year: int) -> str:
        """Return the one tier of all that a place was made of; none where they stood in several."""
        since, _ended = self.spans.get(place, (None, None))
        if since is None or since <= date(year, 1, 1):
            return NO_TIER
        tiers = {self.of(origin, year).tier for origin in self.origins.get(place, ())}
        return tiers.pop() if len(tiers) == 1 else NO_TIER


def _holds(link: RegionClosure, day: date) -> bool:
    return (link.valid_from is None or link.valid_from <= day) and (
        link.valid_to is None or day <= link.valid_to
    )


def tier_map(book: TierBook, places: Collection[str]) -> TierMap:
    """Return the tiers of money at some places; three queries, none where nothing was stated."""
    if not book.places:
        return TierMap(book)
    origins = _origins(places)
    asked = {*places, *origins, *(one for made in origins.values() for one in made)}
    links = RegionClosure.objects.filter(region__code__in=asked, depth__gt=0)
    lines: dict[str, list[RegionClosure]] = defaultdict(list)
    for link in links.select_related("region", "ancestor").order_by("depth", "pk"):
        lines[link.region.code].append(link)
    over = {link.ancestor.code for own in lines.values() for link in own}
    spans = Region.objects.filter(code__in={*asked, *over, *book.places})
    return TierMap(
        book,
        {code: (since, ended) for code, since, ended in
         spans.values_list("code", "since", "ended_on")},
        {code: tuple(own) for code, own in lines.items()},
        origins,
    )  # fmt: skip


def _origins(places: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return place → what it was made of by splits and merges, however many lie between."""
    made = (RegionChange.Kind.SPLIT, RegionChange.Kind.MERGE)
    rows = RegionChange.objects.filter(kind__in=made, heir__isnull=False)
    found: dict[str, set[str]] = defaultdict(set)
    for heir, origin in rows.values_list("heir__code", "region__code"):
        found[heir].add(origin)
    asked, reached = list(places), dict[str, tuple[str, ...]]()
    while asked:
        heir = asked.pop()
        if heir in found and heir not in reached:
            reached[heir] = tuple(sorted(found[heir]))
            asked += reached[heir]
    return reached
