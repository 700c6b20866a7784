"""The same thing named again is recognised, explained, and never merged without a person.

Of `tallystick.programme.rules.likeness` and `tallystick.programme.services.things`.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast

from tallystick.access.models import Act
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Thing
from tallystick.programme.rules.likeness import Portrait, likely_same, likeness
from tallystick.programme.services import add_thing, edit_thing, name_thing

MILL = Portrait(
    "Flour mill", "面粉厂", "xx-fir-mill", "Quay Foods Ltd", frozenset({"xx-fir-mill", "xx-fir"})
)
WORDS: dict[str, Any] = {"pipeline": "project", "region": "xx-fir-mill", "name_zh": "面粉厂"}
STINT: dict[str, Any] = {"pipeline": "secondment", "region": "xx-fir", "name_zh": ""}
TERM = {
    "person": "k-77", "post": "Deputy county head", "host": "Mill county",
    "term_from": "2020-01-01", "term_until": "2021-12-31",
}  # fmt: skip


@pytest.mark.parametrize(
    ("other", "score"),
    [
        # The very same words.
        (MILL, 100),
        # Another language, another way to write the firm, the city instead of the county.
        (Portrait("", "面粉厂建设项目", "xx-fir", "Quay Foods", frozenset({"xx-fir"})), 92),
        # The same firm builds something else in the same county.
        (Portrait("Tea works", "茶叶厂", "xx-fir-mill", "Quay Foods"), 50),
        # Another firm, another place, the same name.
        (Portrait("Flour mill", "面粉厂", "xx-far", "Far Grain"), 50),
        # No firm is named: the name has to carry it.
        (Portrait("Flour mill", "", "xx-fir-mill"), 100),
        (Portrait("Pepper sauce", "辣椒酱", "xx-far", "Far Sauce"), 0),
    ],
)
def test_each_part_of_the_score_has_its_reason(other: Portrait, score: int) -> None:
    found = likeness(MILL, other)
    assert found.score == score
    assert sum(points for _, points in found.reasons) == score
    assert all(words.en and words.zh for words, _ in found.reasons)


def test_only_what_is_likely_is_asked_the_most_alike_first() -> None:
    others = {
        "far": Portrait("Flour mill", "", "xx-far", "Far Grain"),
        "near": Portrait("Flour mills", "", "xx-fir", "Quay Foods", frozenset({"xx-fir"})),
        "same": MILL,
    }
    assert [code for code, _ in likely_same(MILL, others)] == ["same", "near"]


def test_the_clerk_is_shown_the_likely_same_and_says_which(cast: Cast) -> None:
    """thing-likely-same"""
    firm = {"enterprise": "Quay Foods"}
    first = name_thing(**WORDS, name_en="Flour mill", record=firm, by=cast.alice)
    with pytest.raises(Refused) as refused:
        name_thing(**WORDS, name_en="Flour Mill, phase 2", record=firm, by=cast.alice)
    (problem,) = refused.value.problems
    assert (problem.code, problem.value) == ("thing-likely-same", first.code)
    assert "same enterprise" in problem.sentence("en")
    assert "投资企业相同" in problem.sentence("zh")
    assert Thing.objects.count() == 1


def test_another_is_named_with_its_reason_and_the_reason_is_kept(cast: Cast) -> None:
    first = name_thing(**WORDS, name_en="Flour mill", by=cast.alice)
    for blank in ({}, {first.code: " "}):
        with pytest.raises(Refused):
            name_thing(**WORDS, name_en="Flour mill", other_than=blank, by=cast.alice)
    why = {first.code: "a second mill in the next village"}
    second = name_thing(**WORDS, name_en="Flour mill", other_than=why, by=cast.alice)
    act = Act.objects.get(action="programme.rule_other")
    assert (act.thing_id, act.after, act.why) == (
        second.code, {"other_than": first.code}, "a second mill in the next village",
    )  # fmt: skip


def test_one_person_holds_no_two_posts_on_a_day(cast: Cast) -> None:
    """posts-overlap"""
    add_thing(**STINT, code="stint-1", name_en="Post in Mill", record=TERM, by=cast.alice)
    second = {**TERM, "post": "Teacher", "term_from": "2021-12-31", "term_until": "2022-06-30"}
    with pytest.raises(Refused) as refused:
        add_thing(**STINT, code="stint-2", name_en="Post in Ford", record=second, by=cast.alice)
    assert refused.value.code == "posts-overlap"
    assert "Deputy county head" in refused.value.problems[0].sentence()
    later = {**second, "term_from": "2022-01-01"}
    made = add_thing(**STINT, code="stint-2", name_en="Ford", record=later, by=cast.alice)
    with pytest.raises(Refused):
        edit_thing(
            code=made.code, version=1, reason="earlier", name_en="Ford", name_zh="",
            record=second, by=cast.alice,
        )  # fmt: skip
    someone = {**second, "person": "k-78"}
    add_thing(**STINT, code="stint-3", name_en="Post 3", record=someone, by=cast.alice)
