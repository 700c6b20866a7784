"""What a figure means: its indicator, its period, its total and its pair.

The announcements are invented, here and in the two tables beside this file.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path

import opencc
import pytest

from tallystick.extraction import FigureFound, read
from tallystick.extraction.figures.concepts import marks
from tallystick.extraction.figures.indicators import RULES, STOCKS
from tallystick.extraction.figures.meaning import with_meaning
from tallystick.extraction.figures.numbers import find_figures
from tallystick.extraction.page import page_of
from tallystick.regions.rules.shipped import shipped_names

HERE = Path(__file__).parent
# Of the sentences in varied_indicators.csv; goes down with what the reader learns.
MOST_WRONG = 5
CATALOGUE = Path(__file__).parents[2] / "src/tallystick/programme/data/indicators.csv"
PLACES = [
    *(("江苏", "cn-320000"), ("陕西", "cn-610000"), ("贵州", "cn-520000"), ("广东", "cn-440000")),
    *(("浙江", "cn-330000"), ("四川", "cn-510000"), ("杭州", "cn-330100"), ("Yunnan", "cn-530000")),
    *(("Jiangsu", "cn-320000"), ("Shaanxi", "cn-610000"), ("Fujian", "cn-350000")),
    *(("Ningxia", "cn-640000"), ("Shanghai", "cn-310000"), ("Guizhou", "cn-520000")),
    ("Dalian", "cn-210200"),
]


def figures(text: str, published: str | None = "2024-11-20") -> tuple[FigureFound, ...]:
    """Return the figures of a text."""
    return read(text, published=published, gazetteer=PLACES).figures


def ruled(text: str, published: str | None = "2024-11-20") -> tuple[FigureFound, ...]:
    """Return the figures of a text with what the rules alone say."""
    page = page_of(text, None, published, PLACES)
    return with_meaning(page, tuple(find_figures(page)), None, lambda around, before: around.figure)


def codes(text: str) -> str:
    """Return the indicators of a text's figures in order, by the rules; "-" for none."""
    return " ".join(figure.indicator_code or "-" for figure in ruled(text))


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of invented announcements."""
    with (HERE / name).open(encoding="utf-8") as table:
        return list(csv.reader(table))[1:]


@pytest.mark.parametrize(("text", "wanted"), rows("invented_indicators.csv"))
def test_a_figure_reports_an_indicator_or_none(text: str, wanted: str) -> None:
    assert codes(text) == wanted


def test_every_indicator_is_found_in_varied_words_of_both_languages(
    catalogue_codes: frozenset[str],
) -> None:
    """A few ways of saying each, written down before the reader was tried on them."""
    said = rows("varied_indicators.csv")
    wrong = [(text, wanted) for text, wanted in said if codes_in(text) != wanted]
    assert len(wrong) <= MOST_WRONG, wrong
    for chinese in (True, False):
        tried = {code for text, wanted in said if han(text) is chinese for code in wanted.split()}
        assert catalogue_codes - tried <= {"MG_GRADE"}, "a grade is no number"


def codes_in(text: str) -> str:
    """Return the indicators of a text's figures, with all places known."""
    found = read(text, published="2024-11-20", gazetteer=shipped_names()).figures
    return " ".join(figure.indicator_code or "-" for figure in found)


