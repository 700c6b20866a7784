"""Which workstream of the programme an act belongs to, by its kind and its words."""

from __future__ import annotations

import re

from tallystick.extraction.acts.kinds import FUND, PLACE, SEND, TRAIN
from tallystick.extraction.cues import Cue, has_any

INDUSTRIAL, LABOUR, TALENT = "industrial", "labour", "talent"
FINANCIAL, ORGANISATION = "financial", "organisation"
_BY_KIND = {PLACE: LABOUR, FUND: FINANCIAL, SEND: TALENT, TRAIN: TALENT}
# By its words: as English has them, with pieces of which they have one, and as Chinese has them
# (Simplified), between bars.
_BY_WORDS: tuple[tuple[str, str, str, str], ...] = (
    (
        LABOUR,
        r"labou?r|employment|jobs?\b|workers",
        "labo|employment|job|workers",
        "劳务|就业|务工|稳岗|返岗",
    ),
    (
        TALENT,
        r"talent|personnel|cadres?|officials|teachers|doctors|experts|training",
        "talent|personnel|cadre|officials|teachers|doctors|experts|training",
        "人才|干部|教师|医生|专家|培训|挂职",
    ),
    (
        INDUSTRIAL,
        r"industr\w+|parks?\b|enterprises|invest\w*|farm\w*|trade|tourism|plants?\b",
        "industr|park|enterprises|invest|farm|trade|tourism|plant",
        "产业|园区|企业|投资|招商|农产品|消费|文旅|旅游|车间|基地",
    ),
    (
        FINANCIAL,
        r"fund(?:s|ing)\b|financ\w+|donat\w+|grants?\b",
        "fund|financ|donat|grant",
        "资金|捐|财政|援助款",
    ),
    (
        ORGANISATION,
        r"conference|joint meeting|mechanism|visits?\b|delegations?|leaders|working group",
        "conference|joint meeting|mechanism|visit|delegation|leaders|working group",
        "联席会议|机制|互访|对接|组织领导|工作队|往来",
    ),
)
_PATTERNS = tuple(
    (name, Cue(re.compile(rf"\b(?:{en})"), tuple(pieces.split("|"))), tuple(zh.split("|")))
    for name, en, pieces, zh in _BY_WORDS
)


def workstream_of(kind: str, words: str) -> str | None:
    """Return the workstream of an act; None when neither its kind nor its words say.

    Units: `words` in Simplified signs.

    >>> workstream_of("place", ""), workstream_of("other", "推进产业协作")
    ('labour', 'industrial')
    """
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    for name, english, chinese in _PATTERNS:
        if has_any(words, chinese) or english.search(words):
            return name
    return None
