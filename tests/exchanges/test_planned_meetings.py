"""A meeting of a day to come is planned: moved, called off with a reason, or said to be held."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.cast import Cast
from tests.exchanges.test_commitments import promise

from tallystick.access.models import Act
from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.meetings import meeting, meetings, meetings_for, today_of
from tallystick.exchanges.rules.guests import Guest
from tallystick.exchanges.rules.meetings import Agreed, is_visit, meeting_standing
from tallystick.exchanges.services import (
    add_guests,
    call_off_meeting,
    confirm_meeting,
    move_meeting,
    record_meeting,
)
from tallystick.kernel.problem import Conflict, Forbidden, Refused

SOON = timezone.localdate() + timedelta(30)


def plan(cast: Cast, **other: Any) -> Meeting:
    words = {
        "pairing": cast.pairing, "kind": "delegation", "held_on": SOON, "title_en": "They meet",
        "title_zh": "", "by": cast.alice, "begins_at": time(9, 30), **other,
    }  # fmt: skip
    return record_meeting(**words)


def days_pass(one: Meeting, days: int) -> Meeting:
    """Let the day of a planned meeting come: its record is moved back by hand."""
    Meeting.objects.filter(pk=one.pk).update(held_on=today_of(one.pairing) - timedelta(days))
    one.refresh_from_db()
    return one


def standing(one: Meeting) -> str:
    return meeting_standing(one.state, one.held_on, today_of(one.pairing))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in refused.value.problems]


def test_a_meeting_of_a_day_to_come_is_planned_until_somebody_says_it_was_held(
    cast: Cast,
) -> None:
    one = plan(cast)
    assert (one.state, standing(one), is_visit(one.kind)) == ("planned", "planned", True)
    assert list(meetings(cast.bob, stands="planned")) == [one]
    # Nothing is undertaken at what was not held yet.
    assert not meetings_for(cast.pairing).exists()
    with pytest.raises(Refused) as early:
        confirm_meeting(meeting=one, by=cast.alice)
    assert codes(early) == [("meeting-to-come", "held_on")]
    days_pass(one, 1)
    assert standing(one) == "unconfirmed"
    assert list(meetings(cast.bob, stands="unconfirmed")) == [one]
    # Bob matches and does not record; the head of his side does.
    with pytest.raises(Forbidden):
        confirm_meeting(meeting=one, by=cast.bob)
    confirm_meeting(meeting=one, by=cast.bill)
    assert standing(one) == "held"
    assert list(meetings_for(cast.pairing)) == [one]
    with pytest.raises(Conflict):
        confirm_meeting(meeting=one, by=cast.alice)
    assert not meetings(cast.bob, stands="planned").exists()


def test_a_planned_meeting_is_moved_with_a_reason_and_both_days_are_kept(cast: Cast) -> None:
    one = plan(cast)
    later = SOON + timedelta(7)
    with pytest.raises(Refused) as refused:
        move_meeting(meeting=one, held_on=SOON, begins_at=time(9, 30), reason=" ", by=cast.alice)
    assert codes(refused) == [("meeting-needs-reason", "reason"), ("meeting-not-moved", "held_on")]
    seen = meeting(one.code, actor=cast.bill)
    move_meeting(
        meeting=one, held_on=later, ended_on=later + timedelta(1), reason="Snow.", by=cast.bill
    )
    assert (one.held_on, one.ended_on, one.begins_at) == (later, later + timedelta(1), None)
    act = Act.objects.get(action="exchanges.move_meeting", thing_id=one.code)
    assert act.before == {"held_on": SOON.isoformat(), "begins_at": "09:30:00"}
    assert act.after == {
        "held_on": later.isoformat(), "ended_on": (later + timedelta(1)).isoformat(),
    }  # fmt: skip
    assert act.why == "Snow."
    # Who still sees the old day does not move what was moved meanwhile.
    with pytest.raises(Conflict):
        move_meeting(meeting=seen, held_on=SOON + timedelta(3), reason="Rain.", by=cast.alice)


def test_a_planned_meeting_is_called_off_and_stays_on_record(cast: Cast) -> None:
    one = plan(cast)
    with pytest.raises(Refused) as refused:
        call_off_meeting(meeting=one, reason="", by=cast.alice)
    assert codes(refused) == [("meeting-needs-reason", "reason")]
    call_off_meeting(meeting=one, reason="The pass is closed.", by=cast.alice)
    assert (standing(one), one.reason) == ("called_off", "The pass is closed.")
    for act in (
        lambda: call_off_meeting(meeting=one, reason="Again.", by=cast.alice),
        lambda: move_meeting(meeting=one, held_on=SOON, reason="Back.", by=cast.alice),
        lambda: add_guests(meeting=one, guests=[Guest("other", "Li")], by=cast.alice),
    ):
        with pytest.raises(Conflict):
            act()
    assert list(meetings(cast.bob, stands="called_off")) == [one]
    with pytest.raises(IntegrityError):
        Meeting.objects.filter(pk=one.pk).update(reason="")


def test_days_that_cannot_be_meant_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as far:
        plan(cast, held_on=date(2099, 3, 1), ended_on=date(2099, 2, 1))
    assert codes(far) == [("meeting-too-far", "held_on"), ("ended-before-held", "ended_on")]
    with pytest.raises(Refused) as long:
        plan(cast, held_on=date(2021, 3, 1), ended_on=date(2021, 6, 1))
    assert codes(long) == [("meeting-too-long", "ended_on")]
    promised = (Agreed("quay", SOON + timedelta(9), "A road."),)
    with pytest.raises(Refused) as early:
        plan(cast, agreed=promised)
    assert codes(early) == [("agreed-before-held", "agreed.1.text_en")]
    assert not Meeting.objects.exists()


def test_a_place_counts_with_what_lies_in_it(cast: Cast) -> None:
    one = plan(cast, place="xx-fir-mill")
    assert list(meetings(cast.bob, place="xx-fir")) == [one]
    assert not meetings(cast.bob, place="xx-quay").exists()


def test_nothing_is_undertaken_at_a_meeting_that_was_not_held(cast: Cast) -> None:
    one = plan(cast)

    def refused() -> list[str]:
        with pytest.raises(Refused) as told:
            promise(cast, meeting=one, due_on=date(2050, 12, 31))
        assert {problem.path for problem in told.value.problems} == {"meeting"}
        return [problem.code for problem in told.value.problems]

    assert refused() == ["meeting-only-planned"]
    days_pass(one, 2)
    assert refused() == ["meeting-not-confirmed"]
    Meeting.objects.filter(pk=one.pk).update(state="called_off", reason="Snow.")
    one.refresh_from_db()
    assert refused() == ["meeting-was-called-off"]
    Meeting.objects.filter(pk=one.pk).update(state="held")
    one.refresh_from_db()
    assert promise(cast, meeting=one, due_on=date(2050, 12, 31)).meeting == one
