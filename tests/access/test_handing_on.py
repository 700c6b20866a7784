"""Roles handed on while away, and handed over for good."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.access.stage import DAWN, DAY, Stage
from tests.cast import SYSTEM, enter, sale

from tallystick.access.models import Seat
from tallystick.access.services import (
    add_user,
    deactivate_user,
    delegate_seat,
    end_seat,
    grant_seat,
    hand_over_seat,
    open_office,
)
from tallystick.entries import services as entries
from tallystick.entries.queries import lists
from tallystick.kernel.problem import Forbidden, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.journal]
FROM, TO = date(2020, 5, 1), date(2020, 5, 14)
WITHIN, AFTER = date(2020, 5, 14), date(2020, 5, 15)


def delegate(stage: Stage, by: str, to: str = "alice", **changes: Any) -> Seat:
    values = {
        "seat": stage.seat("ann", "confirmer"),
        "since": FROM,
        "until": TO,
        "why": "leave",
        "at": DAWN,
    }
    return delegate_seat(**{**values, "to": stage.user(to), "by": stage.actor(by), **changes})


def test_a_holder_away_hands_her_role_to_a_colleague_from_a_day_to_a_day(stage: Stage) -> None:
    delegate(stage, "ann")
    [handed] = [s for s in stage.actor("alice", WITHIN).seats if s.role == "confirmer"]
    assert handed.stands_for == stage.user("ann").pk
    assert stage.actor("ann", WITHIN).roles == {"confirmer", "matcher"}
    for day in (date(2020, 4, 30), AFTER):
        assert stage.actor("alice", day).roles == {"clerk"}


def test_who_left_the_office_hands_nothing_on_there(stage: Stage) -> None:
    seat = stage.seat("alice", "clerk")
    end_seat(seat=seat, last_day=date(2019, 12, 31), by=SYSTEM, why="moved")
    with pytest.raises(Forbidden) as refused:
        delegate(stage, "alice", "ann", seat=seat)
    assert refused.value.code == "head-grants"


def test_a_role_that_was_handed_on_ends_with_the_last_seat_of_her_own(stage: Stage) -> None:
    delegate(stage, "ann")
    assert "confirmer" in stage.actor("alice", WITHIN).roles
    end_seat(
        seat=stage.seat("alice", "clerk"), last_day=date(2020, 5, 7), by=SYSTEM, why="moved",
    )  # fmt: skip
    assert "confirmer" in stage.actor("alice", date(2020, 5, 7)).roles
    assert stage.actor("alice", date(2020, 5, 8)).roles == set()
    # A seat elsewhere makes her no colleague here.
    mill = open_office(code="mill", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM)
    grant_seat(user=stage.user("alice"), office=mill, role="clerk", since=FROM, by=SYSTEM)
    assert {seat.office for seat in stage.actor("alice", WITHIN).seats} == {"mill"}


def test_an_expired_delegation_confirms_nothing(stage: Stage) -> None:
    add_user(username="cara", name_en="Cara", by=SYSTEM)
    grant_seat(user=stage.user("cara"), office=stage.fir, role="clerk", since=DAY, by=SYSTEM)
    delegate(stage, "ann", "cara")
    entry = enter(stage.cast, sale())
    with pytest.raises(Forbidden) as refused:
        entries.confirm_entry(
            entry_id=entry.pk, version=entry.version, by=stage.actor("cara", AFTER)
        )
    assert refused.value.code == "not-allowed"
    done = entries.confirm_entry(
        entry_id=entry.pk, version=entry.version, by=stage.actor("cara", WITHIN)
    )
    assert done.state == "confirmed"


def test_a_role_handed_on_makes_nobody_second_to_herself(stage: Stage) -> None:
    delegate(stage, "ann")  # alice now confirms for ann …
    entry = enter(stage.cast, sale())  # … and entered this one
    with pytest.raises(Forbidden) as refused:
        entries.confirm_entry(
            entry_id=entry.pk, version=entry.version, by=stage.actor("alice", WITHIN)
        )
    assert refused.value.code == "second-person"


def test_a_holder_does_not_confirm_her_own_through_the_colleague_she_chose(stage: Stage) -> None:
    grant_seat(user=stage.user("ann"), office=stage.fir, role="clerk", since=DAY, by=SYSTEM)
    add_user(username="cara", name_en="Cara", by=SYSTEM)
    grant_seat(user=stage.user("cara"), office=stage.fir, role="clerk", since=DAY, by=SYSTEM)
    delegate(stage, "ann", "cara")
    entry = entries.draft_entry(report=sale(), by=stage.actor("ann"))
    entries.submit_entry(entry_id=entry.pk, version=entry.version, by=stage.actor("ann"))
    entry.refresh_from_db()
    with pytest.raises(Forbidden):
        entries.confirm_entry(
            entry_id=entry.pk, version=entry.version, by=stage.actor("cara", WITHIN)
        )


@pytest.mark.parametrize(
    ("to", "changes", "code"),
    [
        ("bob", {}, "not-of-the-office"),
        ("chen", {}, "not-of-the-office"),
        ("ann", {}, "hand-on-to-herself"),
        ("alice", {"until": date(2020, 4, 1)}, "seat-ends-early"),
        ("alice", {"since": date(2014, 1, 1)}, "outside-the-seat"),
    ],
)
def test_a_role_is_not_handed_across_offices_or_days(
    stage: Stage, to: str, changes: Any, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        delegate(stage, "ann", to, **changes)
    assert code in {problem.code for problem in refused.value.problems}


def test_only_the_holder_or_her_head_hands_a_role_on(stage: Stage) -> None:
    for stranger in ("alice", "hugo", "rita"):
        with pytest.raises(Forbidden):
            delegate(stage, stranger)
    assert delegate(stage, "hana").stands_for == stage.seat("ann", "confirmer")


def test_what_was_handed_on_is_not_handed_on_again(stage: Stage) -> None:
    delegate(stage, "ann")
    with pytest.raises(Refused) as refused:
        delegate(stage, "hana", "hana", seat=stage.seat("alice", "confirmer"))
    assert refused.value.code == "handed-on-already"


def test_a_delegation_ends_with_the_seat_it_stands_for(stage: Stage) -> None:
    delegate(stage, "ann")
    end_seat(seat=stage.seat("ann", "confirmer"), last_day=FROM, by=SYSTEM, why="left")
    assert stage.actor("alice", FROM).roles == {"clerk", "confirmer"}
    assert stage.actor("alice", date(2020, 5, 2)).roles == {"clerk"}


def test_a_delegation_ends_at_once_when_the_holder_is_deactivated(stage: Stage) -> None:
    delegate(stage, "ann")
    deactivate_user(user=stage.user("ann"), by=stage.hana, why="dismissed")
    assert stage.actor("alice", FROM).roles == {"clerk"}


def test_a_role_is_handed_over_for_good_in_one_step_and_work_keeps_its_place(
    stage: Stage,
) -> None:
    entry = enter(stage.cast, sale())
    waiting = (
        [row.pk for row in lists.to_confirm(stage.actor("ann"))]
        if hasattr(lists, "to_confirm")
        else [entry.pk]
    )
    hand_over_seat(
        seat=stage.seat("ann", "confirmer"),
        to=stage.user("alice"),
        first_day=AFTER,
        at=DAWN,
        by=stage.hana,
        why="moved to the province",
    )
    assert stage.actor("ann", WITHIN).roles == {"confirmer", "matcher"}
    assert stage.actor("ann", AFTER).roles == {"matcher"}
    assert stage.actor("alice", AFTER).roles == {"clerk", "confirmer"}
    entry.refresh_from_db()
    assert (entry.state, waiting) == ("submitted", [entry.pk])
    with pytest.raises(Refused) as herself:
        hand_over_seat(
            seat=stage.seat("alice", "clerk"),
            to=stage.user("alice"),
            first_day=AFTER,
            by=stage.hana,
            why="x",
        )
    assert herself.value.code == "hand-on-to-herself"
    with pytest.raises(Forbidden):
        hand_over_seat(
            seat=stage.seat("bob", "matcher"),
            to=stage.user("ben"),
            first_day=AFTER,
            by=stage.hana,
            why="x",
        )
