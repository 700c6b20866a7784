"""What a figure counts is said as a person would, for each shape of formula, in both languages."""

from __future__ import annotations

import re

import pytest

from tallystick.indicators.rules import words
from tallystick.indicators.rules.counts import Count, formulas
from tallystick.indicators.rules.words import formula_words, phrase_key

# One of each shape: a flow, a stock, places, names, a condition on a condition, a sum, ratios.
SAID = {
    "FS_GOV_FUND": (
        "Funds that arrived within the period. What was reversed is taken off.",
        "报告期内到账的财政援助资金。已冲回的予以扣除。",
    ),
    "IC_INV_STOCK": (
        "Investment paid in and not withdrawn on the last day of the period.",
        "期末到位且未撤出的投资。",
    ),
    "OR_PAIR_COUNTY": (
        "The number of places with pairs that hold on the last day of the period, counting only"
        " pairs of county with county.",
        "期末存在有效结对的地区数，只计县县结对。",
    ),
    "FS_PROJECTS": (
        "Assistance projects that started within the period. Named ones count once in each"
        " region; what was reported without names counts as reported.",
        "报告期内新开工的帮扶项目。有名称的在一个地区只计一次，未列名称的按报送数计。",
    ),
    "FS_IND_FUND": (
        "Funds allocated to projects up to the last day of the period, counting only money of the"
        " budget year 2019, and of these only what is meant for industry. What was reversed is"
        " taken off.",
        "截至期末分配到项目的财政援助资金，只计2019年度的资金，其中只计用于产业的资金。"
        "已冲回的予以扣除。",
    ),
    "FS_TOTAL_ALL": (
        "“Government financial assistance funds” and “Social donations, money and goods” together.",
        "“财政援助资金”与“社会帮扶（捐款捐物）”之和。",
    ),
    "FS_COUNTY_AVG": (
        "“Government financial assistance funds” divided by “County pairs”.",
        "“财政援助资金”除以“县县结对数”。",
    ),
    "FS_DISBURSE_RATE": (
        "Funds paid out divided by funds that arrived, both up to the last day of the period,"
        " counting only money of the budget year 2019, as a percentage. What was reversed is"
        " taken off.",
        "截至期末拨付的财政援助资金除以到账的财政援助资金，只计2019年度的资金，以百分比表示。"
        "已冲回的予以扣除。",
    ),
}


@pytest.mark.parametrize("code", SAID)
def test_each_shape_of_formula_is_said_in_both_languages(code: str) -> None:
    formula = formulas()[code]
    assert (formula_words(formula, 2019), formula_words(formula, 2019, "zh")) == SAID[code]


@pytest.mark.parametrize("code", formulas())
def test_every_formula_has_words_of_the_language_and_no_marks_of_the_other(code: str) -> None:
    english, chinese = (formula_words(formulas()[code], 2019, lang) for lang in ("en", "zh-hans"))
    assert not re.search(r"[一-鿿，。]", english)
    assert not re.search(r"[,;:.] |[a-z]", chinese)
    assert english.endswith(".")
    assert chinese.endswith("。")
    assert english[0] == "“" or english[0].isupper()


def test_what_two_formulas_count_apart_is_said_apart() -> None:
    for lang in ("en", "zh"):
        said: dict[str, set[Count]] = {}
        for formula in formulas().values():
            if formula.count:
                said.setdefault(formula_words(formula, 2019, lang), set()).add(formula.count)
        assert [text for text, counts in said.items() if len(counts) > 1] == []


def test_the_file_of_phrases_holds_what_is_counted_and_nothing_else() -> None:
    counts = {count for formula in formulas().values() for count in formula.counts()}
    kept = {key.partition("@")[0] for key in words._said()["phrases"]}
    assert kept == {phrase_key(count) for count in counts}
    asked = {(d, code) for count in counts for d, codes in count.where for code in codes}
    for dimension, code in asked:
        assert code == "$year" or code in words._said()["only"][dimension]["codes"]
