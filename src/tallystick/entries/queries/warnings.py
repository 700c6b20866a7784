"""What looks odd about entries, held against a bounded window of what was posted before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Q

from tallystick.entries.models import Entry, EntryEvidence, EntryLine, State
from tallystick.entries.queries.elsewhere import elsewhere
from tallystick.entries.queries.retained import too_soon
from tallystick.entries.queries.same_figures import same_figures
from tallystick.entries.queries.unposted import canonical
from tallystick.entries.rules.reports import CanonicalLine, Report, canonical_lines
from tallystick.entries.rules.warnings import WINDOW, Past, far_from_old, unnamed, warnings_of
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Problem
from tallystick.programme.models import Pairing, Thing
from tallystick.programme.queries import book_of
from tallystick.regions.models import Region

# A year and a month: last year's figure of the same season is still in sight.
DAYS = 400
# In what a figure is held against the largest of its place: last year's sum may be far back.
LONG = 731
# However long the book, no more lines of no more entries than these are read for one page.
MOST_ENTRIES, MOST_LINES = 1000, 4000
Series = tuple[object, ...]


class Earlier(NamedTuple):
    """One posted figure that others are held against; made by the thousand for a page."""

    place: tuple[int, int]
    on: date
    entry: str
    amount: int
    book: int


@dataclass
class Before:
    """What was posted in the window.

    Shape: by series, and by series and place, newest first; by what is counted at a stage and its
    place, largest first.
    """

    series: Mapping[Series, list[Earlier]]
    own: Mapping[tuple[Series, tuple[int, int]], list[Earlier]]
    stage: Mapping[Series, dict[int, list[Earlier]]]


def warnings_for(rows: Iterable[Entry], actor: Actor) -> dict[str, tuple[Problem, ...]]:
    """Return entry → what is odd about it, for those where anything is; three queries for all.

    A fourth one where any of them says how many stayed, two more where a thing lies elsewhere.

    Figures are held against what is posted, which both sides see: a half nobody may see says
    nothing. That another entry says the same, or rests on the same file, is told of what
    `actor` may see.
    Units: `rows` with their lines fetched.
    """
    entries = [row for row in rows if row.state != State.WITHDRAWN]
    earlier, stated = _earlier(entries), {row.pk: canonical(row) for row in entries}
    soon = too_soon((row, stated[row.pk], stated[row.pk]) for row in entries)
    reused = reused_evidence([row.pk for row in entries], actor)
    same = same_figures([(row, stated[row.pk]) for row in entries], Entry.objects.visible_to(actor))
    far, found = elsewhere(entries), {}
    for row in entries:
        lines = stated[row.pk]
        past = [_past(row, line, earlier) for line in lines]
        odd = warnings_of(row.pipeline, row.target_stage, lines, past)
        odd += soon.get(row.pk, [])
        odd += unnamed(row.pipeline, row.statement, row.thing_id, lines)
        odd += [told[row.pk] for told in (far, same) if row.pk in told]
        odd += [
            Problem("warn-evidence-reused", "evidence", {"numbers": ", ".join(numbers)}, name)
            for name, numbers in reused.get(row.pk, ())
        ]
        if odd:
            found[row.pk] = tuple(odd)
    return found


def warnings_of_report(
    report: Report,
    *,
    pairing: Pairing,
    region: Region,
    partner: Region,
    thing: Thing | None = None,
    draft: str = "",
) -> list[Problem]:
    """Return what is odd about a report before it is kept; `path` is `lines.N`.

    Two queries; three where it says how many stayed, two more where its thing lies elsewhere.

    The figures alone are looked at: no file lies under it yet. Whoever reports for a place sees
    all that her side reported of it, `draft` being what she says anew.
    """
    row = Entry(
        id=draft,
        pairing=pairing,
        book=book_of(pairing),
        thing=thing,
        region=region,
        partner=partner,
        side=report.side,
        pipeline=report.pipeline,
        source_stage=report.source,
        target_stage=report.target,
        statement=report.statement,
        happened_on=report.happened_on,
    )
    lines, earlier = canonical_lines(report), _earlier([row])
    past = [_past(row, line, earlier) for line in lines]
    odd = warnings_of(report.pipeline, report.target, lines, past)
    odd += unnamed(report.pipeline, report.statement, report.thing, lines)
    own = Entry.objects.filter(side=report.side, region=region, partner=partner)
    odd += elsewhere([row]).values()
    odd += same_figures([(row, lines)], own).values()
    return odd + too_soon([(row, lines, ())]).get(row.pk, [])


def warnings_of_figures(
    rows: Iterable[tuple[Entry, Sequence[int]]],
) -> dict[str, tuple[Problem, ...]]:
    """Return entry → what is odd about new amounts of its lines, in minor units.

    One query for all, and one more for each that says how many stayed.

    Where nothing else was posted of its kind, the figure that is put right is what it is held
    against: a slip of the unit shows there.
    """
    asked = list(rows)
    earlier = _earlier([row for row, _ in asked])
    found = {}
    for row, amounts in asked:
        stated = canonical(row)
        lines = [
            replace(line, amount=amount, precision=1)
            for line, amount in zip(stated, amounts, strict=True)
        ]
        past = [_past(row, line, earlier) for line in stated]
        held = [
            replace(before, own=before.own or (old.amount,))
            for before, old in zip(past, stated, strict=True)
        ]
        odd = warnings_of(row.pipeline, row.target_stage, lines, held)
        odd += too_soon([(row, lines, stated)]).get(row.pk, [])
        for n, (old, new) in enumerate(zip(stated, lines, strict=True), 1):
            if not any(problem.path == f"lines.{n}" for problem in odd):
                odd += far_from_old(n, new.unit, old.amount, new.amount)
        if odd:
            found[row.pk] = tuple(odd)
    return found


def _series(row: Entry, unit: str, cell: str) -> Series:
    move = (row.pipeline, row.source_stage, row.target_stage, row.statement)
    return (row.book_id, *move, unit, cell)


def days_before(day: date, days: int) -> date:
    """Return the day so many days before another; the calendar begins in year 1.

    >>> days_before(date(1, 1, 5), 30).isoformat()
    '0001-01-01'
    """
    return date.fromordinal(max(day.toordinal() - days, 1))


def _earlier(rows: Sequence[Entry]) -> Before:
    """Return what was posted in the window of these entries, newest first; one query.

    Of the places themselves other books are read too: those of the pairing before.
    """
    found = Before(defaultdict(list), defaultdict(list), defaultdict(dict))
    if not rows:
        return found
    days = [row.happened_on for row in rows]
    posted = Entry.objects.filter(
        Q(book__in={row.book_id for row in rows}) | Q(region__in={row.region_id for row in rows}),
        state=State.POSTED,
        pipeline__in={row.pipeline for row in rows},
        # Not as a range: beside an OR, SQLite seeks by two ends, and by a range not at all.
        happened_on__gte=days_before(min(days), LONG),
        happened_on__lte=max(days),
    )
    # The newest entries are chosen before a line of them is read.
    newest = posted.order_by("-happened_on", "-number").values("pk")[:MOST_ENTRIES]
    lines = EntryLine.objects.filter(entry__in=newest)
    recent = lines.order_by("-entry__happened_on", "-entry__number")
    for line in recent.values_list(*_EARLIER)[:MOST_LINES]:
        region, partner, on, entry, book, pipeline, source, target, statement = line[:9]
        unit, cell, amount = line[9:]
        one = Earlier((region, partner), on, entry, amount, book)
        series: Series = (book, pipeline, source, target, statement, unit, cell)
        found.series[series].append(one)
        found.own[series, one.place].append(one)
        found.stage[pipeline, target, unit].setdefault(region, []).append(one)
    for by_place in found.stage.values():
        for ones in by_place.values():
            ones.sort(key=lambda one: -one.amount)
    return found


# Of thousands of lines only these columns are read, no rows are made.
_EARLIER = (
    *("entry__region_id", "entry__partner_id", "entry__happened_on", "entry_id"),
    *("entry__book_id", "entry__pipeline", "entry__source_stage", "entry__target_stage"),
    *("entry__statement", "unit", "cell", "amount"),
)


def _stage(row: Entry, unit: str) -> Series:
    return (row.pipeline, row.target_stage, unit)


def _past(row: Entry, line: CanonicalLine, earlier: Before) -> Past:
    place, series = (row.region_id, row.partner_id), _series(row, line.unit, line.cell)
    own = islice(_window(row, earlier.own.get((series, place), ())), WINDOW)
    others = _window(row, earlier.series.get(series, ()))
    peers = islice((one.amount for one in others if one.place != place), WINDOW)
    return Past(tuple(one.amount for one in own), tuple(peers), *_largest(row, line, earlier))


def _window(row: Entry, series: Sequence[Earlier]) -> Iterator[Earlier]:
    """Yield what others say in the window before an entry, newest first, as it is asked for."""
    since = days_before(row.happened_on, DAYS)
    # Neither what came later nor the rest of a long series is looked at.
    first = bisect_left(series, -row.happened_on.toordinal(), key=lambda one: -one.on.toordinal())
    for one in islice(series, first, None):
        if one.on < since:
            return
        if one.entry != row.pk:
            yield one


def _largest(row: Entry, line: CanonicalLine, earlier: Before) -> tuple[int, int]:
    """Return the largest figure of the place in two years, and of other places of its book.

    The place knows what it reported under the pairing before; its new partner, who may not, is
    held to this book alone: else what she types would tell her how large it was.
    """
    since = days_before(row.happened_on, LONG)
    own, peers, key = 0, 0, row.pk
    for region, ones in earlier.stage.get(_stage(row, line.unit), {}).items():
        mine = region == row.region_id
        for one in ones:
            if one.entry == key or not since <= one.on <= row.happened_on:
                continue
            if not mine:
                peers = max(peers, one.amount)
                break
            if one.book == row.book_id or row.side == "supported":
                own = max(own, one.amount)
                break
    return own, peers


def reused_evidence(
    entry_ids: Sequence[str], actor: Actor
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return entry → (file, the other entries that rest on it too); one query.

    The two halves of a blind pair rest on one receipt by right. What the reader may not see is
    not named, nor is what was withdrawn or reversed.
    """
    files = EntryEvidence.objects.filter(entry__in=entry_ids).values("evidence")
    links = (
        EntryEvidence.objects.filter(evidence__in=files)
        .filter(Q(entry__in=entry_ids) | Entry.objects.visible_to(actor).holds("entry"))
        .exclude(entry__state__in=(State.WITHDRAWN, State.REVERSED))
        .order_by("entry__number")
        .values_list(
            "evidence_id",
            "name",
            "entry_id",
            "entry__number",
            "entry__half_of_id",
        )
    )
    by_file: dict[int, list[tuple[str, str, str, str | None]]] = defaultdict(list)
    for file, name, entry, number, lead in links:
        by_file[file].append((name, entry, number, lead))
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for uses in by_file.values():
        for name, entry, _, lead in uses:
            others = tuple(
                number
                for _, other, number, their_lead in uses
                if (lead or entry) != (their_lead or other)
            )
            if others and entry in entry_ids:
                found[entry].append((name, others))
    return found
