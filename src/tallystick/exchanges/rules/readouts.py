"""What a readout may say of itself, and how it stands. Plain Python."""

from __future__ import annotations

# How a readout stands; a list may be asked for each.
STATES = ("waiting", "decided", "aside")
READOUT_SIDES = ("supporting", "supported", "other")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
SOURCE_KINDS = ("official", "official yearbook", "media")
ITEM_KINDS = (
    *("event", "person", "represented", "figure"),
    *("commitment", "agreement", "framework", "achievement"),
)
DECISIONS = ("accepted", "corrected", "rejected")


def state_of(waiting: int, set_aside: str) -> str:
    """Return aside, waiting while an item is undecided, or decided.

    >>> state_of(2, ""), state_of(0, ""), state_of(2, "another meeting")
    ('waiting', 'decided', 'aside')
    """
    if set_aside:
        return "aside"
    return "waiting" if waiting else "decided"
