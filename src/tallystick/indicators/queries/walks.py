"""Walk a figure back: its words, its parts, their lines, the entries, names and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.utils import timezone

from tallystick.entries.queries import numbers_of
from tallystick.entries.queries.channels import APART, channels_apart
from tallystick.indicators.engines.answered import key_of
from tallystick.indicators.engines.duck import reading
from tallystick.indicators.engines.values import Scope
from tallystick.indicators.queries.cards import claims_on
from tallystick.indicators.queries.changes import Known, changes, earlier
from tallystick.indicators.queries.frames import (
    Frame,
    frame_of,
    kinds_of,
    require_level,
    scope_of,
)
from tallystick.indicators.queries.grounds import answer_of, ground_of
from tallystick.indicators.queries.legs import Leg, Part, WalkLine, legs_of
from tallystick.indicators.rules.arithmetic import value
from tallystick.indicators.rules.counts import Count, Formula, formulas
from tallystick.indicators.rules.figures import Answer
from tallystick.indicators.rules.flags import Flag
from tallystick.indicators.rules.parts import value_of
from tallystick.indicators.rules.rows import ScoreRow, row_of
from tallystick.indicators.rules.window import Window
from tallystick.indicators.rules.words import formula_words
from tallystick.kernel.actor import Actor
from tallystick.kernel.kept import Kept
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.rules.catalogue import indicators


class FigureDisagrees(Exception):
    """A figure is not what its own lines amount to: our own mistake, and never shown."""


@dataclass(frozen=True)
class Share:
    """What of a figure was matched by `channel` file or paper; no value of a ratio.

    Units: `value` in minor units of the row.
    """

    channel: str
    value: int | None
    lines: int


@dataclass(frozen=True)
class Explanation:
    """A figure with all that it stands on.

    Units: as its `row`. `lines` is one page of the `lines_total` posted lines, newest first;
    `open` holds what waits or is disputed, `earlier` what the figure was at ends of months,
    `changes` the days on which it became another, as known today and the oldest first,
    `apart` what of it was matched by file or on paper.
    """

    pairing: str
    year: int
    as_of: date
    invented: bool
    window: Window | None
    seq: int
    row: ScoreRow
    formula: Formula | None
    parts: tuple[Part, ...]
    lines: tuple[WalkLine, ...]
    lines_total: int
    open: tuple[WalkLine, ...]
    earlier: tuple[Known, ...]
    changes: tuple[Known, ...] = ()
    apart: tuple[Share, ...] = ()
    # The only level whose lines are read; empty: all.
    level: str = ""

    @property
    def indicator(self) -> str:
        """The code of the indicator."""
        return self.row.indicator

    @property
    def value(self) -> int | None:
        """The matched figure."""
        return self.row.matched

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What to read first."""
        return self.row.flags

    def words(self, lang: str = "en") -> str:
        """Return how the figure is made, in words; nothing where it is not computed."""
        return formula_words(self.formula, self.year, lang) if self.formula else ""


def explain(
    pairing: Pairing,
    *,
    year: int,
    indicator: str,
    actor: Actor,
    as_of: date | None = None,
    part: str = "",
    offset: int = 0,
    limit: int | None = None,
    level: str = "",
) -> Explanation:
    """Return a figure with its parts, its lines and who stands behind them.

    `part` keeps the lines of one part; `offset` and `limit` page through them. The lines are
    added up a second time: a figure that is not what they amount to is never shown. `level` walks
    the figure of places at that level alone, as a scorecard of that level has it.
    Raises: NotFound for an unknown indicator, or a level at which no place of the pairing stands.
    Source: docs/method/explain.md.
    """
    if indicator not in indicators():
        raise NotFound.of("not-found", path="indicator", what="indicator", code=indicator)
    formula = formulas().get(indicator)
    frame = frame_of(pairing, year=year, as_of=as_of, level=level)
    kinds = kinds_of(frame)
    require_level(frame, kinds)
    scope = scope_of(frame, kinds=kinds)
    ways = channels_apart(cut.book for cut in scope.books) if scope else {}
    page = Page(part, offset, limit)
    walked = _walked(formula, frame, scope, ways, page)
    ground = ground_of(frame, scope, walked.answer, actor)
    said = claims_on(frame, actor)
    row = row_of(indicators()[indicator], formula, ground, said.get(indicator, ()))
    _require_agreement(formula, walked, row)
    return Explanation(
        pairing=pairing.code,
        year=year,
        as_of=frame.known_on,
        invented=pairing.programme.invented,
        window=frame.window,
        seq=scope.books[0].seq if scope else 0,
        row=row,
        formula=formula,
        parts=walked.parts,
        lines=_proved(walked.lines),
        lines_total=walked.lines_total,
        open=walked.open,
        earlier=walked.earlier,
        changes=_changes(formula, frame, scope),
        apart=walked.apart,
        level=level,
    )


@dataclass(frozen=True)
class Page:
    """Which of a figure's lines are shown: those of one part, from a place on, so many."""

    part: str
    offset: int
    limit: int | None

    def of(self, lines: Sequence[WalkLine]) -> Sequence[WalkLine]:
        """Return the lines on the page."""
        return lines[self.offset : None if self.limit is None else self.offset + self.limit]


