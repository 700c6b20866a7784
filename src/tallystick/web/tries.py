"""How often a wrong password may be tried: five times in a quarter of an hour, name and place."""

from __future__ import annotations

from django.core.cache import cache

TRIES = 5
MINUTES = 15


def _key(username: str, place: str) -> str:
    # The name is typed by anybody: hex keeps a cache key free of blanks and control signs.
    return f"sign-in:{place}:{username.casefold().encode().hex()[:160]}"


def tries_left(username: str, place: str) -> int:
    """Return how many tries `username` has left from an address."""
    return max(TRIES - int(cache.get(_key(username, place), 0)), 0)


def count_wrong_try(username: str, place: str) -> int:
    """Count a wrong try; return how many are left."""
    key = _key(username, place)
    wrong = int(cache.get(key, 0)) + 1
    # Set, not `incr`: on a cache in the database that would shorten the time it is kept.
    cache.set(key, wrong, MINUTES * 60)
    return max(TRIES - wrong, 0)


def forget_tries(username: str, place: str) -> None:
    """Start afresh after a right password."""
    cache.delete(_key(username, place))
