"""Results a text praises or states without a number: claims that no figure answers yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.cues import Cue
from tallystick.extraction.drafts import Found
from tallystick.extraction.page import Page

_GOOD = (
    r"(?:significant|remarkable|great|good|new|positive|fruitful|steady|notable|considerable|solid"
    r"|substantial|outstanding|tangible|encouraging|visible|impressive|marked|real|rich|important"
    r"|concrete|practical|major|rapid)"
)
_ENGLISH = Cue(
    re.compile(
        rf"(?=[abdhmoprswy])\b(?:(?:ma(?:de|king)|achiev(?:ed|es)|seen|saw|yielded|produced|brought|scored|delivered|bor(?:ne|e)"
        rf"|obtained|recorded|shown|registered)\s(?:\w{{1,12}}\s){{0,2}}?(?:{_GOOD}\s(?:and\s{_GOOD}\s)?)?"
        r"(?:progress|results?|achievements?|success(?:es)?|outcomes?|strides|headway|fruits?|effects?)\b"
        r"|(?:has|have)\s(?:been\s)?(?:\w+ly\s)?(?:grown\s(?:ever\s)?(?:closer|stronger)|deepened"
        r"|flourished|strengthened|improved(?:\s\w+ly)?)\b"
        r"|(?:was|were|been|proved)\s(?:very\s|highly\s)?(?:fruitful|successful)\b)"
    ),
    (
        "progress", "result", "achievement", "success", "outcome", "stride", "headway", "fruit",
        "effect", "grown", "deepened", "flourished", "strengthened", "improved",
    ),
)  # fmt: skip
_CHINESE = re.compile(
    r"(?=[取成效变卓富硕收结获日不更持逐发提改])(?:取得(?:了)?[^,，。;；:：\n]{0,16}?(?:成效|成果|成绩|成就|进展|实效|突破|胜利|发展)"
    r"|(?:成效|成果|成绩|效果|变化)[^,，。;；\n]{0,4}?(?:显著|明显|丰硕|突出|喜人|斐然|瞩目|显现)|卓有成效|富有成效|硕果累累"
    r"|(?:收获|结出|获得)(?:了)?[^,，。;；\n]{0,6}?(?:丰硕|累累)[^,，。;；\n]{0,4}?(?:成果|硕果|果实)?"
    r"|(?:日益|日趋|不断|更加|持续|逐步|日渐)(?:完善|深化|拓展|亲密|紧密|密切|深厚|增进|增强|提升|改善|丰富|加深|巩固|扩大|增效)"
    r"|(?:发展|变化|改善|提升)显著|发生(?:了)?[^,，。;；\n]{0,8}?变化)"
)
# What is wished or planned has not been achieved, and what has a number is a figure.
_NOT_YET = re.compile(
    r"[\d]|希望|将|要(?!求)|期待|期盼|争取|力争|推动|努力|继续|进一步|必须|愿|祝|促进"
    r"|\b(?:will|would|should|hop(?:e|es|ed)|wish|expect\w*|can|could|may|must|aims?|to make|if)\b"
)
_STARTS = re.compile(r"[,，。;；:：\n“]|\bthat\s|\.\s|\b(?:said|and)\s")
_ENDS = re.compile(r"[,，。;；\n]|\.(?:\s|$)")
_CLAUSE, _TEXT = 160, 60_000


def achievements_in(page: Page) -> Iterator[Found]:
    """Yield the clauses that state a result without a number, each once."""
    text, behind = page.plain[:_TEXT], 0
    for hit in (_CHINESE if page.chinese else _ENGLISH).finditer(text):
        if hit.start() < behind:
            continue
        first = max(behind, hit.start() - _CLAUSE)
        starts = [found.end() for found in _STARTS.finditer(text, first, hit.start())]
        stop = _ENDS.search(text, hit.end(), hit.end() + _CLAUSE)
        start, end = max(starts, default=first), stop.start() if stop else hit.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        behind = end
        if not _NOT_YET.search(text, start, end):
            yield Found(start, end, page.piece(start, end), confidence=70)
