"""Keep the figures a person accepted of an announcement as claims beside the book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tallystick.access.queries import require
from tallystick.access.services import record_act
from tallystick.indicators.models import Claim, ClaimFile
from tallystick.indicators.policy import ROWS
from tallystick.indicators.rules.printed import ReadFigure, read_identity, read_problems
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused
from tallystick.programme.models import Pairing
from tallystick.programme.rules.catalogue import indicators

LONGEST = 500


@transaction.atomic
def keep_read_claims(
    rows: Sequence[ReadFigure],
    *,
    pairing: Pairing,
    side: str,
    name: str,
    sha256: str,
    url: str,
    source_kind: str,
    by: Actor,
    at: datetime | None = None,
) -> list[Claim]:
    """Return the claim of each row, in order; one that was kept before is not kept twice.

    May be called again for the same announcement (`sha256` of its text), as its figures are
    accepted one by one. A known claim whose press was not known gets `side`.
    Raises: Refused with every problem of the rows; Forbidden.
    """
    if not by.system:
        require(by, ROWS["indicators.keep_claims"])
    if problems := read_problems(rows, side=side, source_kind=source_kind, known=indicators()):
        raise Refused(problems)
    at = at or timezone.now()
    parties = (pairing.supporting.name_en, pairing.supported.name_en)
    keys = [read_identity(row, parties, source_kind, url) for row in rows]
    known = set(Claim.objects.filter(content_hash__in=keys).values_list("content_hash", flat=True))
    fresh = {key: row for key, row in zip(keys, rows, strict=True) if key not in known}
    if fresh:
        file, _ = ClaimFile.objects.get_or_create(
            sha256=sha256,
            defaults={"name": name[:200], "taken_at": at, "taken_by_id": by.user_id},
        )
        # Rows are numbered one after the other.
        ClaimFile.objects.select_for_update(no_key=True).get(pk=file.pk)
        first = (file.claims.aggregate(last=Max("row"))["last"] or 0) + 1
        made = [
            _claim(row, key, n, file, pairing, side, url, source_kind)
            for n, (key, row) in enumerate(fresh.items(), first)
        ]
        # Somebody may have kept the same figure in the meantime: then it is hers that is returned.
        Claim.objects.bulk_create(made, ignore_conflicts=True)
    told = Claim.objects.filter(content_hash__in=known, side="").update(side=side) if side else 0
    if fresh or told:
        after = {"name": name, "pairing": pairing.code, "written": len(fresh), "side": side}
        record_act(
            "indicators.keep_claims", "claim_file", sha256, by=by, after={**after, "told": told},
            at=at,
        )  # fmt: skip
    kept = Claim.objects.in_bulk(keys, field_name="content_hash")
    return [kept[key] for key in keys]


def _claim(
    row: ReadFigure,
    key: str,
    n: int,
    file: ClaimFile,
    pairing: Pairing,
    side: str,
    url: str,
    source_kind: str,
) -> Claim:
    known = indicators().get(row.indicator)
    differs = known is not None and bool(row.value) and row.unit != known.unit
    return Claim(
        file=file,
        row=n,
        content_hash=key,
        supporting_text=pairing.supporting.name_en,
        supported_text=pairing.supported.name_en,
        supporting_id=pairing.supporting_id,
        supported_id=pairing.supported_id,
        pairing=pairing,
        level=pairing.level,
        indicator=row.indicator,
        period_start=row.period_start,
        period_end=row.period_end,
        as_of=row.as_of,
        printed=row.words if len(row.words) <= LONGEST else row.words[: LONGEST - 1] + "…",
        value=row.value,
        unit=row.unit,
        qualifier=row.qualifier,
        cumulative=row.cumulative,
        status=row.status,
        breakdown=row.breakdown,
        context=row.context,
        source_kind=source_kind,
        side=side,
        url=url,
        flags=["unit-differs"] if differs else [],
    )
