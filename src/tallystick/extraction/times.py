"""Stretches and points of time that a text names, as the periods of figures are written.

"2022", "2016/2020", "2023-01/2023-10", "2024-10"; "1996/.." where the end is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tallystick.extraction.page import Page
from tallystick.kernel.numeral.dates import MONTH_NUMBERS

# A stretch, a date up to which figures run, a start, now, a day of the event, all years so far.
SPAN, POINT, SINCE, NOW, DAY = "span", "point", "since", "now", "day"
# Several years of which the text does not say which; "altogether", which takes another's years.
SO_FAR, SUM = "so far", "sum"
# Ends what the day of the event covers, and nothing else.
BY_NOW = "by now"


@dataclass(frozen=True)
class Time:
    """An expression of time. `period` is None where neither text nor publication settles it."""

    start: int
    end: int
    kind: str
    period: str | None
    cumulative: bool = False


@dataclass(frozen=True)
class _Found:
    """A match with what it may be measured by: the day of publication and the year spoken of."""

    hit: re.Match[str]
    published: str | None
    year: int | None

    def __getitem__(self, name: str) -> str | None:
        return self.hit.groupdict().get(name)

    @property
    def month(self) -> str | None:
        """The month of publication."""
        return self.published[:7] if self.published else None

    def number(self, name: str) -> int:
        """Return a group as a number, in digits or words; 0 where it is missing."""
        said = (self[name] or "").lower()
        return int(said) if said.isdigit() else _WORDS.get(said, _WORDS.get(said[:3], 0))


Result = tuple[str, str | None, bool]
_WORDS = {
    **MONTH_NUMBERS,
    **{word: n for n, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)},
    **{"两": 2, "十五": 15, "二十": 20, "三十": 30, "半": 6, "几": 0, "a": 1, "one": 1, "decade": 10},
    **{
        word: n
        for n, word in enumerate(
            "two three four five six seven eight nine ten eleven twelve".split(), 2
        )
    },
    **{"fifteen": 15, "twenty": 20, "thirty": 30},
    **{"first": 1, "second": 2, "third": 3, "fourth": 4},
}
_PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_Y = r"(?:19|20)\d\d"
_MONTH = "|".join(f"{name}[a-z]{{0,6}}\\.?" for name in MONTH_NUMBERS)
_HAN = "[一二两三四五六七八九十]{1,2}"
_TO = r"\s?(?:至|到|[-–—~]{1,2})\s?"
_SOME_YEARS = rf"(?P<n>\d{{1,2}}|{_HAN}|几|多)"


def _pair(start: str, end: str | None) -> str:
    return start if start == end else f"{start}/{end or '..'}"


def _part(found: _Found, year: int | None) -> Result:
    """Return a year or the part of it that is named: a half, quarters, months."""
    if year is None:
        return SPAN, None, False
    said = found["part"] or ""
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
    if not said.strip() or not 1 <= first <= last <= 12 or last - first == 11:
        return SPAN, str(year), False
    return SPAN, f"{year}-{first:02}/{year}-{last:02}", False


def _of_year(found: _Found) -> Result:
    year = found["y"]
    return _part(found, int(year) if year else found.year)


def _this_year(found: _Found) -> Result:
    """This year runs to the month of publication; the part named may be over before."""
    if found.published is None:
        return SPAN, None, False
    year = found.published[:4]
    if found["part"]:
        return _part(found, int(year))
    return SPAN, _pair(f"{year}-01", found.month) if len(found.published) > 4 else year, False


def _last_year(found: _Found) -> Result:
    before = 2 if (found["before"] or "") in ("前年", "the year before last") else 1
    return _part(found, int(found.published[:4]) - before if found.published else None)


def _range(found: _Found) -> Result:
    first, last = found["y1"] or "", found["y2"] or ""
    last = last if len(last) == 4 else first[:2] + last
    from_month, to_month = found.number("m1"), found.number("m2")
    start = f"{first}-{from_month:02}" if from_month else first
    end = f"{last}-{to_month:02}" if to_month else last
    return SPAN, _pair(start, end), first != last


def _since(found: _Found) -> Result:
    start = found["y"] or ""
    month = 12 if found["last"] else found.number("month")
    several = found.published is None or found.published[:4] != start
    return SINCE, _pair(f"{start}-{month:02}" if month else start, found.month), several


def _last_year_on(found: _Found) -> Result:
    """Since last year: from its start to the month of publication."""
    year = int(found.published[:4]) - 1 if found.published else None
    return (SINCE, _pair(str(year), found.month), True) if year else (SO_FAR, None, True)


def _point(found: _Found) -> Result:
    year = int(found["y"] or 0) or found.year
    month, day = found.number("month"), found.number("day")
    if year is None:
        return POINT, None, False
    if not 1 <= month <= 12:
        return POINT, str(year), False
    return POINT, f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}", False


def _years(found: _Found) -> Result:
    """So many years until publication."""
    years = found.number("n") * (10 if "decade" in found.hit[0] else 1)
    # 6年多来 does not say when it began.
    if not years or _ODD.search(found.hit[0]) or found.published is None or len(found.published) < 7:
        return SO_FAR, None, True
    return SINCE, f"{int(found.published[:4]) - years}{found.published[4:7]}/{found.month}", True


_ODD = re.compile("[多余几]|more than|nearly")


def _plan(found: _Found) -> Result:
    """A five-year plan covers its five years; since its start it ends with publication."""
    start = _PLANS[found["plan"]] if found["plan"] else 2006 + 5 * (found.number("nth") - 11)
    if found["since"]:
        return SINCE, _pair(str(start), found.month), True
    return SPAN, f"{start}/{start + 4}", True


def _now(found: _Found) -> Result:
    return NOW, found.month, False


def _by_now(found: _Found) -> Result:
    return BY_NOW, found.month, False


def _recently(found: _Found) -> Result:
    return DAY, found.month, False


def _so_far(found: _Found) -> Result:
    return SO_FAR, None, True


def _sum(found: _Found) -> Result:
    return SUM, None, True


_HAN_PART = (
    r"(?P<part>全年|(?P<half>[上下])半年|前(?P<quarters>[一二两三])(?:个)?季度|第?(?P<quarter>[一二三四])季度"
    rf"|(?P<m1>\d{{1,2}})月?{_TO}(?P<m2>\d{{1,2}})月份?|前(?P<months>\d{{1,2}}|{_HAN})个?月)"
)
_PART = (
    r"(?P<part>(?:the )?(?:(?P<half>first|second) half|first (?P<quarters>two|three) quarters"
    r"|(?P<quarter>first|second|third|fourth) quarter|first (?P<months>\w{3,6}|\d\d?) months"
    rf"|(?P<m1>{_MONTH})(?:\s?[-–—]\s?| to | through )(?P<m2>{_MONTH}))(?: of)? )"
)
Readers = tuple[tuple[re.Pattern[str], Callable[[_Found], Result]], ...]
_CHINESE: Readers = (
    (re.compile(rf"(?P<y1>{_Y})年?(?:(?P<m1>\d\d?)月)?{_TO}(?P<y2>{_Y}|\d\d(?=年))年(?:(?P<m2>\d\d?)月)?[底末]?"), _range),
    (re.compile(rf"(?P<y>{_Y})年(?:(?P<month>\d\d?)月|(?P<last>[底末]))?(?:\d\d?日)?[份]?(?:以来|起|开始|至今|到现在|到目前)"), _since),
    (re.compile(rf"[自从](?P<y>{_Y})年(?:(?P<month>\d\d?)月)?"), _since),
    (re.compile(rf"(?:截至|截止|到|至)到?(?:(?P<y>{_Y})年)?(?P<month>\d\d?)月份?(?:(?P<day>\d\d?)日|[底末])?"), _point),
    (re.compile(rf"(?:(?P<y>{_Y})年)(?P<month>\d\d?)月[底末]"), _point),
    (re.compile(rf"(?:截至|截止|到|至)到?(?P<y>{_Y})年[底末]?"), _point),
    (re.compile(rf"(?P<y>{_Y})年[底末]"), _point),
    (re.compile(rf"(?P<y>{_Y})年度?{_HAN_PART}"), _of_year),
    (re.compile(rf"(?P<y>{_Y})年(?P<month>\d\d?)月份?(?!\d?\d日)"), _of_year),
    (re.compile(rf"(?P<y>{_Y})年(?!\d)"), _of_year),
    (re.compile(rf"(?:今年|本年度?|年内)(?:的)?{_HAN_PART}"), _this_year),
    (re.compile(r"今年|本年度?(?!鉴)|年内|年初以来"), _this_year),
    (re.compile(r"去年以来|上年以来"), _last_year_on),
    (re.compile(r"(?:建立|结成|开展|启动|签订|签署|结对|合作|协作|帮扶|支援|实施)[^，。；,;\n]{0,14}以来"), _so_far),
    (re.compile(r"近年来|多年来|长期以来|这些年|一直以来|几年来|数年来"), _so_far),
    (re.compile(rf"(?P<before>去年|上年|上一年|前年)(?:度|的)?{_HAN_PART}?"), _last_year),
    (re.compile(_HAN_PART), _of_year),
    (re.compile(r"[“\"]?(?P<plan>十[一二三四五])五[”\"]?(?:规划)?(?:期间|时期)?(?P<since>以来)?"), _plan),
    (re.compile(r"(?:脱贫攻坚|过渡|衔接|攻坚)(?:期间|时期|期)(?:以来|内)?"), _so_far),
    (re.compile(rf"{_SOME_YEARS}年?[多余]?(?:年来|来|年间)"), _years),
    (re.compile(rf"(?:近|过去|最近){_SOME_YEARS}年(?!度|代)"), _years),
    (re.compile(rf"(?:[办建开干]|运营|实施|开展|合作|协作|结对|帮扶|支援|成立|运行)了?{_SOME_YEARS}年(?!多?余?来)"), _years),
    (re.compile(r"已有|已达|现已"), _by_now),
    (re.compile(r"目前|眼下|现在|现有|当前|如今|至今|迄今|截至发稿"), _now),
    (re.compile(r"累计|历年|总共已|先后"), _sum),
    (re.compile(r"近日|日前|近期|最近|前不久"), _recently),
)
_ENGLISH: Readers = (
    (re.compile(rf"(?:(?:from|between) )?(?:(?P<m1>{_MONTH}) )?\b(?P<y1>{_Y})(?: to | and | through | until |\s?[-–—]\s?)(?:(?P<m2>{_MONTH}) )?(?P<y2>{_Y}|\d\d)\b(?! yuan| million)"), _range),
    (re.compile(rf"\b(?:since|beginning in|starting in|starting from|from)(?: (?P<month>{_MONTH}))?(?: the (?:year|beginning of|start of))?(?: (?P<last>the end of|late))? (?P<y>{_Y})\b(?: on(?:ward|wards)?)?"), _since),
    (re.compile(rf"\b(?:by|as of|as at|until|up to|till|at)(?: the)? (?:end of |close of |last day of )?(?P<month>{_MONTH})(?: (?P<day>\d\d?))?,?(?: (?P<y>{_Y}))?\b"), _point),
    (re.compile(rf"\b(?:to )?(?:the )?end of (?P<month>{_MONTH})(?:,? (?P<y>{_Y}))?\b"), _point),
    (re.compile(rf"\b(?:(?:by|as of|as at|until|up to|till|at)(?: the)?(?: end of| close of| year-end)?|to the end of|end of|end-) ?(?P<y>{_Y})\b"), _point),
    (re.compile(rf"\b{_PART}(?:of )?(?:this year|the year)\b"), _this_year),
    (re.compile(rf"\b{_PART}(?:of )?(?P<before>last year|the previous year)\b"), _last_year),
    (re.compile(rf"\b{_PART}(?:of )?(?P<y>{_Y})\b"), _of_year),
    (re.compile(r"\bsince last year\b"), _last_year_on),
    (re.compile(r"\b(?:since its|since their|since the|since) (?:start|establishment|launch|founding|beginning|inception|partnership|pairing|programme)\b"), _so_far),
    (re.compile(r"\bin recent years\b|\bfor (?:many )?years\b"), _so_far),
    (re.compile(r"\b(?:so far |earlier )?this year\b"), _this_year),
    (re.compile(r"\b(?P<before>last year|(?:in )?the previous year|the year before last)\b"), _last_year),
    (re.compile(rf"\b(?P<month>{_MONTH}),? (?:of )?(?P<y>{_Y})\b"), _of_year),
    (re.compile(rf"\b(?:in|during|for|of|throughout|over|year|whole of|fiscal) (?P<y>{_Y})\b(?! yuan| million|,\d)"), _of_year),
    (re.compile(rf"\b(?P<y>{_Y})(?:'s\b| figures| results| data| report| (?=cooperation|collaboration|assistance))"), _of_year),
    (re.compile(r"\b(?P<since>since the (?:start|beginning|launch) of )?(?:the )?(?P<nth>1[1-9])th five-year plan(?: period)?"), _plan),
    (re.compile(r"\b(?:over|in|during|for|within)(?: the| its| these)?(?: past| last| recent)?(?: nearly| more than)? (?P<n>\d\d?|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty) (?:years|decades)\b"), _years),
    (re.compile(r"\b(?:over|in|during) the (?:past|last) (?P<n>decade)\b"), _years),
    (re.compile(r"\b(?:over|through) the years\b|\bcumulative(?:ly)?\b|\badds? up to\b|\baltogether so far\b|\b(?:so far )?(?:a|the) (?:running|grand) total\b"), _sum),
    (re.compile(r"\b(?:now|at present|currently|today|to date|so far|at the moment|up to now|until now)\b"), _now),
    (re.compile(r"\b(?:recently|in recent days|the other day)\b"), _recently),
)
_THE_DAY = re.compile(r"当天|当日|现场|同日|\b(?:the same day|that day|on the day|on the spot)\b")
# Behind this a year is only what another is compared with.
_COMPARED = re.compile(r"(?:比|较|相比|与|同比|低于|高于|少于|多于)\Z|\b(?:than|than in|compared with|compared to|over|against|from)\s\Z")
# A year in the name of a meeting, an agreement or a project is no period.
_NAMED = re.compile(r"[“”\"《]?[^，。；,;、\n\d]{0,14}?(?:大会|会议|协议|论坛|博览会|对接会|交流会|洽谈会|推介会|联席会|方案|规划|项目进行|要点)")
# How far back the year of "the first half" may have been named.
_AGO = 120
# A date behind this is when the text was published.
_PRINTED = re.compile(r"(?:日期|时间|发布|发稿|更新|来源)[^，。\n]{0,9}\Z|\b(?:published|updated|posted|date|time|said|reported|told reporters|announced)[: ]{1,2}[^.]{0,4}\Z")
_AGO_DAYS = {"昨日": 1, "昨天": 1, "yesterday": 1, "前天": 2, "今日": 0, "今天": 0}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST_MONTH = 31
_NEWS = timedelta(days=62)
_RELATIVE = re.compile(
    rf"(?P<ago>{'|'.join(_AGO_DAYS)})"
    r"|\bon (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|(?<![月\d至到\-–—~])(?P<day>[12]?\d|3[01])日(?![内前游均])"
)
_DATELINE = re.compile(r"\s?(?:\(.{1,20}\)\s?)?(?:\d\d?:\d\d|[电讯]|消息|--|——|[（(]记者)")
_ALONE = re.compile(r"(?:^|\n)\s?\Z")
_LATELY = re.compile(r"近日|日前|前不久|\brecently\b")
_DAYS = re.compile(r"\d (?:to|-|–)")
_MORE_DAYS = re.compile(r"\s?(?:至|到|[-–—~]|to)\s?(?:\d\d?月)?\d\d?[日号]?")


def find_times(page: Page, text: str) -> list[Time]:
    """Return the expressions of time in a text, in order and without overlap.

    Units: `text` is the page's plain text in lower case.
    """
    years = [(hit.start(), int(hit[0])) for hit in re.finditer(rf"(?<!\d){_Y}(?=年|\b)", text)]
    found = [*_days(page, text)]
    for pattern, read in _CHINESE if page.chinese else _ENGLISH:
        for hit in pattern.finditer(text):
            if _COMPARED.search(text, max(0, hit.start() - 16), hit.start()):
                continue
            if hit[0][-1] == "年" and _NAMED.match(text, hit.end()):
                continue
            year = int(page.published[:4]) if page.published else None
            year = next((y for at, y in years[::-1] if 0 <= hit.start() - at < _AGO), year)
            kind, period, cumulative = read(_Found(hit, page.published, year))
            found.append(Time(hit.start(), hit.end(), kind, period, cumulative))
    # The longest at a place wins; of the same length, the reader that stands first.
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[Time] = []
    for time in found:
        if not kept or time.start >= kept[-1].end:
            kept.append(time)
    return kept


def _days(page: Page, text: str) -> Iterator[Time]:
    """Yield days as such; "that day" is the event's."""
    event = event_day(page, text)
    for named in page.dates:
        if len(named.iso) == 10:
            yield Time(named.start, named.end, DAY, named.iso)
    for hit in _RELATIVE.finditer(text):
        day = _relative(hit, page.published)
        if day is not None:
            yield Time(hit.start(), hit.end(), DAY, day)
    for hit in _THE_DAY.finditer(text):
        yield Time(hit.start(), hit.end(), DAY, event)


