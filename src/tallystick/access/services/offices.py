"""Offices: opened by whoever keeps the server."""

from __future__ import annotations

from django.db import transaction

from tallystick.access.models import Office
from tallystick.access.policy import ROWS
from tallystick.access.queries import require
from tallystick.access.services.acts import record_act
from tallystick.access.services.naming import name_faults
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, NotFound, Refused
from tallystick.regions.models import Region

LONGEST_NAME = 160


@transaction.atomic
def open_office(*, code: str, region: str, name_en: str, name_zh: str, by: Actor) -> Office:
    """Open an office that works for `region`; the same code again returns the same office.

    Raises: Forbidden but for an administrator; Refused for a code or name that is none; NotFound
    for an unknown place; Conflict where the code belongs to an office elsewhere.
    """
    if not by.system:
        require(by, ROWS["access.set_up"], scope="this installation")
    problems = code_problems("code", code)
    problems += name_faults(name_en, name_zh, LONGEST_NAME)
    if problems:
        raise Refused(problems)
    place = Region.objects.filter(code=region).first()
    if place is None:
        raise NotFound.of("not-found", path="region", what="region", code=region)
    office, made = Office.objects.get_or_create(
        code=code, defaults={"region": place, "name_en": name_en, "name_zh": name_zh}
    )
    if made:
        record_act("access.open_office", "office", code, by=by, after={"region": region})
    elif office.region_id != place.pk:
        raise Conflict.of("office-elsewhere", code=code)
    return office
