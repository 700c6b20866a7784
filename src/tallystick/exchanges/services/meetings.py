"""Writes: keep that both sides met or mean to, who came, and what was undertaken there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from django.db import transaction

from tallystick.access.models import Office
from tallystick.access.services import record_act
from tallystick.exchanges.models import Meeting
from tallystick.exchanges.queries.logged.meetings import held
from tallystick.exchanges.queries.meetings import today_of
from tallystick.exchanges.rules.guests import Guest, RepresentedBy
from tallystick.exchanges.rules.meetings import (
    Agreed,
    agreed_problems,
    day_problems,
    meeting_problems,
    reason_problems,
)
from tallystick.exchanges.services.commitments import owner_problems, undertake
from tallystick.exchanges.services.guests import seat_guests
from tallystick.exchanges.services.parties import require_party
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Problem, Refused
from tallystick.programme.models import Pairing
from tallystick.programme.queries import span, successor_of
from tallystick.programme.services.numbering import create_coded
from tallystick.regions.models import Region


@transaction.atomic
def record_meeting(
    *,
    pairing: Pairing,
    kind: str,
    held_on: date,
    title_en: str,
    title_zh: str,
    by: Actor,
    code: str = "",
    place: str = "",
    url: str = "",
    guests: Sequence[Guest] = (),
    agreed: Sequence[Agreed] = (),
    ended_on: date | None = None,
    begins_at: time | None = None,
    represented: Sequence[RepresentedBy] = (),
) -> Meeting:
    """Keep that both sides met, who came, and each commitment undertaken there.

    One of a day to come is planned, until somebody says that it was held. The visit counts only
    through an entry that both match.
    Raises: Forbidden; Conflict on a taken code; Refused with every fault, those of a guest or a
    commitment under its number: `guests.2.name`, `agreed.1.due_on`.
    """
    require_party(by, pairing)
    today = today_of(pairing)
    problems = meeting_problems(
        code, kind, held_on, title_en, title_zh, url, guests, today, ended_on, represented
    )
    region, unknown = _place(place)
    owners, unfit = _owners(agreed, pairing)
    problems += span_problems(pairing, held_on)
    problems += [*unknown, *agreed_problems(agreed, held_on, today), *unfit]
    if problems:
        raise Refused(problems)
    state = Meeting.State.PLANNED if held_on > today else Meeting.State.HELD
    meeting = create_coded(
        Meeting,
        "meeting",
        code=code,
        stem=f"{pairing.code}-{held_on.isoformat()}",
        pairing=pairing,
        kind=kind,
        state=state,
        held_on=held_on,
        ended_on=ended_on,
        begins_at=begins_at,
        place=region,
        title_en=title_en.strip() or title_zh.strip(),
        title_zh=title_zh.strip(),
        url=url,
    )
    seat_guests(meeting, guests, represented)
    after = {**held(meeting), "guests": len(guests)}
    record_act("exchanges.record_meeting", "meeting", meeting.code, by=by, after=after)
    _undertake(meeting, agreed, owners, by)
    return meeting


def _undertake(
    meeting: Meeting, agreed: Sequence[Agreed], owners: Mapping[str, Office], by: Actor
) -> None:
    for one in agreed:
        undertake(
            pairing=meeting.pairing,
            owner=owners[one.owner],
            due_on=one.due_on,
            text_en=one.text_en,
            text_zh=one.text_zh,
            by=by,
            meeting=meeting,
        )


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    held_on: date,
    reason: str,
    by: Actor,
    ended_on: date | None = None,
    begins_at: time | None = None,
) -> Meeting:
    """Put a planned meeting on another day or hour; the act log keeps both and the reason.

    Raises: Forbidden; Refused without a reason or another day; Conflict when it was held, called
    off or moved in the meantime.
    """
    require_party(by, meeting.pairing)
    _require_planned(meeting)
    problems = day_problems(held_on, ended_on, today_of(meeting.pairing))
    problems += [*span_problems(meeting.pairing, held_on), *reason_problems(reason)]
    before = _when(meeting.held_on, meeting.ended_on, meeting.begins_at)
    after = _when(held_on, ended_on, begins_at)
    if before == after:
        problems.append(Problem("meeting-not-moved", "held_on", value=held_on.isoformat()))
    if problems:
        raise Refused(problems)
    changes = {"held_on": held_on, "ended_on": ended_on, "begins_at": begins_at}
    _change(meeting, "exchanges.move_meeting", changes, before, after, reason, by)
    return meeting


@transaction.atomic
def call_off_meeting(*, meeting: Meeting, reason: str, by: Actor) -> Meeting:
    """Say that a planned meeting is not held; it stays on record with the reason.

    Raises: Forbidden; Refused without a reason; Conflict when it was held, called off or moved in
    the meantime.
    """
    require_party(by, meeting.pairing)
    _require_planned(meeting)
    problems = reason_problems(reason)
    if problems:
        raise Refused(problems)
    state = Meeting.State.CALLED_OFF
    changes = {"state": state, "reason": reason.strip()}
    _change(
        meeting, "exchanges.call_off_meeting", changes,
        {"state": meeting.state}, {"state": state.value}, reason, by,
    )  # fmt: skip
    return meeting


@transaction.atomic
def confirm_meeting(*, meeting: Meeting, by: Actor) -> Meeting:
    """Say that a planned meeting was held, once its day has come.

    Raises: Forbidden; Refused before that day; Conflict when somebody said otherwise meanwhile.
    """
    require_party(by, meeting.pairing)
    _require_planned(meeting)
    today = today_of(meeting.pairing)
    if meeting.held_on > today:
        params = {"held_on": meeting.held_on.isoformat(), "today": today.isoformat()}
        raise Refused([Problem("meeting-to-come", "held_on", params, meeting.held_on.isoformat())])
    state = Meeting.State.HELD
    _change(
        meeting, "exchanges.confirm_meeting", {"state": state},
        {"state": meeting.state}, {"state": state.value}, "", by,
    )  # fmt: skip
    return meeting


def span_problems(pairing: Pairing, held_on: date) -> list[Problem]:
    """Refuse a day on which a pairing did not hold, and say where else the meeting belongs."""
    held, params = span(pairing), {"pairing": pairing.code}
    day = held_on.isoformat()
    if held.start is not None and held_on < held.start:
        params["start"] = held.start.isoformat()
        return [Problem("meeting-before-pairing", "held_on", params, day)]
    if held.end is None or held_on <= held.end:
        return []
    later, params["end"] = successor_of(pairing), held.end.isoformat()
    if later is None:
        return [Problem("meeting-after-pairing", "held_on", params, day)]
    params["successor"] = later.code
    return [Problem("meeting-after-pairing-in", "held_on", params, day)]


def _require_planned(meeting: Meeting) -> None:
    if meeting.state != Meeting.State.PLANNED:
        raise Conflict.of("changed-meanwhile", state=meeting.state)


def _change(
    meeting: Meeting,
    act: str,
    changes: Mapping[str, object],
    before: Mapping[str, str],
    after: Mapping[str, str],
    why: str,
    by: Actor,
) -> None:
    """Change a planned meeting that still stands on the day its reader saw."""
    seen = {"state": Meeting.State.PLANNED, "held_on": meeting.held_on}
    if Meeting.objects.filter(pk=meeting.pk, **seen).update(**changes) != 1:
        raise Conflict.of("changed-meanwhile", state="planned")
    record_act(act, "meeting", meeting.code, by=by, before=before, after=after, why=why.strip())
    meeting.refresh_from_db()


def _when(held_on: date, ended_on: date | None, begins_at: time | None) -> dict[str, str]:
    given = {"held_on": held_on, "ended_on": ended_on, "begins_at": begins_at}
    return {name: value.isoformat() for name, value in given.items() if value is not None}


def _place(code: str) -> tuple[Region | None, list[Problem]]:
    found = Region.objects.filter(code=code).first() if code else None
    if not code or found is not None:
        return found, []
    return None, [Problem("not-found", "place", {"what": "region", "code": code}, code)]


def _owners(agreed: Sequence[Agreed], pairing: Pairing) -> tuple[dict[str, Office], list[Problem]]:
    """Return the offices that undertook something, and what is wrong with who is named."""
    named = Office.objects.select_related("region").filter(code__in={one.owner for one in agreed})
    found, problems = {office.code: office for office in named}, []
    for n, one in enumerate(agreed, 1):
        path = f"agreed.{n}.owner"
        if one.owner and one.owner not in found:
            params = {"what": "office", "code": one.owner}
            problems.append(Problem("not-found", path, params, one.owner))
        elif one.owner:
            told = owner_problems(found[one.owner], pairing)
            problems += [replace(problem, path=path) for problem in told]
    return found, problems
