"""Personal fields: encrypted, read for a purpose and in the log, erased for good."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.access.stage import Stage
from tests.cast import OPENED, SYSTEM

from tallystick.access import vault
from tallystick.access.models import Act, Person, PersonKey, User
from tallystick.access.queries.persons import keeping_place, person_known
from tallystick.access.services import (
    erase_overdue_persons,
    erase_person,
    grant_seat,
    keep_person,
    keep_person_longer,
    read_person,
)
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.journal]
FIELDS = {"name_en": "Ma Lan", "name_zh": "马兰", "phone": "138 0000 0000", "note": " "}
UNTIL = date(2999, 12, 31)


def keep(stage: Stage, **changes: Any) -> Person:
    values: dict[str, Any] = {
        "fields": FIELDS,
        "region": "xx-fir",
        "purpose": "secondment",
        "basis": "public_duty",
        "keep_until": UNTIL,
        "by": stage.cast.alice,
    }
    return keep_person(**{**values, **changes})


def read(stage: Stage, person: Person, by: str = "ann", purpose: str = "secondment") -> Any:
    return read_person(key=person.key, purpose=purpose, by=stage.actor(by))


def test_what_is_kept_is_not_readable_in_the_database(stage: Stage) -> None:
    person = keep(stage)
    stored = bytes(Person.objects.get(pk=person.pk).fields)
    assert b"Ma Lan" not in stored
    assert "马兰".encode() not in stored
    act = Act.objects.get(action="access.keep_person")
    assert act.after["fields"] == ["name_en", "name_zh", "phone"]
    assert "Ma Lan" not in str(act.after)


def test_only_the_side_that_keeps_a_person_knows_of_her_and_for_that_purpose(stage: Stage) -> None:
    key = keep(stage).key

    def known(by: str, purpose: str = "secondment") -> bool:
        return person_known(key, purpose=purpose, actor=stage.actor(by))

    assert [who for who in ("alice", "ann", "beth", "ben", "chen") if known(who)] == [
        "alice",
        "ann",
    ]
    assert not known("alice", "placement")


def test_reading_is_logged_with_who_and_what_for(stage: Stage) -> None:
    person = keep(stage)
    assert read(stage, person)["name_zh"] == "马兰"
    act = Act.objects.get(action="access.read_person")
    assert (act.who, act.thing_id, act.why) == ("Ann", person.key, "secondment")


@pytest.mark.parametrize(
    ("purpose", "code"),
    [("", "purpose-missing"), ("curiosity", "purpose-missing"), ("contact", "purpose-differs")],
)
def test_nothing_is_read_without_the_purpose_it_was_kept_for(
    stage: Stage, purpose: str, code: str
) -> None:
    person = keep(stage)
    with pytest.raises(Refused) as refused:
        read(stage, person, purpose=purpose)
    assert refused.value.code == code
    assert not Act.objects.filter(action="access.read_person").exists()


def test_whose_record_it_is_says_the_record_and_not_whoever_asks(stage: Stage) -> None:
    person = keep(stage)
    auditor = User.objects.create(username="aud", name_en="Aud", password="!")
    grant_seat(user=auditor, office=stage.fir, role="auditor", since=OPENED, by=SYSTEM)
    forged = {"fields": {"name_en": "Forged"}, "user": auditor, "key": person.key}
    with pytest.raises(Forbidden):
        keep(stage, by=stage.actor("aud"), **forged)
    assert read(stage, person)["name_en"] == "Ma Lan"
    assert keep(stage, by=stage.actor("aud"), user=auditor).user == auditor


def test_the_other_side_and_strangers_do_not_know_of_a_record(stage: Stage) -> None:
    person = keep(stage)
    for name in ("bob", "hugo", "chen"):
        with pytest.raises(NotFound):
            read(stage, person, by=name)


def test_who_only_matches_or_reads_keeps_nobody_and_puts_nothing_off(stage: Stage) -> None:
    person = keep(stage, keep_until=date(2030, 1, 1))
    for by in (stage.cast.bob, stage.cast.chen, stage.actor("bill")):
        with pytest.raises(Forbidden):
            keep(stage, by=by)
    matcher = User.objects.create(username="only.matches", name_en="Only Matches", password="!")
    grant_seat(user=matcher, office=stage.fir, role="matcher", since=OPENED, by=SYSTEM)
    only_matches = stage.actor("only.matches")
    with pytest.raises(Forbidden):
        keep(stage, by=only_matches)
    with pytest.raises(Forbidden):
        keep(stage, by=only_matches, key=person.key)
    with pytest.raises(Forbidden):
        keep_person_longer(key=person.key, keep_until=UNTIL, by=only_matches)
    keep_person_longer(key=person.key, keep_until=UNTIL, by=stage.cast.alice)
    assert Person.objects.get(pk=person.pk).keep_until == UNTIL
    assert keeping_place("xx-fir", actor=stage.cast.alice) == "xx-fir"
    # Where she may keep nobody, the place asked for stays, and keeping says who may.
    assert keeping_place("xx-quay", actor=only_matches) == "xx-quay"
    assert keeping_place("xx-quay", actor=stage.cast.alice) == "xx-fir"


def test_only_an_auditor_reads_to_audit_and_an_administrator_reads_nothing(stage: Stage) -> None:
    from tests.access.stage import DAY

    from tallystick.access.services import add_user, grant_seat

    person = keep(stage)
    for name, purpose in (("ann", "audit"), ("rita", "secondment"), ("rita", "audit")):
        with pytest.raises(Forbidden) as refused:
            read(stage, person, by=name, purpose=purpose)
        assert refused.value.code == "not-allowed"
    office = stage.seat("rita", "administrator").office
    olga = add_user(username="olga", name_en="Olga", by=SYSTEM)
    grant_seat(user=olga, office=office, role="auditor", since=DAY, by=SYSTEM)
    assert read(stage, person, by="olga", purpose="audit")["phone"] == "138 0000 0000"


def test_everybody_keeps_reads_and_erases_her_own(stage: Stage) -> None:
    bob = stage.user("bob")
    person = keep(
        stage, user=bob, by=stage.actor("bob"), region="xx-quay", purpose="contact",
        basis="consent",
    )  # fmt: skip
    assert read(stage, person, by="bob", purpose="subject_request")["phone"]
    erase_person(key=person.key, why="no longer needed", by=stage.actor("bob"))


def test_fields_kept_anew_have_another_key(stage: Stage) -> None:
    person = keep(stage)
    before = bytes(PersonKey.objects.get(person=person).wrapped)
    again = keep(stage, key=person.key, fields={"name_en": "Ma Lan-Li"})
    assert (again.pk, bytes(PersonKey.objects.get(person=person).wrapped) == before) == (
        person.pk,
        False,
    )
    assert read(stage, person) == {"name_en": "Ma Lan-Li"}


def test_erasing_destroys_the_key_and_happens_once(stage: Stage) -> None:
    person = keep(stage)
    with pytest.raises(Forbidden):
        erase_person(key=person.key, why="asked", by=stage.cast.alice)
    with pytest.raises(Refused) as silent:
        erase_person(key=person.key, why="", by=stage.hana)
    assert silent.value.code == "why-missing"
    erase_person(key=person.key, why="asked", by=stage.hana)
    assert not PersonKey.objects.filter(person=person).exists()
    assert bytes(Person.objects.get(pk=person.pk).fields) == b""
    for step in (
        lambda: read(stage, person),
        lambda: erase_person(key=person.key, why="asked", by=stage.hana),
    ):
        with pytest.raises(Conflict) as gone:
            step()
        assert gone.value.code == "person-erased"


def test_what_is_kept_too_long_is_erased(stage: Stage) -> None:
    short, long = keep(stage, keep_until=date(2998, 1, 1)), keep(stage)
    with pytest.raises(Forbidden):
        erase_overdue_persons(on=date(2998, 6, 1), by=stage.hana)
    assert erase_overdue_persons(on=date(2998, 6, 1), by=stage.rita) == 1
    short.refresh_from_db()
    long.refresh_from_db()
    assert (short.erased_at is None, long.erased_at is None) == (False, True)


def test_every_fault_is_told_at_once(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        keep(
            stage, fields={"name_en": " "}, region="xx-none", purpose="x", basis="y",
            keep_until=date(2000, 1, 1),
        )  # fmt: skip
    assert [p.code for p in refused.value.problems] == [
        "nothing-to-keep",
        "not-found",
        "purpose-missing",
        "basis-missing",
        "keep-until-past",
    ]


def test_one_persons_fields_do_not_open_under_anothers_name() -> None:
    sealed, wrapped = vault.lock({"name": "x"}, "aa")
    assert vault.unlock(sealed, wrapped, "aa") == {"name": "x"}
    for attack in ((sealed, wrapped, "bb"), (sealed[:-1] + b"x", wrapped, "aa")):
        with pytest.raises(vault.Unreadable):
            vault.unlock(*attack)
