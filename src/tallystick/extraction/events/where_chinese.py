"""Where a Chinese sentence says an event took place: held there, come there, received there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tallystick.extraction.drafts import PersonFound, RegionFound, Span
from tallystick.extraction.events import telling, where_houses
from tallystick.extraction.page import Page
from tallystick.extraction.places.codes import kinds_of

ALONE = 75
HELD, HOST, CAME, STOP, FORM, WELCOMED = 10, 20, 30, 32, 40, 50
_LOOKED = "考察|调研|视察|慰问|走访|参观|看望"
_DONE = (
    "举行|召开|举办|座谈|会谈|会见|会晤|会面|晤谈|设宴|签[署订约]|启动|揭牌|开幕|进行|开(?=[的了会工])|"
    "挂牌|启程|启用|办(?=[了起])|落幕|闭幕|拉开|成立|落成|亮相|举杯|碰头|共商|交流|接受|"
    "开营|闭营|结营|开班|结业|开讲|开赛|收官|首航|通车|揭幕|授牌|启幕|启运|封柜|"
    "跑了|走了|见到|集合|碰面|相见|签[了下]|开场|宣布|发布|主持|开馆|开业|奠基|竣工|交付|捐赠|签下|集中签约|洽谈|对接|宣讲|接见|出席|"
    f"拜会|拜访|{_LOOKED}"
)
# A train, a plane or a convoy that leaves a place is a notice of it, on its day; of one that
# came from there ("从甲县开出的专列") where it stops.
_LEAVES = re.compile(
    r"[从由自](?P<place>[^，,。;；:：()（）从由自]{2,16}?)"
    r"(?:(?:紧急)?出发|启程|发车|登机|坐上|(?:重新)?开出|驶出|首发|起飞|登车|直?飞往|直飞|[开驶]往|驶向|开走|发出)(?!的)"
    r"|(?:离开|驶[离出])(?P<left>[^，,。;；:：()（）从由自]{2,16}?)(?=[，,。])"
    r"|(?:停靠在?|[开驶][进入]|抵达|到达|降落在?|落在|到了)"
    r"(?P<stop>[^，,。;；:：()（）从由自]{1,12}?(?:站|机场|码头|港|泊位))"
    r"|降落在?(?P<land>[^，,。;；:：()（）从由自]{2,12}?)(?:[0-9日昨今]|[，,。])"
    r"|(?:\A|[，,。;；]|[0-9][日时分][上下]?午?[，,]?)(?P<quay>[\u4e00-\u9fff]{2,14}?(?:机场|码头|泊位|[\u4e00-\u9fff]站))"
    r"(?:[0-9]+月)?(?:[0-9]+日)?(?:[上下]午)?(?:正式)?(?:举行|举办|换上|开通|启用|开航|首航|迎来)"
    r"|(?P<stands>[\u4e00-\u9fff]{2,7}站)的?(?:站台|候车)"
)
# What a notice tells was done at a place, and where something was sent that got there.
_DONE_THERE = re.compile(
    r"[在于](?P<place>[^，,。;；:：()（）在于]{2,24}?)(?:成功|顺利|正式|一同|先后)?"
    r"(?:登上|登机|装车|下船|上船|移交|交接|交到|停靠|落地|送行|结对|推介|登场|开展(?=[，,。;；]))"
    r"|(?:运到|运抵|寄到|送抵|送达|飞抵)了?(?P<reach>[^，,。;；:：()（）在于]{2,12}?)(?=[，,。;；:：手价])"
)
_STATION = re.compile("(?:站|机场|码头|港|口岸|学校|中学|医院|局|村)\\Z")
# What visitors do at one stop of several says less than where they came to.
_STOP = re.compile(rf"[^。;；]{{0,12}}?(?:{_LOOKED})")
_HELD = re.compile(
    r"(?:在|于)(?P<place>[^，,。;；:：()（）]{2,24}?)"
    r"(?:[与同和跟][^，,。;；:：()（）在]{1,30}?)?(?:隆重|共同|联合|正式|成功|圆满|顺利)?"
    rf"(?:{_DONE})"
)
# Known names behind 在, whatever stands between them and what was done there.
_IN = re.compile(r"(?:在|于)(?=[\u4e00-\u9fff])")
_DONE_LATER = re.compile(rf"[^。;；]{{0,60}}?(?:{_DONE})")
_COME = (
    "来到|到达|前往|转往|启程往|抵达|莅(?!临)|(?:走访|访问|考察)(?![团组队])|[放设]在|[停设开]进|停靠(?:在)?|到访|莅临|走进|深入|奔赴|直奔|亲赴|远赴|前来|停在|驶入|来访|做客|"
    "履新(?=[^,，。]{2})|率[团队]拜会|聚在|相聚|齐聚|会聚|赶往|转赴|飞抵|飞往|飞到|直飞|开赴|开往|驶往|踏上|踏进|走到|走遍|转到|移师|北上|南下|西行|落地|进驻|入驻|直抵|跑到|赶到|参访|汇聚|云集|去往|回访|率[团队]赴|(?<![见得达遇看收提谈受感])到(?![位账会场期达来访])|赴|去(?!年)|来(?![自到函访])|抵"
)
_CAME = re.compile(
    rf"(?:{_COME})了?(?:(?:对口|结对|受援|帮扶|支援)[^，,。;；]{{0,8}}?的)?(?=[\u4e00-\u9fff])"
)
# A name that is not known, up to what is done there.
_NAME = re.compile(
    "(?P<place>[\u4e00-\u9fff]{2,8}?)(?=[,，。;；]|考察|调研|对接|开展|访问|学习|走访|慰问|洽谈|交流|"
    "推进|进行|就|召开|参观|视察|参加|出席|拜[会访]|签[署订约]|商谈|学艺|看望)"
)
# A time, an occasion, or "our county": no name of a place.
_NO_PLACE = re.compile(
    r"书记|主席|签约|[市县省州]长|作风|往更|(?<![品批易])市场|[“”‘’《》\d我本该此其]|[省市县]内|拜[会访]|(?<!焦)作城|工作|[上下]午|期间|活动|会议|方面|基础|前提|今年|去年|近日|日前|现场|"
    r"过程|大地|表示|欢迎|代表|学习|调研|考察|对接|项目|一行|这里|当地|座谈|产业|仪式|式上|车站|^机场|巡|"
    r"访问|讨论|研讨|教学|事宜|缔盟|全国|东部|西部|两地|资金|协作|帮扶|通过|交流|合作|会商|洽谈|参观|[会式]上|看|途中|之[际间]|[的了]"
)
# 对某州进行正式访问
_PAID = re.compile(
    "对(?P<place>[\u4e00-\u9fff]{2,8}?)(?:进行|作|做)了?[^，,。;；]{0,8}?(?:访问|回访)"
)
# 拜会某市政府, 走进某办事处: whoever calls there is there.
_CALLED = re.compile(
    "(?:拜会|拜访|走进|来到|造访|到访|到)了?(?P<place>(?!多国|各)(?:(?!拜[会访]|会[见谈晤])[^，,。;；:：()（）和与、的访]){1,18}?"
    "(?:政府|议会|公所|领馆|领事馆|大使馆|办事处|指挥部|会馆|管委会|委员会))(?!官员|领导|[驻主副秘])"
)
# A name that says what it is: 易贡茶场, 官盛新区.
_BY_KIND = re.compile(
    "(?P<place>(?![^，。]{0,9}[赴到率在的])[\u4e00-\u9fff]{2,10}?(?:自治县|自治州|新区|开发区|街道|茶场|农场|林场|牧场|社区|园区|"
    "市|县|区|旗|镇|乡|村))"
)
# What the name of a house or a place ends with.
_KIND = (
    "厅|馆|店|楼|中心|院|校|学|园|村|镇|乡|区|市|县|州|旗|场|基地|酒店|大厦|公司|堂|站|所|社|府|室|"
    "地|城|湾|岛|山|山庄|宫|庄|处|总部|指挥部|办事处|机关|局|委|港|机场|议会|公所|政府"
)
_HOUSE = re.compile(f"(?:{_KIND})\\Z|^[\u4e00-\u9fff]{{2,3}}\\Z")
# What a known place goes on with: 意大利比萨省|某市, 三义乡|公所, 北京市|颐和园.
_GOES_ON = re.compile(
    rf"[^，,。;；:：()（）、的与在赴看一\d“”《》]{{0,14}}?(?:{_KIND})"
    rf"(?=[,，。;；]|(?:隆重|共同|联合|正式)?(?:{_DONE})|作友好|进行|结为|看望|谈)"
)
_TO_BE = re.compile("[将拟要已]|介绍|计划|推动|支持|帮助|希望|通过")
_LIES = re.compile(
    "[的等各]|一小时|周边|经济圈|都市圈|建设|投资|实施|设立|打造|落户|兴建|开展|推进|建成|援建|开工|生产|销售"
)
_LEVELS_OF = {
    "市": frozenset({"prefecture", "municipality"}),
    "州": frozenset({"prefecture"}),
    "县": frozenset({"county"}),
    "区": frozenset({"county"}),
}
_JOINTS = frozenset({"", "、", "和", "与", "及"})
_OURS = re.compile("[我本](?P<kind>[省市县区州旗镇乡])")
# 万州区10月19日接待了…: the host opens the sentence.
_HOST = re.compile(
    r"(?:[^，。;；]{0,16}?)(?:接待|迎来|承办|举办了?|召开|举行|主办|热情接待|(?P<for>为)[^，,。;；]{1,12}?[举开办]办?了)(?!会)"
)
_WELCOME = re.compile(
    r"(?:表示|致以)[^，。;；]{0,6}欢迎|(?:热烈|"
    r"诚挚)?欢迎[^，。;；]{0,20}(?:一行|团|到来|来访)"
)
# 在京召开: a city by one sign.
_CITIES = {
    **{"甬": "宁波", "榕": "福州", "邕": "南宁", "筑": "贵阳", "杭": "杭州", "鹏": "深圳"},
    "京": "北京",
    "沪": "上海",
    "津": "天津",
    "渝": "重庆",
    "穗": "广州",
    "蓉": "成都",
}
_LANDS = {
    **{
        "黔": "贵州",
        "滇": "云南",
        "川": "四川",
        "桂": "广西",
        "粤": "广东",
        "闽": "福建",
        "浙": "浙江",
    },
    **{
        "苏": "江苏",
        "皖": "安徽",
        "鲁": "山东",
        "赣": "江西",
        "湘": "湖南",
        "鄂": "湖北",
        "豫": "河南",
    },
    **{
        "晋": "山西",
        "冀": "河北",
        "陕": "陕西",
        "甘": "甘肃",
        "青": "青海",
        "宁": "宁夏",
        "新": "新疆",
    },
    **{
        "藏": "西藏",
        "蒙": "内蒙古",
        "黑": "黑龙江",
        "吉": "吉林",
        "辽": "辽宁",
        "琼": "海南",
        "港": "香港",
    },
    "澳": "澳门",
}
# 来绍考察, 在溪举行, 在秀期间: one sign for a place that the text names in full.
_SHORT = re.compile(
    r"(?<![\u4e00-\u9fff]存)(?:在|来|赴|抵|莅|访)(?P<city>(?![我本该此会市县省区州])[\u4e00-\u9fff])"
    r"(?:参观|考察|调研|对接|访问|走访|慰问|学习|交流|出席|召开|举行|举办|会见|会谈|会晤|座谈|"
    r"签[署订约]|拜会|拜访|洽谈|开展|设宴|期间|行程)"
)
# A bulletin of one sentence tells where somebody came where it tells when.
_ON_A_DAY = re.compile("[0-9十]日|[日近]前|近日|昨[日天]|今[日天]")
# Goods and trains go so too: only somebody who does tells where an event was.
_CARRIED = re.compile("飞往|飞到|直飞|开赴|开往|驶往|踏上|落地|进驻|入驻|北上|南下|西行|直抵")
_SAYS = re.compile("[^，,。;；]{2,14}(?:说|表示|介绍|指出|希望|认为|提出|要求|强调)[,，:：“]")
_ASKED = re.compile("请[他她大各你]|欢迎|邀请?[他她大各]|引|希望|盼|吸引")
# Of a university or a firm only the name begins with a place.
_NAMED_FOR = re.compile("[\u4e00-\u9fff]{0,8}?(?:大学|公司|集团|银行|证券)")
# Within so many signs before "come here" stands who comes.
_LEADING = 60
# "... held", behind "for them": no office.
_DONE_FOR = 2
_AGENCY = re.compile("(?:局|办|委|部|公司|集团|学院|大学|协会|商会)")


def candidates(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, acted: bool
) -> Iterator[tuple[int, str]]:
    """Yield (rank, place as printed) of what a sentence says of where; the lowest rank is best.

    Units: `acted` where the text reports an event and not only a result.
    """
    text = sentence.text
    for held in _HELD.finditer(text):
        start = sentence.start + held.start("place")
        place = _with_house(page, start) or _ours(page, sentence, start)
        if place:
            yield _rank_of(text, start - sentence.start + len(place)), place
        elif _HOUSE.search(held["place"]) and not _NO_PLACE.search(held["place"]):
            yield CAME, page.piece(start, sentence.start + held.end("place"))
    for inside in _IN.finditer(text):
        place = _with_house(page, sentence.start + inside.end())
        place = place or _ours(page, sentence, sentence.start + inside.end())
        if place and _DONE_LATER.match(text, inside.end() + len(place)):
            yield _rank_of(text, inside.end() + len(place)), place
        elif place and acted and not _elsewhere(text, inside.start(), inside.end() + len(place)):
            yield WELCOMED, place
    paid = _PAID.search(text)
    if paid and not _NO_PLACE.search(paid["place"]):
        yield CAME, page.piece(*(sentence.start + at for at in paid.span("place")))
    for short in _SHORT.finditer(text):
        place = _by_one_sign(page, sentence.start + short.start(), short["city"])
        if place:
            yield HELD + 5, place
    called = _CALLED.search(text)
    if called:
        start, end = (sentence.start + at for at in called.span("place"))
        yield HELD + 5, page.piece(start, end)
    for less, house in where_houses.houses(page, sentence):
        yield CAME - 3 + less, house
    if acted and where_houses.nowhere(page, sentence):
        yield HELD + 4, where_houses.NOWHERE
    if acted:
        yield from _hosts(page, sentence)
    if acted or _ON_A_DAY.search(text):
        yield from _come_to(page, sentence)


def told_in_a_notice(page: Page, sentence: Span) -> str | None:
    """Return where a notice tells on a day that something was held, or that a train left."""
    if not _ON_A_DAY.search(sentence.text):
        return None
    for hit in _told_by((_LEAVES, _HELD, _DONE_THERE), sentence.text):
        group = next(name for name in hit.groupdict() if hit[name])
        start, end = hit.span(group)
        place = _with_house(page, sentence.start + start)
        if place is None and _STATION.search(hit[group]) and not _NO_PLACE.search(hit[group][:-2]):
            place = page.piece(sentence.start + start, sentence.start + end)
        if place and not _elsewhere(sentence.text, hit.start(), end):
            return place
    return None


def _told_by(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield what patterns find, those of the first one first, also what begins within another."""
    for pattern in patterns:
        hit = pattern.search(text)
        while hit is not None:
            yield hit
            hit = pattern.search(text, hit.start() + 1)


