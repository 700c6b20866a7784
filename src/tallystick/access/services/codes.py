"""One-time codes: made by who answers for a person, used once by herself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from tallystick.access.models import OneTimeCode, User
from tallystick.access.queries import may_make_code
from tallystick.access.queries.sealed import CODE
from tallystick.access.rules import (
    CODE_DAYS,
    CODE_GROUP,
    CODE_GROUPS,
    CODE_SIGNS,
    CODE_TRIES,
    code_digest,
    read_code,
    written_code,
)
from tallystick.access.services.acts import record_act
from tallystick.access.services.seats import signed
from tallystick.journal.services.records import seal_record
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Forbidden, Refused


@dataclass(frozen=True)
class Made:
    """A code that was just made. Its signs are shown once and kept nowhere."""

    user: User
    reason: str
    code: str
    expires_at: datetime


@transaction.atomic
def make_code(
    *, user: User, by: Actor, drop_factors: bool = False, at: datetime | None = None
) -> Made:
    """Make the one-time code with which `user` sets her own password; older ones are void. Sealed.

    The head of every office she sits in makes it, or who named her before her first password; an
    administrator only for whoever never decided figures: else she could match by another's name.
    `drop_factors` takes the second factor away too, for whoever lost her phone.
    Raises: Forbidden, Refused for a person who left.
    """
    if not user.is_active:
        raise Refused.of("person-left", path="user", who=user.username)
    if not may_make_code(by, user):
        raise Forbidden.of("head-makes-code", who=user.username)
    now = at or timezone.now()
    reason = (
        OneTimeCode.Reason.RESET if user.has_usable_password() else OneTimeCode.Reason.INVITATION
    )
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_GROUPS * CODE_GROUP))
    User.objects.select_for_update().get(pk=user.pk)
    void_codes(user, now)
    code = OneTimeCode.objects.create(
        user=user,
        reason=reason,
        digest=code_digest(user.username, signs),
        made_by_id=by.user_id,
        made_at=now,
        expires_at=now + timedelta(days=CODE_DAYS),
    )
    content: dict[str, Any] = {"reason": str(reason), "by": signed(by)}
    if drop_factors:
        Authenticator.objects.filter(user=user).delete()
        content["second_factor_removed"] = True
    seal_record(kind=CODE, about=user.username, content=content, recorded_at=now)
    record_act("access.make_code", "user", user.username, by=by, after={"reason": reason}, at=at)
    return Made(user, reason, written_code(signs), code.expires_at)


def use_code(
    *, username: str, code: str, password: str, by: Actor, at: datetime | None = None
) -> User:
    """Set a password with a one-time code, once; wrong tries are counted with the code itself.

    `by` is nobody: the code is what allows it, and it is written down under her own name.
    Raises: Refused with `code-unfit`, the same whatever is wrong with name or code, or with what
    is wrong with the password.
    """
    now = at or timezone.now()
    wrong = Refused.of("code-unfit", path="code")
    found = _open_codes(now).filter(user__username=username, user__is_active=True).first()
    if found is None:
        raise wrong
    # Counted outside the transaction that a refusal rolls back, and before the code is looked at.
    counted = OneTimeCode.objects.filter(pk=found.pk, wrong_tries__lt=CODE_TRIES)
    if counted.update(wrong_tries=F("wrong_tries") + 1) != 1:
        raise wrong
    if not secrets.compare_digest(found.digest, code_digest(username, read_code(code))):
        raise wrong
    with transaction.atomic():
        return _set_by_code(found, password, by, now)


def _set_by_code(code: OneTimeCode, password: str, by: Actor, now: datetime) -> User:
    user = User.objects.select_for_update().get(pk=code.user_id)
    require_fit_password(password, user)
    fresh = OneTimeCode.objects.filter(pk=code.pk, used_at=None, void_at=None)
    if fresh.update(used_at=now, wrong_tries=0) != 1:
        raise Refused.of("code-unfit", path="code")
    user.set_password(password)
    user.save(update_fields=["password"])
    herself = Actor(user.pk, user.username, user.name_en, name_zh=user.name_zh)
    record_act("access.use_code", "user", user.username, by=herself, why=code.reason, at=now)
    return user


def require_fit_password(password: str, user: User) -> None:
    """Refuse a password that is too short or too common.

    Raises: Refused with `password-unfit`.
    """
    try:
        validate_password(password, user)
    except ValidationError as unfit:
        reasons = " ".join(unfit.messages)
        raise Refused.of("password-unfit", path="password", reasons=reasons) from unfit


def _open_codes(now: datetime) -> QuerySet[OneTimeCode]:
    return OneTimeCode.objects.filter(
        used_at=None, void_at=None, expires_at__gt=now, wrong_tries__lt=CODE_TRIES
    ).select_related("user")


def void_codes(user: User, now: datetime) -> None:
    """Let no code of hers that is still open work any more."""
    OneTimeCode.objects.filter(user=user, used_at=None, void_at=None).update(void_at=now)
