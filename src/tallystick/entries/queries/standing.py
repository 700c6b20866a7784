"""What stands in the journal and which statements follow, as the differences need it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Min, Q, Sum

from tallystick.entries.models import Entry, EntryLine, State
from tallystick.entries.rules.postings import Flow
from tallystick.journal.models import Account as AccountRow
from tallystick.journal.models import Day, Line
from tallystick.journal.queries import seals_at
from tallystick.journal.rules import Account
from tallystick.kernel.kept import Kept, digest_of
from tallystick.programme.rules.pipelines import pipelines
from tallystick.programme.rules.statements import level_edges

OLDEST, NEWEST = date(1900, 1, 1), date(9999, 12, 31)


def edges_of(entry: Entry) -> list[tuple[str, str]]:
    """Return the edges an entry's statement is compared with; none where it is itemised."""
    if entry.statement == "level":
        return [(edge.source, edge.target) for edge in level_edges(entry.pipeline)]
    if entry.statement == "year_to_date":
        return [(entry.source_stage, entry.target_stage)]
    return []


def window_start(entry: Entry, opened: date | None) -> date:
    """Return the first day a statement speaks of.

    A year's sum begins with the year, or with the pairing that began within it.
    """
    if entry.statement == "level":
        return OLDEST
    new_year = date(entry.happened_on.year, 1, 1)
    return max(new_year, opened) if opened else new_year


def flows_before(entry: Entry, *, since: date, until: date = NEWEST) -> list[Flow]:
    """Return what stands on the edges of an entry's statement in these days; one query."""
    return flows_of([(entry, since, until)])[entry.pk]


def flows_of(asked: Sequence[tuple[Entry, date, date]]) -> dict[str, list[Flow]]:
    """Return entry → what stands on the edges of its statement from a day to a day.

    Two queries at most, however many are asked. A named thing is followed through all books:
    signing it again with a new partner, after the hand-over, is not a second signing.
    """
    found: dict[str, list[Flow]] = {entry.pk: [] for entry, _, _ in asked}
    compared = [one for one in asked if edges_of(one[0])]
    for through_books in (True, False):
        some = [one for one in compared if _is_followed(one[0]) == through_books]
        if some:
            _sort_out(_lines_of(some, through_books), some, found)
    return found


def _is_followed(entry: Entry) -> bool:
    return entry.statement == "level" and entry.thing is not None


def _key(entry: Entry) -> tuple[str, ...]:
    """Return whose lines an entry is compared with, as `_lines_of` begins each row."""
    of = entry.region.code, entry.pipeline
    if entry.thing is not None and _is_followed(entry):
        return (*of, entry.thing.key)
    return (*of, entry.book.code, entry.partner.code)


def _lines_of(some: Sequence[tuple[Entry, date, date]], through_books: bool) -> Iterable[Any]:
    edges = {edge for entry, _, _ in some for edge in edges_of(entry)}
    first, last = min(since for _, since, _ in some), max(until for _, _, until in some)
    entries = [entry for entry, _, _ in some]
    rows = Line.objects.filter(
        _either_way(edges),
        from_account__region__in={entry.region.code for entry in entries},
        from_account__pipeline__in={entry.pipeline for entry in entries},
        transaction__valid_from__range=(first.isoformat(), last.isoformat()),
    )
    of = ["from_account__region", "from_account__pipeline"]
    if through_books:
        of += ["subject"]
        rows = rows.filter(subject__in={entry.thing.key for entry in entries if entry.thing})
    else:
        of += ["book__code", "from_account__partner"]
        rows = rows.filter(
            book__code__in={entry.book.code for entry in entries},
            from_account__partner__in={entry.partner.code for entry in entries},
        )
    return rows.values_list(*of, *FLOW).annotate(total=Sum("amount"))


FLOW = (
    "transaction__valid_from",
    "from_account__stage",
    "to_account__stage",
    "back",
    "unit",
    "from_account__cell",
    "note",
)


def _sort_out(
    rows: Iterable[Any], some: Sequence[tuple[Entry, date, date]], found: dict[str, list[Flow]]
) -> None:
    """Give each entry the flows of its own account, edges and days."""
    by_key: dict[tuple[str, ...], list[Flow]] = defaultdict(list)
    for row in rows:
        end = len(row) - len(FLOW) - 1
        by_key[tuple(row[:end])].append(_flow(row[end:]))
    for entry, since, until in some:
        edges = set(edges_of(entry))
        found[entry.pk] += [
            flow
            for flow in by_key[_key(entry)]
            if since <= flow.on <= until and (flow.source, flow.target) in edges
        ]


