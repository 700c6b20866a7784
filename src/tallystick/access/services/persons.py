"""Personal fields: kept encrypted under one key a person, read for a purpose, erased for good."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tallystick.access import vault
from tallystick.access.models import Person, PersonKey, User
from tallystick.access.policy import ROWS
from tallystick.access.queries import may, require
from tallystick.access.rules import Sides
from tallystick.access.services.acts import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Problem, Refused
from tallystick.kernel.words import Words
from tallystick.regions.models import Region
from tallystick.regions.queries import above


@transaction.atomic
def keep_person(
    *,
    fields: Mapping[str, str],
    region: str,
    purpose: str,
    basis: str,
    keep_until: date,
    by: Actor,
    user: User | None = None,
    key: str = "",
    at: datetime | None = None,
) -> Person:
    """Keep personal fields encrypted; return the record, whose `key` is the pseudonym to refer to.

    `fields` are words by name (`name_en`, `phone` …); empty ones are left out. By a `name` she is
    found again. With the `key` of a
    record, its fields are replaced under a new key of their own. `region` is the place whose office
    answers for them, `keep_until` the day after which they are erased.
    Raises: Refused with every fault at once; Forbidden without a seat there; NotFound, Conflict.
    """
    now = at or timezone.now()
    given = {name: text.strip() for name, text in fields.items() if text.strip()}
    place = Region.objects.filter(code=region).first()
    if found := list(_faults(given, place, region, purpose, basis, keep_until, now)):
        raise Refused(found)
    person = _open(key, by) if key else Person(key=secrets.token_hex(16), user=user)
    # Whose record it is says the record itself, not whoever asks for it.
    own = by.user_id is not None and person.user_id == by.user_id
    if not by.system and not own:
        for code in {region, person.region.code if key else region}:
            require(by, ROWS["access.keep_person"], Sides(above(code)), scope=code)
    if place is not None:
        person.region = place
    person.purpose, person.basis, person.keep_until = purpose, basis, keep_until
    person.fields, wrapped = vault.lock(given, person.key)
    person.found_by = vault.name_digest(given["name"]) if "name" in given else ""
    person.kept_at = now
    person.save()
    PersonKey.objects.update_or_create(person=person, defaults={"wrapped": wrapped})
    # The log names which fields, never what they say.
    after = {"fields": sorted(given), "purpose": purpose, "basis": basis}
    record_act("access.keep_person", "person", person.key, by=by, after=after, at=at)
    return person


@transaction.atomic
def read_person(*, key: str, purpose: str, by: Actor, at: datetime | None = None) -> dict[str, str]:
    """Return a person's fields; that they were read, by whom and what for, is logged with it.

    Raises: Refused for a purpose they were not kept for; NotFound when there is no such record or
    it is not this person's to know of; Conflict once it was erased; vault.Unreadable where what is
    kept is damaged or under another master key.
    """
    person = _open(key, by)
    _require_purpose(person, purpose, by)
    record_act("access.read_person", "person", key, by=by, why=purpose, at=at)
    return vault.unlock(bytes(person.fields), bytes(person.lock.wrapped), person.key)


@transaction.atomic
def keep_person_longer(
    *, key: str, keep_until: date, by: Actor, at: datetime | None = None
) -> None:
    """Put off the day after which a person's fields are erased; an earlier day changes nothing.

    Raises: Forbidden without a seat there; NotFound, Conflict.
    """
    person = _open(key, by)
    if not by.system and person.user_id != by.user_id:
        code = person.region.code
        require(by, ROWS["access.keep_person"], Sides(above(code)), scope=code)
    if keep_until <= person.keep_until:
        return
    before = {"keep_until": person.keep_until.isoformat()}
    changed = Person.objects.filter(
        pk=person.pk, erased_at=None, keep_until=person.keep_until
    ).update(keep_until=keep_until)
    if changed != 1:
        raise Conflict.of("person-erased", value=key)
    after = {"keep_until": keep_until.isoformat()}
    record_act("access.keep_person_longer", "person", key, by=by, before=before, after=after, at=at)


@transaction.atomic
def erase_person(*, key: str, why: str, by: Actor, at: datetime | None = None) -> None:
    """Destroy a person's key and fields; what was counted and signed stays as it is.

    Raises: Refused without a reason; Forbidden, NotFound; Conflict when it was erased already.
    """
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    person = _open(key, by)
    if not by.system and person.user_id != by.user_id:
        sides = Sides(above(person.region.code))
        require(by, ROWS["access.erase_person"], sides, scope=Words.name_of(person.region))
    _destroy(person, why, by, at)


@transaction.atomic
def erase_overdue_persons(*, on: date, by: Actor) -> int:
    """Erase every record whose time to be kept has passed; return how many."""
    if not by.system:
        require(by, ROWS["access.set_up"])
    overdue = Person.objects.filter(erased_at=None, keep_until__lt=on)
    for person in overdue:
        _destroy(person, "kept until " + person.keep_until.isoformat(), by, None)
    return len(overdue)


def _destroy(person: Person, why: str, by: Actor, at: datetime | None) -> None:
    changed = Person.objects.filter(pk=person.pk, erased_at=None).update(
        erased_at=at or timezone.now(), fields=b"", found_by=""
    )
    if changed != 1:
        raise Conflict.of("person-erased", value=person.key)
    PersonKey.objects.filter(person=person).delete()
    record_act("access.erase_person", "person", person.key, by=by, why=why, at=at)


def _open(key: str, by: Actor) -> Person:
    rows = Person.objects.visible_to(by).select_related("region", "lock")
    person = rows.filter(key=key).first()
    if person is None:
        raise NotFound.of("not-found", what="person", code=key)
    if person.erased_at is not None:
        raise Conflict.of("person-erased", value=key)
    return person


def _require_purpose(person: Person, purpose: str, by: Actor) -> None:
    if purpose not in Person.Purpose.values:
        choices = ", ".join(Person.Purpose.values)
        raise Refused.of("purpose-missing", path="purpose", value=purpose, choices=choices)
    if by.user_id is not None and person.user_id == by.user_id:
        return
    sides = Sides(above(person.region.code))
    if purpose == Person.Purpose.AUDIT:
        if not by.system:
            require(by, ROWS["access.audit_person"], sides, scope=Words.name_of(person.region))
        return
    if purpose not in (person.purpose, Person.Purpose.SUBJECT):
        raise Refused.of("purpose-differs", path="purpose", value=purpose, kept_for=person.purpose)
    if not by.system and may(by, ROWS["access.read_person"], sides) is None:
        raise Forbidden.of(
            "not-allowed",
            who=by.called,
            roles=", ".join(sorted(ROWS["access.read_person"].roles)),
            scope=Words.name_of(person.region),
        )


def _faults(
    fields: Mapping[str, str],
    place: Region | None,
    region: str,
    purpose: str,
    basis: str,
    keep_until: date,
    now: datetime,
) -> list[Problem]:
    found = []
    if not fields:
        found.append(Problem("nothing-to-keep", "fields"))
    if place is None:
        found.append(Problem("not-found", "region", {"what": "region", "code": region}, region))
    if purpose not in Person.Purpose.values:
        choices = ", ".join(Person.Purpose.values)
        found.append(Problem("purpose-missing", "purpose", {"choices": choices}, purpose))
    if basis not in Person.Basis.values:
        choices = ", ".join(Person.Basis.values)
        found.append(Problem("basis-missing", "basis", {"choices": choices}, basis))
    if keep_until < timezone.localdate(now):
        found.append(Problem("keep-until-past", "keep_until", {}, keep_until.isoformat()))
    return found
