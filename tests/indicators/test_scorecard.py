"""A pairing's scorecard: what counts, what waits, what a null means, and what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, funds, head_of, placed, promise, sale

from tallystick.entries import services
from tallystick.entries.services import StatedLine
from tallystick.indicators.queries import Scorecard, explain, scorecard
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.indicators.shapes import explain_json, scorecard_json
from tallystick.kernel.actor import Actor
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.services import re_pair, set_duty

YUAN = 100


def at(month: int, day: int, year: int = 2020) -> datetime:
    """Return an instant of that day, noon in Shanghai."""
    return datetime(year, month, day, 4, tzinfo=UTC)


def card_of(cast: Cast, year: int = 2020, **more: object) -> Scorecard:
    """Return the scorecard Alice sees."""
    return scorecard(cast.pairing, year=year, actor=cast.alice, **more)  # type: ignore[arg-type]


def row_of(cast: Cast, code: str, year: int = 2020, **more: object) -> ScoreRow:
    """Return one row of it."""
    return next(row for row in card_of(cast, year, **more).rows if row.indicator == code)


def test_a_figure_counts_when_both_sides_hold_it(cast: Cast) -> None:
    carry(cast, sale(500 * YUAN), at(4, 1))
    confirm(cast, sale(70 * YUAN, title_en="Tea sold"), at(4, 2))
    row = row_of(cast, "IC_CONSUMPTION")
    assert (row.matched, row.waiting, row.disputed) == (500 * YUAN, 70 * YUAN, 0)
    assert row.monthly[2] == 500 * YUAN
    assert sum(month or 0 for month in row.monthly) == 500 * YUAN


def test_what_is_disputed_waits_and_is_said_to_differ(cast: Cast) -> None:
    entry = confirm(cast, sale(90 * YUAN), at(4, 1))
    services.dispute_entry(
        entry_id=entry.pk, version=1, counter=[(1, 80 * YUAN)], reason="we hold 80", by=cast.bob
    )
    row = row_of(cast, "IC_CONSUMPTION")
    assert (row.matched, row.waiting, row.disputed) == (0, 90 * YUAN, 90 * YUAN)
    assert row.flags[0].text == "halves_differ"
    assert row.flags[0].sentence() == "The halves differ; disputed: 90 yuan."


def test_only_indicators_in_use_have_a_row_unless_all_are_asked_for(cast: Cast) -> None:
    carry(cast, sale(), at(4, 1))
    assert [row.indicator for row in card_of(cast).rows] == ["IC_CONSUMPTION"]
    everything = card_of(cast, all=True)
    assert len(everything.rows) == 85  # all of the catalogue but completion, which is a column


def test_zero_silence_not_yet_and_not_here_are_four_answers(cast: Cast) -> None:
    carry(cast, sale(0), at(4, 1))
    rows = {row.indicator: row for row in card_of(cast, all=True).rows}
    assert rows["IC_CONSUMPTION"].matched == 0
    assert rows["FS_GOV_FUND"].matched is None
    assert "matched:not_reported" in [flag.text for flag in rows["FS_GOV_FUND"].flags]
    assert "matched:not_applicable" in [flag.text for flag in rows["MG_GRADE"].flags]
    early = {r.indicator: r for r in card_of(cast, all=True, as_of=date(2020, 1, 20)).rows}
    assert "matched:not_due" in [flag.text for flag in early["FS_GOV_FUND"].flags]
    before = {r.indicator: r for r in card_of(cast, 2010, all=True).rows}
    assert "matched:not_applicable" in [flag.text for flag in before["FS_GOV_FUND"].flags]


def test_every_null_of_the_contract_says_why(cast: Cast) -> None:
    carry(cast, sale(), at(4, 1))
    carry(cast, funds("outside>committed", 10 * YUAN), at(4, 2))
    carry(cast, funds("committed>received", 10 * YUAN), at(4, 3))
    for row in scorecard_json(card_of(cast, all=True))["rows"]:
        nulls = {key for key in ("target", "matched", "waiting", "claimed") if row[key] is None}
        assert bool(nulls) <= bool({"not_reported", "not_due", "not_applicable"} & {*row["flags"]})
        assert all(any(f.startswith(f"{key}:") for f in row["flags"]) for key in nulls)


def test_as_of_shows_what_was_recorded_by_the_end_of_that_day(cast: Cast) -> None:
    carry(cast, sale(500 * YUAN), at(4, 1))
    late = confirm(cast, sale(70 * YUAN, title_en="Tea sold"), at(4, 20))
    services.match_entry(entry_id=late.pk, version=1, basis="own_record", by=cast.bob, at=at(6, 1))
    then = row_of(cast, "IC_CONSUMPTION", as_of=date(2020, 4, 30))
    assert (then.matched, then.waiting) == (500 * YUAN, 70 * YUAN)
    earlier = row_of(cast, "IC_CONSUMPTION", as_of=date(2020, 4, 1))
    assert (earlier.matched, earlier.waiting) == (500 * YUAN, 0)
    now = row_of(cast, "IC_CONSUMPTION")
    assert (now.matched, now.waiting) == (570 * YUAN, 0)


def test_the_day_ends_in_the_programmes_own_time_zone(cast: Cast) -> None:
    before_midnight = datetime(2020, 4, 1, 15, 59, tzinfo=UTC)  # 23:59 in Shanghai
    carry(cast, sale(500 * YUAN), before_midnight)
    carry(cast, sale(70 * YUAN, title_en="Tea"), datetime(2020, 4, 1, 16, 0, tzinfo=UTC))
    assert row_of(cast, "IC_CONSUMPTION", as_of=date(2020, 4, 1)).matched == 500 * YUAN
    assert row_of(cast, "IC_CONSUMPTION", as_of=date(2020, 4, 2)).matched == 570 * YUAN


def test_what_came_after_the_close_is_said_to_be_recorded_later(cast: Cast) -> None:
    carry(cast, sale(500 * YUAN), at(4, 1))
    carry(cast, sale(30 * YUAN, title_en="Late"), at(3, 1, 2021))
    row = row_of(cast, "IC_CONSUMPTION")
    assert row.recorded_later == 30 * YUAN
    assert "recorded_later" in [flag.text for flag in row.flags]


def test_a_rate_is_worked_out_of_its_parts_and_shows_two_decimals(cast: Cast) -> None:
    carry(cast, funds("outside>committed", 520 * YUAN), at(4, 1))
    carry(cast, funds("committed>received", 520 * YUAN), at(4, 2))
    carry(cast, funds("received>paid_out", 240 * YUAN, lines=paid(240)), at(4, 3))
    row = row_of(cast, "FS_DISBURSE_RATE")
    assert (row.numerator, row.denominator) == (240 * YUAN, 520 * YUAN)
    shown = {r["indicator"]: r for r in scorecard_json(card_of(cast))["rows"]}
    assert shown["FS_DISBURSE_RATE"]["matched"] == "46.15"
    assert shown["FS_GOV_FUND"]["matched"] == 520


def paid(yuan: int) -> tuple[StatedLine, ...]:
    """Return one line of money of 2020 paid out to industry."""
    codes = {"payer_level": "city", "budget_year": "2020"}
    return (StatedLine("CNY", yuan * YUAN, codes, {"use": "industry"}),)


def test_last_year_is_read_at_the_same_day(cast: Cast) -> None:
    carry(cast, sale(100 * YUAN, happened_on=date(2019, 3, 1)), at(4, 1, 2019))
    carry(cast, sale(40 * YUAN, happened_on=date(2019, 11, 1)), at(12, 1, 2019))
    carry(cast, sale(500 * YUAN), at(4, 1))
    assert row_of(cast, "IC_CONSUMPTION").last_year == 140 * YUAN
    assert row_of(cast, "IC_CONSUMPTION", valid_to=date(2020, 6, 30)).last_year == 100 * YUAN
    assert row_of(cast, "IC_CONSUMPTION").monthly_last_year[10] == 40 * YUAN


def test_last_year_of_the_pairing_before_is_told_to_who_sees_that_one(cast: Cast) -> None:
    carry(cast, sale(100 * YUAN, happened_on=date(2019, 3, 1)), at(4, 1, 2019))
    new = re_pair(
        pairing=cast.pairing, code="far-fir", supporting="xx-far", on=date(2020, 1, 1),
        source="Decision 7 (invented)", by=SYSTEM,
    )  # fmt: skip

    def last_year(actor: Actor) -> int | None:
        rows = scorecard(new, year=2020, actor=actor, all=True).rows
        return next(row.last_year for row in rows if row.indicator == "IC_CONSUMPTION")

    assert (last_year(cast.alice), last_year(cast.chen)) == (100 * YUAN, None)


def test_a_year_to_date_table_counts_once_however_often_it_is_stated(cast: Cast) -> None:
    carry(cast, placed({"partner": 120}), at(4, 1))
    second = placed({"partner": 100, "in_province": 50}, happened_on=date(2020, 6, 30))
    carry(cast, second, at(7, 10))
    assert row_of(cast, "LC_TOTAL").matched == 150
    assert row_of(cast, "LC_TRANSFER_EAST").matched == 100
    assert row_of(cast, "LC_TOTAL").this_month == 0


def test_somebody_elses_lines_are_not_in_it(cast: Cast) -> None:
    carry(cast, sale(500 * YUAN), at(4, 1))
    card = scorecard(cast.book, year=2020, actor=SYSTEM)
    assert [(row.indicator, row.matched) for row in card.rows] == [("IC_CONSUMPTION", 500 * YUAN)]
    assert card.invented


@pytest.mark.parametrize(("yuan", "says"), [(2001, True), (2000, False)])
def test_a_target_passed_twice_over_does_not_bind(cast: Cast, yuan: int, says: bool) -> None:
    promise(cast, {"IC_CONSUMPTION": 1000 * YUAN}, at=at(1, 12))
    carry(cast, sale(yuan * YUAN), at(4, 1))
    row = row_of(cast, "IC_CONSUMPTION")
    assert row.target == 1000 * YUAN
    assert ("target_does_not_bind" in [flag.text for flag in row.flags]) is says
    assert row.completion_percent == f"{yuan // 10}.{yuan % 10}"


def test_an_agreed_calendar_says_whether_a_silence_is_late(cast: Cast) -> None:
    duty = Duty("training", "quarterly", since=date(2020, 1, 1))
    set_duty(pairing=cast.pairing, duty=duty, by=SYSTEM)
    none = Duty("meeting", "none", since=date(2020, 1, 1))
    set_duty(pairing=cast.pairing, duty=none, by=SYSTEM)
    carry(cast, sale(), at(4, 1))
    # The first quarter is due on 14 April: February has ended, and nothing is late yet.
    early = {row.indicator: row for row in card_of(cast, all=True, as_of=date(2020, 4, 1)).rows}
    late = {row.indicator: row for row in card_of(cast, all=True, as_of=date(2020, 4, 20)).rows}
    code = "TS_TRAIN_TOTAL"
    assert "matched:not_due" in [flag.text for flag in early[code].flags]
    assert "matched:not_reported" in [flag.text for flag in late[code].flags]
    assert (late[code].reports_made, late[code].reports_due) == (0, 1)
    visits = "OR_JOINT_MEETINGS"
    assert "matched:not_applicable" in [flag.text for flag in late[visits].flags]


def test_a_closing_of_both_sides_says_what_was_recorded_later(cast: Cast) -> None:
    west, east = head_of("wanda", "fir"), head_of("edith", "quay")
    carry(cast, sale(500 * YUAN), at(3, 20))
    act = services.propose_period(
        kind="close", pairing="quay-fir", period="2020-03", reason="complete", by=west, at=at(4, 5)
    )
    services.agree_period(act_id=act.pk, by=east, at=at(4, 6))
    carry(cast, sale(70 * YUAN, reason="found later"), at(4, 10))
    # By the 31 days alone March would have been open until May.
    row = row_of(cast, "IC_CONSUMPTION", as_of=date(2020, 4, 20))
    assert (row.matched, row.recorded_later) == (570 * YUAN, 70 * YUAN)
    walk = explain(
        cast.pairing, year=2020, indicator="IC_CONSUMPTION", actor=cast.alice,
        as_of=date(2020, 4, 20),
    )  # fmt: skip
    assert [line["recorded_later"] for line in explain_json(walk)["lines"]] == [True, False]
    assert scorecard_json(card_of(cast))["rows"][0]["reports"] == {"made": 1, "due": 12}
