"""Commitments and meetings as the command line prints them."""

from __future__ import annotations

from typing import Any

from tallystick.exchanges.models import Fulfilment, FulfilmentFile, Meeting, MeetingDocument
from tallystick.exchanges.queries.commitments import CommitmentRow
from tallystick.exchanges.queries.evidence import LinkRow
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.rules.meetings import is_visit, meeting_standing
from tallystick.kernel.quantity import show_minor
from tallystick.programme.rules.catalogue import indicators


def commitment_json(row: CommitmentRow, seen: frozenset[int] = frozenset()) -> dict[str, Any]:
    """Return a commitment in the shape of the command-line contract.

    Units: `settled_on` is the day it ended, whether somebody said so or its links show it;
    `seen` are the things the reader may see, others are not named.
    """
    one = row.commitment
    version = one.clause.version if one.clause else None
    done = row.evidence.fulfilment
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
        "settled_on": row.ended_on.isoformat() if row.ended_on else None,
        "by_movements": row.by_movements,
        "links": [link_json(each, seen) for each in row.evidence.links],
        "done": row.done,
        "fulfilment": fulfilment_json(done) if done else None,
        "kept_by": one.kept_by.number if one.kept_by else None,
        "reason": one.reason,
        "invented": one.pairing.programme.invented,
    }


def link_json(row: LinkRow, seen: frozenset[int] = frozenset()) -> dict[str, Any]:
    """Return one link and how far it has come.

    Units: `amount`, `done` and `wanted` in the indicator's own unit; of a thing both count it.
    """
    one, found = row.link, row.progress
    scale = indicators()[one.indicator].scale if one.indicator else 0
    shown = one.thing is not None and one.thing_id in seen
    return {
        "n": one.n,
        "kind": one.kind,
        "thing": one.thing.code if one.thing and shown else None,
        "stage": one.stage or None,
        "indicator": one.indicator or None,
        "amount": show_minor(one.amount, scale) if one.amount is not None else None,
        "since": one.since.isoformat() if one.since else None,
        "pairing": one.pairing.code if one.pairing else None,
        "period": one.period or None,
        "done": show_minor(found.done, scale),
        "wanted": show_minor(found.wanted, scale),
        "reached_on": found.reached_on.isoformat() if found.reached_on else None,
        "failed_on": found.failed_on.isoformat() if found.failed_on else None,
        "stands": found.stage or None,
    }


def fulfilment_json(one: Fulfilment) -> dict[str, Any]:
    """Return the record of what was done for a commitment."""
    return {
        "n": one.n,
        "done_on": one.done_on.isoformat(),
        "text": one.text,
        "url": one.url,
        "state": one.state,
        "written_by": one.written_by,
        "answered_by": one.answered_by or None,
        "answer": one.answer,
        "files": [fulfilment_file_json(row) for row in one.files.all()],
    }


def fulfilment_file_json(one: FulfilmentFile) -> dict[str, Any]:
    """Return a file under what was done."""
    return {"n": one.n, "name": one.name, "sha256": one.file.sha256, "size": one.file.size}


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


def document_json(row: MeetingDocument) -> dict[str, Any]:
    """Return a document of a meeting in the shape of the command-line contract."""
    return {
        "n": row.n,
        "meeting": row.meeting.code,
        "kind": row.kind,
        "title": row.title,
        "lang": row.lang,
        "name": row.name,
        "sha256": row.file.sha256,
        "size": row.file.size,
        "added_by": row.added_by.name_en if row.added_by else None,
        "added_at": row.added_at.isoformat(),
    }
