"""A ratio is divided once, of its own parts; it is never averaged and never added."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast, carry, funds
from tests.totals.doors import matched

from tallystick.entries.services import StatedLine
from tallystick.indicators.queries import explain
from tallystick.indicators.rules import reckoning
from tallystick.indicators.rules.counts import Formula

pytestmark = pytest.mark.totals
COUNTIES = {"xx-fir-mill": (1_00, 1_00), "xx-fir-ford": (99_00, 0)}
# Paid out 1 of 100 received: 1 %. The average of 100 % and 0 % would be 50 %.
RATE = "1"


def check_rate(cast: Cast) -> None:
    for region, (received, paid) in COUNTIES.items():
        carry(cast, funds("committed>received", received, region=region))
        if paid:
            codes = {"payer_level": "city", "budget_year": "2020"}
            line = StatedLine("CNY", paid, codes, {"use": "industry"})
            on = date(2020, 3, 20)
            carry(
                cast,
                funds("received>paid_out", paid, region=region, lines=(line,), happened_on=on),
            )
    assert matched(cast, "FS_DISBURSE_RATE") == RATE


def test_a_rate_of_two_counties_is_divided_once(cast: Cast) -> None:
    check_rate(cast)
    walk = explain(cast.pairing, year=2020, indicator="FS_DISBURSE_RATE", actor=cast.bob)
    assert [part.value for part in walk.parts] == [1_00, 100_00]


def test_the_check_sees_a_rate_that_is_averaged(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reckoning.value

    def averaged(formula: Formula, read: object) -> int | None:
        found = real(formula, read)  # type: ignore[arg-type]
        return 5_000 if formula.over and found is not None else found

    monkeypatch.setattr(reckoning, "value", averaged)
    with pytest.raises(Exception, match=r"differ|==|not what"):
        check_rate(cast)


def test_a_rate_of_a_county_and_of_all_are_each_divided_of_their_own(cast: Cast) -> None:
    check_rate(cast)
    carry(cast, funds("committed>received", 100_00, happened_on=date(2020, 4, 1)))
    assert matched(cast, "FS_DISBURSE_RATE") == "0.50"


def test_a_rate_over_nothing_is_no_figure(cast: Cast) -> None:
    assert matched(cast, "FS_DISBURSE_RATE") == "None"
