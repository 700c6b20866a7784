"""Who took part and with which post as printed.

All announcements, names and places are invented.
"""

from __future__ import annotations

import time

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people, find_represented

PLACES = [("Linshan", "cn-999900"), ("Qinghe", "cn-888800"), ("林山市", "cn-999900")]


def people(text: str) -> list[tuple[str, str | None]]:
    """Return names and posts, each span checked."""
    found = find_people(page_of(text, None, None, PLACES))
    for person in found:
        assert text[person.start : person.end] == person.text
        assert person.position is None or person.position in text
        assert person.side is None
    return [(person.text, person.position) for person in found]


def represented(text: str) -> list[tuple[str, str | None, str | None]]:
    found = find_represented(page_of(text, None, None, PLACES))
    return [(person.text, person.position, person.by) for person in found]


def regions(text: str) -> list[str | None]:
    return [p.organisation_or_region for p in find_people(page_of(text, None, None, PLACES))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Deng Ruilin, secretary of the Party Committee of Linshan and mayor, met the guests.",
            [("Deng Ruilin", "secretary of the Party Committee of Linshan and mayor")],
        ),
        (
            "In Linshan the provincial Party Secretary Tan Wei met Qinghe mayor Su Bo and others.",
            [("Tan Wei", "provincial Party Secretary"), ("Su Bo", "Qinghe mayor")],
        ),
        (
            "Led by the Mayor of Osby, Eva Lind, and by Governor Amos Otieno Odhiambo, they left.",
            [("Eva Lind", "Mayor of Osby"), ("Amos Otieno Odhiambo", "Governor")],
        ),
        (
            "Prof. Mercy Achieng' Nyong'a, the Governor of Mto County, and Karim El Fassi, "
            "President of the Council, signed it.",
            [
                ("Mercy Achieng' Nyong'a", "Governor of Mto County"),
                ("Karim El Fassi", "President of the Council"),
            ],
        ),
        (
            "Provincial leaders Luo Min and Qian Hai were present.",
            [("Luo Min", "Provincial leader"), ("Qian Hai", "Provincial leader")],
        ),
        (
            "Luo Min and Qian Hai, the two governors, spoke. Ren Jie attended.",
            [("Luo Min", "governor"), ("Qian Hai", "governor"), ("Ren Jie", None)],
        ),
        (
            "Laos's Minister of Trade Khamla Souvan received his colleague from Benin, Ade Bako.",
            [("Khamla Souvan", "Laos's Minister of Trade"), ("Ade Bako", None)],
        ),
        (
            "Chairman of the provincial People's Committee Tran Van Hieu briefed the guests. "
            "Hieu thanked them.",
            [("Tran Van Hieu", "Chairman of the provincial People's Committee")],
        ),
        (
            "Present were Zhou Min, Vice Mayor; Hu Jie, Director of the Foreign Affairs Office; "
            "and Mr. Xu Fang.",
            [
                ("Zhou Min", "Vice Mayor"),
                ("Hu Jie", "Director of the Foreign Affairs Office"),
                ("Xu Fang", None),
            ],
        ),
        (
            "Ma Lin, leader of the team of officials sent from Qinghe to Linshan, said so.",
            [("Ma Lin", "leader of the team of officials sent from Qinghe to Linshan")],
        ),
    ],
)
def test_english_names_come_with_their_posts(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甘河省委副书记、省长周敏之主持,省委常委孙伟率团到访。孙伟感谢甘河。",
            [("周敏之", "甘河省委副书记、省长"), ("孙伟", "省委常委")],
        ),
        (
            "林山市政协副主席汪小瑛、钱晓云11月14日来到乡河县,县委常委、副县长郑军,县政协主席尚巴接待。",
            [
                ("汪小瑛", "林山市政协副主席"),
                ("钱晓云", "林山市政协副主席"),
                ("郑军", "县委常委、副县长"),
                ("尚巴", "县政协主席"),
            ],
        ),
        (
            "致辭的有林山省政協副主席范九如和青河省發改委副主任歐陽明。",
            [("范九如", "林山省政協副主席"), ("歐陽明", "青河省發改委副主任")],
        ),
        (
            "縣委書記陳琳主持,青鎮的葉樹、王振秋,縣裡的胡漢、吳小峰參加。",
            [
                ("陳琳", "縣委書記"),
                ("葉樹", None),
                ("王振秋", None),
                ("胡漢", None),
                ("吳小峰", None),
            ],
        ),
        (
            "区领导王建业、李和平,州长扎西多吉,副市长(挂职)柴宏出席。",
            [
                ("王建业", "区领导"),
                ("李和平", "区领导"),
                ("扎西多吉", "州长"),
                ("柴宏", "副市长(挂职)"),
            ],
        ),
        (
            "市长艾尔肯·吐尼和肯尼亚郡长安扬·奥蒂诺签字,驻华大使巴鲁见证。",
            [
                ("艾尔肯·吐尼", "市长"),
                ("安扬·奥蒂诺", "肯尼亚郡长"),
                ("巴鲁", "驻华大使"),
            ],
        ),
        ("扶贫办汪兆云副主任表示支持。", [("汪兆云", "副主任")]),
    ],
)
def test_chinese_names_come_with_their_posts(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Mayor of Linshan will visit. The two governors agreed. Party secretaries met.",
        "Hong Kong and the Yellow River were named. An Anshan delegation came to Long Beach.",
        "In a letter to President Tan Wei, villagers gave thanks for Secretary Deng Rui's speech.",
        "Ho Chi Minh City and Cao Bang Province host the fair in Ha Giang.",
        "市长办公会强调,书记高度重视,局长任组长,省委书记处作出部署,领导小组成员单位参加。",
        "江苏、安徽参加,师生代表、相关企业参加。常州、温州等市出席。",
        "要贯彻李明总书记关于协作的重要论述。",
        "本报讯(记者 王晓雨)产业、劳务、教育等方面协作。",
    ],
)
def test_posts_places_and_those_only_spoken_of_are_nobody_present(text: str) -> None:
    assert people(text) == []


