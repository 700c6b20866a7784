"""The level at which a place stands: what a pairing, too, is said to be of. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable

# Kinds of place that stand at the level of another one; every other kind is a level of its own.
_LEVELS = {"prefecture": "city", "district": "county"}
# From above; what is not here stands after them.
_ORDER = ("country", "province", "city", "county", "township", "village")


def level_of(kind: str) -> str:
    """Return the level of a kind of place.

    >>> level_of("prefecture"), level_of("county"), level_of("Land")
    ('city', 'county', 'Land')
    """
    return _LEVELS.get(kind, kind)


def levels_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the levels of some kinds of place, each once, from above.

    >>> levels_of(["county", "district", "province", "Kreis", "prefecture"])
    ('province', 'city', 'county', 'Kreis')
    """
    found = {level_of(kind) for kind in kinds}
    known = [level for level in _ORDER if level in found]
    return (*known, *sorted(found - set(known)))
