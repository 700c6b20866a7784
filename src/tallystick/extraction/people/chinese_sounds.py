"""Names that Chinese text writes by their sound: Tibetan, Yi, Uygur, Mongol and foreign ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from tallystick.extraction.people.chinese_words import (
    EITHER,
    MARKS,
    MAY_NAME,
    NEVER,
    NO_NAME,
    WORDS,
    bad,
    follows,
)
from tallystick.extraction.people.mentions import FIRM, LIKELY, UNSURE
from tallystick.extraction.people.surnames import JAPANESE_HAN

Hit = tuple[int, int, int]
# Signs that write foreign sounds.
_SOUNDS = (
    "阿埃艾爱安昂奥巴白班邦鲍贝本比彼别宾波伯博卜布查察昌春茨次达大戴丹当道德登邓狄迪地蒂丁东杜敦"
    "顿多厄恩尔法凡方菲费芬丰夫弗"
    "佛福富盖甘冈高戈哥格根贡古瓜圭果哈海罕汉豪赫黑亨洪侯胡华怀霍基吉加贾简杰捷金津卡开凯坎康考柯"
    "科克肯孔库夸奎昆拉腊莱赖兰朗"
    "劳雷勒黎里利莉丽立连廉良列烈琳林龙隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明莫默姆木穆拿"
    "纳娜乃奈南瑙内尼妮涅宁纽努诺"
    "欧帕派潘庞佩彭蓬皮平珀普奇齐恰钱乔切琴琼丘屈让热日荣茹儒瑞若撒萨塞赛桑瑟森沙珊尚绍舍申圣施什"
    "史士寿舒斯丝思松苏素所索"
    "塔泰坦汤唐陶特腾提廷通图托瓦万旺威韦维魏温文翁沃乌吴武西希锡席夏先香翔肖歇谢辛欣兴雄休许逊雅"
    "亚延扬耶叶伊依因英尤于约泽扎"
    "增詹张兆哲珍芝治智朱祖佐才仁措巴旦卓嘎洛顿珠次央群多杰坚赞贡布尖参拉姆吾买买提江图尔逊帖木儿"
    "音朝日格其热多吉央金扎不都肉孜周仓措益朗强巴土登觉云那顺宝额毕力楞才让仁青华太本草桑毛错三曲"
    "子朋石比沙古曲火且俄呷惹觉甲绒拥赤格茸夺彭错宗毛夏热邓珠旺姆央泽仁郎四秀足果铁拥措普初拉批此里农扎"
    "尼培忠差孔颂猜蓬育叻素提秋色聂堆娃占嘉拥郎尕藏完切羊公保次旺"
)
# What only people do, so that three signs before it are a name whatever the first.
_PRESENT = re.compile(
    r"(?:说|介绍[了说,，]|表示[,，]|告诉|陪同|致辞|主持|出席|等(?:陪同|参加|出席)|汇报|率队|带队|"
    r"率领|率团|带领|参加|讲话|指出|强调|会见)"
)
_LONGEST_PART = 9
_FOREIGN_PART = re.compile(f"[{_SOUNDS}]{{1,9}}")
DOTTED = re.compile(
    r"(?:(?![和与及])[\u3400-\u9fff]){1,9}?(?:[·•・‧](?:(?![和与及])[\u3400-\u9fff]){1,9}){1,5}"
)


# The signs with which Japanese surnames of two begin and end: 永井, 小松 make 永松 likely.
_PAIR = 2
_FIRST_SIGNS = frozenset(name[0] for name in JAPANESE_HAN)
_LAST_SIGNS = frozenset(name[-1] for name in JAPANESE_HAN)


def unknown_at(plain: str, at: int, far: Callable[[], bool]) -> Hit | None:
    """Return a name without a known surname after a post, if the text repeats it.

    `far` tells whether the post is one abroad, where surnames are others.
    """
    run = MAY_NAME.match(plain, at)
    if run is None or plain[at] in NEVER + EITHER or WORDS.match(plain, at):
        return None
    if NO_NAME.match(plain, at):
        return None
    for end in range(run.end(), at + 1, -1):
        if not follows(plain, end):
            continue
        words = plain[at:end]
        again = plain.find(words, end, end + 3000)
        bounded = MARKS.match(plain, end) or WORDS.match(plain, end)
        known = bounded and (
            far()
            or (end - at == 3 and _PRESENT.match(plain, end))
            or (end - at == 4 and _near_japan(plain, at))
        )
        known = known or (
            end - at == 4 and plain[end : end + 1] in tuple(NEVER) and _near_japan(plain, at)
        )
        if known or (again >= 0 and follows(plain, again + len(words))):
            return at, end, UNSURE
    return None


def japanese_in_list(plain: str, at: int) -> Hit | None:
    """Return four signs between marks that are a Japanese name in a list."""
    run = MAY_NAME.match(plain, at)
    if run is None or run.end() < at + 4 or not _near_japan(plain, at):
        return None
    closed = MARKS.match(plain, at + 4) or WORDS.match(plain, at + 4)
    return (at, at + 4, UNSURE) if closed else None


def _near_japan(plain: str, at: int) -> bool:
    """Whether a text speaks of Japan around a place, where names mostly have four signs."""
    return any(plain.find(land, max(0, at - 600), at + 200) >= 0 for land in ("日本", "中日"))


def _like_japanese(plain: str, at: int, surname: str) -> bool:
    """Whether two signs begin and end as Japanese surnames do, in a text that speaks of Japan."""
    return (
        len(surname) == _PAIR
        and surname != "日本"
        and surname[0] in _FIRST_SIGNS
        and surname[1] in _LAST_SIGNS
        and _near_japan(plain, at)
    )


def foreign_at(plain: str, at: int) -> Hit | None:
    """Return a foreign name written by sound after a post, or a Japanese one."""
    if plain[at : at + 1] == " ":
        at += 1
    if WORDS.match(plain, at):
        return None
    for surname in (plain[at : at + 2], plain[at : at + 3]):
        if surname in JAPANESE_HAN or _like_japanese(plain, at, surname):
            for end in range(at + len(surname) + 3, at + len(surname), -1):
                if follows(plain, end) and not any(map(bad, plain[at + len(surname) : end])):
                    return at, end, LIKELY
    sounds = _FOREIGN_PART.match(plain, at)
    if sounds:
        for end in range(_before_word(plain, at + 2, sounds.end()), at + 1, -1):
            if follows(plain, end) and (end - at > 2 or WORDS.match(plain, end)):
                return at, end, LIKELY if end - at > 2 else UNSURE
    return None


def short_foreign_at(plain: str, at: int) -> Hit | None:
    """Return two signs that write a foreign name where marks stand around it, as in a list."""
    sounds = _FOREIGN_PART.match(plain, at)
    if sounds is None or sounds.end() < at + 2:
        return None
    bounded = MARKS.match(plain, at + 2) or plain[at + 2] == "等"
    return (at, at + 2, UNSURE) if bounded else None


def _before_word(plain: str, start: int, end: int) -> int:
    """Return where the first word of two signs begins between two places, else the last."""
    for cut in range(start, end):
        word = WORDS.match(plain, cut)
        if word and len(word[0]) > 1:
            return cut
    return end


def dotted_at(plain: str, at: int, end: int) -> Hit | None:
    """Return a dotted name without the words that run on after it."""
    first = re.split("[·•・‧]", plain[at:end], maxsplit=1)[0]
    if WORDS.search(first) or any(
        sign in plain[at:end] for sign in ("市长", "主席", "大使", "书记", "部长", "主任", "会长")
    ):
        return None
    last = max(plain.rfind(dot, at, end) for dot in "·•・‧") + 1
    stop = _strong_end(plain, last + 1, min(last + _LONGEST_PART, len(plain)))
    return (at, stop, FIRM) if stop else (at, end, UNSURE)


def _strong_end(plain: str, start: int, last: int) -> int:
    """Return where a part of a name ends: at a mark, a verb, or a sign no name holds; else 0."""
    for cut in range(start, last + 1):
        verb = WORDS.match(plain, cut)
        if MARKS.match(plain, cut) or (verb and (len(verb[0]) > 1 or plain[cut] not in _SOUNDS)):
            return cut
        if plain[cut] in NEVER + EITHER and plain[cut] not in _SOUNDS:
            return cut
    return 0
