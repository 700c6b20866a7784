"""Names and posts as somebody tells them in Chinese, not an office; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.people import find_people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        # Posts behind names: after 是, 的 and 有, of deputies, and behind an office.
        ("带队的是张友林副院长。", ["张友林=副院长"]),
        ("接机的有白山的李明院长。", ["李明=院长"]),
        ("同去的有周小川副书记、沈琦副镇长。", ["周小川=副书记", "沈琦=副镇长"]),
        ("周大山厅长、蔡恒一级巡视员在座。", ["周大山=厅长", "蔡恒=一级巡视员"]),
        (
            "周大山校长到了,在场的有白山驻外处粘立仁处长。",
            ["周大山=校长", "粘立仁=处长"],
        ),
        # Whose post stands behind her name does not share the next one's.
        (
            "他同白山大学周大山副校长、青河大学校长助理李建方谈话。",
            ["周大山=副校长", "李建方=青河大学校长助理"],
        ),
        # Who only leads for the day is told to be something.
        ("团长周大山是白山市政协主席,今天来座谈。", ["周大山=白山市政协主席"]),
        ("领队白山县县委书记周大山谈了三件事。", ["周大山=白山县县委书记"]),
        ("带队者周大山,白山县县长。", ["周大山=白山县县长"]),
        ("队长由周大山担任。", ["周大山=队长"]),
        # Lists: of leaders, of a side, counted, and of one post behind them.
        (
            "到会的白山市领导有周大山、李翾、张培。",
            ["周大山=白山市领导", "李翾=白山市领导", "张培=白山市领导"],
        ),
        ("白山一方有周大山、李小河。", ["周大山=", "李小河="]),
        ("在座的市领导有石山、李小河。", ["石山=市领导", "李小河=市领导"]),
        ("高明、周大山、李小河三位专家来了。", ["高明=专家", "周大山=专家", "李小河=专家"]),
        ("周大山、李小河、王建三人要去白山。", ["周大山=", "李小河=", "王建="]),
        ("周大山、李小河、王建三位会员捐了书。", ["周大山=会员", "李小河=会员", "王建=会员"]),
        (
            "出面的是周大山、李小河等主要官员。",
            ["周大山=主要官员", "李小河=主要官员"],
        ),
        # Two offices of one director, and a post that begins behind a time.
        (
            "在座的有青湖管委会、闻山办事处主任周大山。",
            ["周大山=青湖管委会、闻山办事处主任"],
        ),
        (
            "晚宴上白山县县长周大山致辞,会见时副县长李小河在座。",
            ["周大山=白山县县长", "李小河=副县长"],
        ),
        ("我市市委书记周大山陪同。", ["周大山=市委书记"]),
        ("团员到了,团长严钢是白山区管委会主任。", ["严钢=白山区管委会主任"]),
        ("白山一方有周大山、巴音朝鲁、李小河。", ["周大山=", "巴音朝鲁=", "李小河="]),
        ("周大山、李小河、王建业等一起赴港。", ["周大山=", "李小河=", "王建业="]),
        # A verb that goes on in what looks like a name, and a surname with a sign of offices.
        ("国家副主席韩正在北京会见客人。", ["韩正=国家副主席"]),
        ("白山市市长陈正在青河市考察。", ["陈正=白山市市长"]),
        ("他称赞白山县人民医院院长周大山。", ["周大山=白山县人民医院院长"]),
        ("日本若樱町长矢部康树在文书上署名。", ["矢部康树=日本若樱町长"]),
        ("总领事马哈穆德说,印象很深。", ["马哈穆德=总领事"]),
        # Posts that no office has.
        (
            "当地侨领季大平、公司董事周大山、首长助理李小河在座。",
            ["季大平=当地侨领", "周大山=公司董事", "李小河=首长助理"],
        ),
        # A rarer surname, and verbs as they are spoken.
        ("理事长邝大文另与人签约,乡长洪大山办茶会。", ["邝大文=理事长", "洪大山=乡长"]),
        ("客人到了,与周太山副主席谈民间的交流。", ["周太山=副主席"]),
        ("乡长冉大山乐呵呵地端茶。", ["冉大山=乡长"]),
        ("县文联秘书洪大山一路陪着,律师李小河也在。", ["洪大山=县文联秘书", "李小河=律师"]),
    ],
)
def test_people_as_somebody_tells_them(text: str, people: list[str]) -> None:
    found = find_people(page_of(text, None, None, ()))
    assert [f"{one.text}={one.position or ''}" for one in found] == people


@pytest.mark.parametrize(
    "text",
    [
        "他们请帮扶干部来座谈,派干部教师来挂职。",
        "50余位企业家来听,三级医院的同志来送行。",
        "他走进宿舍,勉励挂职干部和教师。",
        "村里是山上村民的家。",
        "白山市外事办友好科科长今天不在。",
    ],
)
def test_words_that_begin_like_a_name_are_nobody(text: str) -> None:
    assert find_people(page_of(text, None, None, ())) == ()
