"""A text as every finder looks at it: one script, sentences and places; offsets stay the text's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial, wraps
from itertools import takewhile
from typing import Any, TypeVar, TypeVarTuple

import opencc

from tallystick.extraction.dates.numbers import find_in_numbers
from tallystick.extraction.dates.pointed import find_relative
from tallystick.extraction.dates.printed import find_dates
from tallystick.extraction.drafts import DateFound, RegionFound, Span
from tallystick.extraction.places.countries import country_names
from tallystick.extraction.places.forms import by_form, named_again
from tallystick.extraction.places.known import find_regions
from tallystick.kernel.letters import small_letters

Asked = TypeVarTuple("Asked")
Told = TypeVar("Told")
# All signs but those of scripts that no announcement is in.
_SIGNS = 0x10000
ENGLISH, SIMPLIFIED, TRADITIONAL = "en", "zh-Hans", "zh-Hant"
# Half-width signs for full-width ones. The comma stays: between digits it lists, and "," does not.
_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94) if n != 0x0B} | {0x3000: 0x20, 0xA0: 0x20}
_QUOTES = str.maketrans("『』「」‘’", "“”“”''")
_HAN, _LATIN = re.compile("[\u4e00-\u9fff]+"), re.compile("[A-Za-z]+")
# A sentence ends at a full stop that no initial or abbreviation carries, or with its line. The mark
# stands first: what begins with one of a few signs is looked for at once.
_SENTENCE_END = re.compile(
    r"[。！？!?.\n](?:(?<=[。！？!?])[。！？!?]*[”\"’')）]*|(?<=\n)\n*|(?<=\.)(?<!\b[A-Z]\.)"
    r"(?<!\b[A-Z][a-z]\.)(?<!\b[a-z]\.[a-z]\.)"
    r"(?<!\b(?:Mrs|Hon|Gov|Sen|Rev|Nov|Dec|Oct|Sep|Aug|Feb|Jan)\.)"
    r"(?<!\b(?:Prof|Atty|Engr|Cllr)\.)[\"”’)]*(?=\s|$))"
)
# What a page prints above its text: dates, sources, counters, the way back to the front page.
_FURNITURE = re.compile(
    r"(?:\s{0,9}(?:(?:updated?(?: ?time| on| at)?|release time|"
    r"publish(?:ed|ing)?(?: time| on| date)?|posted|date|"
    r"source|from|views?|browse|首页|当前位置|发布|日期|时间|来源|浏览|点击|字号|作者|编辑|责任编辑)\b"
    r"[^\n]{0,120}\n|(?:date|日期|发布日期|发布时间)[: ]{1,3}\d{4}-\d\d?-\d\d?[ \n]"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4}\s{0,9}\n"
    r"|[^\n]{0,60}(?:\bsource|来源):[^\n]{0,80}\n"
    r"|\d{4}[-/年.]\d\d?[-/月.]\d\d?日?(?: \d\d?:\d\d(?::\d\d)?)?\s{0,9}\n)){1,8}",
    re.IGNORECASE,
)


@cache
def _simplified() -> dict[int, int]:
    """Return Simplified signs by Traditional ones, one for one (OpenCC's table of signs)."""
    signs = [chr(n) for n in range(0x3400, 0xA000)]
    plain = opencc.OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(a): ord(b) for a, b in zip(signs, plain, strict=True) if a != b and len(b) == 1}


@cache
def _traditional() -> re.Pattern[str]:
    """Return what Traditional signs in a row are, those that differ from Simplified ones."""
    return re.compile(f"[{''.join(map(chr, _simplified()))}]+")


@cache
def _one_for_one() -> str:
    """Return the sign that each stands for on a page of one script, most for themselves.

    A row of all is looked up in half the time of a table of some, and close together.
    """
    others = _simplified() | _QUOTES | _WIDTH
    return "".join(chr(others.get(sign, sign)) for sign in range(_SIGNS))


def plain(text: str) -> str:
    """Return a text of the same length in Simplified signs, half-width digits and marks.

    >>> plain("１２萬元，開幕")
    '12万元，开幕'
    """
    return text if text.isascii() else text.translate(_one_for_one())


def language_of(text: str) -> str:
    """Return zh-Hans or zh-Hant where Han signs outnumber a fifth of the Latin letters, else en.

    >>> language_of("大连帮扶"), language_of("大連幫扶"), language_of("Dalian (大连) and others")
    ('zh-Hans', 'zh-Hant', 'en')
    """
    han, latin = (len("".join(signs.findall(text))) for signs in (_HAN, _LATIN))
    if han * 5 <= latin:
        return ENGLISH
    traditional = len("".join(_traditional().findall(text)))
    return TRADITIONAL if traditional * 20 > han else SIMPLIFIED


