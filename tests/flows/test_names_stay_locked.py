"""A name typed at any door is found in no table in clear; who may read it sees it on the page."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.test import Client
from tests.cast import SYSTEM, Cast
from tests.interchange.workbooks import TOP, blank, fill, sent
from tests.programme.test_persons import CANARY, TERM, found_in_clear
from typer.testing import CliRunner

from tallystick.access.models import Act, Person, User
from tallystick.access.services import erase_person
from tallystick.cli.main import app
from tallystick.entries.models import Entry
from tallystick.interchange.services import hand_in
from tallystick.programme.models import Thing
from tallystick.programme.rules.persons import WITHHELD
from tallystick.programme.services import add_thing

FORM = {
    "pipeline": "secondment", "name_en": "A post", "region": "xx-fir",
    **{f"record.{code}": value for code, value in TERM.items()},
}  # fmt: skip
POST = {
    "code": "stint-1", "pipeline": "secondment", "region": "xx-fir", "name_en": "A post",
    "name_zh": "",
}  # fmt: skip
COLUMNS = "pairing,side,region,partner,pipeline,move,statement,on,unit,amount,thing"
ROW = "quay-fir,supported,xx-fir-mill,xx-quay,secondment,nominated>in_post,itemised,2020-03-02"


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_form_locks_a_name_and_its_page_shows_it_to_who_may_read_it(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    alice = signed_in("alice")
    assert (
        "which is kept encrypted" in alice.get("/things/new/?pipeline=secondment").content.decode()
    )
    assert alice.post("/things/new/", FORM).status_code == 302
    again = alice.post("/things/new/", FORM)
    assert (again.status_code, "holds the post" in again.content.decode()) == (422, True)
    made = Thing.objects.get()
    key = made.details["person"]
    page = f"/things/{made.code}/"
    assert f"{CANARY} · {key}" in alice.get(page).content.decode()
    assert Act.objects.filter(action="access.read_person", thing_id=key).count() == 1
    edit = alice.get(f"{page}edit/").content.decode()
    assert (key in edit, CANARY in edit) == (True, False)
    other = signed_in("bob").get(page).content.decode()
    assert (key in other, CANARY in other) == (True, False)
    assert Act.objects.filter(action="access.read_person").count() == 1
    assert CANARY not in alice.get("/things/?pipeline=secondment").content.decode()
    assert found_in_clear(CANARY) == []
    assert CANARY not in "".join(r.getMessage() for r in caplog.records if "SQL" not in r.name
                                 and not r.name.startswith("django.db"))  # fmt: skip
    erase_person(key=key, why="asked", by=SYSTEM)
    gone = alice.get(page).content.decode()
    assert (key in gone, CANARY in gone) == (True, False)


def test_the_command_line_locks_a_name_and_prints_the_key(cast: Cast) -> None:
    said = [word for code, value in TERM.items() for word in ("--record", f"{code}={value}")]
    named = ("things", "name", "--kind", "secondment", "--region", "xx-fir", "--name", "A post")
    made = json.loads(run(*named, *said, "--as", "alice"))
    assert made["record"]["person"] == Person.objects.get().key
    assert "posts-overlap" in run(*named, *said, "--as", "alice", code=1)
    edited = ("things", "edit", made["code"], "--reason", "another", "--as", "alice")
    changed = json.loads(run(*edited, "--record", f"person={CANARY} the younger"))
    assert changed["record"]["person"] != made["record"]["person"]
    for words in (("show", made["code"]), ("list",)):
        assert CANARY not in run("things", *words, "--as", "alice")
    assert found_in_clear(CANARY) == []


@pytest.mark.parametrize("column", ["thing", "record.person"])
def test_a_file_of_entries_takes_no_name(cast: Cast, tmp_path: Path, column: str) -> None:
    file = tmp_path / "entries.csv"
    head, thing = (COLUMNS, CANARY) if column == "thing" else (f"{COLUMNS},{column}", f",{CANARY}")
    file.write_text(f"{head}\n{ROW},person,1,{thing}\n")
    done = CliRunner().invoke(app, ["import", "entries", str(file), "--json", "--as", "alice"])
    assert done.exit_code == 1, done.output
    assert not Entry.objects.exists()
    assert found_in_clear(CANARY) == []


def test_a_workbook_keeps_no_name_that_stands_for_a_thing(cast: Cast) -> None:
    add_thing(**POST, record={**TERM, "person": "Somebody Else"}, by=cast.alice)
    book = blank(cast, wanted=("secondment",))
    cells = {"region": "Fir", "on": "2020-03-10", "statement": "This movement", "thing": CANARY}
    fill(book["Secondment"], TOP, **cells, person=1)
    sent_in = hand_in(name="m.xlsx", content=sent(book), by=cast.alice)
    (problem,) = [p for p in sent_in.report["problems"] if p["code"] == "not-one-of"]
    assert problem["value"] == WITHHELD
    assert found_in_clear(CANARY) == []


def test_erasing_a_person_leaves_the_thing_and_its_pseudonym(cast: Cast) -> None:
    made = add_thing(
        **POST, record=TERM, by=cast.alice,
    )  # fmt: skip
    key = made.details["person"]
    erase_person(key=key, why="asked", by=SYSTEM)
    assert json.loads(run("things", "show", "stint-1", "--as", "alice"))["record"]["person"] == key
