"""Where an event took place, as printed; also where it follows from who received whom."""

from __future__ import annotations

import re

from tallystick.extraction.drafts import PersonFound, Span
from tallystick.extraction.events import where_chinese, where_english
from tallystick.extraction.events.telling import opening
from tallystick.extraction.page import Page

_RECEIVED = re.compile(
    r"\b(?:received|welcomed|greeted|met(?: with)?|had (?:an? )?(?:\w+ )?(?:meeting|talks))\b"
)
_HAN_RECEIVED = re.compile("会见|接见|接待|[到来]访的")
# Who met others was at home where his own post says of what place he is.
_HAN_MET = ("会见", "接见")
# A delegation met officials of a place: it is theirs.
_GUESTS_MEET = re.compile(
    r"[^.;]{0,60}\b(?:delegation|group|mission|team)\b[^.;]{0,120}?"
    r"\b(?:met(?: with)?|had (?:an? )?(?:\w+ )?(?:meeting|talks)\b[^.;]{0,40}? with)\b"
)
# So many sentences from the beginning may say where what they tell took place.
_LEAD = 3
# Within so many somebody bids the guests welcome.
_WELCOMING = 9
# What another sentence than the telling one says is worth so much less.
_LATER = 25
# A country says less than anything in it.
_WIDE = 24
# A dateline says less than the sentence that tells the event, and more than those around it.
_DATELINE = 76
# Who prints a text is no place: agencies by their letters, in Chinese any 网, 报 or 社.
_PRESS = r"(?:PANO|NDO|QNO|SGGP|VNA|VNS|VOV|GNA|APP|SPNA|KPL|MONTSAME|KAZINFORM|BELTA)\b"
_HAN_PRESS = re.compile(r"[\u4e00-\u9fff]*[网报社]")
# VIENTIANE, 3 August --; Vientiane (VNA) --: capitals, an agency or a day tell it from a title.
_LATIN_DATELINE = re.compile(
    rf"\s*(?!{_PRESS})(?P<place>[A-Z]{{2,4}} City(?= [–—-])|"
    r"[A-Z][A-Z.'’ ]{1,29}[A-Z.'’ ](?![a-z])|[A-Z][A-Za-z'’ ]{1,30}(?=,| \())"
    r"[^\n-]{0,40}?(?:\s?(?:--|—|–|:)\s|(?<=[A-Z]{3}) - )"
)
# Whoever comes from abroad to stay meets others where they are.
_ENVOY = re.compile(r"\b(?:[Aa]mbassador|[Cc]onsul|[Ee]nvoy)")
_MAYOR = re.compile(r"\b(?:[Mm]ayor|[Gg]overnor|[Pp]refect)\b")
# A delegation from Kure, the visiting Kumatori delegation.
_GUESTS = (
    r"(?:delegation|delegates|officials|guests|visitors|group|team|mission|students|counterparts)"
)
_GUESTS_FROM = re.compile(
    rf"\b{_GUESTS}(?: \w+){{0,3}}? from (?:the )?(?:\w+ )?(?:(?:city|town|province|county) of )?\Z"
)
_GUESTS_OF = re.compile(rf"(?: \w+){{0,2}} {_GUESTS}\b")
_HAN_FROM = re.compile("(?:会见|接见|接待|迎来|来自)了?[^，,。;；]{0,6}\\Z")
_HAN_LEADERS = re.compile(
    r"[市县区省州委]{0,2}(?:政府)?(?:主要|有关|相关)?(?:领导|负责同志|负责人)(?:同志)?"
    r"|[\u4e00-\u9fff]{0,6}(?:书记|[市县区州省]长|主席|主任)[\u4e00-\u9fff·]{2,8}"
)
_HAN_OF = re.compile("[^，,。;；]{0,16}?(?:代表团|考察团|访问团|一行|来访)")
_TWO, _NEAR, _BACK = 2, 1200, 80
_HAN_DATELINE = re.compile(
    r"\s*(?:新华[网社]|中新[网社]|"
    r"人民网)?(?P<place>[\u4e00-\u9fff]{2,8}?)(?<![网报社])\d{1,2}月\d{1,2}日(?:电|讯|消息)"
    # 某某日报长春消息; (槟城15日讯)
    r"|\s*(?:[\u4e00-\u9fff]{2,6}(?:日报|晚报)(?P<by>[\u4e00-\u9fff]{2,6})(?:消息|电|讯)"
    r"|[(【](?P<in>[\u4e00-\u9fff]{2,8})\d{1,2}日[讯电][)】])"
)


