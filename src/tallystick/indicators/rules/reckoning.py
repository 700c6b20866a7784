"""The figures of one indicator worked out of an engine's answer, and why one is null."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from tallystick.indicators.rules.arithmetic import (
    amount,
    completion,
    due_by_now,
    fraction,
    value,
)
from tallystick.indicators.rules.counts import Count, Formula
from tallystick.indicators.rules.figures import Answer, Figures, Heard
from tallystick.indicators.rules.flags import Flag, null_flags
from tallystick.indicators.rules.window import Window
from tallystick.kernel.words import Words
from tallystick.programme.rules.catalogue import Indicator
from tallystick.programme.rules.pipelines import pipelines

Monthly = tuple[int | None, ...]
NO_MONTHS: Monthly = (None,) * 12


@dataclass(frozen=True)
class Reports:
    """Of one pipeline, by the calendar: reports made, those due by now, and whether any is asked.

    >>> Reports(1, 4).silence, Reports(0, 0).silence, Reports(0, 0, asked=False).silence
    ('not_reported', 'not_due', 'not_applicable')
    """

    made: int
    due: int
    asked: bool = True

    @property
    def silence(self) -> str:
        """Why a figure is null where nothing was heard of the pipeline."""
        if not self.asked:
            return "not_applicable"
        return "not_reported" if self.due else "not_due"


@dataclass(frozen=True)
class Ground:
    """What every row of a scorecard stands on.

    `silence` is why a figure is null where nothing was heard: not_reported, not_due or
    not_applicable. `ends` is the last day of the targets' period. `level_fed` are the
    (pipeline, stage) of which only levels are stated. `before` is the answer of the pairing
    before this one, where last year was its. `whole`: all levels of the pairing are read; targets,
    published figures and deadlines are of all together, and one level alone has none.
    """

    window: Window | None
    answer: Answer | None
    silence: str
    ends: date
    reports_due: int = 0
    # pipeline → what its calendar asks for; one that is not here has no deadlines agreed.
    calendar: Mapping[str, Reports] = field(default_factory=dict)
    level_fed: frozenset[tuple[str, str]] = frozenset()
    before: Answer | None = None
    before_name: Words | None = None
    whole: bool = True


@dataclass(frozen=True)
class Reckoning:
    """One indicator on one ground; figures are None where there is none."""

    indicator: Indicator
    formula: Formula | None
    ground: Ground

    def figures(self) -> Iterator[Figures]:
        """Yield the answer to every count the indicator is made of."""
        if self.formula and self.ground.answer:
            for count in self.formula.counts():
                yield self.ground.answer.figures[count]

    @cached_property
    def lines(self) -> int:
        """How many posted lines enter it."""
        return sum(figures.lines for figures in self.figures())

    @cached_property
    def over(self) -> tuple[int, int] | None:
        """Numerator and denominator of a ratio."""
        if self.formula and self.formula.over and self.ground.answer:
            return fraction(self.formula, lambda count: self._figures(count).now)
        return None

    @cached_property
    def null_reason(self) -> str:
        """Why there is no matched figure, or nothing."""
        if self.formula is None or self.level_fed:
            return "not_applicable"
        if self.ground.answer is None:
            return self.silence
        if self._value is None:
            return "not_applicable" if self.heard else self.silence
        return "" if self._value or self.heard else self.silence

    @cached_property
    def silence(self) -> str:
        """Why nothing was heard: by the calendar of its pipelines where one was agreed for all."""
        asked = self._asked()
        if self.ground.silence == "not_applicable" or asked is None:
            return self.ground.silence
        reasons = {reports.silence for reports in asked}
        order = ("not_reported", "not_due", "not_applicable")
        return next(reason for reason in order if reason in reasons)

    def _asked(self) -> list[Reports] | None:
        """Return what the calendar asks of each pipeline, None where it is silent about one."""
        codes = {count.pipeline for count in self.formula.counts()} if self.formula else set()
        if not codes or not codes <= set(self.ground.calendar):
            return None
        return [self.ground.calendar[code] for code in sorted(codes)]

    @cached_property
    def matched(self) -> int | None:
        """What both sides hold."""
        return None if self.null_reason else self._value

    @cached_property
    def completion(self) -> str | None:
        """Matched over target in percent, of the exact ratio where it is one."""
        if self.matched is None or not self.target:
            return None
        if self.over and self.formula:
            factor = 10_000 if self.formula.percent else 1
            return completion(Fraction(self.over[0] * factor, self.over[1]), self.target)
        return completion(self.matched, self.target)

    @cached_property
    def target(self) -> int | None:
        """What was promised at the node, which is for all levels together."""
        if self.ground.answer is None or not self.ground.whole:
            return None
        return self.ground.answer.targets.get(self.indicator.code)

    @cached_property
    def target_below(self) -> int | None:
        """What was promised at the places below the node, as a check."""
        if self.ground.answer is None or not self.ground.whole:
            return None
        return self.ground.answer.targets_below.get(self.indicator.code)

    @cached_property
    def due_by_now(self) -> int | None:
        """The part of the target that falls on the days gone by; all of a stock's or a ratio's."""
        if self.target is None or self.ground.window is None:
            return None
        if self.is_stock or self.over:
            return self.target
        return due_by_now(self.target, self.ground.window, self.ground.ends)

    @cached_property
    def open(self) -> int | None:
        """What waits, disputed or not; a ratio of what waits would say nothing."""
        waiting, disputed = self.read("waiting"), self.read("disputed")
        return None if waiting is None or disputed is None else waiting + disputed

    def read(self, name: str) -> int | None:
        """Return one figure of the answer, None for a ratio or where nothing is computed."""
        if self.formula is None or self.formula.over or self.ground.answer is None:
            return None
        return amount(self.formula, lambda count: getattr(self._figures(count), name))

    @cached_property
    def last_year(self) -> int | None:
        """The same figure at the same day a year before; None where nothing was heard then."""
        answer = self.ground.before or self.ground.answer
        if self.formula is None or answer is None or not self._heard_last_year(answer):
            return None
        return value(self.formula, lambda count: answer.figures[count].last_year)

    @cached_property
    def this_month(self) -> int | None:
        """What the last month of the report brought; of a stock, the change over it."""
        window = self.ground.window
        if window is None or self.matched is None or (self.formula and self.formula.over):
            return None
        now = self._month(window.until.month)
        if not self.is_stock:
            return now
        first = window.until.month == window.since.month
        earlier = self.read("opening") if first else self._month(window.until.month - 1)
        return now - (earlier or 0)

    def monthly(self, name: str) -> Monthly:
        """Return `months` or `last_months`: None before and after the report's days."""
        window, formula = self.ground.window, self.formula
        answer = (self.ground.before if name == "last_months" else None) or self.ground.answer
        if window is None or formula is None or formula.over or answer is None or self.level_fed:
            return NO_MONTHS
        if name == "last_months" and self.last_year is None:
            return NO_MONTHS
        last = window.stock_on if self.is_stock and name == "months" else window.until
        shown = range(window.since.month, last.month + 1)
        return tuple(
            amount(formula, lambda count, m=month: getattr(answer.figures[count], name)[m - 1])  # type: ignore[misc]
            if month in shown
            else None
            for month in range(1, 13)
        )

    @cached_property
    def is_stock(self) -> bool:
        """Whether it says what stands on a day."""
        counts = list(self.formula.counts()) if self.formula else []
        return bool(counts) and all(count.is_stock for count in counts)

    @cached_property
    def reports_made(self) -> int:
        """How many reports were made; of several pipelines, those of the one furthest behind."""
        if (asked := self._asked()) is not None:
            return _furthest_behind(asked).made
        made = [heard.months_reported for heard in self._heard()]
        return min(made, default=0)

    @cached_property
    def reports_due(self) -> int:
        """How many reports were due by now; without a calendar, the months that have ended."""
        if (asked := self._asked()) is not None:
            return _furthest_behind(asked).due
        return self.ground.reports_due

    @cached_property
    def heard(self) -> bool:
        """Whether anything at all was heard of its pipelines, so that zero means zero."""
        if any(figures.open_lines for figures in self.figures()):
            return True
        stock = self.is_stock or bool(self.formula and self.formula.over)
        return any(
            heard.months_reported or heard.lines or (stock and heard.lines_ever)
            for heard in self._heard()
        )

    @cached_property
    def level_fed(self) -> bool:
        """Whether a flow is asked of a stage of which only levels are stated.

        A promise is excepted: what was contracted is stated as a level, and rises are contracts.
        """
        counts = self.formula.counts() if self.formula else iter(())
        return any(
            (count.pipeline, stage) in self.ground.level_fed
            and not pipelines()[count.pipeline].stages[stage].promise
            for count in counts
            if not count.is_stock
            for stage in count.stages
        )

    def null_flags(self) -> list[Flag]:
        """Return why figures are null, each with its field, and what caused it."""
        found: list[Flag] = []
        if self.null_reason:
            found += null_flags("matched", self.null_reason)
        if self.formula is None:
            found.append(Flag("claim_only"))
        elif self.level_fed:
            found.append(Flag("level_fed"))
        elif self.over and not self.over[1]:
            found.append(Flag("no_denominator"))
        if self.open is None:
            found += null_flags("waiting", "not_applicable")
        if self.target is None:
            found += [Flag("no_target")] if self.ground.whole else []
            found += null_flags("target", "not_applicable")
        if self.last_year is None and not self.ground.whole:
            found += null_flags("last_year", "not_applicable")
        if self.completion is None:
            found += null_flags("completion_percent", "not_applicable")
        return found

    @cached_property
    def _value(self) -> int | None:
        if self.formula is None or self.ground.answer is None:
            return None
        return value(self.formula, lambda count: self._figures(count).now)

    def _month(self, month: int) -> int:
        formula = self.formula
        assert formula is not None  # noqa: S101 (asked only where there is a figure)
        return amount(formula, lambda count: self._figures(count).months[month - 1])

    def _figures(self, count: Count) -> Figures:
        assert self.ground.answer is not None  # noqa: S101 (asked only where there is an answer)
        return self.ground.answer.figures[count]

    def _heard(self, answer: Answer | None = None) -> Iterator[Heard]:
        answer = answer or self.ground.answer
        if self.formula and answer:
            for pipeline in {count.pipeline for count in self.formula.counts()}:
                yield answer.heard.get(pipeline, Heard())

    def _heard_last_year(self, answer: Answer) -> bool:
        stock = self.is_stock or bool(self.formula and self.formula.over)
        return any(
            heard.lines_ever_last_year if stock else heard.lines_last_year
            for heard in self._heard(answer)
        )


def _furthest_behind(asked: list[Reports]) -> Reports:
    return max(asked, key=lambda reports: reports.due - reports.made)
