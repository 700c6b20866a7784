"""Heads of offices that have none: named by their own side, or under the names of both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office, Role, User
from tallystick.access.models import Seat as SeatRow
from tallystick.access.policy import ROWS
from tallystick.access.queries import (
    Heading,
    Way,
    actor_of,
    heading,
    heads_in,
    may_propose_head,
    may_second_head,
    proposed_head,
    require,
)
from tallystick.access.queries.sealed import PROPOSE_HEAD
from tallystick.access.services.acts import record_act
from tallystick.access.services.seats import Wish, seat_person, signed
from tallystick.journal.rules import Record
from tallystick.journal.services.records import seal_record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.kernel.words import Words


@transaction.atomic
def name_head(
    *,
    office: Office,
    user: User,
    since: date,
    by: Actor,
    why: str = "",
    at: datetime | None = None,
) -> SeatRow:
    """Name the head of an office that has none; sealed and shown like every grant.

    Raises: Conflict where a head stands; Forbidden for who may not, saying who does: a head of the
    same side, both sides together, or an administrator where the side never had a head; Refused
    as `grant_seat`.
    """
    Office.objects.select_for_update().get(pk=office.pk)
    found = heading(office)
    if found.way == Way.OWN_HEAD:
        raise Conflict.of("head-there-already", office=Words.name_of(office))
    if not by.system:
        _require_namer(office, found, by)
        if user.pk == by.user_id:
            raise Forbidden.of("no-own-grant")
    setting_up = found.way == Way.SETTING_UP
    said = why or ("first head, by the setting up of the office" if setting_up else "")
    return seat_person(Wish(user, office, Role.HEAD, since, None, by, said, at))


@transaction.atomic
def propose_head(
    *, office: Office, user: User, by: Actor, why: str, at: datetime | None = None
) -> Record:
    """Propose who heads an office whose side has no head left to name her; sealed.

    A newer proposal takes the place of an older one.
    Raises: Forbidden but for the programme's office and the side's remaining heads; Conflict where
    a head stands; Refused without a reason, or for a person who left.
    """
    Office.objects.select_for_update().get(pk=office.pk)
    if heading(office).way == Way.OWN_HEAD:
        raise Conflict.of("head-there-already", office=Words.name_of(office))
    if not may_propose_head(by, office):
        raise Forbidden.of("office-proposes-head", office=Words.name_of(office))
    if user.pk == by.user_id:
        raise Forbidden.of("no-own-grant")
    if not user.is_active:
        raise Refused.of("person-left", path="user", who=user.username)
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    content: dict[str, Any] = {"user": user.username, "name": user.name_en, "office": office.code}
    content |= {"region": office.region.code, "by": signed(by), "why": why.strip()}
    moment = at or timezone.now()
    record = seal_record(kind=PROPOSE_HEAD, about=office.code, content=content, recorded_at=moment)
    after = {"user": user.username}
    record_act("access.propose_head", "office", office.code, by=by, after=after, why=why, at=at)
    return record


@transaction.atomic
def agree_head(*, office: Office, record: int, by: Actor, at: datetime | None = None) -> SeatRow:
    """Agree, as a head of the other side, to the head who was proposed; she sits from today on.

    Units: `record` the number of the proposal one read.
    Raises: Forbidden for anybody else; Conflict where another proposal stands meanwhile, or who
    proposed may no longer; Refused as `grant_seat`.
    """
    Office.objects.select_for_update().get(pk=office.pk)
    found = proposed_head(office)
    if found is None or found.seq != record or heading(office).way == Way.OWN_HEAD:
        raise Conflict.of("changed-meanwhile", state=found.content["user"] if found else "none")
    if not may_second_head(by, office):
        raise Forbidden.of("other-head-agrees", office=Words.name_of(office))
    people = {u.username: u for u in User.objects.filter(username__in=_named(found))}
    today = timezone.localdate(at or timezone.now())
    proposer = people[found.content["by"]["user"]]
    author = actor_of(proposer, on=today)
    if not proposer.is_active or not may_propose_head(author, office):
        raise Conflict.of("proposer-left", who=proposer.username)
    user, why = people[found.content["user"]], found.content["why"]
    wish = Wish(user, office, Role.HEAD, today, None, author, why, at)
    return seat_person(replace(wish, agreed_by=by, proposal=found.seq))


def _named(record: Record) -> tuple[str, str]:
    return record.content["by"]["user"], record.content["user"]


def _require_namer(office: Office, found: Heading, by: Actor) -> None:
    if found.way == Way.SETTING_UP:
        require(by, ROWS["access.set_up"], scope="this installation")
    elif found.way == Way.TWO_NAMES:
        raise Forbidden.of("both-sides-name-head", office=Words.name_of(office))
    elif not heads_in(by, found.namers):
        raise Forbidden.of("side-names-head", office=Words.name_of(office))
