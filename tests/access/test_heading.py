"""Who seats the head of an office that has none; never whoever keeps the server, alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests.access.stage import DAWN, DAY, Stage
from tests.cast import SYSTEM

from tallystick.access.models import Office, Seat
from tallystick.access.queries import (
    Way,
    heading,
    may_name_head,
    proposed_head,
    sealed_acts,
    seat_problems,
)
from tallystick.access.services import (
    add_user,
    agree_head,
    deactivate_user,
    end_seat,
    grant_seat,
    make_code,
    name_head,
    open_office,
    propose_head,
)
from tallystick.journal.queries import records
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def office(code: str, region: str) -> Office:
    return open_office(code=code, region=region, name_en=code.title(), name_zh="", by=SYSTEM)


def person(stage: Stage, name: str, at: str = "", role: str = "head") -> Actor:
    user = add_user(username=name, name_en=name.title(), by=SYSTEM)
    if at:
        place = Office.objects.get(code=at)
        grant_seat(user=user, office=place, role=role, since=DAY, by=SYSTEM)
    return stage.actor(name)


def name(stage: Stage, place: Office, by: Actor, user: str = "nora") -> Seat:
    return name_head(office=place, user=stage.user(user), since=DAY, at=DAWN, by=by)


def leave(stage: Stage, *names: str) -> None:
    """Let people go as whoever keeps the server may."""
    for one in names:
        deactivate_user(user=stage.user(one), by=stage.rita, why="left")


def refused(stage: Stage, place: Office, by: Actor) -> str:
    with pytest.raises((Forbidden, Conflict)) as fault:
        name(stage, place, by)
    return fault.value.code


def test_an_administrator_names_the_first_head_of_a_side_and_no_other(stage: Stage) -> None:
    glen = office("glen", "xx-far")
    person(stage, "nora")
    assert heading(glen).way == Way.SETTING_UP
    offered = {one.username for one in (stage.hana, stage.rita) if may_name_head(one, glen)}
    assert offered == {"rita"}
    assert refused(stage, glen, stage.hana) == "not-allowed"
    with pytest.raises(Forbidden) as herself:
        name(stage, glen, stage.rita, "rita")
    assert herself.value.code == "no-own-grant"
    seat = name(stage, glen, stage.rita)
    [record] = records(about=seat.key)
    assert "setting up" in record.content["why"]
    assert refused(stage, glen, stage.rita) == "head-there-already"
    assert make_code(user=stage.user("nora"), by=stage.rita).reason == "invitation"


@pytest.mark.parametrize("region", ["xx-fir", "xx-fir-mill", "xx-west"])
def test_where_a_side_has_a_head_she_names_the_head_of_a_further_office(
    stage: Stage, region: str
) -> None:
    two = office("two", region)
    person(stage, "nora")
    for stranger in (stage.rita, stage.hugo, stage.actor("chen")):
        assert refused(stage, two, stranger) == "side-names-head"
    assert name(stage, two, stage.hana).granted_by == stage.user("hana")
    assert make_code(user=stage.user("nora"), by=stage.hana).reason == "invitation"


def test_whoever_stands_over_a_place_names_before_whoever_stands_under_it(stage: Stage) -> None:
    office("west", "xx-west")
    wendy = person(stage, "wendy", "west")
    two = office("west-two", "xx-west")
    person(stage, "nora")
    assert refused(stage, two, stage.hana) == "side-names-head"
    assert name(stage, two, wendy)


def test_an_office_whose_last_head_left_gets_one_from_the_level_over_it(stage: Stage) -> None:
    mill = office("mill", "xx-fir-mill")
    person(stage, "mia", "mill")
    office("mill-two", "xx-fir-mill")
    beside = person(stage, "moe", "mill-two")
    leave(stage, "mia")
    person(stage, "nora")
    for stranger in (stage.rita, stage.hugo, beside):
        assert refused(stage, mill, stranger) == "side-names-head"
    assert name(stage, mill, stage.hana)


def proposed(stage: Stage) -> Actor:
    """End every head of Fir's side, and let the programme's office propose Nora."""
    leave(stage, "hana", "amy")
    person(stage, "nora")
    pia = person(stage, "pia", "nation", "programme_office")
    propose_head(office=stage.fir, user=stage.user("nora"), by=pia, why="Hana retired")
    return pia


def agree(stage: Stage, by: Actor, record: int | None = None) -> Seat:
    found = proposed_head(stage.fir)
    assert found is not None
    return agree_head(office=stage.fir, record=record or found.seq, by=by)


def test_nobody_alone_seats_a_head_on_a_side_that_lost_all_of_its_own(stage: Stage) -> None:
    pia = proposed(stage)
    two = office("fir-two", "xx-fir")
    for place in (stage.fir, two):
        for alone in (stage.rita, pia, stage.hugo):
            assert refused(stage, place, alone) == "both-sides-name-head"
    for not_asked in (stage.rita, pia, stage.actor("alice"), stage.actor("bob")):
        with pytest.raises(Forbidden) as fault:
            agree(stage, not_asked)
        assert fault.value.code == "other-head-agrees"
    assert not Seat.objects.filter(user__username="nora").exists()


def test_both_sides_together_seat_her_sealed_and_shown(stage: Stage) -> None:
    pia = proposed(stage)
    shown = [r.kind for r in sealed_acts(frozenset({"xx-fir"}))]
    assert shown[0] == "access.propose_head"
    seat = agree(stage, stage.hugo)
    [record] = records(about=seat.key)
    assert record.content["by"]["user"] == "pia"
    assert record.content["agreed_by"] == {"user": "hugo", "name": "Hugo"}
    assert proposed_head(stage.fir) is None
    assert list(seat_problems()) == []
    for stranger in (stage.rita, stage.hugo):
        with pytest.raises(Forbidden):
            make_code(user=stage.user("nora"), by=stranger)
    assert make_code(user=stage.user("nora"), by=pia).reason == "invitation"


def test_only_the_programmes_office_or_the_sides_own_heads_propose(stage: Stage) -> None:
    office("mill", "xx-fir-mill")
    mia = person(stage, "mia", "mill")
    person(stage, "nora")
    with pytest.raises(Conflict):  # Hana stands: she grants
        propose_head(office=stage.fir, user=stage.user("nora"), by=mia, why="x")
    leave(stage, "hana", "amy")
    for stranger in (stage.rita, stage.hugo, stage.actor("chen")):
        with pytest.raises(Forbidden) as fault:
            propose_head(office=stage.fir, user=stage.user("nora"), by=stranger, why="x")
        assert fault.value.code == "office-proposes-head"
    with pytest.raises(Forbidden) as herself:
        propose_head(office=stage.fir, user=stage.user("mia"), by=mia, why="x")
    assert herself.value.code == "no-own-grant"
    with pytest.raises(Refused) as silent:
        propose_head(office=stage.fir, user=stage.user("nora"), by=mia, why=" ")
    assert silent.value.code == "why-missing"
    with pytest.raises(Refused) as gone:
        propose_head(office=stage.fir, user=stage.user("hana"), by=mia, why="x")
    assert gone.value.code == "person-left"
    assert propose_head(office=stage.fir, user=stage.user("nora"), by=mia, why="x")


def test_one_agrees_to_the_proposal_she_read_and_to_none_that_fell(stage: Stage) -> None:
    pia = proposed(stage)
    first = proposed_head(stage.fir)
    assert first is not None
    person(stage, "nick")
    propose_head(office=stage.fir, user=stage.user("nick"), by=pia, why="better")
    with pytest.raises(Conflict) as fault:
        agree(stage, stage.hugo, first.seq)
    assert fault.value.code == "changed-meanwhile"
    end_seat(seat=stage.seat("pia", "programme_office"), last_day=date(2021, 1, 1), by=SYSTEM,
             why="moved")  # fmt: skip
    with pytest.raises(Conflict) as fallen:
        agree(stage, stage.hugo)
    assert fallen.value.code == "proposer-left"


def test_where_neither_side_has_a_head_the_other_one_gets_its_first(stage: Stage) -> None:
    """The supporting side never had a head: its first comes by its setting up, and agrees."""
    pia = proposed(stage)
    leave(stage, "hugo", "bill")
    for alone in (stage.rita, pia):
        assert refused(stage, stage.quay, alone) == "both-sides-name-head"
    Seat.objects.filter(role="head", office=stage.quay).delete()
    Seat.objects.filter(office=stage.quay).delete()
    person(stage, "quinn")
    assert heading(stage.quay).way == Way.SETTING_UP
    name_head(office=stage.quay, user=stage.user("quinn"), since=DAY, at=DAWN, by=stage.rita)
    assert agree(stage, stage.actor("quinn")).user == stage.user("nora")


def test_a_head_named_over_an_unpaired_place_comes_from_under_it(stage: Stage) -> None:
    """A place above both sides opens no back door to either: the nation's head is nobody's own."""
    nation = Office.objects.get(code="nation")
    person(stage, "nora")
    assert refused(stage, nation, stage.rita) == "side-names-head"
