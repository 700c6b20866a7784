"""Days a text points to from the day of its publication: yesterday, on Friday, 上周五, 22日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tallystick.extraction.drafts import DateFound
from tallystick.kernel.letters import small_letters

_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_HAN_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六")} | {"日": 6, "天": 6}
_AGO = {
    "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "yesterday": 1, "last night": 1,
    "今": 0, "今天": 0, "今日": 0, "昨": 1, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2,
    "今晚": 0, "昨晚": 1, "昨夜": 1,
}  # fmt: skip
# Nearly all of a text is passed over by the signs below begins with; for small letters.
_POINTED = re.compile(
    r"(?=[\d今昨前上个周星礼本tlymwfseob])"
    r"(?=[\d今昨前上个周星礼本]|\b(?:th|to|ye|la|mo|tu|we|fr|sa|su|ea|on|be))(?:"
    rf"\b(?P<ago_en>today|this (?:morning|afternoon|evening)|tonight|yesterday|last night)\b"
    rf"|(?P<ago>今[天日晚]|[今昨](?=\([^()]{{1,4}}\)日)|昨[天日晚夜]|(?<![以目年月])前[天日])"
    rf"|\b(?P<week>last |this )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|(?P<last>上)?(?:个)?(?:周|星期|礼拜)(?P<han_weekday>[一二三四五六日天])"
    r"|\b(?P<month>last|earlier this|this) month\b|(?P<han_month>上个?月|本月|上旬)(?!末|底)"
    r"|(?<![\d.月/第共每近为时约期-])(?P<day>[0-3]?\d)[日号](?![内前后起止游均元间])"
    r"|\b(?:on|from|between) (?:the )?(?P<day_en>[0-3]?\d)(?:st|nd|rd|th)\b"
    r"(?! (?:session|meeting|floor)))"
)


def find_relative(text: str, published: date) -> Iterator[DateFound]:
    """Yield days and months a text points to from the day of its publication.

    >>> [d.iso for d in find_relative("On Friday", date(2025, 11, 22))]
    ['2025-11-21']
    >>> [d.iso for d in find_relative("22日在福州", date(2012, 10, 23))]
    ['2012-10-22']
    """
    for found in _POINTED.finditer(small_letters(text)):
        iso = _iso(found, published)
        if iso:
            yield DateFound(*found.span(), text[slice(*found.span())], iso)


def _iso(found: re.Match[str], published: date) -> str | None:
    ago = found["ago_en"] or found["ago"]
    if ago:
        return (published - timedelta(days=_AGO[ago])).isoformat()
    if found["weekday"] or found["han_weekday"]:
        return _weekday(found, published).isoformat()
    if found["month"] or found["han_month"]:
        words = found["month"] or found["han_month"]
        last = words == "last" or words.startswith("上")
        day = published.replace(day=1) - timedelta(days=1) if last else published
        return day.isoformat()[:7]
    return _day(int(found["day"] or found["day_en"]), published)


def _weekday(found: re.Match[str], published: date) -> date:
    """Return the last such weekday up to publication; 上周五 lies in the week before."""
    if found["weekday"]:
        number = _WEEKDAYS[found["weekday"]]
    else:
        number = _HAN_WEEKDAYS[found["han_weekday"]]
        if found["last"]:
            monday = published - timedelta(days=published.weekday())
            return monday - timedelta(days=7 - number)
    back = (published.weekday() - number) % 7
    return published - timedelta(days=back or (7 if found["week"] else 0))


def _day(day: int, published: date) -> str | None:
    """Return the last such day of a month up to publication."""
    try:
        if day <= published.day:
            return published.replace(day=day).isoformat()
        before = published.replace(day=1) - timedelta(days=1)
        return before.replace(day=day).isoformat()
    except ValueError:
        return None
