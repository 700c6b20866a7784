"""Whether entries still say what was sealed: content, names and files against the journal.

The journal verifies itself; this holds what people read beside it to the same seal. It also finds
a book that was cut short: an entry then names a posting that is no longer there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tallystick.entries.evidence import path_of
from tallystick.entries.models import Entry, EntryPosting, Evidence, State
from tallystick.entries.queries.closings import closing_problems
from tallystick.entries.queries.reported import report_of
from tallystick.entries.queries.signers import signers
from tallystick.entries.rules.reports import content_hash
from tallystick.journal.models import Transaction
from tallystick.kernel.problem import Problem
from tallystick.programme.queries.agreements import (
    text_of,
)
from tallystick.programme.rules.agreements import text_hash

BATCH = 500
# Only what a person stated is compared; a hand-over between books has no entry.
NAMED = ("reported", "confirmed", "matched")


def entry_problems() -> Iterator[Problem]:
    """Yield one problem for each entry, posting or file that does not fit what was sealed."""
    yield from _postings_gone()
    yield from closing_problems()
    for row in _posted():
        yield from _differences(row)
    for file in Evidence.objects.exclude(wrapped_key=None).iterator(BATCH):
        if not path_of(file.sha256).is_file():
            yield Problem("evidence-gone", path=file.name, value=file.sha256)


def _postings_gone() -> Iterator[Problem]:
    there = Transaction.objects.values("id")
    gone = EntryPosting.objects.exclude(transaction__in=there).select_related("entry")
    for posting in gone.iterator(BATCH):
        yield Problem("posting-gone", path=posting.entry.number, value=posting.transaction)
    sealed = EntryPosting.objects.values("transaction")
    states = (State.POSTED, State.REVERSED)
    loose = Entry.objects.filter(transaction__in=sealed).exclude(state__in=states)
    for row in loose.iterator(BATCH):
        yield Problem("entry-unlike-seal", path=row.number, value=f"state {row.state}")


def _posted() -> Iterator[Entry]:
    rows = Entry.objects.filter(state__in=(State.POSTED, State.REVERSED))
    return (
        rows.select_related("pairing", "region", "partner", "thing", "promises__agreement")
        .prefetch_related("lines", "acts__user")
        .iterator(BATCH)
    )


def _differences(row: Entry) -> Iterator[Problem]:
    kept = Transaction.objects.filter(pk=row.transaction).values_list("provenance", flat=True)
    for text in kept:
        sealed: dict[str, Any] = json.loads(text)
        if sealed.get("entry_hash") not in (row.content_hash, None):
            yield Problem("entry-unlike-seal", path=row.number, value="hash")
        if content_hash(report_of(row)) != row.content_hash:
            yield Problem("entry-unlike-seal", path=row.number, value="content")
        if _text_of(row) != sealed.get("agreement", {}).get("text"):
            yield Problem("entry-unlike-seal", path=row.number, value="signed text")
        under = signers(row, row.acts.all())
        for verb in NAMED:
            act, told = getattr(under, verb), sealed.get(verb)
            if (act.name if act else None) != (told["name"] if told else None):
                yield Problem("entry-unlike-seal", path=row.number, value=f"name, {verb}")


def _text_of(row: Entry) -> str | None:
    """Return the hash of the signed text behind an entry, as its rows read now."""
    return text_hash(text_of(row.promises)) if row.promises else None
