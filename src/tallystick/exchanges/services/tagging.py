"""Writes: tag what speaks to an element of a framework, and take a tag off."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.exchanges.models import FrameworkTag
from tallystick.exchanges.policy import ROWS
from tallystick.exchanges.queries.frameworks import Target, tagged_kind, tagging_sides
from tallystick.exchanges.rules.meetings import LONGEST_REASON
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Refused
from tallystick.kernel.text import text_problems
from tallystick.programme.rules.frameworks import FrameworkText


@transaction.atomic
def tag(
    *,
    framework: FrameworkText,
    element: str,
    target: Target,
    by: Actor,
    at: datetime | None = None,
) -> FrameworkTag:
    """Say that something speaks to an element of a framework.

    Raises: Forbidden; Refused where the framework has no such element; Conflict where it is
    tagged so already.
    """
    _require(by, target)
    if framework.element(element) is None:
        path = {"what": "framework element", "code": element[:40]}
        raise Refused.of("not-found", path="element", **path)
    kind, now = tagged_kind(target), at or timezone.now()
    try:
        with transaction.atomic():
            made = FrameworkTag.objects.create(
                framework=framework.code, element=element, tagged_by=by.name, tagged_at=now,
                **{kind: target},
            )  # fmt: skip
    except IntegrityError as fault:
        raise Conflict.of("tagged-already", path="element", element=element) from fault
    after = {"framework": framework.code, "element": element}
    record_act("exchanges.tag", kind, target.code, by=by, after=after, at=now)
    return made


@transaction.atomic
def take_tag_off(
    *, tag: FrameworkTag, by: Actor, why: str = "", at: datetime | None = None
) -> FrameworkTag:
    """Take a tag off; that it was there stays known.

    Raises: Forbidden; Refused where the reason will not do; Conflict where it was taken off.
    """
    target, now = tag.target, at or timezone.now()
    _require(by, target)
    if problems := text_problems("why", why, LONGEST_REASON):
        raise Refused(problems)
    if FrameworkTag.objects.filter(pk=tag.pk, taken_off_at=None).update(taken_off_at=now) != 1:
        raise Conflict.of("changed-meanwhile", state="taken off")
    before = {"framework": tag.framework, "element": tag.element}
    record_act(
        "exchanges.take_tag_off", tag.kind, target.code, by=by, before=before, why=why.strip(),
        at=now,
    )  # fmt: skip
    tag.refresh_from_db()
    return tag


def _require(by: Actor, target: Target) -> None:
    if not by.system:
        require(by, ROWS["exchanges.tag"], tagging_sides(target), scope=target.code)
