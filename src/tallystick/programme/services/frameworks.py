"""State a framework of one's own, and later versions of it; no version is ever changed."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.programme.models import Framework, FrameworkElement, Pairing, Programme
from tallystick.programme.queries.frameworks import framework_versions, require_may_state
from tallystick.programme.rules.frameworks import (
    LONGEST_MEANING,
    ElementText,
    FrameworkText,
    framework_problems,
)

SYSTEM = Actor.system_actor("frameworks")


@transaction.atomic
def state_framework(
    *,
    text: FrameworkText,
    programme: Programme,
    by: Actor,
    pairing: Pairing | None = None,
    why: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> Framework:
    """Add a version of a framework of a pairing, or of its whole programme where none is named.

    An element's code keeps its names and meaning in every version. `seen` is the last version she
    knew; None where nobody says. `why` is needed from the second version on.
    Raises: Forbidden; Refused with every fault; Conflict where another was stated since.
    """
    office = require_may_state(programme, pairing, by)
    # A code is looked for among all there are: one that the actor does not see is taken as well.
    versions = framework_versions(text.code, actor=SYSTEM)
    before = versions[-1] if versions else None
    if seen is not None and before is not None and before.version > seen:
        raise Conflict.of("changed-meanwhile", state="stated")
    problems = framework_problems(_clean(text), before)
    scope = pairing.code if pairing else programme.code
    if before is not None and before.scope != scope:
        problems.append(Problem("code-taken", "code", {"what": "framework", "code": text.code}))
    elif before is not None and not why.strip():
        problems.append(Problem("framework-needs-reason", "why", {"version": before.version}))
    problems += text_problems("why", why, LONGEST_MEANING)
    if problems:
        raise Refused(problems)
    text = _clean(text)
    made = Framework(
        code=text.code, version=before.version + 1 if before else 1, programme=programme,
        pairing=pairing, office=office, name_en=text.en, name_zh=text.zh, source=text.source,
        dated=text.dated, why=why.strip(), stated_by=by.name, stated_at=at or timezone.now(),
    )  # fmt: skip
    _keep(made, text.elements)
    record_act(
        "programme.state_framework",
        "framework",
        made.code,
        by=by,
        after={"version": made.version, "elements": [one.code for one in text.elements]},
        why=made.why,
        at=made.stated_at,
    )
    return made


def _clean(text: FrameworkText) -> FrameworkText:
    """Return a text without margins, named in English too."""
    elements = tuple(
        ElementText(
            one.en.strip() or one.zh.strip(), one.zh.strip(), one.code.strip(),
            Words(one.meaning.en.strip(), one.meaning.zh.strip()), one.indicators,
        )
        for one in text.elements
    )  # fmt: skip
    name = text.en.strip() or text.zh.strip()
    return FrameworkText(
        name, text.zh.strip(), text.code.strip(), elements, text.source.strip(), text.dated
    )


def _keep(made: Framework, elements: tuple[ElementText, ...]) -> None:
    """Write a version with its elements; whoever came first has its number.

    Raises: Conflict.
    """
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict.of("changed-meanwhile", state="stated") from fault
    FrameworkElement.objects.bulk_create(
        FrameworkElement(
            framework=made, n=n, code=one.code, name_en=one.en, name_zh=one.zh,
            meaning_en=one.meaning.en, meaning_zh=one.meaning.zh,
            indicators=" ".join(one.indicators),
        )
        for n, one in enumerate(elements, 1)
    )  # fmt: skip
