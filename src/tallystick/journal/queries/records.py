"""Reading sealed records, in the order in which they were sealed."""

from __future__ import annotations

import json
from collections.abc import Collection

from tallystick.journal import models
from tallystick.journal.rules import GENESIS, Record, parse_instant


def records(*, kind: str | Collection[str] = (), about: str | Collection[str] = ()) -> list[Record]:
    """Return the sealed records of one kind or several, about one thing or several.

    Nothing given means all. Shape: one row a record, in the order of sealing.
    """
    found = models.Record.objects.order_by("seq")
    for name, wanted in (("kind", kind), ("about", about)):
        if wanted:
            several = [wanted] if isinstance(wanted, str) else list(wanted)
            found = found.filter(**{f"{name}__in": several})
    return [_record(row) for row in found]


def records_head() -> tuple[int, str]:
    """Return the number and the chain of the newest record; 0 and the empty chain before any."""
    newest = models.Record.objects.order_by("-seq").values_list("seq", "chain").first()
    return (newest[0], bytes(newest[1]).hex()) if newest else (0, GENESIS.hex())


def _record(row: models.Record) -> Record:
    return Record(
        seq=row.seq,
        kind=row.kind,
        about=row.about,
        recorded_at=parse_instant(row.recorded_at),
        content=json.loads(row.content),
        leaf_hex=bytes(row.leaf).hex(),
        chain_hex=bytes(row.chain).hex(),
    )
