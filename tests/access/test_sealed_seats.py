"""Every grant and end is sealed, and seats are held to it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.access.stage import DAWN, DAY, Stage
from tests.cast import SYSTEM

from tallystick.access.models import Office, Seat, User
from tallystick.access.queries import seat_problems
from tallystick.access.services import deactivate_user, delegate_seat, end_seat, hand_over_seat
from tallystick.journal.queries import records
from tallystick.journal.verify import verify
from tallystick.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def codes() -> list[str]:
    return [problem.code for problem in seat_problems()]


def test_a_grant_says_who_what_where_since_when_and_by_whom(stage: Stage) -> None:
    seat = stage.seat("hana", "head")
    [record] = records(about=seat.key)
    assert record.kind == "access.grant"
    assert record.content == {
        "user": "hana",
        "name": "Hana",
        "office": "fir",
        "region": "xx-fir",
        "role": "head",
        "since": "2015-01-01",
        "until": None,
        "stands_for": None,
        "by": {"user": "system", "name": "cast"},
        "why": "",
    }


def test_seats_through_all_their_changes_are_as_they_were_sealed(stage: Stage) -> None:
    seat = stage.seat("ann", "confirmer")
    delegate_seat(
        seat=seat,
        to=stage.user("alice"),
        since=DAY,
        at=DAWN,
        until=date(2020, 2, 1),
        by=stage.actor("ann"),
        why="leave",
    )
    hand_over_seat(
        seat=stage.seat("bob", "matcher"),
        to=stage.user("ben"),
        first_day=DAY,
        at=DAWN,
        by=stage.hugo,
        why="moved",
    )
    end_seat(seat=seat, last_day=date(2020, 3, 1), at=DAWN, by=stage.hana, why="moved")
    deactivate_user(user=stage.user("alice"), by=stage.hana, why="left")
    assert codes() == []
    assert verify().ok


@pytest.mark.parametrize(
    "change",
    [
        {"role": "matcher"},
        {"valid_to": date(2030, 1, 1)},
        {"valid_from": date(2010, 1, 1)},
        {"user_id": "bob"},
        {"office_id": "quay"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_seat_changed_behind_the_products_back_is_found(stage: Stage, change: dict) -> None:  # type: ignore[type-arg]
    named = {
        "user_id": lambda code: User.objects.get(username=code).pk,
        "office_id": lambda code: Office.objects.get(code=code).pk,
    }
    fields = {name: named[name](v) if name in named else v for name, v in change.items()}
    Seat.objects.filter(pk=stage.seat("alice", "clerk").pk).update(**fields)
    assert "seat-unlike-seal" in codes()


def test_a_seat_without_a_seal_and_a_seal_without_its_seat_are_found(stage: Stage) -> None:
    Seat.objects.filter(pk=stage.seat("alice", "clerk").pk).delete()
    assert codes() == ["seat-unlike-seal"]
    Seat.objects.create(user=stage.user("bob"), office=stage.quay, role="head", valid_from=DAY)
    assert codes() == ["seat-unlike-seal", "seat-unlike-seal"]


def test_an_office_moved_to_the_other_side_is_found(stage: Stage) -> None:
    Office.objects.filter(code="fir").update(region=Region.objects.get(code="xx-quay"))
    assert "seat-unlike-seal" in codes()


def test_a_person_revived_behind_the_products_back_is_found(stage: Stage) -> None:
    deactivate_user(user=stage.user("alice"), by=stage.hana, why="left")
    User.objects.filter(username="alice").update(is_active=True)
    User.objects.filter(username="bob").update(is_active=False)
    assert codes() == ["person-unlike-seal", "person-unlike-seal"]


def test_who_came_to_sit_on_both_sides_all_the_same_is_found(stage: Stage) -> None:
    Seat.objects.create(user=stage.user("bob"), office=stage.fir, role="clerk", valid_from=DAY)
    assert "both-sides-seated" in codes()


def test_nothing_is_sealed_for_a_grant_that_changed_nothing(stage: Stage) -> None:
    from tallystick.access.services import grant_seat

    before = len(records())
    grant_seat(user=stage.user("alice"), office=stage.fir, role="clerk", since=DAY, by=SYSTEM)
    assert len(records()) == before
