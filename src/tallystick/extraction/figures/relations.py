"""How figures belong together: parts of a total, and the two halves of a pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tallystick.extraction.drafts import FigureFound, changed
from tallystick.extraction.figures.indicators import UNSURE, Reading, kind_of
from tallystick.extraction.figures.zones import Sentence, Zones

# From here on parts of a total are named.
_PARTS = re.compile(
    r"其中|内有|当中|分别(?:来自|为|是)|包括|包含|(?<=[，,])含|分[两三四五二]块|当中|(?<=[（(])含|"
    r"\b(?:of (?:whom|which|these|them|this|that)|among (?:them|these|whom)|including|comprising|"
    r"made up of|consisting of|the largest (?:part|share)|consists of|broken down)\b"
)
# A list of parts goes on no further than this.
_LONGEST_LIST = 12
# What a sentence goes on comparing.
_RATES = frozenset(("OUT_INCOME_PC", "OUT_VILLAGE_INCOME", "LC_WAGE"))
# A total stands no more figures before its parts.
_FEW = 3
# So little stands between the figures of a list that names its thing only once.
_BARE = 7
# A number of batches, sessions or visits, and right behind it how many persons came.
_BESIDE = re.compile(r"[、，, ]{0,2}[^0-9。；;.，,]{0,6}|\s?(?:with|and|for|of|,)\s?[a-z ]{0,20}")
# The part of a total that had been poor.
_OF_POOR = {
    "LC_TOTAL": "LC_POV",
    "LC_TRANSFER_EAST": "LC_TRANSFER_EAST_POV",
    "IC_JOBS": "IC_JOBS_POV",
    "IC_WORKSHOP_JOBS": "IC_WORKSHOP_JOBS_POV",
}
_OF_THEM = re.compile(r"\s?(?:of|among) (?:them|whom|which|these|those)\b")
_GATHERINGS = ("session", "batch")


def with_relations(
    sentence: Sentence,
    around: Sequence[Zones],
    readings: Sequence[Reading],
    before: Sequence[FigureFound],
) -> Iterator[FigureFound]:
    """Yield the figures of a sentence with their codes and what they are a part of or beside.

    Units: `before` are the figures of the text before the sentence.
    """
    first = len(before)
    totals = _totals(sentence)
    codes = [reading.code for reading in readings]
    _lift(totals, codes)
    opened = _opened_before(sentence, before)
    for number, figure in enumerate(sentence.figures):
        total, beside = totals.get(number), beside_which(sentence, number)
        whole = codes[total] if total is not None else None
        if total is None and number in opened:
            total = opened[number] - first
            whole = before[opened[number]].indicator_code
        code, sure = codes[number], readings[number].confidence
        if whole is not None:
            code = _code_of_part(code, whole, around[number].own)
        elif not readings[number].decided:
            code = _handed_down(sentence, around[number], number, codes)
        codes[number] = code
        yield changed(
            figure,
            indicator_code=code,
            confidence=sure if code == readings[number].code else UNSURE,
            part_of=None if total is None else first + total,
            beside=None if beside is None else first + beside,
        )


def _lift(totals: Mapping[int, int], codes: list[str | None]) -> None:
    """Say of a total of government money with donations in it that it is all assistance."""
    for part, total in totals.items():
        if codes[total] == "FS_GOV_FUND" and (codes[part] or "").startswith("FS_SOCIAL"):
            codes[total] = "FS_TOTAL_ALL"


def _code_of_part(code: str | None, whole: str, own: frozenset[str]) -> str | None:
    """Return the code of a part: its own where it is of the total's field, else the total's."""
    if whole == "FS_SOCIAL_TOTAL":
        return _given(own)
    if whole in ("FS_GOV_FUND", "FS_TOTAL_ALL") and code is None and "industry" in own:
        return "FS_IND_FUND"
    if whole in _OF_POOR and "poor" in own:
        return _OF_POOR[whole]
    if code is None and whole == "FS_TOTAL_ALL":
        return None
    # One of another field is a slip.
    own_field = code is not None and code.split("_")[0] == whole.split("_")[0]
    return code if own_field else whole


def _given(own: frozenset[str]) -> str:
    """Return what a part of the donations is: goods, money or either."""
    if "goods" in own:
        return "FS_SOCIAL_GOODS"
    return "FS_SOCIAL_CASH" if own & {"cash", "fund"} else "FS_SOCIAL_TOTAL"


def _totals(sentence: Sentence) -> dict[int, int]:
    """Return the place of the total by the place of each part."""
    figures, found = sentence.figures, dict[int, int]()
    for number, figure in enumerate(figures):
        if number in found:
            continue
        for part in _adding_up(figures, number) or _named_parts(sentence, number, figure):
            found.setdefault(part, number)
    return found


def _opened_before(sentence: Sentence, before: Sequence[FigureFound]) -> dict[int, int]:
    """Return the place of a total in the sentence before, where this one lists its parts."""
    figures = sentence.figures
    opening = _PARTS.search(sentence.text, sentence.span.start, figures[0].start)
    if opening is None or not before:
        return {}
    kind = kind_of(figures[0].unit)
    last = next((n for n in _lately(before) if kind_of(before[n].unit) == kind), None)
    if last is None or before[last].part_of is not None:
        return {}
    whole = before[last]
    found = {}
    for number, figure in enumerate(figures):
        if kind_of(figure.unit) != kind or figure.value > whole.value:
            break
        found[number] = last
    return found


def _lately(before: Sequence[FigureFound]) -> range:
    """Return the places of the last figures before a sentence, the nearest first."""
    return range(len(before) - 1, max(-1, len(before) - 1 - _FEW), -1)


def _adding_up(figures: Sequence[FigureFound], total: int) -> list[int]:
    """Return the figures that follow a total and add up to it."""
    unit, value, left = figures[total].unit, figures[total].value, Decimal(0)
    parts: list[int] = []
    for number in range(total + 1, min(len(figures), total + _LONGEST_LIST)):
        if figures[number].unit != unit:
            return []
        parts.append(number)
        left += figures[number].value
        if left >= value:
            return parts if left == value and len(parts) > 1 else []
    return []


def _named_parts(sentence: Sentence, total: int, figure: FigureFound) -> list[int]:
    """Return the figures of the total's unit behind a word that opens a list of parts."""
    figures, parts = sentence.figures, list[int]()
    for number in range(total + 1, min(len(figures), total + _LONGEST_LIST)):
        other = figures[number]
        if kind_of(other.unit) != kind_of(figure.unit):
            continue
        cue = _PARTS.search(sentence.text, figure.end, other.start) or _OF_THEM.match(
            sentence.text, other.end
        )
        if cue is None or other.value > figure.value:
            break
        nearer = (figures[n] for n in range(total + 1, number) if n not in parts)
        if any(kind_of(n.unit) == kind_of(figure.unit) and n.end <= cue.start() for n in nearer):
            break
        parts.append(number)
    return parts


def beside_which(sentence: Sentence, number: int) -> int | None:
    """Return the number of batches or sessions that stands right before a number of persons."""
    figures = sentence.figures
    if number == 0 or kind_of(figures[number].unit) != "person":
        return None
    first, second = figures[number - 1], figures[number]
    gathered = first.unit in _GATHERINGS or first.text[-1:] in "批期场次趟"
    near = _BESIDE.fullmatch(sentence.text, first.end, second.start)
    return number - 1 if gathered and near else None


def _handed_down(
    sentence: Sentence, zones: Zones, number: int, codes: Sequence[str | None]
) -> str | None:
    """Return the code of the figure before in a bare list: 分别为2亿元、3亿元."""
    figures = sentence.figures
    if number == 0 or kind_of(figures[number].unit) != kind_of(figures[number - 1].unit):
        return None
    if codes[number - 1] in _RATES and not zones.head:
        return codes[number - 1]
    if figures[number].unit != figures[number - 1].unit:
        return None
    between = sentence.text[figures[number - 1].end : figures[number].start]
    return codes[number - 1] if len(between) < _BARE and not zones.own else None
