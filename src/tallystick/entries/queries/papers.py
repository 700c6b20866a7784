"""Printed lists of what waits for a side, and what was recorded of them."""

from __future__ import annotations

from tallystick.entries.models import PaperList
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing


def paper_list(code: str, actor: Actor) -> PaperList:
    """Return a list this person may see, with its pairing, its people and its scan.

    Raises: NotFound when there is none, or its pairing is out of her sight.
    """
    found = (
        PaperList.objects.filter(code=code, pairing__in=Pairing.objects.visible_to(actor))
        .select_related("pairing__programme", "pairing__supporting", "pairing__supported")
        .select_related("made_by", "recorded_by", "checked_by", "scan")
        .first()
    )
    if found is None:
        raise NotFound.of("not-found", path="code", what="list", code=code[:20])
    return found
