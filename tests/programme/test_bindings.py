"""How indicators are bound, and that each check of the bindings finds its fault."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from tests.programme.test_pipelines_faults import codes

from tallystick.programme.rules.bindings import (
    Balance,
    Binding,
    ClaimOnly,
    Inflow,
    Measure,
    Ratio,
    Sum,
    bindings,
    read_bindings,
)
from tallystick.programme.rules.checks import Registries, check_registries, registries
from tallystick.programme.rules.checks.of_bindings import leaves, meets


def test_81_indicators_are_computed_and_5_are_claims_only() -> None:
    kinds = Counter(binding.measure for binding in bindings().values())
    assert sum(kinds.values()) == 86
    assert {code for code, b in bindings().items() if isinstance(b, ClaimOnly)} == {
        "IC_INV_PROJECTS",
        "IC_PARK_OUTPUT",
        "LC_INCOME",
        "OUT_BENEFIT",
        "MG_GRADE",
    }


def test_a_measure_reads_stages_of_one_pipeline() -> None:
    found = bindings()["IC_WORKSHOPS"]
    assert isinstance(found, Balance)
    assert (found.pipeline, found.stages) == ("facility", ("operating", "idle"))
    assert found.filters(2019) == {"facility_kind": ("workshop",)}


def test_the_year_of_the_report_fills_the_filter() -> None:
    rate = bindings()["FS_DISBURSE_RATE"]
    assert isinstance(rate, Ratio)
    assert rate.percent
    assert isinstance(rate.numerator, Inflow)
    assert rate.numerator.filters(2020) == {"budget_year": ("2020",)}
    assert rate.numerator.window == "ever"


def test_what_a_binding_does_not_understand_is_refused() -> None:
    with pytest.raises(ValueError, match="X: gross is no measure"):
        read_bindings("X: {measure: gross}")
    with pytest.raises(ValueError, match="X: of_ means nothing here"):
        read_bindings("X: {measure: sum, parts: [A], of_: a.b}")
    with pytest.raises(ValueError, match="X: filter means nothing here"):
        read_bindings("X: {measure: inflow, of: a.b, unit: c, filter: {}}")


def with_binding(code: str, text: str) -> Registries:
    """Return the registries with one binding written otherwise."""
    found = registries()
    return replace(found, bindings={**found.bindings, **read_bindings(f"{code}: {text}")})


FAULTS = [
    ("FS_GOV_FUND", "{measure: inflow, of: funds.recieved, unit: CNY}", "registry-unknown"),
    ("FS_GOV_FUND", "{measure: inflow, of: funds.received, unit: CNY, overlaps: [X]}",
     "registry-unknown"),
    ("FS_GOV_FUND", "{measure: inflow, of: funds.received, unit: CNY, window: week}",
     "registry-unknown"),
    ("FS_GOV_FUND", "{measure: inflow, of: funds.received, unit: CNY, where: {colour: red}}",
     "registry-unknown"),
    ("FS_SUBPROV_FUND",
     "{measure: inflow, of: funds.received, unit: CNY, where: {payer_level: [town]}}",
     "registry-unknown"),
    ("FS_SUBPROV_FUND",
     "{measure: inflow, of: funds.received, unit: CNY, where: {budget_year: [2019]}}",
     "registry-unknown"),
    ("FS_COUNTY_AVG", "{measure: ratio, numerator: FS_GOV, denominator: OR_PAIR_COUNTY}",
     "registry-unknown"),
    ("FS_NEW", "{measure: inflow, of: funds.received, unit: CNY}", "registry-unknown"),
    ("FS_GOV_FUND", "{measure: inflow, of: funds.received, unit: person}", "registry-uncounted"),
    ("IC_WORKSHOPS", "{measure: balance, of: facility.idle, unit: facility, variants: [pair]}",
     "registry-uncounted"),
    ("IC_ENT_STOCK",
     "{measure: balance, of: [enterprise.landed, project.landed], unit: enterprise}",
     "registry-mixed-pipelines"),
    ("FS_IND_FUND", "{measure: inflow, of: funds.received, unit: CNY, where: {use: industry}}",
     "registry-filter"),
    ("IC_ENT_STOCK", "{measure: balance, of: funds.allocated, unit: CNY, where: {use: industry}}",
     "registry-filter"),
    ("MG_GRADE", '{measure: claim_only, why: ["no quantity", ""]}', "registry-wordless"),
    ("FS_TOTAL_ALL", "{measure: sum, parts: [FS_GOV_FUND, LC_TOTAL]}", "registry-parts-units"),
    ("FS_TOTAL_ALL", "{measure: sum, parts: [FS_GOV_FUND, FS_SUBPROV_FUND]}",
     "registry-parts-overlap"),
    ("FS_TOTAL_ALL", "{measure: sum, parts: [FS_GOV_FUND, FS_GOV_FUND]}", "registry-parts-overlap"),
    ("TS_EXCHANGE_ALL", "{measure: sum, parts: [TS_CADRE_EXCHANGE, TS_CADRE_DISPATCH]}",
     "registry-parts-overlap"),
    ("FS_TOTAL_ALL", "{measure: sum, parts: [FS_GOV_FUND, FS_TOTAL_ALL]}", "registry-not-addable"),
    ("FS_TOTAL_ALL", "{measure: sum, parts: [FS_GOV_FUND, LC_INCOME]}", "registry-not-addable"),
    ("IC_WORKSHOPS", "{measure: inflow, of: facility.operating, unit: facility}",
     "registry-aggregation"),
    ("FS_IND_SHARE", "{measure: ratio, numerator: FS_IND_FUND, denominator: FS_GOV_FUND}",
     "registry-result-unit"),
    ("IC_WORKSHOPS", "{measure: balance, of: job.employed, unit: person}", "registry-result-unit"),
    ("FS_TOTAL_ALL", "{measure: sum, parts: [LC_ELSEWHERE, LC_TRANSFER_EAST]}",
     "registry-result-unit"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "problem"), FAULTS)
def test_a_planted_fault_is_found(code: str, text: str, problem: str) -> None:
    assert problem in codes(check_registries(with_binding(code, text)))


def test_an_indicator_without_a_binding_is_found() -> None:
    found = registries()
    rest = {code: b for code, b in found.bindings.items() if code != "RV_VILLAGES"}
    assert codes(check_registries(replace(found, bindings=rest))) == {"registry-unbound"}


def measure(**where: tuple[str, ...]) -> Measure:
    """Return a flow of money received under a filter."""
    found = bindings()["FS_GOV_FUND"]
    assert isinstance(found, Inflow)
    changed: dict[str, Any] = {"where": where}
    return replace(found, **changed)


def test_two_measures_meet_unless_a_filter_keeps_them_apart() -> None:
    city, county = measure(payer_level=("city",)), measure(payer_level=("county",))
    assert meets(city, city)
    assert meets(city, measure())
    assert meets(measure(), city)
    assert meets(city, measure(budget_year=("2019",)))
    assert not meets(city, county)
    assert not meets(city, bindings()["FS_DISBURSED"])


def test_the_leaves_of_a_sum_of_sums_are_plain_amounts() -> None:
    parts: Binding = Sum(parts=("TS_CADRE_EXCHANGE", "TS_PRO_EXCHANGE"))
    found = registries()
    nested = replace(found, bindings={**found.bindings, "TS_EXCHANGE_ALL": parts})
    assert check_registries(nested) == []
    assert list(leaves(nested, "TS_EXCHANGE_ALL")) == [
        "TS_CADRE_DISPATCH",
        "TS_CADRE_RECEIVE",
        "TS_PRO_DISPATCH",
        "TS_PRO_RECEIVE",
    ]
