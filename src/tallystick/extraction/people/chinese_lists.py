"""Names without a post in Chinese text: those present, in lists and as subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tallystick.extraction.people.chinese_names import is_name, name_at, sure_name
from tallystick.extraction.people.chinese_sounds import foreign_at
from tallystick.extraction.people.chinese_words import COMMON, follows
from tallystick.extraction.people.mentions import LIKELY, UNSURE, Mention
from tallystick.extraction.people.surnames import COMPOUND_HAN

_PRESENT = re.compile(
    r"参加|出席|陪同|在座|随行|见证|列席|与会|接待|随团|到场|在场|一同|参与|一起[赴去到]|同赴"
)
_PIECE_START = re.compile(
    r"[,，。;；:：\n]|的(?!士)|领导(?:同志)?|负责人|成员|方面|镇里|县里|市里|[由及有是]|[员者表]为"
)
# Who begins a clause and does what people do.
_SUBJECT = re.compile(r"(?:^|[,，。;；:：!?\n])\s?(?=[\u4e00-\u9fff]{4})")
_ACTS = re.compile(
    r"说|表示|指出|强调|介绍|致辞|致词|讲话|发言|主持|宣布|率|带队|向[^,，。;；\n]{2,40}(?:颁|赠|"
    r"介绍|表示|致)|代表|汇报|通报|希望|感谢|对|在(?:讲话|致辞|座谈|会)"
)
_LIST_TAIL = re.compile(r"(?:等|分别|一同|共同|也|都|均|还|一起|先后|应邀|等人|等领导|等同志)+$")
# Who else took part, without a name: "A、B及某县相关领导参加".
_OTHERS = re.compile(
    r"(?:以及|及|和|与)[^、，,和及与]{0,14}(?:领导|负责人|负责同志|人员|干部|代表|部门)(?:等|也|都|均)?$"
)
_LISTED = re.compile(
    r"(?:参加|出席|陪同|在座|随行|见证|列席|与会|发言|讲话|致辞|签约)[^,，。;；:：、\n]{0,10}的"
    r"(?:还)?(?:有|是|包括)[:：]?|"
    r"(?P<side>(?<=[\u4e00-\u9fff])一方(?:还)?(?:有|是))(?=[\u4e00-\u9fff]{2,6}[、,，和。等])|"
    r"(?:参会|参加|出席|陪同|与会|列席)(?:人员|领导|嘉宾|同志|者)?[:：]\s?"
)
# "A、B等市领导": the post of all stands behind the list.
_LED_BY = re.compile(
    r"等(?<=[\u4e00-\u9fff]等)(?:\d{1,2}[名位])?((?:[省市县区州旗镇]|[\u4e00-\u9fff]{2,6}?[省市县区州旗镇])"
    r"(?:级|委|政府)?(?:老)?领导(?:同志)?|议员|代表|委员|(?P<holders>教授|(?:主要)?官员|专家|会员))(?![班小会处团大])"
)
# "A、B、C三位会员", "A、B两人"
_COUNTED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<count>[两三四五六七八九十]|\d{1,2})"
    r"(?:人(?![民大次均])|[位名](?P<post>会员|议员|教授|专家|代表|委员|同志|干部)?)"
)
_COMRADES = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:等|两位)?同志(?=分别|参加|出席|陪同|主持|介绍|代表|作|致)"
)
# What joins names.
JOINS = re.compile(r"\s?(?:[、]|和|与|及|以及|暨)\s?")
LONGEST = 70


def listed(plain: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield names without a post in lists of those present."""
    known = set(taken)
    for subject in _SUBJECT.finditer(plain):
        end = subject.end()
        if plain[end] not in COMMON and plain[end : end + 2] not in COMPOUND_HAN:
            continue
        for length in (4, 3):
            place = (end, end + length)
            if sure_name(plain[slice(*place)]) and _ACTS.match(plain, place[1]):
                if place not in known:
                    yield Mention(start=end, end=place[1], name=place, confidence=UNSURE)
                    known.add(place)
                break
    for led in _LED_BY.finditer(plain) if "等" in plain else ():
        places = list(_names_before(plain, max(0, led.start() - LONGEST), led.start()))
        if led["holders"] and not _surely_people(plain, places):
            continue
        for place in places if len(places) > 1 else ():
            if place not in known:
                known.add(place)
                yield replace(_bare(place), end=led.end(1), post=led.span(1))
    for counted in _COUNTED.finditer(plain):
        at = counted.start()
        if "、" not in plain[at - 8 : at]:
            continue
        places = list(_names_before(plain, max(0, at - LONGEST), at))
        post = counted.span("post") if counted["post"] and counted["post"] != "同志" else None
        if len(places) != _number(counted["count"]) or not _surely_people(plain, places):
            continue
        for place in places:
            if place not in known:
                known.add(place)
                yield replace(_bare(place), end=counted.end(), post=post)
    for comrade in _COMRADES.finditer(plain) if "同志" in plain else ():
        yield from _list_before(plain, max(0, comrade.start() - LONGEST), comrade.start(), known)
    for sentence in re.finditer(r"[^。!?\n]+", plain):
        last = None
        for last in _PRESENT.finditer(plain, *sentence.span()):
            yield from _list_before(plain, sentence.start(), last.start(), known)
        for intro in _LISTED.finditer(plain, *sentence.span()):
            if intro["side"] and not names_people(plain, intro.end()):
                # "某市一方是A、B": its towns as often as its people.
                continue
            yield from _list_after(plain, intro.end(), known)
        if last is not None:
            for piece in re.finditer(r"[^,，;；:：]+", plain[sentence.start() : last.start()]):
                start, end = (sentence.start() + place for place in piece.span())
                if "、" in piece[0]:
                    yield from _list_before(plain, start, end, known)


