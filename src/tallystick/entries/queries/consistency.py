"""Whether entries still say what was sealed or reported: content and names, against the journal.

The journal verifies itself; this holds what people read beside it to the same seal. It also finds
a book that was cut short: an entry then names a posting that is no longer there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import Exists, ForeignKey, OuterRef, Q, QuerySet

from tallystick.entries.models import Entry, EntryAct, EntryPosting, State
from tallystick.entries.queries.closings import closing_problems
from tallystick.entries.queries.kept_files import Files, file_problems, files_of, same_files
from tallystick.entries.queries.reported import hash_now
from tallystick.entries.queries.signers import signers
from tallystick.journal.models import Transaction
from tallystick.kernel.problem import Problem
from tallystick.programme.queries.agreements import text_of
from tallystick.programme.rules.agreements import text_hash

BATCH = 500
# Only what a person stated is compared; a hand-over between books has no entry.
NAMED = ("reported", "confirmed", "matched")
# What was handed on and is not sealed yet is held to the hash it was handed on with.
HANDED_ON = (State.SUBMITTED, State.CONFIRMED, State.DISPUTED, State.MATCHED, State.PAIRED)
FRAME = ("pairing", "book", "region", "partner", "thing")


def entry_problems() -> Iterator[Problem]:
    """Yield one problem for each entry, posting or file that does not fit what was sealed."""
    yield from _postings_gone()
    yield from _postings_of_others()
    yield from _entries_gone()
    yield from closing_problems()
    torn = dict(_torn())
    for key, (number, what) in torn.items():
        yield Problem("entry-unlike-seal", number or key, {"number": number or key}, what)
    # A row that points nowhere falls out of a join, or cannot be read at all.
    rows = (row for row in _posted() if row.pk not in torn)
    while batch := list(islice(rows, BATCH)):
        sealed = Transaction.objects.select_related("book").in_bulk([row.pk for row in batch])
        files = files_of(batch)
        for row in batch:
            yield from _differences(row, sealed.get(row.pk), files[row.pk])
    yield from _changed_since_said(torn)
    yield from file_problems()


def _postings_gone() -> Iterator[Problem]:
    there = Transaction.objects.values("id")
    gone = EntryPosting.objects.exclude(transaction__in=there).select_related("entry")
    for posting in gone.iterator(BATCH):
        yield Problem("posting-gone", path=posting.entry.number, value=posting.transaction)
    sealed = EntryPosting.objects.values("transaction")
    states = (State.POSTED, State.REVERSED)
    loose = Entry.objects.filter(transaction__in=sealed).exclude(state__in=states)
    for row in loose.iterator(BATCH):
        yield _unlike(row, f"state {row.state}")


def _entries_gone() -> Iterator[Problem]:
    """Find what was posted for an entry that is not there, or no longer knows of it."""
    known = EntryPosting.objects.filter(entry__in=Entry.objects.values("pk"))
    loose = Transaction.objects.exclude(id__in=known.values("transaction"))
    for key, provenance in loose.values_list("id", "provenance").iterator(BATCH):
        if (entry := json.loads(provenance).get("entry")) is not None:
            yield Problem("entry-gone", path=str(entry), value=key)


def _torn() -> Iterator[tuple[str, tuple[str, str]]]:
    """Return the entries that point at what is not there → their number, and at what."""
    for field in Entry._meta.concrete_fields:
        if not isinstance(field, ForeignKey):
            continue
        there = field.related_model._default_manager.values("pk")
        rows = Entry.objects.exclude(**{field.attname: None})
        for key, number in rows.exclude(**{f"{field.attname}__in": there}).values_list(
            "pk", "number"
        ):
            yield key, (number, field.name)


def _postings_of_others() -> Iterator[Problem]:
    """Find postings that say of themselves that another entry brought them about."""
    own = {True: EntryPosting.Kind.TAKEN_BACK, False: EntryPosting.Kind.POSTED}
    links = EntryPosting.objects.select_related("entry").exclude(kind=EntryPosting.Kind.REVERSED)
    rows = links.iterator(BATCH)
    while batch := list(islice(rows, BATCH)):
        found = Transaction.objects.in_bulk([link.transaction for link in batch])
        for link in batch:
            made = found.get(link.transaction)
            if made is None:
                continue
            kind = own[made.kind == "restatement"]
            if json.loads(made.provenance).get("entry") != link.entry_id or link.kind != kind:
                yield _unlike(link.entry, "posting")


def _posted() -> Iterator[Entry]:
    rows = Entry.objects.filter(state__in=(State.POSTED, State.REVERSED))
    return (
        rows.exclude(pk__in=_undone_halves())
        .select_related(*FRAME, "promises__agreement")
        .prefetch_related("lines", "acts__user")
        .iterator(BATCH)
    )


def _undone_halves() -> QuerySet[Entry, Any]:
    """Return the halves of reversed blind pairs that never posted: the other half did for both."""
    posted = EntryPosting.objects.filter(entry=OuterRef("pk"))
    gone = {"state": State.REVERSED, "half_of__state": State.REVERSED, "transaction": None}
    return Entry.objects.filter(~Exists(posted), **gone).values("pk")


def _changed_since_said(torn: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what waits and no longer says what was handed on: it would be matched unseen."""
    said = Q(state__in=HANDED_ON) | Q(pk__in=_undone_halves())
    rows = Entry.objects.filter(said).select_related(*FRAME)
    for row in rows.prefetch_related("lines").iterator(BATCH):
        if row.pk not in torn and hash_now(row) != row.content_hash:
            yield Problem("entry-unlike-report", row.number, {"number": row.number}, row.state)


