"""Name the things that move, and keep what is known of them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import code_problems
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.kernel.text import text_problems
from tallystick.kernel.words import Words
from tallystick.programme.models import Thing
from tallystick.programme.policy import ROWS
from tallystick.programme.queries.things import (
    CODE_DIGITS,
    overlapping,
    stem_of,
    twins,
    unknown_names,
)
from tallystick.programme.queries.things import thing as seen_thing
from tallystick.programme.rules.likeness import Likeness, Portrait
from tallystick.programme.rules.persons import without_names
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.recorded import Values, check_record
from tallystick.programme.services.numbering import under_free_code
from tallystick.programme.services.persons import settle_persons
from tallystick.regions.models import Region

LONGEST_NAME = 200


@transaction.atomic
def add_thing(
    *,
    code: str,
    pipeline: str,
    region: str,
    name_en: str,
    name_zh: str,
    by: Actor,
    record: Values | None = None,
) -> Thing:
    """Name a subject that moves; the same code with the same pipeline returns the same thing.

    Raises: Forbidden without a fitting seat; NotFound for an unknown place or pipeline; Conflict
    where the code names something else; Refused with every fault of its record.
    """
    if not by.system:
        require(by, ROWS["programme.name"], scope="this programme")
    if problems := code_problems("code", code):
        raise Refused(problems)
    if pipeline not in pipelines():
        raise NotFound.of("not-found", what="pipeline", code=pipeline)
    place = Region.objects.filter(code=region).first()
    if place is None:
        raise NotFound.of("not-found", what="region", code=region)
    found = Thing.objects.filter(code=code).first()
    if found is not None:
        if (found.pipeline, found.region_id) != (pipeline, place.pk):
            raise Conflict.of("code-taken", what="thing", code=code)
        return found
    details = _sound(pipeline, name_en, name_zh, record or {}, region=region, by=by)
    made = Thing.objects.create(
        code=code,
        key=secrets.token_hex(16),
        pipeline=pipeline,
        region=place,
        name_en=name_en,
        name_zh=name_zh,
        details=details,
    )
    record_act("programme.add_thing", "thing", code, by=by, after=said_of(made))
    return made


@transaction.atomic
def edit_thing(
    *,
    code: str,
    version: int,
    by: Actor,
    reason: str,
    name_en: str,
    name_zh: str,
    record: Values,
) -> Thing:
    """Say anew what a thing is called and what is known of it; its code and its moves stay.

    Raises: NotFound out of sight; Forbidden without a fitting seat; Refused with every fault or
    without a reason; Conflict when somebody changed it meanwhile.
    """
    if not by.system:
        require(by, ROWS["programme.name"], scope="this programme")
    found = seen_thing(code, actor=by)
    if not reason.strip():
        raise Refused.of("thing-edit-needs-reason", path="reason")
    details = _sound(
        found.pipeline, name_en, name_zh, record, region=found.region.code, by=by, was=found,
        reason=reason,
    )  # fmt: skip
    before = said_of(found)
    changed = Thing.objects.filter(pk=found.pk, version=version).update(
        version=version + 1, name_en=name_en, name_zh=name_zh, details=details
    )
    if changed != 1:
        raise Conflict.of("thing-changed-meanwhile", code=code)
    found.refresh_from_db()
    after = said_of(found)
    record_act(
        "programme.edit_thing",
        "thing",
        code,
        by=by,
        before={key: value for key, value in before.items() if after.get(key) != value},
        after={key: value for key, value in after.items() if before.get(key) != value},
        why=reason.strip(),
    )
    return found


@transaction.atomic
def name_thing(
    *,
    pipeline: str,
    region: str,
    name_en: str,
    name_zh: str,
    by: Actor,
    record: Values | None = None,
    code: str = "",
    other_than: Mapping[str, str] | None = None,
) -> Thing:
    """Name a new thing once a person has said that it is none of those it looks like.

    Units: `other_than` maps the code of a likely same thing to the reason why this is another;
    an empty `code` is the next free one, and two at once get two.
    Raises: Refused naming each likely same thing with its score and reasons, and as `add_thing`;
    Conflict where another thing has the code.
    """
    if not by.system:
        require(by, ROWS["programme.name"], scope="this programme")
    ruled = {twin: why.strip() for twin, why in (other_than or {}).items() if why.strip()}
    place = Region.objects.filter(code=region).first()
    if pipeline in pipelines() and place is not None:
        near = frozenset(place.above.values_list("ancestor__code", flat=True))
        party = str((record or {}).get("enterprise") or (record or {}).get("legal_name") or "")
        portrait = Portrait(name_en, name_zh, region, party, near)
        _require_ruled(twins(pipeline, portrait, actor=by, but=code), ruled)

    def named(given: str) -> Thing:
        made = add_thing(
            code=given, pipeline=pipeline, region=region, name_en=name_en, name_zh=name_zh,
            record=record, by=by,
        )  # fmt: skip
        # Under other names it is another thing: whoever chose its code is not handed this one.
        if (made.name_en, made.name_zh) != (name_en, name_zh):
            raise Conflict.of("code-taken", path="code", what="thing", code=given)
        return made

    stem = stem_of(pipeline, timezone.localdate())
    made = under_free_code(named, Thing, "thing", code=code, stem=stem, digits=CODE_DIGITS)
    for twin, why in ruled.items():
        after = {"other_than": twin}
        record_act("programme.rule_other", "thing", made.code, by=by, after=after, why=why)
    return made


def _require_ruled(found: list[tuple[Thing, Likeness]], ruled: Mapping[str, str]) -> None:
    """Refuse while a likely same thing is left of which nobody has said that this is another."""
    problems = [
        Problem(
            "thing-likely-same",
            f"same.{twin.code}",
            {"name": Words(twin.name_en, twin.name_zh or twin.name_en), "score": like.score,
             "why": like.said},
            twin.code,
        )
        for twin, like in found
        if twin.code not in ruled
    ]  # fmt: skip
    if problems:
        raise Refused(problems)


def said_of(found: Thing) -> dict[str, Any]:
    """Return a thing's names and record as one flat table, as the act log keeps it."""
    fields = pipelines()[found.pipeline].record.thing
    details = without_names(fields, found.details)
    return {"name": found.name_en, "name_zh": found.name_zh, **details}


