"""From an empty database to a signed agreement and a changed map, by commands alone.

All places, offices and people are invented.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.cast import SYSTEM, Cast, carry, sale
from typer.testing import CliRunner

from tallystick.access.models import Office, User
from tallystick.access.services import grant_seat
from tallystick.cli.main import app

DAY = "2020-07-01"


@pytest.fixture
def office(cast: Cast) -> Cast:
    """The cast, with Chen as the programme's office."""
    grant_seat(
        user=User.objects.get(username="chen"), office=Office.objects.get(code="far"),
        role="programme_office", since=date(2019, 1, 1), by=SYSTEM,
    )  # fmt: skip
    return cast


def run(*words: str, by: str = "", code: int = 0) -> Any:
    """Run a command with `--json` as somebody, and return what it printed."""
    who = ("--as", by) if by else ()
    done = CliRunner().invoke(app, [*words, *who, "--json"])
    assert done.exit_code == code, f"{words}: {done.output}"
    return json.loads(done.stdout)


def told(*words: str, by: str = "") -> str:
    """Run a command as somebody, and return what it tells a person, on one line."""
    done = CliRunner().invoke(app, [*words, *(("--as", by) if by else ())])
    assert done.exit_code == 0, f"{words}: {done.output}"
    return " ".join(done.stdout.split())


def problems(*words: str, by: str) -> list[str]:
    return [one["code"] for one in run(*words, by=by, code=1)["problems"]]


def test_a_country_is_begun_and_a_programme_without_a_pairing_is_listed(office: Cast) -> None:
    run("regions", "add", "de", "--kind", "country", "--name", "Germany", by="chen")
    run("regions", "add", "de-be", "--in", "de", "--kind", "city", "--name", "Berlin", by="chen")
    inside = ("regions", "add", "fr", "--in", "cn", "--kind", "country", "--name", "France")
    assert problems(*inside, by="chen") == ["country-inside"]
    nowhere = ("regions", "add", "fr-idf", "--kind", "province", "--name", "France")
    assert problems(*nowhere, by="chen") == ["place-in-nothing"]
    run("programmes", "create", "lands", "--name", "Lands", "--country", "de", by="chen")
    found = {p["code"]: p["pairings"] for p in run("programmes", "list", by="chen")["programmes"]}
    assert found == {"lands": 0}
    assert "lands" not in [p["code"] for p in run("programmes", "list", by="alice")["programmes"]]
    assert "Lands" in told("programmes", "list", by="chen")


def test_programmes_and_pairings_are_set_up_and_re_paired(office: Cast) -> None:
    run("programmes", "create", "second", "--name", "First", "--country", "xx", by="chen")
    run("programmes", "rename", "second", "--name", "Second", by="chen")
    frame = ("--programme", "second", "--supporting", "xx-east", "--supported", "xx-west",
             "--level", "province")  # fmt: skip
    run("pairings", "create", "east-west-two", *frame, "--since", "2018-01-01", "--source", "x",
        by="chen")  # fmt: skip
    assert [p["code"] for p in run("programmes", "list")["programmes"]] == ["nowhere", "second"]
    found = run("pairings", "list", "--programme", "second")["pairings"]
    assert [(p["code"], p["from"]) for p in found] == [("east-west-two", "2018-01-01")]
    run("pairings", "span", "quay-fir", "--source", "y", "--since", "2015-01-01", by="chen", code=1)
    carry(office, sale())
    new = run(
        "pairings",
        "re-pair",
        "quay-fir",
        "--new",
        "quay-anew",
        "--supporting",
        "xx-quay",
        "--on",
        DAY,
        "--source",
        "Decision 7",
        "--parent",
        "east-west",
        by="chen",
        code=1,
    )
    assert new["problems"][0]["code"] == "not-found"
    grant_seat(
        user=User.objects.get(username="chen"), office=Office.objects.get(code="fir"),
        role="programme_office", since=date(2019, 1, 1), by=SYSTEM,
    )  # fmt: skip
    run("pairings", "span", "quay-fir", "--source", "y", "--since", "2015-01-01", by="chen")
    run("pairings", "re-pair", "quay-fir", "--new", "quay-anew", "--supporting", "xx-quay",
        "--on", DAY, "--source", "Decision 7", by="chen")  # fmt: skip
    shown = run("pairings", "show", "quay-fir")
    assert (shown["to"], len(shown["spans"])) == ("2020-06-30", 3)
    assert problems("pairings", "take-over", "quay-anew", "--on", DAY, by="ann") == [
        "nothing-to-hand-over"
    ]


