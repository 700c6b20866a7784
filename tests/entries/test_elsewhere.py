"""Money that names a project of another county is warned of, and enters all the same."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.cast import SYSTEM, Cast, enter, funds

from tallystick.entries.models import Entry
from tallystick.entries.queries import warnings_for
from tallystick.entries.queries.elsewhere import elsewhere
from tallystick.entries.queries.lists import FRAME
from tallystick.programme.services import add_thing

pytestmark = pytest.mark.flow


def project(code: str, region: str) -> str:
    add_thing(
        code=code, pipeline="project", region=region, name_en=f"The {code}", name_zh="", by=SYSTEM
    )
    return code


def told(cast: Cast, thing: str, region: str) -> str:
    row = enter(cast, funds("committed>received", 7_00, thing=thing, region=region))
    found = warnings_for([Entry.objects.get(pk=row.pk)], cast.alice).get(row.pk, ())
    return next((p.sentence() for p in found if p.code == "warn-thing-elsewhere"), "")


def test_a_project_of_another_county_is_told_of_and_stops_nobody(cast: Cast) -> None:
    mill = project("mill-road", "xx-fir-mill")
    assert "The mill-road lies in Mill" in told(cast, mill, "xx-fir-ford")
    # Its controls: the county itself, and the city that it is a part of.
    assert told(cast, mill, "xx-fir-mill") == told(cast, mill, "xx-fir") == ""


def test_however_many_entries_two_queries_tell(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(3):
        thing = project(f"road-{n}", "xx-fir-mill")
        enter(cast, funds("committed>received", n + 1, thing=thing, region="xx-fir-ford"))
    rows = list(Entry.objects.select_related(*FRAME).order_by("number"))
    with django_assert_num_queries(2):
        assert len(elsewhere(rows)) == 3
