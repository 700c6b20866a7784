"""What an expression of time says, as the periods of figures are written.

"2022", "2016/2020", "2023-01/2023-10", "2024-10"; "1996/.." where the end is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tallystick.kernel.numeral.dates import MONTH_NUMBERS

# A stretch, a date up to which figures run, a start, now, a day of the event, all years so far.
SPAN, POINT, SINCE, NOW, DAY = "span", "point", "since", "now", "day"
# Several years of which the text does not say which; "altogether", which takes another's years.
SO_FAR, SUM = "so far", "sum"
# Ends what the day of the event covers, and nothing else.
BY_NOW = "by now"
# The day on which the text appeared, which dates nothing in it.
APPEARED = "appeared"
# Kind, period, and whether it covers more than one year.
Result = tuple[str, str | None, bool]
_HAN = "零一二三四五六七八九十"
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {
    **MONTH_NUMBERS,
    **{word: number for number, word in enumerate(_HAN)},
    **{"十一": 11, "十二": 12, "十五": 15, "二十": 20, "三十": 30, "两": 2},
    **{word: number for number, word in enumerate(_ENGLISH.split())},
    **{"fifteen": 15, "twenty": 20, "thirty": 30, "decade": 1},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4},
}
_PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_ODD = re.compile("[多余几]|more than|nearly")
# "The last three years" end with publication, whenever the partnership began.
_LATELY = re.compile("近|最近|.{0,16}recent")


class Time(NamedTuple):
    """An expression of time. `period` is None where neither text nor publication settles it."""

    start: int
    end: int
    kind: str
    period: str | None
    cumulative: bool = False


@dataclass(frozen=True)
class Found:
    """A match with what it is measured by: when the text was published, the year spoken of."""

    hit: re.Match[str]
    published: str | None
    year: int | None
    # The year or month last named before, when the partnership of "since then" began.
    named: str | None = None
    # All years and months named before, the last one first.
    told: tuple[str, ...] = ()
    # When a partnership is said to have begun, the last one told.
    begun: str | None = None

    def __getitem__(self, name: str) -> str | None:
        return self.hit[name] if name in self.hit.re.groupindex else None

    @property
    def month(self) -> str | None:
        """The month of publication, or the year where no month is known."""
        return self.published[:7] if self.published else None

    def number(self, name: str) -> int:
        """Return a group as a number, in digits or words; 0 where it is missing."""
        said = self[name] or ""
        if said.isdigit():
            return int(said)
        if len(said) == len("二十五") and said[1] == "十":
            return 10 * _NUMBERS[said[0]] + _NUMBERS[said[2]]
        return _NUMBERS.get(said, _NUMBERS.get(said[:3], 0))


Reader = Callable[[Found], Result]


def _pair(start: str, end: str | None) -> str:
    return start if start == end else f"{start}/{end or '..'}"


def _part(found: Found, year: int | None) -> Result:
    """Return a year or the part of it that is named: a half, quarters, months."""
    if year is None:
        return SPAN, None, False
    first, last = 1, 12
    if found["m1"]:
        first, last = found.number("m1"), found.number("m2")
    elif found["months"]:
        last = found.number("months")
    elif found["half"]:
        first, last = (1, 6) if found["half"] in ("上", "first") else (7, 12)
    elif found["quarters"]:
        last = 3 * found.number("quarters")
    elif found["quarter"]:
        last = 3 * found.number("quarter")
        first = last - 2
    elif found["month"]:
        return SPAN, f"{year}-{found.number('month'):02}", False
    if not 1 <= first <= last <= 12 or last - first == 11:
        return SPAN, str(year), False
    return SPAN, f"{year}-{first:02}/{year}-{last:02}", False


def of_year(found: Found) -> Result:
    year = found["y"]
    return _part(found, int(year) if year else found.year)


def this_year(found: Found) -> Result:
    """This year runs to the month of publication; the part named may be over before."""
    if found.published is None:
        return SPAN, None, False
    year = found.published[:4]
    if found["part"] or found["month"]:
        return _part(found, int(year))
    return SPAN, _pair(f"{year}-01", found.month) if len(found.published) > 4 else year, False


def whole_year(found: Found) -> Result:
    """This year to its end, as of what is planned."""
    return SPAN, found.published[:4] if found.published else None, False


def last_year(found: Found) -> Result:
    before = 2 if (found["before"] or "") in ("前年", "the year before last") else 1
    return _part(found, int(found.published[:4]) - before if found.published else None)


def year_range(found: Found) -> Result:
    first, last = found["y1"] or "", found["y2"] or ""
    last = last if len(last) == 4 else first[:2] + last
    from_month, to_month = found.number("m1"), found.number("m2")
    start = f"{first}-{from_month:02}" if from_month else first
    end = f"{last}-{to_month:02}" if to_month else last
    return SPAN, _pair(start, end), first != last


def since(found: Found) -> Result:
    start = found["y"] or ""
    if found.published and found.published[:4] == start and not found["month"]:
        return this_year(found)
    month = 12 if found["last"] else found.number("month")
    several = found.published is None or found.published[:4] != start
    return SINCE, _pair(f"{start}-{month:02}" if month else start, found.month), several


def since_month(found: Found) -> Result:
    """Since a month of no year: the last one that was over when the text appeared."""
    month, day = found.number("month"), found.published
    if day is None or len(day) == len("2024") or not 1 <= month <= 12:
        return SINCE, None, False
    before = month >= int(day[5:7])
    year = int(day[:4]) - (1 if before else 0)
    return SINCE, _pair(f"{year}-{month:02}", day[:7]), before


def last_year_on(found: Found) -> Result:
    """Since last year: from its start to the month of publication."""
    year = int(found.published[:4]) - 1 if found.published else None
    return (SINCE, _pair(str(year), found.month), True) if year else (SO_FAR, None, True)


def point(found: Found) -> Result:
    year = int(found["y"] or 0) or found.year
    if found.published and (found["this"] or found["last"]):
        year = int(found.published[:4]) - (1 if found["last"] else 0)
    month, day = found.number("month"), found.number("day")
    if year is None:
        return POINT, None, False
    if not 1 <= month <= 12:
        return POINT, str(year), False
    return POINT, f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}", False


def years_back(found: Found) -> Result:
    """So many years until publication; from the day told before where it was so long ago."""
    years = found.number("n") * (10 if "decade" in found.hit[0] else 1)
    if found.published is None or len(found.published) == len("2024"):
        return _since_begun(found)
    last = int(found.published[:4])
    odd = _ODD.search(found.hit[0])
    started = (last - years, last - years - 1) if odd else (last - years,)
    told = next((start for start in found.told if int(start[:4]) in started), None)
    if not years or (odd and told is None):
        # 6年多来 does not say when it began.
        return SO_FAR, None, True
    if years == 1:
        # 一年来 runs from the same month of the year before.
        month = found.month or ""
        return SPAN, f"{last - 1}{month[4:]}/{month}", True
    if _LATELY.match(found.hit[0]) and (found.month or "")[5:] == "01" and told is None:
        # In January the last years are those that are full.
        return SPAN, f"{last - years}/{last - 1}", True
    kind = SPAN if _LATELY.match(found.hit[0]) else SINCE
    return kind, f"{told or last - years}/{found.month}", True


def years_to_come(found: Found) -> Result:
    """The next years (今后三年): from the month of publication to the end of the last of them."""
    years = found.number("n")
    if not found.published or not years:
        return SPAN, None, False
    start = found.month or ""
    return SPAN, _pair(start, str(int(start[:4]) + years)), False


def years_gone(found: Found) -> Result:
    """The last years in full (过去两年); the last one to the month of publication."""
    years = found.number("n")
    if found.published is None or len(found.published) == len("2024") or not years:
        return years_back(found)
    last = int(found.published[:4])
    if years == 1:
        month = found.month or ""
        return SPAN, f"{last - 1}{month[4:]}/{month}", False
    return SPAN, f"{last - years}/{last - 1}", True


def gone_on(found: Found) -> Result:
    """Run for so many years: to the month, as a thing that goes on has its day of birth."""
    kind, period, several = years_back(found)
    start, _, end = (period or "").partition("/")
    exact = len(start) == len("2024") and start not in found.told
    return kind, f"{start}{end[4:]}/{end}" if exact else period, several


def _since_begun(found: Found) -> Result:
    """Since a partnership began, where the text says when."""
    if found.begun is None:
        return SO_FAR, None, True
    several = found.published is None or found.published[:4] != found.begun[:4]
    return SINCE, _pair(found.begun, found.month), several


def plan(found: Found) -> Result:
    """A five-year plan covers its five years; since its start it ends with publication."""
    start = _PLANS[found["plan"]] if found["plan"] else 2006 + 5 * (found.number("nth") - 11)
    if found["since"]:
        return SINCE, _pair(str(start), found.month), True
    return SPAN, f"{start}/{start + 4}", True


def now(found: Found) -> Result:
    return NOW, found.month, False


def by_now(found: Found) -> Result:
    return BY_NOW, found.month, False


def recently(found: Found) -> Result:
    return DAY, found.month, False


def so_far(found: Found) -> Result:
    return SO_FAR, None, True


def several_years(found: Found) -> Result:
    """Several years: those of the partnership, where the text says when it began."""
    return _since_begun(found)


def since_then(found: Found) -> Result:
    """Since what was told of before: its date, where one was named."""
    start = found.begun or found.named
    if start is None:
        return SO_FAR, None, True
    several = found.published is None or found.published[:4] != start[:4]
    return SINCE, _pair(start, found.month), several


def altogether(found: Found) -> Result:
    return SUM, None, True
