"""Names and posts in Chinese text, both scripts: a post stands before its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from tallystick.extraction.people.chinese_lists import JOINS, LONGEST, listed
from tallystick.extraction.people.chinese_names import is_name, name_at, sure_name
from tallystick.extraction.people.chinese_sounds import (
    DOTTED,
    dotted_at,
    foreign_at,
    japanese_in_list,
    short_foreign_at,
    unknown_at,
)
from tallystick.extraction.people.chinese_words import MARKS, NO_NAME, WORDS, any_of, bad
from tallystick.extraction.people.mentions import FIRM, LIKELY, UNSURE, Mention
from tallystick.extraction.people.posts import (
    HEADS,
    MONGOL_HEADS,
    SHARED_HAN,
    TRADES_HAN,
    words,
)
from tallystick.extraction.people.surnames import JAPANESE_HAN
from tallystick.extraction.places.countries import country_names

_HAN_HEADS = sorted(
    {word for pair in re.findall(r"\|([^\s|]+)", HEADS) for word in pair.split(",")}
    | set(MONGOL_HEADS)
    | TRADES_HAN,
    key=len,
    reverse=True,
)
_HEAD = re.compile("|".join(_HAN_HEADS))
_HEADS_ENDING = tuple(_HAN_HEADS)
_SHARED = re.compile(SHARED_HAN)
# A post reaches left to the last of these.
_BARRIER = re.compile(
    r"[,，。;；:：!?\"“”《》【】…—─–－～~\n\t ]|"
    r"\d+(?:月|日|年|时|点)?|[的了是着获]|以(?![色及])|该(?:会"
    r"(?=会)|县"
    r"(?=县)|市(?=市)|省(?=省)|区(?=区)|州(?=州)|镇(?=镇)|校(?=校)|局(?=局))?|(?<!自)由(?!贸)|在"
    r"(?!线)|"
    r"向(?!阳)|把|被|让|给|受(?!援)|称(?!多)|说|(?<!效)(?<!利)(?<![汇速比])率(?!先)|赴|抵|"
    r"会见|会晤|接见|参加|出席|陪同|邀请|带领|率领|主持|表示|随同|欢迎|感谢|委托|拜访|拜会|迎来|探访|探望|"
    r"看望|慰问|"
    r"包括|(?:成员|团员|人员|领导|嘉宾)有|分别|还有|以及|来自|听取|选举|任命|授予|转达|聘请|(?:上午|下午|晚上|近日|日前|昨日|今日|"
    r"昨天|今天|当天|当日|期间|会上|会前|会后|随后|此前|之后|现场|时任(?=原)|代表团(?!副?团长|成"
    r"员|秘书长)|一行|方面(?!军)|"
    r"(?:国际|首个|首对)?(?:友好城市|友城|姐妹城市|结对[县市区])(?![协联委促议大工]|代表)|"
    r"[两三](?:省区|省市|市县|县区|区县|市区|[省市县区州地校])(?![市县区州])|"
    r"(?<=[会谈察研程])(?:中|时)|双方|我方|从(?![化江])|(?<![\u4e00-\u9fff])据|跟随|随着|作为|记者(?![站协联])|告诉|握[住着]?|见到|"
    r"[到因](?!业)|对(?![口外台接])|将(?!乐)|为(?!民)|请(?!愿)|(?<![\u4e00-\u9fff])应(?![急城县用])|同(?!志|心|江|仁|乡|学|业|盟)|代表(?!大会|会|处|团|联))"
)
_OFFICES = any_of(
    """发展 资源 工业 住房 文化 教育 卫生 规划 医疗 农业 农村 民族 广播 新闻 体育 商务 经济 科技
    科学 外事 信息 环境 交通 市场 投资 合作 改革 安全 组织 旅游 健康 人口 国防 军队 宗教 机关
    监督 中央 宣传 友好 教学 财政 民政 出版 社会 产业 贸易 动物 和平 公共 区域 预防 控制 行政 业务
    技术 侨务 支援 协作 帮扶 交流 管理 人力 生态 乡村 城乡 水利 林业 草原 能源 金融 审计 法制
    统计 知识 保障 应急 服务 招商 电视 计生 园林 城市 建设 运输 数据 政务 研究 战略 创新"""
)
_AND_INSIDE = re.compile(f"(?:{_OFFICES.partition(')')[2]}|共)$")
_OFFICE_WORD = re.compile(_OFFICES)
# After an "and": a place or rank, and no word of offices that sounds like one.
_ANOTHER = re.compile(
    r"(?!市场|区域|城乡|乡村|县域|市政|省际)(?:[省市县区州镇乡旗副]|[\u4e00-\u9fff]{1,7}?[省市县"
    r"区州镇乡旗](?!域|场|村))"
)
# A post that only one holds ends so; many are spoken of where one of these stands before it.
_ONE_HOLDS = re.compile(
    r"(?:书记|省长|市长|州长|县长|区长|旗长|主任|局长|厅长|部长|秘书长|主席|会长|院长|校长|董事长|"
    r"总经理|指挥长?|常委|领队|队长|组长|司长|行长|专员|盟长|组成员|委员)$"
)
_MANY = re.compile(r"各|有关|相关|所有|全体|分别|以及|等|部分|[两三四]位|不少|许多")
_LEAD = re.compile(r"^(?:[和与及暨、,，]|以及|并|有|其中)+")
_SPACED = re.compile(r"(?:[、 ]|和|与|及|以及|暨){1,3}")
_ONLY_SPOKEN_OF = re.compile(
    r"(?:同志|总书记|主席|总理)?(?:关于|对[^,，。\n]{0,16}(?:重要指示|作出的?指示|批示)|"
    r"[^,，。\n]{0,12}重要(?:指示|讲话|论述|批示|思想)|的(?:指示|讲话|论述|思想)精神?|新时代)"
)
# The post that follows a name: "王某某省长".
_POST_AFTER = re.compile(r"(?:常务副|副|总|代)?(?:" + "|".join(_HAN_HEADS) + ")")
# "努尔·买买提县长"
_DOTTED_POST = re.compile(
    r"(?<![\u4e00-\u9fff·•・])([\u4e00-\u9fff]{2,8}[·•・][\u4e00-\u9fff]{2,8}?)"
    r"((?:常务副|副)?(?:书记|省长|州长|市长|区长|县长|主席|主任|局长|部长|会长|校长|院长|大使|议长))"
)
# What stands before 县长 is a county as often as a name.
_OF_PLACES = words("省长 州长 市长 区长 县长 旗长 镇长 乡长 村长 町长 郡长")
_BEFORE_NAME = re.compile(r"[\s,，。;；:：、“\"由与和及向对请偕)）]")
# Before and behind somebody in such a list.
_ROW_BEGINS, _ROW_ENDS = re.compile(r"[:：;；\n。]\s?"), re.compile(r"[;；。\n]|$")
_OFFICE_END = re.compile(r"[办局委厅部院会司处社校处室组所府省市县区州镇乡]")
_BRACKETED = re.compile(r"[(（]([^()（）]{2,30})[)）]")
# "市长Jane N. Doe"
_LATIN_NAME = re.compile(r"[A-Z][a-zà-ÿ'-]+(?: [A-Z][a-zà-ÿ'-]*\.?){1,3}(?![A-Za-z])")
# "副市长(挂职)"
_NOTE = re.compile(r"\([^()\n]{1,12}\)(?=[\u4e00-\u9fff])")


def chinese_mentions(plain: str) -> list[Mention]:
    """Return who is named in Chinese text, in order of place; `plain` is in Simplified signs."""
    found: list[Mention] = []
    floor = 0
    heads = list(_heads(plain))
    for head in heads:
        if head.start() < floor:
            continue
        noted = _NOTE.match(plain, head.end())
        end = noted.end() if noted else head.end()
        hit = _name_after(plain, end)
        unknown = hit is None
        hit = hit or unknown_at(
            plain, end, partial(_abroad, plain, max(floor, head.start() - 20), end)
        )
        if hit is not None and head[0] in TRADES_HAN and not _whole(plain, hit[1]):
            continue
        if hit is None:
            listed_so = _in_row(plain, head.start(), end, floor)
            if listed_so is not None:
                found.append(listed_so)
                floor = listed_so.end
            continue
        start = _post_start(plain, head.start(), head.end(), floor)
        if unknown and start == head.start():
            continue
        if head[0] == "代表" and is_name(plain[start : head.start()]):
            # 龚某代表某县: what she does.
            continue
        group = list(_group(plain, start, end, hit))
        found += group
        floor = group[-1].end
    taken = [(mention.name[0], mention.name[1]) for mention in found]
    found += _named_before_post(plain, heads, taken)
    found += listed(plain, [mention.name for mention in found])
    return sorted(found, key=lambda mention: mention.name)


def _heads(plain: str) -> Iterator[re.Match[str]]:
    """Yield the heads of posts; of two that share a sign the longer: 政委员 is 委员."""
    end = 0
    for head in _HEAD.finditer(plain):
        if head.start() < end or (head[0] == "代表" and plain.startswith("团", head.end())):
            continue
        later = _HEAD.match(plain, head.end() - 1)
        chosen = later if later and later.end() > head.end() else head
        end = chosen.end()
        yield chosen


def _whole(plain: str, end: int) -> bool:
    """Whether a name surely ends at a place: at a mark, or before a verb of two signs."""
    verb = WORDS.match(plain, end)
    return MARKS.match(plain, end) is not None or (
        verb is not None and (len(verb[0]) > 1 or verb[0] == "说")
    )


def _abroad(plain: str, start: int, end: int) -> bool:
    """Whether a post is one abroad: it names a country."""
    return any(plain.find(country, start, end) >= 0 for country in _countries())


@cache
def _countries() -> tuple[str, ...]:
    return tuple(name for name, _ in country_names() if not name.isascii())


def _name_after(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return the name after a post; one written by sound where it goes on past a common one."""
    if plain.startswith("兼", at):
        # "书记兼省长某某": the second post goes on.
        return None
    latin = _LATIN_NAME.match(plain, at)
    if latin:
        return latin.start(), latin.end(), LIKELY
    hit = name_at(plain, at, posted=True)
    if hit is None:
        return foreign_at(plain, at) or _short_in_list(plain, at) or _first_unknown(plain, at)
    if hit[1] - hit[0] < 3 or MARKS.match(plain, hit[1]):
        return hit
    foreign = foreign_at(plain, at)
    if foreign is None or foreign[1] <= hit[1]:
        return hit
    verb = WORDS.match(plain, foreign[1]) if hit[2] < FIRM else None
    ends = MARKS.match(plain, foreign[1]) or plain.startswith("等", foreign[1])
    return foreign if ends or (verb and len(verb[0]) > 1) else hit


