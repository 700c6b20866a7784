"""Words that stand where a Chinese name may, and are none; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people


def told(text: str) -> list[str]:
    found = find_people(page_of(text, None, None, ()))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    "text",
    [
        # Goods, sights and towns of a side or a branch.
        "帮扶方面有高粱、马铃薯、黄芪等产业。",
        "文旅方面有黄果树、万峰林、梵净山。",
        "产业方面有黄牛、白酒。",
        "白山一方是金州、庄河。",
        "支援方面有金州、庄河等区市。",
        "领导包括万山、江口、石阡三县。",
        # Counted, or called by what they hold, and no people.
        "黄坪、石桥、马场5人脱贫。",
        "高血压、白内障、关节炎三名专家到青河市坐诊。",
        "金鸡、石桥、马场三位村支书到白山。",
        "江口、石阡、万山等主要官员出席。",
        # Behind a post, and no name.
        "案件移交检察官起诉。",
        "学校招收助理师范生。",
        "法官万里援黔,开展协作。",
        "画家山水作品展在白山市举行。",
        "考察团团长由双方轮流担任。",
        "校长岳麓书院讲课。",
        "院长柏油路上慰问职工。",
        "书记欧式建筑前留影。",
        "部长殷殷嘱托大家。",
        "县长路过园区,看望职工。",
        "主席谷雨时节到青河市考察。",
        "镇长符合条件,参加考察。",
        "市长张正在考察。",
    ],
)
def test_what_only_looks_like_a_name_is_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("赞比亚驻华大使张明出席。", ["张明=赞比亚驻华大使"]),
        # A town or a country whose post it is, and the name behind the post.
        (
            "白山市副市长张明、黄山副市长李强、白银副市长王伟出席。",
            ["张明=白山市副市长", "李强=黄山副市长", "王伟=白银副市长"],
        ),
        (
            "在座的有金山副市长李强、江夏副区长王伟、唐山副市长刘洋、金华副市长周大山。",
            [
                "李强=金山副市长",
                "王伟=江夏副区长",
                "刘洋=唐山副市长",
                "周大山=金华副市长",
            ],
        ),
        ("集团董事会秘书张明到青河市考察。", ["张明=集团董事会秘书"]),
        ("英国大臣史密斯到白山市访问。", ["史密斯=英国大臣"]),
        ("沙特亲王萨勒曼到白山市访问。", ["萨勒曼=沙特亲王"]),
        ("代表团到了青河市,张明为秘书长。", ["张明=秘书长"]),
        # Offices of two places, and departments with a name's first sign.
        (
            "参加座谈的有青河市委办公室、白山市经协办主任张明。",
            ["张明=白山市经协办主任"],
        ),
        ("白山大学史学系主任、教授张明到青河市。", ["张明=白山大学史学系主任、教授"]),
        ("白山大学林学院院长、教授张明到青河市。", ["张明=白山大学林学院院长、教授"]),
        ("白山大学石油系主任、教授张明到青河市。", ["张明=白山大学石油系主任、教授"]),
        (
            "白山大学金工系主任、副校长张明到青河市。",
            ["张明=白山大学金工系主任、副校长"],
        ),
        # Trades beside a whole name.
        ("律师李强到青河市,作家王伟说,很高兴。", ["李强=律师", "王伟=作家"]),
    ],
)
def test_whose_post_it_is_is_nobody_beside_the_name(text: str, people: list[str]) -> None:
    assert told(text) == people