def han(text: str) -> bool:
    """Whether a text is in Chinese."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [row for row in rows("invented_indicators.csv") if row[0] > "\u4e00"][::4],
)
def test_traditional_signs_say_the_same(text: str, wanted: str) -> None:
    assert codes(opencc.OpenCC("s2t").convert(text)) == wanted


@pytest.mark.parametrize(("published", "text", "wanted"), rows("invented_periods.csv"))
def test_a_figure_has_the_period_that_is_named(published: str, text: str, wanted: str) -> None:
    found = figures(text, published or None)
    assert " ".join(f"{f.period or '-'}{'+' * f.cumulative}" for f in found) == wanted


def test_a_period_lasts_until_another_is_named() -> None:
    text = (
        "2023年两地协作的数字出来了。\n财政援助资金2亿元,实施帮扶项目40个。\n"
        "目前共建园区12个。\n11月18日,两市签约项目6个。"
    )
    assert [figure.period for figure in figures(text)] == ["2023", "2023", "2024-11", "2024-11-18"]


def test_what_runs_over_several_years_is_cumulative_unless_hedged_or_a_stock() -> None:
    found = figures("2021年以来,实施帮扶项目40个,投入帮扶资金约2亿元,共建园区12个。")
    assert [(f.qualifier, f.cumulative) for f in found] == [
        ("cumulative", True),
        ("about", True),
        ("exact", False),
    ]


def test_the_year_a_figure_is_compared_with_is_not_its_period() -> None:
    found = figures("In 2022 assistance funds rose by 12 percent compared with 2021.")
    assert [figure.period for figure in found] == ["2022"]


def test_a_plan_has_no_period_of_the_past() -> None:
    assert [f.period for f in figures("两县计划明后两年改造100个大门。")] == [None]


def test_parts_know_their_total_by_word_or_by_adding_up() -> None:
    named = figures("帮助3200人就业,其中脱贫劳动力2100人。")
    assert [(f.indicator_code, f.part_of) for f in named] == [("LC_TOTAL", None), ("LC_POV", 0)]
    added = figures("帮扶项目13个,市级8个、区级3个、镇级2个。")
    assert [f.part_of for f in added] == [None, 0, 0, 0]
    assert {f.indicator_code for f in added} == {"FS_PROJECTS"}


def test_a_total_with_donations_in_it_is_all_assistance() -> None:
    text = "援助资金共10亿元,分别来自省级财政(6亿元)、市县财政(3亿元)和社会捐款(1亿元)。"
    assert codes(text) == "FS_TOTAL_ALL FS_GOV_FUND FS_SUBPROV_FUND FS_SOCIAL_CASH"


def test_parts_may_follow_in_the_next_sentence() -> None:
    text = (
        "Government aid reached 90 million yuan. The largest part was 50 million yuan for roads, "
        "followed by schools with 30 million yuan."
    )
    found = figures(text)
    assert [f.part_of for f in found] == [None, 0, 0]
    assert {f.indicator_code for f in found} == {"FS_GOV_FUND"}


def test_batches_and_persons_stand_beside_each_other() -> None:
    found = figures("支教教师去了14批、917人次。")
    assert [(f.unit in ("batch", "count"), f.beside) for f in found] == [(True, None), (False, 0)]
    assert found[1].indicator_code == "TS_PRO_DISPATCH"


def test_the_way_people_go_decides_who_sent_them() -> None:
    assert codes("陕西派200名干部去江苏挂职。") == "TS_CADRE_RECEIVE"
    assert codes("江苏派200名干部去陕西挂职。") == "TS_CADRE_DISPATCH"
    assert codes("Shaanxi sent 30 teachers to Jiangsu.") == "TS_PRO_RECEIVE"
    assert codes("Jiangsu sent 30 teachers to Shaanxi.") == "TS_PRO_DISPATCH"


def test_who_gives_decides_what_a_donation_is() -> None:
    assert codes("某县人民政府向对口镇捐赠20万元。") == "FS_GOV_FUND"
    assert codes("某商会向对口镇捐赠20万元。") == "FS_SOCIAL_CASH"


def test_every_code_of_a_rule_is_one_of_the_catalogue(catalogue_codes: frozenset[str]) -> None:
    given = {rule.code for rules in RULES.values() for rule in rules if rule.code}
    assert given <= catalogue_codes
    assert catalogue_codes - given <= {"MG_GRADE"}, "a grade is no number"
    assert catalogue_codes >= STOCKS


@pytest.fixture
def catalogue_codes() -> frozenset[str]:
    with CATALOGUE.open(encoding="utf-8") as table:
        return frozenset(row["code"] for row in csv.DictReader(table))


def test_the_longest_word_hides_the_shorter_noun_in_it() -> None:
    found = [mark.meanings for mark in marks("帮扶车间", 0, 4, True)]
    assert len(found) == 1
    assert "aid" not in found[0]


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("其中100人,", 2900),
        ("2012年", 39_000),
        ("投入100万元、", 2900),
        ("of whom 5 people, ", 2900),
    ],
)
def test_long_texts_take_time_in_proportion(piece: str, times: int) -> None:
    begun = time.process_time()
    figures(piece * times + "帮助100人就业。")
    whole = time.process_time() - begun
    begun = time.process_time()
    figures(piece * (times // 4) + "帮助100人就业。")
    assert whole < 12 * (time.process_time() - begun) + 0.5
