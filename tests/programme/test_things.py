"""A named thing keeps its record and its history; who is near sees it, a passer-by does not.

Of `tallystick.programme.services.things` and `tallystick.programme.queries.things`.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast

from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.models import Thing
from tallystick.programme.queries.things import thing, thing_history, things
from tallystick.programme.services import add_thing, edit_thing

MILL: dict[str, Any] = {
    "code": "mill",
    "pipeline": "project",
    "region": "xx-fir-mill",
    "name_en": "Flour mill",
    "name_zh": "面粉厂",
}
FIRM = {"enterprise": "Quay Foods", "origin": "xx-quay", "contracted": 5_000_000_00}


def test_a_thing_is_named_with_its_record(cast: Cast) -> None:
    made = add_thing(**MILL, record=FIRM, by=cast.alice)
    assert Thing.objects.get(code="mill").details == FIRM
    assert [change.after["enterprise"] for change in thing_history(made)] == ["Quay Foods"]


def test_every_fault_of_a_record_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add_thing(
            **{**MILL, "name_en": " ", "name_zh": ""}, record={"origin": 3, "x": "y"}, by=cast.alice
        )
    told = {(p.code, p.path) for p in refused.value.problems}
    assert told == {
        ("thing-nameless", "name_en"),
        ("record-no-text", "record.origin"),
        ("record-unknown-field", "record.x"),
    }
    with pytest.raises(Refused) as refused:
        add_thing(**MILL, record={"origin": "atlantis"}, by=cast.alice)
    assert refused.value.problems[0].path == "record.origin"


def test_a_change_keeps_what_was_said_before_and_why(cast: Cast) -> None:
    add_thing(**MILL, record=FIRM, by=cast.alice)
    words = {"name_en": "Flour mill", "name_zh": "面粉厂", "record": {**FIRM, "site": "Mill town"}}
    changed = edit_thing(code="mill", version=1, reason="site chosen", by=cast.alice, **words)
    assert (changed.version, changed.details["site"]) == (2, "Mill town")
    newest = thing_history(changed)[0]
    assert (newest.act.why, newest.after, newest.before) == (
        "site chosen",
        {"site": "Mill town"},
        {},
    )


def test_a_change_needs_a_reason_a_seat_and_the_version_that_stands(cast: Cast) -> None:
    add_thing(**MILL, by=cast.alice)
    words: dict[str, Any] = {"code": "mill", "name_en": "Mill", "name_zh": "", "record": {}}
    with pytest.raises(Refused) as refused:
        edit_thing(**words, version=1, reason=" ", by=cast.alice)
    assert refused.value.code == "thing-edit-needs-reason"
    with pytest.raises(Forbidden):
        edit_thing(**words, version=1, reason="better", by=cast.bob)
    with pytest.raises(NotFound):
        edit_thing(**words, version=1, reason="better", by=cast.chen)
    edit_thing(**words, version=1, reason="better", by=cast.alice)
    with pytest.raises(Conflict) as conflict:
        edit_thing(**words, version=1, reason="worse", by=cast.alice)
    assert conflict.value.code == "thing-changed-meanwhile"


def test_both_sides_see_a_thing_and_a_passer_by_does_not(cast: Cast) -> None:
    add_thing(**MILL, by=cast.alice)
    assert [row.code for row in things(cast.alice)] == ["mill"]
    assert [row.code for row in things(cast.bob, pipeline="project", region="xx-fir")] == ["mill"]
    assert list(things(cast.bob, pipeline="facility")) == []
    assert list(things(cast.chen)) == []
    with pytest.raises(NotFound):
        thing("mill", actor=cast.chen)