def _surely_people(plain: str, places: list[tuple[int, int]]) -> bool:
    """Whether a list is one of people: towns, goods and ills have names of two signs as well."""
    names = [plain[slice(*place)] for place in places]
    common = [name for name in names if name[0] in COMMON or name[:2] in COMPOUND_HAN]
    return any(map(sure_name, names)) and 2 * len(common) > len(names)


def _number(count: str) -> int:
    """Return how many a sign or figures say.

    >>> _number("两"), _number("三"), _number("12")
    (2, 3, 12)
    """
    return int(count) if count.isascii() else "  两三四五六七八九十".index(count)


def names_people(plain: str, at: int) -> bool:
    """Whether a list holds a sure name: towns of two signs may be none."""
    listed_here = re.split("[,，。;；等]", plain[at : at + LONGEST], maxsplit=1)[0]
    return any(map(sure_name, re.split("[、和]", listed_here)))


def _list_before(plain: str, low: int, end: int, known: set[tuple[int, int]]) -> Iterator[Mention]:
    names = list(_names_before(plain, max(low, end - LONGEST), end))
    if len(names) == 1 and names[0][1] - names[0][0] < 3:
        return
    yield from (_bare(place) for place in names if place not in known)
    known.update(names)


def _names_before(plain: str, low: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a list that ends at a place; none where anything else stands in it."""
    start = low
    others = _OTHERS.search(plain[low:end])
    end = low + others.start() if others else end
    for barrier in _PIECE_START.finditer(plain, low, end):
        if barrier.end() < end:
            start = barrier.end()
    tail = _LIST_TAIL.search(plain[start:end])
    end = start + tail.start() if tail else end
    places, at = [], start
    for item in re.split("(、)", plain[start:end]):
        # 胡和平 is one name, 胡明和李平 are two.
        parts = [item] if is_name(item) else re.split("([和与及])", item)
        for part in parts:
            if part and part not in "、和与及":
                places.append((at, at + len(part)))
            at += len(part)
    if all(is_name(plain[slice(*place)]) for place in places):
        yield from places


def _list_after(plain: str, at: int, known: set[tuple[int, int]]) -> Iterator[Mention]:
    while (hit := _in_a_list(plain, at)) is not None and follows(plain, hit[1]):
        place = (hit[0], hit[1])
        if place not in known:
            known.add(place)
            yield _bare(place)
        joint = JOINS.match(plain, hit[1])
        if joint is None:
            return
        at = joint.end()


def _in_a_list(plain: str, at: int) -> tuple[int, int, int] | None:
    """Return a name in a list; one written by sound only where the list goes on."""
    hit = name_at(plain, at, posted=False)
    if hit is not None and follows(plain, hit[1]):
        return hit
    foreign = foreign_at(plain, at)
    return foreign if foreign is not None and plain[foreign[1]] == "、" else None


def _bare(place: tuple[int, int]) -> Mention:
    return Mention(start=place[0], end=place[1], name=place, confidence=LIKELY)
