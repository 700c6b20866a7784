"""A CSV file of ours holds texts and figures, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from tallystick.interchange.csv.writing import csv_text


def written(value: object) -> str:
    text = csv_text(["cell"], [[value]])
    assert text.startswith("\ufeff")
    return next(iter(list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:]))[0]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_a_text_that_begins_like_a_formula_is_told_to_be_text(text: str) -> None:
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("figure", [-5, 0, "-12.50", "72.89", None])
def test_a_figure_stays_a_figure(figure: object) -> None:
    assert written(figure) == ("" if figure is None else str(figure))


def test_signs_that_cannot_be_seen_are_named() -> None:
    assert written("Tea\u202eskrow") == "Tea⟨U+202E⟩skrow"