def test_who_sends_greetings_is_represented_and_not_present() -> None:
    text = (
        "Hu Zhong, head of the delegation, conveyed the greetings of Chen Rui, secretary of the "
        "provincial committee, and Li Bing, governor of the province."
    )
    assert people(text) == [("Hu Zhong", "head of the delegation")]
    assert represented(text) == [
        ("Chen Rui", "secretary of the provincial committee", "Hu Zhong"),
        ("Li Bing", "governor of the province", "Hu Zhong"),
    ]


def test_who_is_spoken_for_is_represented_and_not_present() -> None:
    text = (
        "Speaking for Lin Yuanhe, mayor of Redfield, and for Gao Minzhi, secretary of the Redfield "
        "Party Committee, who had entrusted him, Zhou Lijun, vice mayor, thanked the hosts."
    )
    assert [name for name, *_ in represented(text)] == ["Lin Yuanhe", "Gao Minzhi"]
    assert people(text) == [("Zhou Lijun", "vice mayor")]


def test_who_entrusts_another_is_represented() -> None:
    text = "受省委书记赵明、省长孙伟委托,副省长李红率团到林山市考察。"
    assert people(text) == [("李红", "副省长")]
    assert represented(text) == [("赵明", "省委书记", "李红"), ("孙伟", "省长", "李红")]
    english = "Entrusted by Governor Li Bing, Vice Governor Wang Tao led the group."
    assert people(english) == [("Wang Tao", "Vice Governor")]
    assert represented(english) == [("Li Bing", "Governor", "Wang Tao")]


def test_whole_cities_are_not_represented_people() -> None:
    assert represented("They signed on behalf of the two cities. 双方代表两市签字。") == []


def test_the_place_in_a_post_is_who_a_person_acts_for() -> None:
    assert regions("Deng Rui, Mayor of Linshan, met Amos Odhiambo, Governor of Mto County.") == [
        "Linshan",
        "Mto",
    ]
    assert regions("东山省林山市中塘镇党委书记陈武,镇长李小荣出席。") == ["中塘镇", "中塘镇"]


@pytest.mark.parametrize(
    "piece",
    [
        "书记",
        "代表",
        "李明书记、",
        "Secretary and ",
        "Mayor Li Gang, on behalf of ",
        "Aa Bb. ",
        "阿·",
    ],
)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    page = page_of(piece * (200_000 // len(piece)), None, None, ())
    # Shared by all finders; not measured here.
    assert page.plain
    assert page.sentences
    begun = time.process_time()
    find_people(page)
    find_represented(page)
    assert time.process_time() - begun < 2
