"""Name the bodies that act or are acted on: a school, a hospital, a company at a place."""

from __future__ import annotations

from django.db import transaction

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, NotFound
from tallystick.programme.policy import ROWS
from tallystick.regions.models import Organisation, Region


@transaction.atomic
def add_organisation(
    *, code: str, kind: str, name_en: str, name_zh: str, region: str, by: Actor
) -> Organisation:
    """Add a body that acts or is acted on, at a place.

    Raises: Forbidden without a fitting seat; NotFound for an unknown place; Conflict on a taken
    code.
    """
    if not by.system:
        require(by, ROWS["programme.name"], scope="this programme")
    place = Region.objects.filter(code=region).first()
    if place is None:
        raise NotFound.of("not-found", what="region", code=region)
    if Organisation.objects.filter(code=code).exists():
        raise Conflict.of("code-taken", what="organisation", code=code)
    made = Organisation.objects.create(
        code=code, kind=kind, name_en=name_en, name_zh=name_zh, region=place
    )
    after = {"name": name_en, "region": region}
    record_act("programme.add_organisation", "organisation", code, by=by, after=after)
    return made
