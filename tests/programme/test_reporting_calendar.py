"""The reporting calendar: which periods are due, by whom and by which working day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import SYSTEM, Cast

from tallystick.kernel.period import Period
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.programme.models import ReportingDuty
from tallystick.programme.queries import duties
from tallystick.programme.rules.reporting import Duty, due_periods, period_days
from tallystick.programme.rules.working_days import shipped_days
from tallystick.programme.services import set_duty

CN = shipped_days("cn")
YEAR = (date(2019, 1, 1), date(2019, 12, 31))
OPEN = Period(None, None)


@pytest.mark.parametrize(
    ("cadence", "codes"),
    [
        ("quarterly", ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"]),
        ("yearly", ["2019"]),
        ("none", []),
    ],
)
def test_a_cadence_says_which_periods_are_due(cadence: str, codes: list[str]) -> None:
    found = due_periods(Duty("", cadence), CN, OPEN, *YEAR)
    assert [period.code for period in found] == codes


def test_the_worked_example_of_docs_periods() -> None:
    # docs/method/periods.md, "What is due": the report on September 2019, and its match.
    found = {p.code: p for p in due_periods(Duty("", "monthly"), CN, OPEN, *YEAR)}
    september = found["2019-09"]
    assert september.report_by == date(2019, 10, 18)
    assert september.match_by == date(2019, 11, 1)


def test_only_the_months_in_which_a_pairing_held_are_due() -> None:
    held = Period(date(2019, 3, 20), date(2019, 6, 2))
    found = due_periods(Duty("", "monthly"), CN, held, *YEAR)
    assert [period.code for period in found] == ["2019-03", "2019-04", "2019-05", "2019-06"]


def test_nothing_is_due_from_before_the_duty_began() -> None:
    duty = Duty("", "quarterly", since=date(2019, 4, 1))
    found = due_periods(duty, CN, OPEN, *YEAR)
    assert [period.code for period in found] == ["2019-Q2", "2019-Q3", "2019-Q4"]


@pytest.mark.parametrize("code", ["2019-00", "2019-1", "2019-Q5", "19", "2019-", "二〇一九", ""])
def test_what_is_no_period_is_none(code: str) -> None:
    assert period_days(code) is None


def test_a_row_of_its_own_goes_before_the_row_for_all_others(cast: Cast) -> None:
    monthly = Duty("", "monthly", since=date(2020, 1, 1))
    set_duty(pairing=cast.pairing, duty=monthly, by=SYSTEM)
    yearly = Duty("training", "yearly", "supported", 20, 5, since=date(2020, 1, 1))
    set_duty(pairing=cast.pairing, duty=yearly, by=SYSTEM)
    set_duty(pairing=cast.pairing, duty=yearly, by=SYSTEM)
    agreed = duties([cast.pairing.pk])[cast.pairing.pk]
    assert agreed.of("training") == yearly
    assert agreed.of("sale") == Duty("sale", "monthly", since=date(2020, 1, 1))
    assert ReportingDuty.objects.count() == 2


def test_without_a_calendar_no_deadline_is_agreed(cast: Cast) -> None:
    assert duties([cast.pairing.pk]) == {}


def test_every_fault_of_a_duty_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        set_duty(pairing=cast.pairing, duty=Duty("moon", "weekly", "nobody", 999), by=SYSTEM)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["cadence-unknown", "reporter-unknown", "deadline-unfit", "not-found"]


@pytest.mark.parametrize("who", ["alice", "bob", "chen"])
def test_neither_side_sets_the_deadlines_alone(cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        set_duty(pairing=cast.pairing, duty=Duty("", "monthly"), by=getattr(cast, who))
