"""What a record may hold: each field by its kind, each fault told at once and in both languages.

Of `tallystick.programme.rules.recorded`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.cast import SAFEGUARDS
from tests.programme.records_page import PAGE, page

from tallystick.kernel.problem import Problem
from tallystick.programme.rules.checks import check_registries, registries
from tallystick.programme.rules.pipelines import Pipeline, pipelines
from tallystick.programme.rules.recorded import (
    Said,
    check_record,
    incomplete,
    read_record,
    say_value,
    value_text,
)
from tallystick.programme.rules.records import Record, read_declared

PLACEMENT, DONATION = pipelines()["placement"], pipelines()["donation"]
PLACED = Said("outside", "placed", "year_to_date")
GOODS = Said("promised", "received", "itemised", frozenset({("form", "goods")}))
CASH = replace(GOODS, codes=frozenset({("form", "cash")}))
STINT = pipelines()["secondment"].record.thing


def told(problems: list[Problem]) -> set[tuple[str, str]]:
    """Return (code, path) of problems, having looked up each sentence in both languages."""
    for problem in problems:
        assert problem.sentence("en").endswith(".")
        assert problem.sentence("zh").endswith("。")
    return {(problem.code, problem.path) for problem in problems}


def test_texts_are_read_by_the_kind_of_their_field() -> None:
    values, problems = read_record(
        pipelines()["project"].record.thing,
        {
            "enterprise": " Quay Foods ",
            "contracted": "1,200.50",
            "planned_completion": "2020/6/1",
            "industry": "能源",
            "site": "",
        },
    )
    assert problems == []
    assert values == {
        "enterprise": "Quay Foods",
        "contracted": 120050,
        "planned_completion": "2020-06-01",
        "industry": "energy",
    }


def test_every_text_that_says_nothing_is_told_at_once() -> None:
    _, problems = read_record(
        pipelines()["project"].record.thing,
        {"contracted": "much", "planned_completion": "soon", "industry": "magic", "colour": "red"},
    )
    assert told(problems) == {
        ("amount-not-a-number", "record.contracted"),
        ("record-no-day", "record.planned_completion"),
        ("record-no-code", "record.industry"),
        ("record-unknown-field", "record.colour"),
    }


def test_what_is_typed_is_read_back_from_what_is_shown() -> None:
    fields = PLACEMENT.record.entry
    texts = {code: value_text(fields[code], value) for code, value in SAFEGUARDS.items()}
    assert read_record(fields, texts) == (SAFEGUARDS, [])
    works = pipelines()["works"].record.entry["works_share"]
    assert value_text(works, 4_550) == "45.50"
    assert say_value(fields["quota"], False).zh == "否"


def test_values_of_another_kind_and_out_of_bounds_are_told_at_once() -> None:
    assert told(
        check_record(
            pipelines()["project"].record.thing,
            {"contracted": True, "industry": 3, "planned_completion": "2020", "site": "", "x": 1},
        )
    ) == {
        ("record-no-number", "record.contracted"),
        ("record-no-code", "record.industry"),
        ("record-no-day", "record.planned_completion"),
        ("record-no-text", "record.site"),
        ("record-unknown-field", "record.x"),
    }
    assert told(check_record(PLACEMENT.record.entry, {"consent": "yes"})) == {
        ("record-no-yes-or-no", "record.consent")
    }
    share = check_record(pipelines()["works"].record.entry, {"works_share": 10_001})
    assert told(share) == {("record-out-of-range", "record.works_share")}
    assert "100" in share[0].sentence()


def test_a_term_ends_after_it_begins_and_a_course_after_its_first_day() -> None:
    term = {"term_from": "2020-03-01", "term_until": "2020-02-01"}
    assert told(check_record(STINT, term)) == {("record-too-early", "record.term_until")}
    assert check_record(STINT, {**term, "term_until": "2021-03-01"}) == []
    course = pipelines()["training"].record.entry
    day = date(2020, 5, 2)
    early = check_record(course, {"ended_on": "2020-05-01"}, on=day)
    assert told(early) == {("record-too-early", "record.ended_on")}
    assert check_record(course, {"ended_on": "2020-05-02"}, on=day) == []


def test_no_proof_of_consent_and_contract_no_count() -> None:
    assert incomplete(PLACEMENT, PLACED, SAFEGUARDS) == []
    bare = told(incomplete(PLACEMENT, PLACED, {}))
    assert bare >= {
        ("safeguard-unproven", "record.consent"),
        ("safeguard-unproven", "record.contract"),
        ("safeguard-unproven", "record.minors"),
        ("record-missing", "record.through"),
    }
    untold = {**SAFEGUARDS, "consent": False}
    assert told(incomplete(PLACEMENT, PLACED, untold)) == {("safeguard-unproven", "record.consent")}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("no_fee", False),
        ("free_to_leave", False),
        ("papers_withheld", True),
        ("quota", True),
        ("minors", 1),
    ],
)
def test_a_batch_that_shows_coercion_is_blocked_and_says_so(field: str, value: int | bool) -> None:
    problems = incomplete(PLACEMENT, PLACED, {**SAFEGUARDS, field: value})
    assert told(problems) == {("safeguard-coercion", f"record.{field}")}
    assert "Blocked from counting" in problems[0].sentence()


def test_an_intermediary_shows_its_licence() -> None:
    problems = incomplete(PLACEMENT, PLACED, {**SAFEGUARDS, "through": "agency"})
    assert told(problems) == {
        ("safeguard-unproven", "record.agency"),
        ("safeguard-unproven", "record.agency_licence"),
        ("safeguard-unproven", "record.fee_schedule"),
    }


def test_wage_hours_costs_refusals_complaints_and_the_employer_are_told_of_each_batch() -> None:
    batch = replace(PLACED, statement="itemised")
    asked = {
        "safeguard-unproven": ("wage_agreed", "hours_agreed", "costs_paid_by"),
        "record-missing": (
            "complaints_open", "complaints_closed", "refusals", "employer", "employer_checked",
        ),
    }  # fmt: skip
    for code, fields in asked.items():
        for field in fields:
            said = {name: value for name, value in SAFEGUARDS.items() if name != field}
            assert told(incomplete(PLACEMENT, batch, said)) == {(code, f"record.{field}")}
    # A sum speaks of many employers; zero refusals is an answer, no wage and no hours are none.
    named = {name: value for name, value in SAFEGUARDS.items() if name != "employer"}
    assert incomplete(PLACEMENT, PLACED, named) == []
    assert incomplete(PLACEMENT, PLACED, {**SAFEGUARDS, "refusals": 0}) == []
    for field, value in (("wage_agreed", 0), ("hours_agreed", 0), ("hours_agreed", 169)):
        problems = incomplete(PLACEMENT, PLACED, {**SAFEGUARDS, field: value})
        assert told(problems) == {("safeguard-unproven", f"record.{field}")}


def test_complaints_are_told_again_of_those_who_stayed() -> None:
    stayed = Said("placed", "retained_3m", "itemised")
    assert told(incomplete(PLACEMENT, stayed, {"checked_how": "call"})) == {
        ("record-missing", "record.complaints_open"),
        ("record-missing", "record.complaints_closed"),
    }


def test_nothing_placed_and_what_was_carried_in_prove_nothing() -> None:
    assert incomplete(PLACEMENT, replace(PLACED, nothing=True), {}) == []
    assert incomplete(PLACEMENT, replace(PLACED, source="carried"), {}) == []


def test_goods_show_how_they_were_valued_and_money_does_not() -> None:
    assert told(incomplete(DONATION, GOODS, {})) == {
        ("record-missing", "record.goods"),
        ("record-missing", "record.valuation_basis"),
    }
    assert incomplete(DONATION, CASH, {}) == []
    a_sum = replace(GOODS, statement="year_to_date")
    assert told(incomplete(DONATION, a_sum, {})) == {("record-missing", "record.valuation_basis")}


def test_an_asset_in_use_has_an_owner() -> None:
    project = pipelines()["assistance_project"]
    used = Said("completed", "in_use", "itemised")
    assert told(incomplete(project, used, {}, {})) == {
        ("thing-record-missing", "thing.asset_owner"),
        ("thing-record-missing", "thing.handed_over_on"),
    }
    owned = {"asset_owner": "Mill village", "handed_over_on": "2020-06-01"}
    assert incomplete(project, used, {}, owned) == []
    assert incomplete(project, used, {}, None) == []


def planted(**declared: object) -> set[str]:
    """Return the codes found when the pipeline of sales declares one more field."""
    row = {"en": "Field", "zh": "字段", "kind": "text", **declared}
    sale: Pipeline = replace(pipelines()["sale"], record=read_declared({"entry": {"field": row}}))
    found = replace(registries(), pipelines={**pipelines(), "sale": sale})
    return {problem.code for problem in check_registries(found)}


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ({"kind": "colour"}, "registry-unknown"),
        ({"at": ["bought"]}, "registry-unknown"),
        ({"guard": "dog"}, "registry-unknown"),
        ({"when": {"form_": ["goods"]}}, "registry-unknown"),
        ({"kind": "day", "from": "other_day"}, "registry-unknown"),
        ({"kind": "thing", "of": "ship"}, "registry-unknown"),
        ({"kind": "code"}, "registry-codes"),
        ({"must": True}, "registry-field-check"),
        ({"zh": ""}, "registry-wordless"),
    ],
)
def test_a_faulty_declaration_stops_the_start(declared: dict[str, object], code: str) -> None:
    assert planted() == set()
    assert code in planted(**declared)


def test_a_label_that_breaks_at_its_comma_is_found_at_reading() -> None:
    row = {"en": "Village", "park": None, "zh": "村", "kind": "text"}
    with pytest.raises(ValueError, match="site has no park"):
        read_declared({"thing": {"site": row}})


def test_every_pipeline_declares_its_record() -> None:
    silent = {code for code, p in pipelines().items() if p.record == Record()}
    assert silent == {"report"}


def test_the_reference_page_says_what_the_registry_says() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.programme.records_page"
