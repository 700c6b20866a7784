"""Name the bodies that act or are acted on: a school, a hospital, a company at a place."""

from __future__ import annotations

from django.db import transaction

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, NotFound, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.policy import ROWS
from tallystick.regions.models import Organisation, Region

LONGEST_KIND = 20
LONGEST_NAME = 160


@transaction.atomic
def add_organisation(
    *, code: str, kind: str, name_en: str, name_zh: str, region: str, by: Actor
) -> Organisation:
    """Add a body that acts or is acted on, at a place.

    Raises: Forbidden without a fitting seat; Refused for a code, kind or name that is none;
    NotFound for an unknown place; Conflict on a taken code.
    """
    if not by.system:
        require(by, ROWS["programme.name"], scope="this programme")
    problems = code_problems("code", code) + code_problems("kind", kind, LONGEST_KIND)
    if not name_en.strip():
        problems.append(Problem("name-missing", "name_en"))
    problems += text_problems("name_en", name_en, LONGEST_NAME)
    problems += text_problems("name_zh", name_zh, LONGEST_NAME)
    if problems:
        raise Refused(problems)
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
