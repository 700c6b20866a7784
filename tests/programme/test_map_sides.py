"""Whoever redraws the map does not redraw who speaks for a side: the side's own heads agree.

The steps of one administrator who would sit on a side she does not belong to, by moving the
places under it. All of it is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.access.stage import Stage, stage
from tests.cast import SYSTEM, Cast, confirm, sale

from tallystick.access.queries import actor_of
from tallystick.access.services import (
    add_user,
    deactivate_user,
    grant_seat,
    name_head,
    open_office,
)
from tallystick.entries.services import match_entry
from tallystick.journal.queries import records
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.queries import side_regions
from tallystick.programme.queries.map_changes import map_proposal, map_proposals, waits_for
from tallystick.programme.queries.map_sides import asked
from tallystick.programme.services import (
    add_region,
    agree_map_change,
    create_pairing,
    drop_map_change,
    merge_regions,
    move_region,
    split_region,
)
from tallystick.programme.services.places import Drawn
from tallystick.regions.models import Region
from tallystick.regions.queries import below
from tallystick.regions.services.changes import NewPlace

pytestmark = [pytest.mark.django_db, pytest.mark.journal, pytest.mark.flow]

MILL, FORD, FIR, SHADOW = "xx-fir-mill", "xx-fir-ford", "xx-fir", "xx-far-shadow"
HEIRS = [NewPlace("xx-fir-upper", "Upper"), NewPlace("xx-fir-lower", "Lower")]
__all__ = ["stage"]


def today() -> date:
    return timezone.localdate()


def now(stage: Stage, name: str) -> Actor:
    return actor_of(stage.user(name), on=today())


def plant(stage: Stage, place: str = SHADOW, inside: str = "xx-far") -> Actor:
    """Let Rita set up an office of her own beside the sides; return its matcher."""
    if not Region.objects.filter(code=place).exists():
        add_region(code=place, kind="county", parent=inside, name_en="Shadow", by=stage.rita)
    office = open_office(code="shadow", region=place, name_en="S", name_zh="", by=stage.rita)
    sock, hand = (
        add_user(username=name, name_en=name.title(), by=stage.rita) for name in ("sock", "hand")
    )
    head = name_head(office=office, user=sock, since=today(), by=stage.rita)
    grant_seat(
        user=hand, office=office, role="matcher", since=today(), by=actor_of(head.user, on=today())
    )
    return now(stage, "hand")


def move(stage: Stage, place: str, to: str, by: Actor | None = None) -> Drawn:
    return move_region(region=place, parent=to, on=today(), by=by or stage.rita, why="so be it")


def number(drawn: Drawn) -> int:
    assert drawn.proposal is not None, "it was carried out without anybody's word"
    return drawn.proposal.seq


def test_an_administrator_does_not_seat_herself_on_a_side_by_moving_places(stage: Stage) -> None:
    hand = plant(stage)
    waiting = [move(stage, SHADOW, FIR), move(stage, MILL, SHADOW), move(stage, FORD, SHADOW)]
    assert SHADOW not in below(FIR)
    assert SHADOW not in side_regions(stage.cast.pairing, "supported", MILL)
    entry = confirm(stage.cast, sale(999_00, side="supporting", region=MILL))
    with pytest.raises((Forbidden, NotFound)):
        match_entry(entry_id=entry.pk, version=entry.version, basis="own_record", by=hand)
    # Neither she nor anybody of hers agrees for the side.
    for who in (stage.rita, now(stage, "sock"), hand, now(stage, "hugo"), now(stage, "alice")):
        with pytest.raises(Forbidden) as refused:
            agree_map_change(number=number(waiting[0]), by=who)
        assert refused.value.code in ("map-head-agrees", "no-own-map-change")
    # The control: what the side's own head agreed to, speaks.
    hana = now(stage, "hana")
    assert agree_map_change(number=number(waiting[0]), by=hana).regions
    assert SHADOW in below(FIR)
    agree_map_change(number=number(waiting[1]), by=hana)
    agree_map_change(number=number(waiting[1]), by=now(stage, "sock"))
    assert MILL in below(SHADOW)
    assert match_entry(entry_id=entry.pk, version=entry.version, basis="own_record", by=hand)


@pytest.mark.parametrize(
    "redraw",
    [
        lambda stage: move(stage, MILL, SHADOW),
        lambda stage: move(stage, FIR, "xx-far"),
        lambda stage: move(stage, "xx-west", SHADOW),
        lambda stage: merge_regions(regions=[MILL], into=SHADOW, on=today(), by=stage.rita),
        lambda stage: merge_regions(
            regions=[MILL, FORD], new=NewPlace("xx-both", "Both"), on=today(), by=stage.rita
        ),
        lambda stage: split_region(region=FIR, into=HEIRS, on=today(), by=stage.rita),
    ],
    ids=["county leaves", "paired city leaves", "all over it", "county ends", "merge", "split"],
)
def test_no_change_touches_a_side_without_its_head(
    stage: Stage, redraw: Callable[[Stage], Drawn]
) -> None:
    plant(stage)
    before = below("xx-west"), below(FIR), below(SHADOW), below("xx-far")
    done = redraw(stage)
    assert not done.regions
    assert before == (below("xx-west"), below(FIR), below(SHADOW), below("xx-far"))
    proposal = map_proposal(number(done))
    assert [side.heads for side in waits_for(proposal)] == [{FIR}]
    assert agree_map_change(number=proposal.put.seq, by=now(stage, "hana")).regions
    assert map_proposal(proposal.put.seq).state == "done"


def test_a_place_between_two_sides_takes_the_heads_of_both(stage: Stage) -> None:
    add_region(code="xx-elm", kind="city", parent="xx-west", name_en="Elm", by=SYSTEM)
    create_pairing(
        code="quay-elm", programme="nowhere", supporting="xx-quay", supported="xx-elm",
        level="city", parent="east-west", by=SYSTEM,
    )  # fmt: skip
    elm = open_office(code="elm", region="xx-elm", name_en="Elm", name_zh="", by=SYSTEM)
    ella = add_user(username="ella", name_en="Ella", by=SYSTEM)
    grant_seat(user=ella, office=elm, role="head", since=today(), by=SYSTEM)
    put = number(move(stage, MILL, "xx-elm"))
    half = agree_map_change(number=put, by=now(stage, "ella"))
    assert not half.regions
    assert [side.place for side in waits_for(map_proposal(put))] == [FIR]
    assert agree_map_change(number=put, by=now(stage, "hana")).regions
    assert MILL in below("xx-elm")
    kinds = [r.kind for r in records(about=MILL)]
    assert kinds == ["programme.put_map", "programme.agree_map", "programme.agree_map"]


def test_where_nobody_decides_the_map_is_redrawn_at_once(cast: Cast) -> None:
    """Setting up comes first: a place that no seat speaks for is moved freely."""
    nation = open_office(code="nation", region="xx", name_en="Nation", name_zh="", by=SYSTEM)
    rita = add_user(username="rita", name_en="Rita", by=SYSTEM)
    grant_seat(user=rita, office=nation, role="administrator", since=today(), by=SYSTEM)
    by = actor_of(rita, on=today())
    add_region(code="xx-far-dell", kind="county", parent="xx-far", name_en="Dell", by=by)
    add_region(code="xx-far-elm", kind="city", parent="xx-far", name_en="Elm", by=by)
    done = move_region(region="xx-far-dell", parent="xx-far-elm", on=today(), by=by)
    assert [one.code for one in done.regions] == ["xx-far-dell"]
    assert asked([MILL], None) == [], "a split of a place without seats moves nobody's voice"
    assert split_region(region=MILL, into=HEIRS, on=today(), by=by).regions


def test_a_split_takes_the_heads_only_where_an_office_of_the_place_itself_decides(
    stage: Stage,
) -> None:
    """Who spoke about Ford from above speaks about its heirs, and no figure moves by the split."""
    before = confirm(stage.cast, sale(7_00, region=FORD))
    heirs = [NewPlace("xx-ford-up", "Up"), NewPlace("xx-ford-down", "Down")]
    done = split_region(region=FORD, into=heirs, on=date(2020, 4, 1), by=stage.rita, why="law")
    assert [one.code for one in done.regions] == ["xx-ford-up", "xx-ford-down"]
    assert FIR in side_regions(stage.cast.pairing, "supported", "xx-ford-up")
    before.refresh_from_db()
    assert before.region.code == FORD
    # The control: with a seat of its own it is put to the head over it.
    desk = open_office(code="mill-desk", region=MILL, name_en="M", name_zh="", by=SYSTEM)
    user = add_user(username="mia", name_en="Mia", by=SYSTEM)
    grant_seat(user=user, office=desk, role="confirmer", since=today(), by=SYSTEM)
    assert number(split_region(region=MILL, into=HEIRS, on=today(), by=stage.rita))


def test_an_office_that_joins_a_side_without_a_head_over_it_asks_those_under_it(
    stage: Stage,
) -> None:
    plant(stage)
    put = map_proposal(number(move(stage, SHADOW, "xx-west")))
    assert [side.heads for side in waits_for(put)] == [{FIR}]


def test_a_side_whose_heads_are_gone_names_one_first(stage: Stage) -> None:
    plant(stage)
    for name in ("hana", "amy"):
        deactivate_user(user=stage.user(name), by=stage.rita, why="left")
    with pytest.raises(Refused) as refused:
        move(stage, SHADOW, FIR)
    assert refused.value.code == "map-needs-head"
    assert map_proposals() == []


def test_what_would_be_refused_is_said_to_who_puts_it_and_not_to_the_heads(stage: Stage) -> None:
    with pytest.raises(Refused) as refused:
        move(stage, FIR, MILL)
    assert refused.value.code == "region-circle"
    with pytest.raises(Refused):
        move_region(region=MILL, parent="xx-far", on=today() + timedelta(9), by=stage.rita)
    assert map_proposals() == []


def test_a_change_is_taken_off_the_table_or_replaced_by_the_next(stage: Stage) -> None:
    first, second = number(move(stage, MILL, "xx-far")), number(move(stage, MILL, "xx-quay"))
    assert [one.state for one in map_proposals(MILL)] == ["waiting", "replaced"]
    hana = now(stage, "hana")
    with pytest.raises(Conflict):
        agree_map_change(number=first, by=hana)
    with pytest.raises(Forbidden):
        drop_map_change(number=second, by=now(stage, "alice"), why="no")
    with pytest.raises(Refused):
        drop_map_change(number=second, by=hana, why=" ")
    drop_map_change(number=second, by=hana, why="Mill stays with us")
    assert map_proposal(second).state == "dropped"
    with pytest.raises(Conflict):
        agree_map_change(number=second, by=hana)
    with pytest.raises(NotFound):
        agree_map_change(number=10**9, by=hana)


def test_a_head_who_put_a_change_herself_is_not_its_second_name(stage: Stage) -> None:
    """Hana heads the side, and a seat in the programme's office lets her redraw the map."""
    seat = {"user": stage.user("hana"), "office": stage.fir, "role": "programme_office"}
    grant_seat(**seat, since=today(), by=SYSTEM)
    put = number(move(stage, MILL, "xx-far", by=now(stage, "hana")))
    with pytest.raises(Forbidden) as refused:
        agree_map_change(number=put, by=now(stage, "hana"))
    assert refused.value.code == "no-own-map-change"
    assert map_proposal(put).state == "waiting"


def test_a_change_is_not_agreed_to_when_who_put_it_may_no_longer(stage: Stage) -> None:
    put = number(move(stage, MILL, "xx-far"))
    deactivate_user(user=stage.user("rita"), by=SYSTEM, why="left")
    with pytest.raises(Conflict) as gone:
        agree_map_change(number=put, by=now(stage, "hana"))
    assert gone.value.code == "map-proposer-left"


def test_a_head_who_was_seated_beside_the_sides_is_not_paired_over_them(stage: Stage) -> None:
    """Else she could make codes for the heads under her."""
    plant(stage, "xx-land", "xx")
    move_region(region="xx-west", parent="xx-land", on=today(), by=SYSTEM)
    from tallystick.access.models import Opposite
    from tallystick.programme.models import Pairing

    Opposite.objects.filter(pairing="east-west").delete()
    Pairing.objects.filter(code="quay-fir").update(parent=None)
    words = {"programme": "nowhere", "supporting": "xx-far", "level": "province"}
    with pytest.raises(Refused) as refused:
        create_pairing(code="far-land", supported="xx-land", by=stage.rita, **words)
    assert refused.value.code == "pairing-over-heads"