def _sound(
    pipeline: str,
    name_en: str,
    name_zh: str,
    record: Mapping[str, object],
    *,
    region: str,
    by: Actor,
    was: Thing | None = None,
    reason: str = "",
) -> dict[str, object]:
    """Return a record with keys for its persons; `was` is the thing that it is said anew of.

    Raises: Refused for a thing without a name and for each fault of its record, all at once.
    """
    fields = pipelines()[pipeline].record.thing
    problems = check_record(fields, record)
    if not name_en.strip() and not name_zh.strip():
        problems.insert(0, Problem("thing-nameless", "name_en"))
    problems += text_problems("name_en", name_en, LONGEST_NAME)
    problems += text_problems("name_zh", name_zh, LONGEST_NAME)
    details = dict(record)
    if not any(p.path.startswith("record.") for p in problems):
        words = {"name_en": name_en, "name_zh": name_zh, "reason": reason}
        before = was.details if was else {}
        try:
            details = settle_persons(
                fields=fields, record=record, region=region, by=by, words=words, before=before
            )
        except Refused as refused:
            if isinstance(refused, Forbidden):
                raise
            problems += refused.problems
        else:
            places = {code: one for code, one in fields.items() if one.kind != "person"}
            problems += unknown_names(places, details)
    problems += [
        Problem(
            "posts-overlap",
            "record.term_from",
            {"post": str(held.details.get("post") or held.name_en), "code": held.code},
        )
        for held in overlapping(pipeline, details, but=was.code if was else "")
    ]
    if problems:
        raise Refused(problems)
    return details
