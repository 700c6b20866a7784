"""When a figure's count was made: the time named beside it, or the one the text set before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tallystick.extraction.dates.printed import DAY_LENGTH
from tallystick.extraction.drafts import FigureFound, Span, changed
from tallystick.extraction.figures.changes import with_changes
from tallystick.extraction.figures.indicators import STOCKS
from tallystick.extraction.figures.stretches import (
    BY_NOW,
    DAY,
    NOW,
    POINT,
    SINCE,
    SO_FAR,
    SPAN,
    SUM,
    Time,
)
from tallystick.extraction.page import Page

# A time with such a word beside it is the time of all figures that follow.
_REPORTS = re.compile(
    r"数字|数据|盘点|回顾|总结|通报|成绩单|成效|统计|算账|笔账|"
    r"\b(?:figures|report|statistics|data|results|review|stock|summary|results|numbers)\b"
)
_IN_ALL = re.compile(r"累计|共|总计|先后|历年|\b(?:in total|a total of|altogether|cumulative)")
_EACH = re.compile(
    r"每年|每月|一年[能可]|年均|\b(?:a|per|each|every) (?:year|month)\b|annual(?:ly)?\b"
)
# "So far" adds up, "at present" tells how things stand, unless something has been done by then.
_UNTIL_NOW = re.compile(r"至今|迄今|so far|to date|up to now|until now")
_ALREADY = re.compile(r"已(?!有)|累计|先后|\b(?:have|has) (?!a\b|been (?:in|at)\b)")
_EACH_NEAR = 8
# How far around a figure "in total" is looked for.
_IN_ALL_NEAR, _BEHIND_NEAR = 1_000, 12
# How high a place lies and how long a dam is has no date.
_SIZE = re.compile(r"海拔|(?:米|meters|metres|feet)(?: above sea| high\b| long\b)|-(?:met|kilomet)")
_DESCRIBED = re.compile(
    r"(?:常住|总|户籍|籍)人口|(?<![贫村益困动])人口(?=[约为达有近超\d])|面积"
    r"|\bpopulation\b|\binhabitants\b|\barea of\b|square kilomet"
)
_NEAR, _BEHIND = 18, 60
_CLAUSE_END = re.compile(r"[;；。.,，](?:(?<=[;；。])|(?<=\.)(?!\d)|(?<=[,，]) (?:and|while|but) )")
# Given, signed or handed over at the event itself.
_GIVEN_THERE = (
    "FS_GOV_FUND FS_SOCIAL_CASH FS_SOCIAL_GOODS FS_SOCIAL_TOTAL IC_PROJECTS_SIGNED IC_INV_SIGNED "
    "OR_AGREEMENTS LC_INTENT LC_JOBS_OFFERED"
)
_AT_EVENT = frozenset(_GIVEN_THERE.split())
_HIRED = frozenset(("IC_JOBS", "IC_JOBS_POV", "IC_WORKSHOP_JOBS", "IC_WORKSHOP_JOBS_POV"))
_BESIDES = frozenset((SUM, BY_NOW))
_PASSING = _BESIDES | {DAY, NOW}
# Said of the time of speaking although the catalogue adds them up.
_OF_NOW = frozenset({"OUT_BENEFIT"})


@dataclass
class Clock:
    """Walks through a text's sentences and keeps the time that was last set for figures."""

    page: Page
    text: str
    times: Sequence[Time]
    begun: Sequence[Time]
    told: str | None
    event: str | None
    set_by: Time | None = None
    _next: int = 0
    _line: int = 0
    _summed: bool = field(default=False)
    _lasting: bool = field(default=False)

    def __post_init__(self) -> None:
        self._event = self.event
        self._day = Time(0, 0, DAY, self._event) if self._event else None
        self._begins = [time.start for time in self.begun]
        self._summed = any(time.kind in (SPAN, SINCE, SO_FAR, POINT) for time in self.times)

    def dated(
        self,
        span: Span,
        figures: Sequence[FigureFound],
        planned: Sequence[bool],
        lying: Sequence[bool],
        there: Sequence[bool],
    ) -> list[FigureFound]:
        """Return a sentence's figures with period, cumulative and qualifier.

        Units: `planned` of what is to come, `lying` of places and offices that are merely counted,
        `there` of those who took part or gave.
        """
        here = self._here(span)
        self._new_line(span)
        found: list[FigureFound] = []
        used: list[Time] = []
        for number, figure in enumerate(figures):
            aimed = planned[number] and figure.indicator_code is None
            time = self._time_of(figure, here, figures[number + 1 :], aimed)
            used += [time] if time else []
            still = lying[number] and figure.indicator_code is None
            if time is not None and time not in here and self._described(figure):
                time = Time(figure.start, figure.start, NOW, self.told[:7] if self.told else None)
            if still and time is not None and time.kind in (SINCE, SO_FAR, SUM):
                time = Time(figure.start, figure.start, NOW, self.told[:7] if self.told else None)
            beside = time in here or (time is not None and time is self._day and there[number])
            found.append(self._with(figure, time, aimed, beside))
        self._keep(span, here, used, figures[0].start, len(figures))
        return list(with_changes(self.text, found, here))

    def pass_by(self, span: Span) -> None:
        """Look at a sentence without figures: it may set the time of those that follow."""
        here = self._here(span)
        self._new_line(span)
        self._keep(span, here, [], span.end, 0)

    def _here(self, span: Span) -> list[Time]:
        here = []
        while self._next < len(self.times) and self.times[self._next].start < span.end:
            here.append(self.times[self._next])
            self._next += 1
        return here

    def _new_line(self, span: Span) -> None:
        """Forget in a new paragraph what was said only in passing."""
        if "\n" in self.text[self._line : span.start] and not self._lasting:
            self.set_by = self._day if self._day else None
        self._line = span.end

    def _time_of(
        self,
        figure: FigureFound,
        here: Sequence[Time],
        after: Sequence[FigureFound],
        planned: bool,
    ) -> Time | None:
        """Return the time beside a figure: the last before it, else one close behind."""
        until = min(figure.end + _BEHIND, after[0].start if after else figure.end + _BEHIND)
        clause = _CLAUSE_END.search(self.text, figure.end, until)
        until = clause.start() if clause else until
        before = [t for t in here if t.end <= figure.start and t.kind not in _BESIDES]
        near = before or [
            t for t in here if figure.end <= t.start < until and t.kind not in _BESIDES
        ]
        following = after[0].start if after else len(self.text)
        days = [t for t in here if t.kind == DAY and t.start < following]
        summed = any(t.kind == SUM and t.start < until for t in here)
        time = near[-1] if before else near[0] if near else None
        if time is not None and time.kind == NOW:
            last = days[-1] if days else None
            time = last or (self._of_this_year(time) if time.period else None)
        if time is not None and time.kind == NOW and self._until_now(figure, time):
            begun = [t for t in [self.set_by, *here] if t and t.kind == SINCE and t.period]
            base = begun[-1] if begun else self._base(figure.start)
            time = base or Time(figure.start, figure.start, SO_FAR, None, cumulative=True)
        if time is None and not planned:
            time = self.set_by
        if time is not None and time.kind == DAY and not days:
            so_far = [t for t in here if t.kind == BY_NOW and t.end <= figure.start]
            time = so_far[-1] if so_far else time
        base = self._base(figure.start) if summed else None
        if base and (time is None or time.kind in (NOW, DAY, BY_NOW, SO_FAR)):
            return base
        if base and time is not None and time not in here and time.kind == SPAN:
            return base if time.cumulative else time
        if summed and (time is None or time.kind in (NOW, DAY, BY_NOW)):
            return Time(figure.start, figure.start, SO_FAR, None, cumulative=True)
        if time is not None and time.kind == POINT and self._adds_up(figure, time):
            start = self._base(time.start)
            first = (start.period or "").partition("/")[0] if start else ""
            if start and time.period and first[:4] < time.period[:4]:
                return start._replace(kind=SPAN, period=f"{first}/{time.period}")
        if summed and time is not None and time.kind == POINT:
            return time._replace(cumulative=True)
        return time

    def _described(self, figure: FigureFound) -> bool:
        """Whether a figure only describes a place: how many live there, how large it is."""
        start = max(0, figure.start - _NEAR)
        return figure.indicator_code is None and bool(
            _DESCRIBED.search(self.text, start, figure.end + _NEAR)
        )

    def _long_past(self, time: Time) -> bool:
        """Whether a day is of another month than the text, and dates its own sentence only."""
        day = time.period or ""
        whole = time.kind == DAY and len(day) == DAY_LENGTH
        return bool(whole and self.told and day[:7] != self.told[:7] and day != self._event)

    def _until_now(self, figure: FigureFound, now: Time) -> bool:
        """Whether what has been done up to now is meant, and not how things stand."""
        code = figure.indicator_code
        if code is None or code in STOCKS or code in _OF_NOW or self._each_year(figure):
            return False
        if _UNTIL_NOW.fullmatch(self.text, now.start, now.end):
            return True
        return (
            now.end <= figure.start
            and _ALREADY.search(self.text, now.end, figure.start) is not None
        )

    def _adds_up(self, figure: FigureFound, point: Time) -> bool:
        """Whether figures up to a date are added up since the beginning."""
        if point.end > figure.start:
            return False
        start = max(point.end, figure.start - _IN_ALL_NEAR)
        return _IN_ALL.search(self.text, start, figure.end + _BEHIND_NEAR) is not None

    def _base(self, place: int) -> Time | None:
        """Return the beginning told last before a place: what is added up runs from there."""
        number = bisect_left(self._begins, place)
        return self.begun[number - 1] if number else None

    def _of_this_year(self, now: Time) -> Time:
        """Return what "by now" adds up where this year was spoken of: its months so far."""
        year, set_by = (now.period or "")[:4], self.set_by
        if set_by is None or not (set_by.period or "").startswith(year) or set_by.kind == DAY:
            return now
        return now._replace(kind=SPAN, period=f"{year}-01/{now.period}")

    def _keep(
        self, span: Span, here: Sequence[Time], used: Sequence[Time], first: int, number: int
    ) -> None:
        """Remember the last time that counts for what follows, and whether it outlasts a line."""
        for time in [*here, *(t for t in used if t.kind == SO_FAR and t.period is None)]:
            near = self.text[max(0, time.start - _NEAR) : time.end + _NEAR]
            told = time.kind == POINT or (time.kind not in _PASSING and bool(_REPORTS.search(near)))
            begins = time.kind == SPAN and number == 0 and time.start <= span.start + 4
            if self._long_past(time):
                continue
            if time in used or told or begins or time.kind == SINCE:
                self.set_by = time
                whole = time.start <= first or used.count(time) == number
                opens = time.kind == SINCE and not used and number == 0
                self._lasting = (
                    told or opens or (time in used and time.kind not in (DAY, NOW) and whole)
                )
            elif time.kind == DAY and self.set_by is None:
                self.set_by = self._day

    def _with(
        self, figure: FigureFound, time: Time | None, planned: bool, beside: bool
    ) -> FigureFound:
        """Return a figure with its time; `beside`: that is named in its own sentence."""
        period, cumulative = self._period(figure, time, planned, beside)
        hedged = figure.qualifier not in ("exact", "cumulative")
        return changed(
            figure,
            period=period,
            cumulative=cumulative,
            qualifier=figure.qualifier if hedged or not cumulative else "cumulative",
        )

    def _period(
        self, figure: FigureFound, time: Time | None, planned: bool, beside: bool
    ) -> tuple[str | None, bool]:
        code = figure.indicator_code
        if _SIZE.search(self.text, max(0, figure.start - 5), figure.end + _EACH_NEAR):
            return None, False
        if code is None and figure.unit in ("km", "metre"):
            return None, False
        stock = code in STOCKS or figure.unit == "percent"
        month = self.told[:7] if self.told else None
        if time is None:
            if planned and code is None:
                return None, False
            if code in _AT_EVENT and self._event and not self._summed:
                return self._event, False
            return (month if stock or code is None or code in _OF_NOW else None), False
        if time.cumulative and code in _HIRED and self._added_up(figure):
            return time.period, True
        if figure.unit == "percent" and code not in STOCKS and time.kind in (SPAN, SINCE):
            # A share of what was added up covers the same years.
            return time.period, False
        if stock:
            if time.kind == DAY and not beside:
                return month or (time.period or "")[:7] or None, False
            return self._as_of(figure, time, month), False
        if time.cumulative and self._each_year(figure):
            return month, False
        if time.kind == DAY and not beside and code is None:
            return month or (time.period or "")[:7] or None, False
        if time.kind == SINCE and not beside and code is None and figure.unit == "count":
            return month, False
        if time.kind == POINT and code is not None and self._begun_unsaid(time):
            return None, True
        return time.period, time.cumulative

    def _begun_unsaid(self, time: Time) -> bool:
        """Whether all that was done by the end of an earlier year is added up from no known day."""
        year = (time.period or "")[:4]
        return bool(year and self.told and year < self.told[:4]) and not time.cumulative

    def _added_up(self, figure: FigureFound) -> bool:
        """Whether persons hired are added up over the years: 累计吸纳."""
        start = max(0, figure.start - _NEAR)
        return _IN_ALL.search(self.text, start, figure.end) is not None

    def _each_year(self, figure: FigureFound) -> bool:
        """Whether so much is meant for each year: 每年280万元, 6 billion yuan a year."""
        near = self.text[max(0, figure.start - _EACH_NEAR) : figure.end + _EACH_NEAR]
        return _EACH.search(near) is not None

    def _as_of(self, figure: FigureFound, time: Time, month: str | None) -> str | None:
        """Return the one date of a stock or rate."""
        if time.kind in (SINCE, SO_FAR):
            return month
        first, _, last = (time.period or "").partition("/")
        if last and figure.unit in ("person", "person-time") and first[:4] == last[:4]:
            return time.period
        return last or first or None
