"""People: added without a password, invited by a printed code, and deactivated with their seats."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from tallystick.access.models import OneTimeCode, Seat, User
from tallystick.access.policy import ROWS
from tallystick.access.queries import may, require
from tallystick.access.queries.sealed import CODE, DEACTIVATE, REACTIVATE
from tallystick.access.rules import (
    CODE_DAYS,
    CODE_GROUP,
    CODE_GROUPS,
    CODE_SIGNS,
    CODE_TRIES,
    GRANTED_BY_HEAD_ONLY,
    code_digest,
    read_code,
    written_code,
)
from tallystick.access.services.acts import record_act
from tallystick.access.services.seats import close_seat, heads_office, signed, void_seat
from tallystick.journal.services.records import seal_record
from tallystick.kernel.actor import Actor
from tallystick.kernel.code import is_slug
from tallystick.kernel.problem import Conflict, Forbidden, Problem, Refused

LANGUAGES = ("en", "zh-hans")


@transaction.atomic
def add_user(
    *,
    username: str,
    name_en: str,
    name_zh: str = "",
    language: str = "en",
    password: str = "",
    by: Actor,
) -> User:
    """Add a person who signs in. She has no password until she sets one with her code.

    `password` is for examples and tests, which the system itself sets up.
    Raises: Forbidden but for administrators and heads; Refused with every fault; Conflict for a
    user name that is taken.
    """
    if not by.system and may(by, ROWS["access.set_up"]) is None and "head" not in by.roles:
        raise Forbidden.of(
            "not-allowed", who=by.name, roles="administrator, head", scope="this installation"
        )
    if password and not by.system:
        raise Forbidden.of("only-own-password")
    if problems := _name_faults(username, name_en, language):
        raise Refused(problems)
    if User.objects.filter(username=username).exists():
        raise Conflict.of("user-exists", username=username)
    user = User(username=username, name_en=name_en, name_zh=name_zh, language=language)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    record_act("access.add_user", "user", username, by=by, after={"name": name_en})
    return user


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

    The head of every office she sits in makes it; an administrator only for whoever decides no
    figures, or has never had a password: else she could make herself a matcher by another's name.
    `drop_factors` takes the second factor away too, for whoever lost her phone.
    Raises: Forbidden, Refused for a person who left.
    """
    if not user.is_active:
        raise Refused.of("person-left", path="user", who=user.username)
    if not by.system:
        _require_code_maker(by, user)
    now = at or timezone.now()
    reason = (
        OneTimeCode.Reason.RESET if user.has_usable_password() else OneTimeCode.Reason.INVITATION
    )
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_GROUPS * CODE_GROUP))
    User.objects.select_for_update().get(pk=user.pk)
    _void_codes(user, now)
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
    herself = Actor(user.pk, user.username, user.name_en)
    record_act("access.use_code", "user", user.username, by=herself, why=code.reason, at=now)
    return user


@transaction.atomic
def set_password(*, user: User, old: str, new: str, by: Actor) -> None:
    """Set another password of one's own, by the old one.

    Raises: Forbidden for anybody else's; Refused for a wrong old one or an unfit new one.
    """
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-password")
    if not user.check_password(old):
        raise Refused.of("password-wrong", path="old")
    require_fit_password(new, user)
    user.set_password(new)
    user.save(update_fields=["password"])
    record_act("access.set_password", "user", user.username, by=by)


@transaction.atomic
def deactivate_user(*, user: User, by: Actor, why: str, at: datetime | None = None) -> None:
    """Let a person go: seats, sessions and codes end at once; her name stays. Sealed.

    Raises: Forbidden but for the head of every office she sits in, or an administrator; Refused
    without a reason; Conflict when she was deactivated already.
    """
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    now = at or timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    open_seats = Seat.objects.filter(Q(valid_to=None) | Q(valid_to__gt=yesterday), user=user)
    seats = list(open_seats.select_related("office__region", "user"))
    if not by.system and may(by, ROWS["access.set_up"]) is None:
        held = Seat.objects.filter(user=user).select_related("office__region")
        if not held or not all(heads_office(by, seat.office) for seat in held):
            raise Forbidden.of("head-deactivates", who=user.username)
    changed = User.objects.filter(pk=user.pk, is_active=True).update(is_active=False)
    if changed != 1:
        raise Conflict.of("person-left", who=user.username)
    for seat in seats:
        if seat.valid_from > timezone.localdate(now):
            void_seat(seat, by, why, now)
            continue
        if seat.valid_to is not None and seat.valid_to <= seat.valid_from:
            continue
        close_seat(seat, max(yesterday, seat.valid_from), by, why, now)
    # Her sessions are bound to this: were she taken back one day, none of them would revive.
    user.set_unusable_password()
    user.is_active = False
    user.save(update_fields=["password"])
    _void_codes(user, now)
    content = {"by": signed(by), "why": why}
    seal_record(kind=DEACTIVATE, about=user.username, content=content, recorded_at=now)
    record_act("access.deactivate_user", "user", user.username, by=by, why=why, at=at)


