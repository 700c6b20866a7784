"""The golden suite: hand-worked figures of the invented year, the same on every engine.

Each row is worked out in words beside it; amounts are in minor units (fen), M in million yuan.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.indicators.invented_year import figure, scope_of

from tallystick.indicators.engines.duck import reading
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.figures import Answer

MAR, JUN, AUG, DEC = "2026-03-31", "2026-06-30", "2026-08-31", "2026-12-31"
YUAN, M = 100, 100_000_000

WHOLE_YEAR: dict[str, int | tuple[int, int]] = {
    "OR_VISITS_HIGH": 2,  # leaders, not visits, and not the conference's four
    "OR_VISITS_ALL": 3,
    "OR_JOINT_MEETINGS": 1,
    "OR_AGREEMENTS": 2,
    "OR_PAIR_SCHOOL": 4,
    "FS_GOV_FUND": 64 * M,  # 30 + 22 to W, 12 to Q; the 5 carried in are no inflow
    "FS_SUBPROV_FUND": 22 * M,
    "FS_TOTAL_ALL": 64 * M + 1_240_000 * YUAN,
    "FS_DISBURSED": 29 * M,  # 18 + 6 of 2026, 5 of 2025, one payment after the pairing ended
    "FS_IND_FUND": 26 * M,
    "FS_IND_SHARE": (26 * M, 64 * M),
    "FS_PROJECTS": 4,  # five approved, four started
    "FS_PROGRESS_RATE": (30 * M, 40 * M),
    "FS_SOCIAL_TOTAL": 1_240_000 * YUAN,
    "FS_SOCIAL_CASH": 1_040_000 * YUAN,  # the reversed half million is gone, the late one is in
    "FS_SOCIAL_GOODS": 200_000 * YUAN,
    "IC_ENT_NEW": 2,  # a take-over is not new
    "IC_ENT_STOCK": 32,  # 30 carried in and 2 landed survive the take-over
    "IC_ENT_PARTNER": 2,
    "IC_PARK_ENT": 1,
    "IC_INV_SIGNED": 420 * M,  # 250 + 100, signed again at 300 and 320: + 50 + 20
    "IC_INV_ACTUAL": 210 * M,
    "IC_PARK_INV": 130 * M,
    "IC_INV_STOCK": 710 * M,
    "IC_PROJECTS_SIGNED": 4,  # p3 was signed twice and counts once
    "IC_PROJECTS_LANDED": 2,
    "IC_PROJECTS_STARTED": 2,
    "IC_PROJECTS_OPERATING": 1,
    "IC_WORKSHOPS": 18,  # 12 + 2 + 5 less one closed
    "IC_WORKSHOPS_OPERATING": 15,
    "IC_PARKS": 1,
    "IC_CONSUMPTION": 2_293 * M // 100,  # 10 + 5 + 1 + 6.93
    "IC_JOBS": 90,
    "IC_JOBS_POV": 44,
    "IC_WORKSHOP_JOBS": 200,
    "IC_WORKSHOP_JOBS_POV": 120,
    "LC_PUBLIC_POSTS": 210,
    "LC_STOCK_EAST": 5000,
    "LC_ELSEWHERE": 20,
    "LC_TRAIN_SESSIONS": 2,
    "LC_TRAIN_PEOPLE": 90,
    "LC_JOBFAIRS": 3,
    "LC_JOBS_OFFERED": 1500,
    "LC_INTENT": 100,
    "LC_P2P_PEOPLE": 58,
    "LC_STATIONS": 2,
    "LC_WAGE": (180_000 * YUAN, 40),  # the newest reading replaces the older
    "TS_CADRE_DISPATCH": 2,
    "TS_CADRE_RECEIVE": 3,
    "TS_CADRE_EXCHANGE": 5,
    "TS_PRO_DISPATCH": 8,
    "TS_PRO_RECEIVE": 4,
    "TS_PRO_EXCHANGE": 12,
    "TS_EXCHANGE_ALL": 17,
    "TS_TRAIN_SESSIONS": 3,
    "TS_TRAIN_OFFICIALS": 40,
    "TS_TRAIN_PROS": 20,
    "TS_TRAIN_LEADERS": 50,  # persons, not the 55 person-times
    "TS_TRAIN_TOTAL": 115,
    "TS_TECH": 2,
    "TS_VOC_STUDENTS": 23,
    "RV_VILLAGES": 2,
    "OUT_INCOME_PC": (1_650_000 * YUAN, 100),
    "OUT_VILLAGE_INCOME": (408_000 * YUAN, 2),
    "OUT_STUDENTS_AIDED": 15,
    "OUT_FACILITIES": 1,  # not the 3,000 metres of road
}

# indicator, region, last day, pairing, figure
PARTS_OF_IT: list[tuple[str, str, str, str | None, int | tuple[int, int]]] = [
    ("OR_PAIR_COUNTY", "WEST", JUN, None, 2),  # counties, not the three pairs
    ("OR_PAIR_COUNTY", "WEST", DEC, "P2", 2),
    ("OR_PAIR_COUNTY", "WEST", DEC, "P1", 0),
    ("OR_PAIR_TOWN", "Q", DEC, None, 7),
    ("OR_PAIR_VILLAGE", "Q", DEC, None, 9),
    ("OR_PAIR_ENTVILLAGE", "Q", DEC, None, 6),
    ("OR_PAIR_SOCIALORG", "Q", DEC, None, 3),
    ("OR_PAIR_HOSPITAL", "Q", DEC, None, 3),
    ("LC_STATIONS", "Q", DEC, None, 2),
    ("FS_GOV_FUND", "WEST", DEC, "P1", 52 * M),
    ("FS_DISBURSE_RATE", "W", DEC, None, (24 * M, 52 * M)),  # the money of 2026 alone
    ("FS_DISBURSE_RATE", "W", JUN, None, (18 * M, 52 * M)),
    ("FS_DISBURSED", "W", "2026-06-15", None, 5 * M),  # not yet the 18 of 20 June
    ("FS_COUNTY_AVG", "WEST", JUN, "P1", (52 * M, 2)),
    ("FS_COUNTY_AVG", "WEST", DEC, "P1", (52 * M, 0)),
    ("IC_ENT_NEW", "WEST", DEC, "P2", 0),
    ("IC_ENT_STOCK", "WEST", DEC, "P1", 0),
    ("IC_INV_SIGNED", "WEST", JUN, None, 400 * M),
    ("IC_JOBS", "WEST", JUN, None, 75),  # a fall of a level is an exit
    ("LC_TOTAL", "W", DEC, None, 111),  # 60 + 20 + 30 + one named person, placed three times
    ("LC_TOTAL", "W", DEC, "P1", 111),
    ("LC_TOTAL", "W", DEC, "P2", 1),
    ("LC_TOTAL", "Q", JUN, None, 250),  # the year's table was restated by place
    ("LC_TOTAL", "Q", DEC, None, 288),
    ("LC_TRANSFER_EAST", "Q", MAR, None, 0),
    ("LC_TRANSFER_EAST", "Q", JUN, None, 100),
    ("LC_TRANSFER_EAST", "Q", DEC, None, 138),
    ("LC_POV", "W", DEC, None, 76),
    ("LC_POV_SHARE", "W", DEC, None, (76, 111)),
    ("LC_TRANSFER_EAST_POV", "W", DEC, None, 41),
    # With the 30 public posts the parts make 112: the named person was placed in two places.
    ("LC_TRANSFER_EAST", "W", DEC, None, 61),
    ("LC_IN_PROVINCE", "W", DEC, None, 1),
    ("LC_ELSEWHERE", "W", DEC, None, 20),
    ("LC_WAGE", "W", MAR, None, (200_000 * YUAN, 50)),
    ("LC_TOTAL", "N", AUG, None, 361),  # both counties
    ("LC_TOTAL", "N", DEC, None, 111),  # Q lies in S by now
    ("LC_TOTAL", "S", DEC, None, 288),
    ("IC_WORKSHOPS", "N", DEC, None, 13),
    ("IC_WORKSHOPS", "S", DEC, None, 5),
]


@pytest.mark.parametrize("code", WHOLE_YEAR)
def test_the_whole_year_gives_the_hand_worked_figure(whole: Answer, code: str) -> None:
    assert figure(whole, code) == WHOLE_YEAR[code]


@pytest.mark.parametrize(("code", "region", "until", "pairing", "want"), PARTS_OF_IT)
def test_a_place_a_day_and_a_pairing_give_the_hand_worked_figure(
    read: Callable[..., Answer],
    code: str,
    region: str,
    until: str,
    pairing: str | None,
    want: int | tuple[int, int],
) -> None:
    assert figure(read(region, until, pairing=pairing), code) == want


def test_every_computable_indicator_has_a_hand_worked_figure() -> None:
    assert WHOLE_YEAR.keys() | {row[0] for row in PARTS_OF_IT} == formulas().keys()


def test_a_place_is_read_on_the_map_of_the_report(read: Callable[..., Answer]) -> None:
    assert figure(read("N", DEC, on_map=AUG), "LC_TOTAL") == 399


def test_what_was_known_at_the_close_is_not_changed_by_what_came_later(
    read: Callable[..., Answer],
) -> None:
    assert figure(read("WEST", MAR, seq=39), "FS_SOCIAL_CASH") == 1_500_000 * YUAN
    assert figure(read("WEST", MAR), "FS_SOCIAL_CASH") == 1_040_000 * YUAN


def test_waiting_disputed_and_one_sided_stand_apart(whole: Answer) -> None:
    assert figure(whole, "FS_SOCIAL_CASH", "disputed") == 300_000 * YUAN
    assert figure(whole, "FS_SOCIAL_CASH", "waiting") == 70_000 * YUAN
    assert figure(whole, "IC_CONSUMPTION", "waiting") == 2 * M
    assert figure(whole, "IC_CONSUMPTION", "one_sided") == 1 * M


def test_recorded_later_is_what_changed_since_the_close(read: Callable[..., Answer]) -> None:
    # Closed at seq 39 with 1.7 million; 40,000 came late and 500,000 were reversed.
    assert figure(read("WEST", MAR), "FS_SOCIAL_TOTAL", "recorded_later") == -460_000 * YUAN


def test_a_target_is_read_at_its_node_and_never_rolled_up(read: Callable[..., Answer]) -> None:
    assert read("Q", DEC, pairing="P1").targets["LC_TOTAL"] == 260
    assert read("Q", "2026-04-30", pairing="P1").targets["LC_TOTAL"] == 300
    assert read("N", JUN, pairing="P1").targets["LC_TOTAL"] == 900
    assert read("N", JUN, pairing="P1").targets_below["LC_TOTAL"] == 660
    assert "LC_TOTAL" not in read("S", DEC, pairing="P1").targets


def test_months_without_sales_were_reported_as_zero(read: Callable[..., Answer]) -> None:
    heard = read("Q", MAR, pairing="P1").heard["sale"]
    assert heard.months_reported == 3


def test_months_add_up_to_a_flow_and_a_stock_ends_where_it_stands(whole: Answer) -> None:
    for code, formula in formulas().items():
        if formula.count and formula.count.kind == "inflow":
            assert sum(whole.figures[formula.count].months) == figure(whole, code)
        if formula.count and formula.count.is_stock:
            assert whole.figures[formula.count].months[-1] == figure(whole, code)


def test_the_lines_behind_a_figure_add_up_to_it(parts: dict[str, Path], whole: Answer) -> None:
    with reading(scope_of(parts)) as laid_out:
        for code, formula in formulas().items():
            if formula.count and not formula.count.by_key:
                lines = laid_out.lines(formula.count)
                posted = sum(line.amount for line in lines if line.state == "posted")
                assert posted == figure(whole, code)


def test_a_signed_project_that_never_landed_is_found_standing(whole: Answer) -> None:
    standing = [(one.subject, one.since.isoformat()) for one in whole.signed]
    assert standing == [("p3", "2026-06-01"), ("p4", "2026-11-02")]


def test_threads_read_different_reports_at_once(parts: dict[str, Path], whole: Answer) -> None:
    asked = [("WEST", DEC), ("Q", JUN), ("W", MAR), ("N", AUG)] * 3

    def answer(one: tuple[str, str]) -> int | tuple[int, int]:
        with reading(scope_of(parts, *one)) as laid_out:
            return figure(laid_out.answer(), "LC_TOTAL")

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(answer, asked))
    assert found == [399, 250, 60 + 20 + 30 + 1, 361] * 3
