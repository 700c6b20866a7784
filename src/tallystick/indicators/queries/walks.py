"""Walk a figure back: its words, its parts, their lines, the entries, names and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tallystick.entries.queries import numbers_of
from tallystick.entries.queries.channels import APART, channels_apart
from tallystick.indicators.engines.duck import reading
from tallystick.indicators.engines.values import LineRead, Scope
from tallystick.indicators.queries.changes import Known, changes
from tallystick.indicators.queries.claiming import claims_of_year
from tallystick.indicators.queries.frames import Frame, frame_of, scope_of
from tallystick.indicators.queries.grounds import ground_of
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
from tallystick.kernel.problem import NotFound
from tallystick.programme.models import Pairing
from tallystick.programme.rules.catalogue import indicators

# How many earlier states of a figure are listed.
EARLIER = 6


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
) -> Explanation:
    """Return a figure with its parts, its lines and who stands behind them.

    `part` keeps the lines of one part; `offset` and `limit` page through them. The lines are
    added up a second time: a figure that is not what they amount to is never shown.
    Raises: NotFound for an unknown indicator.
    Source: docs/method/explain.md.
    """
    if indicator not in indicators():
        raise NotFound.of("not-found", path="indicator", what="indicator", code=indicator)
    formula = formulas().get(indicator)
    frame = frame_of(pairing, year=year, as_of=as_of)
    scope = scope_of(frame)
    answer, lines = _read(formula, scope)
    ground = ground_of(frame, scope, answer, actor)
    said = claims_of_year(pairing, year=year, known_on=frame.known_on, actor=actor)
    row = row_of(indicators()[indicator], formula, ground, said.get(indicator, ()))
    legs = legs_of(formula, lines)
    _require_agreement(formula, legs, row)
    ways = channels_apart(cut.book for cut in scope.books) if scope else {}
    posted = [
        replace(line, channel=ways.get(line.line.transaction, ""))
        for leg in legs
        for line in leg.walked(frame.zone, posted=True)
    ]
    chosen = [line for line in posted if part in ("", line.part)]
    return Explanation(
        pairing=pairing.code,
        year=year,
        as_of=frame.known_on,
        invented=pairing.programme.invented,
        window=frame.window,
        seq=scope.books[0].seq if scope else 0,
        row=row,
        formula=formula,
        parts=tuple(made for leg in legs for made in leg.parts()),
        lines=_proved(_told(chosen[offset : None if limit is None else offset + limit], scope)),
        lines_total=len(chosen),
        open=tuple(line for leg in legs for line in leg.walked(frame.zone, posted=False)),
        earlier=_earlier(formula, legs, frame),
        changes=_changes(formula, legs, frame),
        apart=tuple(_apart(formula, legs, ways)),
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


def _read(
    formula: Formula | None, scope: Scope | None, *, figures: bool = True
) -> tuple[Answer | None, dict[Count, tuple[LineRead, ...]]]:
    """Return the answer and the lines of the figure, of one reading."""
    if scope is None:
        return None, {}
    with reading(scope) as laid_out:
        counts = formula.counts() if formula else iter(())
        answer = laid_out.answer() if figures else None
        return answer, {count: tuple(laid_out.lines(count)) for count in counts}


def _require_agreement(formula: Formula | None, legs: Sequence[Leg], row: ScoreRow) -> None:
    if formula is None or row.matched is None:
        return
    summed = {leg.count: leg.value() for leg in legs}
    if value(formula, summed.__getitem__) != row.matched:
        raise FigureDisagrees(f"{row.indicator}: {row.matched} is not what its lines amount to")


def _changes(formula: Formula | None, legs: Sequence[Leg], frame: Frame) -> tuple[Known, ...]:
    """Return the days of the figure up to today, whatever day this walk is asked for."""
    if frame.known_on < timezone.now().astimezone(frame.zone).date():
        frame = frame_of(frame.pairing, year=frame.year)
        legs = legs_of(formula, _read(formula, scope_of(frame), figures=False)[1])
    return changes(formula, legs, frame)


def _earlier(formula: Formula | None, legs: Sequence[Leg], frame: Frame) -> tuple[Known, ...]:
    """Return the newest month ends at which the figure was another than at the next one."""
    if formula is None or frame.window is None:
        return ()
    now = _known(formula, legs, frame.zone, frame.known_on)
    found: list[Known] = []
    after = now
    for day in _month_ends(legs, frame):
        then = _known(formula, legs, frame.zone, day)
        if then != after:
            change = None if then is None or now is None else now - then
            found.append(Known(day, then, change))
            after = then
    return tuple(found[:EARLIER])


def _known(formula: Formula, legs: Sequence[Leg], zone: ZoneInfo, day: date) -> int | None:
    summed = {leg.count: leg.value(zone, day) for leg in legs}
    return value(formula, summed.__getitem__)


def _month_ends(legs: Sequence[Leg], frame: Frame) -> list[date]:
    """Return the ends of the months before the days on which lines became known, newest first."""
    walked = (line for leg in legs for line in leg.walked(frame.zone, posted=True))
    months = {line.recorded_on.replace(day=1) for line in walked if line.recorded_on}
    return sorted((month - timedelta(1) for month in months), reverse=True)


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
