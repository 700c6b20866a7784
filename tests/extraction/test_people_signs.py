"""Posts and names in Chinese as pages print them; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        # Heads that share a sign, and a second post behind 兼.
        ("他拜会了白山郡郡政委员罗伯森,随后座谈。", ["罗伯森=白山郡郡政委员"]),
        (
            "市委书记会见了来访的白山市副市长、援建指挥部副总指挥李强一行。",
            ["李强=白山市副市长、援建指挥部副总指挥"],
        ),
        ("他会见了白山省委书记兼省长坎康·占维。", ["坎康·占维=白山省委书记兼省长"]),
        # Who shares a post, before it and behind it, though a surname is not known.
        (
            "当天座谈,林志展副议长及郭鸿仪、蔡筱薇、李宗翰议员等出席。",
            ["林志展=副议长", "郭鸿仪=议员", "蔡筱薇=议员", "李宗翰=议员"],
        ),
        (
            "白山市副主任黑树林、宋满红、宰正平、董强参加。",
            [
                "黑树林=白山市副主任",
                "宋满红=白山市副主任",
                "宰正平=白山市副主任",
                "董强=白山市副主任",
            ],
        ),
        # Whose a post is, is no part of it.
        (
            "青山县领导童军、赖武和我市领导余丹等参加。",
            ["童军=青山县领导", "赖武=青山县领导", "余丹=市领导"],
        ),
        ("本会会长周胜出席。", ["周胜=会长"]),
        # 和 within the name of a district, 同 in that of a club.
        ("白山市和平区委书记姚军出席会议。", ["姚军=白山市和平区委书记"]),
        ("同乡会副总监刘大庆表示感谢。", ["刘大庆=同乡会副总监"]),
        # Signs that are no name's elsewhere.
        ("市委副书记李在武,市领导马俠陪同。", ["李在武=市委副书记", "马俠=市领导"]),
        ("参加活动的有副组长钟镇威率领的调研组。", ["钟镇威=副组长"]),
        # Who else took part behind a list; an office named first among "leaders".
        (
            "赵庆平、曾晓黎、张延廷、王进东及白山县相关领导参加了活动。",
            ["赵庆平=", "曾晓黎=", "张延廷=", "王进东="],
        ),
        # What stands around a post is no part of it: when, whose, who else.
        ("当晚白山市副市长陈新与大家餐叙。", ["陈新=白山市副市长"]),
        ("主持人是该办副主任邓鸿。", ["邓鸿=副主任"]),
        ("承办的是旅行社,其总经理李君说明了安排。", ["李君=总经理"]),
        ("土耳其总统王山到访。", ["王山=土耳其总统"]),
        ("我市副市长王刚出席。", ["王刚=副市长"]),
        (
            "出席的有林怡副会长,白山市市长王宽。",
            ["林怡=副会长", "王宽=白山市市长"],
        ),
        # Heads with another behind or within them.
        ("全国白山同胞联谊会会长郑建致辞。", ["郑建=全国白山同胞联谊会会长"]),
        ("白山市人大常委会副主任王成出席。", ["王成=白山市人大常委会副主任"]),
        ("白山市常务秘书长刘俊到访。", ["刘俊=白山市常务秘书长"]),
        (
            "参加者有市委书记李文,新区领导师军、谭海。",
            ["李文=市委书记", "师军=新区领导", "谭海=新区领导"],
        ),
        # Two surnames; a post behind a name, of which something is told.
        ("议长刘陈玲芳和医界代表到场。", ["刘陈玲芳=议长"]),
        ("市妇联马桂兰主席介绍了情况。", ["马桂兰=主席"]),
        ("县领导高成、吴斌参加。\n县长高成欢迎客人。", ["吴斌=县领导", "高成=县长"]),
    ],
)
def test_a_chinese_post_is_told_from_the_name_behind_it(text: str, people: list[str]) -> None:
    """Overlapping heads, our own leaders and rare signs."""
    found = find_people(page_of(text, None, None, ()))
    assert [f"{one.text}={one.position or ''}" for one in found] == people
