"""Funds by tier: read from the county a line stands at and its budget year, and adding up.

Of `tallystick.indicators.queries.tiers`; the figures of the first test are those worked in
docs/method/tiers.md, all invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.cast import SYSTEM, B, Cast, carry, confirm, funds
from tests.programme.test_tiers import FORD, FROM_2020, LOWER, MILL, UPPER, YUAN, place, tier

from tallystick.entries import services
from tallystick.entries.rules.reports import Report, StatedLine
from tallystick.entries.services import Plan
from tallystick.indicators.queries import scorecard
from tallystick.indicators.queries.stages import cut_of, stage_card
from tallystick.indicators.queries.tiers import FundsByTier, funds_by_tier
from tallystick.indicators.rules.tiers import STAGES, Received, add_sums
from tallystick.kernel.problem import Refused
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.tiers import Years
from tallystick.programme.services import create_pairing, merge_regions, split_region, state_span
from tallystick.regions.services.changes import NewPlace

pytestmark = pytest.mark.flow
MILLION = 1_000_000 * YUAN
NORTH, SOUTH = "xx-fir-north", "xx-fir-south"


def money(
    move: str, millions: int, region: str, year: str = "2020", on: date = date(2020, 3, 10)
) -> Report:
    cell = {"payer_level": "city", "budget_year": year}
    line = StatedLine("CNY", millions * MILLION, cell, {})
    return funds(move, 1, lines=(line,), region=region, happened_on=on)


MARCH, NEXT_MARCH = date(2020, 3, 10), date(2021, 3, 10)


def give(
    cast: Cast, region: str, received: int, paid: int = 0, year: str = "2020", on: date = MARCH
) -> None:
    carry(cast, money("outside>committed", received, region, year, on))
    carry(cast, money("committed>received", received, region, year, on))
    if paid:
        carry(cast, money("received>paid_out", paid, region, year, on))


def read(cast: Cast, year: int = 2020, **asked: object) -> FundsByTier:
    return funds_by_tier(cast.pairing, year=year, **asked)  # type: ignore[arg-type]


def gov_fund(cast: Cast, year: int = 2020) -> tuple[int | None, int | None]:
    rows = scorecard(cast.pairing, year=year, actor=SYSTEM, all=True).rows
    return next((row.matched, row.waiting) for row in rows if row.indicator == "FS_GOV_FUND")


def in_millions(found: FundsByTier) -> dict[str, tuple[int, int | None, int, int, int | None]]:
    """Return tier → counties, due, received, paid out, average; in millions of yuan."""
    return {
        row.tier: (
            row.counties,
            None if row.due is None else row.due // MILLION,
            row.sums.at("received") // MILLION,
            row.sums.at("paid_out") // MILLION,
            None if row.average is None else row.average // MILLION,
        )
        for row in found.tiers
    }


@pytest.fixture
def worked(cast: Cast) -> Cast:
    """Mill stands in the first tier, Ford in the second; some money stands at the city itself."""
    tier(cast)
    tier(cast, LOWER)
    place(cast, MILL, "first")
    place(cast, FORD, "second")
    give(cast, MILL, 51, 30)
    give(cast, FORD, 52, 26)
    give(cast, "xx-fir", 4)
    return cast


def test_the_worked_example(worked: Cast) -> None:
    found = read(worked)
    assert in_millions(found) == {
        "first": (1, 60, 51, 30, 51),
        "second": (1, 50, 52, 26, 52),
        "": (0, None, 4, 0, None),
    }
    beside = {row.place: row.beside for row in found.counties}
    assert beside == {MILL: -9 * MILLION, FORD: 2 * MILLION, "xx-fir": None}
    whole = found.whole
    assert (whole.counties, whole.due, whole.sums.at("received")) == (
        2, 110 * MILLION, 107 * MILLION,
    )  # fmt: skip
    # The city's 4 go against no due: together it is what the tiers are beside theirs.
    assert [row.beside for row in found.tiers] == [-9 * MILLION, 2 * MILLION, None]
    assert whole.beside == -7 * MILLION
    # 107 million over two counties, and 56 paid out of 107: each from its parts, no mean of means.
    assert (whole.average, whole.sums.rate) == (53_500_000 * YUAN, 5234)
    assert [row.sums.rate for row in found.tiers] == [5882, 5000, 0]


def test_tiers_and_counties_add_up_to_the_scorecard(worked: Cast) -> None:
    confirm(worked, money("committed>received", 3, FORD))  # waits for the other side
    give(worked, MILL, 7, year="2019")
    found = read(worked)
    for stage in STAGES:
        parts = sum(row.sums.at(stage) for row in found.tiers)
        assert parts == sum(row.sums.at(stage) for row in found.counties)
        assert parts == found.whole.sums.at(stage)
    assert found.received == Received(own=107 * MILLION, others=7 * MILLION)
    assert gov_fund(worked) == (114 * MILLION, 3 * MILLION)
    assert found.whole.sums.waiting == 3 * MILLION
    assert {row.tier: row.sums.waiting for row in found.tiers}["second"] == 3 * MILLION
    assert add_sums(row.sums for row in found.counties) == found.whole.sums


def test_the_breakdown_of_the_year_adds_up_to_the_scorecard_too(worked: Cast) -> None:
    give(worked, MILL, 7, year="2019")  # the county stood in no tier then
    cut = cut_of(worked.pairing, year=2020)
    card = stage_card(worked.pairing, pipelines()["funds"], cut, actor=worked.alice)
    came = {code: rows[1].came_in // MILLION for code, rows in card.by_tier.items()}
    assert came == {"first": 51, "second": 52, "": 11}
    assert sum(came.values()) * MILLION == gov_fund(worked)[0]
    sales = stage_card(worked.pairing, pipelines()["sale"], cut, actor=worked.alice)
    assert sales.by_tier == {}, "sales are of no budget year"


def test_without_a_tier_everything_stands_under_none(cast: Cast) -> None:
    give(cast, MILL, 5)
    found = read(cast)
    assert (in_millions(found), found.stated) == ({"": (1, None, 5, 0, 5)}, False)
    assert (found.whole.due, found.terms) == (None, {})
    cut = cut_of(cast.pairing, year=2020)
    assert stage_card(cast.pairing, pipelines()["funds"], cut, actor=cast.alice).by_tier == {}


def test_a_county_without_money_stands_there_with_what_it_is_due(cast: Cast) -> None:
    tier(cast)
    place(cast, MILL, "first")
    create_pairing(
        code="quay-ford", programme="nowhere", supporting=B, supported=FORD, level="county",
        parent="quay-fir", by=SYSTEM,
    )  # fmt: skip
    pair = {"valid_from": date(2018, 1, 1), "valid_to": date(2020, 6, 30), "source": "invented"}
    ford = cast.pairing.children.get()
    # Of a pair of which nobody says how long it holds, nobody says that it did not.
    assert in_millions(read(cast, 2021))[""] == (1, None, 0, 0, 0)
    state_span(pairing=ford, preferred=True, by=SYSTEM, **pair)  # type: ignore[arg-type]
    # What another source says about its end changes nothing.
    other = {**pair, "valid_to": date(2019, 6, 30)}
    state_span(pairing=ford, by=SYSTEM, **other)  # type: ignore[arg-type]
    assert in_millions(read(cast)) == {"first": (1, 60, 0, 0, 0), "": (1, None, 0, 0, 0)}
    assert in_millions(read(cast, 2021)) == {"first": (1, 60, 0, 0, 0)}, "the pair ended"


def test_an_unknown_amount_makes_the_whole_unknown_and_no_zero(cast: Cast) -> None:
    from tallystick.programme.services.tiers import TierText

    tier(cast)
    tier(cast, TierText("third", "Third tier"))
    place(cast, MILL, "first")
    place(cast, FORD, "third")
    found = read(cast)
    assert {row.tier: row.due for row in found.tiers} == {"first": 60 * MILLION, "third": None}
    assert (found.whole.due, found.whole.beside) == (None, None)
    assert {row.place: row.beside for row in found.counties} == {MILL: -60 * MILLION, FORD: None}


def test_money_keeps_its_budget_year_whenever_it_moves(worked: Cast) -> None:
    carry(worked, money("received>paid_out", 21, MILL, on=date(2021, 2, 1)))
    found = read(worked)
    assert found.counties[0].sums.rate == 10_000
    assert "first" not in in_millions(read(worked, 2019))
    cut = cut_of(worked.pairing, year=2021)
    card = stage_card(worked.pairing, pipelines()["funds"], cut, actor=worked.alice)
    assert card.by_tier["first"][3].came_in == 21 * MILLION


def test_a_correction_of_a_past_year_moves_no_money_and_leaves_the_old_answer(worked: Cast) -> None:
    before = datetime.now(UTC)
    place(worked, MILL, "second", Years(2020, 2020), why="The notice was misread.")
    assert in_millions(read(worked)) == {"second": (2, 100, 103, 56, 51), "": (0, None, 4, 0, None)}
    assert in_millions(read(worked, 2021))["first"][0] == 1
    from tallystick.programme.queries.tiers import tier_book

    then = tier_book(worked.pairing, known_by=before)
    assert then.stated(MILL, 2020).tier == "first"  # type: ignore[union-attr]
    assert gov_fund(worked)[0] == 107 * MILLION


def test_an_earlier_day_knows_neither_money_nor_tiers_nor_what_waited(worked: Cast) -> None:
    found = read(worked, as_of=date(2020, 12, 31))
    assert (found.tiers, found.stated) == ([], False)
    assert found.whole.sums.at("received") == 0
    assert found.whole.sums.waiting is None, "an empty table tells no more of an earlier day"
    assert read(worked, 2018).whole.sums.waiting == 0


def split(on: date) -> None:
    heirs = [NewPlace(NORTH, "North"), NewPlace(SOUTH, "South")]
    split_region(region=MILL, into=heirs, on=on, by=SYSTEM)


def test_a_split_county_keeps_its_tier_and_its_heirs_have_none_of_their_own(worked: Cast) -> None:
    split(date(2021, 1, 1))
    assert in_millions(read(worked))["first"] == (1, 60, 51, 30, 51)
    for region, years in ((MILL, Years(2021)), (NORTH, Years(2020, 2020))):
        with pytest.raises(Refused) as refused:
            place(worked, region, "second", years, why="It may not be.")
        assert refused.value.code == "tier-place-not-then"
    give(worked, NORTH, 8, year="2021", on=NEXT_MARCH)
    found = read(worked, 2021)
    assert in_millions(found) == {"second": (1, 50, 0, 0, 0), "": (1, None, 8, 0, 8)}
    place(worked, NORTH, "second", Years(2021))
    assert in_millions(read(worked, 2021)) == {"second": (2, 100, 8, 0, 4)}


def test_old_money_that_is_carried_to_the_heirs_stays_in_the_tier_it_was_given_for(
    worked: Cast,
) -> None:
    split(date(2021, 1, 1))
    services.carry_place(
        pairing="quay-fir", region=MILL, plan=Plan(NORTH), on=date(2021, 1, 1), by=worked.ann,
        second=worked.bob,
    )  # fmt: skip
    carry(worked, money("received>paid_out", 21, NORTH, on=date(2021, 2, 1)))
    found = read(worked)
    # Mill was due 60 million and received 51; that North pays out the rest makes no second county.
    assert in_millions(found)["first"] == (1, 60, 51, 51, 51)
    assert [(r.place, r.counts, r.due) for r in found.counties if r.tier == "first"] == [
        (MILL, True, 60 * MILLION), (NORTH, False, None),
    ]  # fmt: skip
    assert found.whole.sums.carried == 0
    assert gov_fund(worked)[0] == 107 * MILLION


def test_in_the_year_it_is_made_an_heir_has_the_tier_of_its_origin_until_its_own_is_stated(
    worked: Cast,
) -> None:
    split(date(2020, 7, 1))
    give_at = date(2020, 9, 1)
    carry(worked, money("outside>committed", 2, NORTH, on=give_at))
    carry(worked, money("committed>received", 2, NORTH, on=give_at))
    assert in_millions(read(worked))["first"] == (1, 60, 53, 30, 53)
    place(worked, NORTH, "second")
    assert in_millions(read(worked))["second"][0] == 2


def test_a_county_made_of_two_tiers_is_in_neither_until_it_is_stated(worked: Cast) -> None:
    merge_regions(
        regions=[MILL, FORD], new=NewPlace("xx-fir-new", "New"), on=date(2021, 1, 1), by=SYSTEM
    )
    give(worked, "xx-fir-new", 5, year="2020", on=NEXT_MARCH)
    found = {(row.place, row.tier) for row in read(worked).counties if row.sums.stages}
    assert ("xx-fir-new", "") in found
    assert in_millions(read(worked))["first"] == (1, 60, 51, 30, 51)
    assert in_millions(read(worked, 2021)) == {}
    place(worked, "xx-fir-new", "first", Years(2021))
    assert in_millions(read(worked, 2021)) == {"first": (1, 60, 0, 0, 0)}


def test_what_was_carried_in_is_in_no_stage_and_is_told_apart(worked: Cast) -> None:
    assert read(worked).whole.sums.carried == 0
    old = money("carried>received", 9, MILL, "2018", date(2018, 12, 31))
    carry(worked, replace(old, reason="yearbook of 2018"))
    found = read(worked, 2018)
    assert (found.whole.sums.at("received"), found.whole.sums.carried) == (0, 9 * MILLION)


def test_a_tier_of_a_place_above_the_pairing_has_its_name_there_and_nothing_due(cast: Cast) -> None:
    tier(cast)
    tier(cast, LOWER)
    place(cast, "xx-fir", "first", Years(2020, 2020))
    give(cast, FORD, 4)
    create_pairing(
        code="quay-ford", programme="nowhere", supporting=B, supported=FORD, level="county",
        parent="quay-fir", by=SYSTEM,
    )  # fmt: skip
    found = funds_by_tier(cast.pairing.children.get(), year=2020)
    assert in_millions(found) == {"first": (0, None, 4, 0, None)}
    assert found.terms["first"].name_en == "First tier"
    assert [(row.place, row.due, row.beside) for row in found.counties] == [("xx-fir", None, None)]
    assert (found.whole.due, found.whole.beside) == (None, None)
    assert in_millions(read(cast)) == {"first": (1, 60, 4, 0, 4)}


def test_tiers_of_the_book_are_read_at_every_pairing_in_it(worked: Cast) -> None:
    whole = funds_by_tier(worked.book, year=2020)
    assert in_millions(whole) == in_millions(read(worked))
    assert {row.each for row in whole.tiers} == {UPPER.amount, LOWER.amount, None}
    assert Years(2020) == FROM_2020
