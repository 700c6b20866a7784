"""What the pipelines say: moves, units, codes, words and floors."""

from __future__ import annotations

import pytest

from tallystick.programme.rules.pipelines import (
    allowed,
    canonical_cell,
    canonical_note,
    dimensions,
    move_words,
    part_exceeds_whole,
    pipelines,
    split_unit,
    stage_rules,
    unit_scale,
    unit_words,
    units_of,
)
from tallystick.programme.rules.reading import parse_csv, parse_yaml


def test_the_model_has_27_pipelines_and_75_stages() -> None:
    assert len(pipelines()) == 27
    assert sum(len(p.stages) for p in pipelines().values()) == 75
    assert len(dimensions()) == 28


@pytest.mark.parametrize(
    ("pipeline", "source", "target"),
    [
        ("funds", "committed", "received"),
        ("funds", "received", "paid_out"),
        ("placement", "outside", "placed"),
        ("facility", "idle", "operating"),
        ("enterprise", "carried", "landed"),
        ("enterprise", "operating", "carried"),
    ],
)
def test_listed_moves_and_opening_balances_are_allowed(
    pipeline: str, source: str, target: str
) -> None:
    assert allowed(pipeline, source, target)


@pytest.mark.parametrize(
    ("pipeline", "source", "target"),
    [
        ("funds", "outside", "received"),
        ("funds", "paid_out", "received"),
        ("project", "signed", "operating"),
        ("project", "landed", "landed"),
        ("funds", "outside", "carried"),
        ("funds", "carried", "carried"),
        ("funds", "carried", "moon"),
        ("moon", "outside", "received"),
        ("funds", "", ""),
    ],
)
def test_skipping_going_back_and_unknown_names_are_not_allowed(
    pipeline: str, source: str, target: str
) -> None:
    assert not allowed(pipeline, source, target)


def test_a_stage_counts_its_units_and_their_parts() -> None:
    persons = ("person", "person/out_of_poverty", "person/women", "person/rural")
    assert units_of("placement", "placed") == ("person", "placement", *persons[1:])
    assert units_of("placement", "retained_3m") == persons
    assert units_of("training", "held") == ("session", "person_time", *persons)
    assert units_of("target", "promised") == ("as_indicator",)


def test_money_is_held_in_fen_and_people_in_ones() -> None:
    assert (unit_scale("CNY"), unit_scale("CNY_month")) == (2, 2)
    assert (unit_scale("person"), unit_scale("basis_point")) == (0, 0)
    assert split_unit("person/women") == ("person", "women")
    assert unit_words("person/women").label("zh-hans") == "人，其中女性"


def test_a_cell_names_every_kept_dimension() -> None:
    assert canonical_cell("project", {}) == "{}"
    assert canonical_cell("placement", {"place": "partner", "post_kind": ""}) == (
        '{"place":"partner","post_kind":"-"}'
    )
    assert canonical_note("project", "signed", {"level": "city"}) == '{"level":"city"}'


def test_a_code_that_is_not_kept_is_a_fault_and_is_not_dropped() -> None:
    with pytest.raises(ValueError, match="no use"):
        canonical_cell("funds", {"use": "industry"})
    with pytest.raises(ValueError, match="no use"):
        canonical_note("funds", "received", {"use": "industry"})


def test_promises_have_no_floor_and_everything_else_has_one() -> None:
    floors = stage_rules().floors
    without = {
        (code, stage)
        for code, pipeline in pipelines().items()
        for stage in pipeline.stages
        if (code, stage) not in floors
    }
    assert without == {
        ("meeting", "planned"),
        ("funds", "committed"),
        ("donation", "promised"),
        ("investment", "contracted"),
        ("facility", "planned"),
        ("village", "chosen"),
    }


def test_a_named_thing_stands_in_one_live_stage_and_a_promise_is_not_one() -> None:
    rules = stage_rules()
    assert rules.live["facility"] == {"operating", "idle"}
    assert rules.live["project"] == {
        "signed",
        "landed",
        "started",
        "completed",
        "operating",
        "idle",
    }
    assert "funds" not in rules.live
    assert rules.first_unit["placement"] == "person"
    assert rules.live.keys() == rules.first_unit.keys()


def test_a_clerk_reads_words_for_each_move() -> None:
    assert move_words("funds", "committed", "received").label("en") == "Received"
    assert move_words("funds", "allocated", "paid_out").label("zh") == "拨付"
    assert move_words("facility", "planned", "operating").en == "Operating"
    assert move_words("facility", "idle", "operating").en == "Back in operation"
    assert move_words("enterprise", "operating", "carried").zh == "移交：投产"


def test_yes_and_no_are_words_and_not_truth_values() -> None:
    codes = dimensions()["guided"].codes
    assert codes is not None
    assert [words.en for words in codes.values()] == ["Yes", "No"]


def test_a_part_larger_than_its_whole_is_found_wherever_the_whole_is_missing() -> None:
    assert part_exceeds_whole({"person": 3, "person/women": 3, "CNY": 1}) == []
    found = part_exceeds_whole({"person/women": 1, "person_time": 9})
    assert [(p.code, p.path) for p in found] == [("part-exceeds-whole", "person/women")]


def test_a_key_written_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="CNY stands twice"):
        parse_yaml("units: {CNY: {en: yuan}, CNY: {en: dollar}}")
    with pytest.raises(ValueError, match="a stands twice"):
        parse_csv("code,en\na,x\na,y\n", "code")
    with pytest.raises(ValueError, match="b has not one cell a column"):
        parse_csv("code,en\nb,x,y\n", "code")
