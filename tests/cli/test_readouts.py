"""Announcements from the command line: kept, decided, joined to one meeting, compared. Invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example import Installation

PAIRING = ("--pairing", "dalian-liupanshui")
EAST, WEST = ("--as", "wang.lei"), ("--as", "luo.zhenghua")
DALIAN = (
    "Dalian and Liupanshui hold a working meeting\n\n"
    "On July 9, 2018, Dalian and Liupanshui held a working meeting in Dalian. Zhao Hongtao, vice "
    "mayor of Dalian, and Peng Jun, vice mayor of Liupanshui, attended the meeting. In 2017, "
    "Dalian provided Liupanshui with 12.5 million yuan in assistance funds. Dalian will send 20 "
    "doctors to Liupanshui.\n"
)
LIUPANSHUI = DALIAN.replace("12.5 million", "13.4 million").replace(
    "Peng Jun, vice mayor", "Peng Jun, mayor"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    found = []
    for name, text in (("east", DALIAN), ("west", LIUPANSHUI)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, "utf-8")
        found.append(str(path))
    return found[0], found[1]


def test_an_announcement_is_kept_and_decided_item_by_item(
    example: Installation, files: tuple[str, str]
) -> None:
    keep = ("readouts", "keep", files[0], *PAIRING, "--side", "supporting", *EAST)
    made = example.json(*keep, "--published", "2018-07-10", "--url", "https://dl.gov.cn/1")
    assert (made["code"], made["state"], made["source_kind"]) == (
        "dalian-liupanshui-r2018-1", "waiting", "official",
    )  # fmt: skip
    assert (made["file_name"], made["added_by"], made["invented"]) == ("east.txt", "wang.lei", True)
    assert all(made["text"][one["start"] : one["end"]] == one["words"] for one in made["draft"])
    again = example.json(*keep, code=1)
    assert again["problems"][0]["code"] == "readout-known"
    code = made["code"]
    numbers = {one["words"][:8]: one["n"] for one in made["draft"]}
    promise = next(one for one in made["draft"] if one["values"].get("modality") == "will")
    decide = ("readouts", "decide", code)
    wrong = example.json(
        *decide, str(numbers["12.5 mil"]), "correct", "--set", "value=12.5", *EAST, code=1
    )
    assert wrong["problems"][0]["code"] == "figure-slipped"
    example.json(*decide, "1", "accept", "--set", "nothing", *EAST, code=1)
    done = example.json("readouts", "accept-clear", code, *EAST)
    assert (done["accepted"], len(done["results"])) == (5, 5)
    kept = example.json(
        *decide, str(promise["n"]), "accept", "--owner", "dalian-office", "--due", "2030-12-31",
        *EAST,
    )  # fmt: skip
    assert kept["commitment"].startswith(done["meeting"])
    listed = example.json("readouts", "list", *PAIRING, "--year", "2018", "--search", "doctors")
    assert [(r["code"], r["meeting"]) for r in listed["readouts"]] == [(code, done["meeting"])]
    assert "INVENTED" in example.run("readouts", "list", "--side", "supporting")
    shown = example.run("readouts", "show", code)
    assert "12.5 million yuan" in shown
    assert "vice mayor of Dalian" in shown


def test_a_text_of_other_places_is_doubted_as_on_its_page(
    example: Installation, tmp_path: Path
) -> None:
    text = tmp_path / "other.txt"
    text.write_text(
        "On July 9, 2018, Zhang Wei, mayor of Wuxi, met Li Hua, mayor of Xuzhou, in Xuzhou.",
        "utf-8",
    )
    keep = ("readouts", "keep", str(text), "--published", "2018-07-10", *PAIRING, *EAST)
    kept = example.json(*keep, "--side", "supporting")
    assert kept["doubted"] is True
    assert "names places, but none of" in example.run("readouts", "show", kept["code"])


def test_two_announcements_of_one_meeting_are_joined_and_compared(
    example: Installation, files: tuple[str, str]
) -> None:
    keep = ("readouts", "keep", "--published", "2018-07-10", *PAIRING)
    first = example.json(*keep, files[0], "--side", "supporting", *EAST)
    met = example.json("readouts", "accept-clear", first["code"], *EAST)["meeting"]
    other = example.json(*keep, files[1], "--side", "supported", *WEST)
    assert [(one["meeting"], one["firm"]) for one in other["likely"]] == [(met, True)]
    assert "Peng Jun" in str(other["likely"][0]["reasons"])
    assert met in example.run("readouts", "show", other["code"])
    clear = example.json("readouts", "accept-clear", other["code"], *WEST, code=1)
    assert clear["results"][0]["problems"][0]["code"] == "meeting-known"
    assert "nothing to compare" in example.run("readouts", "compare", met)
    joined = example.json("readouts", "join", other["code"], met, *WEST)
    assert joined["meeting"] == met
    told = example.json("readouts", "compare", met)
    differs = [(r["kind"], r["about"]) for r in told["rows"] if r["verdict"] == "differs"]
    assert differs == [("person", "Peng Jun"), ("figure", "FS_GOV_FUND")]
    assert "13.4 million yuan" in example.run("readouts", "compare", met)
    assert example.json("readouts", "list", "--meeting", met)["total"] == 2
    assert "不一致" in example.run("--lang", "zh", "readouts", "compare", met)
    shown = example.run("--lang", "zh", "readouts", "show", other["code"])
    assert all(word in shown for word in ("受援方媒体", "采纳", "待认定", "到会人员第1位"))


def test_the_example_shows_two_announcements_of_one_meeting(example: Installation) -> None:
    told = example.json("readouts", "compare", "dalian-liupanshui-2019-10-17-1")
    differs = {(r["kind"], r["about"]) for r in told["rows"] if r["verdict"] == "differs"}
    assert {("event", "place"), ("person", "Peng Jun"), ("figure", "FS_GOV_FUND")} <= differs
    shenyang = example.json("readouts", "show", "shenyang-2021-05-07")
    assert (shenyang["meeting"], shenyang["pairing"]) == ("shenyang-2021-05-06", "liaoning-guizhou")
    (hope,) = (one for one in shenyang["draft"] if one["commitment"])
    assert hope["commitment"] == "carry-through-signed-projects"


def test_items_are_pinned_and_reopened_and_readouts_set_aside(
    example: Installation, files: tuple[str, str]
) -> None:
    code = example.json("readouts", "keep", files[0], *PAIRING, *EAST)["code"]
    pinned = example.json("readouts", "pin", code, "framework", "assistance funds", *WEST)
    assert pinned["flags"] == ["pinned"]
    n = str(pinned["n"])
    example.json("readouts", "decide", code, n, "reject", "--why", "None.", *WEST)
    assert example.json("readouts", "reopen", code, n, *EAST)["decision"] == "waiting"
    aside = example.json("readouts", "set-aside", code, "--reason", "A copy.", *EAST)
    assert (aside["state"], aside["set_aside"]) == ("aside", "A copy.")
    assert example.json("readouts", "take-up", code, *EAST)["state"] == "waiting"
    refused = example.json("readouts", "set-aside", code, "--reason", "x", "--as", "sun.bo")
    assert refused["state"] == "aside"
    nobody = example.json("readouts", "take-up", code, "--as", "liang.wei", code=1)
    assert nobody["problems"][0]["code"] == "not-found"
    example.run("readouts", "decide", code, "1", "perhaps", *EAST, code=2)
    example.run("readouts", "list", "--state", "odd", code=2)
