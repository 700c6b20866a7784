"""Figures as people print them become exact values with their hedge and unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tallystick.kernel.numeral import read_figure


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "unit"),
    [
        ("3244万元", "32440000", "exact", "CNY"),
        ("超过72.8亿元", "7280000000", "more_than", "CNY"),
        ("600多亿元", "60000000000", "more_than", "CNY"),
        ("30余万人次", "300000", "more_than", "person-time"),
        ("近2000人", "2000", "nearly", "person"),
        ("约21.8亿元", "2180000000", "about", "CNY"),
        ("12.5万元左右", "125000", "about", "CNY"),
        ("60%以上", "60", "more_than", "percent"),
        ("百分之六十", "60", "exact", "percent"),
        ("44億4000万元", "4440000000", "exact", "CNY"),
        ("22万6000人", "226000", "exact", "person"),
        ("1亿2千万", "120000000", "exact", ""),
        ("一百二十余万元", "1200000", "more_than", "CNY"),
        ("三点五亿元", "350000000", "exact", "CNY"),
        ("上千名", "1000", "about", "person"),
        ("每县6000万元", "60000000", "exact", "CNY/county"),
        ("四次", "4", "exact", "count"),
        ("两个项目", "2", "exact", "count"),
        ("4期", "4", "exact", "session"),
        ("１２３万元", "1230000", "exact", "CNY"),
        ("2千米", "2", "exact", "km"),
        ("nearly 40-billion-yuan", "40000000000", "nearly", "CNY"),
        ("more than 1.16 million people", "1160000", "more_than", "person"),
        ("about 600", "600", "about", ""),
        ("nearly 1,918", "1918", "nearly", ""),
        ("Seventy-seven", "77", "exact", ""),
        ("eight projects", "8", "exact", "count"),
        ("26 national key counties", "26", "exact", "count"),
        ("331,000 person-times", "331000", "exact", "person-time"),
        ("385 kilometers", "385", "exact", "km"),
        ("15,300 hectares", "15300", "exact", "hectare"),
        ("24th annual meeting", "24", "exact", "ordinal"),
        ("US$1.25 million", "1250000", "exact", "USD"),
        ("487 millions yuan", "487000000", "exact", "CNY"),
        ("RMB3bn", "3000000000", "exact", "CNY"),
        ("2,000 yuan a month", "2000", "exact", "CNY/month"),
        ("no less than 50 people", "50", "more_than", "person"),
        ("50+", "50", "more_than", ""),
        ("0", "0", "exact", ""),
    ],
)
def test_a_printed_figure_has_a_value_a_hedge_and_a_unit(
    printed: str, value: str, qualifier: str, unit: str
) -> None:
    figure = read_figure(printed)
    assert figure is not None
    assert (figure.value, figure.qualifier, figure.unit) == (Decimal(value), qualifier, unit)


@pytest.mark.parametrize(
    ("printed", "numbers", "unit"),
    [
        ("7名医生、1名教师", ("7", "1"), "person"),
        ("40 + 28", ("40", "28"), ""),
        ("三批122名", ("3", "122"), ""),
        ("9批140名", ("9", "140"), ""),
        ("40万元至50万元", ("400000", "500000"), "CNY"),
    ],
)
def test_several_numbers_are_kept_apart(printed: str, numbers: tuple[str, ...], unit: str) -> None:
    figure = read_figure(printed)
    assert figure is not None
    assert figure.value is None
    assert (figure.numbers, figure.unit) == (tuple(map(Decimal, numbers)), unit)


@pytest.mark.parametrize(
    "printed",
    [
        *(
            "",
            " ",
            "四川",
            "六盘水",
            "万达广场",
            "十四五",
            "几十名",
            "十几个",
            "数百家",
            "dozens",
            "个",
        ),
        *(
            "2021年5月6日",
            "二〇二一年",
            "1996年以来",
            "第24届",
            "第三批",
            "COVID-19",
            "16-20",
            "3/5",
        ),
        *("14:30", "1.234.567", "1,23", "1 234", "2，300人", "3万5", "007", "-5", "1e308", "1.5e3"),
        *(
            "5G",
            "٣",
            "²",
            "不足50人",
            "fewer than 50",
            "no more than 50",
            "1：3",
            "four-and-a-half",
        ),
        *(
            "1,000,000,000,000,000,000,000",
            "9" * 100,
            "487 millones",
            "3 lakh",
            "5兆円",
            "2 mio.",
            "9999999 trillion",
        ),
    ],
)
def test_what_is_unsure_is_not_read(printed: str) -> None:
    assert read_figure(printed) is None


@pytest.mark.parametrize("printed", ["签约45个项目", "附近45个项目"])
def test_a_hedge_inside_a_word_is_no_hedge(printed: str) -> None:
    figure = read_figure(printed)
    assert figure is not None
    assert (figure.value, figure.qualifier) == (Decimal(45), "exact")
