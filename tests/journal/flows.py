"""What went from one stage to another, net of what was taken back, added up from the lines."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, Sum

from tallystick.journal import models


def net_flow(
    book: str,
    *,
    region: str,
    partner: str,
    pipeline: str,
    source: str,
    target: str,
    since: date,
    until: date,
    subject: str | None = None,
) -> dict[tuple[str, str], int]:
    """Return what went from `source` to `target`, less what was taken back on that edge.

    Shape: (cell, unit) → net in minor units, over what happened from `since` to `until`, both
    included; nets of zero stay, because they too were stated once.
    """
    edge = Q(from_account__stage=source, to_account__stage=target, back=0)
    taken_back = Q(from_account__stage=target, to_account__stage=source, back=1)
    found = models.Line.objects.filter(
        edge | taken_back,
        book__code=book,
        from_account__region=region,
        from_account__partner=partner,
        from_account__pipeline=pipeline,
        transaction__valid_from__range=(since.isoformat(), until.isoformat()),
    )
    if subject is not None:
        found = found.filter(subject=subject)
    nets: dict[tuple[str, str], int] = {}
    rows = found.values_list("from_account__cell", "unit", "back").annotate(total=Sum("amount"))
    for cell, unit, back, total in rows:
        nets[cell, unit] = nets.get((cell, unit), 0) + (-total if back else total)
    return nets
