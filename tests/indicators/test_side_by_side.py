"""Pairings side by side: the rows of their scorecards, and who has a place among them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import SYSTEM, Cast, carry, confirm, funds, placed, promise, sale
from tests.example import Installation

from tallystick.entries.queries.stated import RoughLine, rough_lines
from tallystick.entries.services import StatedLine
from tallystick.indicators.queries import scorecard
from tallystick.indicators.queries.side_by_side import PairRow, SideBySide, side_by_side
from tallystick.indicators.rules.ranking import UNRANKED, places, share_of
from tallystick.kernel.actor import Actor
from tallystick.programme.queries import pairings
from tallystick.programme.rules.bindings import Completion, bindings
from tallystick.programme.services import create_pairing, state_span

YUAN = 100
CODES = [code for code, one in bindings().items() if not isinstance(one, Completion)]


def at(month: int, day: int, year: int = 2020) -> datetime:
    """Return an instant of that day, noon in Shanghai."""
    return datetime(year, month, day, 4, tzinfo=UTC)


def of_pairing(found: SideBySide, code: str, pairing: str = "quay-fir") -> PairRow:
    """Return one pairing's row of an indicator."""
    return next(one for one in found.rows[code] if one.pairing.code == pairing)


def compared(cast: Cast, code: str, actor: Actor | None = None, **more: Any) -> PairRow:
    """Return the row of the cast's own pairing in 2020."""
    return of_pairing(side_by_side(actor or cast.alice, codes=[code], year=2020, **more), code)


@pytest.mark.parametrize("year", [2019, 2020, 2021])
@pytest.mark.parametrize("as_of", [None, date(2020, 11, 1)])
def test_each_row_is_the_row_of_the_scorecard(
    on_example: Installation, year: int, as_of: date | None
) -> None:
    found = side_by_side(SYSTEM, codes=CODES, year=year, as_of=as_of)
    for pairing in pairings(SYSTEM):
        card = scorecard(pairing, year=year, actor=SYSTEM, as_of=as_of, all=True)
        assert {row.indicator: row for row in card.rows} == {
            code: of_pairing(found, code, pairing.code).row for code in CODES
        }


def test_only_pairings_one_sees_are_compared(cast: Cast) -> None:
    asked = {"codes": ["IC_CONSUMPTION"], "year": 2020}
    for actor in (cast.alice, cast.bob):
        seen = {one.pairing.code for one in side_by_side(actor, **asked).rows["IC_CONSUMPTION"]}
        assert "quay-fir" in seen
    assert side_by_side(cast.chen, **asked).rows == {"IC_CONSUMPTION": ()}
    picked = side_by_side(cast.alice, **asked, pairings=["quay-fir", "no-such"])
    assert [one.pairing.code for one in picked.rows["IC_CONSUMPTION"]] == ["quay-fir"]
    narrowed = side_by_side(cast.alice, **asked, programme="nowhere", level="city")
    assert [one.pairing.level for one in narrowed.rows["IC_CONSUMPTION"]] == ["city"]


def test_a_place_is_had_by_who_has_a_target_that_binds(cast: Cast) -> None:
    promise(cast, {"IC_CONSUMPTION": 1000 * YUAN}, at=at(1, 10))
    carry(cast, sale(800 * YUAN), at(4, 1))
    held = compared(cast, "IC_CONSUMPTION")
    assert (held.standing, held.place, held.row.completion_percent) == ("ranked", 1, "80.0")
    carry(cast, sale(1300 * YUAN, title_en="More tea"), at(5, 1))
    loose = compared(cast, "IC_CONSUMPTION")
    assert (loose.standing, loose.place, loose.row.completion_percent) == (
        "does_not_bind", None, "210.0",
    )  # fmt: skip


