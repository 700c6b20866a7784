"""`invite_person`: name, first seat and code at once, or nothing of her is kept."""

from __future__ import annotations

import pytest
from tests.access.stage import DAWN, Stage
from tests.cast import SYSTEM

from tallystick.access.models import Office, User
from tallystick.access.queries import heads_office
from tallystick.access.services import invite_person, open_office
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def invite(office: Office, role: str, by: Actor, username: str = "nora") -> User:
    return invite_person(
        office=office, role=role, username=username, name_en=username.title(), by=by, at=DAWN
    ).user


def test_she_is_added_seated_and_given_a_code(stage: Stage) -> None:
    nora = invite(stage.fir, "clerk", stage.hana)
    assert stage.actor("nora").roles == {"clerk"}
    assert nora.codes.filter(used_at=None).count() == 1


def test_a_head_is_granted_by_the_head_there_and_else_named(stage: Stage) -> None:
    assert stage.actor(invite(stage.fir, "head", stage.hana).username).roles == {"head"}
    with pytest.raises(Conflict) as there:
        invite(stage.quay, "head", stage.rita, "nick")
    assert there.value.code == "head-there-already"
    mill = open_office(code="mill", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM)
    invite(mill, "head", stage.hana, "nick")
    assert heads_office(stage.actor("nick"), mill)


def test_who_may_not_seat_her_adds_nobody(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        invite(stage.quay, "matcher", stage.hana)
    assert not User.objects.filter(username="nora").exists()
