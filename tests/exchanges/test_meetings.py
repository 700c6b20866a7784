"""A meeting is recorded whole: who came, with the post as printed, and what was undertaken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.cast import Cast

from tallystick.exchanges.models import Commitment, Meeting
from tallystick.exchanges.queries.meetings import meeting, meetings, meetings_for
from tallystick.exchanges.rules.guests import Guest
from tallystick.exchanges.rules.meetings import MEETING_KINDS, Agreed
from tallystick.exchanges.services import record_meeting
from tallystick.kernel.problem import NotFound, Refused

HELD = date(2021, 5, 6)


def hold(cast: Cast, **other: Any) -> Meeting:
    words = {
        "pairing": cast.pairing, "kind": "joint_conference", "held_on": HELD,
        "title_en": "They met", "title_zh": "", "by": cast.alice, **other,
    }  # fmt: skip
    return record_meeting(**words)


def test_what_the_rules_name_is_what_the_tables_hold() -> None:
    assert tuple(Meeting.Kind.values) == MEETING_KINDS


def test_who_came_and_what_was_undertaken_are_kept_with_it(cast: Cast) -> None:
    made = hold(
        cast, place="xx-fir",
        guests=(Guest("supported", "田慧", "副市长"), Guest("other", " Li ")),
        agreed=(
            Agreed("quay", date(2021, 12, 31), "Open a station."),
            Agreed("fir", date(2021, 9, 1), "", "设立站点。"),
        ),
    )  # fmt: skip
    assert made.code == "quay-fir-2021-05-06-1"
    found = meeting(made.code, actor=cast.bob)
    assert [(g.n, g.side, g.name, g.post) for g in found.guests.all()] == [
        (1, "supported", "田慧", "副市长"), (2, "other", "Li", ""),
    ]  # fmt: skip
    assert list(Commitment.objects.values_list("code", "owner__code", "text_en")) == [
        (f"{made.code}-c-2", "fir", "设立站点。"), (f"{made.code}-c-1", "quay", "Open a station."),
    ]  # fmt: skip
    assert meetings(cast.bob, pairing="quay-fir", kind="joint_conference", year=2021).count() == 1
    assert meetings(cast.bob, year=2020).count() == meetings(cast.chen).count() == 0
    assert list(meetings_for(cast.pairing)) == [made]
    with pytest.raises(NotFound):
        meeting(made.code, actor=cast.chen)


def test_every_fault_is_told_at_once_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        hold(
            cast, held_on=date(2098, 1, 1), title_en="", place="nowhere",
            guests=(Guest("both", "", "Mayor"),),
            agreed=(Agreed("far", HELD, "Far"), Agreed("none", date(2099, 1, 1), ""),
                    Agreed("", date(2099, 1, 1), "Nobody's")),
        )  # fmt: skip
    assert {(one.code, one.path) for one in refused.value.problems} == {
        ("meeting-too-far", "held_on"), ("meeting-nameless", "title_en"), ("not-found", "place"),
        ("unknown-side", "guests.1.side"), ("guest-nameless", "guests.1.name"),
        ("agreed-before-held", "agreed.1.text_en"), ("agreed-before-held", "agreed.2.text_en"),
        ("agreed-before-held", "agreed.3.text_en"),
        ("due-before-meeting", "agreed.1.due_on"), ("owner-outside", "agreed.1.owner"),
        ("commitment-wordless", "agreed.2.text_en"), ("not-found", "agreed.2.owner"),
        ("commitment-ownerless", "agreed.3.owner"),
    }  # fmt: skip
    assert not Meeting.objects.exists()
    assert not Commitment.objects.exists()


def test_two_meetings_of_one_day_have_two_codes(cast: Cast) -> None:
    assert [hold(cast).code for _n in range(2)] == [
        "quay-fir-2021-05-06-1", "quay-fir-2021-05-06-2",
    ]  # fmt: skip
