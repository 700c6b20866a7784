"""When the event of a text was: its first day, settled by the day of publication."""

from __future__ import annotations

import re
from datetime import timedelta

from tallystick.extraction.dates.printed import last_day
from tallystick.extraction.drafts import DateFound, Span
from tallystick.extraction.page import Page

# BEIJING, Nov. 22 -- ; 贺州10月31日电
_DATELINE = re.compile(
    r"\A\s*(?:[A-Z][\w'’ ]{1,30}(?:, [A-Z][\w. ]{1,20})?, )?(?:[^\n]{0,24}?)\s?(?:--|—|–)\s"
    r"|\A\s*[^，,。\n]{0,16}?\d{1,2}月\d{1,2}日(?:电|讯)"
)
_LEAD = 3
_NEAR = 24
_REPORTED = re.compile(r"(?:reported|told reporters|according to [\w ]{1,12})(?: on| last)? \Z")
_SINCE = re.compile(r"(?:[Ss]ince|[Ff]rom)(?: \w+)? \Z|[自从]\Z")
# In a text with a dateline these are its day.
_TODAY = re.compile("(?i:today|tonight|this (?:morning|afternoon|evening)|今[天日]|本日)")
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
# The lines above a text end with none of these.
_STOPS = frozenset(".。!?！？”\"'’)）")
_ISO = len("2024-06-18")
# An announcement tells of the last weeks, or of a visit about to begin.
_LONG, _SOON = 60, 14
_YEAR = 4


def day_of(page: Page, sentence: Span, *, bulletin: bool) -> str | None:
    """Return the ISO day or month of an event; that of publication for a bulletin without one."""
    named = set(page.dates)
    dates = sorted([*page.dates, *page.pointed], key=lambda date: date.start)
    dateline = _DATELINE.match(page.plain[page.body :])
    told = page.body + dateline.end() if dateline else page.body
    lead = page.sentences[:_LEAD]
    opening = [other for other in lead if other.text[-1] in _STOPS][:1]
    for place in (*opening, sentence, *lead):
        inside = [date for date in dates if max(place.start, told) <= date.start < place.end]
        # A day that is named says more than "today".
        for date in sorted(inside, key=lambda date: date not in named):
            if dateline and _TODAY.fullmatch(date.text):
                break
            if date.iso and news(date.iso, page.published) and not _beside(page, date):
                return _first_day(page, place, date)
    if dateline:
        for date in dates:
            if page.body <= date.start < told and date.iso:
                return date.iso
    return page.published if bulletin else None


def _beside(page: Page, day: DateFound) -> bool:
    """Whether a day is one since when something is so, or when the press told it."""
    before = page.plain[max(0, day.start - _NEAR) : day.start]
    pattern = _REPORTED if len(day.iso) == _ISO else _SINCE
    return pattern.search(before) is not None


def _first_day(page: Page, sentence: Span, day: DateFound) -> str:
    """Return a day, or the first of so many that ended on it: ended a two-day visit on July 25."""
    ended = _ENDED.search(page.plain[sentence.start : day.start])
    if ended is None or len(day.iso) < _ISO:
        return day.iso
    said = (ended["days"] or ended["han"]).lower()
    days = int(said) if said.isdigit() else _DAYS.get(said, 1)
    return (last_day(day.iso) - timedelta(days=days - 1)).isoformat()


def news(iso: str, published: str | None) -> bool:
    """Whether a day is what an announcement of that day tells: neither long ago nor far ahead."""
    if published is None or len(published) == _YEAR:
        return True
    days = (last_day(published) - last_day(iso)).days
    return -_SOON <= days <= _LONG