@transaction.atomic
def reactivate_user(*, user: User, by: Actor, why: str, at: datetime | None = None) -> None:
    """Take a person back: without seats and without a password. Sealed.

    Raises: Forbidden but for an administrator; Refused without a reason, or while a seat that
    began on the day she left lasts that day; Conflict.
    """
    if not by.system:
        require(by, ROWS["access.set_up"], scope="this installation")
    if not why.strip():
        raise Refused.of("why-missing", path="why")
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True) != 1:
        raise Conflict.of("changed-meanwhile", state="active")
    today = timezone.localdate(at or timezone.now())
    if Seat.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), user=user).exists():
        raise Refused.of("seat-lasts-today", path="user", who=user.username)
    content = {"by": signed(by), "why": why}
    now = at or timezone.now()
    seal_record(kind=REACTIVATE, about=user.username, content=content, recorded_at=now)
    record_act("access.reactivate_user", "user", user.username, by=by, why=why, at=at)


@transaction.atomic
def set_language(*, user: User, language: str, by: Actor) -> None:
    """Remember the language a person reads; only her own."""
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-profile")
    User.objects.filter(pk=user.pk).update(language=language)


def require_fit_password(password: str, user: User) -> None:
    """Refuse a password that is too short or too common.

    Raises: Refused with `password-unfit`.
    """
    try:
        validate_password(password, user)
    except ValidationError as unfit:
        reasons = " ".join(unfit.messages)
        raise Refused.of("password-unfit", path="password", reasons=reasons) from unfit


def _require_code_maker(by: Actor, user: User) -> None:
    seats = list(Seat.objects.filter(user=user).select_related("office__region"))
    today = timezone.localdate()
    held = [seat for seat in seats if seat.valid_to is None or seat.valid_to >= today]
    # Whoever makes her code could act as she does: everywhere she sits, not in one office only.
    own = bool(held) and all(heads_office(by, seat.office) for seat in held)
    deciding = [seat for seat in seats if seat.role in GRANTED_BY_HEAD_ONLY]
    if own and by.user_id != user.pk:
        return
    # The first head of a further office is invited by the head who named her.
    named = bool(held) and all(seat.granted_by_id == by.user_id for seat in held)
    if named and "head" in by.roles and not user.has_usable_password():
        return
    if may(by, ROWS["access.set_up"]) is not None and by.user_id != user.pk:
        if not deciding or not user.has_usable_password() or _sole_head(user, seats):
            return
        raise Forbidden.of("head-makes-code", who=user.username)
    if not seats and "head" in by.roles and not user.has_usable_password():
        # She was just added and sits nowhere yet.
        return
    raise Forbidden.of("head-makes-code", who=user.username)


def _sole_head(user: User, seats: list[Seat]) -> bool:
    """Return whether nobody else could make a code for this head."""
    mine = [seat.office_id for seat in seats if seat.role == "head" and seat.valid_to is None]
    others = Seat.objects.filter(office__in=mine, role="head", valid_to=None, user__is_active=True)
    return bool(mine) and not others.exclude(user=user).exists()


def _open_codes(now: datetime) -> QuerySet[OneTimeCode]:
    return OneTimeCode.objects.filter(
        used_at=None, void_at=None, expires_at__gt=now, wrong_tries__lt=CODE_TRIES
    ).select_related("user")


def _void_codes(user: User, now: datetime) -> None:
    OneTimeCode.objects.filter(user=user, used_at=None, void_at=None).update(void_at=now)


def _name_faults(username: str, name_en: str, language: str) -> list[Problem]:
    found = []
    plain = username.replace(".", "-").replace("_", "-")
    if not is_slug(plain) or len(username) > 40:
        found.append(Problem("user-name-unfit", "username", value=username))
    if not name_en.strip():
        found.append(Problem("name-missing", "name_en"))
    if language not in LANGUAGES:
        found.append(
            Problem("language-unknown", "language", {"choices": ", ".join(LANGUAGES)}, language)
        )
    return found
