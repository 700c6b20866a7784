"""Commitments and meetings as the command line and the REST interface print them."""

from __future__ import annotations

from typing import Any

from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.commitments import CommitmentRow
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.rules.meetings import is_visit, meeting_standing


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
        "visit": is_visit(one.kind),
        "standing": meeting_standing(one.state, one.held_on, today_of(one.pairing)),
        "held_on": one.held_on.isoformat(),
        "ended_on": one.ended_on.isoformat() if one.ended_on else None,
        "begins_at": f"{one.begins_at:%H:%M}" if one.begins_at else None,
        "place": one.place.code if one.place else None,
        "title": one.title_en,
        "title_zh": one.title_zh,
        "url": one.url,
        "reason": one.reason,
        "guests": [
            {"side": guest.side, "name": guest.name, "post": guest.post, "leads": guest.leads}
            for guest in one.guests.all()
        ],
        "represented": [
            {
                "name": absent.name,
                "post": absent.post,
                "how": absent.how,
                "by": absent.guest.name if absent.guest else None,
            }
            for absent in one.represented.all()
        ],
        "commitments": [made.code for made in one.commitments.all()],
        "invented": one.pairing.programme.invented,
    }
