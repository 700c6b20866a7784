"""Reads: which second factors a person has, and whether her roles ask for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings

from tallystick.access.models import User
from tallystick.kernel.actor import Actor


@dataclass(frozen=True)
class Factor:
    """One second factor: `totp` or `webauthn`, what its owner calls it, since when."""

    id: int
    kind: str
    name: str
    added_at: datetime
    used_at: datetime | None


def factors(user: User) -> list[Factor]:
    """Return a person's second factors; recovery codes alone are none. One query."""
    rows = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return [
        Factor(row.pk, row.type, row.data.get("name", ""), row.created_at, row.last_used_at)
        for row in rows.order_by("created_at", "pk")
    ]


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes a person has left."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def must_have_factor(actor: Actor) -> bool:
    """Return whether one of a person's roles asks for a second factor here."""
    asking = set(settings.SECOND_FACTOR_ROLES)
    return bool(asking and actor.roles & asking)


def lacks_factor(user: User, actor: Actor) -> bool:
    """Return whether a person has no second factor although one of her roles asks for it."""
    return must_have_factor(actor) and not factors(user)
