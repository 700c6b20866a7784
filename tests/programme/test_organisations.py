"""A body stands at a place under one code, named by who enters figures.

Of `tallystick.programme.services.organisations`.
"""

from __future__ import annotations

import pytest
from tests.cast import Cast

from tallystick.access.models import Act
from tallystick.kernel.actor import Actor, Seat
from tallystick.kernel.problem import Conflict, Forbidden, NotFound
from tallystick.programme.services import add_organisation, add_thing
from tallystick.regions.models import Organisation

WORDS = {"code": "school", "kind": "school", "name_en": "School", "name_zh": "学校"}
NOBODY = Actor(None, "", "nobody")
READER = Actor(None, "reader", "Reader", (Seat("evaluator", "xx-fir", "fir"),))


def test_an_organisation_stands_at_a_place_and_its_naming_is_kept(cast: Cast) -> None:
    add_organisation(**WORDS, region="xx-fir", by=cast.alice)
    assert Organisation.objects.get(code="school").region.code == "xx-fir"
    act = Act.objects.get(action="programme.add_organisation")
    assert (act.who, act.thing_id, act.after["region"]) == ("Alice", "school", "xx-fir")


def test_a_taken_code_and_an_unknown_place_are_refused(cast: Cast) -> None:
    add_organisation(**WORDS, region="xx-fir", by=cast.alice)
    with pytest.raises(Conflict):
        add_organisation(**WORDS, region="xx-fir", by=cast.alice)
    with pytest.raises(NotFound):
        add_organisation(**{**WORDS, "code": "other"}, region="nowhere", by=cast.alice)


@pytest.mark.parametrize("by", [NOBODY, READER])
def test_who_enters_nothing_names_nothing(cast: Cast, by: Actor) -> None:
    with pytest.raises(Forbidden):
        add_organisation(**WORDS, region="xx-fir", by=by)
    with pytest.raises(Forbidden):
        add_thing(
            code="mill", pipeline="project", region="xx-fir", name_en="Mill", name_zh="", by=by
        )
    assert not Act.objects.filter(action__startswith="programme.add_").exists()
