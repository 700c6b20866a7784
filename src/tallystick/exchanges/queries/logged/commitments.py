"""Commitments: what was undertaken, how it ended, what shows it kept, what was said to be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tallystick.access.models import Act
from tallystick.exchanges.models import Commitment, CommitmentLink, Fulfilment, FulfilmentFile
from tallystick.exchanges.queries.linked import link_words
from tallystick.exchanges.queries.logged.frame import Kind, Parts, only
from tallystick.journal.rules import instant_text

_SAID = (
    *("pairing", "meeting", "clause", "owner", "due_on"),
    *("text_en", "text_zh", "kind", "words", "made_on"),
)
_ANSWERS = {
    "exchanges.acknowledge_fulfilment": Fulfilment.State.ACKNOWLEDGED,
    "exchanges.refuse_fulfilment": Fulfilment.State.REFUSED,
    "exchanges.withdraw_fulfilment": Fulfilment.State.WITHDRAWN,
}


def undertaken(one: Commitment) -> dict[str, Any]:
    """Return what the log tells of a commitment when it is undertaken."""
    told = {
        "pairing": one.pairing.code,
        "meeting": one.meeting.code if one.meeting else None,
        "clause": one.clause.number if one.clause else None,
        "owner": one.owner.code,
        "due_on": _day(one.due_on),
        "text_en": one.text_en,
        "text_zh": one.text_zh,
        "kind": one.kind,
        "words": one.words,
        "made_on": _day(one.made_on),
    }
    return {name: value for name, value in told.items() if value is not None}


def done_of(one: Fulfilment) -> dict[str, Any]:
    """Return what the log tells of what an office did, beside who wrote it."""
    return {"record": one.n, "done_on": _day(one.done_on), "text": one.text, "url": one.url}


def file_of(one: FulfilmentFile) -> dict[str, Any]:
    """Return what the log tells of a file under what was done, beside who laid it there."""
    return {"sha256": one.file.sha256, "name": one.name}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(at: datetime | None) -> str | None:
    return instant_text(at) if at else None


def _rows() -> QuerySet[Commitment]:
    return Commitment.objects.select_related(
        "pairing", "meeting", "clause", "owner", "kept_by"
    ).prefetch_related("links__thing", "links__pairing", "fulfilments__files__file")


def _now(one: Commitment, _told: Parts) -> Parts:
    own = dict.fromkeys(_SAID) | undertaken(one)
    own |= {
        "state": one.state,
        "settled_on": _day(one.settled_on),
        "entry": one.kept_by.number if one.kept_by else None,
        "reason": one.reason,
    }
    links = {f"link {row.n}": _link(row) for row in one.links.all()}
    records = {f"record {row.n}": _record(row) for row in one.fulfilments.all()}
    files = {
        f"record {row.n}, file {file.n}": _file(file)
        for row in one.fulfilments.all()
        for file in row.files.all()
    }
    return {"": own, **links, **records, **files}


def _link(row: CommitmentLink) -> dict[str, Any]:
    return {"follows": dict(link_words(row)), "taken_off": _moment(row.unlinked_at)}


def _file(row: FulfilmentFile) -> dict[str, Any]:
    return {**file_of(row), "added_by": row.added_by_id, "added_at": _moment(row.added_at)}


def _record(row: Fulfilment) -> dict[str, Any]:
    return {
        **done_of(row),
        "writer": row.writer_id,
        "written_by": row.written_by,
        "written_at": _moment(row.written_at),
        "state": row.state,
        "answered_by": row.answered_by,
        "answered_at": _moment(row.answered_at),
        "answer": row.answer,
    }


def _told(acts: Sequence[Act]) -> Parts:
    parts: Parts = defaultdict(dict)
    for act in acts:
        said = act.after or act.before or {}
        if act.action == "exchanges.undertake":
            open_still = {"state": "made", "settled_on": None, "entry": None, "reason": ""}
            parts[""] |= dict.fromkeys(_SAID if "text_en" in said else ()) | open_still
            parts[""] |= only(said, _SAID)
        elif act.action == "exchanges.settle":
            parts[""] |= {**only(said, ("state", "entry")), "reason": act.why}
            parts[""]["settled_on"] = said.get("on")
        elif act.action == "exchanges.link_commitment":
            follows = {name: value for name, value in said.items() if name != "link"}
            parts[f"link {said['link']}"] = {"follows": follows, "taken_off": None}
        elif act.action == "exchanges.unlink_commitment":
            parts[f"link {said['link']}"]["taken_off"] = instant_text(act.at)
        elif act.action == "exchanges.report_fulfilment":
            parts[f"record {said['record']}"] = _written(act, said)
        elif act.action == "exchanges.add_fulfilment_file":
            parts[f"record {said['record']}, file {said['file']}"] = {
                **only(said, ("sha256", "name")),
                "added_by": act.user_id,
                "added_at": instant_text(act.at),
            }
        elif act.action in _ANSWERS:
            parts[f"record {said['record']}"] |= {
                "state": _ANSWERS[act.action].value,
                "answered_by": act.who,
                "answered_at": instant_text(act.at),
                "answer": act.why,
            }
    return dict(parts)


def _written(act: Act, said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **said,
        "writer": act.user_id,
        "written_by": act.who,
        "written_at": instant_text(act.at),
        "state": Fulfilment.State.WRITTEN.value,
        "answered_by": "",
        "answered_at": None,
        "answer": "",
    }


COMMITMENTS = Kind("commitment", "exchanges.undertake", _rows, _told, _now)