def _relative(hit: re.Match[str], published: str | None) -> str | None:
    """Return the day that "yesterday", "on Friday" or a bare 13日 means, or None."""
    if published is None or len(published) < 10:
        return None
    last = date.fromisoformat(published[:10])
    if hit["ago"]:
        return (last - timedelta(days=_AGO_DAYS[hit["ago"]])).isoformat()
    if hit["weekday"]:
        ago = (last.weekday() - _WEEKDAYS.index(hit["weekday"][:3])) % 7
        return (last - timedelta(days=ago)).isoformat()
    day = int(hit["day"])
    while last.day != day and day <= _LONGEST_MONTH:
        last -= timedelta(days=1)
    return last.isoformat() if last.day == day else None


def _long_ago(iso: str, published: str | None) -> bool:
    """Whether a day is no news on the day of publication."""
    if published is None or len(published) < 10:
        return False
    return abs(date.fromisoformat(published[:10]) - date.fromisoformat(iso)) > _NEWS


def event_day(page: Page, text: str) -> str | None:
    """Return the first day a text tells of, or its month where it tells of several in a row.

    The day of publication, of a dateline or of a statement is none; "recently" is a month.
    """
    days = [(d.start, d.end, d.iso) for d in page.dates if len(d.iso) == 10]
    for hit in _RELATIVE.finditer(text):
        day = _relative(hit, page.published)
        days += [(hit.start(), hit.end(), day)] if day else []
    for start, end, iso in sorted(days):
        told = _PRINTED.search(text, max(0, start - 24), start) or _DATELINE.match(text, end)
        alone = _ALONE.search(text, max(0, start - 3), start) and text[end : end + 1] in ("\n", "")
        if not told and not alone and not _long_ago(iso, page.published):
            long = text[start:end].count("日") > 1 or _DAYS.search(text, start, end)
            return iso[:7] if long or _MORE_DAYS.match(text, end) else iso
    lately = _LATELY.search(text)
    return page.published[:7] if lately and page.published and not days else None


def in_order(times: list[Time]) -> bool:
    """Whether no two expressions overlap."""
    return all(a.end <= b.start for a, b in pairwise(times))
