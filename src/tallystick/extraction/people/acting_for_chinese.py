"""For whom somebody acts in Chinese text: 中堂镇 of 东莞市中堂镇党委书记."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tallystick.extraction.drafts import changed
from tallystick.extraction.page import Page
from tallystick.extraction.people.mentions import Mention
from tallystick.extraction.places.codes import kinds_of
from tallystick.extraction.places.named import NamedPlaces

_KIND = "省市县区州旗盟镇乡町"
# Small places whose kind alone begins a post: "茶场党委书记", "苏木党委书记", "町长".
_SMALL = re.compile(r"苏木|嘎查|[茶农林牧渔]场|街道|社区|管委会|町|村")
_BEFORE_SMALL = (
    r"(?:到访|来到|走访|拜访|针对|到|在|访|与|和|赴|向|往|对|进|[、,，。;；:：\n ])"
    r"((?![我该本全各访到对在与针有相]){sign}{{1,7}}{kind})"
)
# "来源:某州日报": what a text calls "the city" is its paper's.
_PAPER = re.compile(
    r"(?:来源|稿源|出处)[:： ]{1,3}([\u4e00-\u9fff]{2,9}?)(?:州|市|县|省)?(?:日报|晚报|时报|新闻|"
    r"电视台|广播|发布|政府|人民政府|融媒|党政|网|市政府|县政府)"
)
# What a level that a post names may be.
_LEVELS = {
    "省": {"province"},
    "市": {"prefecture", "municipality"},
    "州": {"prefecture"},
    "县": {"county"},
    "区": {"county"},
}
# Guests came to what follows; who greets them stands before.
_CAME = re.compile(
    r"(?<![往未将以本近])来到?(?!自|访|宾|源|源于|说)[\u4e00-\u9fff]{0,10}$|走进[\u4e00-\u9fff]{0,6}$|莅临$"
)
_GREETS = re.compile(r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:迎来|喜迎)")
_UNNAMED = re.compile("政府|友好|挂职|姊妹|姐妹|对口|结对")
# A seat or a sending says less of where somebody works than the post after it.
_SEAT = re.compile(r"(?:常委|委员|政协副?主席|人大常委会副?主任|干部|代表|成员)$")
# "到访某商会，获该会会长": the body named last.
_THAT = re.compile(r"[该本](会|公司|校|院|局|所|集团|企业|中心|办|馆|行)$")
# One link of the chain of places a post begins with.
_UNIT = re.compile(
    r"(?:(?!挂职|政府|政协|人大|会长|人民|荣誉|和[^国])[\u4e00-\u9fff](?<![委府副局办党厅部院书记的]"
    r")){1,9}?"
    rf"(?:自治[区州县]|新区|开发区|高新区|街道|苏木|嘎查|[{_KIND}])(?!委会|村|域|场|政[^协府和])"
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
# What no government is: named whole, with the place it begins with.
_CIVIL = re.compile(
    r"[^、,，委府局政]{0,10}?(?:红十字会|协会|商会|学会|基金会|大学|学院|医院|银行|公司|集团)(?![党])"
)
# 某河自治县 is printed with its people's names elsewhere.
_SHORTENED = re.compile(r"([\u4e00-\u9fff]{2,3})(自治[区州县區縣])$")
_MINISTRY = re.compile(
    r"^(?!统战|宣传|组织|武装|政法)[\u4e00-\u9fff]{2,8}?部(?=党组|副?部长|[^长]{1,8}[司局])|"
    r"^(?:国家|国务院|中国|中央)[\u4e00-\u9fff]{2,14}?[委局署办会院](?!员)"
)
_LEVEL = re.compile(f"自治[区州县]|[{_KIND}]")
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
        self._paper()

    def placed(self, mention: Mention) -> Mention:
        """Return a naming with whom the person acts for."""
        self._last = changed(mention, region=self._region(mention) or None)
        return self._last

    def _region(self, mention: Mention) -> str | None:
        if mention.post is None:
            return self._of_bare(mention)
        page, (start, end) = self._page, mention.post
        own = self._after_seat(start, end) or self._first_unit(start, end)
        if own:
            return self._with_body(start, end, own)
        post = page.plain[start:end]
        small = self._small(start, post) or self._that_body(start)
        if small:
            return small
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
        for region in self._places.within(at, end)[:1] if at > start else ():
            # 东昌府区 after 聊城市: a name with the sign of an office in it.
            if region.start == at and region.text[-1] in _KIND:
                return region.text
        return None if at == start else self._ending(low, at)

    def _after_seat(self, start: int, end: int) -> str | None:
        """Return the place of the last post where the first is but a seat."""
        pieces = self._page.plain[start:end].split("、")
        if len(pieces) < 2 or not _SEAT.search(pieces[0]):
            return None
        last = end - len(pieces[-1])
        unit = self._first_unit(last, end)
        small = _SMALL.search(pieces[-1], 1)
        if unit is None and small is not None and small.end() < 8:
            return self._page.piece(last, last + small.end())
        return unit

    def _with_body(self, start: int, end: int, place: str) -> str:
        """Return a place with the association or firm that a post names right after it."""
        short = _SHORTENED.match(place)
        if short:
            full = re.search(f"{short[1]}[\u4e00-\u9fff]{{1,9}}族{short[2]}", self._page.text)
            return full[0] if full else place
        at = self._page.text.find(place, start, end) + len(place)
        body = _CIVIL.match(self._page.plain, at, end)
        return place + self._page.piece(at, body.end()) if body else place

    def _small(self, start: int, post: str) -> str | None:
        """Return the small place whose kind alone begins a post, as the text names it before."""
        kind = _SMALL.match(post)
        if kind is None:
            return None
        form = re.compile(_BEFORE_SMALL.format(sign="[\u4e00-\u9fff]", kind=kind[0]))
        hits = list(form.finditer(self._page.plain, max(0, start - 600), start + 600))
        near = [hit for hit in hits if hit.start() < start] or hits[:1]
        return self._page.piece(*near[-1].span(1)) if near else None

    def _that_body(self, start: int) -> str | None:
        """Return the body that "this chamber" before a post points back to."""
        plain = self._page.plain
        that = _THAT.search(plain, max(0, start - 4), start)
        if that is None:
            return None
        form = re.compile(_BEFORE_SMALL.format(sign="[\u4e00-\u9fff]", kind=that[1]))
        hits = list(form.finditer(plain, max(0, start - 200), that.start()))
        return self._page.piece(*hits[-1].span(1)) if hits else None

    def _paper(self) -> None:
        """Take the place of the paper a text is from for the one without a name in its posts."""
        paper = _PAPER.search(self._page.plain, 0, 400)
        if paper is None:
            return
        for region in self._places.within(paper.start(1), paper.end() + 1)[:1]:
            for level, kinds in _LEVELS.items():
                if any(not kinds.isdisjoint(kinds_of(code)) for code in region.codes):
                    self._ours[level] = self._with_kind(region.text, level)

    def _with_kind(self, name: str, level: str) -> str:
        """Return a place with the sign of its kind, which a post tells where no text prints it."""
        if name[-1] in _KIND:
            return name
        sign = {"县": "縣", "区": "區"}.get(level, level)
        return name + (sign if name + sign in self._page.text else level)

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
            region = (
                self._ours.get(level) or self._home(level) or self._nearest(mention.start, level)
            )
        if region and level and region not in self._spelled:
            self._ours.setdefault(level, region)
        return region

    def _led(self, mention: Mention, level: str) -> str | None:
        """Return where the delegation comes from that somebody leads."""
        spelled = _LED_FROM.match(self._page.plain, mention.name[1])
        if (
            spelled
            and _fits(spelled[1], level)
            and not _only_kinds(spelled[1])
            and len(spelled[1]) > 2
        ):
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
        if _CAME.search(between):
            return None
        adjacent = not between.strip(_MARKS)
        if (level and _fits(last.region, level)) or (adjacent and not level):
            return last.region
        return (
            last.region if adjacent and not level and not _LEVEL.search(last.region[-1]) else None
        )

    def _home(self, level: str) -> str | None:
        """Return the place of a level to which guests came: it is the text's own."""
        for region in self._places.around(0):
            comes = _CAME.search(self._page.plain, max(0, region.start - 14), region.start)
            greets = _GREETS.match(self._page.plain, region.end)
            if not (comes or greets) or _NO_PLACE.search(region.text):
                continue
            if _fits(region.text, level):
                return self._ending(region.start, region.end)
            kinds = _LEVELS[level] if level in ("省", "市", "州") else set()
            if any(not kinds.isdisjoint(kinds_of(code)) for code in region.codes):
                return self._with_kind(region.text, level)
        return None

    def _nearest(self, at: int, level: str) -> str | None:
        """Return the nearest place of a level, rather one that no other's post spells out."""
        spelled = None
        for region in self._places.around(at):
            if _fits(region.text, level) and not _UNNAMED.search(region.text):
                if region.text not in self._spelled:
                    return region.text
                spelled = spelled or region.text
        return spelled


_TRADITIONAL = str.maketrans("县区乡镇", "縣區鄉鎮")


def _only_kinds(unit: str) -> bool:
    return len(unit) < 2 or unit[:2] == "自治" or all(sign in _KIND for sign in unit)


def _fits(region: str, level: str) -> bool:
    if level == "区" and region.endswith(("自治区", "自治區")):
        return False
    other = level.translate(_TRADITIONAL)
    return not level or region.endswith((level, other))
