"""The catalogue: 86 indicators, in both languages, and the checks that hold it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from tests.programme.test_pipelines_faults import codes

from tallystick.programme.rules.catalogue import WORKSTREAMS, indicators
from tallystick.programme.rules.checks import check_registries, registries


def test_the_catalogue_has_70_core_and_16_extended_indicators() -> None:
    assert Counter(row.tier for row in indicators().values()) == {"core": 70, "extended": 16}


def test_indicators_stand_in_the_order_of_their_workstreams() -> None:
    order = list(dict.fromkeys(row.workstream for row in indicators().values()))
    assert order == list(WORKSTREAMS)


def test_names_are_unique_in_each_language() -> None:
    for lang in ("en", "zh"):
        names = Counter(row.name(lang) for row in indicators().values())
        assert [name for name, times in names.items() if times > 1] == []


def test_what_was_seen_elsewhere_is_told_in_both_languages() -> None:
    for row in indicators().values():
        numbers = re.compile(r"\d")
        assert bool(row.typical_en) == bool(row.typical_zh), row.code
        assert bool(numbers.search(row.typical_en)) == bool(numbers.search(row.typical_zh)), (
            row.code
        )
        assert row.typical_en.isascii(), row.code
        assert not re.search(r"[A-Za-z]", row.typical_zh), row.code


def test_chinese_definitions_are_chinese_sentences() -> None:
    for row in indicators().values():
        assert re.search(r"[一-鿿]{4}", row.definition("zh-hans")), row.code
        assert row.definition("zh").endswith("。"), row.code
        assert row.definition("en").endswith("."), row.code


@pytest.mark.parametrize(
    ("code", "scale", "target_unit", "en", "zh"),
    [
        ("FS_GOV_FUND", 2, "CNY", "yuan", "元"),
        ("FS_DISBURSE_RATE", 2, "basis_point", "%", "%"),
        ("FS_COUNTY_AVG", 2, "CNY_county", "yuan a county", "元/县"),
        ("LC_TOTAL", 0, "person", "persons", "人"),
        ("IC_WORKSHOPS", 0, "facility", "facilities", "个"),
        ("OR_PAIR_COUNTY", 0, "county", "counties", "个县"),
        ("OR_VISITS_ALL", 0, "meeting", "meetings or visits", "次"),
        ("MG_GRADE", 0, "", "grade", "等次"),
    ],
)
def test_a_figure_is_shown_in_its_unit(
    code: str, scale: int, target_unit: str, en: str, zh: str
) -> None:
    row = indicators()[code]
    assert (row.scale, row.target_unit) == (scale, target_unit)
    assert (row.shown_unit.label("en"), row.shown_unit.label("zh")) == (en, zh)


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"workstream": "sport"}, "registry-unknown"),
    ({"unit": "yuan"}, "registry-unknown"),
    ({"target_unit": "yuan"}, "registry-unknown"),
    ({"kind": "level"}, "registry-unknown"),
    ({"aggregation": "mean"}, "registry-unknown"),
    ({"direction": "up"}, "registry-unknown"),
    ({"tier": "first"}, "registry-unknown"),
    ({"name_zh": " "}, "registry-wordless"),
    ({"definition_en": ""}, "registry-wordless"),
    ({"target_unit": "person"}, "registry-target-unit"),
    ({"target_unit": "basis_point"}, "registry-target-unit"),
    ({"unit": "percent"}, "registry-target-unit"),
    ({"version": 0}, "registry-version"),
    ({"aggregation": "last"}, "registry-aggregation"),
]


@pytest.mark.parametrize(("change", "problem"), FAULTS)
def test_a_planted_fault_is_found(change: dict[str, Any], problem: str) -> None:
    found = registries()
    row = replace(found.indicators["FS_GOV_FUND"], **change)
    planted = replace(found, indicators={**found.indicators, "FS_GOV_FUND": row})
    assert problem in codes(check_registries(planted))
