"""The command line's contract: shapes, exit codes, and the example's hand-worked figures.

Figures: docs/method/example-2019.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example import Installation

PAIRING = ("--pairing", "dalian-liupanshui")
ROW = {
    "indicator", "unit", "target", "matched", "waiting", "claimed", "completion_percent", "flags",
}  # fmt: skip
LINE = {"transaction", "seq", "amount", "entry", "confirmed_by", "matched_by", "evidence"}

MATCHED = {
    "FS_GOV_FUND": 248_600_000,
    "FS_DISBURSED": 181_200_000,
    "FS_IND_FUND": 150_000_000,
    "FS_SOCIAL_TOTAL": 43_700_000,
    "FS_TOTAL_ALL": 292_300_000,
    "IC_INV_SIGNED": 1_455_000_000,
    "IC_INV_ACTUAL": 764_300_000,
    "IC_CONSUMPTION": 96_400_000,
    "IC_PROJECTS_SIGNED": 8,
    "IC_PROJECTS_LANDED": 5,
    "IC_PROJECTS_STARTED": 4,
    "IC_PROJECTS_OPERATING": 1,
    "IC_ENT_NEW": 21,
    "IC_WORKSHOPS": 23,
    "IC_WORKSHOPS_OPERATING": 22,
    "LC_TOTAL": 3_612,
    "LC_TRANSFER_EAST": 611,
    "LC_IN_PROVINCE": 2_760,
    "LC_ELSEWHERE": 241,
    "LC_POV": 2_318,
    "TS_CADRE_EXCHANGE": 16,
    "TS_PRO_EXCHANGE": 97,
    "TS_TRAIN_TOTAL": 1_644,
    "LC_WAGE": 3_150,
}
WAITING = {
    "FS_GOV_FUND": 8_000_000,
    "FS_SOCIAL_TOTAL": 1_200_000,
    "IC_INV_ACTUAL": 61_500_000,
    "IC_ENT_NEW": 2,
    "LC_TOTAL": 148,
    "LC_TRANSFER_EAST": 62,
    "LC_POV": 96,
    "TS_PRO_EXCHANGE": 11,
}


@pytest.fixture(scope="module")
def rows(loaded_example: Installation) -> dict[str, dict[str, object]]:
    card = loaded_example.json("scorecard", *PAIRING, "--year", "2019")
    assert card["pairing"] == "dalian-liupanshui"
    assert card["year"] == 2019
    assert card["invented"] is True
    return {row["indicator"]: row for row in card["rows"]}


def test_every_row_has_the_contracts_keys_and_no_null_without_a_flag(
    rows: dict[str, dict[str, object]],
) -> None:
    words = ("not_reported", "not_due", "not_applicable")
    for row in rows.values():
        assert row.keys() >= ROW
        if any(row[key] is None for key in ("target", "matched", "waiting", "claimed")):
            assert any(word in flag for flag in row["flags"] for word in words)  # type: ignore[attr-defined]


def test_the_scorecard_agrees_with_the_figures_worked_by_hand(
    rows: dict[str, dict[str, object]],
) -> None:
    assert {code: rows[code]["matched"] for code in MATCHED} == MATCHED
    assert {code: rows[code]["waiting"] for code in WAITING} == WAITING
    assert rows["LC_TOTAL"]["target"] == 4000
    assert rows["LC_TOTAL"]["completion_percent"] == "90.3"
    assert rows["FS_DISBURSE_RATE"]["matched"] == "72.89"


def test_a_day_in_the_past_shows_what_was_known_then(loaded_example: Installation) -> None:
    def then(day: str) -> dict[str, object]:
        card = loaded_example.json("scorecard", *PAIRING, "--year", "2019", "--as-of", day)
        return {row["indicator"]: row["matched"] for row in card["rows"]}

    assert then("2020-01-31")["FS_SOCIAL_TOTAL"] == 43_400_000
    assert then("2020-01-31")["TS_TRAIN_TOTAL"] == 1_730
    assert then("2019-12-31")["LC_TOTAL"] == 2_760


def test_a_scorecard_names_the_text_its_targets_come_from(loaded_example: Installation) -> None:
    words = ("scorecard", *PAIRING, "--year", "2019", "--as-of")
    for day, version in (("2019-05-31", 1), ("2019-12-31", 2)):
        text = loaded_example.json(*words, day)["agreement"]
        assert text.keys() == {"code", "version", "signed_on"}
        assert (text["code"], text["version"]) == ("dalian-liupanshui-2019", version)
    assert loaded_example.json(*words, "2018-01-01")["agreement"] is None


def test_a_figure_walks_back_to_both_names_and_its_evidence(loaded_example: Installation) -> None:
    walk = loaded_example.json("explain", *PAIRING, "--year", "2019", "--indicator", "LC_TOTAL")
    assert walk["value"] == 3_612
    assert sum(line["amount"] for line in walk["lines"]) == 3_612
    assert all(line.keys() >= LINE for line in walk["lines"])
    assert {line["confirmed_by"] for line in walk["lines"]} == {"Yang Min"}
    assert {line["matched_by"] for line in walk["lines"]} == {"Chen Xiaolan"}
    assert all(len(sha) == 64 for line in walk["lines"] for sha in line["evidence"])


def test_the_book_verifies(loaded_example: Installation) -> None:
    report = loaded_example.json("verify")
    assert report["ok"] is True
    assert report["problems"] == []
    assert report["transactions"] > 200
    assert report["lines"] > report["transactions"]


def test_an_unknown_pairing_or_indicator_is_a_problem_and_a_wrong_word_is_misuse(
    loaded_example: Installation,
) -> None:
    answer = loaded_example.json("scorecard", "--pairing", "nowhere", "--year", "2019", code=1)
    assert answer["problems"][0]["code"] == "not-found"
    loaded_example.json("explain", *PAIRING, "--year", "2019", "--indicator", "NO_SUCH", code=1)
    loaded_example.json("scorecard", *PAIRING, "--year", "2019", "--as-of", "soon", code=1)
    loaded_example.run("scorecard", "--year", "2019", code=2)
    loaded_example.run("no-such-command", code=2)


def test_tables_are_printed_for_people(loaded_example: Installation) -> None:
    assert "INVENTED" in loaded_example.run("scorecard", *PAIRING, "--year", "2019")
    assert "Chen Xiaolan" in loaded_example.run(
        "explain", *PAIRING, "--year", "2019", "--indicator", "FS_SOCIAL_TOTAL"
    )
    assert "more than 2 billion yuan" in loaded_example.run("claims", *PAIRING)
    assert "holds" in loaded_example.run("verify")
    assert loaded_example.run("version").startswith("0.")


def test_a_second_demo_finds_the_example_loaded(example: Installation) -> None:
    before = example.json("verify")
    example.run("demo", "--no-serve")
    assert example.json("verify") == before


def test_entries_are_listed_and_matched_under_a_persons_name(example: Installation) -> None:
    waiting = example.json("entries", "--state", "confirmed", "--as", "chen.xiaolan")
    chosen = next(row for row in waiting["entries"] if row["title"].startswith("Liuzhi: donation"))
    done = example.json("match", chosen["number"], "--as", "chen.xiaolan")
    assert done["entries"][0]["state"] == "posted"
    card = example.json("scorecard", *PAIRING, "--year", "2019")
    gifts = next(row for row in card["rows"] if row["indicator"] == "FS_SOCIAL_TOTAL")
    assert (gifts["matched"], gifts["waiting"]) == (44_900_000, 0)


def test_the_reporting_side_cannot_match_its_own_entry(example: Installation) -> None:
    waiting = example.json("entries", "--state", "confirmed", "--as", "yang.min")
    own = next(row for row in waiting["entries"] if row["side"] == "supported")
    answer = example.json("match", own["number"], "--as", "yang.min", code=1)
    assert answer["problems"]


def test_import_claims_reports_in_the_contracts_shape(
    example: Installation, tmp_path: Path
) -> None:
    head = (
        "supporting_region,supported_region,level,indicator_code,period_start,period_end,as_of,"
        "value_as_printed,value,unit,cumulative,url,status,source_kind\n"
    )
    place, end = "Dalian,Liupanshui,city", "person,n,https://example.org/a,actual,official\n"
    good = f"{place},LC_TOTAL,2020-01-01,2020-12-31,,3905人,3905,{end}"
    bad = f"{place},NO_SUCH,2020-01-01,2020-12-31,,12人,1e308,{end}"
    file = tmp_path / "claims.csv"
    file.write_text(head + good)
    dry = example.json("import", "claims", str(file), "--dry-run")
    assert (dry["rows"], dry["accepted"], dry["problems"]) == (1, 1, [])
    file.write_text(head + good + bad)
    mixed = example.json("import", "claims", str(file), code=1)
    assert mixed["rows"] == 2
    assert mixed["written"] == 0
    problems = {(p["row"], p["column"]) for p in mixed["problems"]}
    assert {(3, "indicator_code"), (3, "value")} <= problems
    assert all(p["message"].endswith(".") for p in mixed["problems"])
    taken = example.json("import", "claims", str(file), "--good-rows", code=1)
    assert taken["written"] == 1
