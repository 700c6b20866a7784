"""Practices from the command line: recorded, said anew, taken up, followed, searched."""

from __future__ import annotations

from tests.example import Installation

CLERK = ("--as", "luo.zhenghua")
REAL = "minning-shop-by-net"


def test_the_example_has_a_real_practice_with_its_source(loaded_example: Installation) -> None:
    one = loaded_example.json("practices", "show", REAL)
    assert one["url"].startswith("http")
    assert (one["origin"], one["invented"], one["adopted"]) == ("Fujian – Ningxia", False, 2)
    assert {row["region"]: row["state"] for row in one["adoptions"]} == {
        "cn-520203": "in_use", "cn-520281": "given_up",
    }  # fmt: skip
    (step,) = one["adoptions"][0]["steps"]
    read = {row.get("indicator") or row["thing"]: row for row in step["evidence"]}
    card = loaded_example.json("scorecard", "--pairing", "dalian-liupanshui", "--year", "2020")
    (row,) = (row for row in card["rows"] if row["indicator"] == "IC_CONSUMPTION")
    assert read["IC_CONSUMPTION"]["matched"] == row["matched"] == 832_100_000
    assert [one["stage"] for one in read["garment-park"]["stands"]] == ["operating"]
    assert {tag["framework"] for tag in one["tags"]} == {"sdg", "five-revitalisations"}
    shown = loaded_example.run("--lang", "zh", "practices", "show", REAL)
    assert "已停用" in shown


def test_a_stranger_reads_what_is_shared_and_how_often_it_was_taken_up(
    loaded_example: Installation,
) -> None:
    one = loaded_example.json("practices", "show", REAL, "--as", "liang.wei")
    assert [one["adoptions"], one["elsewhere"]] != [[], {}]
    listed = loaded_example.json("practices", "list", "--as", "liang.wei")["practices"]
    assert {row["code"] for row in listed} >= {REAL}


def test_two_chinese_signs_find_it(loaded_example: Installation) -> None:
    for asked in (
        ("--words", "车间"), ("--framework", "sdg", "--element", "8"), ("--state", "given_up"),
        ("--region", "cn-640000"), ("--workstream", "industrial", "--sort", "title"),
    ):  # fmt: skip
        found = loaded_example.json("practices", "list", *asked)
        assert [row["code"] for row in found["practices"]] == [REAL]
    assert "helper-at-the-plant" in loaded_example.run("practices", "list")


def test_it_is_recorded_said_anew_taken_up_and_followed(example: Installation) -> None:
    told = example.json("practices", "record", *CLERK, code=1)
    assert {problem["code"] for problem in told["problems"]} >= {"practice-nameless"}
    made = example.json(
        "practices", "record", "--title", "Night school", "--done", "Lessons after work.",
        "--url", "https://example.org/a", "--region", "cn-520203", *CLERK,
    )  # fmt: skip
    code = made["code"]
    assert (made["office"], made["shared"]) == ("liupanshui-office", False)
    anew = ("practices", "amend", code, "--why", "In Chinese too.", "--title-zh", "夜校", *CLERK)
    assert example.json(*anew, "--shared")["title_zh"] == "夜校"
    assert "said anew" in example.run(*anew)
    adopt = ("practices", "adopt", code, "--pairing", "dalian-liupanshui", *CLERK)
    none = example.json(*adopt, "--region", "nowhere", "--text", "x", code=1)
    assert none["problems"][0]["code"] == "not-found"
    adopted = example.json(*adopt, "--region", "cn-520281", "--text", "Twice a week.")
    follow = ("practices", "follow", adopted["code"])
    step = (*follow, "in_use", "--text", "Forty come.", "--indicator", "LC_TRAIN_PEOPLE", *CLERK)
    assert example.json(*step)["state"] == "in_use"
    assert "given up" in example.run(*follow, "given_up", "--text", "Harvest.", *CLERK)
    assert "is recorded" in example.run(
        "practices", "record", "--title", "X", "--done", "Y", "--url", "https://e.org", *CLERK
    )
    assert "takes it up" in example.run(*adopt, "--region", "cn-520204", "--text", "We too.")
