"""Where a post that stands before a Chinese name begins, and the words that make one."""

from __future__ import annotations

import re

from tallystick.extraction.people.chinese_lists import LONGEST
from tallystick.extraction.people.chinese_names import is_name
from tallystick.extraction.people.chinese_words import COMMON, any_of
from tallystick.extraction.people.posts import HAN_ONLY, HEADS, MONGOL_HEADS, TRADES_HAN

HAN_HEADS = sorted(
    {word for pair in re.findall(r"\|([^\s|]+)", HEADS) for word in pair.split(",")}
    | set(MONGOL_HEADS)
    | HAN_ONLY
    | TRADES_HAN,
    key=len,
    reverse=True,
)
HEAD = re.compile("|".join(HAN_HEADS))
_HEADS_ENDING = tuple(HAN_HEADS)
# So far on from a head is looked, to tell what is no barrier: 代表团 in 代表团副团长.
_SEEN = 4
# A post reaches left to the last of these.
_BARRIER = re.compile(
    r"[,，。;；:：!?\"“”《》【】…─–－～~/\n\t ]|——|—(?![\u4e00-\u9fff]{2,8}(?:自治|大?区|边疆|州))|"
    r"\d+(?:月|日|年|时|点)?|[的了是着获]|以(?![色及])|该(?:会"
    r"(?=会)|县"
    r"(?=县)|市(?=市)|省(?=省)|区(?=区)|州(?=州)|镇(?=镇)|校(?=校)|局(?=局)|办|院(?=[院副党])|公司)?|(?<!土耳)其(?![他中间])|(?<!自)由(?!贸)|在"
    r"(?!线)|"
    r"向(?!阳)|把|被|让|给|受(?!援)|称赞|称(?!多)|说|(?<!效)(?<!利)(?<![汇速比])率(?!先)|赴|抵|"
    r"会见|会晤|接见|参加|出席|陪同|邀请|带领|率领|主持|表示|欢迎|感谢|委托|拜访|拜会|迎来|探访|探望|"
    r"看望|慰问|"
    r"包括|(?<![国所])有(?![限关机色轨线])|勉励|祝贺|早前|首先|随(?![州县军])|[一这那]位|分别|还有|以及|来自|听取|选举|任命|授予|转达|聘请|(?:上午|下午|晚上|近日|日前|昨日|今日|"
    r"昨天|今天|当天|当日|当晚|翌日|次日|今早|今晚|昨晚|期间|会上(?!议)|会前|会后|随后|此前|之后|现场|时任(?=原)|代表团(?!副?团长|成"
    r"员|秘书长)|一行|方面(?!军)|"
    r"(?:国际|首个|首对)?(?:友好城市|友城|姐妹城市|结对[县市区])(?![协联委促议大工]|代表)|"
    r"[两三](?:省区|省市|市县|县区|区县|市区|[省市县区州地校])(?![市县区州])|"
    r"(?<=[会谈察研程])(?:中|时)|(?<=见)时|(?<![\u4e00-\u9fff])赞(?!比亚|皇)|会跟|再听|(?<=[宴席式])上|(?<=[天年月])里|双方|我方|从(?![化江])|(?<![\u4e00-\u9fff])据|跟随|随着|作为|记者(?![站协联])|告诉|握[住着]?|见到|"
    r"[到因](?!业)|对(?![口外台接华])|将(?!乐)|为(?!民)|请(?!愿)|(?<![\u4e00-\u9fff])应(?![急城县用])|同(?!志|心|江|仁|乡|学|业|盟|胞|济)|代表(?!大会|会|处|团|联)(?!(?<=人大代表)、))"
)
_OFFICES = any_of(
    """发展 资源 工业 住房 文化 教育 卫生 规划 医疗 农业 农村 民族 广播 新闻 体育 商务 经济 科技
    科学 外事 信息 环境 交通 市场 投资 合作 改革 安全 组织 旅游 健康 人口 国防 军队 宗教 机关
    监督 中央 宣传 友好 教学 财政 民政 出版 社会 产业 贸易 动物 和平 公共 区域 预防 控制 行政 业务
    技术 侨务 支援 协作 帮扶 交流 管理 人力 生态 乡村 城乡 水利 林业 草原 能源 金融 审计 法制
    统计 知识 保障 应急 服务 招商 电视 计生 园林 城市 建设 运输 数据 政务 研究 战略 创新"""
)
_AND_INSIDE = re.compile(f"(?:{_OFFICES.partition(')')[2]}|共)$")
OFFICE_WORD = re.compile(_OFFICES)
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
_LEAD = re.compile(
    r"^(?:和(?!政县|田|平[区县]|龙市|静县|顺县|布克|林格)|[与及暨、,，]|以及|并|有(?![限关机色轨线])|其中)+"
)
_OURS = re.compile(
    "我(?=驻)|[我本](?P<kind>[省市县区州旗])(?=(?:常务)?副?(?P=kind))|[我本](?:局(?!长)|[校会院](?!展|议)|(?=[省市县区州旗](?:领导|委|政府|人大|政协)))"
)
# "领队某县县委书记": for the day, beside the post.
_FOR_A_DAY = re.compile(
    "(?:领队|带队者|带队人|见证人|见证者|队员|参加者|汇报人|陪同者)(?=[\u4e00-\u9fff]{4})"
)
# One director of two offices: "管委会、某某办事处主任".
_OFFICE_OF_ONE = re.compile("(?:办公室|管委会|管理委员会|办事处)$")
_REGION = re.compile("[\u4e00-\u9fff]{1,7}?[省市县区州](?!域|场)")
# 和平区, 和田地区, 和政县
_PLACE_WITH_AND = re.compile("[平田龙静政顺硕林布](?:[区县市旗]|地区|格尔|克赛尔|格)")
# Somebody named before her post, whose it is alone: "某县王某某县长、".
_NAMED = re.compile(
    rf"[省市县区乡镇][{''.join(sorted(COMMON))}][\u4e00-\u9fff]{{2}}[省市县区乡镇]长$"
)
_NAMED_AT_WORK = re.compile(
    rf"(?:^|[学院校局司处部会办委厅有是者、])(?P<name>[{''.join(sorted(COMMON))}][\u4e00-\u9fff]{{1,2}})(?<![系院科])"
    "(?:常务|执行)?副?(?:书记|市长|省长|县长|校长|院长|主任|局长|部长|会长|主席|处长|司长|厅长|秘书长|"
    "董事长|总经理|教授)$"
)


