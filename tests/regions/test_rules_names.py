"""Two spellings of one place fold into one; a printed party reads as a name and what it lies in."""

import pytest

from tallystick.regions.rules import Reading, normalise_name, readings


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Dalian City", "dalian"),
        ("  DALIAN  ", "dalian"),
        ("Ｄａｌｉａｎ", "dalian"),
        ("Guang'an district", "guangan"),
        ("Guang’an", "guangan"),
        ("Pu'er", "puer"),
        ("Lüshunkou", "lushunkou"),
        ("Inner Mongolia Autonomous Region", "inner mongolia"),
        ("Shanghai Municipality", "shanghai"),
        ("Binhai New Area", "binhai new area"),
        ("中山市", "中山"),
        ("钟山区", "钟山"),
        ("滨海新区", "滨海新区"),
        ("滨海县", "滨海"),
        ("六枝特区", "六枝"),
        ("芒市", "芒市"),
        ("宁县", "宁县"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("海西蒙古族藏族自治州", "海西"),
        ("红河哈尼族彝族自治州", "红河"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("貴州省", "貴州"),
        ("", ""),
    ],
)
def test_a_level_word_case_accent_or_apostrophe_does_not_make_another_name(written, folded):
    assert normalise_name(written) == folded


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Guizhou", (Reading("Guizhou"),)),
        ("Dayao (Chuxiong, Yunnan)", (Reading("Dayao", ("Chuxiong", "Yunnan")),)),
        (
            "Shenzhen（Guangdong）",
            (Reading("Shenzhen", ("Guangdong",)), Reading("Guangdong", ("Shenzhen",))),
        ),
        ("贵州省六盘水市钟山区", (Reading("钟山区", ("贵州省", "六盘水市")),)),
        ("上海市闵行区", (Reading("闵行区", ("上海市",)),)),
        ("吉林省吉林市", (Reading("吉林市", ("吉林省",)),)),
        ("沙市区", (Reading("沙市区"),)),
        ("15 eastern provinces and cities", (Reading("15 eastern provinces and cities"),)),
        ("Broken (bracket", (Reading("Broken (bracket"),)),
        ("", (Reading(""),)),
    ],
)
def test_a_printed_party_reads_as_a_name_and_what_it_lies_in(printed, expected):
    assert readings(printed) == expected
