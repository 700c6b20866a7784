"""Whether the words around a day say that it lies ahead: will ... on Saturday, 定于9月9日."""

from __future__ import annotations

import re

# So many signs before a day say whether it is still to come.
_BACK, _BACK_HAN = 90, 24
_COMING = re.compile(
    r"\b(?:will|shall|is to|are to|to be|going to|due to|plans? to|leaves?|goes|go)\b"
    r" ?[^.;:]{0,70}\Z"
)
# Of what was said on a day the day is past, whatever is to come.
_TOLD = re.compile(r"\b(?:said|says?|told|announced|confirmed|reported|stated)\b[^.;]{0,30}\Z")
_COMING_HAN = re.compile(r"(?:将[于在]?|定于|拟[于在]|计划[于在]?|即将)[^,。;了过]{0,20}\Z")
_GOES_ON_HAN = re.compile(r"[^。;了过]{0,16}?(?:即将|将(?:在|于|举|召|赴|率|前|带|来))")


def lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether what is told of the day between `start` and `end` is still to come.

    Units: `text` in small letters, in one script and with half-width marks.

    >>> lies_ahead("they will meet on saturday", 18, 26), lies_ahead("they met on saturday", 12, 20)
    (True, False)
    >>> lies_ahead("交易会9月9日将在甲县举办", 3, 7), lies_ahead("交易会9月9日在甲县举办", 3, 7)
    (True, False)
    """
    before = text[max(0, start - _BACK) : start]
    if _COMING.search(before):
        return _TOLD.search(before) is None
    if _COMING_HAN.search(before, max(0, len(before) - _BACK_HAN)):
        return True
    return _GOES_ON_HAN.match(text, end) is not None
