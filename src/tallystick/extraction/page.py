"""A text as every finder looks at it: one script, sentences and places; offsets stay the text's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import opencc

from tallystick.extraction.drafts import DateFound, RegionFound, Span
from tallystick.extraction.places import find_regions

ENGLISH, SIMPLIFIED, TRADITIONAL = "en", "zh-Hans", "zh-Hant"
# Half-width signs for full-width ones. The comma stays: between digits it lists, and "," does not.
_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94) if n != 0x0B} | {0x3000: 0x20, 0xA0: 0x20}
_QUOTES = str.maketrans("『』「」‘’", "“”“”''")
# A sentence ends at a full stop that no initial or abbreviation carries, or with its line.
_SENTENCE_END = re.compile(
    r"[。！？!?]+[”\"’')）]*|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b(?:Mrs|Nov|Dec|Oct|Sep|Aug|Feb|Jan))"
    r"\.[\"”’)]*(?=\s|$)|\n+"
)


@cache
def _simplified() -> dict[int, int]:
    """Return Simplified signs by Traditional ones, one for one (OpenCC's table of signs)."""
    signs = [chr(n) for n in range(0x3400, 0xA000)]
    plain = opencc.OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(a): ord(b) for a, b in zip(signs, plain, strict=True) if a != b and len(b) == 1}


def plain(text: str) -> str:
    """Return a text of the same length in Simplified signs, half-width digits and marks.

    >>> plain("１２萬元，開幕")
    '12万元，开幕'
    """
    return text.translate(_WIDTH).translate(_QUOTES).translate(_simplified())


def language_of(text: str) -> str:
    """Return zh-Hans or zh-Hant where Han signs outnumber a fifth of the Latin letters, else en.

    >>> language_of("大连帮扶"), language_of("大連幫扶"), language_of("Dalian (大连) and others")
    ('zh-Hans', 'zh-Hant', 'en')
    """
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    if han * 5 <= latin:
        return ENGLISH
    table = _simplified()
    return TRADITIONAL if sum(ord(sign) in table for sign in text) * 20 > han else SIMPLIFIED


@dataclass(frozen=True)
class Page:
    """A text with what all finders share. `published` is an ISO day, month or year, or None."""

    text: str
    lang: str
    published: str | None
    gazetteer: frozenset[tuple[str, str]]

    @property
    def chinese(self) -> bool:
        """Whether the Chinese grammars read it."""
        return self.lang != ENGLISH

    @cached_property
    def plain(self) -> str:
        """The text in one script, sign for sign."""
        return plain(self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences without the space around them, in order."""
        return tuple(_sentences(self.plain))

    @cached_property
    def regions(self) -> tuple[RegionFound, ...]:
        """Places the text names, in order and without overlap."""
        return tuple(find_regions(self.text, self.gazetteer))

    @cached_property
    def dates(self) -> tuple[DateFound, ...]:
        """Days and months the text names, in order."""
        from tallystick.extraction.dates import find_dates

        return tuple(find_dates(self.plain, self.published))

    def piece(self, start: int, end: int) -> str:
        """Return the words of a place as printed."""
        return self.text[start:end]


def page_of(
    text: str, lang: str | None, published: str | None, gazetteer: Iterable[tuple[str, str]]
) -> Page:
    """Return a text ready for the finders."""
    return Page(text, lang or language_of(text), published, frozenset(gazetteer))


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in [*(hit.end() for hit in _SENTENCE_END.finditer(text)), len(text)]:
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + piece.index(bare)
            yield Span(first, first + len(bare), bare)
        start = end