def _elsewhere(text: str, start: int, end: int) -> bool:
    """Whether "in this place" tells what is to be there, or lies there, and no event."""
    clause = max(text.rfind(mark, 0, start) for mark in "，,。;；、")
    return _TO_BE.search(text, clause + 1, start) is not None or _LIES.match(text, end) is not None


def _with_house(page: Page, start: int) -> str | None:
    """Return the known places from here, with the smaller one or the house that follows them."""
    place = _chain(page, start)
    more = _GOES_ON.match(page.plain, start + len(place)) if place else None
    if place and more and not _NO_PLACE.search(more[0]):
        return page.piece(start, more.end())
    if place and _NAMED_FOR.match(page.plain, start + len(place)):
        return None
    return place


def _rank_of(text: str, end: int) -> int:
    """Return how firmly "in this place", which ends here, says where it was."""
    return STOP if _STOP.match(text, end) else HELD


def welcomes(
    page: Page, sentence: Span, people: tuple[PersonFound, ...]
) -> Iterator[tuple[int, str]]:
    """Yield the place of whoever bids the guests welcome in a sentence."""
    welcome = _WELCOME.search(sentence.text)
    if welcome:
        place = _welcoming(page, sentence, sentence.start + welcome.start(), people)
        if place:
            yield WELCOMED, place


