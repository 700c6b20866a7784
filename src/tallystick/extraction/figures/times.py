"""All expressions of time in a text, in order: what the periods of its figures are made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from tallystick.extraction.figures.days import find_days
from tallystick.extraction.figures.stretches import Found, Reader, Time
from tallystick.extraction.figures.times_chinese import CHINESE
from tallystick.extraction.figures.times_english import ENGLISH
from tallystick.extraction.page import Page
from tallystick.kernel.numeral.dates import MONTH_NUMBERS

Readers = tuple[tuple[re.Pattern[str], Reader], ...]
_CHINESE: Readers = tuple((re.compile(pattern), read) for pattern, read in CHINESE)
_ENGLISH: Readers = tuple((re.compile(pattern), read) for pattern, read in ENGLISH)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|\b)")
_DATED = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d\d?)月)?"
    r"|(?:(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]{0,7},? )?"
    r"(?<!\d)(?P<bare>(?:19|20)\d\d)(?![\d年,-])"
)
# How far back the beginning of "since then" may have been told.
_TOLD = 600
# How far back the year of "the first half" may have been named.
_AGO = 120
# Behind this a year is only what another is compared with.
_COMPARED = re.compile(
    r"(?:比|较|相比|与|同比|低于|高于|少于|多于)\Z"
    r"|\b(?:than|than in|compared with|compared to|over|against|from)\s\Z"
)
# A year in the name of a meeting, an agreement or a project is no period.
_NAMED = re.compile(
    r"[“”\"《]?[^，。；,;、\n\d]{0,14}?(?:大会|会议|协议|论坛|博览会|对接会|交流会|洽谈会|推介会|"
    r"联席会|方案|规划|项目进行|要点)"
)


def find_times(page: Page, text: str) -> list[Time]:
    """Return the expressions of time in a text, in order and without overlap.

    Units: `text` is the page's plain text in lower case.
    """
    found = [*find_days(page, text), *_stretches(page, text)]
    # The longest at a place wins; of the same length, a day, then the reader that stands first.
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[Time] = []
    for time in found:
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    return kept


def _stretches(page: Page, text: str) -> Iterator[Time]:
    years = [(hit.start(), int(hit[0])) for hit in _YEAR.finditer(text)]
    places = [place for place, _ in years]
    dated = [(hit.start(), _month(hit)) for hit in _DATED.finditer(text)]
    told = [place for place, _ in dated]
    published = int(page.published[:4]) if page.published else None
    for pattern, read in _CHINESE if page.chinese else _ENGLISH:
        for hit in pattern.finditer(text):
            if _COMPARED.search(text, max(0, hit.start() - 16), hit.start()):
                continue
            if hit[0][-1] == "年" and _NAMED.match(text, hit.end()):
                continue
            last = bisect_left(places, hit.start() + 1) - 1
            near = last >= 0 and hit.start() - places[last] < _AGO
            then = bisect_left(told, hit.start()) - 1
            named = dated[then][1] if then >= 0 and hit.start() - told[then] < _TOLD else None
            year = years[last][1] if near else published
            kind, period, cumulative = read(Found(hit, page.published, year, named))
            yield Time(hit.start(), hit.end(), kind, period, cumulative)


def _month(hit: re.Match[str]) -> str:
    """Return a named year, with its month where one is named."""
    month = hit["m"] or (MONTH_NUMBERS[hit["name"]] if hit["name"] else 0)
    return f"{hit['y'] or hit['bare']}-{int(month):02}" if month else hit["y"] or hit["bare"]
