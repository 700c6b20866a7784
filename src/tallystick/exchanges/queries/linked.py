"""Reads: the links of a commitment, and what they may lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tallystick.exchanges.models import Commitment, CommitmentLink
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import AgreementVersion, Pairing, Target
from tallystick.programme.queries import side_region
from tallystick.regions.queries import below

# pairing, indicator, period
TargetKey = tuple[int, str, str]


def link(commitment: Commitment, n: int) -> CommitmentLink:
    """Return one link of a commitment that the reader was shown.

    Raises: NotFound when there is none, or it was taken off.
    """
    found = commitment.links.filter(n=n, unlinked_at=None).select_related("thing").first()
    if found is None:
        raise NotFound.of("not-found", what="link", code=n)
    return found


def link_words(one: CommitmentLink) -> Mapping[str, Any]:
    """Return a link as the act log keeps it: what it follows, by its codes."""
    if one.thing is not None:
        return {"thing": one.thing.code, "stage": one.stage}
    if one.pairing is not None:
        return {"indicator": one.indicator, "target_of": one.pairing.code, "period": one.period}
    return {"indicator": one.indicator, "amount": one.amount, "since": str(one.since)}


def places_of(pairing: Pairing) -> frozenset[str]:
    """Return the places of both sides: a station for workers stands on the supporting one."""
    return below(side_region(pairing, "supported")) | below(side_region(pairing, "supporting"))


def target_amount(pairing: Pairing, indicator: str, period: str) -> int | None:
    """Return what the newest signed text of a pairing promises; None where nothing is."""
    return target_amounts([(pairing.pk, indicator, period)]).get((pairing.pk, indicator, period))


def target_amounts(keys: Iterable[TargetKey]) -> dict[TargetKey, int]:
    """Return what the signed texts that stand promise at their pairing's own place; one query.

    A target that the newest text of its agreement leaves out is promised no longer.
    """
    wanted = set(keys)
    signed = AgreementVersion.State.SIGNED
    rows = Target.objects.filter(
        version__state=signed,
        version__agreement__pairing__in={key[0] for key in wanted},
        indicator__in={key[1] for key in wanted},
        period__in={key[2] for key in wanted},
    ).select_related("version__agreement__pairing")
    newest = _newest({row.version.agreement_id for row in rows})
    found: dict[TargetKey, int] = {}
    for row in rows:
        agreement = row.version.agreement
        key = (agreement.pairing_id, row.indicator, row.period)
        own = row.region_id == agreement.pairing.supported_id
        if own and key in wanted and row.version.number == newest[agreement.pk]:
            found[key] = found.get(key, 0) + row.amount
    return found


def _newest(agreements: set[int]) -> dict[int, int]:
    """Return agreement → the number of its newest signed text; one query."""
    rows = AgreementVersion.objects.filter(
        agreement__in=agreements, state=AgreementVersion.State.SIGNED
    ).order_by("number")
    return dict(rows.values_list("agreement", "number"))