def _by_one_sign(page: Page, at: int, sign: str) -> str | None:
    """Return the place that goes by one sign of its name: the one the text names most."""
    if sign in _CITIES:
        return _CITIES[sign]
    land = _LANDS.get(sign)
    if land and any(land in found.text for found in page.regions):
        return land
    guests = {r.text for r in page.regions_in(at - _LEADING, at)}
    often = Counter(r.text for r in page.regions if page.plain.find(sign, r.start, r.end) >= 0)
    named = [(count, name not in guests, name) for name, count in often.items()]
    return max(named, default=(0, False, None))[2]


def _hosts(page: Page, sentence: Span) -> Iterator[tuple[int, str]]:
    """Yield a place that opens a clause and receives or holds something."""
    for found in page.regions:
        if not sentence.start <= found.start < sentence.end:
            continue
        chain = _chain(page, found.start) or found.text
        end = found.start + len(chain)
        opens = page.plain[found.start - 1 : found.start] in ("", "\n", "，", ",", "。", " ", "　")
        if not (opens or found.start == sentence.start):
            continue
        behind = _HOST.match(page.plain, end, sentence.end)
        if behind and not _AGENCY.search(behind[0][:-_DONE_FOR] if behind["for"] else behind[0]):
            verb = behind[0]
            sure = "接待" in verb or "迎来" in verb or "承办" in verb
            beside = any(end <= other.start < behind.end() for other in page.regions)
            if not beside and (sure or not _of_several(page, found.start, end)):
                # Who holds a meeting alone holds it at home, unless something else is said.
                yield HOST if sure else ALONE, chain
            return


