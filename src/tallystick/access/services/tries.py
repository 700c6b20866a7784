"""How often one may try what nobody may guess: five times in a quarter of an hour, name and place.

A try is counted by one statement, before it is looked at and outside any transaction that a
refusal rolls back: of many made at once no more than five are looked at.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from tallystick.access.models import Tries

TRIES = 5
MINUTES = 15


def take_try(*, username: str, place: str) -> int | None:
    """Count a try of `username` from `place`; return how many are left after it.

    None where none was left: then nothing is looked at, and the time runs on.
    """
    now = timezone.now()
    # Whoever tries sweeps up after the others: no row outlives its quarter of an hour for long.
    Tries.objects.filter(ends_at__lte=now).delete()
    ends_at = now + timedelta(minutes=MINUTES)
    key = _key(username, place)
    Tries.objects.get_or_create(key=key, defaults={"made": 0, "ends_at": ends_at})
    counted = Tries.objects.filter(key=key, made__lt=TRIES)
    if counted.update(made=F("made") + 1, ends_at=ends_at) != 1:
        return None
    made = Tries.objects.filter(key=key).values_list("made", flat=True).first()
    return TRIES - (made or 1)


def forget_tries(*, username: str, place: str) -> None:
    """Start afresh after a right password or figure."""
    Tries.objects.filter(key=_key(username, place)).delete()


def _key(username: str, place: str) -> str:
    # The name is typed by anybody and of any length; nor need a table tell who tries to sign in.
    return hashlib.sha256(f"{place}\n{username.casefold()}".encode()).hexdigest()
