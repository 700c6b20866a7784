"""`tallystick periods …`: what is due, whose working days, and who may set them."""

from __future__ import annotations

from pathlib import Path

from tests.example import Installation

MATCHER = ("--as", "chen.xiaolan")
EAST, WEST = ("--as", "sun.bo"), ("--as", "tian.hui")


def test_what_was_due_is_listed_with_its_working_days(example: Installation) -> None:
    said = example.json("periods", "due", "--on", "2019-05-06", *MATCHER)
    first = {r["pipeline"]: r for r in said["reports"] if r["period"] == "2019-Q1"}
    assert set(first) == {"funds", "donation", "placement", "training", "sale"}
    # docs/operate/reminders.md: fifteen working days after 31 March 2019, over the 5 to 7 April.
    assert first["sale"]["report_by"] == "2019-04-22"
    assert first["sale"]["state"] == "reported"


def test_one_pairing_is_asked_about_with_those_that_lie_in_it(example: Installation) -> None:
    day = ("--on", "2019-05-06", *MATCHER)
    every = example.json("periods", "due", *day)["reports"]
    one = example.json("periods", "due", "--pairing", "dalian-liupanshui", *day)["reports"]
    assert one
    assert one == [row for row in every if row["pairing"] == "dalian-liupanshui"]
    above = example.json("periods", "due", "--pairing", "liaoning-guizhou", *day)["reports"]
    assert len(above) >= len(one)
    example.run("periods", "due", "--pairing", "nowhere", *day, code=1)


def test_only_what_is_open_is_listed_when_asked(example: Installation) -> None:
    said = example.json("periods", "due", "--on", "2019-05-06", "--open", *MATCHER)
    assert all(row["state"] != "reported" for row in said["reports"])


def test_the_shipped_years_name_their_notices(example: Installation) -> None:
    said = example.json("periods", "working-days")
    assert [row["year"] for row in said["years"]] == list(range(2019, 2027))
    assert said["years"][0]["source"].startswith("国办发明电〔2018〕15号")


def test_an_office_sets_neither_deadlines_nor_holidays(
    example: Installation, tmp_path: Path
) -> None:
    words = ("--pairing", "dalian-liupanshui", "--cadence", "monthly", "--since", "2020-01-01")
    refused = example.json("periods", "duty", *words, *MATCHER, code=1)
    assert [p["code"] for p in refused["problems"]] == ["not-allowed"]
    file = tmp_path / "cn.yaml"
    file.write_text("country: cn\nyears: {2027: {source: Invented}}")
    words = ("periods", "working-days", "--load", str(file))
    assert example.json(*words, *MATCHER, code=1)["problems"][0]["code"] == "not-allowed"


def test_a_period_is_closed_by_two_heads_and_opened_again(example: Installation) -> None:
    scope = ("2019-06", "--pairing", "dalian-liupanshui", "--why", "Half a year is complete.")
    alone = example.json("periods", "close", *scope, *MATCHER, code=1)
    assert alone["problems"][0]["code"] == "not-allowed"
    act = example.json("periods", "close", *scope, *EAST)
    assert (act["state"], act["seq"]) == ("proposed", None)
    own = example.json("periods", "agree", act["id"], *EAST, code=1)
    assert own["problems"][0]["code"] in {"not-allowed", "period-two-names"}
    done = example.json("periods", "agree", act["id"], *WEST)
    assert (done["state"], done["agreed_by"]) == ("agreed", "Tian Hui")
    assert done["seq"] > 0
    assert example.json("verify")["ok"]
    again = example.json("periods", "reopen", *scope, *WEST)
    dropped = example.json("periods", "drop", again["id"], "--why", "No need.", *EAST)
    assert dropped["state"] == "dropped"
    told = example.json("periods", "list", *MATCHER)["periods"]
    listed = [row for row in told if row["period"] == "2019-06"]
    assert [row["state"] for row in listed] == ["dropped", "agreed"]
    assert listed[1]["recorded_later"] == 0
    assert example.json("periods", "list", "--as", "huang.jie")["periods"] == []
