"""Where a Chinese name ends before a verb that may begin in it; all names are invented."""

from __future__ import annotations

import pytest

from tallystick.extraction.page import page_of
from tallystick.extraction.people.chinese_verbs import OFTEN_GIVEN, TOLD
from tallystick.extraction.people.chinese_words import NEVER, NO_NAME, SURE_WORDS
from tallystick.extraction.people.people import find_people

PLAIN = [word for word in TOLD.split() if len(word) == 2 and word[0] in OFTEN_GIVEN]
# Verbs by which a name surely ends, a few for each first sign.
VERBS = """到 从 介绍 接待 认为 赞同 表示 说 率 会见 上台 来到 就此 了解 出席 走访 进行 交流 见面
    学习 求教 请来 敬酒 任命 任团 作了 书面 年底 初次 行前"""


def told(text: str) -> list[str]:
    found = find_people(page_of(text, None, None, ()))
    return [f"{one.text}={one.position or ''}" for one in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王志刚到青河市考察。", "王志刚"),
        ("李刚到青河市考察。", "李刚"),
        ("李先到青河市考察。", "李先"),
        ("王志刚从白山赶赴青河市。", "王志刚"),
        ("陈建先介绍了情况。", "陈建先"),
        ("王思齐声明支持协作。", "王思齐"),
        ("李志承认为协作很好。", "李志承"),
        ("李志承认工作有不足。", "李志"),
        ("王建申明确表示支持。", "王建申"),
        ("王建明确表示支持。", "王建"),
        ("张国保证实了消息。", "张国保"),
        ("张国保证做到。", "张国"),
        ("赵春迎接待了客人。", "赵春迎"),
        ("李万年初次到青河市。", "李万年"),
        ("陈建中午后到青河市。", "陈建中"),
        ("张建学习了经验。", "张建"),
        ("李国迎接客人。", "李国"),
        ("李永公布了消息。", "李永"),
        ("王国盛赞同协作。", "王国盛"),
        ("王国盛赞协作。", "王国"),
        ("刘永亲临现场。", "刘永"),
        ("王敬献上鲜花。", "王敬"),
        ("王刚回到白山市。", "王刚"),
        ("王海今(3)日到青河市。", "王海"),
        ("谢云讲教育。", "谢云"),
        ("叶真交到他手上一把钥匙。", "叶真"),
        ("李志各作发言。", "李志"),
        ("高庆感慨,路好了。", "高庆"),
    ],
)
def test_the_rest_tells_where_a_name_ends(text: str, name: str) -> None:
    assert told(f"白山市市长{text}") == [f"{name}=白山市市长"]


def _verb(sign: str) -> str | None:
    """Return a verb that begins with a sign, of those after which a name surely ends."""
    if sign in NEVER:
        return sign
    return next((verb for verb in VERBS.split() if verb[0] == sign and _sure(verb)), None)


def _sure(verb: str) -> bool:
    return SURE_WORDS.fullmatch(verb) is not None


@pytest.mark.parametrize("word", [word for word in PLAIN if _verb(word[1])])
def test_a_name_ends_in_what_looks_like_a_verb_before_another(word: str) -> None:
    name = f"王大{word[0]}"
    assert not NO_NAME.match(name)
    assert told(f"白山市市长{name}{_verb(word[1])}。") == [f"{name}=白山市市长"]


# Of whom only 委派 is told sends somebody else; 齐赴 says no more than 赴 behind a name in 齐.
@pytest.mark.parametrize(
    "word", [word for word in TOLD.split() if len(word) == 2 and word not in ("委派", "齐赴")]
)
def test_a_name_ends_before_each_verb(word: str) -> None:
    assert told(f"白山市市长王大{word}客人。") == ["王大=白山市市长"]
