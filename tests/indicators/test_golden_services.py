"""The invented year, told through the real services: each pairing's scorecard of 2020 by hand.

Harb's pairing ends on 30 June: its stocks are read on that day, what it still pays counts.
"""

from __future__ import annotations

import pytest
from tests.cast import SYSTEM
from tests.flows.conftest import year
from tests.flows.invented_year import P1, P2, Year

from tallystick.indicators.queries import Scorecard, explain, scorecard
from tallystick.indicators.rules.counts import formulas
from tallystick.indicators.rules.rows import ScoreRow

__all__ = ["year"]

pytestmark = [pytest.mark.flow, pytest.mark.django_db]

YUAN, M = 100, 100_000_000

HARB = {
    "FS_GOV_FUND": 52 * M,
    "FS_DISBURSED": 29 * M,  # 18 in June, 5 of last year's money, 6 in August after the end
    "FS_DISBURSE_RATE": 4615,  # 24 of 52, of the money of 2020
    "FS_COUNTY_AVG": 26 * M,  # over the two counties of 30 June
    "FS_SOCIAL_CASH": 1_040_000 * YUAN,
    "FS_SOCIAL_TOTAL": 1_240_000 * YUAN,
    "OR_PAIR_COUNTY": 2,
    "IC_ENT_NEW": 2,
    "IC_ENT_STOCK": 32,
    "IC_INV_SIGNED": 400 * M,
    "IC_INV_ACTUAL": 210 * M,
    "IC_PROJECTS_SIGNED": 3,
    "IC_PROJECTS_LANDED": 2,
    "IC_WORKSHOPS": 18,
    "IC_JOBS": 75,
    "LC_TOTAL": 361,  # 111 of Wold, 250 of Quern
    "LC_WAGE": 450_000,  # 180,000 yuan over 40 people
    "TS_EXCHANGE_ALL": 17,
    "TS_TRAIN_TOTAL": 115,
}
DELTA = {
    "FS_GOV_FUND": 12 * M,
    "OR_PAIR_COUNTY": 2,
    "IC_ENT_STOCK": 32,  # taken over
    "IC_PROJECTS_SIGNED": 1,
    "IC_WORKSHOPS": 18,
    "IC_JOBS": 90,
    "IC_INV_STOCK": 710 * M,
    "LC_TOTAL": 39,  # 38 of Quern, restated from 40, and one of Wold
}


def card(year: Year, code: str) -> Scorecard:
    """Return the scorecard of 2020 of one of the two pairings."""
    return scorecard(year.pairings[code], year=2020, actor=SYSTEM)


def rows(year: Year, code: str) -> dict[str, ScoreRow]:
    """Return its rows by indicator."""
    return {row.indicator: row for row in card(year, code).rows}


def test_the_first_pairings_figures_are_those_worked_by_hand(year: Year) -> None:
    found = rows(year, P1)
    assert {code: found[code].matched for code in HARB} == HARB


def test_the_second_pairings_figures_are_those_worked_by_hand(year: Year) -> None:
    found = rows(year, P2)
    assert {code: found[code].matched for code in DELTA} == DELTA
    assert found["IC_ENT_STOCK"].this_month == 0
    assert "IC_ENT_NEW" not in found  # a take-over is nothing new


def test_the_disputed_and_the_waiting_gift_wait_together(year: Year) -> None:
    row = rows(year, P1)["FS_SOCIAL_CASH"]
    assert (row.waiting, row.disputed) == (370_000 * YUAN, 300_000 * YUAN)
    assert [flag.text for flag in row.remarks][:2] == ["halves_differ", "waiting"]


def test_the_gift_of_the_close_was_not_yet_reversed(year: Year) -> None:
    then = scorecard(
        year.pairings[P1], year=2020, actor=SYSTEM, as_of=year.days["close_q1"]
    )  # fmt: skip
    gifts = next(row for row in then.rows if row.indicator == "FS_SOCIAL_CASH")
    assert gifts.matched == 1_500_000 * YUAN


def test_stocks_of_an_ended_pairing_say_on_which_day_they_stood(year: Year) -> None:
    flags = {f.code: f for f in rows(year, P1)["IC_WORKSHOPS"].flags}
    assert flags["stock_on_last_day"].params == {"day": "2020-06-30"}
    assert rows(year, P1)["IC_WORKSHOPS"].monthly[6:] == (None,) * 6
    assert rows(year, P1)["IC_WORKSHOPS"].completion_percent == "90.0"


def test_last_year_of_a_new_pairing_is_that_of_the_one_before(year: Year) -> None:
    row = rows(year, P2)["OR_PAIR_COUNTY"]
    assert row.last_year == 2
    assert "last_year_of_other_pairing" in [flag.text for flag in row.flags]


@pytest.mark.long
@pytest.mark.parametrize("code", [P1, P2])
def test_every_figure_is_what_its_lines_amount_to(year: Year, code: str) -> None:
    found = rows(year, code)
    for indicator in formulas().keys() & found.keys():
        walk = explain(year.pairings[code], year=2020, indicator=indicator, actor=SYSTEM)
        assert walk.value == found[indicator].matched
        assert sum(part.lines for part in walk.parts) == walk.lines_total


def test_a_level_that_was_stated_is_no_flow(year: Year) -> None:
    row = rows(year, P1)["IC_INV_SIGNED"]
    assert row.matched == 400 * M  # a promise: every rise is a contract
    assert "level_fed" not in [flag.text for flag in row.flags]


def test_projects_signed_long_ago_and_not_landed_are_named(year: Year) -> None:
    later = scorecard(
        year.pairings[P2], year=2021, actor=SYSTEM
    )  # fmt: skip
    row = next(row for row in later.rows if row.indicator == "IC_PROJECTS_SIGNED")
    [flag] = [flag for flag in row.flags if flag.code == "signed_not_landed"]
    assert flag.params["count"] == 2  # p3, taken over, and p4
