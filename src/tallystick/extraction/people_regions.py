"""For whom somebody acts: the place or body in the post, the delegation led, who stands before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tallystick.extraction.drafts import RegionFound
from tallystick.extraction.mentions import Mention
from tallystick.extraction.page import Page
from tallystick.extraction.posts import HEADS

_NEAR = 250
# Chinese: the places a post begins with, the smallest last.
_UNIT = re.compile(
    r"(?:(?!政府|政协|人大|会长|人民)[\u4e00-\u9fff](?<![委府副局办党厅部院书记的和、])){1,9}?"
    r"(?:自治[区州县]|新区|开发区|高新区|街道|[省市县区州旗盟镇乡])(?!长|委会|政)"
)
_UNIT_BEFORE_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:自治[区州县]|[省市县区州旗盟镇乡])(?=委|政府|政协|长)")
_BODY = re.compile(
    r"^(?!副|党|常|市|县|省|区|政)[^、,，]{2,24}?(?:公司|集团|协会|商会|总会|学会|基金会|联合会|大学|学院|银行|企业|"
    r"实业|办事处|联盟|中心)"
)
_MINISTRY = re.compile(r"^(?!统战|宣传|组织|武装|政法)[\u4e00-\u9fff]{2,8}?部(?=党组|副?部长|[^长]{1,8}[司局])|^(?:国家|国务院|中国|中央)[\u4e00-\u9fff]{2,14}?[委局署办会院](?!员)")
_LEVEL = re.compile("[省市县区州旗盟镇乡]")
_LED = re.compile(r"率领?|带领")
_THEIRS = re.compile(r"([\u4e00-\u9fff]{0,8}[省市县区州旗镇乡里])(?:方面)?的$")
_SUFFIX = re.compile(r"[省市县区州旗盟镇乡]$")
# English.
_HEAD_WORDS = "|".join(sorted(set(re.findall(r"(?:^|\s)([a-zé-]+)\|", HEADS)), key=len, reverse=True))
_PIECES = re.compile(rf"(?:, and |, | and )(?=[^,]{{0,60}}?\b(?:{_HEAD_WORDS})\b)", re.IGNORECASE)
_PLACE = r"(?:[A-ZÀ-Þ][\w'’-]{1,24})(?: (?:[A-ZÀ-Þ][\w'’-]{1,24}|[dD]e|la|el)){0,3}"
_KIND = r"(?:Provincial|Municipal|Prefectural|County|City|District|Township|Town|Regional|Province|Prefecture|State)"
_NAMED = (
    re.compile(rf"\b(?:City|County|Province|Region|Municipality|State|Prefecture|Town) of (?P<place>{_PLACE})"),
    re.compile(
        rf"(?<!\w)(?P<place>(?!(?:Deputy|Vice|CPC|Communist|Executive|The|Standing|Party|People|{_KIND}) )"
        rf"[A-ZÀ-Þ][\w'’-]{{1,24}}(?: (?!{_KIND}|provincial|municipal)[A-ZÀ-Þ][\w'’-]{{1,24}}){{0,2}})"
        rf" (?i:{_KIND})(?! of)\b"
    ),
    re.compile(
        r"(?i:\b(?:mayor|governor|magistrate|prefect|president|premier|chairman|secretary|council(?:lor)?|"
        rf"committee|government|assembly|ambassador)) (?:of|for) (?:the )?(?P<place>{_PLACE})"
    ),
    re.compile(
        rf"^(?P<place>(?!(?:Deputy|Vice|CPC|Executive|Acting|State|Prime|Foreign|Party|Lt|County|City|District|Provincial|Municipal) ?){_PLACE}?)"
        r"(?: (?:Deputy|Vice|Lt\.|Acting|Executive|County|City|deputy|vice|acting))* (?i:mayor|governor|senator|magistrate|premier|president)$"
    ),
)
_BODY_OF = re.compile(r"(?i:of|for) (?:the )?(?P<place>[A-Z][^()]*?)(?: \(|$)")
_LEADS = re.compile(
    r"(?:delegation|mission|team|group|visitors|guests|officials) (?:\w+ ){0,3}?(?:of|from) (?:the )?(?P<after>[^,.;]{3,60})|"
    r"(?P<before>[^,.;]{3,60}?) (?:provincial |municipal |county |district |party |and |government |"
    r"Party |Government |CPC ){0,4}(?:delegation|mission|team)\b",
)
_KIND_ONLY = re.compile(r"\s(?:Province|City|Municipality|County|province|city|county|municipality)$")
_STRIPPED = re.compile(r"^(?:the |City of |County of )+")
_ENGLISH_LEVELS = {
    "provincial": re.compile(r"cn-\d\d0000$"),
    "municipal": re.compile(r"cn-\d\d\d[1-9]00$|cn-\d\d[1-9]\d00$"),
    "city": re.compile(r"cn-\d\d\d[1-9]00$|cn-\d\d[1-9]\d00$"),
    "district": re.compile(r"cn-\d{4}(?!00)\d\d$"),
    "county": re.compile(r"cn-\d{4}(?!00)\d\d$"),
}
_LEVEL_WORD = re.compile(r"\b(provincial|municipal|city|district|county|province)\b", re.IGNORECASE)


def with_regions(page: Page, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the same namings with whom each person acts for, as the text names it."""
    find = _chinese if page.chinese else _english
    last: Mention | None = None
    for mention in mentions:
        region = find(page, mention, last)
        last = replace(mention, region=region or None)
        yield last