def _either_way(edges: Iterable[tuple[str, str]]) -> Q:
    ways = [
        way
        for source, target in edges
        for way in (
            Q(from_account__stage=source, to_account__stage=target, back=0),
            Q(from_account__stage=target, to_account__stage=source, back=1),
        )
    ]
    return reduce(or_, ways)


def _flow(row: Sequence[Any]) -> Flow:
    day, source, target, back, unit, cell, note, total = row
    if back:
        source, target, total = target, source, -total
    return Flow(date.fromisoformat(day), source, target, unit, cell, note, total)


def later_days(entry: Entry, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], date]:
    """Return (cell, unit) → the next day on which a posted statement states it anew; one query.

    A year's sum is a whole table: the next one of the same year speaks for every code.
    """
    if entry.statement == "itemised":
        return {}
    posted = Entry.objects.filter(
        book=entry.book_id,
        region=entry.region_id,
        partner=entry.partner_id,
        pipeline=entry.pipeline,
        source_stage=entry.source_stage,
        target_stage=entry.target_stage,
        statement=entry.statement,
        thing=entry.thing_id,
        state=State.POSTED,
        happened_on__gt=entry.happened_on,
    ).exclude(pk=entry.pk)
    if entry.statement == "year_to_date":
        year_end = date(entry.happened_on.year, 12, 31)
        first = posted.filter(happened_on__lte=year_end).aggregate(day=Min("happened_on"))["day"]
        return dict.fromkeys(keys, first) if first else {}
    rows = EntryLine.objects.filter(entry__in=posted).values_list("cell", "unit")
    asked, later = set(keys), rows.annotate(day=Min("entry__happened_on"))
    return {(cell, unit): day for cell, unit, day in later if (cell, unit) in asked}


@dataclass(frozen=True)
class LiveBalance:
    """What stands in one live account, of one named thing or of nothing in particular."""

    account: Account
    subject: str | None
    amount: int


def live_balances(book: str, *, regions: Iterable[str]) -> list[LiveBalance]:
    """Return what stands in a book in pipelines that are handed over, thing by thing.

    Promises and ends are left out: the old pairing keeps its word and its past. Two queries.
    """
    handed = {code: p.live for code, p in pipelines().items() if p.hand_over}
    accounts = {
        row.pk: row
        for row in AccountRow.objects.filter(
            book__code=book, pipeline__in=handed, region__in=list(regions)
        ).order_by("id")
        if row.stage in handed[row.pipeline]
    }
    closing: dict[int, dict[str, int]] = defaultdict(dict)
    days = Day.objects.filter(account__in=accounts).order_by("day")
    for pk, subject, balance in days.values_list("account_id", "subject", "balance"):
        closing[pk][subject] = balance
    found: list[LiveBalance] = []
    for pk, row in accounts.items():
        account = Account(row.region, row.partner, row.pipeline, row.stage, row.unit, row.cell)
        named = {s: n for s, n in closing[pk].items() if s and n > 0}
        rest = closing[pk].get("", 0) - sum(named.values())
        found += [LiveBalance(account, subject, n) for subject, n in sorted(named.items())]
        if rest > 0:
            found.append(LiveBalance(account, None, rest))
    return found


# Of one book, place → its partner → pipeline → the months reported on.
StandingReports = Mapping[str, Mapping[str, Mapping[str, frozenset[str]]]]

# What stood at a posting stands there for good: it is read once. Units: reports.
_standing: Kept[tuple[object, ...], StandingReports] = Kept(400_000)
# What was read since the month of so many years before holds what is asked for, and more.
_YEARS_BEFORE = 3


@dataclass(frozen=True)
class ReportsAsked:
    """Of which places of a book reports are asked for; `seq` None is what it knows now."""

    regions: frozenset[str]
    partners: frozenset[str]
    seq: int | None = None


