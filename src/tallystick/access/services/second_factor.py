"""The second factor: one-time figures from a phone, passkeys, and recovery codes; per person.

The cryptography and the stored authenticators are django-allauth's; permission, the act log and the
moments at which one is asked for are ours.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction

from tallystick.access.models import User
from tallystick.access.services.acts import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Conflict, Forbidden, NotFound, Refused


@transaction.atomic
def add_totp(*, user: User, secret: str, code: str, password: str, by: Actor) -> list[str]:
    """Turn figures from a phone on, once she typed one; return her recovery codes, shown once.

    Raises: Forbidden for anybody else's; Refused when the figures do not fit; Conflict when they
    are on already.
    """
    _require_own(user, password, by)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise Conflict.of("factor-there-already")
    if not validate_totp_code(secret, code):
        raise Refused.of("factor-code-wrong", path="code")
    TOTP.activate(user, secret)
    record_act("access.add_factor", "user", user.username, by=by, after={"kind": "totp"})
    return _recovery(user)


@transaction.atomic
def add_passkey(
    *, user: User, name: str, credential: dict[str, Any], password: str, by: Actor
) -> list[str]:
    """Keep a passkey whose registration the browser has completed; return recovery codes, if new.

    Raises: Forbidden for anybody else's; Refused when the browser's answer does not fit.
    """
    _require_own(user, password, by)
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, KeyError) as unfit:
        raise Refused.of("passkey-unfit", path="passkey") from unfit
    webauthn.WebAuthn.add(user, name.strip()[:60] or "passkey", credential)
    record_act("access.add_factor", "user", user.username, by=by, after={"kind": "passkey"})
    return _recovery(user)


@transaction.atomic
def remove_factor(*, user: User, factor: int, password: str, by: Actor) -> None:
    """Take one factor away; with the last one the recovery codes go too.

    Raises: Forbidden for anybody else's; NotFound.
    """
    _require_own(user, password, by)
    found = Authenticator.objects.filter(user=user, pk=factor).first()
    if found is None or found.type == Authenticator.Type.RECOVERY_CODES:
        raise NotFound.of("not-found", what="second factor", code=str(factor))
    found.delete()
    own = Authenticator.objects.filter(user=user)
    if not own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        own.delete()
    after = {"kind": found.type}
    record_act("access.remove_factor", "user", user.username, by=by, before=after)


@transaction.atomic
def check_factor(*, user: User, code: str, by: Actor) -> str:
    """Take the figures of a phone, or a recovery code, as the second factor; return which it was.

    `by` is nobody yet: her password was right, and this is what makes her somebody.
    Raises: Refused when neither fits; a recovery code that was used fits no more.
    """
    own = Authenticator.objects.select_for_update().filter(user=user)
    typed = "".join(code.split())
    for found in own.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
        if typed and found.wrap().validate_code(typed):
            found.record_usage()
            herself = Actor(user.pk, user.username, user.name_en, name_zh=user.name_zh)
            record_act("access.use_factor", "user", user.username, by=herself, why=found.type)
            return str(found.type)
    raise Refused.of("factor-code-wrong", path="code")


@transaction.atomic
def check_passkey(*, user: User, credential: dict[str, Any], by: Actor) -> None:
    """Take a passkey as the second factor.

    Raises: Refused when the browser's answer does not fit.
    """
    try:
        found = webauthn.complete_authentication(user, credential)
    except (ValidationError, ValueError, KeyError, TypeError) as unfit:
        raise Refused.of("passkey-unfit", path="passkey") from unfit
    found.record_usage()
    herself = Actor(user.pk, user.username, user.name_en, name_zh=user.name_zh)
    record_act("access.use_factor", "user", user.username, by=herself, why="passkey")


def _recovery(user: User) -> list[str]:
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES)
    if kept.exists():
        return []
    return list(RecoveryCodes.activate(user).generate_codes())


def _require_own(user: User, password: str, by: Actor) -> None:
    """Refuse anybody else, and whoever found a page that was left open.

    Raises: Forbidden; Refused for a wrong password.
    """
    if by.user_id != user.pk:
        raise Forbidden.of("only-own-factor")
    if not user.check_password(password):
        raise Refused.of("password-wrong", path="password")
