"""Persons of a record: a name is kept encrypted, and the record holds her key alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Person
from tallystick.access.queries import keeping_place, person_known, persons_named
from tallystick.access.services import keep_person, keep_person_longer, read_person
from tallystick.access.vault import Unreadable
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.rules.persons import is_person_key, name_kept_until, names_in_clear
from tallystick.programme.rules.records import Fields

SECONDMENT, DUTY = Person.Purpose.SECONDMENT.value, Person.Basis.DUTY.value


@transaction.atomic
def settle_persons(
    *,
    fields: Fields,
    record: Mapping[str, object],
    region: str,
    by: Actor,
    words: Mapping[str, str] | None = None,
    before: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return a record whose persons are keys: found again by name, or kept anew.

    `words` are the other texts said with it, `before` the record as it was: a key that stays is
    not asked for again, for the other side may not know of the person.
    Raises: Refused with every fault; Forbidden for a new name without a seat that may keep it.
    """
    settled, problems = dict(record), []
    for code in [code for code, one in fields.items() if one.kind == "person"]:
        said = str(record.get(code, "")).strip()
        if not said:
            continue
        stays = is_person_key(said) and (before or {}).get(code) == said
        if not is_person_key(said):
            problems += names_in_clear(said, fields, record, words or {})
        try:
            settled[code] = said if stays else _key_of(said, code, record, region, by)
        except Refused as refused:
            if isinstance(refused, Forbidden):
                raise
            problems += refused.problems
        else:
            _keep_longer(str(settled[code]), record, by)
    if problems:
        raise Refused(problems)
    return settled


def _key_of(said: str, code: str, record: Mapping[str, object], region: str, by: Actor) -> str:
    """Return the key of a person said by key or by name."""
    path = f"record.{code}"
    if is_person_key(said):
        if not person_known(said, purpose=SECONDMENT, actor=by):
            raise Refused.of("person-key-unknown", path=path)
        return said
    found = persons_named(said, purpose=SECONDMENT, actor=by)
    if len(found) > 1:
        keys = ", ".join(person.key for person in found)
        raise Refused.of("person-name-shared", path=path, number=len(found), keys=keys)
    if found:
        return found[0].key
    made = keep_person(
        fields={"name": said},
        region=keeping_place(region, actor=by),
        purpose=SECONDMENT,
        basis=DUTY,
        keep_until=name_kept_until(record.get("term_until"), timezone.localdate()),
        by=by,
    )
    return made.key


def _keep_longer(key: str, record: Mapping[str, object], by: Actor) -> None:
    """Keep a name for the length of a longer term; who may not decide that leaves it as it is."""
    until = name_kept_until(record.get("term_until"), timezone.localdate())
    # A day a year from now moves with each change; only a term is a reason to keep longer.
    if not record.get("term_until"):
        return
    try:
        keep_person_longer(key=key, keep_until=until, by=by)
    except (NotFound, Forbidden, Conflict):
        return


@transaction.atomic
def read_person_name(*, key: str, by: Actor) -> str:
    """Return the name of a person for whoever may read it, which is logged; else an empty text."""
    for purpose in (SECONDMENT, Person.Purpose.AUDIT.value):
        try:
            return read_person(key=key, purpose=purpose, by=by).get("name", "")
        except (NotFound, Conflict, Unreadable):
            return ""
        except Refused:
            continue
    return ""
