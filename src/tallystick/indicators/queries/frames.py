"""The frame of a report: which days, which lines, as known when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tallystick.entries.queries import last_closing
from tallystick.entries.rules.closing import ClosingAct
from tallystick.indicators.engines.values import BookCut, Scope
from tallystick.indicators.export import refresh
from tallystick.indicators.queries.open_lines import open_lines
from tallystick.indicators.rules.window import DAYS_TO_CLOSE, Window, due_months, window_of
from tallystick.journal import queries as journal
from tallystick.kernel.period import Period
from tallystick.kernel.problem import NotFound
from tallystick.kernel.text import visible
from tallystick.programme.models import Pairing
from tallystick.programme.queries import book_of, span
from tallystick.regions.queries import below, kinds_below
from tallystick.regions.rules.levels import level_of, levels_of


@dataclass(frozen=True)
class Frame:
    """A report on one year of a pairing, as known at the end of `known_on`.

    `window` is None where the report has no day: the pairing did not hold in that year, or it
    lies ahead. `silence` is why a figure is null where nothing was heard.
    """

    pairing: Pairing
    year: int
    known_on: date
    span: Period
    window: Window | None
    silence: str
    reports_due: int
    # The book's newest posting when both sides closed `window.closed_on`; None where they did not,
    # and the month counts as closed some days after its end.
    closed_seq: int | None = None
    # Only lines of places at this level of the supported side are read; empty: all.
    level: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the programme counts its days."""
        return ZoneInfo(self.pairing.programme.time_zone)

    @property
    def ends(self) -> date:
        """The last day of the year on which the pairing held."""
        return min(date(self.year, 12, 31), self.span.end or date.max)


def frame_of(
    pairing: Pairing,
    *,
    year: int,
    as_of: date | None = None,
    valid_to: date | None = None,
    level: str = "",
) -> Frame:
    """Return the frame of a report; nobody knows more than today."""
    zone, known_on = known_day(pairing, as_of)
    held = span(pairing)
    until = min(valid_to or date.max, known_on)
    frame = replace(framed(pairing, held, year, until, known_on), level=level)
    if frame.window is None:
        return frame
    return closed_by(frame, last_closing(pairing, until, by=end_of_day(known_on, zone)))


def known_day(pairing: Pairing, as_of: date | None) -> tuple[ZoneInfo, date]:
    """Return the time zone of a pairing's programme, and the day asked for, today at the latest."""
    zone = ZoneInfo(pairing.programme.time_zone)
    today = timezone.now().astimezone(zone).date()
    return zone, min(as_of or today, today)


def framed(pairing: Pairing, held: Period, year: int, until: date, known_on: date) -> Frame:
    """Return the frame of a report on a pairing that `held` so long, before any closing."""
    window = window_of(year, held, until, known_on)
    due = due_months(window, known_on) if window else 0
    return Frame(pairing, year, known_on, held, window, _silence(held, year, due), due)


def closed_by(frame: Frame, closing: ClosingAct | None) -> Frame:
    """Return a frame whose months were closed by both sides; the same where they were not."""
    if frame.window is None or closing is None or closing.end < frame.window.since:
        return frame
    window = replace(frame.window, closed_on=closing.end)
    return replace(frame, window=window, closed_seq=closing.seq)


def _silence(held: Period, year: int, due: int) -> str:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if (held.end and held.end < first) or (held.start and held.start > last):
        return "not_applicable"
    return "not_reported" if due else "not_due"


def kinds_of(frame: Frame, *, pairing: Pairing | None = None) -> dict[str, str]:
    """Return the places a report may read, each with its kind; none where it has no day."""
    if frame.window is None:
        return {}
    return kinds_below((pairing or frame.pairing).supported.code, on=frame.window.until)


def require_level(frame: Frame, kinds: Mapping[str, str]) -> None:
    """Refuse a level at which no place of the report stands; where it has no day, none ever stood.

    Raises: NotFound.
    """
    if not frame.level:
        return
    stood = kinds or kinds_below(frame.pairing.supported.code, on=None)
    if frame.level not in levels_of(stood.values()):
        said = visible(frame.level[:20])
        raise NotFound.of("not-found", path="level", what="level", code=said)


def scope_of(
    frame: Frame, *, pairing: Pairing | None = None, kinds: Mapping[str, str] | None = None
) -> Scope | None:
    """Return the lines to read, or None where the report has no day.

    `pairing` reads another pairing's lines on the days of this frame. `kinds`: what `kinds_of`
    returns, where it was read already.
    """
    if frame.window is None:
        return None
    read = pairing or frame.pairing
    if kinds is None:
        kinds = kinds_of(frame, pairing=pairing)
    book = book_of(read).code
    made = refresh(book)
    known_by = end_of_day(frame.known_on, frame.zone)
    close = end_of_day(frame.window.closed_on + timedelta(DAYS_TO_CLOSE), frame.zone)
    seqs = journal.seqs_as_of([(book, known_by), (book, close)])
    seq = min(made.seq, seqs[book, known_by])
    closed_seq = frame.closed_seq if pairing is None else None
    return Scope(
        books=(
            BookCut(book, made.paths, seq, seqs[book, close] if closed_seq is None else closed_seq),
        ),
        regions=frozenset(
            code for code, kind in kinds.items() if frame.level in ("", level_of(kind))
        ),
        partners=below(read.supporting.code, on=frame.window.until),
        node=(read.supported.code, read.supporting.code),
        window=frame.window,
        unposted=open_lines(made, seq=seq, by=known_by),
    )


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the last instant of a day.

    >>> end_of_day(date(2019, 12, 31), ZoneInfo("Asia/Shanghai")).isoformat()
    '2019-12-31T23:59:59.999999+08:00'
    """
    return datetime.combine(day, time.max, zone)
