"""How a commitment stands on a day, and what is wrong with one. Plain Python."""

from __future__ import annotations

from datetime import date

from tallystick.exchanges.rules.typed import day_slips
from tallystick.kernel.problem import Problem
from tallystick.kernel.text import text_problems, visible

# What a list may be asked for; `standing` tells more of each row.
STANDINGS = ("late", "due_soon", "open", "kept", "broken", "dropped")
ORDERS = ("due", "newest", "owner", "-owner", "state", "-state")
SETTLED = ("kept", "broken", "dropped")
LONGEST_TEXT = 2000
# From so many days before its day on, one says how many are left.
SOON_DAYS = 30
# Nobody promises further ahead; who types such a year mistook it.
MOST_YEARS_DUE = 30
COMMITMENT_KINDS = ("fund", "sign", "visit", "build", "train", "send", "place", "other")


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
    return "due_soon" if (due_on - today).days <= SOON_DAYS else "open"


def asked_for(standing: str) -> str:
    """Return the standing by which a list is asked for what stands so.

    >>> asked_for("kept_late"), asked_for("late")
    ('kept', 'late')
    """
    return "kept" if standing == "kept_late" else standing


# The columns of a board, in their order.
COLUMNS = ("open", "due_soon", "late", "kept", "ended")


def column_of(standing: str, ended_on: date | None, today: date) -> str:
    """Return the column of a board a commitment stands in; none for what ended in another year.

    >>> column_of("kept_late", date(2021, 3, 1), date(2021, 9, 1))
    'kept'
    >>> column_of("kept", date(2020, 3, 1), date(2021, 9, 1))
    ''
    """
    if ended_on is None:
        return standing
    if ended_on.year != today.year:
        return ""
    return "kept" if standing in ("kept", "kept_late") else "ended"


def days_late(due_on: date, settled_on: date | None, today: date) -> int:
    """Return the days past the due date, at the settling or today; never below zero.

    Units: days.

    >>> days_late(date(2021, 12, 31), None, date(2022, 1, 2))
    2
    """
    return max(0, ((settled_on or today) - due_on).days)


def undertaking_problems(
    text_en: str,
    text_zh: str,
    due_on: date,
    held_on: date | None,
    kind: str = "",
    words: str = "",
    today: date | None = None,
) -> list[Problem]:
    """Return what is wrong with the words, the day and the kind of a commitment.

    `today`: where it is given, a due day too far ahead is told as a slip.

    >>> day = date(2021, 5, 6)
    >>> [one.code for one in undertaking_problems("", " ", date(2021, 5, 5), day)]
    ['commitment-wordless', 'due-before-meeting']
    """
    found = [] if (text_en + text_zh).strip() else [Problem("commitment-wordless", "text_en")]
    found += text_problems("text_en", text_en, LONGEST_TEXT)
    found += text_problems("text_zh", text_zh, LONGEST_TEXT)
    found += day_slips("due_on", due_on, today, MOST_YEARS_DUE)
    if held_on is not None and due_on < held_on:
        params = {"held_on": held_on.isoformat()}
        found.append(Problem("due-before-meeting", "due_on", params, due_on.isoformat()))
    if kind and kind not in COMMITMENT_KINDS:
        params = {"kinds": ", ".join(COMMITMENT_KINDS)}
        found.append(Problem("unknown-commitment-kind", "kind", params, visible(kind[:40])))
    return found + text_problems("words", words, LONGEST_TEXT)


def settling_problems(state: str, on: date, reason: str, today: date) -> list[Problem]:
    """Return what is wrong with how, when and why a commitment is said to end."""
    found = []
    if state not in SETTLED:
        found.append(Problem("unknown-settlement", "state", value=visible(state[:40])))
    found += day_slips("on", on)
    if on > today:
        params = {"today": today.isoformat()}
        found.append(Problem("settled-in-the-future", "on", params, on.isoformat()))
    if not reason.strip():
        found.append(Problem("settling-needs-reason", "reason"))
    return found + text_problems("reason", reason, LONGEST_TEXT)
