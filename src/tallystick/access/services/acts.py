"""The act log: who changed what, and why; and the sealing of what rooms above decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from tallystick.access.models import Act
from tallystick.access.rules import act_leaf
from tallystick.journal.rules import Record
from tallystick.journal.services.records import seal_record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem, Refused
from tallystick.kernel.text import text_problems


def record_act(
    action: str,
    thing: str,
    thing_id: str,
    *,
    by: Actor,
    before: Any = None,
    after: Any = None,
    why: str = "",
    at: datetime | None = None,
) -> Act:
    """Write who did what; called inside the transaction of the change itself. The act is bound to
    all before it as it is written.

    Raises: Refused where the reason, or what it says anew, holds a sign that no text may hold. A
    service that has more to say about its fields looks at them itself, and before.
    """
    if problems := [*text_problems("why", why), *_signs(after)]:
        raise Refused(problems)
    moment = at or timezone.now()
    told = {
        "who": by.name,
        "action": action,
        "thing": thing,
        "thing_id": thing_id,
        "before": before,
        "after": after,
        "why": why,
    }
    leaf = act_leaf(moment, {**told, "user": by.user_id})
    return Act.objects.create(at=moment, user_id=by.user_id, leaf=leaf, **told)


def _signs(after: Any, path: str = "") -> Iterator[Problem]:
    if isinstance(after, str):
        yield from text_problems(path, after)
    elif isinstance(after, Mapping):
        for name, value in after.items():
            yield from _signs(value, str(name))
    elif isinstance(after, list | tuple):
        for value in after:
            yield from _signs(value, path)


def seal_decision(
    kind: str, about: str, content: Mapping[str, Any], *, by: Actor, at: datetime
) -> Record:
    """Seal what was decided, with who decided it; called last in the transaction of the change.

    Rooms that post nothing seal through here, so that only one of them holds the journal's pen.
    """
    said = {**content, "by": {"user": by.username, "name": by.name}}
    return seal_record(kind=kind, about=about, content=said, recorded_at=at)
