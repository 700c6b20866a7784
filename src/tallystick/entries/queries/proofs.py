"""The names and files under a posting: what a figure's walk ends at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

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
    """Return transaction → the entry, names and files behind it; three queries.

    What no entry brought about, such as a hand-over, is left out.
    """
    wanted = set(transactions)
    rows = EntryPosting.objects.select_related("entry").filter(transaction__in=wanted)
    postings = {row.transaction: row.entry for row in rows}
    keys = {entry.pk for entry in postings.values()}
    files: dict[str, list[str]] = defaultdict(list)
    under = Q(entry__in=keys) | Q(entry__half_of__in=keys)
    for entry, lead, sha256 in EntryEvidence.objects.filter(under).values_list(
        "entry_id", "entry__half_of_id", "evidence__sha256"
    ):
        files[lead or entry].append(sha256)
    acts: dict[str, list[EntryAct]] = defaultdict(list)
    for act in EntryAct.objects.filter(entry__in=keys).select_related("user").order_by("at", "id"):
        acts[act.entry_id].append(act)
    return {
        transaction: _proof(entry, acts[entry.pk], files[entry.pk])
        for transaction, entry in postings.items()
    }


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
