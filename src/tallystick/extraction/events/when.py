"""When the event of a text was: its first day, settled by the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from tallystick.extraction.dates.ahead import lies_ahead
from tallystick.extraction.dates.printed import DAY_LENGTH, find_dates, last_day
from tallystick.extraction.drafts import DateFound, Span
from tallystick.extraction.events.telling import opening
from tallystick.extraction.page import Page

# BEIJING, Nov. 22 -- ; 贺州10月31日电
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_PRINTED = rf"(?:{_MONTHS} \d\d?|\d\d? {_MONTHS})(?:,? (?:19|20)\d\d)?"
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w'’.\[\] ]{1,30}(?:, [A-Z][\w. ]{1,20})?, )?(?:[^\n]{0,24}?)"
    r"(?:\s?(?:--|—|–)|\([A-Z/ ]{2,20}\):)\s"
    r"|\s*[^，,。\n]{0,16}?(?:\d{1,2}月\d{1,2}|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3})"
    r"日(?:[\u4e00-\u9fff]{2,4})?(?:电|讯|消息)"
    # SIBU (March 18): ; MACAU, September 16 - ; (August 4, Osby) ; Puerto Vale, 22 November 2012.
    rf"|\s*[A-Z][^\n:()]{{1,40}}\({_PRINTED}\)\s?[:–—-]\s|\s*[A-Z][A-Z ]{{2,30}}, {_PRINTED} - "
    rf"|\s*\({_PRINTED}, [A-Z]\w+\)\s|\s*[A-Z][\w ]{{1,30}}, {_PRINTED}\.\s"
)
_LEAD = 3
_NEAR = 24
_REPORTED = re.compile(r"(?:reported|told reporters|according to [\w ]{1,12})(?: on| last)? \Z")
_SINCE = re.compile(r"(?:[Ss]ince|[Ff]rom|back to|of)(?: \w+)? \Z|(?:[自从]|截[至止])\Z")
# In a text with a dateline these are its day.
_TODAY = re.compile("(?i:today|tonight|this (?:morning|afternoon|evening)|今[天日早晨晚]|本日)")
_ENDED = re.compile(
    r"\b(?:end|conclud|wrapp|complet|finish)\w*(?: up)? (?:an?|its|his|her|their) "
    r"(?P<days>\w+)-day [^.;]{0,60}\Z"
    r"|结束(?:了|为期)*(?P<han>[一二两三四五六七\d])天[^，。;；]{0,20}\Z",
    re.IGNORECASE,
)
_DAYS = {
    **{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{sign: n for n, sign in enumerate("一二三四五六七", 1)},
    "两": 2,
}
# Of what was lately the day of a dateline is not the day.
_LATELY = re.compile("近日|日前|近期|连日来")
# An announcement tells of the last weeks, or of a visit about to begin.
_LONG, _SOON = 90, 14
_MONTH = len("2024-06")
_YEAR = 4
_YEARS = re.compile(r"(?<![\d自从到至–—~-])((?:19|20)\d\d)年(?!以来|[底末初起至到–—~-]|算起|\d)")

# 2023年苏陕协作工作联席会: held in that year.
_MEETINGS = re.compile(
    r"(?<![\d自到至])((?:19|20)\d\d)(?:年(?!以来|[底末初]|\d))?(?:第[一二三四五六七八九十\d]+次)?"
    r"(?=[\u4e00-\u9fff·]{2,18}(?:联席会|座谈会|招聘会|对接会|推进会|洽谈会|交易会|博览会|展销会|会议|仪式|[旅文]\w?节))"
)


def day_of(page: Page, sentence: Span, *, bulletin: bool) -> str | None:
    """Return the ISO day or month of an event; that of publication for a bulletin without one."""
    named = set(page.dates)
    dates = sorted([*page.dates, *page.pointed], key=lambda date: date.start)
    first = opening(page)
    start, end = dateline(page)
    told = end if end > start else page.body
    lead = page.sentences[: page.sentences.index(first) + _LEAD]
    if bulletin:
        # What a notice tells is of a month only where it opens with that, in English of a day too.
        dates = [date for date in dates if len(date.iso) != _MONTH or date.start < first.end]
    told_in = (first,) if bulletin and not page.chinese else (first, sentence, *lead)
    for place in told_in:
        inside = [date for date in dates if max(place.start, told) <= date.start < place.end]
        # A day that is named says more than "today".
        for date in sorted(inside, key=lambda date: date not in named):
            if end > start and _TODAY.fullmatch(date.text):
                break
            # A line above the text with its day of publication alone says no more than that.
            if date.start < first.start and date.iso == page.published:
                continue
            if not date.iso:
                date = replace(date, iso=in_year_of(page, place, date))
            if date.iso and _told(page, date) and not _beside(page, date):
                return _first_day(page, place, date)
    for date in dates:
        if start <= date.start < end and date.iso and not _LATELY.search(first.text):
            return date.iso
    return page.published if bulletin else None


def in_year_of(page: Page, sentence: Span, day: DateFound) -> str:
    """Return a day without a year in the one year of its sentence, or of the meetings named."""
    years = set(_YEARS.findall(sentence.text)) or set(_MEETINGS.findall(page.plain, page.body))
    if len(years) != 1:
        return ""
    return next((found.iso for found in find_dates(day.text, years.pop())), "")


def dateline(page: Page) -> tuple[int, int]:
    """Return where the dateline of a text begins and ends, at one place where there is none."""
    start = opening(page).start
    found = _DATELINE.match(page.plain, start)
    return start, found.end() if found else start


def _beside(page: Page, day: DateFound) -> bool:
    """Whether a day is one since when something is so, or when the press told it."""
    before = page.plain[max(0, day.start - _NEAR) : day.start]
    pattern = _REPORTED if len(day.iso) == DAY_LENGTH else _SINCE
    return pattern.search(before) is not None


def _first_day(page: Page, sentence: Span, day: DateFound) -> str:
    """Return a day, or the first of so many that ended on it: ended a two-day visit on July 25."""
    ended = _ENDED.search(page.plain[sentence.start : day.start])
    if ended is None or len(day.iso) < DAY_LENGTH:
        return day.iso
    said = (ended["days"] or ended["han"]).lower()
    days = int(said) if said.isdigit() else _DAYS.get(said, 1)
    return (last_day(day.iso) - timedelta(days=days - 1)).isoformat()


def _told(page: Page, day: DateFound) -> bool:
    """Whether a day is one that an announcement tells: of these weeks, or told as to come."""
    if news(day.iso, page.published):
        return True
    by = last_day(page.published or day.iso)
    ahead = (last_day(day.iso) - by).days
    return 0 < ahead <= _LONG and lies_ahead(page.small, day.start, day.end)


def news(iso: str, published: str | None) -> bool:
    """Whether a day is what an announcement of that day tells: neither long ago nor far ahead."""
    if published is None or len(published) == _YEAR:
        return True
    days = (last_day(published) - last_day(iso)).days
    return -_SOON <= days <= _LONG
