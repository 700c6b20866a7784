"""Where an event took place, as printed; also where it follows from who received whom."""

from __future__ import annotations

import re

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events import telling
from tallystick.extraction.page import Page

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_DAY = rf"(?!{_MONTH}\b|{_DAY}\b)"
_WORD = rf"{_NO_DAY}[A-Z][\w'’-]{{1,24}}"
_NAME = rf"{_WORD}(?:(?:[ -]| (?:de|del|da|do|du|la) ){_WORD}){{0,4}}"
_PLACE = rf"(?P<place>{_NAME}(?:, (?!{_MONTH}\b|{_DAY}\b|and\b)[A-Z][\w'’-]{{2,24}}(?=[.,]|$))?)"
# At the state guesthouse in Dalian: the house first, then the town.
_VENUE = re.compile(
    rf"\bat (?:the )?(?P<venue>[A-Z][\w'’-]{{1,24}}[\w '’-]{{0,60}}?) in (?P<place>{_NAME})"
)
_VISITED = re.compile(
    rf"\b(?:visited|visit(?:s|ing)? (?:to|in)|(?:was|were|is|be|stay(?:ed)?) in|came to|"
    rf"travel+ed to|went to|flew to|arrived (?:in|at)|toured|inspected|trip to|tour of|"
    rf"(?:delegation|group|team|mission|party|visit)(?: of [\w ]{{1,40}})? to) (?:the )?{_PLACE}"
)
_HELD = re.compile(rf"\b[Ii]n (?:the (?:city|town|county|capital) of |downtown |nearby )?{_PLACE}")
_AT_HALL = re.compile(r"\bat (?:the )?(?P<place>[A-Z][\w'’-]{1,24}(?: [A-Z][\w'’-]{1,24}){1,4})")
_HOSTED = re.compile(
    rf"(?P<place>{_NAME}) (?:(?:has |had )?hosted|held its|convened its|opened its)\b"
)
_RECEIVED_BY = re.compile(r"\b(?:received|welcomed|hosted|greeted|met) by\b")
_RECEIVED = re.compile(r"\b(?:received|welcomed|greeted|met(?: with)?)\b")
_HAN_RECEIVED = re.compile("会见|接见|接待")
# VIENTIANE, 3 August --; Vientiane (VNA) --: capitals, an agency or a day tell it from a title.
_LATIN_DATELINE = re.compile(
    r"\A\s*(?P<place>[A-Z][A-Z'’ ]{2,30}|[A-Z][A-Za-z'’ ]{1,30}(?=,| \())"
    r"[^\n-]{0,40}?\s?(?:--|—|–)\s"
)
_NO_PLACE = re.compile(
    r"(?:The|This|That|Party|Government|Mr|Mrs|Ms|Dr|CPC|State|National|Provincial|Municipal|First|"
    r"Second|Third|Next|COVID|Vice|Deputy|Chinese|English|East|West)\b"
)

_HAN_HELD = re.compile(
    r"(?:在|于)(?P<place>[^，,。;；:：()（）]{2,24}?)(?:隆重|共同|联合|正式|成功|圆满|顺利)?"
    r"(?:举行|召开|举办|座谈|会谈|会见|会晤|签[署订约]|考察|调研|启动|揭牌|开幕|进行|开(?=[的了会工])|挂牌|启程|启用)"
)
_HAN_VISITED = re.compile(
    "(?:来到|前往|抵达|走访|访问|考察|放在|到(?![位账会场期达来])|赴|去(?!年)|来(?![自到函]))了?"
    "(?=[\u4e00-\u9fff])"
)
# A name that is not known, up to what is done there.
_HAN_NAME = re.compile(
    "(?P<place>[\u4e00-\u9fff]{2,8}?)(?=[,，。;；]|考察|调研|对接|开展|访问|学习|走访|慰问|洽谈|交流|推进|进行|就|召开)"
)
# A time, an occasion, or "our county": no name of a place.
_HAN_NO_PLACE = re.compile(
    r"[“”‘’《》\d我本该此其]|工作|[上下]午|期间|活动|会议|方面|基础|前提|今年|去年|近日|日前|现场|过程|大地"
)
_HAN_DATELINE = re.compile(
    r"\A\s*(?:新华[网社]|中新[网社]|人民网)?(?P<place>[\u4e00-\u9fff]{2,8}?)(?<![网报社])\d{1,2}月\d{1,2}日电"
)
_JOINTS = frozenset({"", "、", "和", "与", "及"})


