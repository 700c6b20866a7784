"""A meeting lies within the days of its pairing; who is outside is told where it belongs."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import SYSTEM, Cast
from tests.exchanges.announcing import keep, name_places, number

from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.queries.readouts import readout
from tallystick.exchanges.services import decide_item, move_meeting, record_meeting
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Pairing, PairingSpan
from tallystick.programme.services import create_pairing, state_span


def hold(cast: Cast, day: date) -> Meeting:
    return record_meeting(
        pairing=cast.pairing, kind="visit", held_on=day, title_en="They met", title_zh="",
        by=cast.alice,
    )  # fmt: skip


def end(cast: Cast, day: date) -> None:
    PairingSpan.objects.filter(pairing=cast.pairing, preferred=True).update(valid_to=day)


def succeeded(cast: Cast, since: date) -> Pairing:
    later = create_pairing(
        code="quay-fir-again", programme="nowhere", supporting="xx-quay", supported="xx-fir",
        level="city", parent="east-west", succeeds=cast.pairing.code, by=SYSTEM,
    )  # fmt: skip
    state_span(
        pairing=later, valid_from=since, valid_to=None, source="invented", preferred=True,
        by=SYSTEM,
    )  # fmt: skip
    return later


def test_a_meeting_before_the_first_and_after_the_last_day_is_refused(cast: Cast) -> None:
    end(cast, date(2020, 12, 31))
    for day, code in (
        (date(2015, 12, 31), "meeting-before-pairing"), (date(2021, 1, 1), "meeting-after-pairing"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            hold(cast, day)
        assert [(p.code, p.path) for p in refused.value.problems] == [(code, "held_on")]
        assert day.isoformat() in refused.value.problems[0].sentence("en")
    assert not Meeting.objects.exists()
    for day in (date(2016, 1, 1), date(2020, 12, 31)):
        assert hold(cast, day).held_on == day


def test_the_successor_is_named_where_there_is_one(cast: Cast) -> None:
    end(cast, date(2020, 12, 31))
    later = succeeded(cast, date(2021, 1, 1))
    with pytest.raises(Refused) as refused:
        hold(cast, date(2021, 5, 6))
    assert refused.value.code == "meeting-after-pairing-in"
    assert later.code in refused.value.problems[0].sentence("zh")


def test_an_event_that_was_read_is_refused_under_its_own_date(cast: Cast) -> None:
    name_places()
    one = keep(cast)
    end(cast, date(2020, 12, 31))
    event = number(one, "event")
    seen = readout(one.code, actor=cast.beth)
    with pytest.raises(Refused) as refused:
        decide_item(readout=seen, n=event, decision="accepted", by=cast.beth)
    assert [(p.code, p.path) for p in refused.value.problems] == [("meeting-after-pairing", "date")]
    assert not Meeting.objects.exists()
    end(cast, date(2021, 12, 31))
    decide_item(readout=seen, n=event, decision="accepted", by=cast.beth)
    assert Meeting.objects.get().held_on == date(2021, 5, 6)


def test_a_planned_meeting_is_not_moved_beyond_the_end(cast: Cast) -> None:
    today = today_of(cast.pairing)
    one = hold(cast, date(today.year + 1, 2, 1))
    end(cast, date(today.year + 1, 3, 1))
    with pytest.raises(Refused) as refused:
        move_meeting(meeting=one, held_on=date(today.year + 1, 3, 2), reason="snow", by=cast.alice)
    assert refused.value.code == "meeting-after-pairing"
