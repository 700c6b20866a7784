"""Take published figures in: as printed, once, with their parties where those are certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.indicators.models import Claim, ClaimFile
from tallystick.indicators.policy import ROWS
from tallystick.indicators.rules.printed import PrintedClaim, identity
from tallystick.indicators.services.parties import PartyFinder
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict


@dataclass(frozen=True)
class KeptClaims:
    """What became of the rows: `accepted` are in order, of which `known` were kept before and
    `unresolved` have a party that a person must settle. `written` is 0 on a dry run.
    """

    accepted: int
    written: int
    known: int
    unresolved: int


@transaction.atomic
def keep_claims(
    rows: Sequence[PrintedClaim],
    *,
    file_name: str,
    file_sha256: str,
    by: Actor,
    dry_run: bool = False,
    at: datetime | None = None,
) -> KeptClaims:
    """Keep published figures; a figure that was kept before is not kept twice.

    Raises: Conflict when a file of these very bytes was taken in before; Forbidden.
    """
    if not by.system:
        require(by, ROWS["indicators.keep_claims"])
    taken = ClaimFile.objects.filter(sha256=file_sha256).first()
    if taken is not None:
        day = timezone.localdate(taken.taken_at).isoformat()
        raise Conflict.of("claims-file-taken", value=file_name, name=taken.name, day=day)
    hashes = {identity(row): row for row in rows}
    known = set(
        Claim.objects.filter(content_hash__in=hashes).values_list("content_hash", flat=True)
    )
    finder = PartyFinder()
    claims = [_claim(row, key, finder) for key, row in hashes.items()]
    fresh = [claim for claim in claims if claim.content_hash not in known]
    made = KeptClaims(
        accepted=len(rows),
        written=0 if dry_run else len(fresh),
        known=len(rows) - len(fresh),
        unresolved=sum(1 for claim in claims if claim.unresolved),
    )
    if not dry_run:
        _write(fresh, file_name, file_sha256, by, at or timezone.now(), made)
    return made


def _write(
    fresh: Sequence[Claim], name: str, sha256: str, by: Actor, at: datetime, made: KeptClaims
) -> None:
    file = ClaimFile.objects.create(sha256=sha256, name=name, taken_at=at, taken_by_id=by.user_id)
    for claim in fresh:
        claim.file = file
    Claim.objects.bulk_create(fresh, batch_size=500)
    record_act(
        "indicators.keep_claims",
        "claim_file",
        sha256,
        by=by,
        after={"name": name, "written": made.written, "unresolved": made.unresolved},
        at=at,
    )


def _claim(row: PrintedClaim, key: str, finder: PartyFinder) -> Claim:
    parties = finder.parties(row)
    ends = row.period_end or row.as_of
    flags: list[Any] = [*row.flags, *([row.doubt] if row.doubt else [])]
    return Claim(
        row=row.row,
        content_hash=key,
        supporting_text=row.supporting_text,
        supported_text=row.supported_text,
        supporting_id=finder.key(parties.supporting),
        supported_id=finder.key(parties.supported),
        pairing_id=finder.pairing(parties.supporting, parties.supported, ends),
        unresolved=list(parties.open),
        level=row.level,
        indicator=row.indicator,
        period_start=row.period_start,
        period_end=row.period_end,
        as_of=row.as_of,
        printed=row.printed,
        value=row.value,
        unit=row.unit,
        qualifier=row.qualifier,
        cumulative=row.cumulative,
        status=row.status,
        breakdown=row.breakdown,
        context=row.context,
        source_kind=row.source_kind,
        side=row.side,
        url=row.url,
        flags=flags,
    )
