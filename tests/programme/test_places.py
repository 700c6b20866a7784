"""The map changes by decision: renamed, moved, split, merged, each with its first day.

Of `tallystick.programme.services.places`; figures of docs/method/regions.md, all invented.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.cast import OPENED, SYSTEM, Cast

from tallystick.access.models import Office, User
from tallystick.access.services import grant_seat
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme import services
from tallystick.regions.models import Region, RegionChange, RegionName
from tallystick.regions.queries import below, resolve_name
from tallystick.regions.services import load_regions
from tallystick.regions.services.changes import NewPlace

MILL, FORD, JULY = "xx-fir-mill", "xx-fir-ford", date(2020, 7, 1)
JUNE_30 = date(2020, 6, 30)
HEIRS = [NewPlace("xx-fir-upper", "Upper Mill", "上磨"), NewPlace("xx-fir-lower", "Lower Mill")]


def place(code: str) -> Region:
    return Region.objects.get(code=code)


def test_a_record_shows_the_name_of_its_own_day(cast: Cast) -> None:
    services.rename_region(region=MILL, name_en="Millford", name_zh="磨坊", on=JULY, by=SYSTEM)
    found = place(MILL)
    assert (found.name_on(JUNE_30), found.name_on(JULY), found.name_en) == (
        "Mill", "Millford", "Millford",
    )  # fmt: skip
    assert (found.name_on(JUNE_30, "zh-hans"), found.name_on(None, "zh-hans")) == ("Mill", "磨坊")
    assert RegionName.objects.get(region=found, lang="en", valid_to=None).name == "Millford"
    assert resolve_name("Millford").code == MILL
    with pytest.raises(Refused) as same:
        services.rename_region(region=MILL, name_en="Millford", name_zh="磨坊", on=JULY, by=SYSTEM)
    assert same.value.code == "place-called-so"


@pytest.mark.parametrize("change", ["move", "merge"])
def test_no_change_of_the_map_puts_anybody_on_both_sides(cast: Cast, change: str) -> None:
    chen = User.objects.get(username="chen")
    quay = Office.objects.get(code="quay")
    grant_seat(user=chen, office=quay, role="clerk", since=OPENED, by=SYSTEM)
    redraw = {
        "move": lambda: services.move_region(region="xx-far", parent="xx-fir", on=JULY, by=SYSTEM),
        "merge": lambda: services.merge_regions(
            regions=["xx-far"], into="xx-west", on=JULY, by=SYSTEM
        ),
    }
    with pytest.raises(Refused) as refused:
        redraw[change]()
    problem = refused.value.problems[0]
    assert (problem.code, problem.params["who"]) == ("both-sides-moved", "chen")
    assert "xx-far" not in below("xx-west")


def test_a_place_that_moves_is_counted_where_it_lies_on_the_day(cast: Cast) -> None:
    services.add_region(code="xx-elm", kind="city", parent="xx-west", name_en="Elm", by=SYSTEM)
    services.move_region(region=MILL, parent="xx-elm", on=JULY, by=SYSTEM)
    assert MILL in below("xx-fir", on=JUNE_30)
    assert MILL not in below("xx-fir", on=JULY)
    assert MILL in below("xx-elm", on=JULY)
    assert MILL in below("xx-west", on=JUNE_30) & below("xx-west", on=JULY)
    with pytest.raises(Refused) as there:
        services.move_region(region=MILL, parent="xx-elm", on=date(2020, 8, 1), by=SYSTEM)
    assert there.value.code == "place-lies-there"
    Region.objects.filter(code="xx-elm").update(name_zh="榆市")
    with pytest.raises(Refused) as there:
        services.move_region(region=MILL, parent="xx-elm", on=date(2020, 8, 1), by=SYSTEM)
    assert "榆市" in there.value.problems[0].sentence("zh")
    with pytest.raises(Refused) as within:
        services.move_region(region="xx-elm", parent=MILL, on=date(2020, 8, 1), by=SYSTEM)
    assert within.value.code == "region-circle"
    with pytest.raises(Refused) as early:
        services.move_region(region=MILL, parent="xx-fir", on=JULY, by=SYSTEM)
    assert early.value.code == "place-change-early"


def test_a_place_that_is_split_ends_and_its_past_still_counts_above_it(cast: Cast) -> None:
    heirs = services.split_region(region=MILL, into=HEIRS, on=JULY, by=SYSTEM).regions
    assert [heir.code for heir in heirs] == ["xx-fir-upper", "xx-fir-lower"]
    assert place(MILL).ended_on == JUNE_30
    assert below("xx-fir", on=JULY) == {"xx-fir", MILL, FORD, "xx-fir-upper", "xx-fir-lower"}
    assert "xx-fir-upper" not in below("xx-fir", on=JUNE_30)
    kinds = RegionChange.objects.filter(region__code=MILL).values_list("kind", "heir__code")
    assert sorted(kinds) == [("split", "xx-fir-lower"), ("split", "xx-fir-upper")]
    for act in (
        lambda: services.split_region(region=MILL, into=HEIRS, on=JULY, by=SYSTEM),
        lambda: services.rename_region(
            region=MILL, name_en="X", name_zh="", on=date(2020, 9, 1), by=SYSTEM
        ),
    ):
        with pytest.raises(Conflict) as ended:
            act()
        assert ended.value.code == "place-ended-before"


def test_places_that_merge_lie_in_what_they_became(cast: Cast) -> None:
    [heir] = services.merge_regions(
        regions=[MILL, FORD], new=NewPlace("xx-fir-both", "Millford"), on=JULY, by=SYSTEM
    ).regions
    assert below(heir.code, on=JULY) == {heir.code, MILL, FORD}
    assert {MILL, FORD} <= below("xx-fir", on=JULY)
    assert below("xx-fir", on=JUNE_30) == {"xx-fir", MILL, FORD}
    with pytest.raises(Refused) as itself:
        services.merge_regions(regions=[heir.code], into=heir.code, on=JULY, by=SYSTEM)
    assert itself.value.code == "merge-of-two"


def test_a_change_without_sense_is_refused(cast: Cast) -> None:
    ahead = timezone.localdate() + timedelta(2)
    for act, code in (
        (lambda: services.split_region(region=MILL, into=HEIRS[:1], on=JULY, by=SYSTEM),
         "split-into-two"),
        (lambda: services.split_region(region="xx", into=HEIRS, on=JULY, by=SYSTEM),
         "place-at-the-top"),
        (lambda: services.split_region(region="no", into=HEIRS, on=JULY, by=SYSTEM), "not-found"),
        (lambda: services.rename_region(
            region=MILL, name_en=" ", name_zh="", on=JULY, by=SYSTEM), "place-nameless"),
        (lambda: services.rename_region(
            region=MILL, name_en="X", name_zh="", on=ahead, by=SYSTEM), "place-change-ahead"),
        (lambda: services.add_region(
            code="a", kind="planet", parent="xx", name_en="A", by=SYSTEM), "place-kind"),
        (lambda: services.add_region(
            code="A b", kind="county", parent="xx", name_en="A", by=SYSTEM), "not-a-code"),
        (lambda: services.add_region(
            code=MILL, kind="county", parent="xx", name_en="A", by=SYSTEM), "code-taken"),
        (lambda: services.merge_regions(
            regions=[MILL, "xx-quay"], new=HEIRS[0], on=JULY, by=SYSTEM), "merge-in-one-parent"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
        assert refused.value.problems[0].sentence("zh")


def test_a_country_is_begun_in_no_other_and_places_are_put_in_it(cast: Cast) -> None:
    made = services.add_region(code="de", kind="country", name_en="Germany", by=SYSTEM)
    assert (made.country, made.parent_links.count(), below("de")) == ("de", 0, {"de"})
    inside = services.add_region(
        code="de-be", kind="province", parent="de", name_en="Berlin", by=SYSTEM
    )
    assert (inside.country, below("de")) == ("de", {"de", "de-be"})
    assert "de" not in below("xx")
    for said, code in (
        ({"code": "fr", "kind": "country", "parent": "xx"}, "country-inside"),
        ({"code": "france", "kind": "country"}, "country-unfit"),
        ({"code": "de", "kind": "country"}, "code-taken"),
        ({"code": "fr-idf", "kind": "province"}, "place-in-nothing"),
    ):
        with pytest.raises(Refused) as refused:
            services.add_region(**said, name_en="F", by=SYSTEM)
        assert refused.value.code == code
    for act in (
        lambda: services.move_region(region="de", parent="xx", on=JULY, by=SYSTEM),
        lambda: services.merge_regions(regions=["de"], into="xx", on=JULY, by=SYSTEM),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "country-inside"
    assert {"de", "de-be"}.isdisjoint(below("xx"))


def test_only_the_programmes_office_redraws_the_map(cast: Cast) -> None:
    office = Actor(cast.chen.user_id, "o", "O", (Seat("programme_office", "xx", "o"),))
    services.rename_region(region=MILL, name_en="Millford", name_zh="", on=JULY, by=office)
    for by in (cast.alice, cast.ann, cast.amy):
        with pytest.raises(Forbidden):
            services.rename_region(region=FORD, name_en="Y", name_zh="", on=JULY, by=by)
    with pytest.raises(NotFound):
        services.move_region(region=FORD, parent="no", on=JULY, by=office)


def test_loading_the_shipped_places_anew_leaves_decisions_alone(db: None) -> None:
    load_regions(by=SYSTEM)
    services.rename_region(
        region="cn-520281", name_en="New Panzhou", name_zh="新盘州", on=JULY, by=SYSTEM
    )
    services.move_region(region="cn-520203", parent="cn-520100", on=JULY, by=SYSTEM)
    from tallystick.regions.models import RegionLoad

    RegionLoad.objects.all().delete()
    load_regions(by=SYSTEM)
    assert place("cn-520281").name_en == "New Panzhou"
    assert "cn-520203" in below("cn-520100", on=JULY)
    assert "cn-520203" in below("cn-520200", on=JUNE_30)
    assert resolve_name("Panzhou").code == "cn-520281"


ANCIENT = date(1, 1, 1)


def test_no_place_lies_within_itself(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        services.move_region(region=MILL, parent=MILL, on=JULY, by=SYSTEM)
    assert refused.value.code == "place-in-itself"


def test_a_day_of_a_year_with_too_few_digits_is_a_slip(cast: Cast) -> None:
    new = NewPlace("xx-fir-new", "New")
    on = {"on": ANCIENT, "by": SYSTEM}
    for change in (
        lambda: services.rename_region(region=MILL, name_en="Millford", **on),
        lambda: services.move_region(region=MILL, parent="xx-west", **on),
        lambda: services.split_region(region=MILL, into=HEIRS, **on),
        lambda: services.merge_regions(regions=[MILL], into=FORD, **on),
        lambda: services.merge_regions(regions=[MILL, FORD], new=new, **on),
        lambda: services.add_region(
            code="xx-fir-new", kind="county", name_en="New", parent="xx-fir", since=ANCIENT,
            by=SYSTEM,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "place-day-slip"
