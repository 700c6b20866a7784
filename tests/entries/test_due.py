"""What is due and what became of it: four states, late by working days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.cast import SYSTEM, Cast, carry, confirm, enter, sale

from tallystick.entries.queries import due_reports, reports_made
from tallystick.entries.queries.due import DueReport, Stand
from tallystick.programme.rules.reporting import Duty
from tallystick.programme.services import set_duty

AT = datetime(2020, 4, 2, 3, 0, tzinfo=UTC)
MARCH = date(2020, 3, 1)


@pytest.fixture
def monthly(cast: Cast) -> Cast:
    """Sales are reported monthly by A, five working days after the month; B matches in five."""
    duty = Duty("sale", "monthly", "supported", 5, 5, since=MARCH)
    set_duty(pairing=cast.pairing, duty=duty, by=SYSTEM)
    return cast


def march(cast: Cast, who: str, day: date) -> DueReport:
    found = due_reports(getattr(cast, who), day)
    return next(one for one in found if one.period.code == "2020-03")


def test_a_report_is_not_due_before_its_deadline(monthly: Cast) -> None:
    # No calendar of xx is known, so weekends count alone: five working days after 31 March.
    found = march(monthly, "alice", date(2020, 4, 7))
    assert (found.stand, found.period.report_by) == (Stand.NOT_DUE, date(2020, 4, 7))
    assert found.days_late == 0


def test_a_silence_is_late_by_working_days(monthly: Cast) -> None:
    found = march(monthly, "alice", date(2020, 4, 13))
    # 8, 9, 10 and 13 April: the weekend of the 11th does not count.
    assert (found.stand, found.days_late) == (Stand.NOT_REPORTED, 4)


def test_what_is_entered_and_not_confirmed_is_known_to_its_own_side_only(monthly: Cast) -> None:
    enter(monthly, sale(), AT)
    assert march(monthly, "alice", date(2020, 4, 13)).stand == Stand.ENTERED
    assert march(monthly, "bob", date(2020, 4, 13)).stand == Stand.NOT_REPORTED


def test_what_waits_for_the_other_side_is_late_by_its_deadline(monthly: Cast) -> None:
    confirm(monthly, sale(), AT)
    assert march(monthly, "bob", date(2020, 4, 13)).days_late == 0
    found = march(monthly, "bob", date(2020, 4, 16))
    # To be matched by 14 April.
    assert (found.stand, found.days_late) == (Stand.WAITING, 2)


def test_a_matched_zero_is_reported(monthly: Cast) -> None:
    carry(monthly, sale(0), AT)
    assert march(monthly, "bob", date(2020, 4, 16)).stand == Stand.REPORTED


def test_the_reporting_side_is_asked_and_the_other_is_not(monthly: Cast) -> None:
    assert march(monthly, "alice", date(2020, 4, 13)).waits_for_me
    assert not march(monthly, "bob", date(2020, 4, 13)).waits_for_me


def test_who_belongs_to_neither_is_told_nothing(monthly: Cast) -> None:
    assert due_reports(monthly.chen, date(2020, 4, 13)) == []


def test_without_a_calendar_nothing_is_due(cast: Cast) -> None:
    assert due_reports(cast.alice, date(2020, 4, 13)) == []


def test_reports_made_counts_what_stands(monthly: Cast) -> None:
    carry(monthly, sale(), AT)
    since, until = date(2020, 1, 1), date(2020, 12, 31)
    # March and April were due by 1 June (April by 7 May), May not yet.
    counted = reports_made(monthly.pairing, since=since, until=until, day=date(2020, 6, 1))
    assert (counted["sale"].made, counted["sale"].due) == (1, 2)
    assert set(counted) == {"sale"}


def test_a_pairing_is_asked_in_as_many_queries_however_long_it_lasts(
    monthly: Cast, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        due_reports(monthly.alice, date(2021, 3, 13))


def test_reports_are_counted_as_the_book_knew_them(monthly: Cast) -> None:
    carry(monthly, sale(), AT)
    days = {"since": date(2020, 1, 1), "until": date(2020, 12, 31), "day": date(2020, 6, 1)}
    assert reports_made(monthly.pairing, **days, seq=0)["sale"].made == 0
    assert reports_made(monthly.pairing, **days, seq=1)["sale"].made == 1


def test_what_is_not_reported_here_is_not_asked(monthly: Cast) -> None:
    duty = Duty("training", "none", since=MARCH)
    set_duty(pairing=monthly.pairing, duty=duty, by=SYSTEM)
    days = {"since": date(2020, 1, 1), "until": date(2020, 12, 31), "day": date(2020, 6, 1)}
    assert not reports_made(monthly.pairing, **days)["training"].asked
