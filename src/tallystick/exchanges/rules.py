"""How a commitment stands on a day. Plain Python."""

from __future__ import annotations

from datetime import date


def standing(state: str, due_on: date, settled_on: date | None, today: date) -> str:
    """Return open, due_soon, late, kept, kept_late, broken or dropped.

    >>> standing("made", date(2021, 12, 31), None, date(2022, 1, 1))
    'late'
    >>> standing("kept", date(2021, 12, 31), date(2021, 10, 20), date(2022, 1, 1))
    'kept'
    """
    if state == "kept":
        return "kept_late" if settled_on and settled_on > due_on else "kept"
    if state != "made":
        return state
    if due_on < today:
        return "late"
    return "due_soon" if (due_on - today).days <= 14 else "open"


def days_late(due_on: date, settled_on: date | None, today: date) -> int:
    """Return the days past the due date, at the settling or today; never below zero.

    Units: days.

    >>> days_late(date(2021, 12, 31), None, date(2022, 1, 2))
    2
    """
    return max(0, ((settled_on or today) - due_on).days)
