"""A project, or the county it lies in, moves to another parent, and no link of it breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from tests.cast import SALE, SYSTEM, Cast, carry
from tests.totals.doors import Asked, matched

from tallystick.entries.services import Report, StatedLine
from tallystick.indicators.queries import explain
from tallystick.programme.models import Thing
from tallystick.programme.services import add_thing
from tallystick.regions.models import Region, RegionParent
from tallystick.regions.services import derive_closure

pytestmark = pytest.mark.totals
MILL, WEST = "xx-fir-mill", "xx-west"
Move = Callable[[Cast], None]


def project(move: str, on: date, region: str = MILL) -> Report:
    """Return a step of the project `mill-wheel`."""
    return replace(
        SALE, pipeline="project", move=move, region=region, happened_on=on, thing="mill-wheel",
        lines=(StatedLine("project", 1, {}, {}),), title_en="Mill wheel",
    )  # fmt: skip


def build(cast: Cast) -> list[str]:
    """Sign and land a project in Mill; return the numbers of its entries."""
    add_thing(
        code="mill-wheel", pipeline="project", region=MILL, name_en="Mill wheel", name_zh="",
        by=SYSTEM, record={"enterprise": "Wheel works"},
    )  # fmt: skip
    steps = [
        ("outside>signed", date(2020, 2, 1)),
        ("signed>landed", date(2020, 4, 1)),
        ("landed>started", date(2020, 5, 1)),
    ]
    return [carry(cast, project(move, on)).number for move, on in steps]


def county_moves(cast: Cast) -> None:
    """Put Mill under another city of the same province from the next year on."""
    Region.objects.create(code="xx-hill", kind="city", country="xx", name_en="Hill", name_zh="Hill")
    mill = Region.objects.get(code=MILL)
    RegionParent.objects.filter(region=mill).update(valid_to=date(2020, 12, 31))
    hill, west = Region.objects.get(code="xx-hill"), Region.objects.get(code=WEST)
    RegionParent.objects.create(region=hill, parent=west)
    RegionParent.objects.create(region=mill, parent=hill, valid_from=date(2021, 1, 1))
    derive_closure()


def project_is_renamed_and_moved(cast: Cast) -> None:
    """Give the project another name and another place."""
    ford = Region.objects.get(code="xx-fir-ford")
    Thing.objects.filter(code="mill-wheel").update(name_en="Great wheel", region=ford)


def check_links_hold(cast: Cast, move: Move) -> None:
    numbers = build(cast)
    assert matched(cast, "IC_PROJECTS_LANDED") == "1"
    move(cast)
    assert matched(cast, "IC_PROJECTS_LANDED") == "1"
    walk = explain(cast.pairing, year=2020, indicator="IC_PROJECTS_LANDED", actor=cast.alice)
    assert [line.proof.number for line in walk.lines if line.proof] == [numbers[1]]
    client = Asked("quay-fir", 2020, "IC_PROJECTS_LANDED", cast.bob).client()
    for number in numbers:
        assert client.get(f"/entries/{number}/").status_code == 200, number


@pytest.mark.parametrize("move", [county_moves, project_is_renamed_and_moved])
def test_no_link_breaks_when_a_parent_changes(cast: Cast, move: Move) -> None:
    check_links_hold(cast, move)


def test_the_check_sees_a_link_that_breaks(cast: Cast) -> None:
    def lose(cast: Cast) -> None:
        RegionParent.objects.filter(region__code=MILL).delete()
        derive_closure()

    with pytest.raises(AssertionError):
        check_links_hold(cast, lose)


def test_the_project_goes_on_where_it_stood(cast: Cast) -> None:
    build(cast)
    county_moves(cast)
    ended = carry(cast, project("started>completed", date(2020, 11, 1)))
    assert ended.state == "posted"
    assert matched(cast, "IC_PROJECTS_LANDED") == "1"
