"""Houses that a Chinese sentence tells an event in, and that it was nowhere or in several places.

"A school's hall, where they signed" is told without a word for "in" as often as with one; who
travels through several places, or sits before a screen, was in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tallystick.extraction.drafts import RegionFound, Span
from tallystick.extraction.page import Page
from tallystick.extraction.places.codes import one_in_the_other

# It was in no place: they met online, or went on from one place to another. That is told, unlike
# None, so that no other place is looked for.
NOWHERE: Final = ""
# A house is told by a word for "in", by itself, or only as one that somebody enters.
_FIRM, _LESS, _ENTERED = 0, 1, 4
ROOM = (
    r"(?:会议室|会议厅|会议中心|会议大厅|多功能厅|报告厅|宴会厅|礼堂|会堂|会客厅|接待室|贵宾厅|会见厅|"
    r"议事厅|会展中心|展览馆|体育馆|文化馆|图书馆|博物馆|大厦|大楼|办公楼|行政楼|综合楼|科技楼|"
    r"酒店|宾馆|饭店|餐厅|会所|广场|\d{2,4}室)"
)
_HOUSE = (
    r"(?:大学|学院|中学|小学|学校|[分党]校|校区|医院|卫生院|村委会|政府|公所|总部|基地|产业园|园区|公司|车站|"
    r"码头|机场|指挥部|服务中心|中心)"
)
_ROOM = re.compile(rf"(?=[会多报宴礼接贵议展体文图博大办行综科酒宾饭餐广\d]){ROOM}|校区")
A_ROOM = re.compile(rf"{ROOM}\Z")
# A clause begins, or a time stands before it.
_BEGINS = r"(?:(?<![^，,。;；:：!?\n])|(?<=[上下]午)|(?<=晚上)|(?<=[昨今][天日晚])|(?<=\d[日时]))"
_NO_VERB = r"[^，,。;；:：!?\n“”《》的在了到赴于与和及同将把被从由对是有说]"
# "市政府三楼会议室里,两家签了字"; "某酒店里办了一场宴会".
_INSIDE = re.compile(
    rf"{_BEGINS}(?P<place>{_NO_VERB}{{1,26}}?(?:{ROOM}|{_HOUSE}))[里内](?![的外部、/])"
)
# "三楼会议室很热闹", "某会堂高朋满座".
_STANDS = re.compile(
    rf"{_BEGINS}(?P<place>{_NO_VERB}{{1,26}}?(?:会议室|多功能厅|报告厅|礼堂|会堂|宴会厅|会议中心|"
    r"酒店|宾馆|饭店|校区(?=举行|召开)))(?=[\u4e00-\u9fff])"
    r"(?![里内的主副负董总与和同向为等将把]|集团|公司|职工|员工|建设|管理|经理|工作|服务|行业|协会|项目)"
)
# Where somebody is to work is not where they met.
_POINT = re.compile(
    r"(?<!工作)(?<!就业)(?<!务工)(?<!项目)(?<!实习)"
    r"地点(?:就|便)?(?:设在|选在|定在|放在|是|在|为|:)(?P<place>[^，,。;；:：“”]{2,28})(?=[，,。;；])"
)
_IN_ROOM = re.compile(
    rf"(?P<into>在|走进|来到|到|步入)(?:[我本][校院局会县市区]的?)?(?P<place>(?!下榻)[^，,。;；:：!?“”在]{{1,28}}?{ROOM})"
    r"(?![的主负董总有]|[楼店馆]|[\u4e00-\u9fff]{0,4}室|\d"
    r"|(?:观看|参观|观摩|了解|听取|考察|调研|察看|查看|看望|慰问))"
)
# What is bought, given or looked at is no meeting: 线上销售平台, 视频会议系统.
_ONLINE = re.compile(
    "(?:线上(?=[^，,。;；]{0,4}?(?:签[署订约下]|会[议谈见商晤]|座谈|召开|举行|见面|方式))|"
    "(?:以|通过|采[用取]|在)线上(?!商城|直播|销售)|(?<!热)连线|视频会议|云端)"
    "(?![^，,。;；]{0,6}(?:平台|系统|设备|基地|终端|室|课堂|数据))|"
    "隔着屏幕|屏幕两端|隔空|隔海视讯|视讯会议|以视频|通过视频|视频方式|云签约"
)
_ON_THE_SPOT = re.compile("线下|现场|会场|来到|前往|抵达|飞抵|在[^，。]{2,16}(?:举行|召开|举办)")
_COUNTED = re.compile(
    r"(?:走|跑|去|访|到|赴|看)(?:了|过)?[^，,。;；]{0,8}?(?:[三四五六七八九十]|\d{1,2})"
    r"个?(?:(?P<wide>省|国)|(?:市|县|区|州|地|城市|地方|街道|乡镇))(?![级内])"
)
_THEN = re.compile(
    r"(?:先|再|又|后|还|转|接着|随后|最后|然后)(?:[到去赴往飞抵]|来到|前往|转往|走访)"
)
_GO = re.compile(
    r"(?:先后)?(?:[到去赴往抵]|来到|前往|转往|飞抵|访问|走访|考察)了?(?=[\u4e00-\u9fff])"
)
_TO = re.compile(rf"在|{_GO.pattern}")
_ABROAD = "iso-"
# A name that goes on is that of a firm or a school: 广东新兴铸管公司.
_ENDS = re.compile(
    "[省市县区州]?(?:[，,。;；、的和与看进]|考察|调研|访问|学习|走访|参观|出席|参加|对接|$)"
)


def houses(page: Page, sentence: Span) -> Iterator[tuple[int, str]]:
    """Yield each house a sentence tells an event in, and how firmly: the least is firmest."""
    text = sentence.text
    tried = [(_POINT, _FIRM)] if "地点" in text else []
    room = _ROOM.search(text) is not None
    tried += [(_IN_ROOM, _FIRM)] if room else []
    tried += [(_INSIDE, _FIRM)] if "里" in text or "内" in text else []
    tried += [(_STANDS, _LESS)] if room else []
    for pattern, rank in tried:
        for found in pattern.finditer(text):
            start, end = (sentence.start + at for at in found.span("place"))
            entered = found.groupdict().get("into", "在") != "在"
            yield _ENTERED if entered else rank, page.piece(start, end)


def nowhere(page: Page, sentence: Span) -> bool:
    """Whether a sentence tells of a meeting on screens, or of a way through several places."""
    text = sentence.text
    if _ONLINE.search(text) and not _ON_THE_SPOT.search(text):
        return True
    counted = _COUNTED.search(text)
    if counted and (counted["wide"] or not _within(page, sentence, counted.end())):
        return True
    then = _THEN.search(text)
    return then is not None and len([*_gone_to(page, sentence)]) > 1


def _within(page: Page, sentence: Span, end: int) -> bool:
    """Whether somebody is told to be in one known place up to there, so that more lie in it."""
    starts = {sentence.start + to.end() for to in _TO.finditer(sentence.text, 0, end)}
    first = next((found for found in page.regions if found.start in starts), None)
    if first is None:
        return False
    more = (found for found in page.regions if first.start < found.start < sentence.start + end)
    return all(together(first, found) for found in more)


def _gone_to(page: Page, sentence: Span) -> Iterator[RegionFound]:
    """Yield the places somebody goes to in a sentence, but for those that lie in another."""
    starts = {sentence.start + go.end() for go in _GO.finditer(sentence.text)}
    before: list[RegionFound] = []
    for found in page.regions:
        if found.start not in starts or not found.codes:
            continue
        if found.codes[0][:4] != _ABROAD and not _ENDS.match(page.plain, found.end):
            continue
        if not any(together(found, other) for other in before):
            before.append(found)
            yield found


def together(one: RegionFound, other: RegionFound) -> bool:
    """Whether two are one place, or one lies in the other."""
    if one.text in other.text or other.text in one.text:
        return True
    return any(a == b or one_in_the_other(a, b) for a in one.codes for b in other.codes)
