"""Signing in by another house: what it vouches for is a user name that must be here already."""

from __future__ import annotations

from django.db import transaction

from tallystick.access.models import User
from tallystick.access.services.acts import record_act
from tallystick.kernel.actor import Actor
from tallystick.kernel.problem import Refused


@transaction.atomic
def accept_identity(*, username: str, by: Actor) -> User:
    """Return the person another house vouches for; no user is made and no seat given.

    `by` is nobody yet: the house's word is what makes her somebody, and it is written down.
    Raises: Refused for a name that nobody here has, or whose person left.
    """
    user = User.objects.filter(username=username, is_active=True).first() if username else None
    if user is None:
        raise Refused.of("house-name-unknown", path="user", value=username[:80])
    herself = Actor(user.pk, user.username, user.name_en, name_zh=user.name_zh)
    record_act("access.accept_identity", "user", user.username, by=herself)
    return user
