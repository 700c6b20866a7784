"""For whom somebody acts in Chinese text: 中堂镇 of 东莞市中堂镇党委书记."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tallystick.extraction.page import Page
from tallystick.extraction.people.mentions import Mention
from tallystick.extraction.places.named import NamedPlaces

_KIND = "省市县区州旗盟镇乡町"
# One link of the chain of places a post begins with.
_UNIT = re.compile(
    r"(?:(?!政府|政协|人大|会长|人民|荣誉|和[^国])[\u4e00-\u9fff](?<![委府副局办党厅部院书记的]"
    r")){1,9}?"
    rf"(?:自治[区州县]|新区|开发区|高新区|街道|[{_KIND}])(?!委会|村|域|场|政[^协府和])"
    # 达州 of 达州市 is no place of its own.
    r"(?:(?<=州)(?![省市区县镇乡])|(?<=市)(?!町)|(?<![州市]))"
)
_NO_PLACE = re.compile(
    r"国家|国务|全国|中国|中央|人民|人大|发展|民政|财政|公安|工商|统战|农业|商务|组织|宣传|纪委|"
    r"总工|[副委政党常代各我本]|全[省市县区州国镇乡体"
    r"该]"
)
_BODY = re.compile(
    rf"^(?![副党常政{_KIND}])[^、,，]{{2,24}}?(?:公司|集团|协会|商会|总会|学会|基金会|联合会|大学"
    rf"|学院|银行|企业|"
    r"实业|办事处|联盟|中心)"
)
_MINISTRY = re.compile(
    r"^(?!统战|宣传|组织|武装|政法)[\u4e00-\u9fff]{2,8}?部(?=党组|副?部长|[^长]{1,8}[司局])|"
    r"^(?:国家|国务院|中国|中央)[\u4e00-\u9fff]{2,14}?[委局署办会院](?!员)"
)
_LEVEL = re.compile(f"[{_KIND}]")
_LED = re.compile(r"率领?|带领")
_LED_FROM = re.compile(
    rf"(?:率领?|带领)([\u4e00-\u9fff]{{1,8}}?[{_KIND}])(?=党政|代表|考察|一行|政府|有关|相关)"
)
_THEIRS = re.compile(rf"([\u4e00-\u9fff]{{0,8}}[{_KIND}里])(?:方面)?的$")
_MARKS = " ,，、和与及"


class ChineseRegions:
    """Places each naming in turn; posts without a place take it from those before."""

    def __init__(self, page: Page, mentions: Iterable[Mention]) -> None:
        self._page = page
        self._places = NamedPlaces(page)
        self._last: Mention | None = None
        # A text's own people have posts without a place ("县委书记"): theirs by level.
        self._ours: dict[str, str] = {}
        units = (self._first_unit(*mention.post) for mention in mentions if mention.post)
        self._spelled = {unit for unit in units if unit}

    def placed(self, mention: Mention) -> Mention:
        """Return a naming with whom the person acts for."""
        self._last = replace(mention, region=self._region(mention) or None)
        return self._last

    def _region(self, mention: Mention) -> str | None:
        if mention.post is None:
            return self._of_bare(mention)
        page, (start, end) = self._page, mention.post
        own = self._first_unit(start, end)
        if own:
            return own
        post = page.plain[start:end]
        named = _MINISTRY.match(post) or _BODY.match(post)
        if named:
            return page.piece(start, start + named.end())
        inside = self._places.within(start, end)
        if inside and inside[0].start <= start + 2 and post[0] != "驻":
            return inside[0].text
        level = _LEVEL.search(post)
        return self._by_level(mention, level[0] if level else "")

    def _first_unit(self, start: int, end: int) -> str | None:
        """Return the smallest of the places a post begins with."""
        plain, at, low = self._page.plain, start, start
        while True:
            unit = _UNIT.match(plain, at, end)
            if unit is None or _only_kinds(unit[0]) or _NO_PLACE.match(unit[0]):
                break
            low, at = at, unit.end()
        return None if at == start else self._ending(low, at)

    def _ending(self, low: int, end: int) -> str:
        """Return the place that ends at an offset, without larger ones run together with it."""
        inside = [region for region in self._places.within(low, end) if region.codes]
        if inside and inside[-1].end == end:
            return inside[-1].text
        if inside and inside[0].start == low and end - inside[0].end > 2:
            rest = self._page.piece(inside[0].end, end)
            return rest if rest[0] not in "经高工" else self._page.piece(low, end)
        return self._page.piece(low, end)

    def _of_bare(self, mention: Mention) -> str | None:
        plain, last = self._page.plain, self._last
        before = plain[max(0, mention.start - 12) : mention.start]
        theirs = _THEIRS.search(before)
        if theirs is not None:
            end = mention.start - len(before) + theirs.end(1)
            if len(theirs[1]) > 2 or (len(theirs[1]) == 2 and theirs[1][-1] != "里"):
                return self._ending(end - len(theirs[1]), end)
            level = theirs[1][:1]
            return self._ours.get(level) or self._nearest(mention.start, level)
        if last is not None and plain[last.end : mention.start] in tuple("、和与及"):
            return last.region
        return None

    def _by_level(self, mention: Mention, level: str) -> str | None:
        region = self._led(mention, level) or self._beside(mention, level)
        if region is None and level:
            region = self._ours.get(level) or self._nearest(mention.start, level)
        if region and level and region not in self._spelled:
            self._ours.setdefault(level, region)
        return region

    def _led(self, mention: Mention, level: str) -> str | None:
        """Return where the delegation comes from that somebody leads."""
        spelled = _LED_FROM.match(self._page.plain, mention.name[1])
        if spelled and _fits(spelled[1], level) and len(spelled[1]) > 2:
            return self._ending(*spelled.span(1))
        led = _LED.match(self._page.plain, mention.name[1])
        named = self._places.within(led.end(), led.end() + 14) if led else []
        if led and named and named[0].start <= led.end() + 1 and _fits(named[0].text, level):
            return named[0].text
        return None

    def _beside(self, mention: Mention, level: str) -> str | None:
        """Return whom the one named before in the same sentence acts for."""
        last = self._last
        if last is None or last.region is None:
            return None
        between = self._page.plain[last.end : mention.start]
        if len(between) > 120 or any(mark in between for mark in "。!?\n；;"):
            return None
        adjacent = not between.strip(_MARKS)
        if (level and _fits(last.region, level)) or (adjacent and not level):
            return last.region
        return last.region if adjacent and not _LEVEL.search(last.region[-1]) else None

    def _nearest(self, at: int, level: str) -> str | None:
        """Return the nearest place of a level, rather one that no other's post spells out."""
        spelled = None
        for region in self._places.around(at):
            if _fits(region.text, level):
                if region.text not in self._spelled:
                    return region.text
                spelled = spelled or region.text
        return spelled


def _only_kinds(unit: str) -> bool:
    return len(unit) < 2 or all(sign in _KIND for sign in unit)


def _fits(region: str, level: str) -> bool:
    if level == "区" and region.endswith(("自治区", "自治區")):
        return False
    other = {"县": "縣", "区": "區", "乡": "鄉", "镇": "鎮", "盟": "盟"}.get(level, level)
    return not level or region.endswith((level, other))
