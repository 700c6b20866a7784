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


def test_a_year_is_told_by_the_four_workstreams(loaded_example: Installation) -> None:
    """The counts are worked by hand in docs/method/frameworks.md."""
    score = ("frameworks", "score", "four-workstreams", *PAIR, "--year", "2019")
    found = loaded_example.json(*score)
    told = {
        one["element"]: (
            one["counts"]["with_target"], one["counts"]["met"], one["counts"]["behind"],
        )
        for one in found["elements"]
    }  # fmt: skip
    assert told == {
        "financial": (4, 1, 3), "industrial": (5, 1, 4), "labour": (3, 0, 3),
        "talent": (3, 1, 2),
    }  # fmt: skip
    assert (found["counts"]["with_target"], found["counts"]["met"], found["invented"]) == (
        15, 3, True,
    )  # fmt: skip
    card = loaded_example.json("scorecard", *PAIR, "--year", "2019")
    rows = {row["indicator"]: row for row in card["rows"]}
    for element in found["elements"]:
        for row in element["rows"]:
            shown = rows.get(row["indicator"])
            if shown is not None:
                for name in ("target", "matched", "due_by_now", "completion_percent"):
                    assert row[name] == shown[name]
    industrial = found["elements"][1]
    assert {one["code"] for one in industrial["tagged"]} == {
        "kiwi-cold-store", "tea-works", "garment-park",
    }  # fmt: skip
    shown = loaded_example.run("--lang", "zh", *score)
    assert "资金支持" in shown
    assert "落后" in shown


def test_a_tag_is_put_on_and_taken_off(example: Installation) -> None:
    on = ("meeting", "shenyang-2021-05-06", "--framework", "sdg", "--element", "17")
    put = example.json("frameworks", "tag", *on, "--as", "wang.lei", code=1)
    assert put["problems"][0]["code"] == "not-allowed"
    on = ("thing", "tea-works", "--framework", "sdg", "--element", "8")
    put = example.json("frameworks", "tag", *on, "--as", "wang.lei")
    assert (put["kind"], put["code"], put["taken_off_at"]) == ("thing", "tea-works", None)
    again = example.json("frameworks", "tag", *on, "--as", "luo.zhenghua", code=1)
    assert again["problems"][0]["code"] == "tagged-already"
    off = example.json("frameworks", "untag", *on, "--as", "luo.zhenghua", "--why", "A slip.")
    assert off["taken_off_at"]
    assert example.json("frameworks", "untag", *on, "--as", "luo.zhenghua", code=1)["problems"]
    assert "tagged" in example.run("frameworks", "tag", *on, "--as", "wang.lei")
    assert "no longer" in example.run("frameworks", "untag", *on, "--as", "wang.lei")
