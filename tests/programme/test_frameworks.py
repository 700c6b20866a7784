"""Frameworks come with their source; an office states its own, and an element keeps its meaning."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.cast import SYSTEM, Cast

from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused
from tallystick.kernel.words import Words
from tallystick.programme.models import Framework, FrameworkElement
from tallystick.programme.queries.frameworks import (
    framework,
    framework_versions,
    frameworks,
    may_state_framework,
    stating_among,
)
from tallystick.programme.rules.catalogue import indicators
from tallystick.programme.rules.frameworks import (
    ElementText,
    FrameworkText,
    framework_named,
    read_element,
    read_frameworks,
    shipped_frameworks,
)
from tallystick.programme.services import state_framework

ROADS = ElementText("Roads", "道路", "roads", Words("Roads that carry.", ""), ("OUT_FACILITIES",))
SCHOOLS = ElementText("Schools", "", "schools")
OURS = FrameworkText("Our two ends", "两个目标", "two-ends", (ROADS, SCHOOLS), "Minutes of May")


def state(cast: Cast, text: FrameworkText = OURS, **other: Any) -> Framework:
    said = {"programme": cast.pairing.programme, "pairing": cast.pairing, "by": cast.amy, **other}
    return state_framework(text=text, **said)


def test_each_shipped_framework_has_its_source_and_the_elements_it_is_known_for() -> None:
    counted = {code: len(one.elements) for code, one in shipped_frameworks().items()}
    assert counted == {
        "four-workstreams": 4, "five-revitalisations": 5, "five-securities": 5,
        "northeast-six-requirements": 6, "sdg": 17, "interreg-2021-2027": 7,
    }  # fmt: skip
    for one in shipped_frameworks().values():
        assert "http" in one.source
        assert one.dated
        assert one.en
        assert all(element.en and element.zh for element in (one, *one.elements))


def test_the_four_workstreams_are_those_of_the_catalogue() -> None:
    four = shipped_frameworks()["four-workstreams"]
    for one in four.elements:
        assert set(one.indicators) == {
            row.code for row in indicators().values() if row.workstream == one.code
        }


def test_what_ships_says_its_source_in_both_languages() -> None:
    for one in shipped_frameworks().values():
        assert one.source[0].isascii(), one.code
        assert not one.source_zh[0].isascii(), one.code


def test_a_registry_that_names_an_unknown_indicator_is_a_fault() -> None:
    with pytest.raises(ValueError, match="x a: NO_SUCH is not in the catalogue"):
        read_frameworks(
            "x: {en: X, zh: X, source: s, source_zh: s, dated: 2020-01-01, "
            "elements: {a: {en: A, zh: A, indicators: [NO_SUCH]}}}"
        )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the task of the “five major security”", "five-securities"),
        ("五大安全", "five-securities"),
        ("推动五大振兴", "five-revitalisations"),
        ("the 2030 Agenda", "sdg"),
        ("six key tasks", ""),
    ],
)
def test_words_of_a_text_lead_to_a_framework_or_to_none(words: str, code: str) -> None:
    assert framework_named(words) == code


def test_an_element_is_written_in_one_line() -> None:
    assert read_element("roads|Roads|道路|OUT_FACILITIES|Roads that carry.") == ROADS
    with pytest.raises(ValueError, match="not enough values"):
        read_element("roads")


def test_both_sides_read_a_framework_of_their_pairing_and_a_stranger_does_not(cast: Cast) -> None:
    state(cast)
    for one in (cast.alice, cast.bob):
        assert framework("two-ends", actor=one).element("roads") == ROADS
        assert frameworks(one, pairing=cast.pairing)[-1].code == "two-ends"
    assert "two-ends" not in {one.code for one in frameworks(cast.chen)}
    with pytest.raises(NotFound):
        framework("two-ends", actor=cast.chen)
    assert framework("sdg", actor=cast.chen).element("99") is None
    assert FrameworkElement.objects.count() == 2


def test_a_clerk_states_none_and_a_head_none_for_the_whole_programme(cast: Cast) -> None:
    for by, pairing in ((cast.alice, cast.pairing), (cast.chen, cast.pairing), (cast.amy, None)):
        with pytest.raises(Forbidden):
            state(cast, by=by, pairing=pairing)
    made = state(cast, by=SYSTEM, pairing=None)
    assert framework("two-ends", actor=cast.bob).scope == cast.pairing.programme.code
    assert str(made) == "two-ends v1"


def test_who_states_frameworks_is_asked_of_many_pairings_at_once(cast: Cast) -> None:
    for by in (cast.amy, cast.alice, cast.ann, cast.bob, cast.beth, cast.chen, SYSTEM):
        states = may_state_framework(cast.pairing, by)
        assert stating_among([cast.pairing], by) == ([cast.pairing] if states else [])
    assert may_state_framework(cast.pairing, cast.amy)


def test_a_new_version_keeps_what_was_said_and_says_why(cast: Cast) -> None:
    state(cast)
    wider = replace(
        OURS, elements=(replace(ROADS, indicators=()), ElementText("Water", "", "water"))
    )
    with pytest.raises(Refused) as refused:
        state(cast, wider)
    assert [one.code for one in refused.value.problems] == ["framework-needs-reason"]
    made = state(cast, wider, why="Schools are done; water is next.")
    assert made.version == 2
    first, second = framework_versions("two-ends", actor=cast.bob)
    assert [len(one.elements) for one in (first, second)] == [2, 2]
    assert framework("two-ends", actor=cast.bob, version=1) == first


def test_an_element_never_comes_to_mean_something_else(cast: Cast) -> None:
    state(cast)
    bent = replace(OURS, elements=(replace(ROADS, meaning=Words("Roads of earth.", "")),))
    with pytest.raises(Refused) as refused:
        state(cast, bent, why="x")
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("element-means-otherwise", "elements.1.code")
    with pytest.raises(Refused) as refused:
        state(cast, why="x")
    assert [one.code for one in refused.value.problems] == ["framework-unchanged"]


def test_every_fault_of_a_framework_is_told_at_once(cast: Cast) -> None:
    wrong = FrameworkText("", "", "sdg", (
        ElementText("A", "", "a", indicators=("NOTHING",)), ElementText("", "", "a"),
    ), "")  # fmt: skip
    with pytest.raises(Refused) as refused:
        state(cast, wrong)
    assert [(one.code, one.path) for one in refused.value.problems] == [
        ("framework-is-shipped", "code"), ("name-missing", "name_en"),
        ("not-found", "elements.1.indicators"), ("name-missing", "elements.2.name_en"),
        ("element-twice", "elements.2.code"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        state(cast, replace(OURS, elements=()))
    assert [one.code for one in refused.value.problems] == ["framework-elements-number"]


def test_a_code_of_another_scope_is_taken_and_a_version_in_between_is_a_conflict(
    cast: Cast,
) -> None:
    state(cast, by=SYSTEM, pairing=None)
    with pytest.raises(Refused) as refused:
        state(cast)
    assert "code-taken" in {one.code for one in refused.value.problems}
    with pytest.raises(Conflict):
        state(cast, by=SYSTEM, pairing=None, seen=0)