def _replaces_what_is_gone(row: Entry) -> bool:
    """Return whether what an entry says anew was taken back, in the same book.

    Its own posting reverses nothing: that is a posting of the entry it replaces.
    """
    old = row.reverses
    return old is None or (old.state == State.REVERSED and old.book_id == row.book_id)


def _differences(row: Entry, kept: Transaction | None, files: Files) -> Iterator[Problem]:
    """Yield what an entry says otherwise than its own posting, which bears the entry's own id."""
    if kept is None or row.transaction != row.pk:
        yield _unlike(row, "transaction")
        return
    sealed: dict[str, Any] = json.loads(kept.provenance)
    told = {
        "hash": sealed.get("entry_hash") in (row.content_hash, None),
        "content": hash_now(row) == row.content_hash,
        "book": kept.book.code == row.book.code,
        "what it reverses": kept.reverses_id is None and _replaces_what_is_gone(row),
        "signed text": _text_of(row) == sealed.get("agreement", {}).get("text"),
        "evidence": same_files(files, sealed),
        # What is posted was shown to both sides.
        "covered": not row.covered,
    }
    yield from (_unlike(row, what) for what, holds in told.items() if not holds)
    under = signers(row, row.acts.all())
    for verb in NAMED:
        if not _signed_so(getattr(under, verb), sealed.get(verb), under.basis):
            yield _unlike(row, f"name, {verb}")


def _text_of(row: Entry) -> str | None:
    """Return the hash of the signed text behind an entry, as its rows read now."""
    return text_hash(text_of(row.promises)) if row.promises else None


def _unlike(row: Entry, what: str) -> Problem:
    return Problem("entry-unlike-seal", row.number, {"number": row.number}, what)


def _signed_so(act: EntryAct | None, told: Mapping[str, Any] | None, basis: str) -> bool:
    """Return whether a name stands under an entry as it was sealed."""
    if act is None or told is None:
        return act is None and told is None
    now = {
        "name": act.name,
        "office": act.office,
        "role": act.role,
        "side": act.side,
        "at": act.at.isoformat(),
        "user": act.user.username if act.user else "",
        "basis": basis,
        "channel": "" if act.channel == "page" else act.channel,
        "carried_by": act.carried_by,
    }
    # What it did not come by is not sealed.
    ways = ("channel", "carried_by") if act.verb == "matched" else ()
    if any(now[key] and key not in told for key in ways):
        return False
    return all(now[key] == value for key, value in told.items() if key in now)
