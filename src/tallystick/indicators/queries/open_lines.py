"""Lines that did not count on a day: what waits now, and what waited then and was posted since."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from tallystick.entries.models import EntryAct, EntryPosting
from tallystick.entries.queries import Unposted, unposted_of
from tallystick.indicators.engines.arrow import Table, pa, pc, pq
from tallystick.indicators.engines.columns import id_bytes, open_table
from tallystick.indicators.export import Export
from tallystick.journal.models import Seal
from tallystick.kernel.kept import Kept

# So many entries are named in a query.
FEW = 10_000
# The last word on an entry by the day → where its lines stood; no other word lets them wait.
STANDS = {
    "confirmed": "waiting",
    "matched": "waiting",
    "posted": "waiting",
    "disputed": "disputed",
    "upheld": "disputed",
}


# So many lines are kept as a table, a quarter of a kilobyte each.
_tables: Kept[tuple[object, ...], Table] = Kept(60_000)


def open_lines(made: Export, *, seq: int, by: datetime, now: Unposted | None = None) -> Table:
    """Return what waited or was disputed at the instant `by`, when `seq` was the newest.

    An entry that was reported by then and posted since is shown by the lines it posted: as its
    differences were computed at the posting. Withdrawn entries are forgotten. `now`: what waits
    in the book at present, where that was read already.
    Shape: the columns of a part, then `state`.
    """
    now = now or unposted_of([made.book])[made.book]
    if by >= timezone.now():
        return _tables.once((now.key,), lambda: open_table(now.lines), _weigh)
    # A step may be written down later than it was taken: no step may have come since.
    key = (now.key, made.paths, made.chain, seq, by, *_steps(made.book))
    return _tables.once(key, lambda: _open_then(made, seq, by, now), _weigh)


def _steps(book: str) -> tuple[int, ...]:
    """Return a mark that is another one as soon as a step of a book was written down; one query.

    Where several write at a time, a step may come to be seen after one with a higher number.
    """
    if one_writes():
        return (EntryAct.objects.aggregate(newest=Max("id"))["newest"] or 0,)
    steps = EntryAct.objects.filter(entry__book__code=book)
    told = steps.aggregate(newest=Max("id"), steps=Count("id"))
    return told["newest"] or 0, told["steps"]


def one_writes() -> bool:
    """Whether numbers are given in the order in which what they number comes to be seen."""
    return connection.vendor == "sqlite"


def _open_then(made: Export, seq: int, by: datetime, now: Unposted) -> Table:
    """Return what was open at an instant of the past."""
    stood = _states(EntryAct.objects.filter(entry__in={row["entry"] for row in now.lines}), by)
    listed = [{**row, "state": stood[row["entry"]]} for row in now.lines if row["entry"] in stood]
    return pa.concat_tables([open_table(listed), _posted_since(made, seq, by)])


def _weigh(table: Table) -> int:
    return 1 + int(table.num_rows)


def _posted_since(made: Export, seq: int, by: datetime) -> Table:
    """Return the lines posted after `seq` by entries that had been reported before `by`."""
    # Years of a book lie before `seq`; only what was sealed after it is read, in the database.
    sealed = Seal.objects.filter(book__code=made.book, seq__gt=seq).values("transaction")
    postings = EntryPosting.objects.filter(
        kind=EntryPosting.Kind.POSTED, entry__reported_at__lte=by, transaction__in=sealed
    )
    entries = dict(postings.values_list("transaction", "entry"))
    told = set(entries.values())
    # Few as a rule: what waited then, of all that was posted since.
    acts = EntryAct.objects.filter(entry__in=told)
    if len(told) > FEW:
        acts = EntryAct.objects.filter(entry__in=postings.values("entry"))
    stood = _states(acts, by) if told else {}
    states = {id_bytes(key): stood[entry] for key, entry in entries.items() if entry in stood}
    if not states or not made.paths:
        return open_table(())
    later = pq.read_table([str(path) for path in made.paths], filters=[("seq", ">", seq)])
    ids = pa.array(list(states), pa.binary(16))
    later = later.filter(pc.is_in(later["transaction"], value_set=ids))
    said = [states[key] for key in later["transaction"].to_pylist()]
    unsealed = pa.nulls(later.num_rows, pa.int64())
    later = later.set_column(later.schema.get_field_index("seq"), "seq", unsealed)
    later = later.append_column("state", pa.array(said, pa.string()))
    return later.cast(open_table(()).schema)


def _states(acts: QuerySet[EntryAct], by: datetime) -> dict[str, str]:
    """Return where each entry stood at an instant; drafts and withdrawn entries are left out."""
    last = dict(acts.filter(at__lte=by).order_by("at", "id").values_list("entry", "verb"))
    return {entry: STANDS[verb] for entry, verb in last.items() if verb in STANDS}
