"""A sheet of entries: rows of one entry become its lines, and every bad cell is listed at once."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallystick.entries.rules.reports import StatedLine
from tallystick.interchange.csv.read_entries import read_entries
from tallystick.interchange.sheets.entries import EntryRow, placed
from tallystick.interchange.sheets.vocabulary import PipelineWords, Vocabulary, shipped
from tallystick.kernel.problem import Problem

EXAMPLE = Path(__file__).parents[2] / "examples" / "liaoning-guizhou" / "entries"
WORDS = Vocabulary(
    pipelines={
        "funds": PipelineWords(
            moves=("outside>committed", "committed>received"),
            units={"committed": ("CNY",), "received": ("CNY",)},
            kept=("payer_level", "budget_year"),
            noted={"received": ("use",)},
        ),
        "training": PipelineWords(
            moves=("outside>held",), units={"held": ("session", "person", "person/women")}
        ),
    },
    dimensions={
        "payer_level": frozenset({"province", "city"}),
        "budget_year": None,
        "use": frozenset({"industry"}),
        "pipeline": None,
    },
    scales={"CNY": 2, "session": 0, "person": 0, "person/women": 0},
)
# An invented entry.
ROW = {
    "entry": "dl-1",
    "pairing": "dalian-liupanshui",
    "side": "supporting",
    "region": "cn-520281",
    "partner": "cn-210200",
    "pipeline": "funds",
    "move": "committed>received",
    "statement": "itemised",
    "on": "2019-03-25",
    "unit": "CNY",
    "amount": "60,000,000.50",
    "payer_level": "province",
    "budget_year": "2019",
    "use": "industry",
    "title": "Funds received",
    "evidence": "receipt.pdf; plan.pdf",
}


def sheet(*rows: dict[str, str]) -> bytes:
    """Write rows that differ from the sample in what is given."""
    out = io.StringIO()
    made = [{**ROW, **row} for row in rows]
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in made for key in row)))
    writer.writeheader()
    writer.writerows(made)
    return out.getvalue().encode()


def read(*rows: dict[str, str]) -> tuple[list[EntryRow], list[tuple[object, object, str]]]:
    """Return the entries, and row, column and code of each problem."""
    entries, found = read_entries(sheet(*rows), vocabulary=WORDS)
    return entries, [(p.params["row"], p.params["column"], p.code) for p in found]


def test_a_row_becomes_a_report_with_its_kept_and_noted_codes() -> None:
    (entry,), found = read({})
    assert found == []
    assert entry.report.lines == (
        StatedLine(
            "CNY",
            6_000_000_050,
            {"payer_level": "province", "budget_year": "2019"},
            {"use": "industry"},
        ),
    )
    assert (entry.report.happened_on, entry.report.own_reference) == (date(2019, 3, 25), "dl-1")
    assert (entry.evidence, [row.number for row in entry.rows]) == (
        ("receipt.pdf", "plan.pdf"),
        [2],
    )


def test_a_figure_in_words_is_stated_to_its_step_and_a_plain_one_is_exact() -> None:
    entries, found = read({"amount": "2.5亿"}, {"entry": "b", "amount": "250,000,000"})
    assert found == []
    (rough,), (exact,) = (entry.report.lines for entry in entries)
    assert (rough.amount, rough.precision) == (250_000_000_00, 10_000_000_00)
    assert (exact.amount, exact.precision) == (250_000_000_00, 1)


def test_rows_of_one_entry_are_its_lines_and_blanks_mean_as_above() -> None:
    course = {"pipeline": "training", "move": "outside>held", "payer_level": "", "use": ""}
    course["budget_year"] = "-"
    blank = {"region": "", "on": "", "title": "", "evidence": ""}
    entries, found = read(
        {**course, "unit": "session", "amount": "2"},
        {"entry": "another"},
        {**course, **blank, "unit": "person", "amount": "80"},
        {**course, **blank, "unit": "person/women", "amount": "30"},
    )
    assert found == []
    assert [[row.number for row in entry.rows] for entry in entries] == [[2, 4, 5], [3]]
    assert [line.unit for line in entries[0].report.lines] == ["session", "person", "person/women"]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"amount": "12.5万元左右"}, "amount", "amount-hedged"),
        ({"amount": "12.5万人"}, "amount", "amount-has-unit-word"),
        ({"amount": "-1"}, "amount", "amount-negative"),
        ({"amount": "1e308"}, "amount", "amount-not-a-number"),
        ({"amount": "0.001"}, "amount", "amount-too-precise"),
        ({"amount": "10000000000001"}, "amount", "amount-too-large"),
        ({"amount": ""}, "amount", "cell-empty"),
        ({"entry": ""}, "entry", "cell-empty"),
        ({"unit": "person"}, "unit", "unit-not-counted"),
        ({"pipeline": "moon", "unit": "moons"}, "unit", "not-found"),
        ({"pipeline": "moon"}, "pipeline", "not-found"),
        ({"move": "received>moon"}, "move", "no-such-move"),
        ({"side": "both"}, "side", "not-a-side"),
        ({"statement": "rough"}, "statement", "not-a-statement"),
        ({"on": "25/03/2019"}, "on", "no-date"),
        ({"payer_level": "moon"}, "payer_level", "unknown-code"),
        ({"move": "outside>committed"}, "use", "dimension-not-here"),
        ({"invented": "perhaps"}, "invented", "not-one-of"),
        ({"payer-level": "city"}, "payer-level", "column-unknown"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(
    cells: dict[str, str], column: str, code: str
) -> None:
    entries, found = read({"entry": "good"}, cells)
    assert (3, column, code) in found
    assert [entry.report.own_reference for entry in entries] == ["good"]


def test_all_bad_cells_come_in_one_pass_and_leave_the_whole_entry_out() -> None:
    entries, found = read(
        {}, {"amount": "about 5", "on": "soon"}, {"entry": "b", "side": "none", "unit": "kg"}
    )
    assert entries == []
    assert found == [
        (3, "on", "no-date"),
        (3, "amount", "amount-hedged"),
        (3, "on", "entry-differs"),
        (4, "side", "not-a-side"),
        (4, "unit", "unit-not-counted"),
    ]


def test_rows_of_one_entry_that_disagree_are_named_with_the_first_row() -> None:
    _, found = read_entries(sheet({}, {"region": "cn-520204"}), vocabulary=WORDS)
    assert [(p.path, p.code) for p in found] == [("row 3, column region", "entry-differs")]
    assert "row 2" in found[0].sentence("en")
    assert "cn-520281" in found[0].sentence("zh")


def test_a_problem_of_a_report_finds_its_cell() -> None:
    (entry,), _ = read({}, {"unit": "CNY", "payer_level": "city"})
    cells = {
        path: placed(Problem("cell-empty", path), entry).path
        for path in ("lines.2.unit", "lines.2.cell.payer_level", "happened_on", "region", "lines")
    }
    assert cells == {
        "lines.2.unit": "row 3, column unit",
        "lines.2.cell.payer_level": "row 3, column payer_level",
        "happened_on": "row 2, column on",
        "region": "row 2, column region",
        "lines": "row 2, column amount",
    }


@pytest.mark.parametrize("file", sorted(path.name for path in EXAMPLE.glob("*.csv")))
def test_every_row_of_the_example_is_in_order(file: str) -> None:
    entries, found = read_entries((EXAMPLE / file).read_bytes(), vocabulary=shipped())
    assert found == []
    assert entries


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(ROW)), st.text(max_size=12)), max_size=4))
def test_any_cells_give_entries_or_problems_and_never_raise(rows: list[dict[str, str]]) -> None:
    entries, found = read_entries(sheet(*rows), vocabulary=WORDS)
    assert entries or found
    for problem in found:
        assert problem.sentence("en").strip()
