"""Who may do an act about an entry, by command: the rows of the policy, asked the other way."""

from __future__ import annotations

import json
from datetime import date

from tests.cast import Cast, seat_people
from tests.example import Installation
from typer.testing import CliRunner

from tallystick.cli.main import app

PAIRING = ("--pairing", "dalian-liupanshui")


def test_who_may_match_what_one_side_enters_are_the_matchers_of_the_other(
    example: Installation,
) -> None:
    found = {
        side: example.json("people", "who-may", "entries.match", *PAIRING, "--side", side)
        for side in ("supported", "supporting")
    }
    roles = {row["role"] for told in found.values() for row in told["holders"]}
    assert roles == {"matcher"}
    offices = {side: {row["office"] for row in told["holders"]} for side, told in found.items()}
    assert offices["supported"]
    assert not offices["supported"] & offices["supporting"]


def test_an_act_or_a_place_there_is_none_is_told(example: Installation) -> None:
    unknown = example.json("people", "who-may", "entries.sing", *PAIRING, code=1)
    assert unknown["problems"][0]["code"] == "not-in-list"
    elsewhere = ("--place", "cn-110000")
    none = example.json("people", "who-may", "entries.match", *PAIRING, *elsewhere, code=1)
    assert none["problems"][0]["code"] == "not-found"


def test_without_a_place_everybody_of_the_side_is_told_as_the_page_does(cast: Cast) -> None:
    """Whoever speaks for one county of it acts in the pairing too."""
    seat_people({"mill": "xx-fir-mill"}, {"max": ("mill", ("matcher",))}, date(2020, 1, 1))

    def users(*words: str) -> set[str]:
        asked = ("people", "who-may", "entries.match", "--pairing", "quay-fir", "--json")
        done = CliRunner().invoke(app, [*asked, "--side", "supporting", *words])
        return {row["user"] for row in json.loads(done.stdout)["holders"]}

    assert users() == {"ann", "max"}
    assert users("--place", "xx-fir") == users("--place", "xx-fir-ford") == {"ann"}
    assert users("--place", "xx-fir-mill") == {"ann", "max"}
