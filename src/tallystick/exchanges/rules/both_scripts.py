"""One person by her name in signs and in letters: which of two lists are the same. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tallystick.extraction.people.surnames import SIGNS_OF

_SIGNS = re.compile("[\u3400-\u9fff]")
# A Chinese name has at most four signs; what is longer is a foreign one, written by sound.
LONGEST_NAME = 4


def in_signs(text: str) -> bool:
    """Return whether a text is written in Chinese signs.

    >>> in_signs("赵洪涛"), in_signs("Zhao Hongtao")
    (True, False)
    """
    return _SIGNS.search(text) is not None


def sounds_alike(letters: str, signs: str) -> bool:
    """Return whether a name in letters can be the one in signs: the surname is what it sounds.

    >>> sounds_alike("Zhao Hongtao", "赵洪涛"), sounds_alike("Li Hua", "赵洪涛")
    (True, False)
    """
    first, _, given = letters.lower().partition(" ")
    if not given or len(signs) > LONGEST_NAME:
        return False
    return any(signs.startswith(one) for one in SIGNS_OF.get(first, ()))


def same_people(names: Iterable[str]) -> Mapping[str, str]:
    """Return each name → the same person's in the other script, where no other fits either.

    >>> found = same_people(["Zhao Hongtao", "赵洪涛", "Li Hua", "李华", "李明", "Sun Bo"])
    >>> dict(found)
    {'Zhao Hongtao': '赵洪涛', '赵洪涛': 'Zhao Hongtao'}
    """
    every = list(dict.fromkeys(names))
    letters = [name for name in every if not in_signs(name)]
    signs = [name for name in every if in_signs(name)]
    fits = {one: [other for other in signs if sounds_alike(one, other)] for one in letters}
    found: dict[str, str] = {}
    for one, others in fits.items():
        if len(others) == 1 and sum(others[0] in theirs for theirs in fits.values()) == 1:
            found |= {one: others[0], others[0]: one}
    return found
