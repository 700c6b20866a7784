"""Readouts as the command line prints them."""

from __future__ import annotations

from typing import Any

from tallystick.exchanges.models import ReadoutItem
from tallystick.exchanges.queries.comparing import Comparison
from tallystick.exchanges.queries.likely import LikelyMeeting
from tallystick.exchanges.queries.readouts import ReadoutRow
from tallystick.exchanges.rules.proposing import Values
from tallystick.exchanges.rules.read_figures import unit_is_known


def readout_json(row: ReadoutRow) -> dict[str, Any]:
    """Return a readout of a list in the shape of the command-line contract."""
    one = row.readout
    return {
        "code": one.code,
        "pairing": one.pairing.code,
        "side": one.side,
        "state": row.state,
        "title": one.title,
        "lang": one.lang,
        "published": one.published_on or None,
        "url": one.url,
        "source_kind": one.source_kind,
        "meeting": one.meeting.code if one.meeting else None,
        "items": row.items,
        "waiting": row.waiting,
        "unread": one.unread,
        "set_aside": one.set_aside,
        "sha256": one.sha256,
        "file_name": one.file_name,
        "added_by": one.added_by.username if one.added_by else None,
        "added_at": one.added_at.isoformat(),
        "invented": one.pairing.programme.invented,
    }


def item_json(item: ReadoutItem, values: Values) -> dict[str, Any]:
    """Return an item: its words, what was read and said, and what came of it."""
    return {
        "n": item.n,
        "kind": item.kind,
        "start": item.start,
        "end": item.end,
        "words": item.words,
        "confidence": item.confidence,
        "values": values,
        "said": item.said,
        "flags": flags_of(item, values),
        "decision": item.decision,
        "decided_by": item.decided_by.username if item.decided_by else None,
        "decided_at": item.decided_at.isoformat() if item.decided_at else None,
        "why": item.why,
        "guest": item.guest.n if item.guest else None,
        "claim": item.claim_id,
        "commitment": item.commitment.code if item.commitment else None,
        "agreement": item.agreement.code if item.agreement else None,
        "framework": item.framework or None,
    }


def flags_of(item: ReadoutItem, values: Values) -> list[str]:
    """Return what a person should look at: `unit-unknown`, `side-open`, `day-open`, `pinned`."""
    found = [] if item.read else ["pinned"]
    if item.kind == ReadoutItem.Kind.FIGURE and not unit_is_known(values["unit"]):
        found.append("unit-unknown")
    if item.kind == ReadoutItem.Kind.PERSON and values["side"] == "other":
        found.append("side-open")
    if item.kind == ReadoutItem.Kind.EVENT and len(values["date"]) < len("2021-05-06"):
        found.append("day-open")
    return found


def likely_json(one: LikelyMeeting) -> dict[str, Any]:
    """Return a likely meeting with why it is one."""
    return {
        "meeting": one.meeting.code,
        "held_on": one.meeting.held_on.isoformat(),
        "title": one.meeting.title_en,
        "title_zh": one.meeting.title_zh,
        "weight": one.weight,
        "firm": one.firm,
        "reasons": [{"code": why.code, "names": list(why.names)} for why in one.reasons],
    }


def comparison_json(found: Comparison) -> dict[str, Any]:
    """Return what the announcements of a meeting say side by side."""
    return {
        "meeting": found.meeting.code,
        "readouts": [
            {"code": one.code, "side": one.side, "title": one.title} for one in found.readouts
        ],
        "rows": [
            {
                "kind": row.kind,
                "about": row.about,
                "verdict": row.verdict,
                "field": row.field or None,
                "days": [day or None for day in row.days] if any(row.days) else None,
                "said": [
                    {
                        "readout": said.readout,
                        "side": said.side,
                        "n": said.n,
                        "words": said.words,
                        "value": said.value,
                        "unit": said.unit,
                    }
                    for said in row.said
                ],
            }
            for row in found.rows
        ],
    }
