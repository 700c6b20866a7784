"""Who audits, evaluates or keeps the server decides no figures, whichever role came first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.access.stage import DAWN, DAY, Stage
from tests.cast import SYSTEM

from tallystick.access.models import Office, Role, Seat
from tallystick.access.queries import seat_problems
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY, KEPT_APART, kept_apart
from tallystick.access.services import (
    add_user,
    agree_head,
    delegate_seat,
    end_seat,
    grant_seat,
    hand_over_seat,
    name_head,
    open_office,
    propose_head,
)
from tallystick.kernel.problem import Refused
from tallystick.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.journal]
PAIRS = [(looks, decides) for looks, several in KEPT_APART.items() for decides in sorted(several)]


def grant(stage: Stage, name: str, role: str, office: Office, **more: Any) -> Seat:
    values = {"since": DAY, "at": DAWN, "by": SYSTEM, **more}
    return grant_seat(user=stage.user(name), office=office, role=role, **values)


def newcomer(name: str = "nora") -> None:
    add_user(username=name, name_en=name.title(), by=SYSTEM)


def test_each_role_that_looks_over_the_others_is_kept_from_those_that_decide() -> None:
    assert KEPT_APART.keys() == {"auditor", "evaluator", "administrator"}
    for role in KEPT_APART:
        assert kept_apart(role) >= GRANTED_BY_HEAD_ONLY
    assert kept_apart("clerk") == {"auditor", "evaluator"}
    for role in Role.values:
        assert all(role in kept_apart(other) for other in kept_apart(role))


@pytest.mark.parametrize(("looks", "decides"), PAIRS)
def test_neither_is_granted_to_whoever_holds_the_other(
    stage: Stage, looks: str, decides: str
) -> None:
    nation = Office.objects.get(code="nation")
    for name, first, second in (("nora", looks, decides), ("nick", decides, looks)):
        newcomer(name)
        places = {looks: nation, decides: stage.fir}
        grant(stage, name, first, places[first])
        with pytest.raises(Refused) as refused:
            grant(stage, name, second, places[second])
        [problem] = refused.value.problems
        assert (problem.code, problem.path) == ("role-kept-apart", "role")
        assert problem.params == {
            "who": name, "role": second, "held": first,
            "office": problem.params["office"],
        }  # fmt: skip
        assert "End that seat first" in problem.sentence("en")
        assert "先结束该职位" in problem.sentence("zh")


def test_a_head_makes_no_auditor_of_her_office_its_matcher(stage: Stage) -> None:
    newcomer()
    grant(stage, "nora", "auditor", stage.fir, by=stage.rita)
    with pytest.raises(Refused) as refused:
        grant(stage, "nora", "matcher", stage.fir, by=stage.hana)
    assert refused.value.code == "role-kept-apart"
    newcomer("nick")  # the control: of whoever audits nothing she does
    assert grant(stage, "nick", "matcher", stage.fir, by=stage.hana).role == "matcher"


def test_what_reaches_beyond_one_office_is_held_together(stage: Stage) -> None:
    newcomer()
    for role in ("administrator", "auditor", "evaluator", "programme_office"):
        grant(stage, "nora", role, stage.fir)
    newcomer("nick")
    for role in ("clerk", "administrator"):  # a small office: no figure counts by either
        grant(stage, "nick", role, stage.fir)
    assert not list(seat_problems())


def test_seats_that_follow_one_another_are_no_fault(stage: Stage) -> None:
    newcomer()
    seat = grant(stage, "nora", "auditor", stage.fir)
    end_seat(seat=seat, last_day=date(2020, 3, 31), by=SYSTEM, why="moved")
    with pytest.raises(Refused):
        grant(stage, "nora", "matcher", stage.fir, since=date(2020, 3, 31))
    assert grant(stage, "nora", "matcher", stage.fir, since=date(2020, 4, 1))
    with pytest.raises(Refused):  # nor back, for the days after
        grant(stage, "nora", "auditor", stage.fir, until=date(2020, 4, 1), since=date(2020, 4, 1))


def test_no_role_is_handed_on_or_over_to_who_looks_over_it(stage: Stage) -> None:
    newcomer()
    grant(stage, "nora", "evaluator", stage.fir)
    seat = stage.seat("ann", "matcher")
    with pytest.raises(Refused) as lent:
        delegate_seat(seat=seat, to=stage.user("nora"), since=DAY, until=date(2020, 2, 1),
                      by=stage.actor("ann"), why="leave", at=DAWN)  # fmt: skip
    assert lent.value.code == "role-kept-apart"
    with pytest.raises(Refused) as given:
        hand_over_seat(seat=seat, to=stage.user("nora"), first_day=DAY, by=stage.hana, why="moved",
                       at=DAWN)  # fmt: skip
    assert given.value.code == "role-kept-apart"
    seat.refresh_from_db()
    assert seat.valid_to is None


def test_who_stands_in_as_matcher_is_given_no_audit_meanwhile(stage: Stage) -> None:
    delegate_seat(seat=stage.seat("ann", "matcher"), to=stage.user("alice"), since=DAY,
                  until=date(2020, 2, 1), by=stage.actor("ann"), why="leave", at=DAWN)  # fmt: skip
    end_seat(seat=stage.seat("alice", "clerk"), last_day=date(2020, 1, 31), by=SYSTEM, why="moved")
    with pytest.raises(Refused) as refused:
        grant(stage, "alice", "auditor", stage.fir, since=date(2020, 2, 1))
    assert refused.value.code == "role-kept-apart"
    assert grant(stage, "alice", "auditor", stage.fir, since=date(2020, 2, 2))


def test_no_way_to_a_head_passes_by_it(stage: Stage) -> None:
    far = open_office(code="mill", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM)
    newcomer()
    grant(stage, "nora", "auditor", Office.objects.get(code="nation"))
    with pytest.raises(Refused) as named:
        name_head(office=far, user=stage.user("nora"), since=DAY, by=stage.hana, at=DAWN)
    assert named.value.code == "role-kept-apart"
    newcomer("nick")
    grant(stage, "nick", "programme_office", Office.objects.get(code="nation"))
    for name in ("hana", "amy"):
        end_seat(seat=stage.seat(name, "head"), last_day=DAY, by=SYSTEM, why="left")
    put = propose_head(office=stage.fir, user=stage.user("nora"), by=stage.actor("nick"), why="x")
    with pytest.raises(Refused) as agreed:
        agree_head(office=stage.fir, record=put.seq, by=stage.hugo)
    assert agreed.value.code == "role-kept-apart"


def test_who_came_to_hold_both_all_the_same_is_found(stage: Stage) -> None:
    newcomer()
    grant(stage, "nora", "auditor", stage.fir)
    office = open_office(code="far-two", region="xx-far", name_en="2", name_zh="", by=SYSTEM)
    assert office.region == Region.objects.get(code="xx-far")
    Seat.objects.create(user=stage.user("nora"), office=office, role="matcher", valid_from=DAY)
    found = {problem.code: problem for problem in seat_problems()}
    assert found.keys() == {"seat-unlike-seal", "seats-not-apart"}
    assert found["seats-not-apart"].params == {
        "who": "nora", "role": "auditor", "other": "matcher",
    }  # fmt: skip
    assert "End one of the two seats" in found["seats-not-apart"].sentence("en")
