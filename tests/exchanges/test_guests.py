"""Who sat on which side: heads of delegations, who was added later, who stood in for whom."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import Cast

from tallystick.access.models import Act
from tallystick.exchanges.models import Meeting, MeetingGuest, Represented
from tallystick.exchanges.queries.meetings import meeting
from tallystick.exchanges.rules.guests import GUEST_SIDES, HOWS, Guest, RepresentedBy
from tallystick.exchanges.services import add_guests, record_meeting
from tallystick.kernel.problem import Forbidden, Refused


def hold(cast: Cast, *guests: Guest, represented: tuple[RepresentedBy, ...] = ()) -> Meeting:
    return record_meeting(
        pairing=cast.pairing, kind="visit", held_on=date(2021, 5, 6), title_en="They met",
        title_zh="", guests=guests, represented=represented, by=cast.alice,
    )  # fmt: skip


def listed(one: Meeting) -> list[tuple[int, str, str, str, bool]]:
    return [(g.n, g.side, g.name, g.post, g.leads) for g in one.guests.all()]


def test_what_the_rules_name_is_what_the_tables_hold() -> None:
    assert tuple(MeetingGuest.Side.values) == GUEST_SIDES
    assert tuple(Represented.How.values) == HOWS


def test_people_are_added_later_and_nobody_twice(cast: Cast) -> None:
    one = hold(cast, Guest("supported", "田慧"), Guest("supporting", "Sun Bo", "Head", leads=True))
    found = add_guests(
        meeting=one,
        guests=[
            Guest("supported", "田 慧", "副市长", leads=True),
            Guest("supporting", "ＳＵＮ  BO", "Deputy head", leads=True),
            Guest("other", "Li"),
        ],
        by=cast.bill,
    )
    assert [row.n for row in found] == [1, 2, 3]
    # What was not known is filled in; what is printed otherwise elsewhere changes nothing.
    assert listed(meeting(one.code, actor=cast.bob)) == [
        (1, "supported", "田慧", "副市长", True),
        (2, "supporting", "Sun Bo", "Head", True),
        (3, "other", "Li", "", False),
    ]
    act = Act.objects.get(action="exchanges.add_guests")
    assert (act.thing_id, act.after) == (one.code, {"guests": [1, 2, 3], "represented": 0})
    for stranger in (cast.chen, cast.bob):
        with pytest.raises(Forbidden):
            add_guests(meeting=one, guests=[Guest("other", "Wu")], by=stranger)


def test_a_name_in_another_script_or_with_another_dot_is_not_seated_twice(cast: Cast) -> None:
    one = hold(cast, Guest("supported", "张国清"), Guest("supported", "阿布都·热合曼"))
    again = [Guest("supported", "張國清", "副市長"), Guest("supported", "阿布都•热合曼")]
    assert [row.n for row in add_guests(meeting=one, guests=again, by=cast.bill)] == [1, 2]
    assert listed(meeting(one.code, actor=cast.bob)) == [
        (1, "supported", "张国清", "副市長", False),
        (2, "supported", "阿布都·热合曼", "", False),
    ]


def test_who_did_not_come_is_named_with_who_stood_in(cast: Cast) -> None:
    absent = (
        RepresentedBy("Zhao", "Secretary", "greetings", "Sun bo"),
        RepresentedBy("Qian", "Governor", "greetings", "Sun Bo"),
        RepresentedBy("Zhou", "", "in_place"),
    )
    one = hold(cast, Guest("supporting", "Sun Bo"), represented=absent)
    add_guests(
        meeting=one, guests=[], represented=[absent[0], RepresentedBy("Wang")], by=cast.alice
    )
    found = meeting(one.code, actor=cast.bob)
    assert [
        (r.n, r.name, r.post, r.how, r.guest.name if r.guest else None)
        for r in found.represented.all()
    ] == [
        (1, "Zhao", "Secretary", "greetings", "Sun Bo"),
        (2, "Qian", "Governor", "greetings", "Sun Bo"),
        (3, "Zhou", "", "in_place", None),
        (4, "Wang", "", "in_place", None),
    ]
    (guest,) = found.guests.all()
    assert [r.name for r in guest.stands_for.all()] == ["Zhao", "Qian"]


def test_every_fault_of_people_is_told_at_once(cast: Cast) -> None:
    one = hold(cast, Guest("supported", "Tian", leads=True))
    with pytest.raises(Refused) as refused:
        add_guests(
            meeting=one,
            guests=[Guest("supported", "Xu", leads=True), Guest("both", "")],
            represented=[RepresentedBy("", "Mayor", "somehow", "Nobody")],
            by=cast.alice,
        )
    assert {(p.code, p.path) for p in refused.value.problems} == {
        ("two-heads", "guests.1.leads"), ("unknown-side", "guests.2.side"),
        ("guest-nameless", "guests.2.name"), ("guest-nameless", "represented.1.name"),
        ("unknown-representing", "represented.1.how"),
        ("represented-by-nobody", "represented.1.by"),
    }  # fmt: skip
    assert len(listed(one)) == 1
