"""A signed version's targets, entered as levels that both sides hold like any other figure."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tallystick.entries.models import Entry, State
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.services.reporting import draft_entry, submit_entry
from tallystick.kernel.actor import Actor
from tallystick.programme.models import AgreementVersion, Pairing
from tallystick.programme.queries import side_region


@transaction.atomic
def propose_targets(
    *, version: AgreementVersion, by: Actor, at: datetime | None = None
) -> list[Entry]:
    """Enter and submit one version's targets at the pairing's own node; entered twice is known.

    They count from the day of signing, once both sides hold them.
    Raises: Refused with every fault; Forbidden unless `by` is a clerk of one of the sides.
    """
    pairing = version.agreement.pairing
    entry = draft_entry(report=_report(version, pairing, _side(pairing, by)), by=by, at=at)
    if entry.state == State.DRAFT:
        entry = submit_entry(entry_id=entry.pk, by=by, at=at)
    return [entry]


def _side(pairing: Pairing, by: Actor) -> str:
    """Return the side this clerk writes for; what speaks for neither is refused by the draft."""
    above = set(pairing.supporting.above.values_list("ancestor__code", flat=True))
    return "supporting" if above & by.regions("clerk") else "supported"


def _report(version: AgreementVersion, pairing: Pairing, side: str) -> Report:
    agreement = version.agreement
    return Report(
        pairing=pairing.code,
        side=side,
        region=side_region(pairing, "supported"),
        partner=side_region(pairing, "supporting"),
        pipeline="target",
        move="outside>promised",
        statement="level",
        happened_on=version.signed_on,
        own_reference=f"{agreement.code[:54]}-v{version.number}",
        title_en=f"{agreement.title_en}, version {version.number}"[:200],
        title_zh=f"{agreement.title_zh} 第{version.number}版"[:200] if agreement.title_zh else "",
        lines=tuple(
            StatedLine(
                unit=target.unit,
                amount=target.amount,
                cell={"indicator": target.indicator, "period": target.period},
                note={},
            )
            for target in version.targets.order_by("indicator", "period")
        ),
    )
