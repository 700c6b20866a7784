"""Writes: a person says what of an announcement is right; what follows from it is made at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.services import record_act
from tallystick.exchanges.models import Meeting, MeetingGuest, Readout, ReadoutItem
from tallystick.exchanges.queries.likely import meetings_on_line
from tallystick.exchanges.queries.logged.readouts import came_of, met
from tallystick.exchanges.queries.proposals import frame_of, value_of
from tallystick.exchanges.queries.readouts import item_of
from tallystick.exchanges.rules.proposing import Frame
from tallystick.exchanges.rules.readouts import ITEM_KINDS
from tallystick.exchanges.rules.saying import (
    ADDED,
    changed,
    decision_problems,
    is_clear,
    value_problems,
)
from tallystick.exchanges.services.meetings import record_meeting
from tallystick.exchanges.services.outcomes import Deed, bind_meeting, outcome_of
from tallystick.exchanges.services.parties import require_reader
from tallystick.exchanges.services.readouts import hold_standing, insist_standing
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.kernel.words import Words

# Items are accepted together from here on; docs/formats/readouts.md says how often that is right.
CLEAR = 80


@transaction.atomic
def decide_item(
    *,
    readout: Readout,
    n: int,
    decision: str,
    by: Actor,
    said: Mapping[str, str] | None = None,
    why: str = "",
    apart: bool = False,
    at: datetime | None = None,
) -> ReadoutItem:
    """Accept, correct or reject one item; what follows from it is made in the same step.

    `said` holds fields of the item's kind (rules.saying.FIELDS); what differs from what was read
    makes it corrected, what only a person can add (owner, due_on, agreement …) does not.
    `apart`: this was another meeting than the likely one that is known.
    Raises: Forbidden; NotFound; Refused with every fault; Conflict where it was decided in the
    meantime, or the announcement set aside.
    """
    require_reader(by, readout.pairing)
    hold_standing(readout)
    item = item_of(readout, n)
    frame = frame_of(readout, readout.items.all())
    if problems := decision_problems(decision, said or {}, item.kind, why):
        raise Refused(problems)
    read = value_of(item, frame)
    told = changed(read, said or {})
    values = {**read, **told}
    rejected = decision == ReadoutItem.Decision.REJECTED
    if not rejected and (problems := value_problems(item.kind, values, item.words)):
        raise Refused(problems)
    if not rejected:
        corrected = bool(told.keys() - ADDED) or not item.read
        decision = "corrected" if corrected else "accepted"
    moment = at or timezone.now()
    _settle(item, decision, by, told or None, why, moment)
    if not rejected:
        _keep(item, outcome_of(Deed(readout, item, values, by, apart)))
    return _logged(item, by, why, moment)


def _settle(
    item: ReadoutItem,
    decision: str,
    by: Actor,
    said: Mapping[str, str] | None,
    why: str,
    at: datetime,
) -> None:
    """Write a decision where nobody wrote one; what follows is undone with it.

    Raises: Conflict, naming who decided.
    """
    waits = ReadoutItem.objects.filter(pk=item.pk, decision=ReadoutItem.Decision.WAITING)
    columns = {
        "decision": decision,
        "said": dict(said) if said else None,
        "decided_by_id": by.user_id,
        "decided_at": at,
        "why": why.strip(),
    }
    if waits.update(**columns) != 1:
        now = ReadoutItem.objects.select_related("decided_by").get(pk=item.pk)
        who = Words.name_of(now.decided_by) if now.decided_by else "system"
        how = str(now.get_decision_display())
        raise Conflict.of("item-decided", n=now.n, who=who, decision=how)
    for name, value in columns.items():
        setattr(item, name, value)


def _keep(item: ReadoutItem, columns: Mapping[str, object]) -> None:
    if columns:
        ReadoutItem.objects.filter(pk=item.pk).update(**columns)


def _logged(item: ReadoutItem, by: Actor, why: str, at: datetime) -> ReadoutItem:
    now = item_of(item.readout, item.n)
    after: dict[str, Any] = {
        "n": now.n,
        "decision": now.decision,
        "said": now.said,
        **{name: code for name, code in came_of(now).items() if code},
    }
    if now.kind == ReadoutItem.Kind.EVENT:
        after |= met(item.readout)
    record_act(
        "exchanges.decide_item", "readout", now.readout.code, by=by, after=after,
        why=why.strip(), at=at,
    )  # fmt: skip
    return now


@dataclass(frozen=True)
class Accepted:
    """What became of one item when all clear ones were accepted; without problems it is decided."""

    n: int
    kind: str
    problems: tuple[Problem, ...] = ()


def accept_clear(
    *, readout: Readout, by: Actor, least: int = CLEAR, at: datetime | None = None
) -> list[Accepted]:
    """Accept every undecided item that needs no further word, each in a step of its own: the event
    where nothing is to be chosen, people whose side is certain, figures in a unit of the book.

    Units: `least` is the confidence from which on an item is clear.
    Raises: Forbidden; Conflict where the announcement was set aside.
    """
    require_reader(by, readout.pairing)
    insist_standing(readout)
    items = list(readout.items.all())
    frame = frame_of(readout, items)
    clear = [one for one in items if _is_clear(one, frame, least)]
    # The event first: who came belongs to its meeting, and who sent greetings to who came.
    clear.sort(key=lambda one: (ITEM_KINDS.index(one.kind), one.start))
    return [_accept(readout, one, by, at) for one in clear]


def _is_clear(item: ReadoutItem, frame: Frame, least: int) -> bool:
    waits = item.decision == ReadoutItem.Decision.WAITING and item.confidence >= least
    return waits and bool(item.read) and is_clear(item.kind, value_of(item, frame), item.words)


def _accept(readout: Readout, item: ReadoutItem, by: Actor, at: datetime | None) -> Accepted:
    try:
        decide_item(readout=readout, n=item.n, decision="accepted", by=by, at=at)
    except Refused as refused:
        return Accepted(item.n, item.kind, refused.problems)
    return Accepted(item.n, item.kind)


@transaction.atomic
def join_meeting(
    *, readout: Readout, meeting: Meeting, by: Actor, at: datetime | None = None
) -> Readout:
    """Say that an announcement tells of a meeting that is known; its event is accepted with that.

    Raises: Forbidden; Refused where the meeting is of another line of pairings; Conflict where it
    tells of one already.
    """
    require_reader(by, readout.pairing)
    hold_standing(readout)
    if not meetings_on_line(readout.pairing).filter(pk=meeting.pk).exists():
        params = {"pairing": readout.pairing.code}
        raise Refused(Problem("meeting-elsewhere", "meeting", params, meeting.code))
    bind_meeting(readout, meeting, by)
    moment = at or timezone.now()
    event = readout.items.filter(
        kind=ReadoutItem.Kind.EVENT, decision=ReadoutItem.Decision.WAITING
    ).first()
    if event is not None:
        _settle(event, ReadoutItem.Decision.ACCEPTED, by, None, "", moment)
    after = {**met(readout), "event": event.n if event else None}
    record_act("exchanges.join_meeting", "readout", readout.code, by=by, after=after, at=moment)
    return readout


@transaction.atomic
def record_meeting_told(*, readout: Readout, by: Actor, **said: Any) -> Meeting:
    """Record the meeting that an announcement tells of where no event was read in it; its day and
    place are a person's word. Who was accepted before comes on its list.

    `said`: what `record_meeting` takes beside pairing and person.
    Raises: Forbidden; Refused with every fault of `record_meeting`; Conflict where it tells of
    one already, its event still waits, or it was set aside.
    """
    require_reader(by, readout.pairing)
    hold_standing(readout)
    waiting = readout.items.filter(
        kind=ReadoutItem.Kind.EVENT, decision=ReadoutItem.Decision.WAITING
    ).first()
    if waiting is not None:
        raise Conflict.of("event-waits", n=waiting.n)
    meeting = record_meeting(pairing=readout.pairing, by=by, **said)
    join_meeting(readout=readout, meeting=meeting, by=by)
    return meeting


@transaction.atomic
def reopen_item(
    *, readout: Readout, n: int, by: Actor, why: str = "", at: datetime | None = None
) -> ReadoutItem:
    """Take a decision back, so that the item waits again; a guest who came on the list by it goes.

    Raises: Forbidden; Conflict where it waits already, or a meeting, claim or commitment that was
    made of it stands, or others rest on its meeting.
    """
    require_reader(by, readout.pairing)
    hold_standing(readout)
    item = item_of(readout, n)
    if item.decision == ReadoutItem.Decision.WAITING:
        raise Conflict.of("item-waits", n=n)
    _insist_loose(readout, item)
    before = {"n": n, "decision": item.decision, "said": item.said}
    if item.kind == ReadoutItem.Kind.EVENT:
        before["meeting"] = readout.meeting.code if readout.meeting else None
        Readout.objects.filter(pk=readout.pk).update(meeting=None)
        readout.meeting = None
    decided = ReadoutItem.objects.filter(pk=item.pk, decision=item.decision)
    bare = {"said": None, "decided_by": None, "decided_at": None, "why": "", "made": False}
    links = {"guest": None, "claim": None, "commitment": None, "agreement": None, "framework": ""}
    waiting = ReadoutItem.Decision.WAITING
    if decided.update(decision=waiting, **bare, **links) != 1:
        raise Conflict.of("changed-meanwhile", state=item_of(readout, n).decision)
    if item.guest and item.made and not item.guest.told_in.exists():
        MeetingGuest.objects.filter(pk=item.guest.pk, stands_for=None).delete()
    record_act(
        "exchanges.reopen_item", "readout", readout.code, by=by, before=before,
        why=why.strip(), at=at,
    )  # fmt: skip
    return item_of(readout, n)


def _insist_loose(readout: Readout, item: ReadoutItem) -> None:
    """Refuse to take back what stands elsewhere by now."""
    event = item.kind == ReadoutItem.Kind.EVENT
    for what, stands in (
        ("commitment", item.commitment_id is not None and item.made),
        ("claim", item.claim_id is not None and item.made),
        ("meeting", event and item.made),
    ):
        if stands:
            raise Conflict.of("item-in-use", n=item.n, what=what)
    if event and readout.meeting_id:
        others = readout.items.filter(decision__in=ReadoutItem.TAKEN).exclude(pk=item.pk)
        resting = others.filter(guest__isnull=False) | others.filter(commitment__isnull=False)
        if numbers := sorted(resting.values_list("n", flat=True)):
            raise Conflict.of("item-carries-others", items=", ".join(map(str, numbers)))
