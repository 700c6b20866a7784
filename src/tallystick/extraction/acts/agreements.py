"""Documents signed or invoked between the parties, and the policy frameworks a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.acts.frameworks import frameworks_in
from tallystick.extraction.drafts import Found
from tallystick.extraction.page import Page

_HEAD = (
    r"(?:memorandum of (?:understanding|cooperation|agreement|intent)"
    r"|memoranda of (?:understanding|cooperation)|letters? of (?:intent|understanding|cooperation)"
    r"|minutes(?: of (?:the )?(?:meeting|talks|session))?|agreements?|memorandum"
    r"|m\.?o\.?[ua]s?(?: of (?:cooperation|understanding|agreement))?"
    r"|protocols?(?: of intent)?|pacts?|accords?|contracts?|declarations?|charters?|treaty|treaties"
    r"|arrangements?|communiqu[eé]s?|convention(?! (?:cent(?:er|re)|hall))"
    r"|(?:action |work |cooperation )?plans?|joint statement"
    r"|statement of intent|responsibility letter|road ?map|framework document)"
)
_HEAD_WORDS = (
    "agreement", "memorand", "mou", "m.o.u", "moa", "letter", "minutes", "protocol", "pact",
    "accord", "contract", "declaration", "charter", "treat", "communiqu", "convention", "plan",
    "statement", "arrangement", "road map", "roadmap", "framework",
)  # fmt: skip
# A sentence longer than this is none; a text longer than that is no announcement.
_SENTENCE, _TEXT = 2000, 60_000
# Words between the article and the head: none is a verb or an article.
_BETWEEN = (
    r"(?:(?!(?:a|an|the|of|that|which|to|their|its|was|were|has|have|will|by|signed|inked|exchanged"
    r"|concluded|reached|held)\b)[\w’'“”\"&/.-]{1,30},? ){0,7}?"
)
_PHRASE = re.compile(
    rf"\b(?P<article>an?|the|their|this|its|several|some|\d+|two|three|four|five|six|seven"
    rf"|eight|nine"
    rf"|ten|multiple|various|of|and|signed|inked|exchanged|concluded"
    rf"|on)\s(?P<name>{_BETWEEN}{_HEAD})\b",
    re.IGNORECASE,
)
# A title goes on: "... for Poverty Alleviation Cooperation between A and B (2018) Agreement".
_TITLE_GOES_ON = re.compile(
    r" (?:for|on|of|in|concerning|regarding)(?: (?:the|a|and|of|for|in|on|to))?(?:"
    r" [A-Z0-9][\w’'-]{1,30}(?: (?:and|of|for|in|the|on|to))?){2,14}(?<! and)(?<! of)(?<!"
    r" for)(?<! in)(?<! the)(?<! on)(?<! to)"
)
_TITLE_ENDS = re.compile(
    r"(?: (?:between|with|among|and|of|for|the|in|on|[A-Z0-9][\w’'-]{1,30}"
    r"|\([^()]{1,60}\))){1,24}? (?:Agreement|Memorandum|Protocol|Plan)\b"
)
# What an untitled one is named with: its parties and its years.
_PARTIES = re.compile(
    r"(?: between the two (?:sides|parties|cities|provinces|countries|regions|counties|districts"
    r"|places|municipalities)(?= (?:for|in|of) )"
    r"| between (?:[A-Z][\w’'-]{1,24} ){1,4}and(?: [A-Z][\w’'-]{1,24}){1,4}"
    r"(?: (?:provinces|cities|counties|districts|municipalities))?)?"
    r"(?: for (?:the (?:period|years) )?\d{4}(?: ?[-–—/] ?\d{2,4})?)?"
)
_SIGNING = re.compile(
    r"\b(?:re-?)?(?:sign(?:ed|s|ing|ature)?|inked|initial(?:l?ed)|exchanged|concluded|settled"
    r"|sealed"
    r"|renewed|countersigned|co-signed|entered into|reached|ratified|forged|penned|clinched|struck"
    r"|formali[sz]ed|approved|adopted|bears the signatures?|(?:ha(?:s|ve|d)|got) a new"
    r"|under an?)\b",
    re.IGNORECASE,
)
_NO_PART_OF_NAME = re.compile(
    r"^(?:(?:annual|yearly|similar|new|first|second|third|initial|formal|final|said|same|following|another"
    r"|signed|respective|preliminary|separate|relevant|such|more|other|original|previous|existing"
    r"|and|two|three|four|five|six|seven|eight|nine|ten|(?!(?:19|20)\d\d )\d+) )+",
    re.IGNORECASE,
)
# "Memorandum of Understanding (MoU)": the short form is part of how it is named.
_SHORT_FORM = re.compile(r" \([“\"]?(?:[A-Z]\.?){1,3}[a-z]?(?:[A-Z]\.?){0,3}s?[”\"]?\)")
_CLOSING = re.compile(r"[”\"]")
# What two parties have between them, whether or not the sentence says that they signed it.
_OF_PARTIES = re.compile(
    r"(?:[\w’'-]+ ){0,5}?(?:cooperation|co-operation|collaboration|framework|partnership|twinning"
    r"|sister\S*|sister (?:city|province|county|state)|pairing|friendship|friendly|assistance"
    r"|exchange|bilateral|joint) (?:[\w’'-]+ ){0,3}?(?:agreements?|memorand(?:um|a)|mous?"
    r"|protocols?|accords?|pacts?|charter|declaration|treaty|arrangement)\b"
    r"|memorand(?:um|a) of|letters? of (?:intent|understanding)|minutes of",
    re.IGNORECASE,
)
_UNNAMED = ("agreement", "pact", "accord", "memorandum", "memorandum of understanding")
_ABOUT = re.compile(
    r" (?:on (?!(?:[A-Z][a-z]{2,8} )?\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|behalf)"
    r"|to (?=[a-z]))"
    r"(?:(?!(?:that|which|who|will|would|was|were|is|are|has|have|when|during|after|before|at|as|"
    r"signed|with|between|including|worth|in (?:the presence|[A-Z]|\d))\b)[\w’'/-]+ ?){1,16}(?<! )"
)
_BARE = re.compile(
    r"(?:agreements?|contracts?|memorandum|plans?|protocols?|pacts?|mou|declaration)$",
    re.IGNORECASE,
)


def find_agreements(page: Page) -> tuple[Found, ...]:
    """Return the documents, each once, as the shortest noun phrase that names it."""
    found, seen = [], set()
    for start, end, confidence in _chinese(page.plain[:_TEXT]) if page.chinese else _english(page):
        name = page.piece(start, end)
        if name not in seen:
            seen.add(name)
            found.append(Found(start, end, name, confidence=confidence))
    return tuple(sorted(found, key=lambda one: one.start))


def find_frameworks(page: Page) -> tuple[Found, ...]:
    """Return the policy frameworks a text names, each once."""
    found, seen = [], set()
    for start, end in frameworks_in(page.plain[:_TEXT], chinese=page.chinese):
        if _WITHIN_PAPER.match(page.plain, end) and page.chinese:
            continue
        name = page.piece(start, end)
        if name not in seen:
            seen.add(name)
            found.append(Found(start, end, name, confidence=75))
    return tuple(found)


def _english(page: Page) -> Iterator[tuple[int, int, int]]:
    for sentence in page.sentences:
        if sentence.start > _TEXT:
            return
        text = sentence.text
        small = text.lower()
        if len(text) > _SENTENCE or not any(word in small for word in _HEAD_WORDS):
            continue
        signed = _SIGNING.search(text) is not None
        behind = 0
        for hit in _PHRASE.finditer(text):
            start, end = hit.span("name")
            if start < behind:
                continue
            skipped = _NO_PART_OF_NAME.match(text[start:end])
            if skipped and skipped.end() < end - start:
                start += skipped.end()
            if text[start] in '“"' and not _CLOSING.search(text, start + 1, end):
                start += 1
            titled = re.search(r"(?:^|\s)[A-Z][\w’'-]*$", text[start:end]) is not None
            if titled:
                start, end = _title(text, start, end)
            name = text[start:end]
            if not titled:
                further = _PARTIES.match(text, end)
                end = further.end() if further else end
                name = text[start:end]
            if name in _UNNAMED and hit["article"].lower() in ("a", "an"):
                # An agreement named by nothing else is named by what it is about.
                about = _ABOUT.match(text, end)
                end = about.end() if about else end
                name = text[start:end]
            if name.lower() == "contracts":
                continue
            short = _SHORT_FORM.match(text, end)
            end = short.end() if short else end
            again = hit["article"].lower() in ("the", "this", "its", "their") and _BARE.fullmatch(
                name
            )
            if again or not (signed or (titled and name.count(" ") > 1) or _OF_PARTIES.match(name)):
                continue
            behind = end
            yield sentence.start + start, sentence.start + end, 85 if signed else 60


def _title(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a title from its first capital to where it ends."""
    capital = re.search(r"\b[A-Z]", text[start:end])
    # "sister province MoU": letters that stand for a word begin no title.
    if capital and text[start + capital.start() : end].find(" ") > 0:
        start += capital.start()
    further = _TITLE_ENDS.match(text, end) or _TITLE_GOES_ON.match(text, end)
    return start, further.end() if further else end


