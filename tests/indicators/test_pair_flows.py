"""What went between two places in a year, as the map shows it; all figures are invented.

Of `tallystick.indicators.queries.pair_flows`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.cast import Cast, carry
from tests.indicators.test_funds import SOUTH, money, received
from tests.indicators.test_tiers import MILLION
from tests.programme.test_tiers import MILL

from tallystick.indicators.queries.pair_flows import FLOWS, pair_flows
from tallystick.programme.queries.nearest import pairs_under

pytestmark = pytest.mark.flow


def went(cast: Cast, year: int = 2020, **asked: date) -> list[tuple[str, str, int]]:
    rows = pair_flows(cast.pairing, FLOWS["funds"], year=year, **asked).rows
    return [(row.source.code, row.target.code, row.amount // MILLION) for row in rows]


def test_money_goes_from_the_partner_to_each_place_largest_first(cast: Cast) -> None:
    received(cast, 40, SOUTH)
    received(cast, 90, MILL)
    carry(cast, money("received>paid_out", 5, MILL, "industry"))
    assert went(cast) == [("xx-quay", MILL, 90), ("xx-quay", SOUTH, 40)]
    assert went(cast, 2021) == []
    assert went(cast, as_of=date(2020, 1, 31)) == []


def test_what_leaves_the_place_and_what_was_stated_otherwise_are_told_apart(cast: Cast) -> None:
    received(cast, 40, SOUTH)
    out = replace(FLOWS["funds"], out=True, codes={"payer_level": "city"})
    rows = pair_flows(cast.pairing, out, year=2020).rows
    assert [(row.source.code, row.target.code) for row in rows] == [(SOUTH, "xx-quay")]
    other = replace(out, codes={"payer_level": "province"})
    assert pair_flows(cast.pairing, other, year=2020).rows == []


def test_pairs_under_a_pairing_are_those_the_reader_sees_on_the_day(cast: Cast) -> None:
    actor = cast.alice
    found = pairs_under(cast.pairing, actor, on=date(2020, 6, 1))
    assert [one.code for one in found] == [cast.pairing.code]
    assert pairs_under(cast.pairing, actor, on=date(1900, 1, 1)) == []
