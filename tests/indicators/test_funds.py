"""Where the money of a budget year went: every step parts the same whole.

Of `tallystick.indicators.queries.funds`; all figures are invented.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import SYSTEM, Cast, carry, funds
from tests.indicators.test_tiers import MILLION, gov_fund
from tests.programme.test_tiers import FORD as SOUTH
from tests.programme.test_tiers import MILL as NORTH

from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.indicators.queries.funds import funds_of_year
from tallystick.indicators.queries.tiers import funds_by_tier
from tallystick.indicators.rules.funds import NOT_ALLOCATED, Purpose, followed
from tallystick.journal.rules import NotedFlow

INDUSTRY, ROADS = Purpose(use="industry"), Purpose(use="infrastructure")
MARCH = date(2020, 3, 10)


def money(move: str, millions: int, region: str, use: str = "", year: str = "2020") -> Report:
    cell = {"payer_level": "city", "budget_year": year}
    line = StatedLine("CNY", millions * MILLION, cell, {"use": use} if use else {})
    return funds(move, 1, lines=(line,), region=region, happened_on=MARCH)


def received(cast: Cast, millions: int, region: str, year: str = "2020") -> None:
    carry(cast, money("outside>committed", millions, region, year=year))
    carry(cast, money("committed>received", millions, region, year=year))


@pytest.mark.flow
def test_the_way_of_the_money_adds_up_to_what_scorecard_and_tiers_say(cast: Cast) -> None:
    received(cast, 90, NORTH)
    received(cast, 40, SOUTH)
    received(cast, 7, SOUTH, year="2019")
    carry(cast, money("received>allocated", 60, NORTH, "industry"))
    carry(cast, money("allocated>paid_out", 45, NORTH, "industry"))
    carry(cast, money("received>paid_out", 10, SOUTH, "infrastructure"))
    found = funds_of_year(cast.pairing, year=2020, actor=SYSTEM).funds
    assert {key: n // MILLION for key, n in found.paid.items()} == {
        ("city", NORTH): 90,
        ("city", SOUTH): 40,
    }
    assert {key: n // MILLION for key, n in found.put.items()} == {
        (NORTH, INDUSTRY): 60,
        (NORTH, NOT_ALLOCATED): 30,
        (SOUTH, ROADS): 10,
        (SOUTH, NOT_ALLOCATED): 30,
    }
    assert {key: n // MILLION for key, n in found.became.items()} == {
        (INDUSTRY, "paid_out"): 45,
        (INDUSTRY, "allocated"): 15,
        (ROADS, "paid_out"): 10,
        (NOT_ALLOCATED, "received"): 60,
    }
    assert not found.over
    whole = funds_by_tier(cast.pairing, year=2020).whole.sums
    assert (found.received, found.at_end("paid_out")) == (
        whole.at("received"),
        whole.at("paid_out"),
    )
    # The scorecard's year holds what arrived in it, of whatever budget year.
    assert gov_fund(cast)[0] == found.received + 7 * MILLION


@pytest.mark.flow
def test_money_is_told_as_it_was_known_on_a_day(cast: Cast) -> None:
    received(cast, 90, NORTH)
    before = funds_of_year(cast.pairing, year=2020, actor=SYSTEM, as_of=date(2020, 1, 31))
    assert (before.funds.paid, before.as_of) == ({}, date(2020, 1, 31))
    assert funds_of_year(cast.pairing, year=2020, actor=SYSTEM).funds.received == 90 * MILLION


def flow(source: str, target: str, amount: int, note: str = "", thing: str = "") -> NotedFlow:
    cell = json.dumps({"payer_level": "city", "budget_year": "2020"})
    noted = json.dumps({"use": note} if note else {})
    return NotedFlow("a", cell, noted, thing, "CNY", source, target, amount)


def test_money_allocated_for_one_use_and_paid_for_another_is_told_once() -> None:
    found = followed(
        [
            flow("committed", "received", 100),
            flow("received", "allocated", 80, "industry"),
            flow("allocated", "paid_out", 30, "infrastructure"),
        ],
        2020,
    )
    assert found.became == {
        (INDUSTRY, "paid_out"): 30,
        (INDUSTRY, "allocated"): 50,
        (NOT_ALLOCATED, "received"): 20,
    }
    assert found.over == {ROADS: 30}


def test_money_from_another_book_and_money_handed_on_keep_their_way() -> None:
    found = followed(
        [
            flow("carried", "allocated", 50, "industry"),
            flow("committed", "received", 20),
            flow("received", "returned", 5),
            flow("allocated", "carried", 40, "industry"),
            flow("outside", "committed", 999),
        ],
        2020,
    )
    assert found.paid == {("carried", "a"): 50, ("city", "a"): 20}
    assert found.became == {
        (NOT_ALLOCATED, "returned"): 5,
        (INDUSTRY, "carried"): 40,
        (INDUSTRY, "allocated"): 10,
        (NOT_ALLOCATED, "received"): 15,
    }


def test_a_named_thing_is_a_purpose_of_its_own_and_taken_back_is_less() -> None:
    found = followed(
        [
            flow("committed", "received", 100),
            flow("received", "allocated", 60, "industry", thing="t1"),
            flow("received", "allocated", -10, "industry", thing="t1"),
        ],
        2020,
    )
    assert found.put == {("a", Purpose(thing="t1")): 50, ("a", NOT_ALLOCATED): 50}


MOVES = (
    ("committed", "received"),
    ("carried", "received"),
    ("received", "allocated"),
    ("received", "paid_out"),
    ("received", "returned"),
    ("allocated", "paid_out"),
    ("allocated", "returned"),
    ("allocated", "carried"),
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(MOVES),
            st.integers(1, 100),
            st.sampled_from(["industry", "infrastructure", ""]),
            st.sampled_from(["", "", "t1"]),
        ),
        max_size=30,
    )
)
def test_each_step_parts_the_same_whole(drawn: list[tuple[tuple[str, str], int, str, str]]) -> None:
    standing = {"received": 0, "allocated": 0}
    flows = []
    for (source, target), amount, use, thing in drawn:
        # The journal's floors: nothing leaves a stage that is not there.
        if standing.get(source, amount) >= amount:
            flows.append(flow(source, target, amount, use, thing))
            for stage, sign in ((source, -1), (target, 1)):
                if stage in standing:
                    standing[stage] += sign * amount
    found = followed(flows, 2020)
    whole = found.received
    assert sum(found.put.values()) == whole
    assert sum(found.became.values()) == whole
    assert found.at_end("received") == standing["received"]
    assert found.at_end("allocated") == standing["allocated"]