@dataclass(frozen=True)
class Page:
    """A text with what all finders share. `published` is an ISO day, month or year, or None."""

    text: str
    lang: str
    published: str | None
    gazetteer: frozenset[tuple[str, str]]

    @cached_property
    def found(self) -> dict[tuple[Any, ...], Any]:
        """What finders keep with the page, by the finder and what else it was asked."""
        return {}

    @cached_property
    def chinese(self) -> bool:
        """Whether the Chinese grammars read it."""
        return self.lang != ENGLISH

    @cached_property
    def plain(self) -> str:
        """The text in one script, sign for sign."""
        return plain(self.text)

    @cached_property
    def small(self) -> str:
        """The text in one script and in small letters, sign for sign."""
        return small_letters(self.plain)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of the body without the space around them, in order."""
        return tuple(_sentences(self.plain, self.body))

    @cached_property
    def body(self) -> int:
        """Where the announcement begins, after what the page prints above it."""
        found = _FURNITURE.match(self.plain)
        return found.end() if found else 0

    @cached_property
    def regions(self) -> tuple[RegionFound, ...]:
        """Places the text names, in order and without overlap."""
        known = list(find_regions(self.plain, self.gazetteer))
        ends = [(found.start, found.end) for found in known]
        formed = [self._unknown(*place) for place in by_form(self.plain, ends)]
        merged = tuple(_merged(self.plain, known, formed))
        again = [self._unknown(*place) for place in named_again(self.plain, merged)]
        found = sorted((*merged, *again), key=lambda found: found.start)
        return tuple(map(self._as_printed, found))

    @cached_property
    def region_starts(self) -> list[int]:
        """Where the places begin that the text names."""
        return [region.start for region in self.regions]

    def regions_in(self, start: int, end: int) -> tuple[RegionFound, ...]:
        """Return the places named from one offset on and before another, by binary search."""
        first, last = (bisect_left(self.region_starts, at) for at in (start, end))
        return self.regions[first:last]

    def _unknown(self, start: int, end: int) -> RegionFound:
        """Return a place that no list knows."""
        return RegionFound(start, end, self.plain[start:end], ())

    def _as_printed(self, found: RegionFound) -> RegionFound:
        """Return a place with its name in the signs of the text."""
        printed = self.piece(found.start, found.end)
        if found.text == printed:
            return found
        return RegionFound(found.start, found.end, printed, found.codes)

    @cached_property
    def dates(self) -> tuple[DateFound, ...]:
        """Days and months the text names, in order."""
        return tuple(
            DateFound(found.start, found.end, self.piece(found.start, found.end), found.iso)
            for found in self._dates()
        )

    def _dates(self) -> list[DateFound]:
        """Return the days and months, those in numbers alone among them."""
        found = list(find_dates(self.plain, self.published))
        numbers = [
            day
            for day in find_in_numbers(self.plain, self.published)
            if not any(day.start < other.end and other.start < day.end for other in found)
        ]
        return sorted((*found, *numbers), key=lambda day: day.start) if numbers else found

    @cached_property
    def pointed(self) -> tuple[DateFound, ...]:
        """Days and months the text points to (yesterday, on Friday), apart from those it names.

        None where the day of publication is not known.
        """
        if self.published is None:
            return ()
        named = self.dates
        return tuple(
            DateFound(found.start, found.end, self.piece(found.start, found.end), found.iso)
            for found in find_relative(self.plain, self.published)
            if not any(found.start < date.end and date.start < found.end for date in named)
        )

    def piece(self, start: int, end: int) -> str:
        """Return the words of a place as printed."""
        return self.text[start:end]


def once_a_page(find: Callable[[Page, *Asked], Told]) -> Callable[[Page, *Asked], Told]:
    """Have a finder look once; what it found is kept with the page, and goes with it."""

    @wraps(find)
    def kept(page: Page, *asked: *Asked) -> Told:
        key = (find, *asked)
        if key not in page.found:
            page.found[key] = find(page, *asked)
        told: Told = page.found[key]
        return told

    return kept


@lru_cache(maxsize=8)
def _known(gazetteer: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Add the countries, and the names in the one script that is looked at."""
    return country_names() | {(plain(name), code) for name, code in gazetteer} | gazetteer


def page_of(
    text: str, lang: str | None, published: str | None, gazetteer: Iterable[tuple[str, str]]
) -> Page:
    """Return a text ready for the finders."""
    return Page(text, lang or language_of(text), published, _known(frozenset(gazetteer)))


def _begins_before(end: int, found: RegionFound) -> bool:
    return found.start < end


# The shortest names of counties: one sign and its kind.
_SHORT = 2
_SAME_PLACE = re.compile(r" (?:Province|Prefecture|City|province|prefecture|city)$")


def _merged(
    text: str, known: list[RegionFound], formed: list[RegionFound]
) -> Iterator[RegionFound]:
    """Yield both in order. What is known stays, unless a longer name begins with it alone."""
    waiting, end = deque(known), 0
    for form in formed:
        if form.start < end:
            continue
        end = form.end
        while waiting and waiting[0].end <= form.start:
            yield waiting.popleft()
        inside = list(takewhile(partial(_begins_before, form.end), waiting))
        if not inside:
            yield form
        elif len(inside) == 1 and inside[0].start == form.start and inside[0].end < form.end:
            known_as = waiting.popleft()
            # Haibei Prefecture is Haibei; 广安区 is not the 广安 above it.
            same = _SAME_PLACE.search(text, form.start, form.end) is not None
            yield RegionFound(form.start, form.end, form.text, known_as.codes if same else ())
        elif len(inside) == 1 and inside[0].end == form.end and len(inside[0].text) <= _SHORT:
            # 会宁县 is not the 宁县 in it.
            waiting.popleft()
            yield form
    yield from waiting


def _sentences(text: str, start: int) -> Iterator[Span]:
    for end in [*(hit.end() for hit in _SENTENCE_END.finditer(text, start)), len(text)]:
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + piece.index(bare)
            yield Span(first, first + len(bare), bare)
        start = end
