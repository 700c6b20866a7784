"""Writes: users, offices, seats, and the act log every other service calls."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Act, Office, Role, User
from tallystick.access.models import Seat as SeatRow
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, Refused
from tallystick.regions.models import Region


def record_act(
    action: str,
    thing: str,
    thing_id: str,
    *,
    by: Actor,
    before: Any = None,
    after: Any = None,
    why: str = "",
    at: datetime | None = None,
) -> Act:
    """Write who did what; called inside the transaction of the change itself."""
    return Act.objects.create(
        at=at or timezone.now(),
        user_id=by.user_id,
        who=by.name,
        action=action,
        thing=thing,
        thing_id=thing_id,
        before=before,
        after=after,
        why=why,
    )


@transaction.atomic
def open_office(*, code: str, region: str, name_en: str, name_zh: str, by: Actor) -> Office:
    """Open an office that works for `region`; the same code again returns the same office."""
    _require_set_up(by)
    place = Region.objects.get(code=region)
    office, made = Office.objects.get_or_create(
        code=code, defaults={"region": place, "name_en": name_en, "name_zh": name_zh}
    )
    if made:
        record_act("access.open_office", "office", code, by=by, after={"region": region})
    elif office.region_id != place.pk:
        raise Conflict.of("office-elsewhere", code=code)
    return office


@transaction.atomic
def add_user(
    *,
    username: str,
    password: str,
    name_en: str,
    name_zh: str = "",
    language: str = "en",
    by: Actor,
) -> User:
    """Add a person who signs in; the same user name again is refused."""
    _require_set_up(by)
    if User.objects.filter(username=username).exists():
        raise Conflict.of("user-exists", username=username)
    user = User(username=username, name_en=name_en, name_zh=name_zh, language=language)
    user.set_password(password)
    user.save()
    record_act("access.add_user", "user", username, by=by, after={"name": name_en})
    return user


@transaction.atomic
def grant_seat(
    *, user: User, office: Office, role: str, since: date, by: Actor, why: str = ""
) -> SeatRow:
    """Give `user` a role at `office`.

    Raises: Forbidden when a role that decides figures is granted by anyone but the head of
    that office; Refused for an unknown role.
    """
    if role not in Role.values:
        raise Refused.of("unknown-role", value=role, roles=", ".join(Role.values))
    if not by.system:
        _require_granter(by, office, role)
    seat, made = SeatRow.objects.get_or_create(
        user=user,
        office=office,
        role=role,
        valid_to=None,
        defaults={"valid_from": since, "granted_by_id": by.user_id},
    )
    if made:
        record_act(
            "access.grant_seat",
            "user",
            user.username,
            by=by,
            after={"office": office.code, "role": role, "since": since.isoformat()},
            why=why,
        )
    return seat


@transaction.atomic
def end_seat(*, seat: SeatRow, last_day: date, by: Actor, why: str) -> None:
    """End a seat on `last_day`; her name stays under what she did."""
    if not by.system:
        _require_granter(by, seat.office, seat.role)
    if last_day < seat.valid_from:
        raise Refused.of("seat-ends-early", start=seat.valid_from.isoformat())
    changed = SeatRow.objects.filter(pk=seat.pk, valid_to=None).update(valid_to=last_day)
    if changed != 1:
        raise Conflict.of("changed-meanwhile", state="ended")
    record_act(
        "access.end_seat",
        "user",
        seat.user.username,
        by=by,
        before={"office": seat.office.code, "role": seat.role},
        after={"until": last_day.isoformat()},
        why=why,
    )


@transaction.atomic
def set_language(*, user: User, language: str, by: Actor) -> None:
    """Remember the language a person reads; only her own."""
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-profile")
    User.objects.filter(pk=user.pk).update(language=language)


def _require_set_up(by: Actor) -> None:
    if not by.system and "administrator" not in by.roles:
        raise Forbidden.of(
            "not-allowed", who=by.name, roles="administrator", scope="this installation"
        )


def _require_granter(by: Actor, office: Office, role: str) -> None:
    head_here = by.seat_in(frozenset({office.region.code}), "head") is not None
    if role in GRANTED_BY_HEAD_ONLY and not head_here:
        raise Forbidden.of("head-grants", role=role, office=office.name_en)
    if not head_here and "administrator" not in by.roles:
        raise Forbidden.of("head-grants", role=role, office=office.name_en)
