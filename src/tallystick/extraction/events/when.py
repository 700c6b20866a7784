"""When the event of a text was: its first day, settled by the day of publication."""

from __future__ import annotations

import re

from tallystick.extraction.dates.printed import last_day
from tallystick.extraction.drafts import Span
from tallystick.extraction.page import Page

# BEIJING, Nov. 22 -- ; 贺州10月31日电
_DATELINE = re.compile(
    r"\A\s*(?:[A-Z][\w'’ ]{1,30}(?:, [A-Z][\w. ]{1,20})?, )?(?:[^\n]{0,24}?)\s?(?:--|—|–)\s"
    r"|\A\s*[^，,。\n]{0,16}?\d{1,2}月\d{1,2}日(?:电|讯)"
)
_LEAD = 3
# An announcement tells of the last weeks, or of a visit about to begin.
_LONG, _SOON = 60, 14
_YEAR = 4


def day_of(page: Page, sentence: Span, *, bulletin: bool) -> str | None:
    """Return the ISO day or month of an event; that of publication for a bulletin without one."""
    dates = sorted([*page.dates, *page.pointed], key=lambda date: date.start)
    dateline = _DATELINE.match(page.plain[page.body :])
    told = page.body + dateline.end() if dateline else page.body
    lead = page.sentences[:_LEAD]
    for place in (sentence, *lead):
        inside = [date for date in dates if max(place.start, told) <= date.start < place.end]
        # A day that is named says more than "today".
        for date in sorted(inside, key=lambda date: date not in page.dates):
            if date.iso and _news(date.iso, page.published):
                return date.iso
    if dateline:
        for date in dates:
            if page.body <= date.start < told and date.iso:
                return date.iso
    return page.published if bulletin else None


def _news(iso: str, published: str | None) -> bool:
    """Whether a day is what an announcement of that day tells: neither long ago nor far ahead."""
    if published is None or len(published) == _YEAR:
        return True
    days = (last_day(published) - last_day(iso)).days
    return -_SOON <= days <= _LONG
