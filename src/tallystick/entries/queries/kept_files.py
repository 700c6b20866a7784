"""Whether the files that entries rest on are those that were sealed, and can still be opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from tallystick.entries.evidence import Unreadable, path_of, unseal
from tallystick.entries.models import Entry, EntryEvidence, Evidence
from tallystick.entries.rules.files import examine
from tallystick.kernel.problem import Problem

BATCH = 500


@dataclass
class Files:
    """What lies under an entry and its other half, by hash; `noted` stayed in the office."""

    every: set[str] = field(default_factory=set)
    noted: set[str] = field(default_factory=set)


def files_of(batch: Sequence[Entry]) -> Mapping[str, Files]:
    """Return entry → the files its posting rests on, its own and those of its other half."""
    found: dict[str, Files] = defaultdict(Files)
    keys = {row.pk for row in batch}
    under = Q(entry__in=keys) | Q(entry__half_of__in=keys)
    rows = EntryEvidence.objects.filter(under).values_list(
        "entry_id", "entry__half_of_id", "evidence__sha256", "noted"
    )
    for entry, lead, sha256, noted in rows.iterator(BATCH):
        for key in keys & {entry, lead}:
            found[key].every.add(sha256)
            if noted:
                found[key].noted.add(sha256)
    return found


def same_files(files: Files, sealed: Mapping[str, Any]) -> bool:
    """Return whether a posted entry rests on what was sealed: nothing is laid under it later."""
    told = set(sealed.get("evidence", ())), set(sealed.get("noted", ()))
    return (files.every, files.noted) == told


def file_problems() -> Iterator[Problem]:
    """Yield one problem for each kept file that is gone, changed, or cannot be opened any more."""
    laid = EntryEvidence.objects.filter(evidence=OuterRef("pk"), noted=False)
    for file in Evidence.objects.annotate(laid=Exists(laid)).iterator(BATCH):
        # What an office only named by its hash was never here; what was laid down once is.
        if file.wrapped_key is None and file.withheld and not file.laid:
            continue
        if problem := _problem(file):
            yield Problem(problem, path=file.name, value=file.sha256)


def _problem(file: Evidence) -> str:
    if file.wrapped_key is None:
        return "evidence-keyless"
    if not path_of(file.sha256).is_file():
        return "evidence-gone"
    try:
        content = unseal(file.sha256, bytes(file.wrapped_key))
    except Unreadable:
        return "evidence-changed"
    described = len(content), examine(file.name, content).media_type
    return "" if (file.size, file.media_type) == described else "evidence-changed"