def _within(page: Page, start: int, end: int) -> list[RegionFound]:
    """Return the places a text names between two of its places."""
    starts = [region.start for region in page.regions] if False else _starts(page)
    first = bisect_left(starts, start)
    found = []
    for region in page.regions[first:]:
        if region.start >= end:
            break
        if region.end <= end:
            found.append(region)
    return found


def _starts(page: Page) -> list[int]:
    return [region.start for region in page.regions]


# Chinese.


def _chinese(page: Page, mention: Mention, last: Mention | None) -> str | None:
    if mention.post is None:
        return _of_bare(page, mention, last)
    start, end = mention.post
    post = page.plain[start:end]
    own = _first_unit(page, start, end)
    if own:
        return own
    for body in (_MINISTRY, _BODY):
        named = body.match(post)
        if named:
            return page.piece(start, start + named.end())
    inside = _within(page, start, end)
    if inside and inside[0].start <= start + 2:
        return inside[0].text
    level = _LEVEL.search(post)
    return _by_level(page, mention, last, level[0] if level else "")


def _first_unit(page: Page, start: int, end: int) -> str | None:
    """Return the smallest of the places a post begins with."""
    at, low = start, start
    while True:
        unit = _UNIT.match(page.plain, at, end) or _UNIT_BEFORE_OFFICE.match(page.plain, at, end)
        if unit is None or "、" in unit[0] or not _is_place(unit[0]):
            break
        low, at = at, unit.end()
    if at == start:
        return None
    inside = [region for region in _within(page, low, at) if region.end == at]
    return inside[-1].text if inside else page.piece(low, at)


def _is_place(unit: str) -> bool:
    return len(unit) > 1 and unit[0] not in "副委政党常代各全我本该" and not re.match(
        r"人民|人大|发展|民政|财政|公安|工商|统战|农业|商务|组织|宣传|纪委|总工", unit
    )


def _of_bare(page: Page, mention: Mention, last: Mention | None) -> str | None:
    before = page.plain[max(0, mention.start - 12) : mention.start]
    theirs = _THEIRS.search(before)
    if theirs:
        end = mention.start - len(before) + theirs.end(1)
        if len(theirs[1]) > 1 and theirs[1][-1] != "里":
            inside = [region for region in _within(page, end - 9, end) if region.end == end]
            return inside[-1].text if inside else page.piece(end - len(theirs[1]), end)
        return _nearest(page, mention.start, theirs[1][:-1] or "县")
    if last is not None and page.plain[last.end : mention.start] in ("、", "和", "与", "及"):
        return last.region
    return None


