"""Funds by tier, and statements about tiers, as the command line prints them: yuan, not fen."""

from __future__ import annotations

from typing import Any

from tallystick.indicators.queries.tiers import FundsByTier
from tallystick.indicators.rules.tiers import STAGES, UNIT, CountyFunds, FundSums, TierFunds
from tallystick.kernel.quantity import show_minor
from tallystick.programme.models import CountyTier, FundTier
from tallystick.programme.queries.tiers import TierBook
from tallystick.programme.rules.pipelines import unit_scale


def funds_json(found: FundsByTier) -> dict[str, Any]:
    """Return the funds of a budget year by tier and by county; a tier's code is "" for none."""
    return {
        "pairing": found.pairing,
        "budget_year": found.year,
        "as_of": found.as_of.isoformat(),
        "invented": found.invented,
        "tiers": [_tier(row, found) for row in found.tiers],
        "whole": _tier(found.whole, found),
        "counties": [_county(row) for row in found.counties],
        "received_in_year": {
            "of_this_budget_year": amount(found.received.own),
            "of_other_budget_years": amount(found.received.others),
        },
    }


def amount(minor: int | None) -> int | str | None:
    """Return fen in yuan; not known stays so.

    >>> amount(6_000_000_000), amount(None)
    (60000000, None)
    """
    return None if minor is None else show_minor(minor, unit_scale(UNIT))


def _tier(row: TierFunds, found: FundsByTier) -> dict[str, Any]:
    terms = found.terms.get(row.tier)
    return {
        "tier": row.tier,
        "name_en": terms.name_en if terms else "",
        "name_zh": terms.name_zh if terms else "",
        "counties": row.counties,
        "each": amount(row.each),
        "due": amount(row.due),
        **_sums(row.sums),
        "beside_due": amount(row.beside),
        "county_average": amount(row.average),
    }


def _county(row: CountyFunds) -> dict[str, Any]:
    return {
        "region": row.place,
        "tier": row.tier,
        "counts": row.counts,
        "due": amount(row.due),
        **_sums(row.sums),
        "beside_due": amount(row.beside),
    }


def _sums(sums: FundSums) -> dict[str, Any]:
    rate = sums.rate
    return {
        **{stage: amount(sums.at(stage)) for stage in STAGES},
        "waiting": amount(sums.waiting),
        "carried": amount(sums.carried),
        "rate_percent": None if rate is None else show_minor(rate, 2),
    }


def tiers_json(book: TierBook) -> dict[str, Any]:
    """Return every statement about tiers and counties, in the order they were made."""
    return {
        "tiers": [_stated_tier(row) for said in book.tiers.values() for row in said],
        "counties": [_stated_county(row) for said in book.places.values() for row in said],
    }


def _stated_tier(row: FundTier) -> dict[str, Any]:
    return {
        "tier": row.code,
        "held": row.held,
        "name_en": row.name_en,
        "name_zh": row.name_zh,
        "each": amount(row.amount),
        **_common(row),
    }


def _stated_county(row: CountyTier) -> dict[str, Any]:
    return {"region": row.region.code, "tier": row.tier, **_common(row)}


def _common(row: FundTier | CountyTier) -> dict[str, Any]:
    return {
        "number": row.number,
        "from_year": row.from_year,
        "until_year": row.until_year,
        "source": row.source,
        "why": row.why,
        "stated_by": row.stated_by,
        "stated_at": row.stated_at.isoformat(),
    }


def stated_json(row: FundTier | CountyTier) -> dict[str, Any]:
    """Return one statement."""
    return _stated_tier(row) if isinstance(row, FundTier) else _stated_county(row)
