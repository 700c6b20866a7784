"""Published figures: as lists show them, and as rows of a scorecard hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from tallystick.indicators.models import Claim
from tallystick.indicators.rules.claims import ClaimRef, in_year
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing

# Order of a list → its columns; a claim without a last day counts by the day it speaks as of.
_END = Coalesce("period_end", "as_of")
SORTS: Mapping[str, tuple[str | OrderBy, ...]] = {
    "newest": (_END.desc(nulls_last=True), "pk"),
    "oldest": (_END.asc(nulls_last=True), "pk"),
    "as-of": (F("as_of").desc(nulls_last=True), "pk"),
    "as-of-first": (F("as_of").asc(nulls_last=True), "pk"),
    "indicator": ("indicator", "pk"),
    "-indicator": ("-indicator", "pk"),
    "source": ("url", "pk"),
    "-source": ("-url", "pk"),
}


def claims(
    actor: Actor,
    *,
    pairing: str = "",
    indicator: str = "",
    year: int | None = None,
    status: str = "",
    source_kind: str = "",
    unresolved_only: bool = False,
    sort: str = "",
) -> QuerySet[Claim]:
    """Return the claims a person may see, in the order of their files; empty filters let all by.

    `year` keeps those that end in it; `sort` is a key of SORTS.
    """
    wanted = {
        "pairing__code": pairing,
        "indicator": indicator,
        "status": status,
        "source_kind": source_kind,
    }
    found = Claim.objects.visible_to(actor).filter(**{k: v for k, v in wanted.items() if v})
    if year is not None:
        found = found.filter(
            Q(period_end__year=year) | Q(period_end__isnull=True, as_of__year=year)
        )
    if unresolved_only:
        found = found.filter(Q(supporting__isnull=True) | Q(supported__isnull=True))
    found = found.select_related("file", "supporting", "supported", "pairing")
    return found.order_by(*SORTS[sort]) if sort in SORTS else found


def unresolved_claims(actor: Actor) -> QuerySet[Claim]:
    """Return the claims of which a party is not settled yet."""
    return claims(actor, unresolved_only=True)


def claims_of_year(
    pairing: Pairing, *, year: int, known_on: date, actor: Actor
) -> Mapping[str, tuple[ClaimRef, ...]]:
    """Return, by indicator, the actual figures published of a pairing's year by a day.

    Plans and allocation rules are no results and stay in the list of claims.
    """
    return claims_of_pairings({pairing.pk: known_on}, year=year, actor=actor)[pairing.pk]


def claims_of_pairings(
    known_on: Mapping[int, date], *, year: int, actor: Actor, only: Collection[str] = ()
) -> Mapping[int, Mapping[str, tuple[ClaimRef, ...]]]:
    """Return what `claims_of_year` does, by pairing; one query for all of them.

    Units: `known_on` is pairing → the day by which a figure was published; `only` these
    indicators, all of them where none is named.
    """
    rows = claims(actor, year=year, status="actual").filter(pairing__in=list(known_on))
    found: dict[int, dict[str, tuple[ClaimRef, ...]]] = defaultdict(dict)
    for row in rows.filter(indicator__in=only) if only else rows:
        assert row.pairing_id is not None  # noqa: S101 (of the pairings asked for)
        ref, own, by = claim_ref(row), found[row.pairing_id], known_on[row.pairing_id]
        if in_year(ref, year) and ref.ends is not None and ref.ends <= by:
            own[ref.indicator] = (*own.get(ref.indicator, ()), ref)
    return found


def claim_ref(row: Claim) -> ClaimRef:
    """Return a claim as the rules read it."""
    return ClaimRef(
        id=row.pk,
        indicator=row.indicator,
        printed=row.printed,
        value=row.value,
        unit=row.unit,
        qualifier=row.qualifier,
        period_start=row.period_start,
        period_end=row.period_end,
        as_of=row.as_of,
        cumulative=row.cumulative,
        breakdown=row.breakdown,
        source_kind=row.source_kind,
        url=row.url,
        context=row.context,
    )