def place_of(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, told: bool, acted: bool
) -> str | None:
    """Return the place of an event.

    `told`: the text reports one at all; `acted`: it is more than a sentence in a bulletin. It is
    `where_houses.NOWHERE` where the text tells that there was none, None where it tells nothing.
    """
    if not told:
        return None
    first = page.sentences.index(opening(page))
    lead = [other for other in page.sentences[: first + _LEAD] if acted and other != sentence]
    found: list[tuple[int, int, str]] = []
    for number, other in enumerate([sentence, *lead]):
        for rank, place in _said(page, other, people, acted=acted):
            found.append((rank + _LATER * (number > 0), number, place))
    if acted and page.chinese:
        for other in page.sentences[:_WELCOMING]:
            found += [
                (rank, _LEAD, place) for rank, place in where_chinese.welcomes(page, other, people)
            ]
    dateline = _dateline(page) if acted else None
    if dateline:
        found.append((_DATELINE, 0, dateline))
    names = {person.text for person in people}
    kept = [said for said in found if not _names_one(page, said[2], names)]
    return min(kept, key=lambda said: said[:2])[2] if kept else None


def _names_one(page: Page, place: str, names: set[str]) -> bool:
    """Whether a place holds the name of somebody that is no part of a known place."""
    holds = [name for name in names if name in place]
    if not holds:
        return False
    known = {found.text for found in page.regions if found.text in place}
    return any(not any(name in each for each in known) for name in holds)


def _said(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, acted: bool
) -> list[tuple[int, str]]:
    if page.chinese:
        return list(where_chinese.candidates(page, sentence, people, acted=acted))
    # In Japan says less than in Yamaguchi.
    wide = {found.text for found in page.regions if found.codes and found.codes[0][:4] == "iso-"}
    said = where_english.candidates(page, sentence, people, acted=acted)
    return [(rank + _WIDE * (place in wide), place) for rank, place in said]


def home_of(page: Page, sentence: Span, people: tuple[PersonFound, ...]) -> str | None:
    """Return whose home it was, by who received whom, though no place is told."""
    sentences = (sentence, *page.sentences[: page.sentences.index(opening(page)) + _TWO])
    homes = (house_of(page, each, people, met=True) for each in sentences)
    home = next(filter(None, homes), None)
    if home or not page.chinese:
        return home
    for each in page.sentences[:_WELCOMING]:
        for _, place in where_chinese.welcomes(page, each, people):
            return place
    return None


def house_of(
    page: Page, sentence: Span, people: tuple[PersonFound, ...], *, met: bool = False
) -> str | None:
    """Return the place of whoever received others: where that was, if nothing else says it.

    `met`: in Chinese, whoever met others is taken as at home though no post of theirs says so.
    """
    pattern = _HAN_RECEIVED if page.chinese else _RECEIVED
    verb = pattern.search(sentence.text)
    if verb is None:
        return None
    guests = None if page.chinese else _GUESTS_MEET.match(sentence.text)
    if guests:
        behind = sentence.start + guests.end()
        theirs = {found.text for found in page.regions_in(sentence.start, behind)}
        here = (found.text for found in page.regions_in(behind, sentence.end))
        return next((name for name in here if name not in theirs), None)
    at = sentence.start + verb.start()
    hosts = [person for person in people if sentence.start <= person.start < at]
    if hosts and _ENVOY.search(hosts[0].position or ""):
        # An envoy who met a mayor was with him.
        others = (p for p in people if sentence.start + verb.end() <= p.start < sentence.end)
        return next(
            (p.organisation_or_region for p in others if _MAYOR.search(p.position or "")), None
        )
    acting = hosts[0].organisation_or_region if hosts else None
    if verb[0] in _HAN_MET and not met:
        if not hosts:
            return _office_of(page, sentence, at)
        return acting if acting and acting in (hosts[0].position or "") else None
    named = (found.text for found in page.regions_in(sentence.start, at))
    return acting or next(named, None)


def _office_of(page: Page, sentence: Span, verb: int) -> str | None:
    """Return whose leaders met others, who are not named: 石阡县主要领导会见."""
    ours = page.regions_in(sentence.start, verb)
    if ours and _HAN_LEADERS.fullmatch(page.plain, ours[-1].end, verb):
        return ours[-1].text
    return None


def other_house(page: Page, regions: tuple[str, ...]) -> str | None:
    """Return the one of two parties that no guests are said to come from, if some come."""
    if len(regions) != _TWO:
        return None
    guests_from, guests_of = (_HAN_FROM, _HAN_OF) if page.chinese else (_GUESTS_FROM, _GUESTS_OF)
    came = {
        name
        for name in regions
        for hit in re.finditer(re.escape(name), page.plain[:_NEAR])
        if guests_from.search(page.plain, max(0, hit.start() - _BACK), hit.start())
        or guests_of.match(page.plain, hit.end())
    }
    return next(name for name in regions if name not in came) if len(came) == 1 else None


def _dateline(page: Page) -> str | None:
    pattern = _HAN_DATELINE if page.chinese else _LATIN_DATELINE
    told = opening(page).start
    found = pattern.match(page.plain, told)
    if found is None:
        return None
    group = next(name for name in found.groupdict() if found[name])
    start, end = found.span(group)
    if group != "place":
        # Whatever stands in brackets or behind a paper's name is a place only where it is known.
        press = _HAN_PRESS.match(found[group])
        start += press.end() if press else 0
        if not any(one.start == start and one.end == end for one in page.regions):
            return None
    printed = page.piece(start, end)
    return (printed.title() if printed.isupper() else printed).strip()
