"""All expressions of time in a text, in order: what the periods of its figures are made of."""

from __future__ import annotations

import re
from bisect import bisect_left

from tallystick.extraction.cues import Cue
from tallystick.extraction.figures.days import find_days
from tallystick.extraction.figures.stretches import APPEARED, DAY, SINCE, SPAN, Found, Time
from tallystick.extraction.figures.times_chinese import CHINESE
from tallystick.extraction.figures.times_english import ENGLISH
from tallystick.extraction.page import Page
from tallystick.kernel.numeral.dates import MONTH_NUMBERS

_CHINESE, _ENGLISH = (
    tuple(
        (Cue(re.compile(pattern), tuple(needs.split("|"))), read) for pattern, read, needs in told
    )
    for told in (CHINESE, ENGLISH)
)
# A mark stands first, as what begins with one of a few signs is looked for at once.
_YEAR = re.compile(r"[12](?<!\d.)(?:(?<=1)9|(?<=2)0)\d\d(?=年|\b)")
_DATED = re.compile(
    r"(?=[12jfmasond])(?:(?<!\d)(?P<y>(?:19|20)\d\d)年(?:(?P<m>\d\d?)月)?"
    r"|(?:(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]{0,7},? )?"
    r"(?<!\d)(?P<bare>(?:19|20)\d\d)(?![\d年,-]))"
)
# What begins a partnership, after its year or before it.
_BEGINS = re.compile(
    r"[^。\n]{0,40}?(?:结对|结为|结成|缔结|对口(?:帮扶|支援|协作|合作|援)|"
    r"(?:建立|确定)[^，。\n]{0,14}关系|开始(?:对口|帮扶|支援|协作|援|运行|实施|开行)|(?:启动|开行)|拉开[^，。]{0,12}序幕)"
    r"|[^.\n]{0,80}?\b(?:pair|twinn|partner|began|begun|started|launched|assist|support|chosen)"
)
_BEGAN = re.compile(
    r"(?:pair|twinn|partner|began|begun|started|launched|established)[^.\n]{0,70}\Z"
    r"|\b(?:goes|went|dates?|dating|reach\w*) (?:back )?(?:to|from)(?: the (?:year|end of))? \Z"
    r"|took up (?:its|their) work[^.\n]{0,20}\Z|(?:始于|起始于|起步于|开始于|肇始于|源于)\Z"
)
# How far back the beginning of "since then" may have been told.
_TOLD = 600
# So many of the years told before are looked at.
_MOST_TOLD = 20
_LATE = re.compile(r"\b(?:the end of|late(?: in)?|at the end of) \Z")
_THIS_YEAR = re.compile(r"this year\b|今年")
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


def find_times(
    page: Page, text: str, told: str | None, event: str | None
) -> tuple[list[Time], list[Time]]:
    """Return the expressions of time in a text, in order and without overlap; and the beginnings.

    Units: `text` is the page's plain text in lower case, `told` the day of publication or of the
    event, `event` the day or month of the event. A beginning stands where a partnership is said
    to have begun, or where figures begin to be counted from.
    """
    begun, stretches = _stretches(page, text, told)
    found = [*find_days(page, text, event), *stretches]
    # The longest at a place wins; of the same length, a day, then the reader that stands first.
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[Time] = []
    for time in found:
        day = kept and kept[-1].kind == DAY and time.start <= kept[-1].end + 1
        if day and time.kind == SPAN and _THIS_YEAR.match(text, time.start):
            # "On Oct 20 this year" is one day.
            continue
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    kept = [time for time in kept if time.kind != APPEARED]
    counted = [time for time in kept if time.kind == SINCE and time.cumulative]
    return kept, sorted([*begun, *counted], key=lambda time: time.start)


def _stretches(page: Page, text: str, published: str | None) -> tuple[list[Time], list[Time]]:
    """Return the beginnings of partnerships, and the stretches of time."""
    years = [
        (hit.start(), int(hit[0]))
        for hit in _YEAR.finditer(text)
        if not _is_name(page, text, hit.end())
    ]
    places = [place for place, _ in years]
    hits = list(_DATED.finditer(text))
    dated = [(hit.start(), _beginning(text, hit)) for hit in hits]
    told = [place for place, _ in dated]
    last_year = int(published[:4]) if published else None
    begun = [
        (hit.start(), _beginning(text, hit))
        for hit in hits
        if _BEGINS.match(text, hit.end())
        or _BEGAN.search(text, max(0, hit.start() - 90), hit.start())
    ]
    begun = [one for one in begun if last_year is None or int(one[1][:4]) < last_year]
    begins = [place for place, _ in begun]
    found = []
    for cue, read in _CHINESE if page.chinese else _ENGLISH:
        for hit in cue.finditer(text):
            if _COMPARED.search(text, max(0, hit.start() - 16), hit.start()):
                continue
            if hit[0][-1] == "年" and _NAMED.match(text, hit.end()):
                continue
            last = bisect_left(places, hit.start() + 1) - 1
            near = last >= 0 and (published is None or hit.start() - places[last] < _AGO)
            then = bisect_left(told, hit.start())
            near_by = then and hit.start() - told[then - 1] < _TOLD
            first = bisect_left(begins, hit.start())
            measured = Found(
                hit,
                published,
                years[last][1] if near else last_year,
                dated[then - 1][1] if near_by else None,
                tuple(month for _, month in dated[max(0, then - _MOST_TOLD) : then][::-1]),
                begun[first - 1][1] if first else None,
            )
            kind, period, cumulative = read(measured)
            found.append(Time(hit.start(), hit.end(), kind, period, cumulative))
    end = published[:7] if published else ".."
    beginnings = [Time(place, place, SINCE, f"{month}/{end}", True) for place, month in begun]
    return beginnings, found


def _is_name(page: Page, text: str, end: int) -> bool:
    """Whether a year is a part of a name, as in 《2012—2020年协作规划》."""
    return page.chinese and text[end : end + 1] == "年" and bool(_NAMED.match(text, end + 1))


def _beginning(text: str, hit: re.Match[str]) -> str:
    """Return a named year or month; the end of a year is its last month."""
    month = _month(hit)
    if len(month) > len("2016"):
        return month
    late = _LATE.search(text, max(0, hit.start() - 16), hit.start())
    return f"{month}-12" if late or text[hit.end() : hit.end() + 1] in ("底", "末") else month


def _month(hit: re.Match[str]) -> str:
    """Return a named year, with its month where one is named."""
    month = hit["m"] or (MONTH_NUMBERS[hit["name"]] if hit["name"] else 0)
    return f"{hit['y'] or hit['bare']}-{int(month):02}" if month else hit["y"] or hit["bare"]
