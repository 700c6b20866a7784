"""A scorecard of one level: what its own places brought, beside nothing it is not to be held to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, placed, promise, sale

from tallystick.indicators.queries import Scorecard, explain, scorecard
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.kernel.problem import NotFound
from tallystick.programme.rules.frameworks import shipped_frameworks

YUAN = 100
SALES = "IC_CONSUMPTION"


def at(month: int, day: int, year: int = 2020) -> datetime:
    """Return an instant of that day, noon in Shanghai."""
    return datetime(year, month, day, 4, tzinfo=UTC)


def card_of(cast: Cast, level: str = "", year: int = 2020, **more: object) -> Scorecard:
    """Return the scorecard of the province's whole book, of one level or of all."""
    return scorecard(cast.book, year=year, actor=SYSTEM, level=level, **more)  # type: ignore[arg-type]


def row_of(cast: Cast, level: str = "", code: str = SALES, year: int = 2020) -> ScoreRow:
    """Return one row of it."""
    card = card_of(cast, level, year, all=True)
    return next(row for row in card.rows if row.indicator == code)


def sold_at_two_levels(cast: Cast) -> None:
    """Let the city sell for 500, one county for 70 and another for 30, of which 8 wait."""
    carry(cast, sale(500 * YUAN), at(4, 1))
    carry(cast, sale(70 * YUAN, region="xx-fir-mill"), at(4, 2))
    carry(cast, sale(22 * YUAN, region="xx-fir-ford"), at(4, 3))
    confirm(cast, sale(8 * YUAN, region="xx-fir-ford", title_en="Tea sold"), at(4, 4))


def test_each_level_has_its_own_lines_and_together_they_are_the_whole(cast: Cast) -> None:
    sold_at_two_levels(cast)
    assert card_of(cast).levels == ("province", "city", "county")
    figures = {level: row_of(cast, level) for level in ("", "province", "city", "county")}
    assert figures[""].matched == 592 * YUAN
    assert figures["province"].matched is None
    assert (figures["city"].matched, figures["city"].waiting) == (500 * YUAN, 0)
    assert (figures["county"].matched, figures["county"].waiting) == (92 * YUAN, 8 * YUAN)
    assert figures["county"].lines == 2


def test_people_of_a_level_are_those_whom_its_places_placed(cast: Cast) -> None:
    carry(cast, placed({"partner": 61, "in_province": 30}), at(4, 1))
    carry(cast, placed({"partner": 7}, region="xx-fir-mill"), at(4, 2))
    assert row_of(cast, "", "LC_TOTAL").matched == 98
    assert row_of(cast, "city", "LC_TOTAL").matched == 91
    assert row_of(cast, "county", "LC_TOTAL").matched == 7


def test_a_level_is_held_to_no_target_and_to_no_deadline(cast: Cast) -> None:
    promise(cast, {SALES: 1000 * YUAN}, at=at(1, 10))
    carry(cast, sale(500 * YUAN, region="xx-fir-mill"), at(4, 1))
    whole = scorecard(cast.pairing, year=2020, actor=SYSTEM)
    assert [row.target for row in whole.rows] == [1000 * YUAN]
    for level in ("city", "county"):
        card = scorecard(cast.pairing, year=2020, actor=SYSTEM, level=level, all=True)
        row = next(row for row in card.rows if row.indicator == SALES)
        assert (row.target, row.completion_percent, row.due_by_now) == (None, None, None)
        said = [flag.text for flag in row.flags]
        assert "target:not_applicable" in said
        assert not {"no_target", "no_claim"} & set(said)
        assert not any("not_reported" in flag.text for one in card.rows for flag in one.flags)
        assert {one.reports_due for one in card.rows} == {0}
    # What was promised and not delivered there is no row of a level.
    assert scorecard(cast.pairing, year=2020, actor=SYSTEM, level="city").rows == ()


def test_last_year_is_of_the_same_level(cast: Cast) -> None:
    carry(cast, sale(40 * YUAN, region="xx-fir-mill", happened_on=date(2019, 5, 1)), at(6, 1, 2019))
    carry(cast, sale(9 * YUAN, happened_on=date(2019, 5, 1)), at(6, 2, 2019))
    sold_at_two_levels(cast)
    assert row_of(cast, "county").last_year == 40 * YUAN
    assert row_of(cast, "city").last_year == 9 * YUAN
    silent = row_of(cast, "province")
    assert silent.last_year is None
    assert "last_year:not_applicable" in [flag.text for flag in silent.flags]


def test_a_figure_of_a_level_is_walked_to_its_own_lines(cast: Cast) -> None:
    sold_at_two_levels(cast)
    walk = explain(cast.book, year=2020, indicator=SALES, actor=SYSTEM, level="county")
    assert (walk.value, walk.level) == (92 * YUAN, "county")
    assert {line.line.region for line in walk.lines} == {"xx-fir-mill", "xx-fir-ford"}
    assert sum(line.amount for line in walk.lines) == 92 * YUAN
    assert [line.amount for line in walk.open] == [8 * YUAN]
    # The days on which it changed are its own: the city's sale of 1 April is none of them.
    assert [known.value for known in walk.changes] == [70 * YUAN, 92 * YUAN]
    past = explain(
        cast.book, year=2020, indicator=SALES, actor=SYSTEM, level="county", as_of=date(2020, 4, 2)
    )
    assert past.value == 70 * YUAN
    assert [known.value for known in past.changes] == [70 * YUAN, 92 * YUAN]


@pytest.mark.parametrize("level", ["xx", "township", "'; drop table", "county\u202e", "x" * 500])
def test_a_level_at_which_no_place_stands_is_refused(cast: Cast, level: str) -> None:
    with pytest.raises(NotFound) as refused:
        card_of(cast, level)
    assert refused.value.problems[0].params["what"] == "level"
    with pytest.raises(NotFound):
        explain(cast.book, year=2020, indicator=SALES, actor=SYSTEM, level=level)


def test_a_framework_keeps_the_rows_that_speak_to_it(cast: Cast) -> None:
    sold_at_two_levels(cast)
    carry(cast, placed({"partner": 61}), at(4, 5))
    card = card_of(cast)
    text = shipped_frameworks()["northeast-six-requirements"]
    named = {code for one in text.elements for code in one.indicators}
    kept = scorecard(cast.book, year=2020, actor=SYSTEM, framework=text)
    assert kept.framework == "northeast-six-requirements"
    assert kept.rows == tuple(row for row in card.rows if row.indicator in named)
    assert [row.indicator for row in kept.rows] == ["LC_TOTAL"]
