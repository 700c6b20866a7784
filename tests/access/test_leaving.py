"""Who leaves: seats end, sessions die, the name stays under what she signed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.access.stage import Stage
from tests.cast import confirm, sale

from tallystick.access.models import Seat
from tallystick.access.queries.sealed import seat_problems
from tallystick.access.services import deactivate_user, grant_seat, reactivate_user
from tallystick.entries.models import EntryAct
from tallystick.journal.queries import records
from tallystick.kernel.problem import Conflict, Forbidden, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def test_a_deactivated_person_keeps_her_name_and_nothing_else(stage: Stage) -> None:
    entry = confirm(stage.cast, sale())
    deactivate_user(user=stage.user("alice"), by=stage.hana, why="retired")
    assert stage.actor("alice").seats == ()
    assert not Seat.objects.filter(user__username="alice", valid_to=None).exists()
    reported = EntryAct.objects.get(entry=entry, verb="submitted")
    assert reported.name == "Alice"
    [record] = records(kind="access.deactivate", about="alice")
    assert (record.content["why"], record.content["by"]["user"]) == ("retired", "hana")


def test_her_session_is_dead_and_does_not_revive_when_she_is_taken_back(
    stage: Stage, client: Client
) -> None:
    alice = stage.user("alice")
    alice.set_password("stick-and-stock-2020")
    alice.save()
    client.force_login(alice)
    assert client.get("/today/").status_code == 200
    deactivate_user(user=alice, by=stage.hana, why="left")
    assert client.get("/today/").status_code == 302
    reactivate_user(user=stage.user("alice"), by=stage.rita, why="came back")
    assert client.get("/today/").status_code == 302
    assert stage.actor("alice", timezone.localdate()).seats == ()


def test_only_her_own_head_or_an_administrator_lets_her_go(stage: Stage) -> None:
    for stranger in ("hugo", "ann", "chen"):
        with pytest.raises(Forbidden) as refused:
            deactivate_user(user=stage.user("alice"), by=stage.actor(stranger), why="x")
        assert refused.value.code == "head-deactivates"
    deactivate_user(user=stage.user("alice"), by=stage.rita, why="left")
    with pytest.raises(Conflict) as twice:
        deactivate_user(user=stage.user("alice"), by=stage.rita, why="left")
    assert twice.value.code == "person-left"


def test_letting_go_and_taking_back_take_a_reason(stage: Stage) -> None:
    with pytest.raises(Refused) as silent:
        deactivate_user(user=stage.user("alice"), by=stage.hana, why=" ")
    assert silent.value.code == "why-missing"
    with pytest.raises(Forbidden):
        reactivate_user(user=stage.user("alice"), by=stage.hana, why="x")
    with pytest.raises(Conflict):
        reactivate_user(user=stage.user("alice"), by=stage.rita, why="x")


def test_a_seat_that_had_not_begun_holds_on_no_day_and_stands_as_it_was_sealed(
    stage: Stage,
) -> None:
    day = timezone.localdate() + timedelta(days=5)
    ann = stage.user("ann")
    grant_seat(user=ann, office=stage.fir, role="head", since=day, by=stage.hana)
    deactivate_user(user=ann, by=stage.hana, why="left")
    reactivate_user(user=stage.user("ann"), by=stage.rita, why="x")
    assert stage.actor("ann", day).seats == ()
    assert list(seat_problems()) == []


def test_who_left_on_the_first_day_of_a_seat_is_not_taken_back_that_day(stage: Stage) -> None:
    today = timezone.localdate()
    ann = stage.user("ann")
    grant_seat(user=ann, office=stage.fir, role="head", since=today, by=stage.hana)
    deactivate_user(user=ann, by=stage.hana, why="left")
    with pytest.raises(Refused) as early:
        reactivate_user(user=stage.user("ann"), by=stage.rita, why="x")
    assert early.value.code == "seat-lasts-today"
    assert stage.actor("ann", today).seats == ()


def test_seats_that_have_not_begun_end_as_well(stage: Stage) -> None:
    later = date(2999, 1, 1)
    grant_seat(user=stage.user("alice"), office=stage.fir, role="head", since=later, by=stage.hana)
    deactivate_user(user=stage.user("alice"), by=stage.hana, why="left")
    reactivate_user(user=stage.user("alice"), by=stage.rita, why="x")
    assert stage.actor("alice", date(2999, 1, 2)).seats == ()
