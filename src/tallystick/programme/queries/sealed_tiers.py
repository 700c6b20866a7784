"""Whether the statements about tiers are as they were sealed; `verify` asks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tallystick.journal.queries import records
from tallystick.journal.rules import Record
from tallystick.kernel.code import canonical_json
from tallystick.kernel.problem import Problem
from tallystick.programme.models import CountyTier, FundTier

TIER, COUNTY = "programme.tier", "programme.county_tier"
# A kind, what it is about (a tier's or a county's code), and the how-many-eth statement it is.
Key = tuple[str, str, str, int]


def stated_tier(row: FundTier) -> dict[str, Any]:
    """Return what a statement about a tier says, as its sealed record does. Units: fen."""
    return {
        "tier": row.code,
        "number": row.number,
        "held": row.held,
        "en": row.name_en,
        "zh": row.name_zh,
        "amount": row.amount,
        **_common(row),
    }


def stated_county(row: CountyTier) -> dict[str, Any]:
    """Return what a statement about a county says, as its sealed record does."""
    return {"region": row.region.code, "number": row.number, "tier": row.tier, **_common(row)}


def _common(row: FundTier | CountyTier) -> dict[str, Any]:
    return {
        "from": row.from_year,
        "until": row.until_year,
        "source": row.source,
        "why": row.why,
        "who": row.stated_by,
    }


def sealed_tiers(book: str = "") -> dict[Key, Record]:
    """Return what was sealed about the tiers of a book, or of all, by what it is about."""
    found = {}
    for record in records(kind=(TIER, COUNTY), about=book):
        about = record.content["tier" if record.kind == TIER else "region"]
        found[record.kind, record.about, about, record.content["number"]] = record
    return found


def tier_problems() -> Iterator[Problem]:
    """Yield one problem for each statement that is not as it was sealed, or that is gone."""
    sealed = Counter(
        (one.about, _without_by(one), one.recorded_at) for one in records(kind=(TIER, COUNTY))
    )
    tiers = FundTier.objects.select_related("book")
    counties = CountyTier.objects.select_related("book", "region")
    said = Counter(
        [(row.book.code, canonical_json(stated_tier(row)), row.stated_at) for row in tiers]
        + [(row.book.code, canonical_json(stated_county(row)), row.stated_at) for row in counties]
    )
    for key in sorted(key for key in {**sealed, **said} if sealed[key] != said[key]):
        book, text, _at = key
        yield Problem("tier-unlike-seal", book, {"pairing": book, "what": _about(text)})


def _about(text: str) -> str:
    """Return the code of the tier or the county a statement is about."""
    said = json.loads(text)
    return str(said.get("region") or said["tier"])


def _without_by(record: Record) -> str:
    return canonical_json({key: v for key, v in record.content.items() if key != "by"})
