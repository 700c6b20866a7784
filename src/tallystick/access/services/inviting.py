"""Invite a person: a user name, her first seat and the code by which she sets her password."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tallystick.access.models import Office, Role
from tallystick.access.queries import heads_office
from tallystick.access.services.codes import Made, make_code
from tallystick.access.services.heading import name_head
from tallystick.access.services.people import add_user
from tallystick.access.services.seats import grant_seat
from tallystick.kernel.actor import Actor


@transaction.atomic
def invite_person(
    *,
    office: Office,
    role: str,
    username: str,
    name_en: str,
    by: Actor,
    name_zh: str = "",
    language: str = "",
    at: datetime | None = None,
) -> Made:
    """Add a person with a seat at `office` from today on, and make her the code to print.

    A head is granted by the head of the office herself; where somebody else asks, she is named as
    an office without a head comes by one.
    Raises: as `add_user`, `grant_seat` or `name_head`, and `make_code`; then nothing is kept.
    """
    user = add_user(username=username, name_en=name_en, name_zh=name_zh, language=language, by=by)
    today = timezone.localdate(at or timezone.now())
    if role == Role.HEAD and not heads_office(by, office):
        name_head(office=office, user=user, since=today, by=by, at=at)
    else:
        grant_seat(user=user, office=office, role=role, since=today, by=by, at=at)
    return make_code(user=user, by=by, at=at)
