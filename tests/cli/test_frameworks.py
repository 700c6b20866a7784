"""Frameworks from the command line: shipped ones read, one's own stated."""

from __future__ import annotations

from tests.example import Installation

PAIR = ("--pairing", "dalian-liupanshui")
HEAD = ("--as", "sun.bo")


def test_shipped_frameworks_are_listed_and_shown(loaded_example: Installation) -> None:
    found = loaded_example.json("frameworks", "list")
    assert {"sdg", "five-securities", "four-workstreams"} <= {
        row["code"] for row in found["frameworks"]
    }
    one = loaded_example.json("frameworks", "show", "four-workstreams")
    assert (one["shipped"], one["scope"], one["dated"]) == (True, None, "2021-05-07")
    assert [row["name_zh"] for row in one["elements"]] == [
        "资金支持", "产业合作", "劳务协作", "人才支援",
    ]  # fmt: skip
    assert "LC_TOTAL" in one["elements"][2]["indicators"]
    assert "五大安全" in loaded_example.run("--lang", "zh", "frameworks", "list")
    assert "Goal 17." in loaded_example.run("frameworks", "show", "sdg")
    told = loaded_example.json("frameworks", "show", "no-such", code=1)
    assert [problem["code"] for problem in told["problems"]] == ["not-found"]


def test_a_head_states_one_and_a_version_more(example: Installation) -> None:
    state = ("frameworks", "state", "two-ends", *PAIR, "--name", "Two ends", "--element")
    told = example.json(*state, "roads|Roads|道路|NO_SUCH", *HEAD, code=1)
    assert [problem["code"] for problem in told["problems"]] == ["not-found"]
    one = example.json(*state, "roads|Roads|道路|OUT_FACILITIES", *HEAD)
    assert (one["scope"], one["version"], one["shipped"]) == ("dalian-liupanshui", 1, False)
    more = (*state, "roads|Roads|道路|", "--element", "water|Water|水", *HEAD)
    assert example.json(*more, "--why", "Water is next.")["version"] == 2
    assert example.json("frameworks", "show", "two-ends")["versions"] == [1, 2]
    assert "stated" in example.run(*state, "air|Air|气|", *HEAD, "--why", "Anew.")
    unknown = ("frameworks", "state", "x", "--name", "X", "--element", "a|A", *HEAD)
    assert example.json(*unknown, code=1)["problems"][0]["code"] == "not-found"
