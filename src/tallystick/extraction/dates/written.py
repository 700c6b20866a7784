"""Days in Chinese numerals, as older papers print them: 七月二十八日, 二〇一九年三月五日."""

from __future__ import annotations

import re
from collections.abc import Iterator

# With 日 alone it is a day of the month: 二十八日在甲县, but not 为期三日 or 二十日游.
WRITTEN = re.compile(
    "(?<![一二三四五六七八九十〇零百])"
    "(?:(?P<year>[一二][〇零○一二三四五六七八九]{3})年)?"
    "(?:(?P<month>十[一二]?|[一二三四五六七八九])月|(?<![月第共每近为时约期满短这那]))"
    "(?P<day>(?:二十|三十|十)[一二三四五六七八九]?|[一二三四五六七八九])日(?![游均元间内后前])"
)
_DIGITS = {sign: str(digit) for digit, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_TEN = "十"


def find_written(text: str) -> Iterator[tuple[re.Match[str], int | None, int | None, int]]:
    """Yield where days stand in Chinese numerals, with year and month as far as these stand there.

    >>> [found[1:] for found in find_written("七月二十八日, 二〇一九年三月五日, 三十日")]
    [(None, 7, 28), (2019, 3, 5), (None, None, 30)]
    """
    if "日" not in text:
        return
    for found in WRITTEN.finditer(text):
        year, month = found["year"], found["month"]
        yield (
            found,
            int("".join(_DIGITS[sign] for sign in year)) if year else None,
            _number(month) if month else None,
            _number(found["day"]),
        )


def _number(signs: str) -> int:
    """Return a number below a hundred: 二十八, 十, 五."""
    tens, ten, ones = signs.rpartition(_TEN)
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))