def post_start(plain: str, head: int, end: int, floor: int) -> int:
    """Return where the post before a name begins."""
    low = max(floor, head - LONGEST)
    start = low
    for barrier in _BARRIER.finditer(plain, low, head + _SEEN):
        start = barrier.end() if barrier.end() <= head else start
    start = _after_foreign_and(plain, _behind_bracket(plain, start, head), head)
    first = _not_ours(plain, _first_joined(plain, start, end))
    return _before_comma(plain, first, floor) if first == start else first


def _behind_bracket(plain: str, start: int, head: int) -> int:
    """Return the start behind a bracket that was opened before: "(记者 某某)某市市长"."""
    closed = plain.rfind(")", start, head)
    return start if closed < 0 or plain.find("(", start, closed) >= 0 else closed + 1


def _not_ours(plain: str, start: int) -> int:
    """Return the start of a post without whose it is: 我市领导, 本会会长."""
    ours = _OURS.match(plain, start) or _FOR_A_DAY.match(plain, start)
    return ours.end() if ours else start


def _before_comma(plain: str, start: int, floor: int) -> int:
    """Return the start of a post that a comma parts from the next: "A市委书记，B省副省长某某"."""
    if plain[start - 1 : start] not in (",", "，") or start - 1 <= floor:
        return start
    near = max(floor, start - LONGEST)
    low = max(near, *(plain.rfind(mark, near, start - 1) + 1 for mark in ",，。;；\n"))
    piece = plain[low : start - 1]
    if not _ONE_HOLDS.search(piece) or _MANY.search(piece) or _named(piece):
        return start
    return post_start(plain, start - 2, start - 1, floor)


def _after_foreign_and(plain: str, start: int, head: int) -> int:
    """Return the start after an "and" that joins something else than posts or offices' words."""
    for joint in re.finditer("[和及暨与]", plain[start:head]):
        before = plain[start : start + joint.start()]
        after = plain[start + joint.end() :]
        if not before or before[-1] == "、":
            if not _place_goes_on(after):
                return start + joint.end()
        elif before[0] in COMMON and (is_name(before) or _named(before)):
            return start + joint.end()
        elif joint[0] == "与":
            # 与 joins words of one office ("支援与合作交流"); elsewhere it begins with whom.
            if not (_AND_INSIDE.search(before) and OFFICE_WORD.match(after)):
                return start + joint.end()
        elif _PLACE_WITH_AND.match(after):
            continue
        elif _ANOTHER.match(after) and not (_AND_INSIDE.search(before) or ends_in_head(before)):
            return start + joint.end()
    return start


def _named(piece: str) -> bool:
    """Whether a piece ends in somebody with the post behind the name, whose it is alone."""
    at_work = _NAMED_AT_WORK.search(piece)
    return bool(_NAMED.search(piece)) or (at_work is not None and is_name(at_work["name"]))


def _place_goes_on(after: str) -> bool:
    """Whether an "and" sign is part of a place name (和田, 和平)."""
    return after[:1] in "田龙平政静县顺布林睦"


def _first_joined(plain: str, start: int, end: int) -> int:
    """Return the start of the first of the posts that 、 joins before a name."""
    pieces = plain[start:end].split("、")
    first, place = len(pieces) - 1, end - len(pieces[-1])
    director = plain.endswith("主任", start, end)
    while first > 0 and (
        (ends_in_head(pieces[first - 1]) and not _named(pieces[first - 1]))
        or (director and _OFFICE_OF_ONE.search(pieces[first - 1]) and _of_one_place(*pieces))
    ):
        first -= 1
        place -= len(pieces[first]) + 1
    lead = _LEAD.match(plain[place:end])
    return place + lead.end() if lead else place


def _of_one_place(*offices: str) -> bool:
    """Whether no two of the offices name different regions."""
    found = (_REGION.match(office.lstrip("和与及")) for office in offices)
    return len({region[0] for region in found if region}) < 2


def ends_in_head(words: str) -> bool:
    """Whether some words end in a post, a note in brackets aside."""
    if words.endswith(")"):
        words = words[: words.rfind("(")] if "(" in words[-15:] else words
    return words.endswith(_HEADS_ENDING)
