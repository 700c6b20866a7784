"""Borders come from a file that somebody loads, with its source; whole, or only what is good."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.cast import Cast

from tallystick.access.models import Act
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Forbidden, NotFound, Refused
from tallystick.programme.services.borders import load_borders, remove_borders
from tallystick.regions.models import Border, BorderFile, Region, RegionCode, RegionName
from tallystick.regions.queries import border_files, borders_of

SOURCE = "Survey of Fir 2020 (invented), free to draw"


def square(name: str, size: int = 1) -> dict[str, object]:
    ring = [[0, 0], [size, 0], [size, size], [0, 0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": shape}


def file(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def office(cast: Cast) -> Actor:
    return Actor(cast.chen.user_id, "chen", "Chen", (Seat("administrator", "xx", "o"),))


def load(by: Actor, *features: object, source: str = SOURCE, good_only: bool = False) -> BorderFile:
    return load_borders(
        name="b.geojson", content=file(*features), source=source, good_only=good_only, by=by
    )


def test_a_place_is_found_by_its_code_a_public_one_or_its_name(cast: Cast, office: Actor) -> None:
    ford = Region.objects.get(code="xx-fir-ford")
    RegionCode.objects.create(region=ford, scheme="gb2260", code="520281")
    mill = Region.objects.get(code="xx-fir-mill")
    RegionName.objects.create(region=mill, lang="en", name="Mill", folded="mill", kind="official")
    load(office, square("XX-FIR"), square("520281"), square("mill"))
    assert [one.region.code for one in borders_of(["xx-fir", "xx-fir-ford", "xx-fir-mill"])] == [
        "xx-fir", "xx-fir-ford", "xx-fir-mill",
    ]  # fmt: skip
    [listed] = border_files()
    assert (listed.source, listed.places, listed.loaded_by) == (SOURCE, 3, "chen")  # type: ignore[attr-defined]
    act = Act.objects.get(action="programme.borders_load")
    assert (act.who, act.after["places"]) == ("Chen", 3)


def test_nothing_of_a_file_with_a_fault_is_kept_unless_one_chose_the_good_ones(
    cast: Cast, office: Actor
) -> None:
    """border-of-no-place, border-twice, border-of-several, border-source, border-nothing"""
    twin = Region.objects.create(code="xx-twin", kind="county", country="xx", name_en="Mill")
    twin.names.create(lang="en", name="Mill", folded="mill", kind="official")
    for region in Region.objects.filter(code="xx-fir-mill"):
        region.names.create(lang="en", name="Mill", folded="mill", kind="official")
    features = (square("xx-fir"), square("Nowhere"), square("xx-fir"), square("Mill"))
    with pytest.raises(Refused) as refused:
        load(office, *features)
    assert [(problem.code, problem.params["n"]) for problem in refused.value.problems] == [
        ("border-of-no-place", 2),
        ("border-twice", 3),
        ("border-of-several", 4),
    ]
    assert not Border.objects.exists()
    assert load(office, *features, good_only=True).borders.count() == 1
    with pytest.raises(Refused) as unsaid:
        load(office, square("xx-fir"), source=" ")
    assert unsaid.value.code == "border-source"
    with pytest.raises(Refused) as none:
        load(office, square("Nowhere"), good_only=True)
    assert none.value.code == "border-of-no-place"


def test_a_new_border_takes_the_place_of_the_old_one(cast: Cast, office: Actor) -> None:
    first = load(office, square("xx-fir"), square("xx-fir-mill"))
    second = load(office, square("xx-fir", 2))
    assert {one.file for one in borders_of(["xx-fir", "xx-fir-mill"])} == {first, second}
    assert borders_of(["xx-fir"])[0].rings == [[0, 0, 2000000, 0, 2000000, 2000000, 0, 0]]
    third = load(office, square("xx-fir-mill"))
    assert [one.pk for one in border_files()] == [third.pk, second.pk], "an empty file is gone"
    remove_borders(file=second.pk, by=office)
    assert borders_of(["xx-fir"]) == []
    assert Act.objects.filter(action="programme.borders_remove").count() == 1
    with pytest.raises(NotFound):
        remove_borders(file=second.pk, by=office)


def test_nobody_else_draws_borders(cast: Cast, office: Actor) -> None:
    for by in (cast.alice, cast.ann, replace(office, seats=())):
        with pytest.raises(Forbidden):
            load(by, square("xx-fir"))
        with pytest.raises(Forbidden):
            remove_borders(file=1, by=by)
