"""The example's year 2020 uses every pipeline, as docs/method/example-2020.md works it by hand."""

from __future__ import annotations

import sqlite3
from typing import Any

from tests.example import Installation

from tallystick.programme.rules.pipelines import pipelines

YEAR = ("--pairing", "dalian-liupanshui", "--year", "2020")
WORKED = {
    "FS_PROJECTS": 2,
    "FS_PROGRESS_RATE": 100,
    "LC_JOBFAIRS": 1,
    "LC_JOBS_OFFERED": 320,
    "LC_INTENT": 85,
    "LC_P2P_PEOPLE": 486,
    "TS_TECH": 1,
    "TS_VOC_STUDENTS": 45,
    "RV_VILLAGES": 3,
    "OUT_STUDENTS_AIDED": 120,
}


def asked(of: Installation, sql: str) -> list[tuple[Any, ...]]:
    """Return what a plain reader of the example's database finds."""
    with sqlite3.connect(f"file:{of.home / 'tallystick.sqlite3'}?mode=ro", uri=True) as book:
        return book.execute(sql).fetchall()


def test_every_pipeline_is_used(loaded_example: Installation) -> None:
    used = {row[0] for row in asked(loaded_example, "SELECT pipeline FROM journal_account")}
    assert set(pipelines()) - used == set()


def test_the_year_is_as_it_was_worked_by_hand(loaded_example: Installation) -> None:
    rows = loaded_example.json("scorecard", *YEAR)["rows"]
    found = {row["indicator"]: row["matched"] for row in rows if row["indicator"] in WORKED}
    assert found == WORKED


def test_a_whole_upload_was_put_right(loaded_example: Installation) -> None:
    metres = asked(
        loaded_example,
        "SELECT sum(CASE WHEN l.back = 1 THEN -l.amount ELSE l.amount END) FROM journal_line l"
        " JOIN journal_account a ON a.id = l.from_account_id"
        " WHERE a.pipeline = 'built' AND l.unit = 'metre'",
    )
    assert metres == [(7_150,)]


def test_each_way_of_matching_is_told(loaded_example: Installation) -> None:
    found: dict[str, str] = dict(
        asked(
            loaded_example,
            "SELECT own_reference, policy || ' ' || state FROM entries_entry"
            " WHERE own_reference IN"
            " ('lps-2020w-23', 'dl-2020w-01', 'lps-2020w-22', 'lps-2020w-41')",
        )
    )
    assert found == {
        "lps-2020w-23": "blind posted",
        "dl-2020w-01": "blind paired",
        "lps-2020w-22": "single posted",
        "lps-2020w-41": "both posted",
    }


def test_what_stands_idle_is_on_its_list(loaded_example: Installation) -> None:
    rows = loaded_example.json("lists", "idle")["rows"]
    assert [(row["code"], row["since"]) for row in rows] == [("greenhouse", "2020-12-10")]
    rows = loaded_example.json("lists", "unlanded")["rows"]
    assert [(row["code"], row["since"]) for row in rows] == [("seafood-trade-hub", "2019-04-18")]
