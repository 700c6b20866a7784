"""GET /api/pairings: the pairings the asker sees."""

from __future__ import annotations

from typing import Annotated, Any

from annotated_types import Ge, Le
from django.http import HttpRequest
from ninja import Router

from tallystick.api.shapes import PairingOut, PairingPage
from tallystick.programme.models import Pairing
from tallystick.programme.queries import pairing as find
from tallystick.programme.queries import pairings, span
from tallystick.regions.models import Region

router = Router(tags=["pairings"])
# Bounded: a database refuses offsets past 2^63, and nobody pages that far.
LARGEST_OFFSET = 1_000_000


@router.get("/pairings", response=PairingPage)
def list_pairings(
    request: HttpRequest,
    limit: Annotated[int, Ge(1), Le(200)] = 50,
    offset: Annotated[int, Ge(0), Le(LARGEST_OFFSET)] = 0,
) -> dict[str, Any]:
    """Return the pairings the asker sees, by code."""
    found = pairings(request.actor)  # type: ignore[attr-defined]
    page = found[offset : offset + limit]
    more = offset + limit < len(found)
    return {
        "items": [shape(row) for row in page],
        "total": len(found),
        "next_offset": offset + limit if more else None,
    }


@router.get("/pairings/{code}", response=PairingOut)
def get_pairing(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return one pairing."""
    return shape(find(code, actor=request.actor))  # type: ignore[attr-defined]


def shape(pairing: Pairing) -> dict[str, Any]:
    """Return a pairing as the API shows it."""
    rows = getattr(pairing, "preferred_spans", None)
    held = (rows[0] if rows else None) if rows is not None else None
    start, end = (held.valid_from, held.valid_to) if held else _span(pairing, rows)
    return {
        "code": pairing.code,
        "programme": pairing.programme.code,
        "parent": pairing.parent.code if pairing.parent else None,
        "level": pairing.level,
        "supporting": _place(pairing.supporting),
        "supported": _place(pairing.supported),
        "valid_from": start.isoformat() if start else None,
        "valid_to": end.isoformat() if end else None,
        "invented": pairing.programme.invented,
    }


def _span(pairing: Pairing, fetched: Any) -> tuple[Any, Any]:
    if fetched is not None:
        return None, None
    period = span(pairing)
    return period.start, period.end


def _place(region: Region) -> dict[str, str]:
    return {"code": region.code, "name_en": region.name_en, "name_zh": region.name_zh}
