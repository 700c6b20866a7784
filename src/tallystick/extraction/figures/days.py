"""Days in running text: named ones, "yesterday" and "on Friday", and the day of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tallystick.extraction.figures.stretches import DAY, Time
from tallystick.extraction.page import Page

_DAY, _MONTH = 10, 7
_AGO = {"昨日": 1, "昨天": 1, "yesterday": 1, "前天": 2, "今日": 0, "今天": 0}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# No event is told of so long after it; the day is one of history.
_NEWS = timedelta(days=62)
_RELATIVE = re.compile(
    rf"(?P<ago>{'|'.join(_AGO)})"
    r"|\bon (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|(?<![月\d至到\-–—~])(?P<day>[12]?\d|3[01])日(?![内前游均])"
)
_THE_DAY = re.compile(r"当天|当日|现场|同日|\b(?:the same day|that day|on the day|on the spot)\b")
# A date behind this is when the text was published or something was said.
_PRINTED = re.compile(
    r"(?:日期|时间|发布|发稿|更新|来源)[^，。\n]{0,9}\Z"
    r"|\b(?:published|updated|posted|date|time|said|reported|told reporters|announced)"
    r"[: ]{1,2}[^.]{0,4}\Z"
)
_DATELINE = re.compile(r"\s?(?:\(.{1,20}\)\s?)?(?:\d\d?:\d\d|[电讯]|消息|--|——|[（(]记者)")
_ALONE = re.compile(r"(?:^|\n)\s?\Z")
_LATELY = re.compile(r"近日|日前|前不久|\brecently\b")
_DAYS = re.compile(r"\d (?:to|-|–)")
_MORE_DAYS = re.compile(r"\s?(?:至|到|[-–—~]|to)\s?(?:\d\d?月)?\d\d?[日号]?")


def find_days(page: Page, text: str) -> Iterator[Time]:
    """Yield days as such; "that day" is the event's."""
    event = event_day(page, text)
    for named in page.dates:
        if len(named.iso) == _DAY:
            yield Time(named.start, named.end, DAY, named.iso)
    for hit in _RELATIVE.finditer(text):
        day = _relative(hit, page.published)
        if day is not None:
            yield Time(hit.start(), hit.end(), DAY, day)
    for hit in _THE_DAY.finditer(text):
        yield Time(hit.start(), hit.end(), DAY, event)


def _relative(hit: re.Match[str], published: str | None) -> str | None:
    """Return the day that "yesterday", "on Friday" or a bare 13日 means, or None."""
    if published is None or len(published) < _DAY:
        return None
    last = date.fromisoformat(published[:_DAY])
    if hit["ago"]:
        return (last - timedelta(days=_AGO[hit["ago"]])).isoformat()
    if hit["weekday"]:
        ago = (last.weekday() - _WEEKDAYS.index(hit["weekday"][:3])) % 7
        return (last - timedelta(days=ago)).isoformat()
    day = int(hit["day"])
    while day and last.day != day:
        last -= timedelta(days=1)
    return last.isoformat() if day else None


def _long_ago(iso: str, published: str | None) -> bool:
    """Whether a day is no news on the day of publication."""
    if published is None or len(published) < _DAY:
        return False
    return abs(date.fromisoformat(published[:_DAY]) - date.fromisoformat(iso)) > _NEWS


def event_day(page: Page, text: str) -> str | None:
    """Return the first day a text tells of, or its month where it tells of several in a row.

    The day of publication, of a dateline or of a statement is none; "recently" is a month.
    """
    days = [(d.start, d.end, d.iso) for d in page.dates if len(d.iso) == _DAY]
    for hit in _RELATIVE.finditer(text):
        day = _relative(hit, page.published)
        days += [(hit.start(), hit.end(), day)] if day else []
    for start, end, iso in sorted(days):
        told = _PRINTED.search(text, max(0, start - 24), start) or _DATELINE.match(text, end)
        alone = _ALONE.search(text, max(0, start - 3), start) and text[end : end + 1] in ("\n", "")
        if not told and not alone and not _long_ago(iso, page.published):
            long = text[start:end].count("日") > 1 or _DAYS.search(text, start, end)
            return iso[:_MONTH] if long or _MORE_DAYS.match(text, end) else iso
    lately = _LATELY.search(text)
    return page.published[:_MONTH] if lately and page.published and not days else None
