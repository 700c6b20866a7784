"""What a figure counts: the noun in its words, right behind it, or last before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tallystick.extraction.drafts import FigureFound
from tallystick.extraction.figures.concepts import Mark

_THINGS = (
    "project enterprise entrepreneur park workshop station jobfair vacancy agreement class "
    "technology demo-village joint-meeting visit county town village social-org school hospital "
    "facility unit state entvillage cadre pro student village-leader labourer"
)
THINGS = frozenset(_THINGS.split())
# What lies or stands somewhere and is no result of anything: places, offices.
PLACES = frozenset(["county", "town", "village", "state", "unit"])
# Between two nouns of one phrase: teachers and doctors, 教师、医生等专技人才.
_SAME_PHRASE = re.compile(
    r"(?:[和与及、的等,（(]|以及|\s?(?:and|or|,|of|other|\w+ and|&|[a-z-]{1,14})\s?)?\s*",
    re.IGNORECASE,
)
# A noun after a figure belongs to it until the sentence goes on.
_GOES_ON = re.compile(
    r"[，；：;()（）。、,.!?到去赴往在给向对为被将由从来用并已均]|获得|得到|直接|接受|参加|实现|"
    r"全部|成功|顺利|陆续|先后|分别|[落投开完竣动签建][地户产工约成]|"
    r"\b(?:from|to|in|at|for|who|which|that|were|was|are|is|had|have|has|with|on|through|by|under|"
    r"as|into|now|went|came|took|have|found|can|will|there)\b"
)
# Words for persons that leave open which.
_OPEN = (
    "people persons person person-times individuals personnel staff yuan times pairs batches rounds"
)
_ANYBODY = frozenset(_OPEN.split())
# What may belong to the unit (500场次) or only says that there are more.
_MEASURES = frozenset("次左以多余之,，")
_FIRST_HAN = "\u4e00"


def nouns(text: str, found: Sequence[Mark], forward: bool) -> frozenset[str]:
    """Return the meanings of nouns that follow each other in one phrase; the last one is the head.

    "产业园项目" is a project, "教师和医生" are both.
    """
    run = [found[0]]
    for mark in found[1:]:
        first, second = (run[-1], mark) if forward else (mark, run[-1])
        if not _SAME_PHRASE.fullmatch(text, first.end, second.start):
            break
        run.append(mark)
    run = run if forward else run[::-1]
    meanings = set(run[-1].meanings)
    for first, second in zip(run[-2::-1], run[:0:-1], strict=True):
        if first.end == second.start or text[first.end : second.start] in (" ", "的"):
            break
        meanings |= first.meanings
    return frozenset(meanings & THINGS)


def goes_on(text: str, start: int, end: int) -> int:
    """Return where the noun behind a figure must have ended: the sentence goes on there."""
    hit = _GOES_ON.search(text, start, end)
    return hit.start() if hit else end


def counts_another(text: str, figure: FigureFound, following: Sequence[Mark], behind: int) -> bool:
    """Whether an unknown noun follows, as in 45个高压锅; what stands before is not counted."""
    if figure.text[-1:].isascii() and figure.text[-1:].isalpha():
        return figure.text.rsplit(" ", 1)[-1].lower() not in _ANYBODY
    gap = (following[0].start if following else behind) - figure.end
    if gap <= 0 or text[figure.end] in _MEASURES:
        return False
    return text[figure.end] >= _FIRST_HAN and figure.text[-1:] >= _FIRST_HAN