def place_of(page: Page, sentence: Span, *, told: bool, acted: bool) -> str | None:
    """Return the place of an event.

    `told`: the text reports one at all; `acted`: it is more than a sentence in a bulletin.
    """
    if not told:
        return None
    finder = _han if page.chinese else _latin
    for other in [sentence, *(lead for lead in page.sentences[:2] if acted and lead != sentence)]:
        found = finder(page, other, acted=acted)
        if found:
            return found
    return _dateline(page)


def house_of(page: Page, sentence: Span, people: tuple[PersonFound, ...]) -> str | None:
    """Return the place of whoever received others: where that was, if nothing else says it."""
    pattern = _HAN_RECEIVED if page.chinese else _RECEIVED
    verb = pattern.search(sentence.text)
    if verb is None:
        return None
    at = sentence.start + verb.start()
    hosts = [person for person in people if sentence.start <= person.start < at]
    return hosts[0].organisation_or_region if hosts else None


def _latin(page: Page, sentence: Span, *, acted: bool) -> str | None:
    text = sentence.text
    venue = _VENUE.search(text)
    if venue:
        return f"{venue['venue']}, {venue['place']}"
    told = telling.ENGLISH.meeting.search(text)
    start = 0 if acted or told is None else told.start()
    for pattern in (_VISITED, _HELD, _HOSTED, _AT_HALL) if acted else (_HELD,):
        for found in pattern.finditer(text, start):
            if not _NO_PLACE.match(found["place"]):
                return found["place"]
    by = _RECEIVED_BY.search(text)
    if by:
        return _first_region(page, sentence.start + by.end(), sentence.end)
    return None


def _first_region(page: Page, start: int, end: int) -> str | None:
    return next((found.text for found in page.regions if start <= found.start < end), None)


def _han(page: Page, sentence: Span, *, acted: bool) -> str | None:
    for held in _HAN_HELD.finditer(sentence.text):
        start = sentence.start + held.start("place")
        # 我市黔江区: ours is not said, what lies in it is.
        chain = _chain(page, start + 2 * held["place"].startswith("我"))
        if chain or not _HAN_NO_PLACE.search(held["place"]):
            return chain or page.piece(start, sentence.start + held.end("place"))
    if not acted:
        return None
    for found in _HAN_VISITED.finditer(sentence.text):
        chain = _chain(page, sentence.start + found.end())
        if chain:
            return chain
    visit = telling.CHINESE.visit.search(sentence.text)
    if visit is None:
        return None
    for found in _HAN_VISITED.finditer(sentence.text, visit.start()):
        name = _HAN_NAME.match(sentence.text, found.end())
        if name and not _HAN_NO_PLACE.search(name["place"]):
            return page.piece(sentence.start + name.start(), sentence.start + name.end())
    return None


def _chain(page: Page, start: int) -> str | None:
    """Return the places that follow one another from here, with what joins them."""
    end, begun = start, False
    for found in page.regions:
        if found.start < start:
            continue
        if page.plain[end : found.start] not in (_JOINTS if begun else ("",)):
            break
        end, begun = found.end, True
    return page.piece(start, end) if begun else None


def _dateline(page: Page) -> str | None:
    pattern = _HAN_DATELINE if page.chinese else _LATIN_DATELINE
    found = pattern.match(page.plain[page.body :])
    if found is None:
        return None
    start = page.body + found.start("place")
    printed = page.piece(start, start + len(found["place"]))
    return printed.title() if printed.isupper() else printed
