"""Who grants what, where; and nobody sits on both sides of a pairing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.access.stage import DAWN, DAY, Stage
from tests.cast import OPENED, SYSTEM, confirm, sale

from tallystick.access.models import Office, Opposite, Seat
from tallystick.access.queries import facing, heads_office, offices, who_may
from tallystick.access.queries.heading import _line
from tallystick.access.queries.sides import paired_with
from tallystick.access.rules import Sides
from tallystick.access.services import (
    add_user,
    delegate_seat,
    end_seat,
    face_regions,
    grant_seat,
    hand_over_seat,
    open_office,
)
from tallystick.entries.models import Entry
from tallystick.entries.policy import ROWS
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.programme.services import create_pairing
from tallystick.programme.services.places import add_region
from tallystick.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.journal]


def grant(stage: Stage, name: str, office: Office, role: str, by: Actor, **more: object) -> Seat:
    values = {"since": DAY, "at": DAWN, **more}
    return grant_seat(user=stage.user(name), office=office, role=role, by=by, **values)  # type: ignore[arg-type]


def newcomer(name: str = "nora") -> None:
    add_user(username=name, name_en=name.title(), by=SYSTEM)


@pytest.mark.parametrize("role", ["confirmer", "matcher", "signatory", "head", "clerk"])
def test_the_head_of_one_side_grants_nothing_at_the_other(stage: Stage, role: str) -> None:
    newcomer()
    grant(stage, "nora", stage.fir, role, stage.hana)  # the control: at her own office she does
    newcomer("nick")
    with pytest.raises(Forbidden) as refused:
        grant(stage, "nick", stage.quay, role, stage.hana)
    assert refused.value.code == "head-grants"


@pytest.mark.parametrize("role", ["confirmer", "matcher", "signatory", "head"])
def test_an_administrator_grants_no_role_that_decides_figures(stage: Stage, role: str) -> None:
    newcomer()
    with pytest.raises(Forbidden) as refused:
        grant(stage, "nora", stage.fir, role, stage.rita)
    assert refused.value.code == "head-grants"
    assert grant(stage, "nora", stage.fir, "clerk", stage.rita).role == "clerk"


@pytest.mark.parametrize("role", ["administrator", "programme_office", "auditor", "evaluator"])
def test_no_head_grants_what_reaches_beyond_her_office(stage: Stage, role: str) -> None:
    newcomer()
    with pytest.raises(Forbidden) as refused:
        grant(stage, "nora", stage.fir, role, stage.hana)
    assert refused.value.code == "administrator-grants"
    assert grant(stage, "nora", stage.fir, role, stage.rita).role == role


def test_a_head_grants_at_her_own_office_only_even_where_another_works_for_the_place(
    stage: Stage,
) -> None:
    other = open_office(code="fir-two", region="xx-fir", name_en="Fir 2", name_zh="", by=SYSTEM)
    newcomer()
    with pytest.raises(Forbidden):
        grant(stage, "nora", other, "matcher", stage.hana)


def test_nobody_is_granted_seats_on_both_sides_through_two_offices(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        grant(stage, "alice", stage.quay, "clerk", stage.hugo)
    problem = refused.value.problems[0]
    assert (problem.code, problem.params["office"]) == ("both-sides-granted", "fir")
    # chen works for a place that faces neither
    assert grant(stage, "chen", stage.quay, "clerk", stage.hugo).office == stage.quay


def test_a_county_under_one_side_faces_the_other_side_as_well(stage: Stage) -> None:
    mill = open_office(code="mill", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM)
    assert facing("xx-fir-mill") == {"xx-east": "east-west", "xx-quay": "quay-fir"}
    newcomer()
    grant(stage, "nora", mill, "clerk", SYSTEM)
    with pytest.raises(Refused) as refused:
        grant(stage, "nora", stage.quay, "clerk", stage.hugo)
    assert refused.value.code == "both-sides-granted"


def test_one_who_moved_from_one_side_to_the_other_holds_no_two_seats_on_a_day(
    stage: Stage,
) -> None:
    end_seat(seat=stage.seat("alice", "clerk"), last_day=date(2020, 3, 31), by=SYSTEM, why="moved")
    with pytest.raises(Refused):
        grant(stage, "alice", stage.quay, "clerk", stage.hugo, since=date(2020, 3, 31))
    assert grant(stage, "alice", stage.quay, "clerk", stage.hugo, since=date(2020, 4, 1))


def test_a_pairing_made_later_finds_who_would_sit_on_both_sides(stage: Stage) -> None:
    grant(stage, "chen", stage.quay, "clerk", stage.hugo)
    with pytest.raises(Refused) as refused:
        create_pairing(
            code="east-far", programme="nowhere", supporting="xx-east", supported="xx-far",
            level="province", by=SYSTEM,
        )  # fmt: skip
    problem = refused.value.problems[0]
    assert (problem.code, problem.params["who"]) == ("both-sides-seated", "chen")
    assert not Opposite.objects.filter(pairing="east-far").exists()


def test_places_face_each_other_once_a_pairing(stage: Stage) -> None:
    places = {code: Region.objects.get(code=code) for code in ("xx-east", "xx-far")}
    for _ in range(2):
        face_regions(
            pairing="x", supporting=places["xx-east"], supported=places["xx-far"], by=SYSTEM
        )
    assert facing("xx-far") == {"xx-east": "x"}


def test_a_seat_has_days_and_holds_on_these_only(stage: Stage) -> None:
    newcomer()
    until = date(2020, 6, 30)
    grant(stage, "nora", stage.fir, "clerk", SYSTEM, until=until)
    assert stage.actor("nora", until).roles == {"clerk"}
    assert stage.actor("nora", date(2020, 7, 1)).roles == frozenset()
    with pytest.raises(Refused) as backwards:
        grant(stage, "nora", stage.fir, "head", stage.hana, until=date(2019, 1, 1))
    assert backwards.value.code == "seat-ends-early"
    with pytest.raises(Refused) as twice:
        grant(stage, "nora", stage.fir, "clerk", stage.hana)
    assert twice.value.code == "seat-held-already"


def test_a_seat_that_begins_later_is_no_seat_from_today(stage: Stage) -> None:
    newcomer()
    later = grant(stage, "nora", stage.fir, "clerk", stage.hana, since=DAY + timedelta(days=30))
    with pytest.raises(Refused) as refused:
        grant(stage, "nora", stage.fir, "clerk", stage.hana)
    assert refused.value.code == "seat-held-already"
    assert stage.actor("nora").roles == frozenset()
    # the control: from its own first day, or a later one, it is the seat there is
    for days in (30, 31):
        since = DAY + timedelta(days=days)
        assert grant(stage, "nora", stage.fir, "clerk", stage.hana, since=since) == later


def test_the_same_rows_say_who_may(stage: Stage) -> None:
    match = ROWS["entries.match"]
    quay, fir = frozenset({"xx-quay"}), frozenset({"xx-fir"})
    found = who_may(match, Sides(own=fir, other=quay), on=DAY)
    assert [holder.user.username for holder in found] == ["bob"]
    assert [h.user.username for h in who_may(match, Sides(own=quay, other=fir), on=DAY)] == ["ann"]
    assert who_may(match, Sides(own=fir, other=quay), on=date(2014, 1, 1)) == []
    everybody = who_may(ROWS["entries.post_waiting"], on=OPENED)
    assert {h.user.username for h in everybody} >= {"alice", "chen", "rita"}


@pytest.mark.parametrize("until", [DAY, date(2020, 12, 31), None])
def test_no_seat_begins_on_a_day_that_is_over(stage: Stage, until: date | None) -> None:
    newcomer()
    noon = DAWN + timedelta(days=1)
    with pytest.raises(Refused) as granted:
        grant(stage, "nora", stage.fir, "clerk", stage.hana, until=until, at=noon)
    ann, alice = stage.seat("ann", "matcher"), stage.user("alice")
    later, why = until or date(2021, 1, 1), "x"
    with pytest.raises(Refused) as on:
        delegate_seat(seat=ann, to=alice, since=DAY, until=later, by=stage.hana, why=why, at=noon)
    with pytest.raises(Refused) as over:
        hand_over_seat(seat=ann, to=alice, first_day=DAY, by=stage.hana, why=why, at=noon)
    found = [refused.value.code for refused in (granted, on, over)]
    assert found == ["seat-begins-past"] * 3
    assert stage.seat("ann", "matcher").valid_to is None
    # the control: from this very day on it is granted
    assert grant(stage, "nora", stage.fir, "clerk", stage.hana, since=noon.date(), at=noon)


def test_no_seat_ends_before_yesterday(stage: Stage) -> None:
    ann, now = stage.seat("ann", "matcher"), DAWN + timedelta(days=2)
    with pytest.raises(Refused) as refused:
        end_seat(seat=ann, last_day=DAY, by=stage.hana, why="moved", at=now)
    assert refused.value.code == "seat-ends-past"
    end_seat(seat=ann, last_day=date(2020, 1, 2), by=stage.hana, why="moved", at=now)
    assert stage.seat("ann", "matcher").valid_to == date(2020, 1, 2)


def test_nobody_gives_herself_a_seat(stage: Stage) -> None:
    with pytest.raises(Forbidden) as granted:
        grant(stage, "rita", stage.fir, "clerk", stage.rita)
    assert granted.value.code == "no-own-grant"
    ann = stage.seat("ann", "matcher")
    with pytest.raises(Forbidden) as over:
        hand_over_seat(
            seat=ann, to=stage.user("hana"), first_day=date(2020, 2, 1), by=stage.hana, why="x"
        )
    assert over.value.code == "no-own-grant"
    with pytest.raises(Forbidden) as on:
        delegate_seat(seat=ann, to=stage.user("hana"), since=DAY, until=DAY, by=stage.hana, why="x")
    assert on.value.code == "no-own-grant"


def test_whoever_keeps_the_server_reads_no_figures_by_that_seat(stage: Stage) -> None:
    entry = confirm(stage.cast, sale())
    newcomer()
    grant(stage, "nora", stage.fir, "administrator", SYSTEM)
    assert not Entry.objects.visible_to(stage.actor("nora")).exists()
    grant(stage, "nora", stage.fir, "clerk", SYSTEM)
    assert Entry.objects.visible_to(stage.actor("nora")).get() == entry


def test_other_pairs_of_ones_province_are_not_listed(stage: Stage) -> None:
    for code, over in (("pier", "xx-east"), ("elm", "xx-west")):
        add_region(code=f"xx-{code}", kind="city", name_en=code, name_zh="", parent=over, by=SYSTEM)
    create_pairing(
        code="pier-elm", programme="nowhere", supporting="xx-pier", supported="xx-elm",
        level="city", parent="east-west", by=SYSTEM,
    )  # fmt: skip
    for code in ("pier", "elm", "mill", "west"):
        region = {"mill": "xx-fir-mill"}.get(code, f"xx-{code}")
        open_office(code=code, region=region, name_en=code, name_zh="", by=SYSTEM)
    newcomer()
    grant(stage, "nora", Office.objects.get(code="mill"), "clerk", SYSTEM)
    newcomer("nick")
    grant(stage, "nick", Office.objects.get(code="west"), "clerk", SYSTEM)

    def listed(name: str) -> set[str]:
        return {office.code for office in offices(stage.actor(name))} - {"nation"}

    assert listed("alice") == listed("nora") == {"fir", "quay", "mill", "west"}
    assert listed("bob") == {"fir", "quay", "mill"}
    # the control: her province's own book shows all its pairs
    assert listed("nick") == {"fir", "quay", "mill", "west", "elm", "pier"}


def test_the_nearest_pairing_over_a_place_is_found_without_asking_each(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    # The pairs, what lies under her place, what over it, and how high each of these lies.
    with django_assert_num_queries(4):
        assert paired_with(["xx-fir-mill"]) == {"xx-fir", "xx-quay"}
    # Her place and those over it up to the highest that is paired: the levels of her side.
    with django_assert_num_queries(3):
        assert _line("xx-fir-mill") == {"xx-fir-mill", "xx-fir", "xx-west"}


def test_offices_are_listed_to_both_sides_of_a_pairing_and_to_no_other(stage: Stage) -> None:
    def listed(name: str) -> set[str]:
        return {office.code for office in offices(stage.actor(name))}

    assert listed("alice") == listed("bob") == {"fir", "quay", "nation"}
    assert listed("chen") == {"far", "nation"}
    assert listed("rita") == {"far", "fir", "nation", "quay"}


def test_a_row_for_one_side_is_not_asked_without_saying_which(stage: Stage) -> None:
    with pytest.raises(TypeError, match="say which places"):
        who_may(ROWS["entries.match"], on=DAY)


def test_an_office_has_a_code_a_name_and_a_place(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        open_office(code="No Code", region="xx-fir", name_en=" ", name_zh="", by=stage.rita)
    assert [p.code for p in refused.value.problems] == ["not-a-code", "name-missing"]
    with pytest.raises(Refused) as nowhere:
        open_office(code="x", region="xx-none", name_en="X", name_zh="", by=stage.rita)
    assert nowhere.value.code == "not-found"


def test_one_heads_an_office_by_a_seat_there(stage: Stage) -> None:
    assert heads_office(stage.hana, stage.fir)
    assert not heads_office(stage.hana, stage.quay)
    assert not heads_office(stage.rita, stage.fir)
