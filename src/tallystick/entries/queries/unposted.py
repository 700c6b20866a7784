"""Entries that do not count yet, as lines of the same shape as the journal's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from tallystick.entries.models import Entry, EntryLine, State
from tallystick.entries.queries.standing import flows_of, window_start
from tallystick.entries.rules.postings import Flow, Step, itemised, level, year_to_date
from tallystick.entries.rules.reports import CanonicalLine
from tallystick.journal.queries import newest_seals
from tallystick.kernel.kept import Kept, digest_of
from tallystick.programme.models import Pairing, PairingSpan
from tallystick.regions.models import Region

# What one side has not confirmed is its own business: it waits for nobody else yet.
WAITING = (State.CONFIRMED, State.MATCHED)
Overlay = dict[tuple[Any, ...], list[Flow]]
Key = tuple[object, ...]
# Each pairing with its first day.
Opened = tuple[tuple[int, date | None], ...]


@dataclass(frozen=True)
class Unposted:
    """What waits and what is disputed in a book. `key` is all that the lines follow from."""

    key: Key
    lines: tuple[dict[str, Any], ...]


# So many entries are kept with their lines, each one to three kilobytes.
_kept: Kept[Key, tuple[dict[str, Any], ...]] = Kept(20_000)


def unposted_lines(book: str, *, pipeline: str = "") -> list[dict[str, Any]]:
    """Return what waits and what is disputed in a book, ready for the expressions of the journal.

    Sums and levels are differences against what stands, and against the waiting statements
    before them: two quarters that both wait do not count the first one twice. A disputed
    statement lifts nothing that comes after it. A blind half that stands alone is in no sum,
    or the other side would read it there. Only one pipeline's where it is named.
    Shape: one row a movement, columns of `journal.queries.lines` with `seq` None, and `state`
    (waiting | disputed), `side`, `entry`. The rows are not to be changed.
    """
    return list(unposted_of([book], pipeline=pipeline)[book].lines)


def unposted_of(books: Collection[str], *, pipeline: str = "") -> dict[str, Unposted]:
    """Return book → what `unposted_lines` does, of many books.

    One query where nothing changed since they were asked for last, three where statements are
    held to what stands; some more for each book of which anything changed.
    """
    opened = cache(_opened)
    keys = _keys(books, pipeline, opened)
    found = _kept.given(keys.values())
    missing = [book for book, key in keys.items() if key not in found]
    if missing:
        made = {keys[book]: tuple(_made(book, pipeline, opened)) for book in missing}
        # What changed while it was read lies under no key: it may be half of the old.
        still = _keys(missing, pipeline, _opened)
        fresh = {key: lines for key, lines in made.items() if key in still.values()}
        _kept.keep({key: (lines, 1 + len(lines)) for key, lines in fresh.items()})
        found |= made
    return {book: Unposted(key, found[key]) for book, key in keys.items()}


def _keys(books: Collection[str], pipeline: str, opened: Callable[[], Opened]) -> dict[str, Key]:
    """Return book → all that its open lines follow from.

    An entry's hash holds all it says. A sum or a level also follows from what stands: in its
    book, or in all books where it states what stands of a named thing.
    """
    told = ("pk", "version", "content_hash", "state", "policy", "changed", "statement")
    # An instant is only a mark here: of thousands none has to be made.
    changed = Cast("changed_at", CharField())
    rows = _open(books, pipeline).annotate(changed=changed).order_by("happened_on", "number")
    marks: dict[str, list[tuple[object, ...]]] = {book: [] for book in books}
    stated: dict[str, set[str]] = defaultdict(set)
    for *row, statement, book in rows.values_list(*told, "book__code"):
        marks[book].append((*row, statement))
        if statement != "itemised":
            stated[book].add(statement)
    heads = newest_seals() if stated else {}
    days = opened() if stated else ()
    # One digest of them: kept values are weighed without their keys.
    return {
        book: (book, pipeline, digest_of(own, _beneath(book, stated.get(book, ()), heads, days)))
        for book, own in marks.items()
    }


def _beneath(
    book: str,
    stated: Collection[str],
    heads: Mapping[str, tuple[int, str]],
    opened: Opened,
) -> tuple[object, ...]:
    """Return what the statements of a book are held to; nothing where all are itemised."""
    if not stated:
        return ()
    return (opened, tuple(sorted(heads.items())) if "level" in stated else heads.get(book))


def _opened() -> Opened:
    """Return each pairing with its first day."""
    spans = PairingSpan.objects.filter(preferred=True).order_by("pairing")
    return tuple(spans.values_list("pairing", "valid_from"))


def _made(book: str, pipeline: str, opened: Callable[[], Opened]) -> list[dict[str, Any]]:
    rows, lines = _read(book, pipeline)
    if not rows:
        return []
    days = dict(opened()) if any(row.statement != "itemised" for row in rows) else {}
    since = {row.pk: window_start(row, days.get(row.pairing_id)) for row in rows}
    stands = flows_of([(row, since[row.pk], row.happened_on) for row in rows])
    overlay: Overlay = defaultdict(list)
    found: list[dict[str, Any]] = []
    for row in rows:
        steps = _steps(row, lines[row.pk], since[row.pk], stands[row.pk], overlay)
        found += [_line(row, n, step) for n, step in enumerate(steps, 1)]
    return found


def _read(book: str, pipeline: str) -> tuple[list[Entry], dict[str, list[CanonicalLine]]]:
    """Return the open entries in the order of their days, and the stated lines of each.

    Of thousands only what is needed is read, no row is made of a line, a place or a book.
    """
    found = (
        _open([book], pipeline)
        .annotate(region_code=F("region__code"), partner_code=F("partner__code"))
        .select_related("thing")
        .order_by("happened_on", "number")
    )
    rows: list[Any] = list(found)
    lines: dict[str, list[CanonicalLine]] = defaultdict(list)
    if not rows:
        return rows, lines
    stated = EntryLine.objects.filter(entry__in=_open([book], pipeline).values("pk"))
    columns = ("unit", "amount", "cell", "note", "precision")
    for entry, *line in stated.order_by("entry", "n").values_list("entry_id", *columns):
        lines[entry].append(CanonicalLine(*line))
    places: dict[int, Region] = {}
    for row in rows:
        row.book = rows[0].book if row is not rows[0] else Pairing(pk=row.book_id, code=book)
        row.region = places.setdefault(row.region_id, Region(row.region_id, row.region_code))
        row.partner = places.setdefault(row.partner_id, Region(row.partner_id, row.partner_code))
    return rows, lines


def _open(books: Collection[str], pipeline: str) -> QuerySet[Entry]:
    states = (*WAITING, State.DISPUTED)
    keys = Pairing.objects.filter(code__in=list(books)).values("pk")
    rows = Entry.objects.filter(book__in=keys, state__in=states, covered=False)
    return rows.filter(pipeline=pipeline) if pipeline else rows


def canonical(row: Entry) -> list[CanonicalLine]:
    """Return the stated lines of an entry as the rules read them."""
    return [CanonicalLine(n.unit, n.amount, n.cell, n.note, n.precision) for n in row.lines.all()]


def _steps(
    row: Entry,
    lines: Sequence[CanonicalLine],
    since: date,
    stands: list[Flow],
    overlay: Overlay,
) -> list[Step]:
    move = f"{row.source_stage}>{row.target_stage}"
    if row.statement == "itemised":
        return itemised(move, lines)
    key = (row.region_id, row.partner_id, row.pipeline, row.thing_id)
    waiting = [flow for flow in overlay[key] if since <= flow.on <= row.happened_on]
    flows = [*stands, *waiting]
    if row.statement == "level":
        steps = level(row.pipeline, lines, flows)
    else:
        steps = year_to_date(move, lines, flows)
    if row.state != State.DISPUTED:
        overlay[key] += [step.flow(row.happened_on) for step in steps]
    return steps


def _line(row: Entry, n: int, step: Step) -> dict[str, Any]:
    return {
        "seq": None,
        "n": n,
        "transaction": row.pk,
        "book": row.book.code,
        "valid_from": row.happened_on,
        "recorded_at": row.changed_at,
        "kind": "opening" if step.source == "carried" else "move",
        "reverses": None,
        "pipeline": row.pipeline,
        "source": step.source,
        "target": step.target,
        "unit": step.unit,
        "region": row.region.code,
        "partner": row.partner.code,
        "cell": step.cell,
        "note": step.note,
        "subject": row.thing.key if row.thing else None,
        "back": step.back,
        "amount": -step.amount if step.back else step.amount,
        "one_sided": row.policy == "single",
        "state": "disputed" if row.state == State.DISPUTED else "waiting",
        "side": row.side,
        "entry": row.pk,
    }
