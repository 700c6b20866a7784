"""Passwords that somebody else may know: they do not come with a role that decides figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from tallystick.access.models import Office, OneTimeCode, Role, Seat
from tallystick.access.queries import standing
from tallystick.access.rules import GRANTED_BY_HEAD_ONLY
from tallystick.access.services.acts import record_act
from tallystick.kernel.actor import Actor


def drop_foreign_password(seat: Seat, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Take away a password, and codes, that no head of this office opened; return what to seal.

    Whoever makes a code may use it herself. An administrator makes one for a clerk; were the clerk
    to become a matcher with the password it opened, the administrator could match by her name. So
    she begins anew, with a code of her head's. Who decides figures there already keeps hers.
    """
    user, office = seat.user, seat.office
    held = standing(timezone.localdate(at)).filter(user=user, office=office)
    if held.filter(role__in=GRANTED_BY_HEAD_ONLY).exclude(pk=seat.pk).exists():
        return {}
    codes = OneTimeCode.objects.filter(user=user, void_at=None).order_by("made_at")
    opened = codes.exclude(used_at=None).last()
    for code in codes.filter(used_at=None):
        if not _made_by_head(code, office, by):
            OneTimeCode.objects.filter(pk=code.pk).update(void_at=at)
    if opened is None or _made_by_head(opened, office, by) or not user.has_usable_password():
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
