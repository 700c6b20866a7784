"""Published figures are kept as printed; what is wrong is said cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.interchange.claim_files import UNITS, claims_csv

from tallystick.interchange.csv.claims import read_claims
from tallystick.programme.rules.catalogue import indicators

EXAMPLE = Path(__file__).parents[2] / "examples" / "liaoning-guizhou" / "claims.csv"


def problems(*rows: dict[str, str]) -> list[tuple[object, object, str]]:
    """Return row, column and code of each problem of a file."""
    _, found = read_claims(claims_csv(*rows), units=UNITS)
    return [(p.params["row"], p.params["column"], p.code) for p in found]


def test_a_row_in_order_becomes_a_claim_with_its_print_and_its_hedge() -> None:
    rows, found = read_claims(
        claims_csv({"value_as_printed": "超过3244万元", "note": "an extra column"}), units=UNITS
    )
    assert found == []
    claim = rows[0]
    assert (claim.row, claim.indicator, claim.value, claim.unit) == (
        2,
        "FS_GOV_FUND",
        "32440000",
        "CNY",
    )
    assert (claim.printed, claim.qualifier) == ("超过3244万元", "more_than")
    assert (claim.period_start, claim.cumulative) == (date(2019, 1, 1), False)
    assert (claim.flags, dict(claim.extra)) == ((), {"note": "an extra column"})


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"indicator_code": "FS_MOON"}, "indicator_code", "indicator-unknown"),
        ({"indicator_code": ""}, "indicator_code", "cell-empty"),
        ({"supporting_region": ""}, "supporting_region", "cell-empty"),
        ({"unit": ""}, "unit", "cell-empty"),
        ({"value_as_printed": ""}, "value_as_printed", "cell-empty"),
        ({"value": "1e308"}, "value", "amount-not-a-number"),
        ({"value": "-5"}, "value", "amount-negative"),
        ({"value": "12.5万元左右"}, "value", "amount-hedged"),
        ({"value": "3244万元"}, "value", "amount-has-unit-word"),
        ({"value": "9" * 30}, "value", "amount-too-large"),
        ({"value": "3244"}, "value", "printed-differs"),
        ({"value": "324400000"}, "value", "printed-differs"),
        ({"period_start": "01/02/2019"}, "period_start", "no-date"),
        ({"as_of": "2019-02-30"}, "as_of", "no-date"),
        ({"as_of": "2202-05-10"}, "as_of", "date-unlikely"),
        ({"period_start": "2020-01-01"}, "period_end", "period-backwards"),
        ({"cumulative": "perhaps"}, "cumulative", "not-one-of"),
        ({"status": "hoped"}, "status", "not-one-of"),
        ({"source_kind": "rumour"}, "source_kind", "not-one-of"),
        ({"url": "javascript:alert(1)"}, "url", "url-not-web"),
        ({"url": "file:///etc/passwd"}, "url", "url-not-web"),
        ({"context_own_words": "x" * 2001}, "context_own_words", "cell-too-long"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(
    cells: dict[str, str], column: str, code: str
) -> None:
    assert problems({"breakdown": "a good row"}, cells) == [(3, column, code)]


def test_every_bad_cell_of_a_row_is_said_at_once() -> None:
    found = problems({"value": "-1", "as_of": "soon", "url": "ftp://x", "indicator_code": "X"})
    assert {code for _, _, code in found} == {
        "amount-negative",
        "no-date",
        "url-not-web",
        "indicator-unknown",
    }


def test_a_problem_speaks_both_languages_and_names_its_place() -> None:
    _, found = read_claims(claims_csv({"value": "3244"}), units=UNITS)
    assert found[0].path == "row 2, column value"
    assert "3244万元" in found[0].sentence("en")
    assert "32440000" in found[0].sentence("zh")


@pytest.mark.parametrize(
    ("cells", "flags"),
    [
        ({"unit": "USD"}, ("unit-differs", "printed-unit-differs")),
        ({"value_as_printed": "7名医生、1名教师", "value": "8", "unit": "person"}, None),
        ({"value_as_printed": "under 3300万元"}, ("printed-not-read",)),
        ({"value_as_printed": "see table 3"}, ("printed-differs",)),
        ({"value": "32440001"}, ("printed-differs",)),
        ({"cumulative": "", "status": ""}, ("cumulative-not-stated", "status-not-stated")),
        ({"url": "", "source_kind": ""}, ("source-kind-not-stated", "url-not-stated")),
        ({"value_as_printed": "3244万元（32.44 million yuan）"}, ()),
        ({"indicator_code": "X_OTHER", "unit": "gadgets"}, ("printed-unit-differs",)),
    ],
)
def test_a_doubtful_row_is_kept_and_flagged(
    cells: dict[str, str], flags: tuple[str, ...] | None
) -> None:
    rows, found = read_claims(claims_csv(cells), units=UNITS)
    assert found == []
    assert rows[0].flags == (("unit-differs", "printed-not-compared") if flags is None else flags)


def test_a_percentage_given_as_a_share_is_a_slip() -> None:
    rate = {"indicator_code": "FS_DISBURSE_RATE", "unit": "percent", "value_as_printed": "74.14%"}
    assert problems({**rate, "value": "74.14"}) == []
    assert problems({**rate, "value": "0.7414"}) == [(2, "value", "printed-differs")]


def test_another_unit_does_not_excuse_a_slip() -> None:
    # Printed 3244万元: neither 3244 of dollars nor 32440 of anything else.
    for unit, value in (("USD", "3244"), ("person", "32440"), ("gadgets", "3244")):
        cells = {"unit": unit, "value": value}
        assert problems(cells) == [(2, "value", "printed-differs")], unit
    assert problems({"unit": "USD", "value": "32440000"}) == []


def test_the_same_figure_twice_names_the_first_row() -> None:
    _, found = read_claims(
        claims_csv({}, {"value": "32,440,000", "context_own_words": "other words"}, {"as_of": ""}),
        units=UNITS,
    )
    assert [(p.params["row"], p.code, p.params["first"]) for p in found] == [(3, "row-twice", 2)]


def test_every_row_of_the_example_is_in_order() -> None:
    units = {code: row.unit for code, row in indicators().items()}
    rows, found = read_claims(EXAMPLE.read_bytes(), units=units)
    assert found == []
    assert len(rows) > 100