def reports_standing(asked: Mapping[str, ReportsAsked], *, since: date) -> list[StandingReports]:
    """Return the reports that stand in some books, at their heads or as known at a posting.

    Of these places alone, for the month of `since` and later, earlier ones too where they were
    read already: what is read grows with what is asked for, not with all that was ever reported
    to anybody. One query, and two more for each book that these places and months were not asked
    of at that posting before. Books in which nothing was posted are left out.
    """
    month = f"{since:%Y-%m}"
    at = seals_at({book: one.seq for book, one in asked.items()})
    marks = {
        book: (book, *at[book], digest_of(sorted(one.regions), sorted(one.partners)))
        for book, one in asked.items()
        if book in at
    }
    made = []
    for book, mark in marks.items():
        keys = [(*mark, one) for one in _months_that_hold(month)]
        found = next(iter(_standing.given(keys).values()), None)
        if found is None:
            one = asked[book]
            rows = list(_standing_at(book, at[book][0], one.regions, one.partners, month))
            found = _by_place(rows)
            _standing.keep({keys[0]: (found, 1 + len(rows))})
        made.append(found)
    return made


def _months_that_hold(month: str) -> list[str]:
    """Return since which months reports may have been read that hold those since a month.

    Whoever asks for another year asks for the same month of it.

    >>> _months_that_hold("2018-12")
    ['2018-12', '2017-12', '2016-12', '2015-12']
    """
    year, rest = int(month[:4]), month[4:]
    return [f"{year - n:04}{rest}" for n in range(_YEARS_BEFORE + 1)]


def _by_place(rows: Iterable[tuple[str, str, str, str]]) -> StandingReports:
    months: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for region, partner, pipeline, period in rows:
        months[region, partner, pipeline].add(period)
    made: dict[str, dict[str, dict[str, frozenset[str]]]] = defaultdict(lambda: defaultdict(dict))
    for (region, partner, pipeline), own in months.items():
        made[region][partner][pipeline] = frozenset(own)
    return made


def _standing_at(
    book: str, seq: int, regions: Collection[str], partners: Collection[str], since: str
) -> Iterator[tuple[str, str, str, str]]:
    """Yield place, partner, pipeline and month of each report that stands; two queries."""
    lines = Line.objects.filter(book__code=book, transaction__seal__seq__lte=seq)
    net: dict[tuple[str, str, str], int] = {}
    for end, sign in (("to_account", 1), ("from_account", -1)):
        account = {
            "pipeline": "report", "stage": "made", "unit": "report",
            "region__in": regions, "partner__in": partners,
            # Kept codes are written in the order of their names: the period stands first.
            "cell__gte": f'{{"period":"{since}',
        }  # fmt: skip
        moved = lines.filter(**{f"{end}__{name}": value for name, value in account.items()})
        ends = (f"{end}__region", f"{end}__partner", f"{end}__cell")
        for region, partner, cell, total in moved.values_list(*ends).annotate(Sum("amount")):
            key = (region, partner, cell)
            net[key] = net.get(key, 0) + sign * total
    for (region, partner, cell), total in net.items():
        if total > 0:
            yield region, partner, *_said(cell)


@lru_cache(maxsize=16_384)
def _said(cell: str) -> tuple[str, str]:
    said = json.loads(cell)
    return said["pipeline"], said["period"]


# A target belongs to the text it was signed in, a report to the office that made it.
STAY = frozenset({"target", "report"})


def standing_balances(book: str, *, region: str, on: date) -> list[LiveBalance]:
    """Return all that stands at a place and can be carried from it on `on`; two queries.

    Promises too, below zero where more was delivered than promised: the heirs inherit what is
    owed. Ends stay: they are the past. What stands is what stood on that day and still does.
    """
    stages = {
        code: {s.code for s in pipeline.stages.values() if not s.end}
        for code, pipeline in pipelines().items()
        if code not in STAY
    }
    accounts = [
        row
        for row in AccountRow.objects.filter(book__code=book, region=region).order_by("id")
        if row.stage in stages.get(row.pipeline, ())
    ]
    stood: dict[int, dict[str, int]] = defaultdict(dict)
    days = Day.objects.filter(account__in=[row.pk for row in accounts]).order_by("day")
    for pk, subject, day, balance in days.values_list("account_id", "subject", "day", "balance"):
        of = stood[pk]
        if date.fromisoformat(day) < on or subject not in of:
            of[subject] = balance if date.fromisoformat(day) < on else min(0, balance)
        else:
            of[subject] = min(of[subject], balance) if of[subject] >= 0 else balance
    found: list[LiveBalance] = []
    for row in accounts:
        account = Account(row.region, row.partner, row.pipeline, row.stage, row.unit, row.cell)
        named = {s: n for s, n in stood[row.pk].items() if s and n > 0}
        rest = stood[row.pk].get("", 0) - sum(named.values())
        found += [LiveBalance(account, subject, n) for subject, n in sorted(named.items())]
        if rest:
            found.append(LiveBalance(account, None, rest))
    return found
