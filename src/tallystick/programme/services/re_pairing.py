"""Re-pairing: one pairing ends, another begins in its stead on the next day, in one operation."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span
from tallystick.programme.services.pairings import create_pairing, state_span


@transaction.atomic
def re_pair(
    *,
    pairing: Pairing,
    code: str,
    supporting: str,
    on: date,
    source: str,
    by: Actor,
    parent: str = "",
) -> Pairing:
    """End a pairing on the day before `on`, and begin one of the same supported region.

    What stands passes when the two sides of the new pairing put their names under it, through
    `entries.services.propose_hand_over` and `agree_carry`. What lies inside the old pairing ends
    with it.
    Units: `supporting` is a region's code; `parent` the pairing the new one lies in, none opens a
    book of its own.
    Raises: Forbidden; NotFound; Conflict where it has a successor; Refused.
    """
    if pairing.successors.exists():
        raise Conflict.of("re-paired-already", pairing=pairing.code)
    last = on - timedelta(1)
    new = create_pairing(
        code=code,
        programme=pairing.programme.code,
        supporting=supporting,
        supported=pairing.supported.code,
        level=pairing.level,
        parent=parent or None,
        succeeds=pairing.code,
        since=on,
        source=source,
        by=by,
    )
    _end(pairing, last, source, by)
    return new


def _end(pairing: Pairing, last: date, source: str, by: Actor) -> None:
    """End a pairing, and those inside it that still hold.

    Raises: Refused where it began after its last day.
    """
    held = span(pairing)
    if held.end is None or held.end > last:
        state_span(
            pairing=pairing, valid_from=held.start, valid_to=last, source=source,
            preferred=True, by=by,
        )  # fmt: skip
    for child in pairing.children.all():
        _end(child, last, source, by)
