"""English numbers whose noun is left out: four came from Swindon, of which there are seven."""

from __future__ import annotations

import re

from tallystick.kernel.numeral import Number
from tallystick.kernel.numeral.words import COUNT, PERSON

# What people alone do.
_CAME = re.compile(
    r"\s(?:came|went|come|worked|live|lived|studied|travell?ed|attended|joined|retired|stayed|"
    r"arrived|returned|graduated|enrolled|volunteered|took part)\b"
)
# A city of 920,000.
_TOWN = re.compile(
    r"\b(?:city|town|county|prefecture|province|municipality|metropolis|community) of\s\Z"
)
_TOWN_ENDS = re.compile(r"[.,;)]|\s(?:in|on|and|people|near|at|with|by)\b")
_FEWEST = 1000
# Nine have been approved: of what was named just before.
_BEGUN = re.compile(r"(?:\A|[.!?]\s|\n)\Z")
_DONE = re.compile(
    r"\s(?:have|had|were|are) (?:been |now |already )?[a-z]+(?:ed|en|lt|nt|de|ned)\b"
)
_THERE = re.compile(r"\bthere (?:are|were|have been|had been)\s\Z")
_ENDS = re.compile(r"[.,;)]")
# Pendik and seven more; 16 received.
_MORE = re.compile(
    r"\s(?:more|others)(?=[.,;)]| (?:in|from|to|for|with|have|has|were|are|attended|came)\b)"
)
_OTHERS = re.compile(r"\sothers\b")
_LIKEWISE = re.compile(
    r"\s(?:received|retired|planned|built|given|trained|completed|lost|returned)\b"
)
_BETWEEN = re.compile(r"\b[Bb]etween [\d,.]+ and \Z")
_AND = re.compile(r"(?:\band|,)\s\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_FAR, _SENTENCE = 24, 160


def unsaid_unit(text: str, number: Number, last: Number | None) -> str | None:
    """Return the unit of a number that names nothing, by what is said of it; None where not told.

    Units: `last` is the figure before, whose unit one takes over in the same sentence.
    """
    if _YEAR.match(text, number.start) or text[number.start - 1 : number.start] in ("(", "#"):
        return None
    ahead = text[max(0, number.start - _FAR) : number.start]
    if _BETWEEN.search(ahead):
        return None
    if number.value >= _FEWEST and _TOWN.search(ahead) and _TOWN_ENDS.match(text, number.end):
        return PERSON
    near = last if last is not None and _near(text, last.end, number.start) else None
    if _CAME.match(text, number.end) and (_BEGUN.search(ahead) or _AND.search(ahead)):
        return PERSON if near is None or near.unit != COUNT else None
    if _BEGUN.search(ahead) and _DONE.match(text, number.end):
        if last is not None and last.unit not in (PERSON, COUNT, "percent"):
            # 300 tonnes of rice. 120 were given: told elsewhere.
            return None
        return last.unit if last is not None and last.unit in (PERSON, COUNT) else COUNT
    if _THERE.search(ahead) and _ENDS.match(text, number.end):
        return near.unit if near else COUNT
    if _MORE.match(text, number.end):
        if _OTHERS.match(text, number.end):
            return near.unit if near and near.unit == COUNT else PERSON
        return COUNT if last is None or last.unit == "percent" else last.unit
    if near is not None and _AND.search(ahead) and _LIKEWISE.match(text, number.end):
        return near.unit
    return None


def _near(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return len(between) < _SENTENCE and ". " not in between and "\n" not in between
