"""`scorecard` and `explain` narrowed to one level of places, or to one framework."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.example import Installation

CARD = ("scorecard", "--pairing", "liaoning-guizhou", "--year", "2019")
WALK = ("explain", "--pairing", "liaoning-guizhou", "--year", "2019", "--indicator")


def matched(found: Installation, *more: str) -> dict[str, Decimal]:
    """Return indicator → matched figure, of those that have one."""
    card = found.json(*CARD, *more)
    return {
        row["indicator"]: Decimal(row["matched"])
        for row in card["rows"]
        if row["matched"] is not None
    }


def test_the_levels_of_a_province_are_its_whole(loaded_example: Installation) -> None:
    whole, city = matched(loaded_example), matched(loaded_example, "--level", "city")
    county = matched(loaded_example, "--level", "county")
    # Sums of money, people and things; a ratio has its own two parts at each level.
    for code in ("FS_GOV_FUND", "FS_SOCIAL_TOTAL", "IC_INV_ACTUAL", "LC_TOTAL", "TS_TRAIN_TOTAL"):
        assert city.get(code, 0) + county.get(code, 0) == whole[code], code
    assert city["FS_SOCIAL_TOTAL"] > 0
    assert county["FS_SOCIAL_TOTAL"] > 0
    assert matched(loaded_example, "--level", "province") == {}
    card = loaded_example.json(*CARD, "--level", "county")
    assert (card["level"], card["framework"]) == ("county", None)
    assert {row["target"] for row in card["rows"]} == {None}


@pytest.mark.parametrize("level", ["city", "county"])
def test_a_figure_of_a_level_is_the_sum_of_its_lines(
    loaded_example: Installation, level: str
) -> None:
    walk = loaded_example.json(*WALK, "FS_SOCIAL_TOTAL", "--level", level)
    assert walk["level"] == level
    assert walk["value"] == sum(Decimal(line["amount"]) for line in walk["lines"])
    assert walk["value"] == matched(loaded_example, "--level", level)["FS_SOCIAL_TOTAL"]


def test_a_framework_has_the_rows_that_its_score_has(loaded_example: Installation) -> None:
    pair = ("--pairing", "dalian-liupanshui", "--year", "2019")
    for code in ("four-workstreams", "sdg", "five-securities"):
        score = loaded_example.json("frameworks", "score", code, *pair)
        told = {
            row["indicator"]: (row["target"], row["matched"], row["completion_percent"])
            for one in score["elements"]
            for row in one["rows"]
        }
        card = loaded_example.json("scorecard", *pair, "--framework", code)
        assert card["framework"] == code
        assert card["rows"]
        for row in card["rows"]:
            found = (row["target"], row["matched"], row["completion_percent"])
            assert found == told[row["indicator"]]
        # What the score has beside these stands in no scorecard of the year at all.
        beside = told.keys() - {row["indicator"] for row in card["rows"]}
        assert all(told[one][0] is None for one in beside)


@pytest.mark.parametrize("filter", ["--level", "--framework"])
def test_a_filter_that_names_nothing_is_refused(loaded_example: Installation, filter: str) -> None:
    for value in ("town", "'; drop table"):
        told = loaded_example.json(*CARD, filter, value, code=1)
        assert [problem["code"] for problem in told["problems"]] == ["not-found"]
