"""Which indicator a figure reports: the one for which the clues around it weigh most.

The rules' own answer is one of the clues. docs/decisions/0014 says how well that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tallystick.extraction.drafts import FigureFound, changed
from tallystick.extraction.figures.clues import (
    NONE,
    Around,
    Group,
    row_clues,
    rule_clues,
    sentence_clues,
    text_clues,
)
from tallystick.extraction.figures.indicators import kind_of
from tallystick.extraction.figures.weights import Scale, Weighed, shipped_weights
from tallystick.kernel.numeral.words import PERSON

# Income of this indicator is so much a head, though "per capita" stand further away.
_EACH = "OUT_INCOME_PC"
# So many pieces of the text are shown for a code.
_MOST = 3
# Clues that are words of the text or their meanings.
_MEANT = frozenset(("h", "o", "i", "b0", "b1", "a0", "a1", "c", "w"))
_SAID = frozenset(("A", "B"))
_LONGEST = 40
Place = tuple[int, int]


def decided(around: Around, before: Sequence[FigureFound]) -> FigureFound:
    """Return a figure with the code for which most speaks, how sure that is and what told it."""
    weights, figure = shipped_weights(), around.figure
    kind = kind_of(figure.unit)
    scale = weights.scale(kind)
    if scale is None:
        return figure
    said = text_clues(around)
    groups = [*said, *rule_clues(around), *row_clues(around, before)]
    weighed = scale.weigh(groups, _shared(around, scale))
    code = weights.codes[weighed.best]
    sure = weights.rate(weighed.lead, agreed=code == (figure.indicator_code or NONE))
    return changed(
        figure,
        unit=f"{figure.unit}/{PERSON}" if code == _EACH and figure.unit.isupper() else figure.unit,
        indicator_code=None if code == NONE else code,
        confidence=min(sure, around.sentence.figures[around.number].confidence),
        told_by=tuple(_told_by(around, scale, weighed, said)),
    )


def _shared(around: Around, scale: Scale) -> int:
    """Return what weighs alike for all figures of a sentence, added up once."""
    paper, words = around.paper, around.words
    if paper.total is None:
        paper.total = scale.total(paper.groups)
    if words.total is None:
        words.total = scale.total(sentence_clues(words), paper.total)
    return words.total


def _told_by(
    around: Around, scale: Scale, weighed: Weighed, groups: Iterable[Group]
) -> Iterator[str]:
    """Yield up to three pieces of the text for the code, what weighs most first, none twice."""
    told = [(group, clues) for group, clues in groups if group in _MEANT or group in _SAID]
    found: list[Place] = []
    for _, group, clue in scale.speaking(told, weighed):
        place = _meant(around, clue) if group in _MEANT else _said(around, group, clue)
        if place and all(place[1] <= first or last <= place[0] for first, last in found):
            found.append(place)
            yield around.sentence.text[place[0] : place[1]]
        if len(found) == _MOST:
            break


def _meant(around: Around, meaning: str) -> Place | None:
    """Return the word nearest to a figure that means so."""
    middle = around.figure.start
    places = [
        (abs(mark.start - middle), mark.start, mark.end)
        for mark in around.sentence.marks
        if meaning in mark.meanings and mark.end - mark.start <= _LONGEST
    ]
    return min(places)[1:] if places else None


def _said(around: Around, group: str, said: str) -> Place | None:
    """Return where in the clause of a figure, before or behind it, something is said."""
    text, figure = around.sentence.text, around.figure
    start, end = around.sentence.clause(figure)
    if group == "B":
        place = text.rfind(said, start, figure.start)
    else:
        place = text.find(said, figure.end, end)
    if place < 0:
        return None
    last = place + len(said)
    while last < end and text[last].isascii() and text[last].isalpha():
        last += 1
    return place, last
