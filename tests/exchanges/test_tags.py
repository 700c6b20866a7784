"""What speaks to an element is tagged by whoever works there; a year is told by framework."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.cast import SYSTEM, Cast
from tests.exchanges.test_meetings import hold
from tests.exchanges.test_practices import TEXT, adopt, record

from tallystick.exchanges.models import TAGGED, FrameworkTag
from tallystick.exchanges.queries.frameworks import (
    Target,
    framework_score,
    tagged_target,
    tags,
    tags_of_year,
    tags_on,
)
from tallystick.exchanges.queries.practices import practices
from tallystick.exchanges.rules.scores import STANDINGS, Counted, counted, standing_of
from tallystick.exchanges.services import tag, take_tag_off, undertake
from tallystick.indicators.rules.flags import Flag
from tallystick.indicators.rules.rows import ScoreRow
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.programme.queries.frameworks import framework
from tallystick.programme.rules.frameworks import (
    ElementText,
    FrameworkText,
    shipped_frameworks,
)
from tallystick.programme.services import add_thing, record_agreement, state_framework

FOUR = shipped_frameworks()["four-workstreams"]


def put(target: Target, by: Actor, element: str = "labour") -> FrameworkTag:
    return tag(framework=FOUR, element=element, target=target, by=by)


def test_a_meeting_is_tagged_once_and_both_sides_read_it(cast: Cast) -> None:
    met = hold(cast)
    made = put(met, cast.alice)
    assert (made.kind, made.target, str(made)) == ("meeting", met, "four-workstreams labour")
    assert [list(tags(one)) for one in (cast.bob, cast.chen)] == [[made], []]
    with pytest.raises(Conflict) as conflict:
        put(met, cast.beth)
    assert conflict.value.code == "tagged-already"
    with pytest.raises(Refused) as refused:
        put(met, cast.alice, "sea")
    assert (refused.value.code, refused.value.problems[0].path) == ("not-found", "element")
    for by in (cast.bob, cast.chen):
        with pytest.raises(Forbidden):
            put(met, by, "talent")


def test_a_tag_with_a_framework_of_others_is_told_to_nobody_else(cast: Cast) -> None:
    own = FrameworkText("Our two ends", "", "two-ends", (ElementText("Roads", "", "roads"),), "a")
    state_framework(text=own, programme=cast.pairing.programme, pairing=cast.pairing, by=cast.amy)
    shared = record(cast, replace(TEXT, shared=True))
    tag(framework=framework("two-ends", actor=cast.alice), element="roads", target=shared,
        by=cast.alice)  # fmt: skip
    put(shared, cast.alice)
    assert [one.framework for one in tags_on(shared, cast.bob)] == ["four-workstreams", "two-ends"]
    # Chen reads the practice, which is shared with everybody, and no word of a framework not hers.
    assert [one.framework for one in tags_on(shared, cast.chen)] == ["four-workstreams"]
    asked = {"framework": "two-ends", "element": "roads"}
    assert [list(practices(by, **asked)) for by in (cast.bob, cast.chen)] == [[shared], []]


def test_a_tag_that_was_taken_off_stays_known_and_may_come_again(cast: Cast) -> None:
    met = hold(cast)
    made = put(met, cast.alice)
    with pytest.raises(Forbidden):
        take_tag_off(tag=made, by=cast.chen)
    with pytest.raises(Refused):
        take_tag_off(tag=made, by=cast.alice, why="\x07")
    assert take_tag_off(tag=made, by=cast.beth, why="Another meeting.").taken_off_at
    with pytest.raises(Conflict):
        take_tag_off(tag=made, by=cast.beth)
    assert not tags_on(met, cast.alice)
    put(met, cast.alice)
    assert FrameworkTag.objects.count() == 2


def test_each_kind_of_thing_is_found_by_its_code_and_tagged(cast: Cast) -> None:
    met = hold(cast)
    due = date(2021, 12, 31)
    owner = record(cast, code="bench").office
    assert owner
    promised = undertake(
        pairing=cast.pairing, owner=owner, due_on=due, text_en="Open it.", text_zh="", by=cast.alice
    )
    mill = add_thing(
        code="mill", pipeline="project", region="xx-fir-mill", name_en="Mill", name_zh="", by=SYSTEM
    )
    bench = tagged_target("practice", "bench", actor=cast.alice)
    for target, by in ((promised, cast.beth), (mill, cast.beth), (bench, cast.alice)):
        put(target, by)
    for kind, code in (("meeting", met.code), ("thing", "mill"), ("commitment", promised.code)):
        assert tagged_target(kind, code, actor=cast.bob).code == code
    for kind, code in (("meeting", "none"), ("sea", "mill"), ("agreement", "")):
        with pytest.raises(NotFound):
            tagged_target(kind, code, actor=cast.bob)
    with pytest.raises(NotFound):
        tagged_target("meeting", met.code, actor=cast.chen)
    with pytest.raises(Forbidden):
        put(mill, cast.chen, "talent")
    assert [p.code for p in practices(cast.alice, framework=FOUR.code, element="labour")] == [
        "bench"
    ]
    assert not practices(cast.alice, framework=FOUR.code, element="talent")
    # The practice came from no pairing; taken up in this one it belongs to it.
    of_year = tags_of_year(FOUR.code, cast.pairing, year=2021, actor=cast.alice)
    assert {one.kind for one in of_year} == {"commitment", "thing"}
    adopt(cast, practices(cast.alice)[0])
    assert {one.kind for one in of_year.all()} == {"commitment", "thing", "practice"}
    wider = tags_of_year(FOUR.code, cast.book, year=2020, actor=SYSTEM)
    assert {one.kind for one in wider} == {"thing", "practice"}
    # Who sees none of the five sees none of their tags.
    yearly = record_agreement(
        code="clinic", pairing=cast.pairing, kind="sector", year=2021, title_en="Clinic",
        title_zh="", by=cast.beth,
    )  # fmt: skip
    for target in (met, yearly):
        put(target, cast.beth)
    assert {one.kind for one in tags(cast.alice)} == set(TAGGED)
    assert not tags(cast.chen)


def test_a_tag_is_of_exactly_one_thing() -> None:
    assert TAGGED == ("meeting", "agreement", "commitment", "practice", "thing")


def test_the_table_refuses_a_tag_of_nothing(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkTag.objects.create(
            framework="sdg", element="1", tagged_by="x", tagged_at=timezone.now()
        )


def row(code: str, target: int | None, matched: int | None, due: int | None = None) -> ScoreRow:
    return ScoreRow(code, "person", 0, target=target, matched=matched, due_by_now=due)


def test_an_indicator_stands_in_one_way_and_counts_once() -> None:
    silent = [
        ScoreRow("LC_POV", "person", 0, target=5, flags=(Flag(code, about="matched"),))
        for code in ("not_reported", "not_due")
    ]
    assert [standing_of(one) for one in silent] == ["not_reported", "not_due"]
    assert standing_of(row("LC_POV", 5, None)) == "not_applicable"
    met, late, going = row("A", 5, 5, 5), row("B", 10, 4, 5), row("C", 10, 6, 5)
    assert [standing_of(one) for one in (met, late, going)] == ["met", "behind", "on_course"]
    found = counted([met, late, going, met, row("D", None, 7)])
    assert found == Counted(indicators=4, with_target=3, met=1, on_course=1, behind=1)
    assert set(STANDINGS) < set(Counted.__dataclass_fields__)


def test_a_pairing_without_a_figure_is_told_by_every_element(cast: Cast) -> None:
    put(hold(cast), cast.alice)
    score = framework_score(FOUR, cast.pairing, year=2021, actor=cast.bob)
    assert [one.element.code for one in score.elements] == [
        "financial", "industrial", "labour", "talent",
    ]  # fmt: skip
    assert score.counted.with_target == 0
    labour = score.elements[2]
    assert [tag.kind for tag in labour.tagged] == ["meeting"]
    assert labour.counted.indicators == len(labour.rows) == 18
