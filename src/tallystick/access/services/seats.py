"""Seats: granted, handed on while away, handed over for good, and ended; each act is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office, Opposite, Role, User
from tallystick.access.models import Seat as SeatRow
from tallystick.access.policy import ROWS
from tallystick.access.queries import (
    heads_office,
    kept_apart_from,
    may,
    overlapping,
    pairing_on_both_sides,
    seated_on_both_sides,
    standing,
)
from tallystick.access.queries.sealed import END, GRANT, Stated
from tallystick.access.rules import GRANTED_BY_ADMINISTRATOR_ONLY, GRANTED_BY_HEAD_ONLY, Sides
from tallystick.access.services.acts import record_act
from tallystick.access.services.passwords import drop_foreign_password
from tallystick.journal.services.records import seal_record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Problem, Refused
from tallystick.kernel.words import Words
from tallystick.regions.models import Region


@transaction.atomic
def grant_seat(
    *,
    user: User,
    office: Office,
    role: str,
    since: date,
    by: Actor,
    until: date | None = None,
    why: str = "",
    at: datetime | None = None,
) -> SeatRow:
    """Give `user` a role at `office`, from a day to a day; the grant is sealed.

    A seat that holds from that day or before, to the same last day, is returned as it is.
    Raises: Forbidden when a role that decides figures is granted by anyone but the head of that
    office, or one of the programme by anyone but an administrator; Refused for an unknown role, a
    person who left, a first day that is over, days in the wrong order, one who holds the role on
    some of these days only, one who would sit on both sides of a pairing, or one who would look
    over what she decides herself.
    """
    if role not in Role.values:
        raise Refused.of("unknown-role", value=role, roles=", ".join(Role.values))
    if not by.system:
        require_granter(by, office, role)
        _require_another(by, user)
    return seat_person(Wish(user, office, role, since, until, by, why, at))


@transaction.atomic
def end_seat(
    *, seat: SeatRow, last_day: date, by: Actor, why: str, at: datetime | None = None
) -> None:
    """End a seat on `last_day`; her name stays under what she did. The end is sealed.

    Raises: Forbidden for who may not; Refused for a last day before yesterday, which would unsay
    what she could do then; Conflict when it ended meanwhile.
    """
    if not by.system and seat.user_id != by.user_id:
        require_granter(by, seat.office, seat.role)
    if not by.system and last_day < _today(at) - timedelta(days=1):
        raise Refused.of("seat-ends-past", path="until", value=last_day.isoformat())
    close_seat(seat, last_day, by, why, at)


@transaction.atomic
def delegate_seat(
    *,
    seat: SeatRow,
    to: User,
    since: date,
    until: date,
    by: Actor,
    why: str,
    at: datetime | None = None,
) -> SeatRow:
    """Hand a role on to a colleague of the same office while its holder is away; sealed.

    Raises: Forbidden for anybody but the holder and her head; Refused for a role that was handed
    on itself, for the holder herself, one without a seat of her own there, one who has the same
    role anyway, or days that lie outside the seat's own.
    """
    if not by.system and not _own_or_head(by, seat):
        raise Forbidden.of("head-grants", role=seat.role, office=Words.name_of(seat.office))
    if problems := _delegation_faults(seat, to, since, until):
        raise Refused(problems)
    _require_another(by, to)
    wish = Wish(to, seat.office, seat.role, since, until, by, why, at, stands_for=seat)
    return seat_person(wish)


@transaction.atomic
def hand_over_seat(
    *, seat: SeatRow, to: User, first_day: date, by: Actor, why: str, at: datetime | None = None
) -> SeatRow:
    """Give a role over for good: the old seat ends the day before, the new one begins; sealed.

    What waits for the office goes on waiting for its new holder: work belongs to offices.
    Raises: as `grant_seat` and `end_seat`.
    """
    if not by.system:
        require_granter(by, seat.office, seat.role)
    if to.pk == seat.user_id:
        raise Refused.of("hand-on-to-herself", path="to", value=to.username)
    if seat.stands_for_id is not None:
        raise Refused.of("handed-on-already", path="seat", value=seat.role)
    _require_another(by, to)
    close_seat(seat, first_day - timedelta(days=1), by, why, at)
    wish = Wish(to, seat.office, seat.role, first_day, None, by, why, at, follows=seat)
    return seat_person(wish)


@transaction.atomic
def face_regions(*, pairing: str, supporting: Region, supported: Region, by: Actor) -> None:
    """Note that two places face each other in a pairing; nobody may sit at both.

    Called with the making of a pairing. Raises: Refused, naming who sits on both sides of it.
    """
    found = seated_on_both_sides(supporting.code, supported.code, on=timezone.localdate())
    if found:
        raise Refused(
            [
                Problem("both-sides-seated", "pairing", {"pairing": pairing, "who": user.username})
                for user in found
            ]
        )
    Opposite.objects.update_or_create(
        pairing=pairing, defaults={"supporting": supporting, "supported": supported}
    )
    after = {"supporting": supporting.code, "supported": supported.code}
    record_act("access.face_regions", "pairing", pairing, by=by, after=after)


def require_granter(by: Actor, office: Office, role: str) -> None:
    """Refuse whoever may not grant or end this role here.

    Raises: Forbidden, saying who may.
    """
    head = heads_office(by, office)
    administrator = may(by, ROWS["access.set_up"]) is not None
    if role in GRANTED_BY_ADMINISTRATOR_ONLY:
        if not administrator:
            raise Forbidden.of("administrator-grants", role=role)
    elif not head and (role in GRANTED_BY_HEAD_ONLY or not administrator):
        raise Forbidden.of("head-grants", role=role, office=Words.name_of(office))


def _require_another(by: Actor, user: User) -> None:
    """Refuse whoever would give herself a seat.

    Raises: Forbidden.
    """
    if not by.system and user.pk == by.user_id:
        raise Forbidden.of("no-own-grant")


@dataclass(frozen=True)
class Wish:
    """A seat as it is asked for, and by whom; whether she may was asked before."""

    user: User
    office: Office
    role: str
    since: date
    until: date | None
    by: Actor
    why: str
    at: datetime | None
    stands_for: SeatRow | None = None
    follows: SeatRow | None = None
    # Where both sides put their names under it: the other one, and the record she read.
    agreed_by: Actor | None = None
    proposal: int | None = None


def seat_person(wish: Wish) -> SeatRow:
    """Write a seat that may be granted, and seal it; one that covers the same days is returned.

    Raises: Refused with every fault of the wish.
    """
    # One person's seats are granted one after another: two grants at once, one a side, would
    # otherwise each see only the half of her that was there before.
    User.objects.select_for_update().get(pk=wish.user.pk)
    if problems := _seat_faults(wish):
        raise Refused(problems)
    own = SeatRow.objects.filter(
        overlapping(wish.since, wish.until),
        user=wish.user,
        office=wish.office,
        role=wish.role,
        stands_for=wish.stands_for,
    )
    for held in own:
        # A seat that begins later would leave her without the role until then.
        if held.valid_from <= wish.since and held.valid_to == wish.until:
            return held
        raise Refused.of("seat-held-already", role=wish.role, who=wish.user.username)
    seat = SeatRow.objects.create(
        user=wish.user,
        office=wish.office,
        role=wish.role,
        valid_from=wish.since,
        valid_to=wish.until,
        granted_by_id=wish.by.user_id,
        stands_for=wish.stands_for,
    )
    at = wish.at or timezone.now()
    content = _sealed_grant(wish, seat)
    if not wish.by.system:
        content |= drop_foreign_password(seat, by=wish.by, at=at)
    seal_record(kind=GRANT, about=seat.key, content=content, recorded_at=at)
    action = "access.delegate_seat" if wish.stands_for else "access.grant_seat"
    after = {
        "office": wish.office.code,
        "role": wish.role,
        "since": wish.since.isoformat(),
        "until": wish.until.isoformat() if wish.until else None,
    }
    record_act(action, "user", wish.user.username, by=wish.by, after=after, why=wish.why, at=at)
    return seat


def _sealed_grant(wish: Wish, seat: SeatRow) -> dict[str, Any]:
    content: dict[str, Any] = {**vars(Stated.of_row(seat)), "name": wish.user.name_en}
    content |= {"by": signed(wish.by), "why": wish.why}
    if wish.follows is not None:
        content["follows"] = wish.follows.key
    if wish.agreed_by is not None:
        content |= {"agreed_by": signed(wish.agreed_by), "proposal": wish.proposal}
    return content


def close_seat(
    seat: SeatRow, last_day: date, by: Actor, why: str, at: datetime | None = None
) -> None:
    """End a seat whose ending was allowed, and seal it.

    Raises: Refused when it would end before it began; Conflict when somebody changed it.
    """
    if last_day < seat.valid_from:
        raise Refused.of("seat-ends-early", start=seat.valid_from.isoformat())
    if seat.valid_to is not None and seat.valid_to <= last_day:
        raise Conflict.of("changed-meanwhile", state="ended")
    changed = SeatRow.objects.filter(pk=seat.pk, valid_to=seat.valid_to).update(valid_to=last_day)
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state="ended")
    until = last_day.isoformat()
    content = {"user": seat.user.username, "until": until, "by": signed(by), "why": why}
    seal_record(kind=END, about=seat.key, content=content, recorded_at=at or timezone.now())
    record_act(
        "access.end_seat",
        "user",
        seat.user.username,
        by=by,
        before={"office": seat.office.code, "role": seat.role},
        after={"until": until},
        why=why,
        at=at,
    )


def void_seat(seat: SeatRow, by: Actor, why: str, at: datetime | None = None) -> None:
    """Take back a seat that has not begun: it holds on no day that anybody lives; sealed.

    Raises: Conflict when somebody changed it.
    """
    same = SeatRow.objects.filter(pk=seat.pk, valid_from=seat.valid_from, valid_to=seat.valid_to)
    if same.update(valid_from=date.min, valid_to=date.min) != 1:
        raise Conflict.of("changed-meanwhile", state="ended")
    day = date.min.isoformat()
    content: dict[str, Any] = {"user": seat.user.username, "since": day, "until": day}
    content |= {"by": signed(by), "why": why}
    seal_record(kind=END, about=seat.key, content=content, recorded_at=at or timezone.now())
    before = {"office": seat.office.code, "role": seat.role, "since": seat.valid_from.isoformat()}
    who = seat.user.username
    record_act("access.void_seat", "user", who, by=by, before=before, why=why, at=at)


def signed(by: Actor) -> dict[str, Any]:
    """Return who acts as sealed records name her."""
    return {"user": by.username, "name": by.name}


def _today(at: datetime | None) -> date:
    return timezone.localdate(at or timezone.now())


def _seat_faults(wish: Wish) -> list[Problem]:
    found = []
    if wish.since < _today(wish.at) and not wish.by.system:
        # Who could act on a day that is over stays as it was on that day.
        found.append(Problem("seat-begins-past", "since", value=wish.since.isoformat()))
    if not wish.user.is_active:
        found.append(Problem("person-left", "user", {"who": wish.user.username}))
    if wish.until is not None and wish.until < wish.since:
        found.append(Problem("seat-ends-early", "until", {"start": wish.since.isoformat()}))
    region = wish.office.region.code
    if both := pairing_on_both_sides(wish.user, region, since=wish.since, until=wish.until):
        params = {"who": wish.user.username, "pairing": both[0], "office": both[1]}
        found.append(Problem("both-sides-granted", "user", params))
    if held := kept_apart_from(wish.user, wish.role, since=wish.since, until=wish.until):
        apart = {"who": wish.user.username, "role": wish.role, "held": held.role}
        office = Words.name_of(held.office)
        found.append(Problem("role-kept-apart", "role", {**apart, "office": office}))
    return found


def _own_or_head(by: Actor, seat: SeatRow) -> bool:
    sides = Sides(frozenset({seat.office.region.code}))
    held = may(by, ROWS["access.hand_on"], sides, office=seat.office)
    return (held is not None and seat.user_id == by.user_id) or heads_office(by, seat.office)


def _delegation_faults(seat: SeatRow, to: User, since: date, until: date) -> list[Problem]:
    found = []
    if seat.stands_for_id is not None:
        found.append(Problem("handed-on-already", "seat", value=seat.role))
    if to.pk == seat.user_id:
        found.append(Problem("hand-on-to-herself", "to", value=to.username))
    there = standing(since).filter(user=to, office=seat.office, stands_for=None)
    roles = set(there.values_list("role", flat=True))
    params = {"who": to.username, "office": Words.name_of(seat.office), "role": seat.role}
    if not roles:
        found.append(Problem("not-of-the-office", "to", params))
    if seat.role in roles:
        found.append(Problem("seat-held-already", "to", params))
    outside = since < seat.valid_from or (seat.valid_to is not None and until > seat.valid_to)
    if outside:
        found.append(Problem("outside-the-seat", "until", {"role": seat.role}))
    return found