def _of_several(page: Page, start: int, end: int) -> bool:
    """Whether places that follow one another are several: none of them lies in the one before."""
    if _JOINTS.intersection(page.plain[start:end]):
        return True
    row = page.regions_in(start, end)
    return any(
        one.codes and other.codes and not where_houses.together(one, other)
        for one, other in pairwise(row)
    )


def _come_to(page: Page, sentence: Span) -> Iterator[tuple[int, str]]:
    text = sentence.text
    said = _SAYS.match(text)
    for found in _CAME.finditer(text):
        if said or _ASKED.search(text, max(0, found.start() - 8), found.start()):
            # Where somebody is asked to come, or goods are to go, is told in what is said.
            continue
        if _CARRIED.match(found[0]) and not telling.somebody_before(text, found.start()):
            continue
        start = sentence.start + found.end()
        place = _with_house(page, start)
        if place and telling.TO_WORK.match(page.plain, start + len(place)):
            continue
        if place:
            yield CAME, place
            return
        place = _ours(page, sentence, start)
        if place:
            # "Our province" names no place: a town that is named says more.
            yield (WELCOMED if page.plain[start + 1 : start + 2] == "省" else CAME), place
            return
        formed = _BY_KIND.match(text, found.end())
        if formed and not _NO_PLACE.search(formed["place"]):
            yield (
                CAME + 3,
                page.piece(sentence.start + formed.start(), sentence.start + formed.end()),
            )
            return
    visit = telling.CHINESE.visit.search(text)
    for found in _CAME.finditer(text, visit.start()) if visit else ():
        name = _NAME.match(text, found.end())
        if name and not _NO_PLACE.search(name["place"]):
            yield FORM, page.piece(sentence.start + name.start(), sentence.start + name.end())
            return