_PAPER = (
    r"(?:协议书?|备忘录|合同|会议纪要|纪要|协定|议定书|意向书|宣言|联合声明|联合公报|责任书|合作书"
    r"|契约书?|友好城市关系)"
)
_TITLED = re.compile(r"《([^《》]{2,60})》")
_TITLE_OF_PAPER = re.compile(rf"{_PAPER}(?:[(（][^()（）]{{1,12}}[)）])?$|协议|备忘录")
# The rest of a document's title behind a name quoted within it.
_WITHIN_PAPER = re.compile(rf"”[^《》”\n]{{0,30}}{_PAPER}》")
_TITLE_OF_PLAN = re.compile(r"(?:方案|规划|计划|清单|章程|倡议书?)(?:[(（][^()（）]{1,12}[)）])?$")
_TOGETHER = re.compile(r"(?:签署|签订|签下|签了|共同|联合|双方|两地|会签|通过)[^。;；]{0,24}$")
_SIGNED = re.compile(r"(?:签署|签订|签下|签定|签了|续签|换签|签约|达成|互换|交换|缔结)了?")
# A paper right before it was signed ("...协议签约仪式"), and how far before its name may begin.
_PAPER_WORDS = ("协议", "协议书", "备忘录", "纪要", "合同", "协定", "意向书", "责任书", "宣言")
_BEFORE = 40
_WHEN_SIGNED = re.compile(
    r"(?:[昨今当本][日天]?|日前|近日|\d{1,2}日|[上下]午|晚上?|在[^,，。;；]{1,8}|正式|成功|现场|顺利|仪式上|举行){1,4}$"
)
_BRACKETED = re.compile(r"[(（][^()（）\n]{2,16}[)）]")
# "合同金额" is no paper.
_SUM = re.compile(r"(?:总?金?额|总投资|资金|项目)")
_BEHIND_ENDS = re.compile(r"[,，。;；\n]")
_CLAUSE_ENDS = re.compile(r"[,，。;；、了\n]")
_TITLE_MARKS = re.compile(r"[《》]")
_ANY_PAPER = re.compile(_PAPER)
_DRAWN_UP = re.compile(
    r"(?:共同|联合)(?:编制|制定|制订|签署|签订|印发"
    r"|起草)的((?:“[^”]{1,8}”)?[^,，。;；“”《》]{2,24}?(?:规划|方案|计划|协议|备忘录))"
)
_COUNTED = re.compile(
    r"^(?:的?还?(?:有|包括)|各项|[、,，]|“(?=[^”]{4})(?!十[三四五六]五)|.{0,30}的(?=.{2})|.{0,20}(?:升格|升级|作)为|双方|两地"
    r"|两市町?|两省|两县|本次|此次|.{0,30}(?:\d|[一二两三四五六七八九十])[余多]?(?:份|项|个|批"
    r"|件|宗)|上述|有关|相关|一系列|系列|多|等|若干|各类|这|该|新的?"
    r"|首)*(?:[\d一二两三四五六七八九十几余多]{1,5}(?:份|项|个|批|件|宗)|(?:多|数)(?:份|项|个"
    r"|批))?(?:相关|有关)?"
)


def _chinese(text: str) -> Iterator[tuple[int, int, int]]:
    for hit in _TITLED.finditer(text):
        together = _TOGETHER.search(text[max(0, hit.start() - 40) : hit.start()])
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
    for hit in _DRAWN_UP.finditer(text):
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
