"""Who may give whom a role, and what a person with seats is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tallystick.access.models import Act, Office, Seat, User
from tallystick.access.queries import actor_of, may, require
from tallystick.access.rules import PolicyRow, Sides, Where
from tallystick.access.services import (
    add_user,
    end_seat,
    grant_seat,
    open_office,
    record_act,
    set_language,
    set_theme,
)
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.regions.models import Region

SYSTEM = Actor.system_actor("test")
DAY = date(2020, 1, 1)
DAWN = datetime(2020, 1, 1, 1, tzinfo=UTC)
ROW = PolicyRow("x.match", frozenset({"matcher"}), Where.OTHER_SIDE, "test")


@pytest.fixture
def offices(db: None) -> dict[str, Office]:
    places = [Region.objects.create(code=c, kind="city", country="xx", name_en=c) for c in "ab"]
    return {
        place.code: open_office(
            code=f"{place.code}-office",
            region=place.code,
            name_en=place.code,
            name_zh="",
            by=SYSTEM,
        )
        for place in places
    }


def person(username: str, office: Office, *roles: str) -> User:
    user = add_user(username=username, password="long enough", name_en=username, by=SYSTEM)
    for role in roles:
        grant_seat(user=user, office=office, role=role, since=DAY, by=SYSTEM)
    return user


def sides(own: str, other: str) -> Sides:
    return Sides(frozenset({own}), frozenset({other}))


def test_an_actor_carries_her_seats_of_the_day(offices: dict[str, Office]) -> None:
    user = person("ann", offices["a"], "clerk", "confirmer")
    assert actor_of(user, on=DAY).regions("clerk") == {"a"}
    assert actor_of(user, on=date(2019, 12, 31)).roles == frozenset()


def test_a_seat_counts_only_where_its_region_is_asked_for(offices: dict[str, Office]) -> None:
    actor = actor_of(person("bob", offices["b"], "matcher"), on=DAY)
    assert may(actor, ROW, sides("a", "b")) is not None
    assert may(actor, ROW, sides("b", "a")) is None
    with pytest.raises(Forbidden) as refused:
        require(actor, ROW, sides("b", "a"), scope="a")
    assert refused.value.code == "not-allowed"


def test_only_the_head_of_the_office_grants_the_role_that_decides(
    offices: dict[str, Office],
) -> None:
    ann = person("ann", offices["a"])
    head_a = actor_of(person("heada", offices["a"], "head"), on=DAY)
    head_b = actor_of(person("headb", offices["b"], "head"), on=DAY)
    root = actor_of(person("root", offices["a"], "administrator"), on=DAY)
    for stranger in (head_b, root):
        with pytest.raises(Forbidden) as refused:
            grant_seat(
                user=ann, office=offices["a"], role="matcher", since=DAY, at=DAWN, by=stranger
            )
        assert refused.value.code == "head-grants"
    grant_seat(user=ann, office=offices["a"], role="matcher", since=DAY, at=DAWN, by=head_a)
    assert actor_of(ann, on=DAY).roles == {"matcher"}


def test_an_administrator_makes_nobody_head_not_even_herself(offices: dict[str, Office]) -> None:
    ann = person("ann", offices["a"])
    root = actor_of(person("root", offices["a"], "administrator"), on=DAY)
    for user in (ann, User.objects.get(username="root")):
        with pytest.raises(Forbidden) as refused:
            grant_seat(user=user, office=offices["a"], role="head", since=DAY, at=DAWN, by=root)
        assert refused.value.code == "head-grants"
    head = actor_of(person("heada", offices["a"], "head"), on=DAY)
    grant_seat(user=ann, office=offices["a"], role="head", since=DAY, at=DAWN, by=head)
    assert actor_of(ann, on=DAY).roles == {"head"}


def test_an_administrator_grants_what_decides_no_figure(offices: dict[str, Office]) -> None:
    ann = person("ann", offices["a"])
    root = actor_of(person("root", offices["b"], "administrator"), on=DAY)
    grant_seat(user=ann, office=offices["a"], role="clerk", since=DAY, at=DAWN, by=root)
    assert actor_of(ann, on=DAY).roles == {"clerk"}


def test_an_unknown_role_is_refused(offices: dict[str, Office]) -> None:
    with pytest.raises(Refused) as refused:
        grant_seat(
            user=person("ann", offices["a"]), office=offices["a"], role="boss", since=DAY, by=SYSTEM
        )
    assert refused.value.code == "unknown-role"


def test_a_seat_ends_once_and_not_before_it_began(offices: dict[str, Office]) -> None:
    user = person("ann", offices["a"], "clerk")
    seat = Seat.objects.get(user=user)
    with pytest.raises(Refused) as refused:
        end_seat(seat=seat, last_day=date(2019, 1, 1), by=SYSTEM, why="left")
    assert refused.value.code == "seat-ends-early"
    end_seat(seat=seat, last_day=date(2020, 3, 1), by=SYSTEM, why="left")
    assert actor_of(user, on=date(2020, 3, 2)).roles == frozenset()
    with pytest.raises(Conflict):
        end_seat(seat=seat, last_day=date(2020, 4, 1), by=SYSTEM, why="left")


def test_every_service_writes_who_did_what_and_why(offices: dict[str, Office]) -> None:
    user = person("ann", offices["a"], "clerk")
    end_seat(seat=Seat.objects.get(user=user), last_day=DAY, by=SYSTEM, why="moved on")
    act = Act.objects.get(action="access.end_seat")
    assert (act.who, act.thing_id, act.why) == ("test", "ann", "moved on")
    assert act.before == {"office": "a-office", "role": "clerk"}
    record_act("test.note", "user", "ann", by=SYSTEM, after={"seen": True})
    assert Act.objects.filter(thing="user", thing_id="ann").first().action == "test.note"  # type: ignore[union-attr]


def test_a_taken_user_name_and_a_moved_office_are_conflicts(offices: dict[str, Office]) -> None:
    person("ann", offices["a"])
    with pytest.raises(Conflict) as taken:
        person("ann", offices["b"])
    assert taken.value.code == "user-exists"
    with pytest.raises(Conflict) as moved:
        open_office(code="a-office", region="b", name_en="a", name_zh="", by=SYSTEM)
    assert moved.value.code == "office-elsewhere"


def test_one_chooses_how_light_her_own_pages_are(offices: dict[str, Office]) -> None:
    """theme-unknown"""
    ann, bob = person("ann", offices["a"], "clerk"), person("bob", offices["b"])
    actor = actor_of(ann, on=DAY)
    for _again in range(2):
        set_theme(user=ann, theme="dark", by=actor)
    assert User.objects.get(username="ann").theme == "dark"
    assert Act.objects.get(action="access.set_theme").after == {"theme": "dark"}
    with pytest.raises(Refused) as unknown:
        set_theme(user=ann, theme="pink", by=actor)
    assert unknown.value.code == "theme-unknown"
    with pytest.raises(Forbidden):
        set_theme(user=bob, theme="dark", by=actor)


def test_nobody_sets_anothers_language_or_opens_offices_unasked(
    offices: dict[str, Office],
) -> None:
    ann, bob = person("ann", offices["a"], "clerk"), person("bob", offices["b"])
    actor = actor_of(ann, on=DAY)
    set_language(user=ann, language="zh-hans", by=actor)
    assert User.objects.get(username="ann").language == "zh-hans"
    act = Act.objects.get(action="access.set_language")
    assert (act.thing_id, act.after) == ("ann", {"language": "zh-hans"})
    with pytest.raises(Refused) as spoken:
        set_language(user=ann, language="xx", by=actor)
    assert spoken.value.code == "language-unknown"
    with pytest.raises(Forbidden) as refused:
        set_language(user=bob, language="en", by=actor)
    assert refused.value.code == "only-own-profile"
    with pytest.raises(Forbidden):
        open_office(code="new", region="a", name_en="new", name_zh="", by=actor)
