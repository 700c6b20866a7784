"""The arithmetic that needs no book: days, completion, flags, and why a figure is null."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tallystick.indicators.rules import flags
from tallystick.indicators.rules.arithmetic import amount, completion, fraction, quotient
from tallystick.indicators.rules.counts import SIGNED, all_counts, formulas
from tallystick.indicators.rules.figures import Answer, Figures, Heard, Standing
from tallystick.indicators.rules.flags import Flag, gravest_first
from tallystick.indicators.rules.reckoning import Ground
from tallystick.indicators.rules.rows import ScoreRow, row_of
from tallystick.indicators.rules.window import Window, last_closed, window_of
from tallystick.kernel.period import Period
from tallystick.programme.rules.bindings import ClaimOnly, Completion, bindings
from tallystick.programme.rules.catalogue import indicators

OPEN = Period(None, None)
DEC, LATER = date(2019, 12, 31), date(2021, 1, 1)


def ground(**more: object) -> Ground:
    """Return the ground of a whole year in which nothing was heard."""
    window = window_of(2019, OPEN, DEC, LATER)
    answer = Answer({count: Figures() for count in all_counts()}, {}, {}, {})
    plain = Ground(window=window, answer=answer, silence="not_reported", ends=DEC, reports_due=12)
    return replace(plain, **more)  # type: ignore[arg-type]


def answered(code: str, figures: Figures, **more: object) -> Answer:
    """Return an answer in which every count of one indicator has the same figures."""
    counts = set(formulas()[code].counts())
    heard = {count.pipeline: Heard(lines=1, lines_ever=1) for count in counts}
    every = {count: figures if count in counts else Figures() for count in all_counts()}
    return replace(Answer(every, {}, {}, heard), **more)  # type: ignore[arg-type]


def row(code: str, on: Ground) -> ScoreRow:
    """Return the row of an indicator without claims."""
    return row_of(indicators()[code], formulas().get(code), on, ())


def test_every_indicator_is_computed_or_says_that_it_is_not() -> None:
    plain = {c for c, b in bindings().items() if isinstance(b, ClaimOnly | Completion)}
    assert formulas().keys() == bindings().keys() - plain
    assert SIGNED in all_counts()


def test_a_pairing_that_did_not_hold_has_no_days() -> None:
    ended = Period(None, date(2018, 6, 30))
    assert window_of(2019, ended, DEC, LATER) is None
    assert window_of(2019, Period(date(2020, 1, 1), None), DEC, LATER) is None
    assert window_of(2019, OPEN, date(2018, 12, 31), LATER) is None


def test_a_pairing_that_began_in_the_year_begins_on_its_first_day() -> None:
    window = window_of(2019, Period(date(2019, 7, 1), None), DEC, LATER)
    assert isinstance(window, Window)
    assert (window.since, window.last_since) == (date(2019, 7, 1), date(2018, 7, 1))


@pytest.mark.parametrize(
    ("known", "closed"),
    [(date(2020, 1, 30), "2019-11-30"), (date(2020, 1, 31), "2019-12-31"), (LATER, "2019-12-31")],
)
def test_a_month_is_closed_31_days_after_its_end(known: date, closed: str) -> None:
    assert last_closed(DEC, known).isoformat() == closed


def test_completion_is_rounded_once_from_the_exact_ratio() -> None:
    assert completion(3612, 4000) == "90.3"
    assert completion(1999, 4000) == "50.0"
    assert completion(5, 0) is None
    exact = row(
        "FS_DISBURSE_RATE",
        ground(
            answer=answered("FS_DISBURSE_RATE", Figures(now=1), targets={"FS_DISBURSE_RATE": 9000})
        ),
    )
    assert (exact.matched, exact.completion_percent) == (10_000, "111.1")


def test_a_ratio_over_zero_is_not_applicable() -> None:
    assert quotient(5, 0, percent=True) is None
    found = row("LC_WAGE", ground(answer=answered("LC_WAGE", Figures())))
    assert found.matched is None
    texts = [flag.text for flag in found.flags]
    assert {"matched:not_applicable", "no_denominator", "not_applicable"} <= set(texts)


def test_a_flow_of_a_stage_fed_by_levels_is_not_available() -> None:
    answer = answered("IC_ENT_NEW", Figures(now=5, lines=1))
    found = row(
        "IC_ENT_NEW", ground(answer=answer, level_fed=frozenset({("enterprise", "landed")}))
    )
    assert found.matched is None
    assert found.remarks[0].code == "level_fed"
    assert found.monthly == (None,) * 12
    signed = answered("IC_INV_SIGNED", Figures(now=5, lines=1))
    fed = frozenset({("investment", "contracted")})
    assert row("IC_INV_SIGNED", ground(answer=signed, level_fed=fed)).matched == 5


def test_one_sided_lines_are_part_of_the_figure_and_said_so() -> None:
    answer = answered("IC_CONSUMPTION", Figures(now=300, one_sided=100, lines=2))
    found = row("IC_CONSUMPTION", ground(answer=answer))
    assert (found.matched, found.one_sided) == (300, 100)
    assert found.remarks[0].sentence() == "Resting on one side alone: 1 yuan."


def test_due_by_now_is_a_share_of_a_flow_and_all_of_a_stock() -> None:
    half = window_of(2019, OPEN, date(2019, 6, 30), LATER)
    targets = {"LC_TOTAL": 365, "IC_WORKSHOPS": 20}
    base = answered("LC_TOTAL", Figures(now=100, lines=1), targets=targets)
    on = ground(answer=base, window=half)
    assert row("LC_TOTAL", on).due_by_now == 181
    assert row("IC_WORKSHOPS", on).due_by_now == 20


def test_a_stocks_month_is_its_change() -> None:
    months = (*[10] * 11, 12)
    answer = answered("IC_WORKSHOPS", Figures(now=12, months=months, opening=7, lines=3))
    assert row("IC_WORKSHOPS", ground(answer=answer)).this_month == 2
    january = window_of(2019, OPEN, date(2019, 1, 31), LATER)
    assert row("IC_WORKSHOPS", ground(answer=answer, window=january)).this_month == 3


def test_only_what_was_signed_long_ago_is_named() -> None:
    signed = (
        Standing("p1", "r", date(2019, 1, 5)),
        Standing("p2", "r", date(2019, 12, 1)),
    )
    answer = answered("IC_PROJECTS_SIGNED", Figures(now=2, lines=2), signed=signed)
    found = row("IC_PROJECTS_SIGNED", ground(answer=answer))
    [flag] = [flag for flag in found.flags if flag.code == "signed_not_landed"]
    assert flag.sentence().startswith("1 signed and not landed for more than 180 days")


def test_sums_are_made_of_parts_and_ratios_of_two() -> None:
    assert amount(formulas()["TS_EXCHANGE_ALL"], lambda count: 1) == 4
    assert fraction(formulas()["LC_POV_SHARE"], lambda count: 3) == (3, 3)
    with pytest.raises(ValueError, match="ratio"):
        amount(formulas()["LC_POV_SHARE"], lambda count: 1)
    with pytest.raises(ValueError, match="no ratio"):
        fraction(formulas()["LC_TOTAL"], lambda count: 1)


def test_every_flag_has_a_sentence_in_both_languages_and_the_same_holes() -> None:
    for code, said in flags._table().items():
        assert said["en"].endswith("."), code
        assert said["zh"].endswith("。"), code
        assert said["tone"] in ("", "amber", "red"), code
        holes = {language: set(_holes(said[language])) for language in ("en", "zh")}
        assert holes["en"] == holes["zh"], code


def _holes(sentence: str) -> list[str]:
    return [part.partition(")")[0] for part in sentence.split("%(")[1:]]


def test_the_gravest_flag_comes_first_and_once() -> None:
    found = gravest_first([Flag("composite"), Flag("halves_differ"), Flag("composite")])
    assert [flag.text for flag in found] == ["halves_differ", "composite"]
    assert found[0].tone == "red"
