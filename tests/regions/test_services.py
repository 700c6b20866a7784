"""The shipped places are loaded once a version, and the closure is derived from dated links."""

from __future__ import annotations

from datetime import date

import pytest

from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Forbidden, Refused
from tallystick.regions.models import (
    Region,
    RegionClosure,
    RegionCode,
    RegionLoad,
    RegionName,
    RegionParent,
)
from tallystick.regions.queries import (
    above,
    below,
    candidates_for,
    children,
    lines_above,
    map_problems,
    names,
    public_codes,
    resolve_name,
)
from tallystick.regions.services import derive_closure, load_regions

SYSTEM = Actor.system_actor("test")
CLERK = Actor(1, "x", "X", (Seat("clerk", "cn-520200", "office"),))


@pytest.fixture
def loaded(db: None) -> int:
    return load_regions(by=SYSTEM)


def test_a_version_is_loaded_once(loaded: int) -> None:
    names_before = RegionName.objects.count()
    assert load_regions(by=SYSTEM) == loaded == Region.objects.count()
    assert RegionLoad.objects.count() == 1
    assert RegionName.objects.count() == names_before
    with pytest.raises(Forbidden):
        load_regions(by=CLERK)


def test_places_have_codes_names_and_seats(loaded: int) -> None:
    dalian = Region.objects.get(code="cn-210200")
    assert RegionCode.objects.get(scheme="gbt2260", code="210200").region == dalian
    assert lines_above([dalian.code]) == {dalian.code: above(dalian.code)}
    assert public_codes(dalian.code) == [("gbt2260", "210200")]
    assert names(["cn-210200", "cn-520200"], "zh") == {
        "cn-210200": "大连市",
        "cn-520200": "六盘水市",
    }
    assert (dalian.latitude_e6, dalian.longitude_e6) == (38_910_000, 121_620_000)


def test_what_lies_under_and_over_a_place(loaded: int) -> None:
    assert "cn-520281" in below("cn-520200")
    assert above("cn-520281") == {"cn-520281", "cn-520200", "cn-520000", "cn"}
    assert [r.code for r in children("cn-520200", on=date(2020, 1, 1))] == sorted(
        r for r in below("cn-520200") if r != "cn-520200"
    )


def test_a_county_that_moves_is_counted_where_it_lies_on_the_day(db: None) -> None:
    places = {c: Region.objects.create(code=c, kind="x", country="xx", name_en=c) for c in "wnsq"}
    links = (
        ("n", "w", None, None),
        ("s", "w", None, None),
        ("q", "n", None, date(2026, 8, 31)),
        ("q", "s", date(2026, 9, 1), None),
    )
    for region, parent, start, end in links:
        RegionParent.objects.create(
            region=places[region], parent=places[parent], valid_from=start, valid_to=end
        )
    derive_closure()
    assert "q" in below("n", on=date(2026, 8, 31))
    assert "q" not in below("n", on=date(2026, 9, 1))
    assert "q" in below("s", on=date(2026, 9, 1))
    assert RegionClosure.objects.filter(region=places["q"], ancestor=places["w"]).count() == 2


def test_a_circle_is_refused_and_leaves_the_tree_as_it_was(db: None) -> None:
    one, two = (
        Region.objects.create(code=c, kind="x", country="xx", name_en=c) for c in ("one", "two")
    )
    RegionParent.objects.create(region=one, parent=two)
    RegionParent.objects.create(region=two, parent=one)
    with pytest.raises(Refused) as refused:
        derive_closure()
    assert refused.value.code == "region-circle"


@pytest.mark.journal
def test_a_line_upwards_that_its_parents_do_not_give_is_found(loaded: int) -> None:
    assert list(map_problems()) == []
    county, city = (Region.objects.get(code=code) for code in ("cn-520281", "cn-520200"))
    rows = RegionClosure.objects.filter(region=county, ancestor=city)
    kept = rows.get()
    rows.delete()
    (found,) = map_problems()
    assert (found.code, found.path) == ("place-unlike-parents", county.code)
    assert county.name_en in found.sentence("en")
    kept.save(force_insert=True)
    assert list(map_problems()) == []
    rows.update(valid_to=date(2000, 1, 1))
    RegionClosure.objects.create(region=city, ancestor=county, depth=1)
    assert [p.path for p in map_problems()] == [city.code, county.code]
    derive_closure()
    assert list(map_problems()) == []
    RegionParent.objects.create(region=city, parent=county)
    assert {p.code for p in map_problems()} == {"region-circle", "region-two-parents"}


def test_a_name_of_three_places_stays_open_until_the_context_decides(loaded: int) -> None:
    assert resolve_name("Zhongshan").code is None
    found = candidates_for(["Zhongshan", "Nowhere"])
    assert (len(found["Zhongshan"]), found["Nowhere"]) == (3, [])
    assert resolve_name("Zhongshan", within=["Dalian"]).code == "cn-210202"
    near = frozenset({"cn-442000"})
    assert resolve_name("Zhongshan", near=near, other="cn-520200").code == "cn-442000"
    assert resolve_name("钟山区").code == "cn-520201"
