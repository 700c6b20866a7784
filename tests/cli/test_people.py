"""Offices and people by command, from an empty installation to a hand-over."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example import Installation

A = ("--office", "dl", "--role", "matcher")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with an administrator, an office and its first head, hana.

    The tests may share it or not: which of them one worker runs is chance.
    """
    made = Installation(Path(tmp_path_factory.mktemp("people")))
    made.run("init")
    made.run("offices", "open", "keeper", "--region", "cn", "--name", "Keeper")
    made.run("people", "add", "root", "--name", "Root")
    made.run("people", "grant", "root", "--office", "keeper", "--role", "administrator")
    told = made.run("people", "add", "hana", "--name", "Hana", "--as", "root")
    assert told.startswith("hana is added.")
    told = made.run(
        "offices", "open", "dl", "--region", "cn-210200", "--name", "Dalian", "--head", "hana",
        "--as", "root",
    )  # fmt: skip
    assert told.strip() == "dl is open for cn-210200. hana is its head."
    return made


def test_an_office_and_a_person_are_renamed(home: Installation) -> None:
    home.run("people", "add", "zoe", "--name", "Zoe", "--as", "root")
    said = home.run("offices", "rename", "dl", "--name-zh", "大连办", "--as", "hana")
    assert said.strip() == "dl is called Dalian now."
    row = home.json("people", "rename", "zoe", "--name", "Zoya", "--why", "a slip", "--as", "root")
    assert row == {"code": "zoe", "name_en": "Zoya", "name_zh": ""}
    home.run("people", "rename", "root", "--name", "R", "--why", "x", "--as", "root", code=1)


def test_people_are_set_up_invited_granted_handed_on_and_let_go(home: Installation) -> None:
    for name in ("ann", "bea"):
        home.run("people", "add", name, "--name", name.title(), "--as", "root")
    assert {row["code"] for row in home.json("offices", "list")["offices"]} >= {"dl", "keeper"}
    code = home.json("people", "invite", "hana", "--as", "root")
    assert (code["reason"], len(code["code"])) == ("invitation", 19)
    refused = home.json("people", "grant", "ann", *A, "--as", "root", code=1)
    assert refused["problems"][0]["code"] == "head-grants"
    home.run("people", "grant", "ann", *A, "--as", "hana")
    told = home.run("people", "grant", "bea", "--office", "dl", "--role", "clerk", "--as", "hana")
    assert told.startswith("bea is clerk at dl from ")
    lent = home.json(
        "people", "delegate", "ann", *A, "--to", "bea", "--until", "2999-01-01", "--why", "leave",
        "--as", "ann",
    )  # fmt: skip
    assert (lent["user"], lent["stands_for"]) == ("bea", "ann")
    home.run("people", "hand-over", "bea", "--office", "dl", "--role", "clerk", "--to", "ann",
             "--why", "moved", "--from", "2999-01-01", "--as", "hana")  # fmt: skip
    home.run("people", "end", "ann", *A, "--why", "moved", "--as", "hana")
    rows = home.json("people", "list", "--office", "dl")["seats"]
    assert {(row["user"], row["role"]) for row in rows} >= {("hana", "head"), ("ann", "matcher")}
    assert all(row["record"] for row in rows)
    told = home.run("people", "deactivate", "bea", "--why", "left", "--as", "hana")
    assert told.startswith("bea is let go")
    assert home.json("people", "invite", "bea", "--as", "hana", code=1)["problems"]
    home.run("people", "add", "gina", "--name", "Gina", "--as", "root")
    home.run("people", "deactivate", "gina", "--why", "left", "--as", "root")
    back = ("people", "reactivate", "gina", "--why", "came back", "--as")
    assert home.json(*back, "hana", code=1)["problems"][0]["code"] == "not-allowed"
    assert home.run(*back, "root").startswith("gina is back")
    assert home.json(*back, "root", code=1)["problems"][0]["code"] == "changed-meanwhile"
    assert home.json("verify")["ok"]


def test_whoever_keeps_the_server_is_granted_no_role_that_decides(home: Installation) -> None:
    held = home.json("people", "grant", "root", *A, "--as", "hana", code=1)
    assert [problem["code"] for problem in held["problems"]] == ["role-kept-apart"]
    assert held["problems"][0]["message"].startswith("root is administrator at Keeper")
    audit = ("--office", "dl", "--role", "auditor", "--as", "root")
    assert home.json("people", "grant", "hana", *audit, code=1)["problems"][0]["code"] == (
        "role-kept-apart"
    )


def test_a_code_sets_a_password_and_is_read_from_the_input(home: Installation) -> None:
    home.run("people", "add", "cleo", "--name", "Cleo", "--as", "root")
    code = home.json("people", "invite", "cleo", "--as", "root")["code"]
    said = f"{code}\nstick-and-stock-2020\n"
    assert home.json("people", "use-code", "cleo", said=said) == {"user": "cleo"}
    again = home.json("people", "use-code", "cleo", said=said, code=1)
    assert again["problems"][0]["code"] == "code-unfit"


def test_a_further_office_gets_its_head_from_the_head_of_its_side(home: Installation) -> None:
    home.run("offices", "open", "dl-two", "--region", "cn-210200", "--name", "2", "--as", "root")
    home.run("people", "add", "dora", "--name", "Dora", "--as", "hana")
    refused = home.json("offices", "name-head", "dl-two", "dora", "--as", "root", code=1)
    assert refused["problems"][0]["code"] == "side-names-head"
    named = home.json("offices", "name-head", "dl-two", "dora", "--as", "hana")
    assert (named["user"], named["role"], named["office"]) == ("dora", "head", "dl-two")
    again = home.json("offices", "propose-head", "dl-two", "dora", "--why", "x", "--as", "hana",
                      code=1)  # fmt: skip
    assert again["problems"][0]["code"] == "head-there-already"
    none = home.json("offices", "agree-head", "dl-two", "--record", "1", "--as", "hana", code=1)
    assert none["problems"][0]["code"] == "changed-meanwhile"


def test_once_there_is_an_administrator_somebody_must_be_named(home: Installation) -> None:
    refused = home.json("people", "add", "x", "--name", "X", code=1)
    assert refused["problems"][0]["code"] == "who-acts"


def test_whoever_holds_the_machine_makes_an_administrators_code_and_no_other(
    home: Installation,
) -> None:
    assert home.json("people", "invite", "root")["reason"] == "invitation"
    home.run("people", "add", "nobody", "--name", "Nobody", "--as", "root")
    refused = home.json("people", "invite", "nobody", code=1)
    assert refused["problems"][0]["code"] == "who-acts"
