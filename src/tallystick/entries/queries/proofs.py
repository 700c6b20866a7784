"""The names and files under a posting: what a figure's walk ends at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from tallystick.access.models import User
from tallystick.entries.models import Entry, EntryAct, EntryEvidence, EntryPosting
from tallystick.entries.queries.signers import signers


@dataclass(frozen=True)
class EntryProof:
    """Whose entry stands behind a transaction, and on which files it rests."""

    entry: str
    number: str
    title_en: str
    title_zh: str
    reported_by: str
    confirmed_by: str
    matched_by: str
    confirmed_by_zh: str
    matched_by_zh: str
    basis: str
    evidence: tuple[str, ...]


def numbers_of(transactions: Iterable[str]) -> dict[str, EntryProof]:
    """Return transaction → the entry, names and files behind it; four queries.

    What no entry brought about, such as a hand-over, is left out.
    """
    wanted = set(transactions)
    rows = EntryPosting.objects.select_related("entry").filter(transaction__in=wanted)
    postings = {row.transaction: row.entry for row in rows.only(*_READ)}
    keys = {entry.pk for entry in postings.values()}
    files: dict[str, list[str]] = defaultdict(list)
    under = Q(entry__in=keys) | Q(entry__half_of__in=keys)
    for entry, lead, sha256 in EntryEvidence.objects.filter(under).values_list(
        "entry_id", "entry__half_of_id", "evidence__sha256"
    ):
        files[lead or entry].append(sha256)
    acts = _acts_of(keys)
    return {
        transaction: _proof(entry, acts[entry.pk], files[entry.pk])
        for transaction, entry in postings.items()
    }


# Of thousands of entries only what is told is read.
_READ = (
    "transaction",
    *(f"entry__{name}" for name in ("number", "title_en", "title_zh", "version", "side")),
)
_READ_OF_ACTS = ("entry_id", "at", "verb", "user_id", "name", "side", "version", "basis")


def _acts_of(entries: Collection[str]) -> dict[str, list[EntryAct]]:
    """Return entry → its steps in order; each person is read once, however often she signed."""
    acts: dict[str, list[EntryAct]] = defaultdict(list)
    found = EntryAct.objects.filter(entry__in=entries).only(*_READ_OF_ACTS)
    steps = list(found.order_by("at", "id"))
    people = User.objects.in_bulk({act.user_id for act in steps if act.user_id is not None})
    for act in steps:
        act.user = None if act.user_id is None else people[act.user_id]
        acts[act.entry_id].append(act)
    return acts


def _proof(entry: Entry, acts: list[EntryAct], files: list[str]) -> EntryProof:
    under = signers(entry, acts)
    return EntryProof(
        entry=entry.pk,
        number=entry.number,
        title_en=entry.title_en,
        title_zh=entry.title_zh,
        reported_by=under.name("reported"),
        confirmed_by=under.name("confirmed"),
        matched_by=under.name("matched"),
        confirmed_by_zh=under.name("confirmed", "zh"),
        matched_by_zh=under.name("matched", "zh"),
        basis=under.basis,
        evidence=tuple(sorted(set(files))),
    )
