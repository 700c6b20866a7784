"""Where a person is reminded, and whether: her own choice, her address kept encrypted."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Person, User
from tallystick.access.queries.acting import standing
from tallystick.access.queries.persons import address_kept
from tallystick.access.services.acts import record_act
from tallystick.access.services.persons import erase_person, keep_person, read_person
from tallystick.access.vault import Unreadable
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Refused

# An address nobody confirmed for so long is erased with the other overdue fields.
KEPT = timedelta(days=3 * 365)
LONGEST = 200


@transaction.atomic
def set_reminders(
    *,
    user: User,
    wanted: bool,
    email: str = "",
    forget: bool = False,
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Say whether a person is reminded by e-mail, and where; only she herself may.

    An empty `email` leaves the address as it is; `forget` destroys it with its key.
    Raises: Forbidden for anybody else; Refused for what is no address, or where she sits in no
    office that would answer for it.
    """
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-profile")
    address = email.strip()
    kept = address_kept(user)
    if forget and kept is not None:
        erase_person(key=kept.key, why="the person herself", by=by, at=at)
        # The record that was erased speaks of nobody; a later address begins a new one.
        Person.objects.filter(pk=kept.pk).update(user=None)
    elif address:
        _keep(user, address, kept, by, at)
    changed = User.objects.filter(pk=user.pk).exclude(wants_reminders=wanted)
    if changed.update(wants_reminders=wanted):
        after = {"wants_reminders": wanted}
        record_act("access.set_reminders", "user", user.username, by=by, after=after, at=at)


def mail_address(*, user: User, by: Actor, at: datetime | None = None) -> str:
    """Return where a person is reminded, or nothing; that it was read is logged.

    Raises: Unreadable where what is kept of it is damaged.
    """
    kept = address_kept(user)
    if kept is None:
        return ""
    return read_person(key=kept.key, purpose=Person.Purpose.CONTACT, by=by, at=at).get("email", "")


def _keep(user: User, address: str, kept: Person | None, by: Actor, at: datetime | None) -> None:
    try:
        validate_email(address)
    except ValidationError as unfit:
        raise Refused.of("email-unfit", path="email", value=address[:LONGEST]) from unfit
    if len(address) > LONGEST:
        raise Refused.of("email-unfit", path="email", value=address[:LONGEST])
    today = timezone.localdate(at or timezone.now())
    fields = {"email": address}
    if kept is not None:
        # What is damaged is lost already: she gives her address anew over it.
        with suppress(Unreadable):
            others = read_person(key=kept.key, purpose=Person.Purpose.CONTACT, by=by, at=at)
            fields = {**others, **fields}
    keep_person(
        fields=fields,
        region=kept.region.code if kept else _place(user, today),
        purpose=Person.Purpose.CONTACT,
        basis=Person.Basis.DUTY,
        keep_until=max(today + KEPT, kept.keep_until if kept else today),
        user=user,
        key=kept.key if kept else "",
        by=by,
        at=at,
    )


def _place(user: User, day: date) -> str:
    """Return the place of the office that answers for her fields.

    Raises: Refused where she sits nowhere.
    """
    seat = standing(day).filter(user=user).select_related("office__region").order_by("pk").first()
    if seat is None:
        raise Refused.of("seat-needed", path="email")
    return seat.office.region.code
