"""Acts and undertakings in Chinese sentences, comma by comma: who did, will do or asks for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tallystick.extraction import acts
from tallystick.extraction.chinese_words import (
    ADVERBIAL,
    HOPE,
    MONEY,
    NOTHING,
    RESULT,
    SPEAKS,
    SPEECH,
    WILL,
    act_done,
    aim_of,
)
from tallystick.extraction.drafts import CommitmentFound, Span
from tallystick.extraction.page import Page

_PARTING = re.compile(r"(?<!\d)[,，;:]|[,，;:](?!\d)")
# Brackets and titles are no clauses of their own.
_CLOSED = re.compile(r"\([^()]{0,80}\)|《[^《》]{0,80}》")
# Words of wishing stand before what is wished; 要 and 应 stand within it.
_WISHING = re.compile(r"希望|盼|期待|期望|建议|要求|呼吁|倡议|敦促|恳请|勉励|提议|主张|请")
_OPENING = re.compile(r"^(?:并且|并|而|且|同时|以及|则|也|还|[\s“\"])+")
_DONE_ALREADY = re.compile(r"了(?!解)|已经?|完成")
# What will come of it, not what somebody undertakes.
_OUTCOME = re.compile(
    r"用于|惠及|受益|将达|达到|突破|超过|带动\d|成为|迎来|有利于|有助于|将有|将是|必将|正在|即可"
)
_SUMMED = re.compile(
    r"^(?:总|共|合|累)?(?:共|计|价值|折合|金额|投资额|总额|总投资|协议金额|签约金额|涉及)[^,，]{0,12}\d"
)
_SLOGAN = re.compile(r"^(?:共同)?(?:实现|谱写|共创|携手|助力|为.{2,30}(?:贡献|力量|支撑)$|更好)")
_SENTENCE = 1200


@dataclass
class _Group:
    """What one cue undertakes or asks for, clause by clause."""

    modality: str
    confidence: int
    items: list[Span] = field(default_factory=list)


def commitments_in_chinese(page: Page) -> Iterator[CommitmentFound]:
    """Yield what a Chinese text says was done, will be done or is asked for."""
    for sentence in page.sentences:
        if len(sentence.text) <= _SENTENCE:
            yield from _in_sentence(page, _clauses(sentence))


def _clauses(sentence: Span) -> list[Span]:
    """Return the pieces between commas; brackets are blanked, places kept."""
    text = _CLOSED.sub(lambda hit: _blank(hit[0]), sentence.text)
    found, start = [], 0
    for end in [*(hit.start() for hit in _PARTING.finditer(text)), len(text)]:
        piece = text[start:end].rstrip("。!?;；”\" ")
        opening = _OPENING.match(piece)
        skip = opening.end() if opening else 0
        if piece[skip:]:
            first = sentence.start + start + skip
            found.append(Span(first, first + len(piece) - skip, piece[skip:]))
        start = end + 1
    return found


def _blank(closed: str) -> str:
    """Blank the figures and commas of brackets; titles keep their words."""
    if closed[0] == "《":
        return re.sub(r"[,，;:]", "·", closed)
    return "_" * len(closed)


def _in_sentence(page: Page, clauses: list[Span]) -> Iterator[CommitmentFound]:
    group: _Group | None = None
    lead: int | None = None
    for at, clause in enumerate(clauses):
        text = clause.text
        if SPEECH.search(text) and len(text) < 60:
            yield from _flush(page, group)
            group, lead = None, None
            continue
        if NOTHING.search(text):
            continue
        cued = _cue(clause)
        if cued is not None:
            yield from _flush(page, group)
            group, clause = cued
            lead = lead if lead is not None and group.modality == "will" else None
        if ADVERBIAL.search(clause.text):
            lead = clause.start if lead is None else lead
            continue
        start, lead = (clause.start if lead is None else lead), None
        if group is not None and (cued is not None or not _DONE_ALREADY.search(text)):
            if not _OUTCOME.search(clause.text):
                group.items.append(Span(start, clause.end, clause.text))
            continue
        yield from _flush(page, group)
        group = None
        done = _done(page, clauses, at)
        if done is not None:
            yield done
    yield from _flush(page, group)


def _cue(clause: Span) -> tuple[_Group, Span] | None:
    """Return the group a clause opens, and what it undertakes or asks for."""
    speaks = SPEAKS.match(clause.text)
    text = clause.text[speaks.end() :] if speaks else clause.text
    start = clause.start + (speaks.end() if speaks else 0)
    hope, will = HOPE.search(text), WILL.search(text)
    if hope and (not will or hope.start() <= will.start()):
        if _WISHING.match(hope[0]) and hope.end() < len(text):
            start, text = start + hope.end(), text[hope.end() :]
        return _Group("hope", 80), Span(start, clause.end, text)
    if will:
        return _Group("will", 85), Span(start, clause.end, text)
    return None


def _flush(page: Page, group: _Group | None) -> Iterator[CommitmentFound]:
    if group is None:
        return
    for item in _merged(group.items):
        yield _found(page, item, aim_of(item.text), group.modality, group.confidence)


def _merged(items: list[Span]) -> list[Span]:
    """Join a second clause that only says what the first leads to, and a closing slogan."""
    if len(items) > 1 and (
        (len(items) == 2 and RESULT.match(items[1].text)) or _SLOGAN.match(items[-1].text)
    ):
        before, last = items[-2], items[-1]
        return [*items[:-2], Span(before.start, last.end, before.text)]
    return items


def _done(page: Page, clauses: list[Span], at: int) -> CommitmentFound | None:
    """Return the act a clause says was done, with a sum that stands behind its comma."""
    clause, text = clauses[at], clauses[at].text
    end = clause.end
    following = clauses[at + 1].text if at + 1 < len(clauses) else ""
    if _SUMMED.match(text) and at > 0:
        return None
    act = act_done(text)
    if _SUMMED.match(following) and MONEY.search(following):
        act = act or act_done(text + "共" + following)
        end = clauses[at + 1].end
    if act is None:
        return None
    start = clause.start
    if "宣布" in text[:20]:
        start += text.index("宣布") + 2
    return _found(page, Span(start, end, text), act[0], "done", act[1])


def _found(
    page: Page, span: Span, kind: str, modality: str, confidence: int
) -> CommitmentFound:
    return CommitmentFound(
        span.start, span.end, page.piece(span.start, span.end),
        confidence=confidence, actor=None, kind=kind, modality=modality,
    )  # fmt: skip
