"""Acts and undertakings in Chinese sentences, comma by comma: who did, will do or asks for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter

from tallystick.extraction.acts import kinds as acts
from tallystick.extraction.acts.actors import Actors
from tallystick.extraction.acts.chinese_acts import MONEY, PROJECTS, act_done, aim_of
from tallystick.extraction.acts.chinese_cues import (
    ADVERBIAL,
    AGREES,
    HAS_VERB,
    HOPE,
    NOTHING,
    OUTCOME,
    RESULT,
    SLOGAN,
    SPEAKS,
    SPEECH,
    WHEN,
    WILL,
    WISHING,
    either,
)
from tallystick.extraction.acts.leftover import NO_ACT, last_tag, leftover
from tallystick.extraction.acts.leftover_chinese import marks_in_chinese
from tallystick.extraction.drafts import CommitmentFound, Span, changed
from tallystick.extraction.page import Page

_PARTING = re.compile(r"(?<!\d)[,，;:]|[,，;:](?!\d)")
# Brackets and titles are no clauses of their own.
_CLOSED = re.compile(r"\([^()]{0,80}\)|《[^《》]{0,80}》")
_OPENING = re.compile(r"^(?:并且|并|而|且|同时|以及|则|也|还|[\s“\"])+")
_DONE_ALREADY = re.compile(r"了(?!解)|已经?|完成|先后|累计")
# A sum that stands behind the comma of what it sums up.
_SUMMED = re.compile(
    r"^(?:总计|合计|共计|累计|共|计|总?价值|折合|折款|(?:计划)?总?投资额?|总额|总?金额|涉及"
    r"|(?:协议|签约|合同|意向|合作)总?(?:金额|投资|额))"
    r"(?:资金|金额)?(?:合起来)?(?:约|达|为|是|超过?|近|人民币|逾){0,3}\d"
)
# How many were signed, and what money given was used for, behind a comma.
_COUNTED = re.compile(r"^(?:共|共计|合计|总计)\d{1,5}[余多]?[个项份宗]$")
_INVESTED = re.compile(r"^(?:累计)?(?:完成|实际|到位)(?:到位)?(?:投资|资金)[^,，]{0,4}\d")
_USED = re.compile(r"^(?:主要|全部|分别|集中)?(?:用[于在以]|让|使|投向)")
# A clause that takes its subject from before the comma, and a piece that is only such a subject.
_LEANS = re.compile(r"^(?:与|同|和|共|分别|共同|联合)")
_WENT_ON = re.compile(r"(?:进行|开展|举行|召开|参观|考察|听取)了")
_NAMES_WHO = re.compile(
    r"^[^,，]{4,60}"
    + either("村 社区 _ 县 市 区 镇 局 委 企业 公司 学校 医院 政府 单位 协会 组团")
    + "$"
)
_MORE_STAFF = re.compile(
    r"^(?!在|[^,，]{0,16}培[训养])[^,，派送]{0,16}(?:人才|教师|医生|干部|专家|医护|医务|技术人员)[^,，派送]{0,6}"
    r"\d[\d.]{0,8}万?[余多]?[名人位]"
)
_MORE_PLACED = re.compile(r"^(?:省|市|县|州|区|就近|就地|其他|到|在|赴)[^,，]{0,16}就业\d")
# A sentence longer than this is none; a text longer than that is no announcement.
_SENTENCE, _TEXT = 1200, 60_000
_BEHIND = {acts.SIGN: _COUNTED, acts.BUILD: _INVESTED, acts.FUND: _USED}
_PARTING_KINDS = frozenset((acts.BUILD, acts.SIGN, acts.PLACE, acts.FUND, acts.VISIT))
# How sure it is of an act that only its words tell.
_UNSURE = 50
# A lead longer than this says something even when no verb follows it.
_LEAD = 12


@dataclass
class _Group:
    """What one cue undertakes or asks for, clause by clause."""

    modality: str
    confidence: int
    items: list[Span] = field(default_factory=list)
    lead: Span | None = None
    actor: str | None = None
    # In a list parted by semicolons each part is one, however many commas it has.
    parted: bool = False

    def take(self, clause: Span) -> None:
        """Add a clause, with the "by means of ..." before it; such a one waits for its verb."""
        lead, self.lead = self.lead, None
        if lead is not None:
            clause = Span(lead.start, clause.end, lead.text + "," + clause.text)
        bare = clause.text.rpartition(",")[2]
        slogan = self.items and SLOGAN.match(bare)
        if not slogan and ADVERBIAL.search(bare) and not HAS_VERB.search(bare):
            self.lead = clause
        elif not OUTCOME.search(clause.text):
            self.items.append(clause)

    def all(self) -> list[Span]:
        """Return the clauses, a lead that found no verb among them when it is long enough."""
        alone = self.lead is not None and len(self.lead.text) > _LEAD
        return [*self.items, self.lead] if alone and self.lead else self.items


def commitments_in_chinese(page: Page, actors: Actors) -> Iterator[CommitmentFound]:
    """Yield what a Chinese text says was done, will be done or is asked for."""
    funded, before = False, NO_ACT
    for number, sentence in enumerate(page.sentences):
        if sentence.start > _TEXT:
            return
        if len(sentence.text) > _SENTENCE:
            continue
        clauses = clauses_in(sentence)
        told = [*_in_sentence(page, actors, clauses)]
        more = [*_leftover(page, actors, clauses, told, before, title=number == 0)]
        before = last_tag(clauses[-1].start, [*told, *more]) if clauses else before
        kept: list[CommitmentFound] = []
        for found in told:
            if funded and found.modality == "done" and _only_counts(page, found):
                # What projects money told before paid for is told with it.
                continue
            funded = funded or (found.modality == "done" and found.kind == acts.FUND)
            kept.append(found)
        yield from sorted([*kept, *more], key=attrgetter("start")) if more else kept


def _leftover(
    page: Page,
    actors: Actors,
    clauses: list[Span],
    told: list[CommitmentFound],
    before: int,
    *,
    title: bool,
) -> Iterator[CommitmentFound]:
    """Yield acts of clauses that no rule read."""
    places = [(clause.start, clause.end) for clause in clauses]
    marks = partial(marks_in_chinese, page, clauses, title=title)
    for first, last in leftover("zh", places, marks, told, before):
        span = Span(clauses[first].start, clauses[last].end, clauses[first].text)
        hope, will = HOPE.search(span.text), WILL.search(span.text)
        kind, _ = act_done(span.text) or (aim_of(span.text), 0)
        modality = "hope" if hope else "will" if will else "done"
        actor = actors.before(span.start, clauses[first].end) or actors.last
        yield changed(_found(page, span, kind, modality, _UNSURE), actor=actor)


def _only_counts(page: Page, found: CommitmentFound) -> bool:
    return (
        found.kind == acts.BUILD and PROJECTS.search(page.plain, found.start, found.end) is not None
    )


def clauses_in(sentence: Span) -> list[Span]:
    """Return the pieces between commas; brackets are blanked, places kept."""
    text = _CLOSED.sub(lambda hit: _blank(hit[0]), sentence.text)
    found, start = [], 0
    for end in [*(hit.start() for hit in _PARTING.finditer(text)), len(text)]:
        piece = text[start:end].rstrip('。!?;；”" ')
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


def _in_sentence(page: Page, actors: Actors, clauses: list[Span]) -> Iterator[CommitmentFound]:
    """Go from comma to comma; a cue holds until the next one, or until something was done."""
    group: _Group | None = None
    last, speaker, behind, parts = "", None, 0, False
    for at, clause in enumerate(clauses):
        # What a total is made of is told with it: "of which A 3 million, B 2 million".
        parts = parts or (behind > 0 and clause.text.startswith("其中"))
        if _says_nothing(clause.text):
            if SPEECH.search(clause.text):
                yield from _flush(page, group)
                group = None
                speaker = actors.named(clause.start, clause.end) or speaker or actors.last
                actors.last = speaker
            else:
                speaker = actors.person(clause.start, clause.end) or speaker
            continue
        if group is not None and page.plain[clause.start - 1] in ";；":
            yield from _flush(page, group)
            group = replace(group, items=[], lead=None, parted=True)
        cued = _cue(clause)
        if cued is not None:
            yield from _flush(page, group)
            start, (group, clause) = clause.start, cued
            if speaks := SPEAKS.match(page.plain, start, clause.end):
                speaker = actors.named(start, speaks.end()) or speaker
            group.actor = _undertakes(actors, group, (start, clause), speaker)
            actors.last = group.actor
            group.parted = _parts_follow(page, clauses, at)
            group.take(clause)
        elif group is not None and not _DONE_ALREADY.search(clause.text):
            group.take(clause)
        else:
            if group is not None:
                yield from _flush(page, group)
                group = None
            done = _done(page, clauses, at)
            if done is not None:
                actor = actors.before(done.start, done.end)
                if actor is None and done.kind in (acts.SIGN, acts.VISIT):
                    actor = actors.of_both()
                actor = actors.last = actor or actors.last
                done = changed(done, actor=actor)
            told = done is not None and (clause.start < behind or done.kind == last == acts.TRAIN)
            if done is not None and not told and not (parts and done.kind == acts.FUND):
                behind = done.end
                yield done
            last = done.kind if done is not None else ""
    yield from _flush(page, group)


def _parts_follow(page: Page, clauses: list[Span], at: int) -> bool:
    return any(page.plain[clause.start - 1] in ";；" for clause in clauses[at + 1 : at + 6])


def _undertakes(
    actors: Actors, group: _Group, place: tuple[int, Span], speaker: str | None
) -> str | None:
    """Return who undertakes, or who wishes: the speaker, unless the wish has its own subject."""
    start, clause = place
    if group.modality == "hope":
        before = actors.named(start, clause.start) if clause.start > start else None
        own = None if speaker or WISHING.match(clause.text) else actors.before(start, clause.end)
        return before or speaker or own or actors.last
    return actors.before(start, clause.end) or speaker or actors.last


def _says_nothing(text: str) -> bool:
    return (SPEECH.search(text) is not None and len(text) < 60) or NOTHING.search(text) is not None


def _cue(clause: Span) -> tuple[_Group, Span] | None:
    """Return the group a clause opens, and what it undertakes or asks for."""
    if WILL.match(clause.text) and ADVERBIAL.fullmatch(clause.text):
        return _Group("will", 80), Span(clause.end, clause.end, "")
    speaks = SPEAKS.match(clause.text)
    text = clause.text[speaks.end() :] if speaks else clause.text
    start = clause.start + (speaks.end() if speaks else 0)
    hope, will = HOPE.search(text), WILL.search(text)
    if hope and hope[0][0] in "应要需" and _WENT_ON.search(text):
        hope = None
    wishes = hope is not None and WISHING.match(hope[0]) is not None
    only_when = will is not None and WHEN.match(will[0]) is not None
    if hope and (not will or hope.start() <= will.start() or wishes or only_when):
        if wishes and hope.end() >= len(text):
            return _Group("hope", 80), Span(clause.end, clause.end, "")
        if wishes:
            start, text = start + hope.start(), text[hope.start() :]
        return _Group("hope", 80), Span(start, clause.end, text)
    if will:
        if AGREES.match(text):
            return _Group("will", 85), Span(clause.end, clause.end, "")
        return _Group("will", 85), Span(start, clause.end, text)
    return None


def _flush(page: Page, group: _Group | None) -> Iterator[CommitmentFound]:
    if group is None:
        return
    items = [item for item in group.all() if item.text]
    for kind, span in _runs(items, whole=group.parted):
        found = _found(page, span, kind, group.modality, group.confidence)
        yield changed(found, actor=group.actor)


def _runs(items: list[Span], *, whole: bool) -> list[tuple[str, Span]]:
    """Join clauses of one kind, and to each run what only says what good will come of it."""
    runs: list[tuple[str, Span]] = []
    for item in items:
        good = SLOGAN.match(item.text) or RESULT.match(item.text)
        kind = aim_of(item.text)
        if runs and (good or whole or kind not in _PARTING_KINDS):
            kind = runs[-1][0] if good or whole or runs[-1][0] not in _PARTING_KINDS else kind
        if not runs or runs[-1][0] != kind:
            runs.append((kind, item))
        elif not SLOGAN.match(item.text) or len(item.text) <= 2 * len(runs[-1][1].text):
            runs[-1] = (kind, Span(runs[-1][1].start, item.end, runs[-1][1].text))
    return runs


def _done(page: Page, clauses: list[Span], at: int) -> CommitmentFound | None:
    """Return the act a clause says was done, with a sum that stands behind its comma."""
    clause, text = clauses[at], clauses[at].text
    if _SUMMED.match(text) and at > 0:
        return None
    act, end = act_done(text), clause.end
    following = clauses[at + 1] if at + 1 < len(clauses) else clause
    if act and text.endswith("仪式") and following is not clause:
        itself = act_done(following.text)
        if itself is not None and itself[0] == act[0]:
            # What the ceremony was for stands behind the comma.
            return None
    if _sums(following.text):
        act, end = act or act_done(text + "共" + following.text), following.end
    elif act:
        end = _end_of(act[0], clauses[at : at + 9])
    if act is None or (act[0] == acts.SIGN and following.text.startswith(("是", "标志"))):
        return None
    start = clause.start
    if "宣布" in text[:20]:
        start += text.index("宣布") + 2
    elif at > 0 and _LEANS.match(text) and _NAMES_WHO.match(clauses[at - 1].text):
        start = clauses[at - 1].start
    return _found(page, Span(start, end, text), act[0], "done", act[1])


def _sums(text: str) -> bool:
    """Whether a clause only says what money the one before it comes to."""
    return _SUMMED.match(text) is not None and MONEY.search(text) is not None


def _end_of(kind: str, clauses: list[Span]) -> int:
    """Return where an act ends: with the clauses that count it, or say what its money is for."""
    end, further = clauses[0].end, clauses[1:]
    if further and (form := _BEHIND.get(kind)) and form.match(further[0].text):
        counted = kind == acts.SIGN and len(further) > 1 and _sums(further[1].text)
        return further[counted].end
    for later in further:
        if not _goes_on(kind, later.text):
            break
        end = later.end
    return end


def _goes_on(kind: str, following: str) -> bool:
    """Whether the next clause only counts on: those trained, more of those sent."""
    if kind == acts.TRAIN:
        return (act_done(following) or ("", 0))[0] == acts.TRAIN
    if kind == acts.PLACE:
        return _MORE_PLACED.match(following) is not None
    return kind == acts.SEND and _MORE_STAFF.match(following) is not None


def _found(page: Page, span: Span, kind: str, modality: str, confidence: int) -> CommitmentFound:
    return CommitmentFound(
        span.start, span.end, page.piece(span.start, span.end),
        confidence=confidence, actor=None, kind=kind, modality=modality,
    )  # fmt: skip
