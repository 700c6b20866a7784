"""Commitments and meetings as the command line and the REST interface print them."""

from __future__ import annotations

from typing import Any

from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.commitments import CommitmentRow


def commitment_json(row: CommitmentRow) -> dict[str, Any]:
    """Return a commitment in the shape of the command-line contract."""
    one = row.commitment
    version = one.clause.version if one.clause else None
    return {
        "code": one.code,
        "pairing": one.pairing.code,
        "standing": row.standing,
        "due_on": one.due_on.isoformat(),
        "days_late": row.days_late,
        "owner": one.owner.code,
        "text": one.text_en,
        "text_zh": one.text_zh,
        "kind": one.kind,
        "words": one.words,
        "meeting": one.meeting.code if one.meeting else None,
        "agreement": version.agreement.code if version else None,
        "version": version.number if version else None,
        "clause": one.clause.number if one.clause else None,
        "settled_on": one.settled_on.isoformat() if one.settled_on else None,
        "kept_by": one.kept_by.number if one.kept_by else None,
        "reason": one.reason,
        "invented": one.pairing.programme.invented,
    }


def meeting_json(one: Meeting) -> dict[str, Any]:
    """Return a meeting in the shape of the command-line contract."""
    return {
        "code": one.code,
        "pairing": one.pairing.code,
        "kind": one.kind,
        "held_on": one.held_on.isoformat(),
        "place": one.place.code if one.place else None,
        "title": one.title_en,
        "title_zh": one.title_zh,
        "url": one.url,
        "guests": [
            {"side": guest.side, "name": guest.name, "post": guest.post}
            for guest in one.guests.all()
        ],
        "commitments": [made.code for made in one.commitments.all()],
        "invented": one.pairing.programme.invented,
    }
