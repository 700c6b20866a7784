"""Places in running text: names of a gazetteer, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tallystick.extraction.drafts import RegionFound

# The shortest name that is looked for, and the letters by which names are looked up.
_SHORTEST = 2

Codes = Mapping[str, tuple[str, ...]]
Lengths = Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=8)
def _by_beginning(gazetteer: frozenset[tuple[str, str]]) -> tuple[Codes, Lengths]:
    """Return the codes by name, and by two letters how long names are that begin so, falling."""
    codes: dict[str, set[str]] = {}
    for name, code in gazetteer:
        if len(name) >= _SHORTEST:
            codes.setdefault(name, set()).add(code)
    lengths: dict[str, set[int]] = {}
    for name in codes:
        lengths.setdefault(name[:_SHORTEST], set()).add(len(name))
    return (
        {name: tuple(sorted(codes[name])) for name in codes},
        {beginning: tuple(sorted(long, reverse=True)) for beginning, long in lengths.items()},
    )


@lru_cache(maxsize=8)
def _beginnings(gazetteer: frozenset[tuple[str, str]]) -> re.Pattern[str]:
    """Return where a name may begin: nearly all of a text is passed over at once."""
    _, pairs = _by_beginning(gazetteer)
    signs = ("".join(sorted({pair[n] for pair in pairs})) for n in range(_SHORTEST))
    return re.compile("(?=" + "".join(f"[{re.escape(each)}]" for each in signs if each) + ")")


def find_regions(text: str, gazetteer: Iterable[tuple[str, str]]) -> Iterator[RegionFound]:
    """Yield the places a text names, in order and without overlap.

    Units: `gazetteer` yields (name, region code) in any script; a name may have several codes.

    >>> list(find_regions("大连市与六盘水", [("大连市", "a"), ("大连", "a")]))
    [RegionFound(start=0, end=3, text='大连市', codes=('a',))]
    """
    known = frozenset(gazetteer)
    (names, lengths), end = _by_beginning(known), 0
    for hit in _beginnings(known).finditer(text):
        place = hit.start()
        if place < end:
            continue
        for length in lengths.get(text[place : place + _SHORTEST], ()):
            name = text[place : place + length]
            codes = names.get(name)
            if codes and _whole(text, place, name):
                # At the end of a text a name may be shorter than what was asked for.
                end = place + len(name)
                yield RegionFound(place, end, name, codes)
                break


def _whole(text: str, start: int, name: str) -> bool:
    """Whether a Latin name stands as a word of its own; Chinese has no spaces to go by."""
    if not name.isascii():
        return True
    end = start + len(name)
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_letter(before) or _letter(after))


def _letter(sign: str) -> bool:
    return bool(sign) and sign.isascii() and (sign.isalnum() or sign == "_")