@dataclass(frozen=True)
class _Walked:
    """What follows from the lines of a figure alone, one page of them with it."""

    answer: Answer | None
    sums: Mapping[Count, int]
    parts: tuple[Part, ...]
    lines: tuple[WalkLine, ...]
    lines_total: int
    open: tuple[WalkLine, ...]
    earlier: tuple[Known, ...]
    apart: tuple[Share, ...]


# Walks made before, under all they follow from; and the days on which figures became others.
# Units: lines, and days.
_walks: Kept[tuple[object, ...], _Walked] = Kept(20_000)
_days: Kept[tuple[object, ...], tuple[Known, ...]] = Kept(20_000)


def _walked(
    formula: Formula | None,
    frame: Frame,
    scope: Scope | None,
    ways: Mapping[str, str],
    page: Page,
) -> _Walked:
    """Return the walk of a figure; where its lines are those of before, they are not read."""
    if scope is None:
        return _walk(formula, [], frame, None, ways, page)
    key = (*_key(formula, frame, scope), page, frozenset(ways.items()))

    def made() -> _Walked:
        legs = _legs(formula, scope)
        if not _is_past(frame):
            _known_days(formula, frame, scope, lambda: legs)
        return _walk(formula, legs, frame, scope, ways, page)

    return _walks.once(key, made, lambda walked: 1 + len(walked.lines) + len(walked.open))


def _key(formula: Formula | None, frame: Frame, scope: Scope) -> tuple[object, ...]:
    code = formula.code if formula else ""
    return (*key_of(scope), code, frame.zone.key, frame.known_on)


def _walk(
    formula: Formula | None,
    legs: Sequence[Leg],
    frame: Frame,
    scope: Scope | None,
    ways: Mapping[str, str],
    page: Page,
) -> _Walked:
    posted = [line for leg in legs for line in leg.walked(frame.zone, posted=True)]
    # Each count has its newest line first; what seals the figure is the newest of all of them.
    posted.sort(key=lambda line: line.line.seq or 0, reverse=True)
    chosen = [line for line in posted if page.part in ("", line.part)]
    shown = [replace(line, channel=ways.get(line.line.transaction, "")) for line in page.of(chosen)]
    return _Walked(
        answer=answer_of(scope),
        sums={leg.count: leg.value() for leg in legs},
        parts=tuple(made for leg in legs for made in leg.parts()),
        lines=tuple(_told(shown, scope)),
        lines_total=len(chosen),
        open=tuple(line for leg in legs for line in leg.walked(frame.zone, posted=False)),
        earlier=earlier(formula, legs, frame),
        apart=tuple(_apart(formula, legs, ways)) if ways else (),
    )


def _apart(
    formula: Formula | None, legs: Sequence[Leg], ways: Mapping[str, str]
) -> Iterator[Share]:
    """Yield what of a figure nobody matched by signing in, reckoned from its lines alone."""
    for channel in APART:
        kept = {
            leg.count: [n for n in leg.posted if ways.get(n.transaction) == channel] for leg in legs
        }
        lines = sum(map(len, kept.values()))
        if formula is None or not lines:
            continue
        summed = {count: value_of(count, found) for count, found in kept.items()}
        yield Share(channel, None if formula.over else value(formula, summed.__getitem__), lines)


def _legs(formula: Formula | None, scope: Scope) -> list[Leg]:
    """Return the counts of a figure with their lines, of one reading."""
    if formula is None:
        return []
    with reading(scope) as laid_out:
        lines = {count: tuple(laid_out.lines(count)) for count in formula.counts()}
    return legs_of(formula, lines)


def _require_agreement(formula: Formula | None, walked: _Walked, row: ScoreRow) -> None:
    if formula is None or row.matched is None:
        return
    if value(formula, walked.sums.__getitem__) != row.matched:
        raise FigureDisagrees(f"{row.indicator}: {row.matched} is not what its lines amount to")


def _is_past(frame: Frame) -> bool:
    """Return whether a report is of a day before today: the days after it have to be read too."""
    return frame.known_on < timezone.now().astimezone(frame.zone).date()


def _changes(formula: Formula | None, frame: Frame, scope: Scope | None) -> tuple[Known, ...]:
    """Return the days of the figure up to today, whatever day this walk is asked for."""
    if _is_past(frame):
        frame = frame_of(frame.pairing, year=frame.year, level=frame.level)
        scope = scope_of(frame)
    if scope is None:
        return ()
    return _known_days(formula, frame, scope, partial(_legs, formula, scope))


def _known_days(
    formula: Formula | None, frame: Frame, scope: Scope, legs: Callable[[], Sequence[Leg]]
) -> tuple[Known, ...]:
    return _days.once(
        _key(formula, frame, scope),
        lambda: changes(formula, legs(), frame),
        lambda made: 1 + len(made),
    )


def _told(lines: Sequence[WalkLine], scope: Scope | None) -> list[WalkLine]:
    """Mark the lines that the book learned of after their day was closed."""
    if scope is None:
        return list(lines)
    closed_on, closed_seq = scope.window.closed_on, scope.books[0].closed_seq
    return [
        replace(walked, recorded_later=True)
        if walked.line.valid_from <= closed_on and (walked.line.seq or 0) > closed_seq
        else walked
        for walked in lines
    ]


def _proved(lines: Sequence[WalkLine]) -> tuple[WalkLine, ...]:
    """Return the lines with the names and files behind them, in a few queries for all."""
    proofs = numbers_of({walked.line.transaction for walked in lines})
    return tuple(replace(walked, proof=proofs.get(walked.line.transaction)) for walked in lines)
