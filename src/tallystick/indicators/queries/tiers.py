"""Reads: the funds of one budget year by the tier of the county they stand at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from tallystick.entries.queries import unposted_lines
from tallystick.indicators.queries.stages import Cut, budget_cut, flows_of
from tallystick.indicators.rules.tiers import (
    PIPELINE,
    UNIT,
    CountyFunds,
    FundSums,
    Received,
    TierFunds,
    add_sums,
    budget_year,
    received_in,
    sums_by_place,
)
from tallystick.programme.models import FundTier, Pairing, PairingSpan
from tallystick.programme.queries import book_of
from tallystick.programme.queries.tiers import NO_TIER, TierMap, tier_book, tier_map
from tallystick.regions.models import Region
from tallystick.regions.queries import below


@dataclass(frozen=True)
class FundsByTier:
    """Funds of a budget year by tier, and beneath by county; what no tier is stated for comes last.

    `tiers` and `counties` add up to `whole`. `terms` is what each tier is in that year.
    """

    pairing: str
    year: int
    as_of: date
    invented: bool
    terms: dict[str, FundTier]
    tiers: list[TierFunds]
    whole: TierFunds
    counties: list[CountyFunds]
    received: Received
    stated: bool


def funds_by_tier(pairing: Pairing, *, year: int, as_of: date | None = None) -> FundsByTier:
    """Return the funds of a budget year by tier, as known at the end of a day; None is today.

    Money of the year that moved after it counts as well. Tiers are those stated by that day.
    """
    cut = budget_cut(pairing, year=year, as_of=as_of)
    book = tier_book(pairing, known_by=cut.known_by)
    flows = flows_of(cut, PIPELINE)
    sums = _with_waiting(sums_by_place(flows, year), cut, year)
    paired = _paired(pairing, year)
    tiers = tier_map(book, {*sums, *paired})
    stand = _standing(tiers, cut.regions, year)
    # Money of a place may be that of a county above the pairing: its tier has a name here as well.
    occur = {*stand.values(), *(tiers.of(place, year).tier for place in {*sums, *paired})}
    terms = {code: t for code in occur if (t := book.terms(code, year))}
    told = cut.known_by is None
    counties = _counties(tiers, year, sums, stand, terms, paired, told=told)
    rows = _tiers(counties, terms)
    return FundsByTier(
        pairing=pairing.code,
        year=year,
        as_of=cut.until,
        invented=pairing.programme.invented,
        terms=terms,
        tiers=rows,
        whole=_whole(rows, told=told),
        counties=counties,
        received=received_in(flows, year),
        stated=bool(book.places),
    )


def _with_waiting(sums: dict[str, FundSums], cut: Cut, year: int) -> dict[str, FundSums]:
    """Return the sums with what waits to be received; it is told of today alone."""
    if cut.known_by is not None:
        return {place: replace(own, waiting=None) for place, own in sums.items()}
    waiting: dict[str, int] = defaultdict(int)
    for line in unposted_lines(cut.book, pipeline=PIPELINE):
        stage = line["source"] if line["back"] else line["target"]
        if stage != "received" or line["unit"] != UNIT or budget_year(line["cell"]) != str(year):
            continue
        inside = line["region"] in cut.regions and line["partner"] in cut.partners
        if inside and line["valid_from"] <= cut.until:
            waiting[line["region"]] += line["amount"]
    return {
        place: replace(sums.get(place, FundSums()), waiting=waiting[place])
        for place in {*sums, *waiting}
    }


def _paired(pairing: Pairing, year: int) -> set[str]:
    """Return the counties that a pairing of the book supports in a year, money or not."""
    # Whatever other sources say: the preferred span alone tells when a pairing held, if any does.
    not_then = PairingSpan.objects.filter(
        Q(valid_to__lt=date(year, 1, 1)) | Q(valid_from__gt=date(year, 12, 31)), preferred=True
    )
    rows = Pairing.objects.filter(
        programme=pairing.programme_id,
        supported__kind="county",
        supported__code__in=below(pairing.supported.code),
    ).exclude(pk__in=not_then.values("pairing"))
    book = book_of(pairing).pk
    found = rows.select_related("parent__parent__parent", "supported")
    return {row.supported.code for row in found if book_of(row).pk == book}


def _standing(tiers: TierMap, inside: Collection[str], year: int) -> dict[str, str]:
    """Return place → tier, for the places that stand in one and lie in the pairing."""
    return {
        place: tier
        for tier, places in tiers.counties(year).items()
        for place in places
        if place in inside
    }


def _counties(
    tiers: TierMap,
    year: int,
    sums: dict[str, FundSums],
    stand: dict[str, str],
    terms: dict[str, FundTier],
    paired: Iterable[str],
    *,
    told: bool,
) -> list[CountyFunds]:
    """Return a row a place; money of what lies in a county that stands in a tier is its own."""
    own: dict[tuple[str, str], list[FundSums]] = defaultdict(list)
    for place, tier in stand.items():
        own[tier, place] = []
    for code in paired:
        # What lies in a place that stands in a tier has no row of its own: its money is that one's.
        if code not in stand and tiers.of(code, year).place == code:
            own[NO_TIER, code] = []
    for place, found in sums.items():
        placed = tiers.of(place, year)
        own[placed.tier, placed.place].append(found)
    kinds = _kinds({place for _tier, place in own})
    rows = []
    for (tier, place), parts in sorted(own.items(), key=lambda row: (not row[0][0], row[0])):
        amount = terms[tier].amount if tier in terms else None
        counts = place in stand if tier else kinds.get(place) == "county"
        due = amount if tier and counts else None
        rows.append(CountyFunds(place, tier, counts, due, add_sums(parts, told=told)))
    return rows


def _kinds(codes: Collection[str]) -> dict[str, str]:
    return dict(Region.objects.filter(code__in=codes).values_list("code", "kind"))


def _tiers(counties: list[CountyFunds], terms: dict[str, FundTier]) -> list[TierFunds]:
    """Return a row a tier, dearest first, then that of no tier."""
    found: dict[str, list[CountyFunds]] = {code: [] for code in terms}
    for row in counties:
        found.setdefault(row.tier, []).append(row)

    def dear(code: str) -> tuple[bool, int, str]:
        return (code == NO_TIER, -((terms[code].amount or 0) if code in terms else 0), code)

    rows = []
    for code in sorted(found, key=dear):
        own, each = found[code], terms[code].amount if code in terms else None
        n = sum(row.counts for row in own)
        due = None if each is None or not n else each * n
        rows.append(TierFunds(code, n, each, due, add_sums(row.sums for row in own)))
    return rows


def _whole(rows: list[TierFunds], *, told: bool) -> TierFunds:
    """Return the sum of all tiers. What is due in all is known where each tier's amount is.

    What whoever stands in no tier received is in the sums, and goes against nobody's due.
    """
    owed = [row for row in rows if row.tier != NO_TIER and row.counties]
    dues = [row.due for row in owed]
    due = None if not dues or None in dues else sum(one for one in dues if one is not None)
    counties, sums = sum(row.counties for row in rows), add_sums((r.sums for r in rows), told=told)
    apart = sums.at("received") - sum(row.sums.at("received") for row in owed)
    return TierFunds("", counties, None, due, sums, apart)