def test_an_agreement_is_recorded_proposed_signed_amended_and_withdrawn(office: Cast) -> None:
    run("agreements", "record", "a-2020", "--pairing", "quay-fir", "--year", "2020", "--title",
        "Agreement", by="beth")  # fmt: skip
    assert problems("agreements", "propose", "a-2020", "--on", "2020-01-10", "--target", "LC_TOTAL",
                    "--clause", "one|x", by="beth") == ["option-unread"] * 2  # fmt: skip
    for clause, code in (
        ("2|Place them|LC_TOTLA", "not-found"), ("2|Place them", "option-unread"),
    ):  # fmt: skip
        assert problems("agreements", "propose", "a-2020", "--on", "2020-01-10", "--target",
                        "LC_TOTAL=400", "--clause", clause, by="beth") == [code]  # fmt: skip
    made = run(
        "agreements", "propose", "a-2020", "--on", "2020-01-10", "--target", "LC_TOTAL=400",
        "--target", "FS_DISBURSE_RATE=92.5", "--target", "LC_TOTAL@xx-fir-mill/2020=250",
        "--clause", "1|Open a station|quay|2020-09-30", "--clause", "2|Place them|LC_TOTAL",
        by="beth",
    )  # fmt: skip
    # A slip is seen before both have signed: the text is said anew, and its hash is another one.
    wrong, words = made["text"], ("agreements", "revise", "a-2020", "--version", "1")
    figures = ("--target", "LC_TOTAL=400", "--target", "FS_DISBURSE_RATE=92.5")
    made = run(
        *words, "--on", "2020-01-10", *figures, "--target", "LC_TOTAL@xx-fir-mill/2020=260",
        "--clause", "1|Open a station|quay|2020-09-30", "--clause", "2|Place them|LC_TOTAL",
        "--text", wrong, by="beth",
    )  # fmt: skip
    assert made["text"] != wrong
    assert {t["amount"] for t in made["targets"] if t["region"] == "xx-fir-mill"} == {260}
    late = problems(*words, "--on", "2020-01-10", *figures, "--text", wrong, by="beth")
    assert late == ["text-changed"]
    for party, who in (("xx-fir", "amy"), ("xx-quay", "bill")):
        signed = run("agreements", "sign", "a-2020", "--version", "1", "--party", party,
                     "--text", made["text"], by=who)  # fmt: skip
    assert signed["state"] == "signed"
    rows = {(t["indicator"], t["region"]): (t["amount"], t["check"]) for t in signed["targets"]}
    assert rows["LC_TOTAL", "xx-fir"] == (400, "less")
    assert rows["FS_DISBURSE_RATE", "xx-fir"] == ("92.50", "not_handed_down")
    run("agreements", "amend", "a-2020", "--on", DAY, "--target", "LC_TOTAL=300",
        "--drop", "FS_DISBURSE_RATE", by="beth")  # fmt: skip
    run("agreements", "withdraw", "a-2020", "--version", "2", "--reason", "not yet", by="beth")
    shown = run("agreements", "show", "a-2020", by="bob")
    assert [text["state"] for text in shown["texts"]] == ["signed", "withdrawn"]
    assert shown["in_force"] == 1
    told = CliRunner().invoke(app, ["agreements", "show", "a-2020"]).output
    assert "version 1, in force" in told
    clauses = [clause["text"] for clause in shown["texts"][0]["clauses"]]
    assert clauses
    assert all(clause in told for clause in clauses)
    assert run("agreements", "list", "--pairing", "quay-fir", by="chen")["total"] == 0
    assert run("agreements", "list", "--year", "2020")["total"] == 1
    for words in (("agreements", "show", "a-2020"), ("agreements", "list"), ("pairings", "list"),
                  ("programmes", "list"), ("pairings", "show", "quay-fir")):  # fmt: skip
        assert CliRunner().invoke(app, list(words)).exit_code == 0


def test_the_map_changes_and_what_stands_is_carried_under_two_names(office: Cast) -> None:
    from tests.entries.test_carrying import firms

    run("regions", "add", "xx-fir-dell", "--in", "xx-fir", "--name", "Dell", by="chen")
    run("regions", "rename", "xx-fir-dell", "--on", DAY, "--name", "Dale", by="chen")
    run("regions", "add", "xx-elm", "--in", "xx-west", "--name", "Elm", "--kind", "city", by="chen")
    for on in ("2020-08-01", "2020-08-02"):
        put = run("regions", "move", "xx-fir-dell", "--on", on, "--to", "xx-elm", by="chen")
        assert (put["regions"], put["change"]["waits_for"]) == ([], ["xx-fir"])
    number = str(put["change"]["number"])
    run("regions", "drop-change", number, "--why", "a day too late", by="amy")
    assert [c["state"] for c in run("regions", "changes")["changes"]] == ["dropped", "replaced"]
    assert "Put to the heads at xx-fir" in told(
        "regions", "move", "xx-fir-dell", "--on", "2020-08-01", "--to", "xx-elm", by="chen"
    )
    assert "waits" in told("regions", "changes")
    newest = run("regions", "changes")["changes"][0]
    run("regions", "agree-change", str(newest["number"]), by="amy")
    found = run("regions", "show", "xx-fir-dell")
    assert (found["lay_in"][-1]["parent"], found["codes"]) == ("xx-elm", [])
    carry(office, firms(4))
    run("regions", "split", "xx-fir-mill", "--on", DAY, "--into", "xx-fir-up=Up", "--into",
        "xx-fir-low=Low=下磨", by="chen")  # fmt: skip
    where = ("xx-fir-mill", "--pairing", "quay-fir", "--on", DAY)
    (row,) = run("regions", "standing", *where)["standing"]
    assert (row["pipeline"], row["minor"]) == ("enterprise", 4)
    assert problems(
        "regions", "carry", *where, "--rest", "xx-fir-up", "--share", "x", by="ann"
    ) == ["option-unread"]
    run("regions", "carry", *where, "--rest", "xx-fir-up", "--share", "1=xx-fir-low=1", by="ann")
    (open_one,) = run("regions", "proposals")["proposals"]
    assert run("regions", "agree", str(open_one["number"]), by="bob")["state"] == "done"
    put = run("regions", "merge", "xx-fir-up", "xx-fir-low", "--on", "2020-09-01", "--into",
              "xx-fir-mills=Mills", by="chen")  # fmt: skip
    run("regions", "agree-change", str(put["change"]["number"]), by="amy")
    codes = {
        r["code"] for r in run("regions", "list", "--in", "xx-fir", "--on", "2020-09-01")["regions"]
    }
    assert "xx-fir-mills" in codes
    unknown = run("regions", "list", "--in", "CN-LN", code=1)
    assert [one["code"] for one in unknown["problems"]] == ["not-found"]
