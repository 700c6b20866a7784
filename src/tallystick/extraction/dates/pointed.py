"""Days a text points to from the day of its publication: yesterday, on Friday, 上周五, 22日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tallystick.extraction.dates.ahead import lies_ahead
from tallystick.extraction.dates.printed import DAY_LENGTH, iso_of, last_day
from tallystick.extraction.dates.written import find_written
from tallystick.extraction.drafts import DateFound
from tallystick.kernel.letters import small_letters
from tallystick.kernel.numeral.dates import MONTH_NUMBERS

_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_HAN_WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六")} | {"日": 6, "天": 6}
_AGO = {
    "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "yesterday": 1, "last night": 1, "last evening": 1, "tomorrow": -1,
    "今": 0, "今天": 0, "今日": 0, "昨": 1, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2,
    "今晚": 0, "今早": 0, "今晨": 0, "昨晚": 1, "昨夜": 1, "明天": -1, "明日": -1,
}  # fmt: skip
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
# Nearly all of a text is passed over by the signs below begins with; for small letters.
_POINTED = re.compile(
    r"(?=[\d今昨明前上个周星礼本tlymwfseobain])"
    r"(?=[\d今昨明前上个周星礼本]|\b(?:th|to|ye|la|mo|tu|we|fr|sa|su|ea|on|be|af|ev|ni|in))(?:"
    r"\b(?P<ago_en>today(?! \(\d)|this (?:morning|afternoon|evening)|tonight|yesterday|tomorrow"
    r"|last (?:night|evening))\b"
    rf"|(?P<ago>今[天日早晨晚]|[今昨](?=\([^()]{{1,4}}\)日)|昨[天日晚夜]|(?<![说光文])明[天日](?![报星])"
    r"|(?<![以目年月])前[天日])"
    rf"|\b(?P<week>last |this |next )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b"
    r"|(?P<last>上)?(?:个)?(?:周|星期|礼拜)(?P<han_weekday>[一二三四五六日天])"
    r"|\b(?P<month>last|earlier this|this) month\b|(?P<han_month>上个?月|本月|上旬)(?!末|底)"
    rf"|\bin (?P<named>{_MONTH})\b(?! (?:\d|of|last|next|every|each|this))"
    r"|(?<![\d.月/第共每近为时约期至到-])(?P<day>[0-3]?\d)[日号](?![内前后起止游均元间])"
    r"|\b(?:(?:on|from|between|(?:morning|afternoon|evening|night) of)(?: the)? |today \()"
    r"(?P<day_en>[0-3]?\d)(?:st|nd|rd|th)\b"
    r"(?! (?:session|meeting|floor|century|anniversary))(?P<before> (?:of|day of) last month)?)"
)


def find_relative(text: str, published: str) -> Iterator[DateFound]:
    """Yield days and months a text points to from the day of its publication.

    Units: `published` is an ISO day; of a month, only its days and "today", which is that month;
    of a year, none.

    >>> [d.iso for d in find_relative("On Friday", "2025-11-22")]
    ['2025-11-21']
    >>> [d.iso for d in find_relative("22日在福州", "2012-10-23")]
    ['2012-10-22']
    """
    if len(published) < len("2012-10"):
        return
    by, small = last_day(published), small_letters(text)
    for found in _POINTED.finditer(small):
        iso = _iso(found, by, small) if len(published) == DAY_LENGTH else _in_month(found, by)
        if iso:
            yield DateFound(*found.span(), text[slice(*found.span())], iso)
    for written, _, month, day in find_written(small):
        if month is None and (iso := _day(day, by)):
            yield DateFound(*written.span(), text[slice(*written.span())], iso)


def _in_month(found: re.Match[str], by: date) -> str | None:
    """Return what is pointed to where the month of publication alone is known."""
    ago = found["ago_en"] or found["ago"]
    if ago and _AGO[ago] == 0:
        return by.isoformat()[:7]
    return _day(int(found["day"]), by) if found["day"] else None


def _iso(found: re.Match[str], published: date, small: str) -> str | None:
    ago = found["ago_en"] or found["ago"]
    if ago:
        return (published - timedelta(days=_AGO[ago])).isoformat()
    if found["weekday"] or found["han_weekday"]:
        ahead = found["week"] == "next " or lies_ahead(small, *found.span())
        return _weekday(found, published, ahead=ahead).isoformat()
    if found["named"]:
        number = MONTH_NUMBERS[found["named"][:3]]
        return iso_of(None, number, None, published, ahead=lies_ahead(small, *found.span()))
    if found["month"] or found["han_month"]:
        words = found["month"] or found["han_month"]
        last = words == "last" or words.startswith("上")
        return (_month_before(published) if last else published).isoformat()[:7]
    if found["before"]:
        return _day(int(found["day_en"]), _month_before(published))
    return _day(int(found["day"] or found["day_en"]), published)


def _month_before(day: date) -> date:
    """Return the last day of the month before that of a day."""
    return day.replace(day=1) - timedelta(days=1)


def _weekday(found: re.Match[str], published: date, *, ahead: bool) -> date:
    """Return the last such weekday up to publication; 上周五 lies in the week before."""
    if found["weekday"]:
        number = _WEEKDAYS[found["weekday"]]
    else:
        number = _HAN_WEEKDAYS[found["han_weekday"]]
        if found["last"]:
            monday = published - timedelta(days=published.weekday())
            return monday - timedelta(days=7 - number)
    if ahead and not (found["week"] or "").startswith("last"):
        return published + timedelta(days=(number - published.weekday()) % 7 or 7)
    back = (published.weekday() - number) % 7
    return published - timedelta(days=back or (7 if found["week"] else 0))


def _day(day: int, published: date) -> str | None:
    """Return the last such day of a month up to publication."""
    try:
        if day <= published.day:
            return published.replace(day=day).isoformat()
        return _month_before(published).replace(day=day).isoformat()
    except ValueError:
        return None