def _by_level(page: Page, mention: Mention, last: Mention | None, level: str) -> str | None:
    led = _LED.match(page.plain, mention.name[1])
    if led:
        named = _within(page, led.end(), led.end() + 14)
        if named and named[0].start <= led.end() + 1 and _fits(named[0].text, level):
            return named[0].text
    if last is not None and last.region and mention.start - last.end < _NEAR:
        adjacent = len(page.plain[last.end : mention.start].strip(" ,，、和与及")) == 0
        if (level and _fits(last.region, level)) or (not level and adjacent):
            return last.region
        if adjacent and level and not _LEVEL.search(last.region[-1:]):
            return last.region
    return _nearest(page, mention.start, level) if level else None


def _fits(region: str, level: str) -> bool:
    if not level:
        return True
    if level == "区" and region.endswith(("自治区", "自治區")):
        return False
    return region.endswith((level, {"县": "縣", "区": "區", "乡": "鄉"}.get(level, level)))


def _nearest(page: Page, at: int, level: str) -> str | None:
    """Return the last place of a level named before, else the first after."""
    place = bisect_left(_starts(page), at)
    for region in reversed(page.regions[max(0, place - 40) : place]):
        if _fits(region.text, level):
            return region.text
    for region in page.regions[place : place + 40]:
        if _fits(region.text, level):
            return region.text
    return None


# English.


def _english(page: Page, mention: Mention, last: Mention | None) -> str | None:
    if mention.post is None:
        return _leads(page, mention)
    start, end = mention.post
    post = page.text[start:end]
    owner = re.search(r"([A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]s $", page.text[max(0, start - 40) : start])
    if owner:
        return owner[1]
    places = [0, *(hit.end() for hit in _PIECES.finditer(post)), len(post)]
    pieces = [(places[n], places[n + 1]) for n in range(len(places) - 1)]
    for first, stop in reversed(pieces):
        found = _in_piece(page, start + first, start + stop)
        if found:
            return found
    body = _BODY_OF.search(post)
    if body and len(body["place"]) < 90 and " " in body["place"] and not _LEVEL_WORD.search(post):
        return body["place"].strip()
    return _leads(page, mention) or _english_level(page, mention, last, post)


def _in_piece(page: Page, start: int, end: int) -> str | None:
    named = _within(page, start, end)
    if named:
        return _short(named[0].text)
    for form in _NAMED:
        hit = form.search(page.text[start:end])
        if hit:
            return _short(hit["place"])
    return None


def _short(place: str) -> str:
    return _KIND_ONLY.sub("", _STRIPPED.sub("", place)).strip()


def _leads(page: Page, mention: Mention) -> str | None:
    """Return where the delegation comes from that somebody leads."""
    around = page.text[max(0, mention.start - 110) : mention.start]
    if not re.search(r"\b(?:led|headed|leader|head)\b[^.]{0,30}$", around):
        return None
    hits = list(_LEADS.finditer(around))
    if not hits:
        return None
    low = mention.start - len(around)
    for group in ("after", "before"):
        span = hits[-1].span(group)
        if span[0] >= 0:
            named = _within(page, low + span[0], low + span[1])
            if named:
                return _short(named[0].text)
    return None


def _english_level(page: Page, mention: Mention, last: Mention | None, post: str) -> str | None:
    word = _LEVEL_WORD.search(post)
    if word is None:
        return last.region if last is not None and last.post == mention.post else None
    level = _ENGLISH_LEVELS["provincial" if word[0].lower() == "province" else word[0].lower()]
    place = bisect_left(_starts(page), mention.start)
    after = page.regions[place : place + 40]
    for region in [*reversed(page.regions[max(0, place - 40) : place]), *after]:
        if any(level.match(code) for code in region.codes) or (
            not region.codes and region.text.lower().endswith(word[0].lower())
        ):
            return _short(region.text)
    return None