def _short_in_list(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return a name of two signs written by sound, where a name in a list follows it."""
    short = short_foreign_at(plain, at)
    if short is None or plain[short[1] : short[1] + 1] != "、":
        return None
    goes_on = name_at(plain, at + 3, posted=False) or _HEAD.search(plain, at + 3, at + 12)
    return short if goes_on else None


def _group(plain: str, start: int, end: int, hit: tuple[int, int, int]) -> Iterator[Mention]:
    """Yield the name after a post and those that share it."""
    name_start, name_end, confidence = hit
    post = (start, end)
    yield Mention(
        start=start,
        end=name_end,
        name=(name_start, name_end),
        post=post,
        confidence=confidence,
        passing=_spoken_of(plain, name_end) or plain.startswith("总书记", end - 3),
    )
    # "两省政协主席A、B": each of the two has it.
    both = plain[max(0, start - 3) : start].rfind("两") >= 0
    shared = both or _SHARED.search(plain[max(start, end - 8) : end]) is not None
    at = name_end
    # Where a space parts post and name, spaces part names.
    joins = _SPACED if plain[name_start - 1] == " " else JOINS
    while (joint := joins.match(plain, at)) is not None:
        more = name_at(plain, joint.end(), posted=False)
        if more is None and shared:
            more = (
                _dotted(plain, joint.end())
                or foreign_at(plain, joint.end())
                or short_foreign_at(plain, joint.end())
                or japanese_in_list(plain, joint.end())
                or _unknown_in_list(plain, joint.end())
            )
        if more is None or _POST_AFTER.match(plain, more[1]):
            return
        yield Mention(
            start=more[0],
            end=more[1],
            name=(more[0], more[1]),
            post=post if shared else None,
            confidence=LIKELY if shared else UNSURE,
        )
        at = more[1]


_IN_LIST = re.compile("[\u4e00-\u9fff]{2,3}(?=[、等])")


def _unknown_in_list(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return two or three signs between the marks of a list of names: the surname is not known."""
    found = _IN_LIST.match(plain, at)
    if found is None or NO_NAME.match(plain, at) or any(map(bad, found[0])):
        return None
    if _HEAD.search(found[0]) or WORDS.search(found[0]) or _OFFICE_WORD.search(found[0]):
        return None
    return at, found.end(), UNSURE


def _first_unknown(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return an unknown name right behind a post that several share, where a known one follows."""
    found = _unknown_in_list(plain, at)
    if found is None or plain[found[1]] != "、" or not _SHARED.search(plain[max(0, at - 4) : at]):
        return None
    return found if name_at(plain, found[1] + 1, posted=False) else None


def _dotted(plain: str, at: int) -> tuple[int, int, int] | None:
    dotted = DOTTED.match(plain, at)
    return dotted_at(plain, at, dotted.end()) if dotted else None


def _ends_in_head(words: str) -> bool:
    """Whether some words end in a post, a note in brackets aside."""
    if words.endswith(")"):
        words = words[: words.rfind("(")] if "(" in words[-15:] else words
    return words.endswith(_HEADS_ENDING)


def _spoken_of(plain: str, end: int) -> bool:
    """Whether only the words or deeds of somebody are spoken of."""
    return _ONLY_SPOKEN_OF.match(plain, end) is not None


def _post_start(plain: str, head: int, end: int, floor: int) -> int:
    """Return where the post before a name begins."""
    low = max(floor, head - LONGEST)
    start = low
    for barrier in _BARRIER.finditer(plain, low, head + 1):
        start = barrier.end() if barrier.end() <= head else start
    start = _after_foreign_and(plain, start, head)
    first = _not_ours(plain, _first_joined(plain, start, end))
    return _before_comma(plain, first, floor) if first == start else first


_OURS = re.compile("[我本](?:[校会](?!展|议)|(?=[省市县区州旗](?:领导|委|政府|人大|政协)))")


def _not_ours(plain: str, start: int) -> int:
    """Return the start of a post without whose it is: 我市领导, 本会会长."""
    ours = _OURS.match(plain, start)
    return ours.end() if ours else start


def _before_comma(plain: str, start: int, floor: int) -> int:
    """Return the start of a post that a comma parts from the next: "A市委书记，B省副省长某某"."""
    if plain[start - 1 : start] not in (",", "，") or start - 1 <= floor:
        return start
    near = max(floor, start - LONGEST)
    low = max(near, *(plain.rfind(mark, near, start - 1) + 1 for mark in ",，。;；\n"))
    piece = plain[low : start - 1]
    if not _ONE_HOLDS.search(piece) or _MANY.search(piece):
        return start
    return _post_start(plain, start - 2, start - 1, floor)


# 和平区, 和田地区, 和政县
_PLACE_WITH_AND = re.compile("[平田龙静政顺硕林布](?:[区县市旗]|地区|格尔|克赛尔|格)")


def _after_foreign_and(plain: str, start: int, head: int) -> int:
    """Return the start after an "and" that joins something else than posts or offices' words."""
    for joint in re.finditer("[和及暨与]", plain[start:head]):
        before = plain[start : start + joint.start()]
        after = plain[start + joint.end() :]
        if not before or before[-1] == "、":
            if not _place_goes_on(after):
                return start + joint.end()
        elif joint[0] == "与":
            # 与 joins words of one office ("支援与合作交流"); elsewhere it begins with whom.
            if not (_AND_INSIDE.search(before) and _OFFICE_WORD.match(after)):
                return start + joint.end()
        elif _PLACE_WITH_AND.match(after):
            continue
        elif _ANOTHER.match(after) and not (_AND_INSIDE.search(before) or _ends_in_head(before)):
            return start + joint.end()
    return start


def _place_goes_on(after: str) -> bool:
    """Whether an "and" sign is part of a place name (和田, 和平)."""
    return after[:1] in "田龙平政静县顺布林睦"


def _first_joined(plain: str, start: int, end: int) -> int:
    """Return the start of the first of the posts that 、 joins before a name."""
    pieces = plain[start:end].split("、")
    first, place = len(pieces) - 1, end - len(pieces[-1])
    while first > 0 and _ends_in_head(pieces[first - 1]):
        first -= 1
        place -= len(pieces[first]) + 1
    lead = _LEAD.match(plain[place:end])
    return place + lead.end() if lead else place


def _named_before_post(
    plain: str, heads: list[re.Match[str]], taken: list[tuple[int, int]]
) -> Iterator[Mention]:
    """Yield names whose post follows them, at once or in brackets."""
    names = {plain[start:end] for start, end in taken}
    for head in heads:
        start, end = _with_rank(plain, head.start()), head.end()
        post = plain[start:end]
        if _LATIN_NAME.match(plain, end):
            continue
        if post == "代表":
            continue
        name = _ending_at(plain, start, place_like=post[-2:] in _OF_PLACES)
        if name is not None and plain.startswith("国家", name):
            continue
        if name is not None and start - name < 3 and _SHARED.fullmatch(post):
            continue
        if name is None or plain[name:start] in names:
            continue
        yield Mention(
            start=name,
            end=end,
            name=(name, start),
            post=(start, end),
            confidence=UNSURE,
            passing=post == "总书记" or _spoken_of(plain, end),
        )
        for other in _listed_ahead(plain, name) if _SHARED.fullmatch(post) else ():
            if plain[slice(*other)] not in names:
                yield Mention(
                    start=other[0], end=end, name=other, post=(start, end), confidence=UNSURE
                )
    for dotted in _DOTTED_POST.finditer(plain) if "·" in plain else ():
        place = dotted.span(1)
        words_of_it = plain[slice(*place)]
        if place not in taken and words_of_it not in names and not _HEAD.search(words_of_it):
            yield Mention(
                start=place[0], end=dotted.end(), name=place, post=dotted.span(2), confidence=LIKELY
            )
    for bracket in _BRACKETED.finditer(plain):
        name = _ending_at(plain, bracket.start(), place_like=False)
        if name is not None and _ends_in_head(bracket[1]):
            yield Mention(
                start=name,
                end=bracket.end(),
                name=(name, bracket.start()),
                post=bracket.span(1),
                confidence=LIKELY,
            )


def _listed_ahead(plain: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a list that leads to a name with its post: "A、B、C议员"."""
    while plain[at - 1 : at] == "、":
        end = at - 1
        name = next((end - size for size in (3, 4, 2) if is_name(plain[end - size : end])), None)
        if name is None:
            return
        at = name
        yield name, end


def _with_rank(plain: str, start: int) -> int:
    """Return where a post begins with the rank before its head: 副市长, 常务副县长."""
    if plain[start - 1 : start] == "副":
        return start - 3 if plain.startswith("常务", max(0, start - 3)) else start - 1
    return start - 1 if start and plain[start - 1] in "总代" else start


def _in_row(plain: str, head: int, end: int, floor: int) -> Mention | None:
    """Return somebody of a list that prints the post behind the name: "王某 某市副市长；"."""
    if not _ROW_ENDS.match(plain, end):
        return None
    start = _post_start(plain, head, end, floor)
    if start < 3 or plain[start - 1] not in " ,，\u3000":
        return None
    last = len(plain[:start].rstrip(" ,，\u3000"))
    for length in (4, 3, 2):
        first = last - length
        if first >= floor and is_name(plain[first:last]) and _ROW_BEGINS.match(plain, first - 1):
            return Mention(start=first, end=end, name=(first, last), post=(start, end))
    return None


def _ending_at(plain: str, end: int, *, place_like: bool) -> int | None:
    """Return where a name begins that ends at a place, after a mark, a verb or an office."""
    for length in (5, 4):
        start = end - length
        given = plain[end - 2 : end]
        named = plain[max(0, start) : end - 2] in JAPANESE_HAN and not any(map(bad, given))
        if named and (start == 0 or _BEFORE_NAME.match(plain, start - 1)):
            return start
    for length in (4, 3) if place_like else (4, 3, 2):
        start = end - length
        if start >= 0 and is_name(plain[start:end]):
            if start == 0 or _BEFORE_NAME.match(plain, start - 1):
                return start
            if length < 3 or not _OFFICE_END.match(plain, start - 1):
                continue
            # "粘处长" later on: the surname is one.
            again = plain[start] + plain[end : end + 2]
            if sure_name(plain[start:end]) or plain.find(again, end, end + 3000) >= 0:
                return start
    return None
