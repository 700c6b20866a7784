"""Borders for the map, loaded by whoever may redraw it: who, when, from which file, whose."""

from __future__ import annotations

from django.db import transaction

from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.programme.services.places import require_redraw
from tallystick.regions.models import BorderFile
from tallystick.regions.services.borders import drop_borders, keep_borders


@transaction.atomic
def load_borders(
    *, name: str, content: bytes, source: str, by: Actor, naming: str = "", good_only: bool = False
) -> BorderFile:
    """Draw the borders of a GeoJSON file under every map from now on.

    Nothing of a file with a fault is kept unless `good_only` leaves out what has one.
    Raises: Forbidden; Refused with every fault at once.
    """
    require_redraw(by)
    file = keep_borders(
        name=name,
        content=content,
        source=source,
        naming=naming,
        good_only=good_only,
        who=by.username,
    )
    after = {"source": file.source, "digest": file.digest, "places": file.borders.count()}
    record_act("programme.borders_load", "borders", str(file.pk), by=by, after=after)
    return file


@transaction.atomic
def remove_borders(*, file: int, by: Actor) -> None:
    """Take the borders of a file off every map.

    Raises: Forbidden; NotFound.
    """
    require_redraw(by)
    gone = drop_borders(file)
    before = {"source": gone.source, "digest": gone.digest}
    record_act("programme.borders_remove", "borders", str(file), by=by, before=before)