def test_the_empties_are_told_apart(cast: Cast) -> None:
    carry(cast, sale(800 * YUAN), at(4, 1))
    standing = {
        "no_target": compared(cast, "IC_CONSUMPTION"),
        "not_reported": compared(cast, "FS_GOV_FUND"),
        "not_due": compared(cast, "FS_GOV_FUND", as_of=date(2020, 1, 20)),
        "not_applicable": compared(cast, "MG_GRADE"),
    }
    assert {name: row.standing for name, row in standing.items()} == {n: n for n in standing}
    assert all(row.place is None for row in standing.values())
    assert [*standing] == [code for code in UNRANKED if code in standing]


def test_more_of_what_is_neutral_is_no_better_place(cast: Cast) -> None:
    promise(cast, {"IC_INV_SIGNED": 1000 * YUAN}, at=at(1, 10))
    assert compared(cast, "IC_INV_SIGNED").place is None


def test_who_is_not_certainly_ahead_shares_the_place() -> None:
    close = {"first": share_of(9981, 10000), "second": share_of(9972, 10000)}
    assert places(close) == {"first": 1, "second": 1}
    assert places({**close, "third": share_of(9960, 10000)})["third"] == 3
    rough = {"first": share_of(100, 100, rough=20), "second": share_of(85, 100, rough=20)}
    assert places(rough) == {"first": 1, "second": 1}


def test_what_was_stated_roughly_widens_the_share(cast: Cast) -> None:
    promise(cast, {"IC_CONSUMPTION": 1000 * YUAN}, at=at(1, 10))
    report = sale(800 * YUAN)
    line = report.lines[0]
    rough = StatedLine(line.unit, line.amount, line.cell, line.note, 100 * YUAN)
    carry(cast, sale(800 * YUAN, lines=(rough,)), at(4, 1))
    assert compared(cast, "IC_CONSUMPTION").rough == 100 * YUAN
    days = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    programmes = [cast.pairing.programme_id]
    assert rough_lines(programmes=programmes, pipelines=["sale"], **days) == [
        RoughLine("east-west", "xx-fir", "xx-quay", "sale", "sold", "CNY", 100 * YUAN)
    ]


def test_a_unit_costs_what_was_paid_out_for_its_use(cast: Cast) -> None:
    carry(cast, placed({"partner": 4}), at(4, 1))
    assert compared(cast, "LC_TOTAL").cost.empty == "not_reported"
    for move in ("outside>committed", "committed>received"):
        carry(cast, funds(move, 1000 * YUAN), at(4, 2))
    cell = {"payer_level": "city", "budget_year": "2020"}
    paid = (StatedLine("CNY", 600 * YUAN, cell, {"use": "employment"}),)
    carry(cast, funds("received>paid_out", 0, lines=paid), at(4, 3))
    cost = compared(cast, "LC_TOTAL").cost
    assert (cost.use, cost.paid, cost.each) == ("employment", 600 * YUAN, 150 * YUAN)
    assert compared(cast, "FS_GOV_FUND").cost.empty == "not_applicable"


def test_what_waits_stands_beside_and_gives_no_place(cast: Cast) -> None:
    promise(cast, {"IC_CONSUMPTION": 1000 * YUAN}, at=at(1, 10))
    carry(cast, sale(500 * YUAN), at(4, 1))
    confirm(cast, sale(400 * YUAN, title_en="Tea sold"), at(4, 2))
    row = compared(cast, "IC_CONSUMPTION").row
    assert (row.matched, row.waiting, row.completion_percent) == (500 * YUAN, 400 * YUAN, "50.0")


def test_more_pairings_of_a_book_cost_no_more_queries(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            side_by_side(cast.alice, codes=["IC_CONSUMPTION"], year=2020)
        return len(asked)

    carry(cast, sale(500 * YUAN), at(4, 1))
    queries()
    before = queries()
    for code, supported in (("quay-mill", "xx-fir-mill"), ("quay-ford", "xx-fir-ford")):
        made = create_pairing(
            code=code, programme="nowhere", supporting="xx-quay", supported=supported,
            level="county", parent="quay-fir", by=SYSTEM,
        )  # fmt: skip
        state_span(
            pairing=made, valid_from=date(2016, 1, 1), valid_to=None, source="invented",
            preferred=True, by=SYSTEM,
        )  # fmt: skip
    assert queries() == before
