"""Documents that a Chinese text says were signed or invoked, as the shortest phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAPER = (
    r"(?:协议书?|备忘录|合同|会议纪要|纪要|协定|议定书|意向书|宣言|联合声明|联合公报|责任书|合作书"
    r"|契约书?)"
)
_TITLED = re.compile(r"《([^《》]{2,60})》")
_TITLE_OF_PAPER = re.compile(rf"{_PAPER}(?:[(（][^()（）]{{1,12}}[)）])?$|协议|备忘录")
# The rest of a document's title behind a name quoted within it.
WITHIN_PAPER = re.compile(rf"”[^《》”\n]{{0,30}}{_PAPER}》")
_TITLE_OF_PLAN = re.compile(r"(?:方案|规划|计划|清单|章程|倡议书?)(?:[(（][^()（）]{1,12}[)）])?$")
_TOGETHER = re.compile(r"(?:签署|签订|签下|签了|共同|联合|双方|两地|会签|通过)[^。;；]{0,24}$")
_SIGNED_BEHIND = re.compile(r"》[^。;；《]{0,8}(?:签署|签订)")
_SIGNED = re.compile(
    r"(?:签的(?:还有|是)|签署|签订|签下|签定|签了|续签|换签|签约|达成|互换|交换|缔结)了?"
)
# A paper right before it was signed ("...协议签约仪式"), and how far before its name may begin.
_PAPER_WORDS = ("协议", "协议书", "备忘录", "纪要", "合同", "协定", "意向书", "责任书", "宣言")
_BEFORE = 40
_WHEN_SIGNED = re.compile(
    r"(?:[昨今当本][日天]?|日前|近日|\d{1,2}日|[上下]午|晚上?|在[^,，。;；]{1,8}|正式|成功|现场|顺利|仪式上|举行){1,4}$"
)
_BRACKETED = re.compile(r"[(（][^()（）\n]{2,16}[)）]")
# "合同金额" is no paper.
_SUM = re.compile(r"(?:总?金?额|总投资|资金|项目)")
_BEHIND_ENDS = re.compile(r"[,，。;；:：\n]")
_CLAUSE_ENDS = re.compile(r"[,，。;；、了\n]")
_TITLE_MARKS = re.compile(r"[《》]")
_ANY_PAPER = re.compile(_PAPER)
_DRAWN_UP = re.compile(
    r"(?:共同|联合)(?:编制|制定|制订|签署|签订|印发"
    r"|起草)的((?:“[^”]{1,8}”)?[^,，。;；“”《》]{2,24}?(?:规划|方案|计划|协议|备忘录))"
)
# "According to the framework agreement, ...": one that was signed before.
_INVOKED = re.compile(
    r"(?:按照|根据|依据|履行)(?:双方|两[地省市县]|已?签[署订]的)*"
    r"((?!本|该|此|上述|有关|相关)[^,，。;；“”《》、的]{3,20}?(?:协议书?|备忘录|会议纪要))(?=[,，])"
)
_COUNTED = re.compile(
    r"^(?:.{0,30}(?:举行|进行|举办|推动|促进)|同[^是]{2,30}是|的?还?(?:有|包括)|各项|[、,，]|“(?=[^”]{4})(?!十[三四五六]五)|.{0,30}的(?=.{2})|.{0,20}(?:升格|升级|作)为|双方|两地"
    r"|两市町?|两省|两县|本次|此次|.{0,30}(?:\d|[一二两三四五六七八九十])[余多]?(?:份|项|个|批"
    r"|件|宗)|上述|有关|相关|一系列|系列|多|等|若干|各类|这|该|新的?"
    r"|首)*(?:[\d一二两三四五六七八九十几余多]{1,5}(?:份|项|个|批|件|宗)|(?:多|数)(?:份|项|个"
    r"|批))?(?:相关|有关)?"
)


def agreements_in_chinese(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the place of each document a Chinese text names, and how sure; Simplified signs.

    >>> [*agreements_in_chinese("两市签订了合作协议。")]
    [(5, 9, 85)]
    """
    for hit in _TITLED.finditer(text):
        together = _TOGETHER.search(text[max(0, hit.start() - 40) : hit.start()])
        together = together or _SIGNED_BEHIND.match(text, hit.end() - 1)
        if _TITLE_OF_PAPER.search(hit[1]) or (_TITLE_OF_PLAN.search(hit[1]) and together):
            yield *hit.span(1), 90
    for hit in _SIGNED.finditer(text):
        before = text[max(0, hit.start() - _BEFORE) : hit.start()].removesuffix("的")
        before = _WHEN_SIGNED.sub("", before)
        if before.endswith(_PAPER_WORDS):
            name = _CLAUSE_ENDS.split(before)[-1]
            end = max(0, hit.start() - _BEFORE) + len(before)
            start = end - len(name) + _skipped(name)
            if end - start > 2 and not _TITLE_MARKS.search(name):
                yield start, end, 75
        yield from _signed_behind(text, hit.end())
    for pattern in (_DRAWN_UP, _INVOKED):
        for hit in pattern.finditer(text):
            yield *hit.span(1), 75


def _signed_behind(text: str, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the papers named between a verb of signing and the end of its clause."""
    stop = _BEHIND_ENDS.search(text, start, start + 90)
    end = stop.start() if stop else min(len(text), start + 90)
    at = start
    for paper in _ANY_PAPER.finditer(text, start, end):
        if paper.start() < at or _SUM.match(text, paper.end()):
            continue
        name = text[at : paper.end()]
        first = at + _skipped(name)
        years = _BRACKETED.match(text, paper.end(), end)
        last = years.end() if years else paper.end()
        if paper.end() - first > 2 and not _TITLE_MARKS.search(name):
            yield first, last, 85
        at = last
        while at < end and text[at] in "、和及与以并":
            at += 1


def _skipped(name: str) -> int:
    """Return how many signs before a name only count it or say whose it is."""
    hit = _COUNTED.match(name)
    return hit.end() if hit else 0
