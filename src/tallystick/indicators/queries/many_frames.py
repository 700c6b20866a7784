"""The frames of many reports on one year, and the lines they read: looked up once for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Prefetch

from tallystick.entries.queries import unposted_of
from tallystick.entries.queries.closings import acts_of, line_of
from tallystick.entries.rules.closing import closed_through
from tallystick.indicators.engines.arrow import Table
from tallystick.indicators.engines.values import BookCut, Scope
from tallystick.indicators.export import Export, refresh_all
from tallystick.indicators.queries.frames import Frame, closed_by, end_of_day, framed, known_day
from tallystick.indicators.queries.open_lines import open_lines
from tallystick.indicators.rules.window import DAYS_TO_CLOSE
from tallystick.journal import queries as journal
from tallystick.kernel.actor import Actor
from tallystick.programme.models import Pairing, PairingSpan
from tallystick.programme.queries import book_of, fetched_span
from tallystick.regions.models import RegionClosure


def pairings_in_full(actor: Actor) -> list[Pairing]:
    """Return the pairings a person sees, with all a report asks of each; two queries."""
    preferred = PairingSpan.objects.filter(preferred=True)
    rows = Pairing.objects.visible_to(actor).select_related(
        "programme", "supporting", "supported", "parent__parent__parent"
    )
    rows = rows.prefetch_related(Prefetch("spans", preferred, to_attr="preferred_spans"))
    return list(rows.order_by("programme__code", "code"))


def frames_of(pairings: Iterable[Pairing], *, year: int, as_of: date | None) -> list[Frame]:
    """Return the frames of reports on one year, as `frame_of` makes each; one query for all.

    Units: the pairings come from `pairings_in_full`.
    """
    made = []
    for row in pairings:
        _zone, known_on = known_day(row, as_of)
        made.append(framed(row, fetched_span(row), year, known_on, known_on))
    lines = {frame.pairing.pk: line_of(frame.pairing) for frame in made}
    acts = acts_of(frozenset().union(*lines.values()))
    found = []
    for frame in made:
        by, line = _known_by(frame), lines[frame.pairing.pk]
        known = [act for act in acts if act.at <= by and act.pairing in line]
        found.append(closed_by(frame, closed_through(known, line, frame.known_on)))
    return found


def befores_of(frames: Sequence[Frame], seen: Iterable[Pairing]) -> dict[int, Pairing]:
    """Return pairing → the one that held its supported place until it began, if last year was its.

    Units: `seen` are all the pairings the reader sees.
    """
    ended: dict[tuple[int, int, date], Pairing] = {}
    for row in seen:
        end = fetched_span(row).end
        if end is not None:
            ended.setdefault((row.programme_id, row.supported_id, end), row)
    found = {}
    for frame in frames:
        start, window, row = frame.span.start, frame.window, frame.pairing
        if start is not None and window is not None and window.last_until < start:
            key = (row.programme_id, row.supported_id, start - timedelta(1))
            if key in ended:
                found[row.pk] = ended[key]
    return found


class Scopes:
    """The scopes of many frames: a few queries for all of them, however many books they read."""

    def __init__(self, frames: Sequence[Frame], befores: Mapping[int, Pairing]) -> None:
        """Look up all that is asked for; `befores` as `befores_of` found them."""
        dated = [frame for frame in frames if frame.window is not None]
        read = [(frame, frame.pairing) for frame in dated]
        read += [(f, befores[f.pairing.pk]) for f in dated if f.pairing.pk in befores]
        rows = [*(frame.pairing for frame in frames), *befores.values()]
        tops = {code for row in rows for code in (row.supporting.code, row.supported.code)}
        self._below: dict[str, list[tuple[str, date | None, date | None]]] = defaultdict(list)
        closure = RegionClosure.objects.filter(ancestor__code__in=tops)
        named = ("ancestor__code", "region__code", "valid_from", "valid_to")
        for top, *place in closure.values_list(*named):
            self._below[top].append((place[0], place[1], place[2]))
        books = list(dict.fromkeys(book_of(pairing).code for _frame, pairing in read))
        self._exports = refresh_all(books)
        self._seqs = _seqs_of(read)
        self._now = unposted_of(books)
        self._open: dict[tuple[str, int], Table] = {}

    def of(self, frame: Frame, *, pairing: Pairing | None = None) -> Scope | None:
        """Return the lines to read, as `scope_of` does."""
        if frame.window is None:
            return None
        read, until = pairing or frame.pairing, frame.window.until
        book = book_of(read).code
        made = self._exports[book]
        seq = min(made.seq, self._seqs[book, _known_by(frame)])
        closed_seq = frame.closed_seq if pairing is None else None
        if closed_seq is None:
            closed_seq = self._seqs[book, _closed_by(frame)]
        return Scope(
            books=(BookCut(book, made.paths, seq, closed_seq),),
            regions=self.below(read.supported.code, until),
            partners=self.below(read.supporting.code, until),
            node=(read.supported.code, read.supporting.code),
            window=frame.window,
            unposted=self._unposted(made, seq, frame),
        )

    def below(self, code: str, on: date) -> frozenset[str]:
        """Return the place and everything under it, on the map of a day."""
        rows = self._below[code]
        return frozenset(
            place
            for place, first, last in rows
            if (first is None or first <= on) and (last is None or last >= on)
        )

    def _unposted(self, made: Export, seq: int, frame: Frame) -> Table:
        """Return what waits in a book: one table for all its reports, as they are read together."""
        if (made.book, seq) not in self._open:
            by, now = _known_by(frame), self._now[made.book]
            self._open[made.book, seq] = open_lines(made, seq=seq, by=by, now=now)
        return self._open[made.book, seq]


def _known_by(frame: Frame) -> datetime:
    """Return the instant up to which a report knows what happened."""
    return end_of_day(frame.known_on, frame.zone)


def _closed_by(frame: Frame) -> datetime:
    """Return when the months of a report counted as closed, where both sides closed none."""
    assert frame.window is not None  # noqa: S101 (asked for dated frames alone)
    return end_of_day(frame.window.closed_on + timedelta(DAYS_TO_CLOSE), frame.zone)


def _seqs_of(read: Iterable[tuple[Frame, Pairing]]) -> dict[tuple[str, datetime], int]:
    """Return (book, instant) → what the book knew then, for the days of all reports."""
    return journal.seqs_as_of(
        (book_of(pairing).code, instant)
        for frame, pairing in read
        for instant in (_known_by(frame), _closed_by(frame))
    )
