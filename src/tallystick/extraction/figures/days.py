"""Days in running text: named ones, "yesterday" and "on Friday", and the day of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallystick.extraction.drafts import EventFound, Span
from tallystick.extraction.figures.stretches import APPEARED, DAY, SPAN, Time
from tallystick.extraction.page import Page

_DAY, _MONTH = 10, 7
# "That day" is the event's even where the text does not say when that was.
_LONGEST_DAY = 2
_THE_DAY = re.compile(
    r"(?=[当现同仪座见对推联签活adot])(?:当天|当日|现场|同日|(?:仪式|座谈会|见面会|对接会|推介会|联席会议|签约|活动)(?:上|中|环节)"
    r"|\b(?:the same day|that day|on the day|on the spot|(?:at|during) the (?:signing |donation |"
    r"handover |opening |joint )?(?:ceremony|meeting|conference|event|signing|visit))\b)"
)
# The day of a dateline or of a statement is no day of what a notice tells.
_SAID = re.compile(
    r"(?:日期|时间|发布|发稿|更新|来源)[^，。\n]{0,9}\Z"
    r"|\b(?:published|updated|posted|date|time|said|reported|told reporters|announced)"
    r"[: ]{1,2}[^.]{0,4}\Z"
)
_DATELINE = re.compile(r"\s?(?:\(.{1,20}\)\s?)?(?:\d\d?:\d\d|[电讯]|消息|--|——|[（(]记者)")
# A line that says only when the text appeared.
_APPEARED = re.compile(
    r"(?:日期|时间|发布|发稿|更新|来源)[^，。\n]{0,9}\Z"
    r"|\b(?:published|updated|posted|date|time)[: ]{1,2}\Z"
)
_ALONE = re.compile(r"\s?(?:\d\d?:\d\d(?::\d\d)?)?\s*(?:\n|\Z)")
# "In July", where no year is named.
_IN_MONTH = re.compile(r"\bin \Z")
_LATELY = re.compile(r"近日|日前|前不久|\brecently\b")
_DAYS = re.compile(r"\d (?:to|-|–)")
_MORE_DAYS = re.compile(r"\s?(?:至|到|[-–—~]|to)\s?(?:\d\d?月)?\d\d?[日号]?")


def find_days(page: Page, text: str, event: str | None) -> Iterator[Time]:
    """Yield days as such; "that day" is the event's."""
    for named in page.dates:
        if _appeared(text, named):
            yield Time(named.start, named.end, APPEARED, None)
        elif len(named.iso) == _DAY:
            yield Time(named.start, named.end, DAY, named.iso)
        elif _IN_MONTH.search(text, max(0, named.start - 3), named.start):
            yield Time(named.start, named.end, SPAN, named.iso or None)
    for pointed in page.pointed:
        if len(pointed.iso) == _DAY:
            yield Time(pointed.start, pointed.end, DAY, pointed.iso)
    for hit in _THE_DAY.finditer(text):
        if event is None and len(hit[0]) > _LONGEST_DAY:
            continue
        yield Time(hit.start(), hit.end(), DAY, event)


def event_time(page: Page, text: str, event: EventFound | None) -> str | None:
    """Return the first day of the event, or its month where it took several days.

    The day of publication of a notice is none; "recently" is a month.
    """
    if event is None or event.date is None:
        return page.published[:_MONTH] if page.published and _LATELY.search(text) else None
    if len(event.date) < _DAY:
        return event.date
    for named in page.dates:
        if named.iso == event.date and not (event.kind == "bulletin" and _said(text, named)):
            long = text[named.start : named.end].count("日") > 1
            long = long or _DAYS.search(text, named.start, named.end) is not None
            long = long or _MORE_DAYS.match(text, named.end) is not None
            return event.date[:_MONTH] if long else event.date
    if event.kind != "bulletin":
        return event.date
    if any(day.iso == event.date and not _said(text, day) for day in page.pointed):
        return event.date
    return None


def _appeared(text: str, day: Span) -> bool:
    """Whether a day only says when the text appeared: a dateline, a line with a date alone."""
    if _APPEARED.search(text, max(0, day.start - 24), day.start):
        return True
    if _DATELINE.match(text, day.end):
        return True
    return text[day.start - 1 : day.start] in ("", "\n") and bool(_ALONE.match(text, day.end))


def _said(text: str, day: Span) -> bool:
    """Whether a day is that of a dateline, of publication or of a statement."""
    before = _SAID.search(text, max(0, day.start - 24), day.start)
    return before is not None or _DATELINE.match(text, day.end) is not None