def _welcoming(page: Page, sentence: Span, at: int, people: tuple[PersonFound, ...]) -> str | None:
    """Return whose officer bids the guests welcome."""
    for person in reversed(people):
        if sentence.start <= person.start < at:
            if person.organisation_or_region:
                return _as_place(page, person.organisation_or_region)
            break
    # The one of the two sides that is not welcomed.
    guests = {r.codes or r.text for r in page.regions_in(sentence.start, sentence.end)}
    sides = page.regions_in(page.body, sentence.start)
    return next((r.text for r in sides if (r.codes or r.text) not in guests), None)


def _as_place(page: Page, name: str) -> str | None:
    """Return the place a person acts for, if a region of the text is that."""
    known = [r.text for r in page.regions if r.text in name or name in r.text]
    return max(known, key=len) if known else None


def _ours(page: Page, sentence: Span, start: int) -> str | None:
    """Return the place that 我县 stands for: the one of that kind that the text names most."""
    ours = _OURS.match(page.plain, start)
    if ours is None:
        return None
    # 我市溧水区: ours is not said, what lies in it is.
    inside = _chain(page, ours.end())
    if inside:
        return inside
    came = page.regions_in(sentence.start, start)
    guests = {
        r.text
        for r in page.regions
        if any(r.text in guest.text or guest.text in r.text for guest in came)
    }
    named = [r for r in page.regions if r.text not in guests and _is_kind(page, r, ours["kind"])]
    if not named:
        # 我县, and only 平阳 without its kind: what such a name is of says which.
        levels = _LEVELS_OF.get(ours["kind"], frozenset())
        named = [
            r
            for r in page.regions
            if r.text not in guests and any(levels & set(kinds_of(code)) for code in r.codes)
        ]
    often = Counter(r.text for r in named)
    return often.most_common(1)[0][0] if often else None


def _is_kind(page: Page, region: RegionFound, kind: str) -> bool:
    if not region.codes and page.plain.startswith("长", region.end):
        # 宋某某市长
        return False
    name = page.plain[region.start : region.end + 1]
    return name.rstrip()[: region.end - region.start].endswith(kind) or name[-1:] in (kind, "委")


def _chain(page: Page, start: int) -> str | None:
    """Return the places that follow one another from here, with what joins them."""
    end, begun = start, False
    first = bisect_left(page.regions, start, key=lambda found: found.start)
    for at in range(first, len(page.regions)):
        found = page.regions[at]
        if page.plain[end : found.start] not in (_JOINTS if begun else ("",)):
            break
        end, begun = found.end, True
    return page.piece(start, end) if begun else None
