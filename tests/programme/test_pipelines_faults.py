"""Each check of the pipelines finds the fault it is there for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tallystick.kernel.problem import Problem
from tallystick.programme.rules.checks import Registries, check_registries, registries
from tallystick.programme.rules.pipelines import read_pipelines
from tallystick.programme.rules.reading import shipped
from tallystick.programme.rules.vocabulary import read_vocabulary

SHIPPED = shipped("pipelines.yaml")


def planted(old: str, new: str) -> Registries:
    """Return the registries with one passage of pipelines.yaml written otherwise."""
    assert old in SHIPPED
    text = SHIPPED.replace(old, new, 1)
    units, dimensions = read_vocabulary(text)
    return replace(registries(), units=units, dimensions=dimensions, pipelines=read_pipelines(text))


def codes(problems: list[Problem]) -> set[str]:
    """Return the codes of problems, having looked up each sentence in both languages."""
    for problem in problems:
        assert problem.sentence("en").endswith(".")
        assert problem.sentence("zh").endswith("。")
    return {problem.code for problem in problems}


def test_the_shipped_registries_agree() -> None:
    assert check_registries() == []


FAULTS = [
    ("a stage nobody has", "from: [committed]", "from: [comitted]", "registry-unknown"),
    ("a stage from itself", "from: [committed]", "from: [received]", "registry-unknown"),
    ("a unit nobody has", "units: [pair, ", "units: [couple, ", "registry-unknown"),
    ("a kept code nobody has", "kept: [twin_kind]", "kept: [twin]", "registry-unknown"),
    ("a noted code nobody has", "noted: [stay]", "noted: [stays]", "registry-unknown"),
    ("a way of feeding nobody has", "fed: [level]", "fed: [levels]", "registry-unknown"),
    ("a way of summing nobody has", "rollup: node", "rollup: tree", "registry-unknown"),
    ("a rise that is no move", "rise: outside>active", "rise: outside>ended", "registry-unknown"),
    ("a fall that is no move", "fall: active>ended", "fall: ended>active", "registry-unknown"),
    ("words for no move", "received>paid_out:", "committed>paid_out:", "registry-unknown"),
    ("a stage unit apart", "from: [held], units: [person]", "from: [held], units: [project]",
     "registry-unknown"),
    ("codes from nowhere", "free: year", "free: years", "registry-codes"),
    ("a truth value as code", "{yes_: ", "{yes: ", "registry-codes"),
    ("a truth value as label", '["Yes", 是]', "[Yes, 是]", "registry-wordless"),
    ("an empty label", "zh: 到账", 'zh: ""', "registry-wordless"),
    ("four kept codes", "kept: [place, post_kind]",
     "kept: [place, post_kind, guided, in_park]", "registry-too-many-kept"),
    ("kept and noted", "noted: [stay]", "noted: [direction]", "registry-kept-and-noted"),
    ("a level without a fall", "    fall: active>ended\n", "", "registry-level-moves"),
    ("a fall from elsewhere", "fall: landed>left", "fall: operating>left", "registry-level-moves"),
    ("a rise without a level", "fed: [itemised, level]", "fed: [itemised]", "registry-level-moves"),
    ("a promise passed by", "from: [planned], end: true", "from: [planned, outside], end: true",
     "registry-promise-passed"),
    ("a promise nobody draws on",
     "graduated: {en: Graduated, zh: 毕业, from: [enrolled], end: true}",
     "graduated: {en: Graduated, zh: 毕业, from: [enrolled], promise: true}",
     "registry-promise-not-drawn"),
    ("a circle beside the way", "landed: {en: Landed, zh: 落地, from: [signed]",
     "landed: {en: Landed, zh: 落地, from: [started]", "registry-unreached"),
    ("nothing live", "introduced: {en: Introduced, zh: 引进, from: [outside]",
     "introduced: {en: Introduced, zh: 引进, end: true, from: [outside]", "registry-nothing-live"),
    ("a live stage that counts other units", "from: [placed], units: [person]",
     "from: [placed], units: [placement]", "registry-uncounted"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_planted_fault_is_found(old: str, new: str, code: str) -> None:
    assert code in codes(check_registries(planted(old, new)))


def test_what_is_unknown_is_said_with_its_place() -> None:
    problem = check_registries(planted("from: [committed]", "from: [comitted]"))[0]
    assert problem.path == "funds.received"
    assert "comitted" in problem.sentence("en")


def test_codes_must_be_listed_or_come_from_somewhere() -> None:
    found = registries()
    changes: list[dict[str, Any]] = [{"codes": None}, {"free": "period"}]
    for change in changes:
        dimension = replace(found.dimensions["use"], **change)
        both = replace(found, dimensions={**found.dimensions, "use": dimension})
        assert codes(check_registries(both)) == {"registry-codes"}
