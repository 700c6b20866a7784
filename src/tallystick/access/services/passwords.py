"""Passwords that somebody else may know: they do not come with a seat they were not made for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from tallystick.access.models import Office, OneTimeCode, Role, Seat
from tallystick.access.queries import standing
from tallystick.access.queries.heading import answers_near
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY
from tallystick.access.services.acts import record_act
from tallystick.kernel.actor import Actor


def drop_foreign_password(seat: Seat, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Take away a password, and codes, of whoever has no business here; return what to seal.

    Whoever makes a code may use it herself. The head of the other side makes one for somebody she
    added; were that person seated here, she could report by her name. An administrator makes one
    for a clerk; were the clerk to become a matcher, the administrator could match. So she begins
    anew, with a code of her head's. Who sits, or decides figures, there already keeps hers.
    """
    user, office, decides = seat.user, seat.office, seat.role in GRANTED_BY_HEAD_ONLY
    held = standing(timezone.localdate(at)).filter(user=user, office=office).exclude(pk=seat.pk)
    if decides:
        held = held.filter(role__in=GRANTED_BY_HEAD_ONLY)
    if held.exists():
        return {}
    fit = _made_by_head if decides else _made_near
    codes = OneTimeCode.objects.filter(user=user, void_at=None).order_by("made_at")
    opened = codes.exclude(used_at=None).last()
    for code in codes.filter(used_at=None):
        if not fit(code, office, by):
            OneTimeCode.objects.filter(pk=code.pk).update(void_at=at)
    if opened is None or fit(opened, office, by) or not user.has_usable_password():
        return {}
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    record_act("access.drop_password", "user", user.username, by=by, at=at)
    return {"password_dropped": True}


def _made_by_head(code: OneTimeCode, office: Office, by: Actor) -> bool:
    if code.made_by_id is None or code.made_by_id == by.user_id:
        return True
    day = timezone.localdate(code.made_at)
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    rows = Seat.objects.filter(held, user=code.made_by_id, office=office, role=Role.HEAD)
    return rows.exists()


def _made_near(code: OneTimeCode, office: Office, by: Actor) -> bool:
    if code.made_by_id is None or code.made_by_id == by.user_id:
        return True
    return answers_near(code.made_by_id, office, timezone.localdate(code.made_at))
