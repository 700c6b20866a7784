"""Personal fields by command: read for a purpose, erased by the head, erased when overdue.

Of `tallystick.cli.persons`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.cast import A, Cast, seat_people
from typer.testing import CliRunner

from tallystick.access.models import Act, Person
from tallystick.access.services import keep_person
from tallystick.cli.main import app


def run(*words: str, code: int = 0) -> Any:
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def kept(cast: Cast) -> Person:
    return keep_person(
        fields={"name": "Ma Lan"}, region="xx-fir", purpose="secondment", basis="public_duty",
        keep_until=date(2999, 1, 1), by=cast.alice,
    )  # fmt: skip


def test_a_person_is_read_for_a_purpose_and_erased_by_the_head(cast: Cast) -> None:
    key = kept(cast).key
    asked = ("persons", "read", key, "--purpose", "secondment")
    assert run(*asked, code=1)["problems"][0]["code"] == "who-acts"
    assert run(*asked, "--as", "bob", code=1)["problems"][0]["code"] == "not-found"
    assert run(*asked, "--as", "alice")["fields"] == {"name": "Ma Lan"}
    plain = CliRunner().invoke(app, [*asked, "--as", "alice"])
    assert "Name: Ma Lan" in plain.stdout
    assert Act.objects.filter(action="access.read_person", who="Alice").count() == 2
    erase = ("persons", "erase", key, "--why", "she asked", "--as")
    assert run(*erase, "alice", code=1)["problems"][0]["code"] == "not-allowed"
    assert run(*erase, "amy") == {"person": key, "erased": True}
    assert run(*asked, "--as", "alice", code=1)["problems"][0]["code"] == "person-erased"


def test_only_an_administrator_erases_who_is_overdue(cast: Cast) -> None:
    kept(cast)
    Person.objects.update(keep_until=date(2020, 1, 1))
    overdue = ("persons", "erase-overdue", "--as")
    assert run(*overdue, "alice", code=1)["problems"][0]["code"] == "not-allowed"
    assert Person.objects.get().erased_at is None
    seat_people({"keeper": A}, {"rita": ("keeper", ("administrator",))}, date(2020, 1, 1))
    assert run(*overdue, "rita") == {"erased": 1}
    assert run(*overdue, "rita") == {"erased": 0}
