"""Tiers of funds from the command line: stated by the programme office, read by both sides."""

from __future__ import annotations

from tests.cli.test_chinese import spoken
from tests.example import Installation

BOOK = ("--pairing", "liaoning-guizhou")
PAIR = ("--pairing", "dalian-liupanshui")
PANZHOU, LIUZHI = "cn-520281", "cn-520203"
OFFICE = ("--as", "xu.ning")


def test_the_example_shows_its_funds_by_tier(loaded_example: Installation) -> None:
    found = loaded_example.json("tiers", "show", *PAIR, "--year", "2019")
    rows = {row["tier"]: row for row in found["tiers"]}
    assert [(code, row["counties"], row["due"]) for code, row in rows.items()] == [
        ("first", 2, 180_000_000), ("second", 1, 65_000_000), ("", 1, None),
    ]  # fmt: skip
    first = rows["first"]
    assert (first["received"], first["paid_out"], first["beside_due"], first["waiting"]) == (
        165_000_000, 135_000_000, -15_000_000, 8_000_000,
    )  # fmt: skip
    assert (first["county_average"], first["rate_percent"]) == (82_500_000, "81.82")
    assert found["whole"]["beside_due"] == sum(row["beside_due"] or 0 for row in found["tiers"])
    assert found["whole"]["beside_due"] == -15_000_000
    later = loaded_example.json("tiers", "show", *PAIR, "--year", "2020")
    assert later["whole"]["beside_due"] == sum(row["beside_due"] or 0 for row in later["tiers"])
    counties = {row["region"]: row["beside_due"] for row in found["counties"]}
    assert counties == {PANZHOU: 0, "cn-520204": -15_000_000, LIUZHI: 0, "cn-520201": None}
    card = loaded_example.json("scorecard", *PAIR, "--year", "2019")
    (fund,) = (row for row in card["rows"] if row["indicator"] == "FS_GOV_FUND")
    assert sum(row["received"] for row in found["tiers"]) == fund["matched"] == 248_600_000
    assert found["received_in_year"]["of_this_budget_year"] == fund["matched"]


def test_who_sees_no_pairing_reads_no_tiers(loaded_example: Installation) -> None:
    stranger = ("--as", "liang.wei")
    for words in (("tiers", "show", *PAIR, "--year", "2019"), ("tiers", "list", *PAIR)):
        told = loaded_example.json(*words, *stranger, code=1)
        assert [problem["code"] for problem in told["problems"]] == ["not-found"]
        loaded_example.run(*words, "--as", "wang.lei")


def test_what_was_known_then_is_asked_by_day(loaded_example: Installation) -> None:
    asked = ("tiers", "show", *PAIR, "--year", "2020", "--as-of")
    before = loaded_example.json(*asked, "2020-01-10")
    after = loaded_example.json(*asked, "2020-01-20")
    assert [found["tiers"][0]["each"] for found in (before, after)] == [90_000_000, 95_000_000]
    assert before["tiers"][0]["waiting"] is None


def test_tables_speak_both_languages(loaded_example: Installation) -> None:
    shown = loaded_example.run("tiers", "show", *PAIR, "--year", "2019")
    assert "Funds of budget year 2019 by tier, in yuan – INVENTED" in shown
    assert "no tier stated" in shown
    assert "-15,000,000" in shown
    chinese = loaded_example.run("--lang", "zh", "tiers", "show", *PAIR, "--year", "2019")
    assert "第一档" in chinese
    assert "未定档次" in chinese
    listed = loaded_example.run("tiers", "list", *BOOK)
    assert "The notice of 2020 raises the first tier." in listed
    loaded_example.run("tiers", "show", *PAIR, "--year", "20", code=1)


def test_tiers_are_stated_placed_and_ended(example: Installation) -> None:
    third = ("tiers", "set", "third", *BOOK, "--name-en", "Third tier", "--from", "2021")
    source = ("--source", "Notice of 2021 (invented)")
    example.run(*third, *source, "--as", "wang.lei", code=1)
    told = example.json(*third, "--source", " ", "--yuan", "much", *OFFICE, code=1)
    assert [problem["value"] or problem["code"] for problem in told["problems"]] == [
        "much", "tier-needs-source",
    ]  # fmt: skip
    chinese = spoken(example, *third, "--source", " ", "--yuan", "much", *OFFICE, code=1)
    assert [line.split("：")[0] for line in chinese.splitlines()] == ["数额", "来源"]
    told = example.json(*third, *source, "--yuan", "much", "--as", "wang.lei", code=1)
    assert [problem["code"] for problem in told["problems"]] == ["not-allowed"]
    made = example.json(*third, *source, "--yuan", "39000000", *OFFICE)
    assert (made["each"], made["until_year"], made["stated_by"]) == (39_000_000, None, "Xu Ning")
    place = ("tiers", "place", LIUZHI, "third", *BOOK, "--from", "2021", *source)
    assert "Liuzhi" not in example.run(*place, "--as", "sun.bo", code=1)
    assert f"{LIUZHI}: tier third in 2021–" in example.run(*place, *OFFICE)
    why = ("--why", "One tier is enough.")
    end = ("tiers", "end", "third", *BOOK, "--from", "2022", *why, *OFFICE)
    told = example.json(*end, code=1)
    assert [problem["code"] for problem in told["problems"]] == ["tier-holds-county"]
    release = ("tiers", "release", LIUZHI, *BOOK, "--from", "2022", *why, *OFFICE)
    assert f"{LIUZHI}: no tier in 2022–" in example.run(*release)
    assert "third: no tier in 2022–" in example.run(*end)
    again = ("tiers", "place", LIUZHI, "second", *BOOK, "--from", "2019", "--until", "2020")
    assert example.json(*again, *source, *OFFICE)["number"] == 4
    unknown = ("tiers", "place", "cn-1", "third", *BOOK, "--from", "2021", *source, *OFFICE)
    assert example.json(*unknown, code=1)["problems"][0]["code"] == "not-found"
    assert example.json("verify")["ok"]
