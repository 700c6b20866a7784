"""A person in post is named in clear nowhere: the record holds her key, and her name is locked.

Of `settle_persons`, `read_person_name`, `keep_person_longer` and their rules.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from tests.cast import SYSTEM, Cast

from tallystick.access.models import Act, Person
from tallystick.access.queries import person_known, persons_named
from tallystick.access.services import erase_person, keep_person, keep_person_longer
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Thing
from tallystick.programme.queries.things import thing_history, unknown_names
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.services import (
    add_thing,
    edit_thing,
    name_thing,
    read_person_name,
    settle_persons,
)

CANARY = "Kanarienvogel Lan"
STINT: dict[str, Any] = {"pipeline": "secondment", "region": "xx-fir", "name_zh": ""}
TERM = {
    "person": CANARY, "post": "Deputy head", "host": "Mill county",
    "term_from": "2020-01-01", "term_until": "2998-12-31",
}  # fmt: skip
FIELDS = pipelines()["secondment"].record.thing


def found_in_clear(name: str) -> list[str]:
    """Return each table and column of the database that says a name in clear."""
    return [
        f"{model._meta.db_table}.{field}"
        for model in apps.get_models()
        for row in model._base_manager.values()
        for field, value in row.items()
        if name.encode() in (bytes(value) if isinstance(value, bytes | memoryview)
                             else json.dumps(value, default=str, ensure_ascii=False).encode())
    ]  # fmt: skip


def stint(by: Any, code: str = "stint-1", **changes: Any) -> Thing:
    return add_thing(**STINT, code=code, name_en="A post", record={**TERM, **changes}, by=by)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {problem.code for problem in refused.value.problems}


@pytest.mark.django_db
def test_a_name_is_kept_locked_and_the_record_holds_the_key(cast: Cast) -> None:
    made = stint(cast.alice)
    person = Person.objects.get()
    assert made.details["person"] == person.key
    assert (person.purpose, person.region.code) == ("secondment", "xx-fir")
    assert person.keep_until == date(3001, 1, 1)
    assert found_in_clear(CANARY) == []
    # The control: what is not locked is found.
    assert found_in_clear("Deputy head") != []


@pytest.mark.django_db
def test_a_sign_in_a_record_is_refused_and_a_persons_name_is_not_repeated(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        stint(cast.alice, person=f"{CANARY}\u202e", post="Deputy\u202e head")
    said = {p.path: (p.code, p.value) for p in refused.value.problems}
    assert said == {
        "record.person": ("text-control-sign", "…"),
        "record.post": ("text-control-sign", "Deputy⟨U+202E⟩ head"),
    }


@pytest.mark.django_db
def test_the_same_person_is_found_again_by_name_and_by_key(cast: Cast) -> None:
    first = stint(cast.alice)
    for said in ("  kanarienvogel  LAN ", first.details["person"]):
        with pytest.raises(Refused) as refused:
            stint(cast.alice, "stint-2", person=said)
        assert codes(refused) == {"posts-overlap"}
    earlier = {"term_from": "2018-01-01", "term_until": "2019-12-31"}
    assert stint(cast.alice, "stint-2", **earlier).details["person"] == first.details["person"]
    other = stint(cast.alice, "stint-3", person="Somebody Else")
    assert other.details["person"] != first.details["person"]
    assert [p.key for p in persons_named(CANARY, purpose="secondment", actor=cast.chen)] == []


@pytest.mark.django_db
def test_a_change_keeps_the_key_and_a_longer_term_keeps_the_name_longer(cast: Cast) -> None:
    made = stint(cast.alice, term_until="2998-06-30")
    before = Person.objects.get().keep_until
    record = {**made.details, "term_until": "2999-06-30"}
    words = {"code": made.code, "name_en": "A post", "name_zh": "", "reason": "prolonged"}
    changed = edit_thing(**words, version=1, record=record, by=cast.alice)
    assert Person.objects.get().keep_until.year == before.year + 1
    keep_person_longer(key=record["person"], keep_until=before, by=cast.alice)
    assert Person.objects.get().keep_until.year == before.year + 1
    again = edit_thing(
        **{**words, "reason": "other"}, version=2, by=cast.alice,
        record={**changed.details, "person": "Kanarienvogel Mei"},
    )  # fmt: skip
    assert again.details["person"] != made.details["person"]
    assert found_in_clear("Kanarienvogel") == []


@pytest.mark.django_db
def test_a_key_nobody_has_and_a_name_in_another_field_are_refused(cast: Cast) -> None:
    """person-key-unknown, person-name-in-clear, person-name-shared"""
    with pytest.raises(Refused) as refused:
        stint(cast.alice, person="0" * 32)
    assert codes(refused) == {"person-key-unknown"}
    with pytest.raises(Refused) as refused:
        name_thing(
            **STINT, name_en=f"Post of {CANARY}", record={**TERM, "home": CANARY}, by=cast.alice
        )
    paths = {p.path for p in refused.value.problems if p.code == "person-name-in-clear"}
    assert paths == {"name_en", "record.home"}
    assert not Person.objects.exists()
    for _ in range(2):
        keep_person(
            fields={"name": CANARY}, region="xx-fir", purpose="secondment", basis="public_duty",
            keep_until=date(2999, 1, 1), by=cast.alice,
        )  # fmt: skip
    with pytest.raises(Refused) as refused:
        settle_persons(fields=FIELDS, record=TERM, region="xx-fir", by=cast.alice)
    assert codes(refused) == {"person-name-shared"}


@pytest.mark.django_db
def test_an_entry_takes_a_key_and_never_a_name(cast: Cast) -> None:
    (problem,) = unknown_names(FIELDS, {"person": CANARY})
    assert (problem.code, problem.value) == ("person-key-unknown", "")
    assert CANARY not in problem.sentence()
    key = stint(cast.alice).details["person"]
    assert unknown_names(FIELDS, {"person": key}) == []
    assert person_known(key, purpose="secondment", actor=cast.alice)


@pytest.mark.django_db
def test_reading_a_name_is_logged_and_the_other_side_reads_none(cast: Cast) -> None:
    key = stint(cast.alice).details["person"]
    assert read_person_name(key=key, by=cast.bob) == ""
    assert not Act.objects.filter(action="access.read_person").exists()
    assert read_person_name(key=key, by=cast.alice) == CANARY
    act = Act.objects.get(action="access.read_person")
    assert (act.who, act.thing_id, act.why) == ("Alice", key, "secondment")


@pytest.mark.django_db
def test_an_erased_person_is_gone_and_the_pseudonym_stays(cast: Cast) -> None:
    made = stint(cast.alice)
    key = made.details["person"]
    erase_person(key=key, why="asked", by=SYSTEM)
    assert Person.objects.get().found_by == ""
    assert read_person_name(key=key, by=cast.alice) == ""
    assert persons_named(CANARY, purpose="secondment", actor=cast.alice) == []
    made.refresh_from_db()
    assert made.details["person"] == key
    edit_thing(
        code=made.code, version=1, reason="post renamed", name_en="A post", name_zh="",
        record={**made.details, "post": "Head"}, by=cast.alice,
    )  # fmt: skip
    with pytest.raises(Refused):
        stint(cast.alice, "stint-2", person=key, term_from="2999-01-01", term_until="2999-02-01")


@pytest.mark.django_db
def test_a_name_that_lay_in_a_record_is_withheld_until_it_is_locked(cast: Cast) -> None:
    made = stint(cast.alice)
    Thing.objects.filter(pk=made.pk).update(details={**TERM})
    changed = edit_thing(
        code=made.code, version=1, reason="locked", name_en="A post", name_zh="",
        record=TERM, by=cast.alice,
    )  # fmt: skip
    assert changed.details["person"] == Person.objects.get().key
    assert thing_history(changed)[0].before == {"person": "…"}
    assert found_in_clear(CANARY) == []
